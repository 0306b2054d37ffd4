-- Sessions, tokens and the counting of wrong guesses. Only hashes of secrets are kept.
CREATE TABLE sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    csrf TEXT NOT NULL,
    browser TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    FOREIGN KEY (agency_id, user_id) REFERENCES users (agency_id, id)
);
CREATE INDEX sessions_by_user ON sessions (agency_id, user_id);
CREATE INDEX sessions_by_end ON sessions (ends_at);
CREATE TABLE api_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    label TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    revoked_at BIGINT,
    FOREIGN KEY (agency_id, user_id) REFERENCES users (agency_id, id)
);
CREATE INDEX api_tokens_by_user ON api_tokens (agency_id, user_id);
-- Wrong passwords, gates and links: by account, link or address, on the real clock.
CREATE TABLE guesses (
    bucket TEXT NOT NULL PRIMARY KEY,
    wrong BIGINT NOT NULL,
    since_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);
CREATE INDEX guesses_by_last ON guesses (last_at);
-- The answer given to a request with an idempotency key, or to a form with a once key.
CREATE TABLE once_keys (
    agency_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    answer TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, user_id, key)
);
CREATE INDEX once_keys_by_age ON once_keys (made_at);
