CREATE TABLE people (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    search TEXT NOT NULL,
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    year_of_birth BIGINT,
    reference TEXT,
    died_on TEXT,
    withdrawn_on TEXT,
    do_not_contact_on TEXT,
    standing_reason TEXT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, office_id) REFERENCES offices (agency_id, id),
    FOREIGN KEY (agency_id, owner_id) REFERENCES users (agency_id, id)
);
CREATE INDEX people_by_office ON people (agency_id, office_id, sort_key, id);
CREATE INDEX people_by_owner ON people (agency_id, owner_id, sort_key, id);
CREATE INDEX people_by_name ON people (agency_id, sort_key, id);
CREATE TABLE contact_points (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    position BIGINT NOT NULL,
    consent TEXT NOT NULL,
    consent_source TEXT NOT NULL,
    consent_at BIGINT NOT NULL,
    consent_by TEXT NOT NULL,
    removed_at BIGINT,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id)
);
CREATE INDEX contact_points_by_person ON contact_points (agency_id, person_id, position);
