-- People by name within what the viewer sees, with the job that began last.
SELECT p.id, p.given_name, p.family_name, p.sort_key, p.owner_id, o.name AS office_name,
    u.name AS owner_name, j.employer, j.job_title
FROM people p
JOIN offices o ON o.agency_id = p.agency_id AND o.id = p.office_id
JOIN users u ON u.agency_id = p.agency_id AND u.id = p.owner_id
LEFT JOIN placements j ON j.agency_id = p.agency_id AND j.id = (
    SELECT l.id FROM placements l
    WHERE l.agency_id = p.agency_id AND l.person_id = p.id
    ORDER BY l.started_on DESC, l.id DESC LIMIT 1)
WHERE p.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
    AND ($3 IS NULL OR p.search LIKE $3 ESCAPE '!')
    AND ($4 IS NULL OR p.search LIKE $4 ESCAPE '!')
    AND ($5 IS NULL OR p.search LIKE $5 ESCAPE '!')
    AND ($6 IS NULL OR p.owner_id = $6)
    AND ($7 IS NULL OR p.sort_key > $7 OR (p.sort_key = $7 AND p.id > $8))
ORDER BY p.sort_key, p.id
LIMIT $9
