-- A pack while an administrator changes it: one for each pack of an agency. It goes when it is
-- published or thrown away.
CREATE TABLE pack_drafts (
    agency_id TEXT NOT NULL,
    pack TEXT NOT NULL,
    -- The version that it began with.
    based_on BIGINT NOT NULL,
    -- The text that the program brought at that time, by its hash.
    shipped_sha256 TEXT NOT NULL,
    source TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, pack)
);
-- That a version of a pack is the agency's own, and from when on new enrolments follow it.
CREATE TABLE pack_publications (
    agency_id TEXT NOT NULL,
    pack TEXT NOT NULL,
    version BIGINT NOT NULL,
    based_on BIGINT NOT NULL,
    shipped_sha256 TEXT NOT NULL,
    -- The draft's row version: the same draft is published once.
    draft_version BIGINT NOT NULL,
    published_by TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, pack, version),
    FOREIGN KEY (agency_id, pack, version) REFERENCES pack_versions (agency_id, pack, version)
);
