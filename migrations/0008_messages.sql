-- The outbox and the record of what left: one row for each checkpoint, purpose and attempt.
-- The body keeps {{link}} unresolved: the link's secret is made again from the key when shown.
CREATE TABLE messages (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    channel TEXT NOT NULL,
    contact_point_id TEXT,
    recipient TEXT,
    language TEXT NOT NULL,
    subject TEXT,
    body TEXT NOT NULL,
    link_id TEXT,
    state TEXT NOT NULL,
    because TEXT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    leaving_at BIGINT,
    left_at BIGINT,
    tries BIGINT NOT NULL,
    provider_reference TEXT,
    PRIMARY KEY (agency_id, id),
    UNIQUE (agency_id, checkpoint_id, purpose, attempt),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
CREATE INDEX messages_by_checkpoint ON messages (agency_id, checkpoint_id, made_at);
CREATE INDEX messages_by_person ON messages (agency_id, person_id, left_at);
CREATE INDEX messages_by_time ON messages (agency_id, made_at);
-- Links to surveys. Looked up by the hash of their secret, before the agency is known.
CREATE TABLE survey_links (
    token_hash TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    prefix TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    gate_wrong BIGINT NOT NULL,
    locked_at BIGINT,
    revoked_at BIGINT,
    made_at BIGINT NOT NULL,
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
CREATE INDEX survey_links_by_checkpoint ON survey_links (agency_id, checkpoint_id);
-- A browser that passed the gate of a link: what it may see, and whether it is who submitted.
CREATE TABLE survey_sittings (
    sitting_hash TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    submitted_at BIGINT,
    FOREIGN KEY (token_hash) REFERENCES survey_links (token_hash)
);
CREATE INDEX survey_sittings_by_link ON survey_sittings (token_hash);
