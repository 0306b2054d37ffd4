-- Claims while they are put together. point: the checkpoint, or a word where none is due.
CREATE TABLE claims (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    placement_id TEXT NOT NULL,
    checkpoint_id TEXT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    via TEXT,
    period_from TEXT,
    period_to TEXT,
    line TEXT,
    prepared_by TEXT NOT NULL,
    decided_by TEXT,
    decided_at BIGINT,
    submitted_by TEXT,
    submitted_at BIGINT,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
-- One claim of a job is put together at a time, and one is passed on for each checkpoint.
CREATE UNIQUE INDEX claims_one_open ON claims (agency_id, placement_id)
    WHERE state <> 'submitted';
CREATE UNIQUE INDEX claims_one_point ON claims (agency_id, checkpoint_id);
CREATE INDEX claims_by_person ON claims (agency_id, person_id, made_at);
CREATE INDEX claims_by_state ON claims (agency_id, state, made_at);
