-- From whom the last day of a job comes: client, employer, documents, record; none where it was
-- entered by hand without a word.
ALTER TABLE placements ADD COLUMN end_source TEXT;
-- How often an end was taken back: what is done once for each lost job is done anew after it.
ALTER TABLE placements ADD COLUMN reopened BIGINT NOT NULL DEFAULT 0;
