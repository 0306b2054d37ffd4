-- Many people asked at once, as one record. way: best, email or sms. office_id is the office that
-- its maker sees; none for the whole agency. Nothing leaves before leaves_at.
CREATE TABLE mailings (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    office_id TEXT,
    way TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    leaves_at BIGINT NOT NULL,
    withdrawn_by TEXT,
    withdrawn_at BIGINT,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, office_id) REFERENCES offices (agency_id, id)
);
CREATE INDEX mailings_by_office ON mailings (agency_id, office_id, id);
-- The words that were written for a mailing; without any, each programme's own.
CREATE TABLE mailing_texts (
    agency_id TEXT NOT NULL,
    mailing_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (agency_id, mailing_id, channel, language),
    FOREIGN KEY (agency_id, mailing_id) REFERENCES mailings (agency_id, id)
);
-- Everybody who was chosen for a mailing, with the asking that was seen. outcome: waiting (its
-- message is not written yet), written, left_out, withdrawing (its message was taken back, the
-- checkpoint is not in step yet) or withdrawn.
CREATE TABLE mailing_lines (
    agency_id TEXT NOT NULL,
    mailing_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    channel TEXT,
    because TEXT,
    message_id TEXT,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, mailing_id, position),
    UNIQUE (agency_id, mailing_id, checkpoint_id),
    FOREIGN KEY (agency_id, mailing_id) REFERENCES mailings (agency_id, id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
CREATE INDEX mailing_lines_by_checkpoint ON mailing_lines (agency_id, checkpoint_id);
CREATE INDEX mailing_lines_to_do ON mailing_lines (agency_id, mailing_id, outcome, position);
-- What staff made of a message whose fate was not known or that did not arrive: arrived or again.
ALTER TABLE messages ADD COLUMN settled_as TEXT;
ALTER TABLE messages ADD COLUMN settled_by TEXT;
ALTER TABLE messages ADD COLUMN settled_at BIGINT;
CREATE INDEX messages_to_settle ON messages (agency_id, made_at)
    WHERE state IN ('unknown', 'failed', 'undeliverable') AND settled_at IS NULL;
-- Messages that staff send to themselves, to see how one arrives. They are nobody's messages, and
-- their link leads to no survey.
CREATE TABLE trials (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    left_at BIGINT,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, user_id) REFERENCES users (agency_id, id)
);
CREATE INDEX trials_by_user ON trials (agency_id, user_id, made_at);
-- The number to which somebody of the staff has test texts sent.
CREATE TABLE trial_phones (
    agency_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    phone TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, user_id),
    FOREIGN KEY (agency_id, user_id) REFERENCES users (agency_id, id)
);
