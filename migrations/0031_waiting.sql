-- Since when a claim stands where it stands.
ALTER TABLE claims ADD COLUMN stands_at BIGINT;
UPDATE claims SET stands_at = COALESCE(submitted_at, decided_at, made_at);
CREATE INDEX claims_by_standing ON claims (agency_id, state, stands_at, id);
-- Who put a letter into the post, and when.
ALTER TABLE letters ADD COLUMN posted_by TEXT;
ALTER TABLE letters ADD COLUMN posted_at BIGINT;
CREATE INDEX letters_to_post ON letters (agency_id, made_at, id) WHERE posted_at IS NULL;
