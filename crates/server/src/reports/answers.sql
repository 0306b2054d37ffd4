-- Responses that were sent, or that staff took down and submitted, newest first.
SELECT r.checkpoint_id, r.person_id, r.questionnaire, r.pack, r.pack_version, r.source,
    r.client_answers, r.client_state, r.staff_answers, r.staff_state, c.code,
    COALESCE(r.client_submitted_at, r.staff_at) AS answered_at,
    (SELECT m.channel FROM survey_links l
        JOIN survey_sittings s ON s.token_hash = l.token_hash
        JOIN messages m ON m.agency_id = l.agency_id AND m.checkpoint_id = l.checkpoint_id
            AND m.link_id = l.id
        WHERE l.agency_id = $1 AND l.checkpoint_id = r.checkpoint_id
        ORDER BY CASE WHEN s.submitted_at IS NULL THEN 1 ELSE 0 END, s.made_at DESC
        LIMIT 1) AS came_by,
    (SELECT m.channel FROM messages m
        WHERE m.agency_id = $1 AND m.checkpoint_id = r.checkpoint_id
            AND m.state NOT IN ('waiting', 'leaving', 'withheld')
        ORDER BY m.made_at DESC, m.id DESC LIMIT 1) AS last_by,
    CAST(1 AS BIGINT) AS reached
FROM responses r
JOIN checkpoints c ON c.agency_id = r.agency_id AND c.id = r.checkpoint_id
WHERE r.agency_id = $1 AND COALESCE(r.client_submitted_at, r.staff_at) >= $2
    AND (COALESCE(r.client_submitted_at, r.staff_at) < $3
        OR (COALESCE(r.client_submitted_at, r.staff_at) = $3 AND r.checkpoint_id < $4))
    AND (r.client_state = 'submitted'
        OR (r.staff_state = 'reviewed' AND r.client_state IN ('none', 'partial')))
    AND ($5 IS NULL OR c.office_id = $5) AND ($6 IS NULL OR c.pack = $6)
    AND ($7 IS NULL OR c.code = $7)
ORDER BY COALESCE(r.client_submitted_at, r.staff_at) DESC, r.checkpoint_id DESC
LIMIT $8
