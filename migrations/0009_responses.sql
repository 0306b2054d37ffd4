-- What was answered at a checkpoint: as the client gave it, never altered, and beside it what
-- staff made of it. Answers are JSON by question.
CREATE TABLE responses (
    agency_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    questionnaire TEXT NOT NULL,
    pack TEXT NOT NULL,
    pack_version BIGINT NOT NULL,
    language TEXT NOT NULL,
    source TEXT,
    client_answers TEXT,
    client_state TEXT NOT NULL,
    client_started_at BIGINT,
    client_saved_at BIGINT,
    client_submitted_at BIGINT,
    flags TEXT NOT NULL,
    staff_answers TEXT,
    staff_reasons TEXT,
    staff_state TEXT NOT NULL,
    staff_by TEXT,
    staff_at BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, checkpoint_id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
CREATE TABLE answer_changes (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    question TEXT NOT NULL,
    was TEXT,
    now TEXT,
    reason TEXT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
CREATE INDEX answer_changes_by_checkpoint ON answer_changes (agency_id, checkpoint_id, made_at);
