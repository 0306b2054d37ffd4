CREATE TABLE placements (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    enrolment_id TEXT NOT NULL,
    employer TEXT NOT NULL,
    job_title TEXT NOT NULL,
    started_on TEXT NOT NULL,
    ended_on TEXT,
    end_reason TEXT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, enrolment_id) REFERENCES enrolments (agency_id, id)
);
CREATE INDEX placements_by_person ON placements (agency_id, person_id, started_on);
CREATE INDEX placements_by_enrolment ON placements (agency_id, enrolment_id);
-- Hours and pay with the day from which they hold; the last one with a day not after the day
-- asked about is in force.
CREATE TABLE placement_terms (
    agency_id TEXT NOT NULL,
    placement_id TEXT NOT NULL,
    from_on TEXT NOT NULL,
    hours_quarters BIGINT NOT NULL,
    pay_cents BIGINT,
    pay_period TEXT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, placement_id, from_on),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id)
);
