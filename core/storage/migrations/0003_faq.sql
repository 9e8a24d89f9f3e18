-- What staff changed in the FAQ, what members asked in vain, and what an answer belongs to.

-- The latest revision of a topic in a locale is in force, over whatever the packs say. ``entry`` is JSON in the words
-- of a pack's file (front matter and body). ``state``: written, the entry is in force; packed, that of the packs is
-- again, in whatever words they have it (``entry`` is a copy for the history, ``{}`` where they had none); disabled,
-- none is, and ``entry`` is empty.
CREATE TABLE faq_revision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    topic TEXT NOT NULL,
    locale TEXT NOT NULL,
    what TEXT NOT NULL CHECK (
        what IN ('added', 'edited', 'reverted', 'alias', 'disabled', 'enabled', 'reviewed', 'promoted')
    ),
    state TEXT NOT NULL CHECK (state IN ('written', 'packed', 'disabled')),
    entry TEXT NOT NULL DEFAULT '',
    who_channel TEXT NOT NULL,
    who TEXT NOT NULL,
    who_name TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX faq_revision_of_entry ON faq_revision (topic, locale, id);
CREATE TRIGGER faq_revision_is_append_only BEFORE UPDATE ON faq_revision
BEGIN SELECT RAISE (ABORT, 'the history of an entry is append-only'); END;
CREATE TRIGGER faq_revision_is_kept BEFORE DELETE ON faq_revision
BEGIN SELECT RAISE (ABORT, 'the history of an entry is append-only'); END;

-- An entry as somebody of the staff has it before them, for a day. ``entry`` is JSON as above; ``based_on`` the
-- revision that was in force when they began. ``state``: opened, as it is in force; written, with their changes.
CREATE TABLE faq_draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    topic TEXT NOT NULL,
    locale TEXT NOT NULL,
    what TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('opened', 'written', 'published', 'dropped')),
    entry TEXT NOT NULL,
    based_on INTEGER NOT NULL DEFAULT 0,
    gap INTEGER,
    who_channel TEXT NOT NULL,
    who TEXT NOT NULL
) STRICT;

CREATE INDEX faq_draft_by_age ON faq_draft (at);

-- When staff were last told of something that is told again and again.
CREATE TABLE faq_reminded (
    what TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Questions without an answer, or with a wrong one; by the day, without a name, a place or a message. A gap is what
-- several of them ask: ``question`` is the phrasing nearest to all others. ``offered_asked`` and ``settled_asked``
-- are how often it had been asked when it was offered and settled.
CREATE TABLE faq_gap (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    question TEXT NOT NULL,
    locale TEXT NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'entry', 'phrasing', 'ignored')),
    topic TEXT NOT NULL DEFAULT '',
    phrasing TEXT NOT NULL DEFAULT '',
    offered_at INTEGER,
    offered_asked INTEGER NOT NULL DEFAULT 0,
    settled_at INTEGER,
    settled_asked INTEGER NOT NULL DEFAULT 0,
    settled_by TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX faq_gap_by_day ON faq_gap (last_day);

-- The same words on the same day are counted in one row.
CREATE TABLE faq_question (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day INTEGER NOT NULL,
    question TEXT NOT NULL,
    locale TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('unknown', 'offered', 'not-helped', 'human')),
    topic TEXT NOT NULL DEFAULT '',
    times INTEGER NOT NULL DEFAULT 1 CHECK (times > 0),
    gap INTEGER REFERENCES faq_gap (id) ON DELETE SET NULL,
    UNIQUE (day, question, locale, why, topic)
) STRICT;

-- Those without a gap too, which every tick of the clock looks for.
CREATE INDEX faq_question_of_gap ON faq_question (gap, day);

-- When gaps were offered last, or the first question was kept; one row.
CREATE TABLE faq_offer (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
) STRICT;

-- What an answer belongs to: the message that asked and who wrote it, for two days, while it may be edited or taken
-- back; its words for one, for whoever goes on to a human. ``root``: the answer whose message this one stands in now,
-- where it is not its own. ``shown``: yes (everybody there reads it), alone (only the asker does), passed-on (alone at
-- first, then shown to all by staff), taken-back. ``whole``: the full answer, not the short one. ``shield``: with the
-- line that staff never write first.
ALTER TABLE faq_answer ADD COLUMN asked TEXT NOT NULL DEFAULT '';
ALTER TABLE faq_answer ADD COLUMN asker TEXT NOT NULL DEFAULT '';
ALTER TABLE faq_answer ADD COLUMN question TEXT NOT NULL DEFAULT '';
ALTER TABLE faq_answer ADD COLUMN shown TEXT NOT NULL DEFAULT 'yes'
    CHECK (shown IN ('yes', 'alone', 'passed-on', 'taken-back'));
ALTER TABLE faq_answer ADD COLUMN root INTEGER NOT NULL DEFAULT 0;
ALTER TABLE faq_answer ADD COLUMN whole INTEGER NOT NULL DEFAULT 0 CHECK (whole IN (0, 1));
ALTER TABLE faq_answer ADD COLUMN shield INTEGER NOT NULL DEFAULT 0 CHECK (shield IN (0, 1));

CREATE INDEX faq_answer_asked ON faq_answer (channel, place, asked) WHERE asked <> '';
CREATE INDEX faq_answer_of_asker ON faq_answer (at) WHERE asker <> '';
CREATE INDEX faq_answer_with_words ON faq_answer (at) WHERE question <> '';
CREATE INDEX faq_answer_root ON faq_answer (root) WHERE root <> 0;

-- Words that got no answer, kept for a day for the person who may press the button to a human below.
CREATE TABLE faq_unanswered (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    channel TEXT NOT NULL,
    asker TEXT NOT NULL,
    question TEXT NOT NULL
) STRICT;

CREATE INDEX faq_unanswered_at ON faq_unanswered (at);

-- Answers that wait so that members may help each other first.
CREATE TABLE faq_waiting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
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
    shield INTEGER NOT NULL DEFAULT 0,
    UNIQUE (channel, place, asked)
) STRICT;

CREATE INDEX faq_waiting_due ON faq_waiting (due);

-- Whom we told today that staff never write first.
CREATE TABLE faq_shielded (
    channel TEXT NOT NULL,
    person TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (channel, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX faq_shielded_at ON faq_shielded (at);

-- How high lines of groups scored that nobody asked us to answer: counts by group and language, never words. ``seen``:
-- all lines, ``searched``: those that were looked for; old ones count for less, so neither is whole. ``counts``: JSON, by
-- hundredths of the score, of those taken for no questions to us. ``calibration``: checksum of what the scores come
-- from. ``at``: the last line that was searched for.
CREATE TABLE faq_scores (
    channel TEXT NOT NULL,
    place TEXT NOT NULL,
    language TEXT NOT NULL,
    at INTEGER NOT NULL,
    calibration TEXT NOT NULL,
    seen REAL NOT NULL,
    searched REAL NOT NULL,
    counts TEXT NOT NULL,
    PRIMARY KEY (channel, place, language)
) STRICT, WITHOUT ROWID;

CREATE INDEX faq_scores_by_age ON faq_scores (at);

-- What a person last wrote to us in: the language of their app may be another.
ALTER TABLE person ADD COLUMN spoke TEXT;
