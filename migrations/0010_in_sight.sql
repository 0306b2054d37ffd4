-- Lists of work read one narrow range of an index and never the table. A checkpoint comes into
-- sight with its window, or at once when somebody was asked or has answered before it. The columns
-- that are always empty here stand in the index so that SQLite need not look them up.
CREATE INDEX checkpoints_in_sight ON checkpoints (
    agency_id,
    office_id,
    (CASE WHEN asked_at IS NULL AND answered_at IS NULL THEN opens_on ELSE '' END),
    due_on, id, person_id, opens_on, closes_on, asked_at, answered_at, answer, submission,
    ending, reviewed_at, achieved_on
) WHERE ending IS NULL AND reviewed_at IS NULL AND achieved_on IS NULL;
CREATE INDEX checkpoints_in_sight_by_owner ON checkpoints (
    agency_id,
    owner_id,
    (CASE WHEN asked_at IS NULL AND answered_at IS NULL THEN opens_on ELSE '' END),
    due_on, id, person_id, opens_on, closes_on, asked_at, answered_at, answer, submission,
    ending, reviewed_at, achieved_on, office_id
) WHERE ending IS NULL AND reviewed_at IS NULL AND achieved_on IS NULL;
DROP INDEX checkpoints_to_do;
DROP INDEX checkpoints_to_do_by_owner;
