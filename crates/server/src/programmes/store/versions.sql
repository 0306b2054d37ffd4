SELECT v.version, p.based_on, p.shipped_sha256, p.published_at, u.name AS published_by_name,
    (SELECT COUNT(*) FROM enrolments e
     WHERE e.agency_id = v.agency_id AND e.pack = v.pack AND e.pack_version = v.version)
        AS enrolments,
    (SELECT COUNT(*) FROM enrolments e
     JOIN checkpoints c ON c.agency_id = e.agency_id AND c.enrolment_id = e.id
     WHERE e.agency_id = v.agency_id AND e.pack = v.pack AND e.pack_version = v.version
       AND c.asked_at IS NOT NULL AND c.answer IN ('none', 'partial') AND c.ending IS NULL)
        AS sent_out
FROM pack_versions v
LEFT JOIN pack_publications p
    ON p.agency_id = v.agency_id AND p.pack = v.pack AND p.version = v.version
LEFT JOIN users u ON u.agency_id = p.agency_id AND u.id = p.published_by
WHERE v.agency_id = $1 AND v.pack = $2
ORDER BY v.version DESC
