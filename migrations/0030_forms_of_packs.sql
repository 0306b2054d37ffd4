-- The pack that a form is of; none where it is the flow's own.
ALTER TABLE forms ADD COLUMN pack TEXT;
ALTER TABLE forms ADD COLUMN pack_version BIGINT;
