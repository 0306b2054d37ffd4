-- Everybody of a small installation, copied many times: new ids, the same shapes. What the copies
-- of a checkpoint came to differs from copy to copy, as it does in an office.
CREATE TABLE bench_wanted (copies BIGINT NOT NULL, offices BIGINT NOT NULL, today TEXT NOT NULL);
CREATE TABLE bench_copies (
    n BIGINT NOT NULL PRIMARY KEY,
    behind TEXT NOT NULL,
    office_id TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    today TEXT NOT NULL
);
-- Then:
INSERT INTO offices (agency_id, id, name, time_zone, made_at)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000)
SELECT o.agency_id, substr(o.id, 1, 22) || substr(CAST(100000000 + n AS TEXT), 2),
    'Office ' || n, o.time_zone, o.made_at
FROM offices o, numbers, bench_wanted w WHERE n < w.offices;

-- Eight advisers to an office, of whom the first is there already.
INSERT INTO users (agency_id, id, office_id, name, email, role, language, made_at, version)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 8000)
SELECT u.agency_id, substr(u.id, 1, 22) || substr(CAST(100000000 + n AS TEXT), 2),
    CASE n / 8 WHEN 0 THEN u.office_id
        ELSE substr(u.office_id, 1, 22) || substr(CAST(100000000 + n / 8 AS TEXT), 2) END,
    'Adviser ' || n, 'adviser-' || n || '@bench.example', u.role, u.language, u.made_at, 1
FROM users u, numbers, bench_wanted w WHERE u.role = 'adviser' AND n < w.offices * 8;

INSERT INTO bench_copies (n, behind, office_id, owner_id, today)
WITH RECURSIVE numbers (n) AS (
    SELECT 1 UNION ALL SELECT n + 1 FROM numbers, bench_wanted w WHERE n < w.copies
),
places (n, office, adviser) AS (
    SELECT n, n % w.offices, n % w.offices * 8 + n / w.offices % 8 FROM numbers, bench_wanted w
)
SELECT n, substr(CAST(100000000 + n AS TEXT), 2),
    CASE office WHEN 0 THEN u.office_id
        ELSE substr(u.office_id, 1, 22) || substr(CAST(100000000 + office AS TEXT), 2) END,
    CASE adviser WHEN 0 THEN u.id
        ELSE substr(u.id, 1, 22) || substr(CAST(100000000 + adviser AS TEXT), 2) END,
    w.today
FROM places, bench_wanted w, users u WHERE u.email = 'adviser@bench.example';

INSERT INTO people (agency_id, id, office_id, owner_id, given_name, family_name, sort_key, search,
    language, time_zone, made_by, made_at, version)
SELECT p.agency_id, substr(p.id, 1, 22) || c.behind, c.office_id, c.owner_id, p.given_name,
    p.family_name, p.sort_key, p.search, p.language, p.time_zone, p.made_by, p.made_at, p.version
FROM bench_copies c, people p;

INSERT INTO enrolments (agency_id, id, person_id, pack, pack_version, stage, office_id, owner_id,
    made_by, made_at, version)
SELECT e.agency_id, substr(e.id, 1, 22) || c.behind, substr(e.person_id, 1, 22) || c.behind,
    e.pack, e.pack_version, e.stage, c.office_id, c.owner_id, e.made_by, e.made_at, e.version
FROM bench_copies c, enrolments e;

INSERT INTO placements (agency_id, id, person_id, enrolment_id, employer, job_title, started_on,
    made_by, made_at, version)
SELECT p.agency_id, substr(p.id, 1, 22) || c.behind, substr(p.person_id, 1, 22) || c.behind,
    substr(p.enrolment_id, 1, 22) || c.behind, p.employer, p.job_title, p.started_on, p.made_by,
    p.made_at, p.version
FROM bench_copies c, placements p;

INSERT INTO placement_terms (agency_id, placement_id, from_on, hours_quarters, made_by, made_at)
SELECT t.agency_id, substr(t.placement_id, 1, 22) || c.behind, t.from_on, t.hours_quarters,
    t.made_by, t.made_at
FROM bench_copies c, placement_terms t;

-- Behind its window: reviewed, 3 of 40 missed, 1 of 40 forgotten. Within it: one of four not
-- asked, asked, answered, reviewed. Before it: one of 200 asked already.
INSERT INTO checkpoints (agency_id, id, person_id, enrolment_id, placement_id, series, code,
    position, pack, pack_version, questionnaire, office_id, owner_id, expected_on, due_on, opens_on,
    closes_on, made_on, ending, ending_by, ending_at, asked_at, answer, answered_at, review,
    reviewed_at, submission, look_again_at, made_at, version)
WITH fates AS (
    SELECT k.*, c.behind, c.office_id AS office, c.owner_id AS owner,
        CASE
            WHEN k.closes_on < c.today THEN CASE
                WHEN (c.n + k.position) % 40 = 0 THEN 'nothing'
                WHEN (c.n + k.position) % 40 < 4 THEN 'missed'
                ELSE 'reviewed' END
            WHEN k.opens_on <= c.today THEN CASE (c.n + k.position) % 4
                WHEN 0 THEN 'nothing' WHEN 1 THEN 'asked' WHEN 2 THEN 'answered'
                ELSE 'reviewed' END
            WHEN (c.n + k.position) % 200 = 0 THEN 'asked'
            ELSE 'nothing'
        END AS fate
    FROM bench_copies c, checkpoints k
)
SELECT agency_id, substr(id, 1, 22) || behind, substr(person_id, 1, 22) || behind,
    substr(enrolment_id, 1, 22) || behind, substr(placement_id, 1, 22) || behind,
    substr(series, 1, 22) || behind, code, position, pack, pack_version, questionnaire, office,
    owner, expected_on, due_on, opens_on, closes_on, made_on,
    CASE fate WHEN 'missed' THEN 'missed' END,
    CASE fate WHEN 'missed' THEN owner END,
    CASE fate WHEN 'missed' THEN made_at END,
    CASE WHEN fate IN ('asked', 'answered', 'reviewed') THEN made_at END,
    CASE WHEN fate IN ('answered', 'reviewed') THEN 'submitted' ELSE 'none' END,
    CASE WHEN fate IN ('answered', 'reviewed') THEN made_at END,
    CASE fate WHEN 'reviewed' THEN 'reviewed' ELSE 'none' END,
    CASE fate WHEN 'reviewed' THEN made_at END,
    'none', NULL, made_at, version
FROM fates;

INSERT INTO messages (agency_id, id, person_id, checkpoint_id, purpose, attempt, channel, language,
    body, state, made_by, made_at, left_at, tries)
SELECT agency_id, 'msg_' || substr(id, 5), person_id, id, 'survey', 1, 'link', 'en',
    'A link to the survey.', 'sent', owner_id, asked_at, asked_at, 0
FROM checkpoints WHERE asked_at IS NOT NULL;

DROP TABLE bench_copies;
DROP TABLE bench_wanted;
ANALYZE;
