"""SQL for people."""

from collections.abc import Callable
from datetime import datetime

from core.events import Author
from core.ids import PersonRef
from core.person import Person
from core.storage.db import Row, Tx
from core.storage.moments import from_db, to_db


def touch(tx: Tx, author: Author, now: datetime, pick: Callable[[str | None], str]) -> Person:
    """The person behind an author, noted or brought up to date; ``pick`` turns a platform's hint into a locale."""
    row = tx.one(
        "INSERT INTO person (channel, external, name, username, hint, first_seen, last_seen, account_created, joined)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (channel, external) DO UPDATE SET name = excluded.name, username = excluded.username,"
        " hint = coalesce(excluded.hint, hint), last_seen = excluded.last_seen,"
        " account_created = coalesce(excluded.account_created, account_created),"
        " joined = coalesce(excluded.joined, joined) RETURNING id, locale, spoke, hint",
        author.person.channel,
        author.person.id,
        author.name,
        author.username,
        author.language,
        to_db(now),
        to_db(now),
        to_db(author.account_created) if author.account_created else None,
        to_db(author.joined) if author.joined else None,
    )
    assert row is not None
    return Person(row["id"], author.person, author.name, _locale(row, pick), row["locale"] is not None)


def find(tx: Tx, number: int, pick: Callable[[str | None], str]) -> Person:
    """A person by our number; raises LookupError when there is none."""
    row = tx.one("SELECT channel, external, name, locale, spoke, hint FROM person WHERE id = ?", number)
    if row is None:
        raise LookupError(f"no person {number}")
    ref = PersonRef(row["channel"], row["external"])
    return Person(number, ref, row["name"], _locale(row, pick), row["locale"] is not None)


def locale_of(tx: Tx, author: Author, pick: Callable[[str | None], str]) -> str:
    """What somebody is spoken to in, without noting them; they may be a stranger."""
    row = tx.one(
        "SELECT locale, spoke FROM person WHERE channel = ? AND external = ?", author.person.channel, author.person.id
    )
    known = row["locale"] or row["spoke"] if row is not None else None
    return str(known) if known else pick(author.language)


def choose_locale(tx: Tx, person: Person, locale: str | None) -> None:
    """Keep a person's own choice; None goes back to the platform's hint."""
    tx.run("UPDATE person SET locale = ?, spoke = NULL WHERE id = ?", locale, person.number)


def note_spoken(tx: Tx, person: Person, locale: str) -> None:
    """Remember what a person last wrote to us in, so that what is only pressed is answered in it too."""
    if not person.chose_locale and person.locale != locale:
        tx.run("UPDATE person SET spoke = ? WHERE id = ?", locale, person.number)


def set_blocked(tx: Tx, ref: PersonRef, *, blocked: bool) -> bool:
    """Note that a person blocked the bot or came back; False when we do not know them."""
    changed = tx.run(
        "UPDATE person SET blocked_us = ? WHERE channel = ? AND external = ?",
        int(blocked),
        ref.channel,
        ref.id,
    )
    return changed == 1


def ages(tx: Tx, number: int) -> tuple[datetime | None, datetime | None, datetime]:
    """When the account was made, when it joined, and when we first met; the first two may be unknown."""
    row = tx.one("SELECT account_created, joined, first_seen FROM person WHERE id = ?", number)
    assert row is not None
    made = from_db(row["account_created"]) if row["account_created"] is not None else None
    joined = from_db(row["joined"]) if row["joined"] is not None else None
    return made, joined, from_db(row["first_seen"])


def _locale(row: Row, pick: Callable[[str | None], str]) -> str:
    return str(row["locale"] or row["spoke"] or pick(row["hint"]))
