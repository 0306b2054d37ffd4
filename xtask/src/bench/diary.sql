-- Four entries for each job: the next tracking call within four weeks, and three that were held
-- within the last year.
INSERT INTO diary_entries (agency_id, id, person_id, placement_id, owner_id, kind, due_at, due_on,
    attempt, outcome, made_by, made_at, closed_by, closed_at, version)
WITH numbers (n) AS (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4),
dated AS (
    SELECT p.agency_id, p.id AS placement_id, p.person_id, o.owner_id, p.made_at, n,
        CASE n
            WHEN 1 THEN date('now', '+' || (p.rowid % 28) || ' days')
            ELSE date('now', '-' || ((p.rowid * n) % 360 + 1) || ' days')
        END AS due_on
    FROM numbers, placements p
    JOIN people o ON o.agency_id = p.agency_id AND o.id = p.person_id
)
SELECT agency_id, 'dia_' || n || substr(placement_id, 6), person_id, placement_id, owner_id,
    'tracking_call', unixepoch(due_on) * 1000 + 50400000, due_on, 1,
    CASE WHEN n > 1 THEN 'reached' END, owner_id, made_at, CASE WHEN n > 1 THEN owner_id END,
    CASE WHEN n > 1 THEN made_at END, 1
FROM dated
