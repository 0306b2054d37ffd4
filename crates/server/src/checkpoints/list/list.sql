-- Every checkpoint that waits for somebody, with the one class it belongs to: each office that is
-- seen has its own today and the last day of its look ahead. What is asked or answered is in sight
-- before its window is. All of it stands in the index `checkpoints_in_sight`, whose expression is
-- repeated here letter for letter. The class is the first that fits, as in `Class::of`. What waits
-- for a second reader has left that index and has one of its own.
WITH days (office_id, today, soon) AS (VALUES {days}),
classified AS (
    SELECT c.id, c.person_id, c.due_on,
        CASE
            WHEN c.due_on < d.today THEN 'overdue'
            WHEN c.answer IN ('submitted', 'refused') THEN 'review'
            WHEN c.due_on = d.today AND c.asked_at IS NOT NULL THEN 'due_asked'
            WHEN c.due_on = d.today THEN 'due'
            WHEN c.asked_at IS NOT NULL THEN 'waiting'
            WHEN c.opens_on > d.today THEN 'upcoming'
            WHEN c.closes_on <= d.soon THEN 'closing'
            ELSE 'open'
        END AS class
    FROM days d CROSS JOIN checkpoints c
    WHERE c.agency_id = $1 AND {whose}
        AND (CASE WHEN c.asked_at IS NULL AND c.answered_at IS NULL THEN c.opens_on ELSE '' END)
            <= d.soon
        AND (c.opens_on <= d.soon OR c.asked_at IS NOT NULL
            OR c.answer IN ('submitted', 'refused'))
        AND c.ending IS NULL AND c.reviewed_at IS NULL AND c.achieved_on IS NULL
        AND c.submission = 'none'
    UNION ALL
    SELECT c.id, c.person_id, c.due_on, 'to_read' AS class
    FROM days d CROSS JOIN checkpoints c
    WHERE c.agency_id = $1 AND {whose} AND c.review = 'to_read' AND c.achieved_on IS NULL
        AND c.submission = 'none'
)
