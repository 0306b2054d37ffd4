WITH theirs AS (
    SELECT id FROM people
    WHERE agency_id = $1 AND owner_id = $2 AND ($3 IS NULL OR office_id = $3)
        AND ($4 IS NULL OR id = $4) AND ($6 IS NULL OR office_id = $6)
    ORDER BY sort_key, id LIMIT $5
)
SELECT
    (SELECT CAST(COUNT(*) AS BIGINT) FROM theirs) AS files,
    (SELECT CAST(COUNT(*) AS BIGINT) FROM tasks t
        WHERE t.agency_id = $1 AND t.owner_id = $2 AND t.state = 'open'
            AND t.person_id IN (SELECT id FROM theirs)) AS tasks,
    (SELECT CAST(COUNT(*) AS BIGINT) FROM diary_entries d
        WHERE d.agency_id = $1 AND d.owner_id = $2 AND d.outcome IS NULL
            AND d.person_id IN (SELECT id FROM theirs)) AS entries
