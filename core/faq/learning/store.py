"""SQL for questions without an answer and the gaps they make. By the day; nothing tells who asked, or where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from core.faq.learning.grouping import Leader, Phrasing
from core.storage.db import Row, Tx
from core.storage.moments import from_db, to_db

DAY = timedelta(days=1)
# One person who floods us with questions must fill neither the disk nor the list of gaps.
MOST_A_DAY = 200
MOST_REPEATED = 50

State = Literal["open", "entry", "phrasing", "ignored"]


@dataclass(frozen=True, slots=True)
class Gap:
    """What several questions ask. ``topic`` and ``phrasing``: where it was settled, and by which words."""

    id: int
    question: str
    locale: str
    asked: int
    state: State
    topic: str
    phrasing: str
    offered_at: datetime | None
    settled_by: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A question that belongs to no gap yet."""

    id: int
    day: int
    question: str
    locale: str
    times: int


def day_of(when: datetime) -> int:
    """Days since 1970, in UTC."""
    return to_db(when) // (DAY // timedelta(microseconds=1))


def keep(tx: Tx, question: str, locale: str, why: str, topic: str, now: datetime) -> bool:
    """Keep a question that was masked before; False when there are too many of today."""
    day = day_of(now)
    again = tx.one(
        "UPDATE faq_question SET times = times + 1 WHERE day = ? AND question = ? AND locale = ? AND why = ?"
        " AND topic = ? AND times < ? RETURNING gap",
        day,
        question,
        locale,
        why,
        topic,
        MOST_REPEATED,
    )
    if again is not None:
        tx.run("UPDATE faq_gap SET asked = asked + 1, last_day = max(last_day, ?) WHERE id = ?", day, again["gap"])
        return True
    added = tx.run(
        "INSERT OR IGNORE INTO faq_question (day, question, locale, why, topic) SELECT ?, ?, ?, ?, ?"
        " WHERE (SELECT count(*) FROM faq_question WHERE day = ?) < ?",
        day,
        question,
        locale,
        why,
        topic,
        day,
        MOST_A_DAY,
    )
    if added:
        tx.run("INSERT OR IGNORE INTO faq_offer (id, at) VALUES (1, ?)", to_db(now))
    return added == 1


# Grouping


def ungrouped(tx: Tx, limit: int) -> list[Kept]:
    """The oldest questions that belong to no gap yet."""
    rows = tx.all(
        "SELECT id, day, question, locale, times FROM faq_question WHERE gap IS NULL ORDER BY id LIMIT ?", limit
    )
    return [Kept(row["id"], row["day"], row["question"], row["locale"], row["times"]) for row in rows]


def leaders(tx: Tx, limit: int) -> list[Leader]:
    """The gaps asked last; settled ones too, so that what was ignored is not offered as something new."""
    rows = tx.all("SELECT id, question, locale FROM faq_gap ORDER BY last_day DESC, id DESC LIMIT ?", limit)
    return [Leader(row["id"], row["question"], row["locale"]) for row in rows]


def found(tx: Tx, kept: Kept) -> int:
    """A new gap with this question as its first."""
    gap = tx.insert(
        "INSERT INTO faq_gap (question, locale, first_day, last_day) VALUES (?, ?, ?, ?)",
        kept.question,
        kept.locale,
        kept.day,
        kept.day,
    )
    join(tx, kept, gap)
    return gap


def join(tx: Tx, kept: Kept, gap: int) -> None:
    tx.run("UPDATE faq_question SET gap = ? WHERE id = ?", gap, kept.id)
    tx.run(
        "UPDATE faq_gap SET asked = asked + ?, first_day = min(first_day, ?), last_day = max(last_day, ?) WHERE id = ?",
        kept.times,
        kept.day,
        kept.day,
        gap,
    )


def phrasings(tx: Tx, gap: int, limit: int) -> list[Phrasing]:
    """In how many words it was asked, the most frequent first."""
    rows = tx.all(
        "SELECT question, locale, sum(times) AS times FROM faq_question WHERE gap = ?"
        " GROUP BY question, locale ORDER BY 3 DESC, min(id) LIMIT ?",
        gap,
        limit,
    )
    return [Phrasing(row["question"], row["locale"], row["times"]) for row in rows]


def set_question(tx: Tx, gap: int, phrasing: Phrasing) -> None:
    tx.run("UPDATE faq_gap SET question = ?, locale = ? WHERE id = ?", phrasing.question, phrasing.locale, gap)


# Offering


def last_offer(tx: Tx) -> datetime | None:
    """When gaps were offered last, or the first question was kept; None while there is none."""
    stored = tx.value("SELECT at FROM faq_offer WHERE id = 1")
    return from_db(int(stored)) if stored is not None else None


def set_last_offer(tx: Tx, at: datetime) -> None:
    tx.run("UPDATE faq_offer SET at = ? WHERE id = 1", to_db(at))


def awaken(tx: Tx, now: datetime, *, ignored_for: timedelta, asked_again: int) -> None:
    """Open again what was ignored long ago or is asked twice as often since, and what is asked although settled."""
    tx.run(
        "UPDATE faq_gap SET state = 'open', topic = '', phrasing = '', settled_at = NULL, settled_by = ''"
        " WHERE (state = 'ignored' AND (asked >= 2 * max(settled_asked, 1) OR settled_at <= ?))"
        " OR (state IN ('entry', 'phrasing') AND asked - settled_asked >= ?)",
        to_db(now - ignored_for),
        asked_again,
    )


