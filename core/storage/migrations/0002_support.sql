-- People, tickets, dialogs, FAQ answers, scam cases and follow-ups. Times are as in 0001.

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    external TEXT NOT NULL,
    name TEXT NOT NULL,
    username TEXT,
    hint TEXT,
    locale TEXT,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    blocked_us INTEGER NOT NULL DEFAULT 0,
    account_created INTEGER,
    joined INTEGER,
    UNIQUE (channel, external)
) STRICT;

CREATE TABLE dialog (
    channel TEXT NOT NULL,
    external TEXT NOT NULL,
    step TEXT NOT NULL,
    data TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (channel, external)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER NOT NULL REFERENCES person (id),
    channel TEXT NOT NULL,
    member_place TEXT,
    member_thread TEXT,
    member_room TEXT,
    category TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'open', 'waiting', 'on-hold', 'resolved', 'closed')),
    priority TEXT NOT NULL CHECK (priority IN ('urgent', 'high', 'normal', 'low')),
    locale TEXT NOT NULL,
    claimed_channel TEXT,
    claimed_by TEXT,
    claimed_name TEXT,
    opened_at INTEGER NOT NULL,
    first_response_at INTEGER,
    waiting_since INTEGER,
    active_at INTEGER NOT NULL,
    closed_at INTEGER,
    reason TEXT,
    rating INTEGER CHECK (rating BETWEEN 1 AND 5),
    rated_at INTEGER,
    rating_comment TEXT,
    previous INTEGER REFERENCES ticket (id),
    -- Whom to answer if the member's thread cannot be opened; emptied when that is known.
    caller TEXT
) STRICT;

CREATE UNIQUE INDEX ticket_one_open ON ticket (person, category) WHERE state IN ('new', 'open', 'waiting', 'on-hold');
CREATE INDEX ticket_previous ON ticket (previous);
CREATE INDEX ticket_of_person ON ticket (person, active_at DESC);
CREATE INDEX ticket_answered ON ticket (opened_at, first_response_at) WHERE first_response_at IS NOT NULL;
CREATE INDEX ticket_by_state ON ticket (state, waiting_since) WHERE state NOT IN ('resolved', 'closed');

CREATE TABLE ticket_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket INTEGER NOT NULL REFERENCES ticket (id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('member', 'reply', 'note', 'system')),
    author_channel TEXT,
    author TEXT,
    author_name TEXT NOT NULL,
    text TEXT NOT NULL,
    media TEXT NOT NULL DEFAULT '',
    origin_channel TEXT,
    origin_place TEXT,
    origin_thread TEXT,
    origin_message TEXT,
    delivery TEXT NOT NULL DEFAULT 'none' CHECK (delivery IN ('none', 'waiting', 'sent', 'failed', 'uncertain')),
    edited_at INTEGER,
    deleted_at INTEGER
) STRICT;

CREATE INDEX ticket_entry_of_ticket ON ticket_entry (ticket, id);
CREATE UNIQUE INDEX ticket_entry_origin ON ticket_entry (origin_channel, origin_place, origin_message)
    WHERE origin_message IS NOT NULL;

CREATE TABLE ticket_move (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket INTEGER NOT NULL REFERENCES ticket (id),
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    who_channel TEXT,
    who TEXT,
    who_name TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX ticket_move_of_ticket ON ticket_move (ticket, id);
CREATE TRIGGER ticket_move_is_append_only BEFORE UPDATE ON ticket_move
BEGIN SELECT RAISE (ABORT, 'the history of a ticket is append-only'); END;

CREATE TABLE faq_answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    channel TEXT NOT NULL,
    place TEXT NOT NULL,
    thread TEXT,
    topic TEXT NOT NULL,
    locale TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('answer', 'suggest')),
    others TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT 'none' CHECK (outcome IN ('none', 'helped', 'not-helped', 'human'))
) STRICT;

CREATE INDEX faq_answer_recent ON faq_answer (channel, place, topic, at);

CREATE TABLE scam_case (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    channel TEXT NOT NULL,
    place TEXT NOT NULL,
    thread TEXT,
    place_title TEXT NOT NULL,
    message TEXT,
    external TEXT NOT NULL,
    name TEXT NOT NULL,
    username TEXT,
    text TEXT NOT NULL,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    action TEXT NOT NULL,
    removed TEXT NOT NULL DEFAULT 'no' CHECK (removed IN ('no', 'asked', 'done', 'failed')),
    restricted TEXT NOT NULL DEFAULT 'no' CHECK (restricted IN ('no', 'asked', 'done', 'failed')),
    problem TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'undone', 'banned')),
    decided_by TEXT,
    decided_at INTEGER,
    -- Whether members were warned of it, and the case on whose card it is counted.
    warned INTEGER NOT NULL DEFAULT 0,
    part_of INTEGER REFERENCES scam_case (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX scam_case_part ON scam_case (part_of);
CREATE INDEX scam_case_of_place ON scam_case (channel, place, at);
CREATE INDEX scam_case_of_person ON scam_case (channel, external, at);

CREATE TABLE followup (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER NOT NULL REFERENCES person (id),
    ticket INTEGER REFERENCES ticket (id),
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    place TEXT,
    thread TEXT,
    room TEXT,
    locale TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'planned'
        CHECK (state IN ('planned', 'sending', 'sent', 'answered', 'cancelled', 'failed', 'uncertain')),
    answer TEXT,
    why TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX followup_of_person ON followup (person);
CREATE INDEX followup_of_ticket ON followup (ticket);
CREATE INDEX followup_due ON followup (due_at) WHERE state = 'planned';
CREATE UNIQUE INDEX followup_once ON followup (ticket, kind) WHERE state IN ('planned', 'sending');
