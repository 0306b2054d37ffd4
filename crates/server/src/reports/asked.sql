-- Checkpoints whose first message left in the period, in the order of their ids; what still waits
-- or was withheld is no asking. The group walks one index, so a part of it is read at a time.
SELECT a.checkpoint_id, c.person_id, a.asked_at, a.reached, r.source, r.client_state,
    r.staff_state, COALESCE(r.client_submitted_at, r.staff_at) AS answered_at,
    (SELECT m.channel FROM survey_links l
        JOIN survey_sittings s ON s.token_hash = l.token_hash
        JOIN messages m ON m.agency_id = l.agency_id AND m.checkpoint_id = l.checkpoint_id
            AND m.link_id = l.id
        WHERE l.agency_id = $1 AND l.checkpoint_id = a.checkpoint_id
        ORDER BY CASE WHEN s.submitted_at IS NULL THEN 1 ELSE 0 END, s.made_at DESC
        LIMIT 1) AS came_by,
    (SELECT m.channel FROM messages m
        WHERE m.agency_id = $1 AND m.checkpoint_id = a.checkpoint_id
            AND m.state NOT IN ('waiting', 'leaving', 'withheld')
        ORDER BY m.made_at DESC, m.id DESC LIMIT 1) AS last_by
FROM (
    SELECT m.agency_id, m.checkpoint_id, MIN(COALESCE(m.left_at, m.made_at)) AS asked_at,
        SUM(CASE WHEN m.state IN ('sent', 'handed_over') THEN 1 ELSE 0 END) AS reached
    FROM messages m
    WHERE m.agency_id = $1 AND m.checkpoint_id > $2
        AND m.state NOT IN ('waiting', 'leaving', 'withheld')
    GROUP BY m.agency_id, m.checkpoint_id
    HAVING MIN(COALESCE(m.left_at, m.made_at)) >= $3
        AND MIN(COALESCE(m.left_at, m.made_at)) < $4
) a
JOIN checkpoints c ON c.agency_id = a.agency_id AND c.id = a.checkpoint_id
LEFT JOIN responses r ON r.agency_id = a.agency_id AND r.checkpoint_id = a.checkpoint_id
WHERE ($5 IS NULL OR c.office_id = $5) AND ($6 IS NULL OR c.pack = $6)
    AND ($7 IS NULL OR c.code = $7)
ORDER BY a.checkpoint_id
LIMIT $8
