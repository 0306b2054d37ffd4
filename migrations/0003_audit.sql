-- Who did, saw and changed what. Ids and hashes only; text that may have to be forgotten stands
-- elsewhere. Entries chain per subject; seals chain over the heads of all chains.
CREATE TABLE audit_entries (
    agency_id TEXT NOT NULL,
    chain TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (agency_id, chain, seq)
);
CREATE INDEX audit_entries_by_time ON audit_entries (agency_id, at);
CREATE TABLE audit_heads (
    agency_id TEXT NOT NULL,
    chain TEXT NOT NULL,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL,
    sealed_seq BIGINT NOT NULL,
    PRIMARY KEY (agency_id, chain)
);
CREATE TABLE audit_seals (
    agency_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    heads BIGINT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (agency_id, n)
);
CREATE TABLE audit_seal_heads (
    agency_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    chain TEXT NOT NULL,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (agency_id, n, chain),
    FOREIGN KEY (agency_id, n) REFERENCES audit_seals (agency_id, n)
);
-- One row for each viewer, person and quarter of an hour; the reason where one was asked for.
CREATE TABLE file_openings (
    agency_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    quarter BIGINT NOT NULL,
    reason TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, person_id, user_id, quarter)
);
