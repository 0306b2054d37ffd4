CREATE TABLE jobs (
    agency_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    -- The application's clock, in Unix milliseconds, as is ended_at.
    due_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    tries_max BIGINT NOT NULL CHECK (tries_max > 0),
    -- Grows whenever a job changes hands.
    fence BIGINT NOT NULL,
    lease_holder TEXT,
    -- Real time, in Unix milliseconds.
    lease_until BIGINT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dead', 'cancelled')),
    why TEXT,
    ended_at BIGINT,
    PRIMARY KEY (agency_id, kind, key)
);

-- Workers look for what is due over all agencies; ended jobs are not in their way.
CREATE INDEX jobs_due ON jobs (due_at) WHERE state = 'waiting';
-- Few at any time; every claim looks here for those whose worker went away.
CREATE INDEX jobs_leased ON jobs (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX jobs_ended ON jobs (agency_id, state, ended_at) WHERE state <> 'waiting';
