-- What goes to a funder. The payload is frozen when it is prepared and never changes; `state` is
-- one of `domain::submissions::State`. One that was removed, or refused and replaced by another,
-- stays as a record.
CREATE TABLE submissions (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    pack TEXT NOT NULL,
    pack_version BIGINT NOT NULL,
    connector TEXT NOT NULL,
    state TEXT NOT NULL,
    state_at BIGINT NOT NULL,
    payload TEXT NOT NULL,
    payload_sha256 TEXT NOT NULL,
    prepared_by TEXT NOT NULL,
    prepared_at BIGINT NOT NULL,
    approved_by TEXT,
    approved_at BIGINT,
    -- From which moment it was ready to go: how long it has waited for the funder.
    ready_at BIGINT,
    tries BIGINT NOT NULL,
    -- 1 while a try may have arrived whose answer was lost: the funder is asked before another.
    in_doubt BIGINT NOT NULL,
    receipt TEXT,
    -- The funder's reasons, as JSON; or the code of ours, when it was given up.
    reasons TEXT,
    paid_on TEXT,
    file_id TEXT,
    replaced_by TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
CREATE UNIQUE INDEX submissions_once ON submissions (agency_id, checkpoint_id)
    WHERE state <> 'removed' AND replaced_by IS NULL;
CREATE INDEX submissions_by_checkpoint ON submissions (agency_id, checkpoint_id, prepared_at);
CREATE INDEX submissions_by_person ON submissions (agency_id, person_id);
CREATE INDEX submissions_by_state ON submissions (agency_id, state, state_at, id)
    WHERE replaced_by IS NULL;

-- Everything that happened to one, in order.
CREATE TABLE submission_events (
    agency_id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    by_whom TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (agency_id, submission_id, number),
    FOREIGN KEY (agency_id, submission_id) REFERENCES submissions (agency_id, id)
);

-- Submissions that went into one file for the funder. The file is made from their payloads, so
-- that it is the same byte for byte whenever it is made again.
CREATE TABLE submission_files (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    pack TEXT NOT NULL,
    pack_version BIGINT NOT NULL,
    -- How many went into it.
    entries BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id)
);
CREATE INDEX submissions_by_file ON submissions (agency_id, file_id)
    WHERE file_id IS NOT NULL;
