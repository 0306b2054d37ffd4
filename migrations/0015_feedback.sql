-- Reports read responses by when they were given, newest first, and never the whole table.
CREATE INDEX responses_by_answering ON responses (
    agency_id,
    (COALESCE(client_submitted_at, staff_at)),
    checkpoint_id
);
