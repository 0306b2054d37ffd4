-- Messages of which nobody knows whether they arrived, or that did not, of checkpoints that are
-- still open and were not asked about since. The condition on their state is that of the index
-- `messages_to_settle`.
SELECT m.id, m.person_id, m.checkpoint_id, m.channel, m.recipient, m.state, m.because,
    COALESCE(m.left_at, m.leaving_at, m.made_at) AS at
FROM messages m
JOIN checkpoints c ON c.agency_id = m.agency_id AND c.id = m.checkpoint_id
JOIN people p ON p.agency_id = m.agency_id AND p.id = m.person_id
WHERE m.agency_id = $1 AND m.state IN ('unknown', 'failed', 'undeliverable')
    AND m.settled_at IS NULL
    AND ($2 IS NULL OR p.office_id = $2) AND ($3 IS NULL OR c.owner_id = $3)
    AND ($4 IS NULL OR m.id < $4)
    AND c.ending IS NULL AND c.reviewed_at IS NULL AND c.achieved_on IS NULL
    AND c.answer IN ('none', 'partial')
    AND NOT EXISTS (
        SELECT 1 FROM messages later
        WHERE later.agency_id = m.agency_id AND later.checkpoint_id = m.checkpoint_id
            AND (later.made_at > m.made_at OR (later.made_at = m.made_at AND later.id > m.id))
            AND later.state <> 'withheld')
ORDER BY m.id DESC
LIMIT $5
