-- Every tap that answered the quick question of a text message, in order. The last one stands among
-- the answers of the response; the ones before it are kept here.
CREATE TABLE quick_answers (
    agency_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    person_id TEXT NOT NULL,
    choice TEXT NOT NULL,
    via TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, checkpoint_id, n),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
-- Answers that came by a client's link and that staff found not to be the client's, exactly as
-- they came. The response begins anew without them.
CREATE TABLE disowned_answers (
    agency_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    person_id TEXT NOT NULL,
    answers TEXT,
    state TEXT NOT NULL,
    source TEXT,
    flags TEXT NOT NULL,
    started_at BIGINT,
    submitted_at BIGINT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, checkpoint_id, n),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
-- Text messages that came in from a number of a person, once for each of the provider's ids.
CREATE TABLE inbound_texts (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    body TEXT NOT NULL,
    meaning TEXT NOT NULL,
    checkpoint_id TEXT,
    choice TEXT,
    reply TEXT,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    UNIQUE (agency_id, provider_id, person_id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
CREATE INDEX inbound_texts_by_person ON inbound_texts (agency_id, person_id, made_at);
CREATE INDEX inbound_texts_by_checkpoint ON inbound_texts (agency_id, checkpoint_id);
-- Whose number it is that a text message came from.
CREATE INDEX contact_points_by_value ON contact_points (agency_id, value);
