-- A telephone call: which asking it was, and how it went. What was answered stands in the response.
CREATE TABLE calls (
    agency_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, message_id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
CREATE INDEX calls_by_checkpoint ON calls (agency_id, checkpoint_id, made_at);
-- The day on which a form came in on paper.
CREATE TABLE paper_receipts (
    agency_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    received_on TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, checkpoint_id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
