-- Points in time are INTEGER microseconds since 1970, UTC (core/storage/moments.py).

-- What was handled, so that an event told twice is handled once.
CREATE TABLE seen_event (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX seen_event_at ON seen_event (at);

-- Events whose handling failed again and again, put aside so that the others go on.
CREATE TABLE dead_event (
    id INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    error TEXT NOT NULL,
    payload TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    retried_at INTEGER
) STRICT;

-- What should happen outside. A settled row keeps its place in history; its payload is emptied after some days.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    lane TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    repeat INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'expired', 'uncertain')),
    not_before INTEGER,
    expires_at INTEGER,
    lease_until INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    place TEXT,
    result TEXT,
    error TEXT,
    cause TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    settled_at INTEGER,
    CHECK ((state IN ('waiting', 'sending')) = (settled_at IS NULL))
) STRICT;

CREATE INDEX outbox_unfinished ON outbox (channel, urgency, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_unfinished_note ON outbox (note) WHERE state IN ('waiting', 'sending') AND note <> '';
CREATE INDEX outbox_settled ON outbox (settled_at, state) WHERE settled_at IS NOT NULL;
CREATE INDEX outbox_with_words ON outbox (settled_at) WHERE settled_at IS NOT NULL AND payload <> '';

-- Which message an effect's note stands for.
CREATE TABLE sent_message (
    note TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    place TEXT NOT NULL,
    thread TEXT,
    message TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sent_message_where ON sent_message (channel, place, message);
CREATE INDEX sent_message_at ON sent_message (at);

-- Rooms that we opened ourselves.
CREATE TABLE room (
    name TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    place TEXT NOT NULL,
    thread TEXT,
    opened_at INTEGER NOT NULL,
    gone_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX room_where ON room (channel, place, thread);

-- Small facts that an adapter keeps: polling offset, hash of the registered commands.
CREATE TABLE fact (
    channel TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (channel, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE place_moved (
    channel TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    PRIMARY KEY (channel, old)
) STRICT, WITHOUT ROWID;
