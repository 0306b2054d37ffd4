SELECT t.id, t.person_id, t.checkpoint_id, t.question, t.placement_id, t.run_id, t.kind, t.role,
    t.owner_id, t.due_on, t.state, t.made_by, t.made_at, t.closed_by, t.closed_at, t.note,
    t.version, u.name AS owner_name, b.name AS closed_by_name
FROM tasks t
JOIN people p ON p.agency_id = t.agency_id AND p.id = t.person_id
LEFT JOIN users u ON u.agency_id = t.agency_id AND u.id = t.owner_id
LEFT JOIN users b ON b.agency_id = t.agency_id AND b.id = t.closed_by
WHERE t.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
    AND ($3 IS NULL OR t.owner_id = $3 OR (t.owner_id IS NULL AND t.role = $4))
    AND ($5 IS NULL OR t.person_id = $5) AND ($6 IS NULL OR t.state = $6)
    AND ($7 IS NULL OR t.due_on > $7 OR (t.due_on = $7 AND t.id > $8))
ORDER BY t.due_on, t.id LIMIT $9
