-- Every checkpoint with its axes. Columns from asked_at on are written in the same transaction as
-- the records that they sum up (messages, responses), so that lists need no joins.
-- series: the placement, or the enrolment where the programme counts from exit or end of service.
CREATE TABLE checkpoints (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    enrolment_id TEXT NOT NULL,
    placement_id TEXT,
    series TEXT NOT NULL,
    code TEXT NOT NULL,
    position BIGINT NOT NULL,
    pack TEXT NOT NULL,
    pack_version BIGINT NOT NULL,
    questionnaire TEXT NOT NULL,
    office_id TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    expected_on TEXT NOT NULL,
    pinned_on TEXT,
    pinned_reason TEXT,
    due_on TEXT NOT NULL,
    opens_on TEXT NOT NULL,
    closes_on TEXT NOT NULL,
    made_on TEXT NOT NULL,
    ending TEXT,
    ending_on TEXT,
    ending_reason TEXT,
    ending_by TEXT,
    ending_at BIGINT,
    asked_at BIGINT,
    answer TEXT NOT NULL,
    answered_at BIGINT,
    review TEXT NOT NULL,
    reviewed_at BIGINT,
    achieved_on TEXT,
    submission TEXT NOT NULL,
    look_again_at BIGINT,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    UNIQUE (agency_id, series, code),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, enrolment_id) REFERENCES enrolments (agency_id, id),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id)
);
CREATE INDEX checkpoints_by_person ON checkpoints (agency_id, person_id, due_on);
CREATE INDEX checkpoints_by_enrolment ON checkpoints (agency_id, enrolment_id);
CREATE INDEX checkpoints_by_placement ON checkpoints (agency_id, placement_id);
CREATE INDEX checkpoints_to_do ON checkpoints (agency_id, office_id, opens_on, due_on)
    WHERE ending IS NULL AND reviewed_at IS NULL AND achieved_on IS NULL;
CREATE INDEX checkpoints_to_do_by_owner ON checkpoints (agency_id, owner_id, opens_on, due_on)
    WHERE ending IS NULL AND reviewed_at IS NULL AND achieved_on IS NULL;
CREATE INDEX checkpoints_to_look_at ON checkpoints (look_again_at)
    WHERE look_again_at IS NOT NULL;
