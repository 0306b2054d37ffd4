-- The diary of a whole office is read by its days.
CREATE INDEX diary_entries_of_team ON diary_entries (agency_id, due_on, due_at, id);
-- Calls that somebody has to go on with.
CREATE INDEX runs_by_state ON runs (agency_id, state, sitting_at, id);
