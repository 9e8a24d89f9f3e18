-- Files by their content. Points in time are INTEGER microseconds since 1970, UTC (core/storage/moments.py).

CREATE TABLE media (
    hash TEXT PRIMARY KEY,
    mime TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    last_used INTEGER NOT NULL,
    content BLOB NOT NULL,
    CHECK (size = length(content))
) STRICT;

CREATE INDEX media_last_used ON media (last_used, size);
