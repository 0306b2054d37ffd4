-- Appointments and entries of those who look after people.
CREATE TABLE diary_entries (
    agency_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    placement_id TEXT,
    owner_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The moment, and its day where the office is: lists of a day need no arithmetic.
    due_at BIGINT NOT NULL,
    due_on TEXT NOT NULL,
    reason TEXT,
    attempt BIGINT NOT NULL,
    outcome TEXT,
    note TEXT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    closed_by TEXT,
    closed_at BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id),
    FOREIGN KEY (agency_id, placement_id) REFERENCES placements (agency_id, id),
    FOREIGN KEY (agency_id, owner_id) REFERENCES users (agency_id, id)
);
-- One open of its kind for each job: booking replaces.
CREATE UNIQUE INDEX diary_entries_one_open ON diary_entries (agency_id, placement_id, kind)
    WHERE outcome IS NULL
        AND kind IN ('tracking_call', 'employer_reply_due', 'end_date_chase');
CREATE INDEX diary_entries_by_day ON diary_entries (agency_id, owner_id, due_on, due_at);
CREATE INDEX diary_entries_open ON diary_entries (agency_id, owner_id, due_on)
    WHERE outcome IS NULL;
CREATE INDEX diary_entries_by_person ON diary_entries (agency_id, person_id, due_at);
-- Secret addresses of calendars, by what they are told from; one for each who has one.
CREATE TABLE diary_feeds (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    FOREIGN KEY (agency_id, user_id) REFERENCES users (agency_id, id)
);
CREATE UNIQUE INDEX diary_feeds_one ON diary_feeds (agency_id, user_id);
