-- What the scanner found in a document, by its own name of it, and when it looked.
ALTER TABLE documents ADD COLUMN found TEXT;
ALTER TABLE documents ADD COLUMN scanned_at BIGINT;
