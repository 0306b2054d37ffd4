-- Sustainability risk assessments: the last entry in force stands. Without a job: the next one's.
CREATE TABLE assessments (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    placement_id TEXT,
    from_on TEXT NOT NULL,
    risk TEXT,
    weeks BIGINT,
    reason TEXT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id)
);
CREATE INDEX assessments_by_person ON assessments (agency_id, person_id, made_at);
-- What was agreed on in-work support; the last one stands.
CREATE TABLE support_agreements (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    placement_id TEXT,
    is_accepted BIGINT NOT NULL,
    needs TEXT NOT NULL,
    note TEXT,
    agreed_on TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id)
);
CREATE INDEX support_agreements_by_person ON support_agreements (agency_id, person_id, made_at);
-- Dated notes on a person's summary: from when something holds is not when it was written.
CREATE TABLE notes (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    dated_on TEXT NOT NULL,
    body TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id)
);
CREATE INDEX notes_by_person ON notes (agency_id, person_id, dated_on);
-- What was heard of a person's benefit claim.
CREATE TABLE benefit_checks (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    placement_id TEXT,
    is_closed BIGINT NOT NULL,
    asked_of TEXT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id)
);
CREATE INDEX benefit_checks_by_person ON benefit_checks (agency_id, person_id, made_at);
