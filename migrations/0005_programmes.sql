-- A pack as it was when somebody was first enrolled by it. Never changed, never removed while
-- an enrolment is pinned to it.
CREATE TABLE pack_versions (
    agency_id TEXT NOT NULL,
    pack TEXT NOT NULL,
    version BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    source TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, pack, version)
);
CREATE TABLE enrolments (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    pack TEXT NOT NULL,
    pack_version BIGINT NOT NULL,
    referred_on TEXT,
    started_on TEXT,
    service_ended_on TEXT,
    exited_on TEXT,
    group_code TEXT,
    stage TEXT NOT NULL,
    office_id TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    UNIQUE (agency_id, person_id, pack),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, pack, pack_version)
        REFERENCES pack_versions (agency_id, pack, version)
);
CREATE INDEX enrolments_by_pack ON enrolments (agency_id, pack, pack_version);
