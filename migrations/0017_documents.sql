-- Files in a person's archive. The bytes stand in the store of documents, sealed, under `object`;
-- a row is written only once they are durable there. Removed ones keep their row and their bytes.
CREATE TABLE documents (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    object TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    remark TEXT,
    bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    covers_from TEXT,
    covers_to TEXT,
    added_by TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    removed_by TEXT,
    removed_at BIGINT,
    removed_because TEXT,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id)
);
CREATE INDEX documents_by_person ON documents (agency_id, person_id, added_at);
CREATE UNIQUE INDEX documents_by_object ON documents (agency_id, object);
CREATE UNIQUE INDEX documents_once ON documents (agency_id, person_id, sha256)
    WHERE removed_at IS NULL;

-- What a document answers: a question of a checkpoint's survey. The name is as the client called
-- it there; `sitting_hash` is the browser that may see it again.
CREATE TABLE document_uses (
    agency_id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    question TEXT NOT NULL,
    name TEXT NOT NULL,
    obtained_how TEXT NOT NULL,
    sitting_hash TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (agency_id, document_id, checkpoint_id, question),
    FOREIGN KEY (agency_id, document_id) REFERENCES documents (agency_id, id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
CREATE INDEX document_uses_by_checkpoint ON document_uses (agency_id, checkpoint_id, question);
