-- What proves a checkpoint: a document, or a confirmation by word of mouth (`verbal`, sealed JSON
-- of its five fields). Taken off, a row stays with who, when and why.
CREATE TABLE evidence (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    document_id TEXT,
    verbal TEXT,
    type TEXT NOT NULL,
    obtained_on TEXT NOT NULL,
    obtained_how TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    removed_by TEXT,
    removed_at BIGINT,
    removed_because TEXT,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id),
    FOREIGN KEY (agency_id, document_id) REFERENCES documents (agency_id, id)
);
CREATE INDEX evidence_by_person ON evidence (agency_id, person_id, added_at);
CREATE INDEX evidence_by_document ON evidence (agency_id, document_id)
    WHERE document_id IS NOT NULL;
CREATE UNIQUE INDEX evidence_once ON evidence (agency_id, checkpoint_id, document_id, type)
    WHERE removed_at IS NULL AND document_id IS NOT NULL;

-- That a checkpoint goes without the evidence that its programme wants.
CREATE TABLE evidence_waivers (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ended_by TEXT,
    ended_at BIGINT,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
CREATE INDEX evidence_waivers_by_person ON evidence_waivers (agency_id, person_id);
CREATE UNIQUE INDEX evidence_waived_once ON evidence_waivers (agency_id, checkpoint_id)
    WHERE ended_at IS NULL;

-- Every tick of a milestone, and every one that was taken back.
CREATE TABLE milestones (
    agency_id TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    person_id TEXT NOT NULL,
    achieved_on TEXT NOT NULL,
    ticked_by TEXT NOT NULL,
    ticked_at BIGINT NOT NULL,
    reversed_by TEXT,
    reversed_at BIGINT,
    reversed_because TEXT,
    PRIMARY KEY (agency_id, checkpoint_id, number),
    FOREIGN KEY (agency_id, checkpoint_id) REFERENCES checkpoints (agency_id, id)
);
CREATE INDEX milestones_by_person ON milestones (agency_id, person_id);
CREATE UNIQUE INDEX milestones_once ON milestones (agency_id, checkpoint_id)
    WHERE reversed_at IS NULL;