def worth_offering(tx: Tx, fewest: int, limit: int) -> list[Gap]:
    """Open gaps asked so often since they were offered last, the most asked first."""
    rows = tx.all(
        "SELECT * FROM faq_gap WHERE state = 'open' AND asked - offered_asked >= ?"
        " ORDER BY asked - offered_asked DESC, id LIMIT ?",
        fewest,
        limit,
    )
    return [_gap(row) for row in rows]


def open_gaps(tx: Tx, fewest: int, limit: int, skip: int = 0) -> list[Gap]:
    """Open gaps that were asked so often, the most asked first."""
    rows = tx.all(
        "SELECT * FROM faq_gap WHERE state = 'open' AND asked >= ? ORDER BY asked DESC, id LIMIT ? OFFSET ?",
        fewest,
        limit,
        skip,
    )
    return [_gap(row) for row in rows]


def count_open(tx: Tx) -> int:
    return int(tx.value("SELECT count(*) FROM faq_gap WHERE state = 'open'"))


def gap(tx: Tx, number: int) -> Gap | None:
    row = tx.one("SELECT * FROM faq_gap WHERE id = ?", number)
    return None if row is None else _gap(row)


def note_offered(tx: Tx, gap: int, now: datetime) -> None:
    tx.run("UPDATE faq_gap SET offered_at = ?, offered_asked = asked WHERE id = ?", to_db(now), gap)


def asked_since(tx: Tx, gap: int, day: int) -> int:
    """How often a gap was asked on that day and later."""
    return int(tx.value("SELECT coalesce(sum(times), 0) FROM faq_question WHERE gap = ? AND day >= ?", gap, day))


def answered_with(tx: Tx, gap: int) -> tuple[str, int]:
    """The topic that most of a gap's askers were answered with in vain, and how many were answered with any."""
    rows = tx.all(
        "SELECT topic, sum(times) AS n FROM faq_question WHERE gap = ? AND topic <> ''"
        " AND why IN ('not-helped', 'human') GROUP BY topic ORDER BY n DESC, topic",
        gap,
    )
    return (rows[0]["topic"], sum(row["n"] for row in rows)) if rows else ("", 0)


def unanswered_since(tx: Tx, since: datetime) -> int:
    """Questions that we had nothing to say to."""
    return int(
        tx.value(
            "SELECT coalesce(sum(times), 0) FROM faq_question WHERE day >= ? AND why = 'unknown'",
            day_of(since),
        )
    )


# Settling


def settle(tx: Tx, gap: int, state: State, by: str, now: datetime, *, topic: str = "", phrasing: str = "") -> bool:
    """Settle an open gap; False when somebody did before."""
    changed = tx.run(
        "UPDATE faq_gap SET state = ?, topic = ?, phrasing = ?, settled_at = ?, settled_asked = asked, settled_by = ?"
        " WHERE id = ? AND state = 'open'",
        state,
        topic,
        phrasing,
        to_db(now),
        by,
        gap,
    )
    return changed == 1


def unsettle(tx: Tx, gap: int, state: State) -> bool:
    """Open a gap again that was settled this way; False when it is not any more."""
    changed = tx.run(
        "UPDATE faq_gap SET state = 'open', topic = '', phrasing = '', settled_at = NULL, settled_by = ''"
        " WHERE id = ? AND state = ?",
        gap,
        state,
    )
    return changed == 1


# Forgetting


def forget_questions_before(tx: Tx, when: datetime, most: int) -> int:
    """Delete old questions; a gap that goes on is then known by words that are still kept."""
    gone = tx.run(
        "DELETE FROM faq_question WHERE id IN (SELECT id FROM faq_question WHERE day < ? ORDER BY day LIMIT ?)",
        day_of(when),
        most,
    )
    if gone:
        tx.run(
            "UPDATE faq_gap SET (question, locale) = (SELECT q.question, q.locale FROM faq_question q"
            " WHERE q.gap = faq_gap.id ORDER BY q.times DESC, q.id DESC LIMIT 1)"
            " WHERE EXISTS (SELECT 1 FROM faq_question q WHERE q.gap = faq_gap.id) AND NOT EXISTS"
            " (SELECT 1 FROM faq_question q WHERE q.gap = faq_gap.id AND q.question = faq_gap.question)"
        )
    return gone


def forget_gaps_before(tx: Tx, when: datetime, most: int) -> int:
    """Delete gaps that nobody asked or settled since."""
    return tx.run(
        "DELETE FROM faq_gap WHERE id IN (SELECT id FROM faq_gap WHERE last_day < ? AND coalesce(settled_at, 0) < ?"
        " AND NOT EXISTS (SELECT 1 FROM faq_question q WHERE q.gap = faq_gap.id) LIMIT ?)",
        day_of(when),
        to_db(when),
        most,
    )


def _gap(row: Row) -> Gap:
    return Gap(
        id=row["id"],
        question=row["question"],
        locale=row["locale"],
        asked=row["asked"],
        state=row["state"],
        topic=row["topic"],
        phrasing=row["phrasing"],
        offered_at=from_db(row["offered_at"]),
        settled_by=row["settled_by"],
    )
