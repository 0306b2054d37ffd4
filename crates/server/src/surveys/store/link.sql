SELECT l.agency_id, l.id, l.person_id, l.checkpoint_id, l.ends_on, l.gate_wrong, l.locked_at,
    l.revoked_at,
    p.language, p.year_of_birth, p.died_on, p.withdrawn_on, p.do_not_contact_on,
    o.time_zone, a.name, a.name_fr,
    c.code, c.due_on, c.ending,
    COALESCE(r.questionnaire, c.questionnaire) AS questionnaire,
    COALESCE(r.pack, c.pack) AS pack, COALESCE(r.pack_version, c.pack_version) AS pack_version,
    (SELECT MAX(m.channel) FROM messages m WHERE m.agency_id = l.agency_id
        AND m.checkpoint_id = l.checkpoint_id AND m.link_id = l.id) AS channel,
    j.employer, j.job_title, j.started_on AS job_started_on,
    r.client_state, r.flags,
    s.sitting_hash, s.made_at AS sitting_made_at
FROM survey_links l
JOIN checkpoints c ON c.agency_id = l.agency_id AND c.id = l.checkpoint_id
JOIN people p ON p.agency_id = l.agency_id AND p.id = l.person_id
JOIN offices o ON o.agency_id = p.agency_id AND o.id = p.office_id
JOIN agencies a ON a.agency_id = l.agency_id
LEFT JOIN placements j ON j.agency_id = c.agency_id AND j.id = c.placement_id
LEFT JOIN responses r ON r.agency_id = l.agency_id AND r.checkpoint_id = l.checkpoint_id
LEFT JOIN survey_sittings s ON s.sitting_hash = $2 AND s.token_hash = l.token_hash
WHERE l.token_hash = $1
