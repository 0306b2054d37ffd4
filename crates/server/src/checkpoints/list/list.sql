-- Every checkpoint that waits for somebody, with the one class it belongs to. {days} holds each
-- office that is seen with its own today and the last day of its look ahead; {whose} narrows to
-- one adviser. The class is the first that fits, as in `Class::of`.
WITH days (office_id, today, soon) AS (VALUES {days}),
waiting AS (
    SELECT c.id, c.person_id, c.due_on, c.opens_on, c.closes_on, c.answer, c.asked_at,
        d.today, d.soon
    FROM days d CROSS JOIN checkpoints c
    WHERE c.agency_id = $1 AND {whose} AND c.opens_on <= d.soon
        AND c.ending IS NULL AND c.reviewed_at IS NULL AND c.achieved_on IS NULL
        AND c.submission = 'none'
    UNION ALL
    -- Asked or answered before the window came into sight: few, in an index of their own.
    SELECT c.id, c.person_id, c.due_on, c.opens_on, c.closes_on, c.answer, c.asked_at,
        d.today, d.soon
    FROM days d CROSS JOIN checkpoints c
    WHERE c.agency_id = $1 AND {whose} AND c.opens_on > d.soon
        AND c.ending IS NULL AND c.reviewed_at IS NULL AND c.achieved_on IS NULL
        AND (c.asked_at IS NOT NULL OR c.answered_at IS NOT NULL)
        AND (c.asked_at IS NOT NULL OR c.answer IN ('submitted', 'refused'))
        AND c.submission = 'none'
),
classified AS (
    SELECT id, person_id, due_on,
        CASE
            WHEN due_on < today THEN 'overdue'
            WHEN answer IN ('submitted', 'refused') THEN 'review'
            WHEN due_on = today AND asked_at IS NOT NULL THEN 'due_asked'
            WHEN due_on = today THEN 'due'
            WHEN asked_at IS NOT NULL THEN 'waiting'
            WHEN opens_on > today THEN 'upcoming'
            WHEN closes_on <= soon THEN 'closing'
            ELSE 'open'
        END AS class
    FROM waiting
)
