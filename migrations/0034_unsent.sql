-- An e-mail that was not taken: who saw to it that its reader was told in another way, and when.
ALTER TABLE notices ADD COLUMN settled_by TEXT;
ALTER TABLE notices ADD COLUMN settled_at BIGINT;
