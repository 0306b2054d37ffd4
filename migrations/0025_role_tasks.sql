-- Tasks that no answer asks for: flows ask a role, and nobody has one until somebody takes it.
-- once_key: what may be asked once, such as one booking for each job that was lost.
DROP INDEX tasks_by_person;
DROP INDEX tasks_by_owner;
DROP INDEX tasks_by_state;
ALTER TABLE tasks RENAME TO tasks_before;
CREATE TABLE tasks (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    checkpoint_id TEXT,
    question TEXT,
    placement_id TEXT,
    run_id TEXT,
    once_key TEXT,
    kind TEXT NOT NULL,
    role TEXT,
    owner_id TEXT,
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
    UNIQUE (agency_id, once_key),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id),
    FOREIGN KEY (agency_id, owner_id) REFERENCES users (agency_id, id)
);
INSERT INTO tasks (agency_id, id, person_id, checkpoint_id, question, kind, owner_id, due_on,
        state, made_by, made_at, closed_by, closed_at, note, version)
    SELECT agency_id, id, person_id, checkpoint_id, question, kind, owner_id, due_on, state,
        made_by, made_at, closed_by, closed_at, note, version
    FROM tasks_before;
DROP TABLE tasks_before;
CREATE INDEX tasks_by_person ON tasks (agency_id, person_id, due_on);
CREATE INDEX tasks_by_owner ON tasks (agency_id, owner_id, state, due_on, id);
CREATE INDEX tasks_by_role ON tasks (agency_id, role, state, due_on, id);
CREATE INDEX tasks_by_state ON tasks (agency_id, state, due_on, id);
