-- Who owns what: installation, agency (tenant), office, staff.
CREATE TABLE agencies (
    agency_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_fr TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE TABLE offices (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id) REFERENCES agencies (agency_id)
);
CREATE TABLE users (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    password_hash TEXT,
    keys_off_at BIGINT,
    disabled_at BIGINT,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, office_id) REFERENCES offices (agency_id, id)
);
CREATE INDEX users_by_office ON users (agency_id, office_id);
-- Looked up before the agency is known; one person signs in to one agency by one address.
CREATE TABLE sign_in_names (
    email TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    FOREIGN KEY (agency_id, user_id) REFERENCES users (agency_id, id)
);
CREATE INDEX sign_in_names_by_user ON sign_in_names (agency_id, user_id);
-- What an installation remembers of itself, such as the demo's clock.
CREATE TABLE installation (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
