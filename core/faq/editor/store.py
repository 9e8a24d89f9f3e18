"""SQL for the history of entries, and for drafts that staff have before them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core.events import Author
from core.ids import ChannelName, PersonRef
from core.storage.db import Row, Tx
from core.storage.moments import from_db, to_db

What = Literal["added", "edited", "reverted", "alias", "disabled", "enabled", "reviewed", "promoted"]
State = Literal["written", "packed", "disabled"]
DraftState = Literal["opened", "written", "published", "dropped"]


@dataclass(frozen=True, slots=True)
class Revision:
    """``entry`` is JSON (core.faq.editor.standing reads it); empty where the entry was disabled."""

    id: int
    at: datetime
    topic: str
    locale: str
    what: What
    state: State
    entry: str
    who: PersonRef
    who_name: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """``based_on``: the number of the revision in force when it was begun, 0 for none. ``entry`` is JSON."""

    id: int
    at: datetime
    topic: str
    locale: str
    what: What
    state: DraftState
    entry: str
    based_on: int
    gap: int | None
    who: PersonRef


def add_revision(
    tx: Tx, topic: str, locale: str, what: What, state: State, entry: str, who: Author, why: str, now: datetime
) -> int:
    return tx.insert(
        "INSERT INTO faq_revision (at, topic, locale, what, state, entry, who_channel, who, who_name, why)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        to_db(now),
        topic,
        locale,
        what,
        state,
        entry,
        who.person.channel,
        who.person.id,
        who.name,
        why,
    )


def revision(tx: Tx, number: int) -> Revision | None:
    row = tx.one("SELECT * FROM faq_revision WHERE id = ?", number)
    return _revision(row) if row is not None else None


def latest(tx: Tx, topic: str, locale: str) -> Revision | None:
    row = tx.one(
        "SELECT * FROM faq_revision WHERE topic = ? AND locale = ? ORDER BY id DESC LIMIT 1",
        topic,
        locale,
    )
    return _revision(row) if row is not None else None


def latest_of_all(tx: Tx) -> list[Revision]:
    """The latest revision of each topic and locale, the oldest of them first."""
    rows = tx.all(
        "SELECT * FROM faq_revision WHERE id IN (SELECT max(id) FROM faq_revision GROUP BY topic, locale) ORDER BY id"
    )
    return [_revision(row) for row in rows]


def before(tx: Tx, revision: Revision) -> Revision | None:
    """The revision of the same entry that this one replaced."""
    row = tx.one(
        "SELECT * FROM faq_revision WHERE topic = ? AND locale = ? AND id < ? ORDER BY id DESC LIMIT 1",
        revision.topic,
        revision.locale,
        revision.id,
    )
    return _revision(row) if row is not None else None


def last_in_force(tx: Tx, topic: str, locale: str) -> Revision | None:
    """The last revision that had something in force."""
    row = tx.one(
        "SELECT * FROM faq_revision WHERE topic = ? AND locale = ? AND state <> 'disabled' ORDER BY id DESC LIMIT 1",
        topic,
        locale,
    )
    return _revision(row) if row is not None else None


def last_words(tx: Tx, topic: str, locale: str) -> str:
    """The words of the latest revision that has any, in force or not; empty when none has."""
    found = tx.value(
        "SELECT entry FROM faq_revision WHERE topic = ? AND locale = ? AND entry NOT IN ('', '{}')"
        " ORDER BY id DESC LIMIT 1",
        topic,
        locale,
    )
    return str(found or "")


def history(tx: Tx, topic: str, locale: str, most: int) -> list[Revision]:
    """Newest first."""
    rows = tx.all(
        "SELECT * FROM faq_revision WHERE topic = ? AND locale = ? ORDER BY id DESC LIMIT ?", topic, locale, most
    )
    return [_revision(row) for row in rows]


def locales(tx: Tx, topic: str) -> list[str]:
    """The locales in which staff ever changed a topic."""
    return [row["locale"] for row in tx.all("SELECT DISTINCT locale FROM faq_revision WHERE topic = ?", topic)]


def topics(tx: Tx) -> list[str]:
    """Every topic that staff ever changed."""
    return [row["topic"] for row in tx.all("SELECT DISTINCT topic FROM faq_revision")]


def begin_draft(
    tx: Tx,
    topic: str,
    locale: str,
    what: What,
    state: DraftState,
    entry: str,
    based_on: int,
    gap: int | None,
    who: PersonRef,
    now: datetime,
) -> Draft:
    number = tx.insert(
        "INSERT INTO faq_draft (at, topic, locale, what, state, entry, based_on, gap, who_channel, who)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        to_db(now),
        topic,
        locale,
        what,
        state,
        entry,
        based_on,
        gap,
        who.channel,
        who.id,
    )
    return Draft(number, now, topic, locale, what, state, entry, based_on, gap, who)


def draft(tx: Tx, number: int, who: PersonRef) -> Draft | None:
    """A person's own draft."""
    row = tx.one("SELECT * FROM faq_draft WHERE id = ? AND who_channel = ? AND who = ?", number, who.channel, who.id)
    if row is None:
        return None
    return Draft(
        id=row["id"],
        at=from_db(row["at"]),
        topic=row["topic"],
        locale=row["locale"],
        what=row["what"],
        state=row["state"],
        entry=row["entry"],
        based_on=row["based_on"],
        gap=row["gap"],
        who=PersonRef(ChannelName(row["who_channel"]), row["who"]),
    )


def end_draft(tx: Tx, number: int, state: Literal["published", "dropped"]) -> bool:
    """Publish or drop a draft; False when it was before."""
    changed = tx.run(
        "UPDATE faq_draft SET state = ?, entry = '' WHERE id = ? AND state IN ('opened', 'written')", state, number
    )
    return changed == 1


def forget_drafts_before(tx: Tx, when: datetime, most: int) -> int:
    """Drafts begun before a time, at most so many; says how many went."""
    return tx.run(
        "DELETE FROM faq_draft WHERE id IN (SELECT id FROM faq_draft WHERE at < ? ORDER BY id LIMIT ?)",
        to_db(when),
        most,
    )


def reminded_at(tx: Tx, what: str) -> datetime | None:
    stored = tx.value("SELECT at FROM faq_reminded WHERE what = ?", what)
    return from_db(int(stored)) if stored is not None else None


def note_reminded(tx: Tx, what: str, now: datetime) -> None:
    tx.run(
        "INSERT INTO faq_reminded (what, at) VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at", what, to_db(now)
    )


def _revision(row: Row) -> Revision:
    return Revision(
        id=row["id"],
        at=from_db(row["at"]),
        topic=row["topic"],
        locale=row["locale"],
        what=row["what"],
        state=row["state"],
        entry=row["entry"],
        who=PersonRef(ChannelName(row["who_channel"]), row["who"]),
        who_name=row["who_name"],
        why=row["why"],
    )
