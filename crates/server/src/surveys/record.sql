INSERT INTO responses (agency_id, checkpoint_id, person_id, questionnaire, pack, pack_version,
    language, source, client_answers, client_state, client_started_at, client_saved_at,
    client_submitted_at, flags, staff_answers, staff_reasons, staff_state, staff_by, staff_at,
    version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 1)
ON CONFLICT (agency_id, checkpoint_id) DO UPDATE SET
    language = EXCLUDED.language,
    source = EXCLUDED.source,
    client_answers = EXCLUDED.client_answers,
    client_state = EXCLUDED.client_state,
    client_started_at = EXCLUDED.client_started_at,
    client_saved_at = EXCLUDED.client_saved_at,
    client_submitted_at = EXCLUDED.client_submitted_at,
    flags = EXCLUDED.flags,
    staff_answers = EXCLUDED.staff_answers,
    staff_reasons = EXCLUDED.staff_reasons,
    staff_state = EXCLUDED.staff_state,
    staff_by = EXCLUDED.staff_by,
    staff_at = EXCLUDED.staff_at,
    version = responses.version + 1
