-- The funder's extract beside what was submitted.
CREATE TABLE reconciliations (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    pack TEXT NOT NULL,
    pack_version BIGINT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    -- How its bytes were read: `UTF-8`, `UTF-16LE`, `UTF-16BE` or `windows-1252`.
    encoding TEXT NOT NULL,
    -- Which submissions were compared: those of checkpoints due in between; null for all.
    due_from TEXT,
    due_until TEXT,
    entries BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id)
);
CREATE INDEX reconciliations_by_time ON reconciliations (agency_id, made_at, id);

-- One line each: what agrees, what differs, and what only one side has. `told` holds the values
-- that are shown, by the funder's names.
CREATE TABLE reconciliation_rows (
    agency_id TEXT NOT NULL,
    reconciliation_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    -- The line of the extract; null for what only we have.
    line BIGINT,
    submission_id TEXT,
    person_id TEXT,
    told TEXT NOT NULL,
    PRIMARY KEY (agency_id, reconciliation_id, number),
    FOREIGN KEY (agency_id, reconciliation_id) REFERENCES reconciliations (agency_id, id),
    FOREIGN KEY (agency_id, submission_id) REFERENCES submissions (agency_id, id)
);
CREATE INDEX reconciliation_rows_by_kind
    ON reconciliation_rows (agency_id, reconciliation_id, kind, number);

-- A section of a submission of which the funder's version stands. The payload stays as it was
-- sent; every version stays, and the latest stands.
CREATE TABLE sections_taken (
    agency_id TEXT NOT NULL,
    reconciliation_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    section TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    -- By the funder's names: what we had, and what the funder has.
    told TEXT NOT NULL,
    taken_by TEXT NOT NULL,
    taken_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, reconciliation_id, number, section),
    FOREIGN KEY (agency_id, reconciliation_id, number)
        REFERENCES reconciliation_rows (agency_id, reconciliation_id, number),
    FOREIGN KEY (agency_id, submission_id) REFERENCES submissions (agency_id, id)
);
CREATE INDEX sections_taken_by_submission ON sections_taken (agency_id, submission_id, taken_at);
