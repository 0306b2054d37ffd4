-- People of a mailing behind a position, each with the one result that the page shows: what
-- became of its message, where there is one.
SELECT * FROM (
    SELECT l.position, l.checkpoint_id, l.person_id, l.purpose, l.attempt, l.outcome, l.channel,
        l.because, l.message_id, m.state, m.because AS message_because,
        COALESCE(m.left_at, m.leaving_at, l.changed_at) AS at,
        CASE
            WHEN l.outcome = 'written' THEN m.state
            WHEN l.outcome = 'withdrawing' THEN 'withdrawn'
            WHEN l.outcome = 'waiting' THEN 'preparing'
            ELSE l.outcome
        END AS result
    FROM mailing_lines l
    JOIN people p ON p.agency_id = l.agency_id AND p.id = l.person_id
    LEFT JOIN messages m ON m.agency_id = l.agency_id AND m.id = l.message_id
    WHERE l.agency_id = $1 AND l.mailing_id = $2 AND l.position > $3
        AND ($5 IS NULL OR p.office_id = $5)
) AS all_lines
WHERE $6 IS NULL OR result = $6
ORDER BY position
LIMIT $4
