-- Whom one may ask at an employer about a job, and why one may.
CREATE TABLE employer_contacts (
    agency_id TEXT NOT NULL,
    placement_id TEXT NOT NULL,
    name TEXT,
    email TEXT,
    phone TEXT,
    fax TEXT,
    language TEXT NOT NULL,
    basis TEXT NOT NULL,
    basis_note TEXT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, placement_id),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id)
);
-- Questions to employers. Looked up by the hash of a link's secret, before the agency is known.
CREATE TABLE employer_asks (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    person_id TEXT NOT NULL,
    placement_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    answers TEXT,
    answered_at BIGINT,
    revoked_at BIGINT,
    PRIMARY KEY (agency_id, id),
    UNIQUE (token_hash),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id)
);
CREATE INDEX employer_asks_by_placement ON employer_asks (agency_id, placement_id, made_at);
CREATE INDEX employer_asks_by_person ON employer_asks (agency_id, person_id, made_at);
