-- Tries to reach somebody about a job. A row is never changed.
CREATE TABLE contact_attempts (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    placement_id TEXT,
    -- The round of the job in which it was made; none where it is about no job.
    round BIGINT,
    party TEXT NOT NULL,
    channel TEXT NOT NULL,
    direction TEXT NOT NULL,
    outcome TEXT NOT NULL,
    number TEXT,
    note TEXT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id)
);
CREATE INDEX contact_attempts_by_person ON contact_attempts (agency_id, person_id, made_at);
CREATE INDEX contact_attempts_by_round ON contact_attempts (agency_id, placement_id, round);
-- Rounds of tries of a job. The last one is under way; the first is there without a row.
CREATE TABLE contact_rounds (
    agency_id TEXT NOT NULL,
    placement_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    cycle BIGINT NOT NULL,
    begun_by TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, placement_id, number),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id)
);
-- Numbers that were found not to work; until they are given again.
CREATE TABLE unusable_numbers (
    agency_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    number TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, person_id, number),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id)
);
