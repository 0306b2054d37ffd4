-- Work that an answer asks of somebody. One question of one checkpoint makes one of a kind.
CREATE TABLE tasks (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    question TEXT NOT NULL,
    kind TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    due_on TEXT NOT NULL,
    state TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    closed_by TEXT,
    closed_at BIGINT,
    note TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    UNIQUE (agency_id, checkpoint_id, question, kind),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id),
    FOREIGN KEY (agency_id, owner_id) REFERENCES users (agency_id, id)
);
CREATE INDEX tasks_by_person ON tasks (agency_id, person_id, due_on);
CREATE INDEX tasks_by_owner ON tasks (agency_id, owner_id, state, due_on, id);
CREATE INDEX tasks_by_state ON tasks (agency_id, state, due_on, id);
-- What a client sent, each time as it was sent. A row is never changed.
CREATE TABLE client_submissions (
    agency_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    answers TEXT NOT NULL,
    state TEXT NOT NULL,
    language TEXT NOT NULL,
    flags TEXT NOT NULL,
    started_at BIGINT,
    submitted_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, checkpoint_id, number),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
INSERT INTO client_submissions (agency_id, checkpoint_id, number, answers, state, language, flags,
    started_at, submitted_at)
SELECT agency_id, checkpoint_id, 1, COALESCE(client_answers, '{}'), client_state, language, flags,
    client_started_at, client_submitted_at
FROM responses
WHERE client_state IN ('submitted', 'refused') AND client_submitted_at IS NOT NULL;
-- Each time that staff gave a survey back to the client, and what they asked them to look at.
CREATE TABLE survey_returns (
    agency_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    reason TEXT NOT NULL,
    message_id TEXT,
    returned_by TEXT NOT NULL,
    returned_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, checkpoint_id, number),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
-- What one member of staff has typed and not saved yet: only theirs.
CREATE TABLE working_copies (
    agency_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    fields TEXT NOT NULL,
    seen_version BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, checkpoint_id, user_id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id),
    FOREIGN KEY (agency_id, user_id) REFERENCES users (agency_id, id)
);
CREATE INDEX working_copies_by_user ON working_copies (agency_id, user_id);
-- What a second person said of a review: one verdict for each time that it was submitted.
CREATE TABLE second_readings (
    agency_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT,
    read_by TEXT NOT NULL,
    read_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, checkpoint_id, number),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
-- A checkpoint that waits for its second reader has left the adviser's lists: reviewed_at says
-- since when, and review says what for.
CREATE INDEX checkpoints_to_read ON checkpoints (agency_id, office_id, due_on, id)
    WHERE review = 'to_read';
