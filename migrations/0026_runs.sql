-- A flow as it was when somebody began a run of it, or published it. Never changed.
CREATE TABLE flow_versions (
    agency_id TEXT NOT NULL,
    flow TEXT NOT NULL,
    version BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    source TEXT NOT NULL,
    -- By whom and when it was put in force; none for what the program brings.
    published_by TEXT,
    published_at BIGINT,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, flow, version)
);
-- How often the page of a flow was opened.
CREATE TABLE flow_views (
    agency_id TEXT NOT NULL,
    flow TEXT NOT NULL,
    views BIGINT NOT NULL,
    PRIMARY KEY (agency_id, flow)
);
-- One person's walk through a flow. walk: the path with what was given, and what was typed.
CREATE TABLE runs (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    flow TEXT NOT NULL,
    flow_version BIGINT NOT NULL,
    person_id TEXT NOT NULL,
    placement_id TEXT NOT NULL,
    diary_entry_id TEXT,
    state TEXT NOT NULL,
    node TEXT NOT NULL,
    -- The events that wake it, each with a semicolon behind it; empty unless it waits for some.
    waits_for TEXT NOT NULL,
    walk TEXT NOT NULL,
    sitting_by TEXT NOT NULL,
    sitting_at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    closed_at BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, flow, flow_version)
        REFERENCES flow_versions (agency_id, flow, version),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id),
    FOREIGN KEY (agency_id, diary_entry_id) REFERENCES diary_entries (agency_id, id)
);
CREATE INDEX runs_by_person ON runs (agency_id, person_id, made_at);
CREATE INDEX runs_by_placement ON runs (agency_id, placement_id, state);
CREATE INDEX runs_waiting ON runs (agency_id, placement_id) WHERE state = 'waiting';
CREATE INDEX runs_by_flow ON runs (agency_id, flow);
-- Nobody calls twice from one entry of the diary.
CREATE UNIQUE INDEX runs_one_open ON runs (agency_id, diary_entry_id) WHERE state = 'open';
-- What runs did. once_key: within the run, the round or the job that was lost.
CREATE TABLE run_effects (
    agency_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    once_key TEXT NOT NULL,
    visit BIGINT NOT NULL,
    node TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    -- What it made or changed, such as an entry of the diary; none where nothing was to be done.
    subject TEXT,
    -- Why nothing was to be done, as a word.
    left_out TEXT,
    done_by TEXT NOT NULL,
    done_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, run_id, position),
    UNIQUE (agency_id, once_key),
    FOREIGN KEY (agency_id, run_id) REFERENCES runs (agency_id, id)
);
-- Facts of a job that a run has set.
CREATE TABLE job_facts (
    agency_id TEXT NOT NULL,
    placement_id TEXT NOT NULL,
    fact TEXT NOT NULL,
    is_so BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, placement_id, fact),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id)
);
