-- Letters on paper, exactly as they were written.
CREATE TABLE letters (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    template TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id)
);
CREATE INDEX letters_by_person ON letters (agency_id, person_id, made_at);
-- Forms of a flow, as they are filled in. definition: the form as it was when it was begun.
CREATE TABLE forms (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    flow TEXT NOT NULL,
    flow_version BIGINT NOT NULL,
    form TEXT NOT NULL,
    answers TEXT NOT NULL,
    completed_by TEXT,
    completed_at BIGINT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, flow, flow_version)
        REFERENCES flow_versions (agency_id, flow, version)
);
CREATE INDEX forms_by_person ON forms (agency_id, person_id, made_at);
CREATE INDEX forms_by_run ON forms (agency_id, run_id);
-- E-mails to colleagues and employers. forms: ids that have to be complete before it leaves.
CREATE TABLE notices (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    user_id TEXT,
    recipient TEXT NOT NULL,
    template TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    -- The question to an employer whose link it carries.
    ask_id TEXT,
    forms TEXT NOT NULL,
    state TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    left_at BIGINT,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id)
);
CREATE INDEX notices_by_person ON notices (agency_id, person_id, made_at);
CREATE INDEX notices_by_time ON notices (agency_id, state, left_at);
