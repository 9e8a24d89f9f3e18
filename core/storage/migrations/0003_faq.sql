-- What staff changed in the FAQ, what members asked in vain, and what an answer belongs to.

-- The latest revision of a topic in a locale is in force, over whatever the packs say. ``entry`` is JSON in the words
-- of a pack's file (front matter and body); empty where the entry is disabled.
CREATE TABLE faq_revision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    topic TEXT NOT NULL,
    locale TEXT NOT NULL,
    what TEXT NOT NULL CHECK (
        what IN ('added', 'edited', 'reverted', 'alias', 'disabled', 'enabled', 'reviewed', 'promoted')
    ),
    entry TEXT NOT NULL DEFAULT '',
    who_channel TEXT NOT NULL,
    who TEXT NOT NULL,
    who_name TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX faq_revision_of_entry ON faq_revision (topic, locale, id);
CREATE TRIGGER faq_revision_is_append_only BEFORE UPDATE ON faq_revision
BEGIN SELECT RAISE (ABORT, 'the history of an entry is append-only'); END;

-- An entry as somebody of the staff wrote it, shown to them before it is published.
CREATE TABLE faq_draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    topic TEXT NOT NULL,
    locale TEXT NOT NULL,
    what TEXT NOT NULL,
    entry TEXT NOT NULL,
    based_on INTEGER NOT NULL DEFAULT 0,
    gap INTEGER,
    who_channel TEXT NOT NULL,
    who TEXT NOT NULL
) STRICT;

-- Questions without an answer, or with a wrong one; by the day, without a name, a place or a message.
CREATE TABLE faq_gap (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    question TEXT NOT NULL,
    locale TEXT NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'entry', 'phrasing', 'ignored')),
    topic TEXT NOT NULL DEFAULT '',
    offered_at INTEGER,
    settled_at INTEGER
) STRICT;

CREATE TABLE faq_question (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day INTEGER NOT NULL,
    question TEXT NOT NULL,
    locale TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('unknown', 'offered', 'not-helped', 'human')),
    topic TEXT NOT NULL DEFAULT '',
    gap INTEGER REFERENCES faq_gap (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX faq_question_without_gap ON faq_question (id) WHERE gap IS NULL;
CREATE INDEX faq_question_of_gap ON faq_question (gap);
CREATE INDEX faq_question_by_day ON faq_question (day);

-- What an answer belongs to: the message that asked, until it can no longer be edited; its words for a day.
ALTER TABLE faq_answer ADD COLUMN asked TEXT NOT NULL DEFAULT '';
ALTER TABLE faq_answer ADD COLUMN asker TEXT NOT NULL DEFAULT '';
ALTER TABLE faq_answer ADD COLUMN question TEXT NOT NULL DEFAULT '';
ALTER TABLE faq_answer ADD COLUMN shown TEXT NOT NULL DEFAULT 'yes' CHECK (shown IN ('yes', 'taken-back'));

CREATE INDEX faq_answer_asked ON faq_answer (channel, place, asked) WHERE asked <> '';
CREATE INDEX faq_answer_with_words ON faq_answer (at) WHERE question <> '';

-- Answers that wait so that members may help each other first.
CREATE TABLE faq_waiting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    due INTEGER NOT NULL,
    channel TEXT NOT NULL,
    place TEXT NOT NULL,
    thread TEXT,
    asked TEXT NOT NULL,
    asker TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('answer', 'suggest')),
    topics TEXT NOT NULL,
    locale TEXT NOT NULL,
    question TEXT NOT NULL,
    shield INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX faq_waiting_due ON faq_waiting (due);

-- Whom we told today that staff never write first.
CREATE TABLE faq_shielded (
    channel TEXT NOT NULL,
    person TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (channel, person)
) STRICT, WITHOUT ROWID;

-- How high messages scored that nobody asked us to answer: counts by place and language, never words.
CREATE TABLE faq_scores (
    channel TEXT NOT NULL,
    place TEXT NOT NULL,
    language TEXT NOT NULL,
    counts TEXT NOT NULL,
    PRIMARY KEY (channel, place, language)
) STRICT, WITHOUT ROWID;
