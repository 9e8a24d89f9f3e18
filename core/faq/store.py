"""SQL for answers given: where, on what, to which message, and whether it helped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.ids import Address, ChannelName, MessageRef, PersonRef
from core.storage.db import Row, Tx
from core.storage.moments import from_db, to_db

# For so long the words of a question are kept for whoever goes on to a human.
WORDS_LAST = timedelta(hours=24)
_ALL = (
    "id, at, channel, place, thread, topic, locale, kind, others, outcome, asked, asker, question, shown, root, whole,"
    " shield"
)
# The message under a note of ours; an answer that was shown to all later stands in a message of its own.
_NOTES = "note LIKE 'faq.answer:%' OR note LIKE 'faq.passed:%'"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """``asked`` is the id of the message that asked, empty for none. The rest as in ``Given``."""

    at: Address
    topic: str
    locale: str
    kind: str
    others: Sequence[str]
    asked: str
    asker: PersonRef
    question: str
    shown: str
    root: int = 0
    whole: bool = False
    shield: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An answer (``kind`` answer: ``topic`` is shown) or a choice (suggest: ``topic`` is the first of it).

    ``question`` and ``asker`` are empty once forgotten. ``root``: the answer whose message it stands in.
    ``shown``: yes, alone, passed-on, taken-back.
    """

    id: int
    when: datetime
    at: Address
    topic: str
    locale: str
    kind: str
    others: tuple[str, ...]
    outcome: str
    asked: str
    asker: str
    question: str
    shown: str
    root: int
    whole: bool
    shield: bool

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.topic, *self.others)


def note_answer(tx: Tx, new: NewAnswer, now: datetime) -> int:
    return tx.insert(
        "INSERT INTO faq_answer (at, channel, place, thread, topic, locale, kind, others, asked, asker, question,"
        " shown, root, whole, shield) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        to_db(now),
        new.at.channel,
        new.at.place,
        new.at.thread,
        new.topic,
        new.locale,
        new.kind,
        " ".join(new.others),
        new.asked,
        new.asker.id,
        new.question,
        new.shown,
        new.root,
        int(new.whole),
        int(new.shield),
    )


def answered_since(tx: Tx, at: Address, topic: str, locale: str, since: datetime, *, whole: bool = False) -> bool:
    """Whether everybody in this place could read an answer on this topic after a time; ``whole``: a full one."""
    return (
        tx.one(
            "SELECT 1 FROM faq_answer WHERE channel = ? AND place = ? AND topic = ? AND locale = ? AND at > ?"
            " AND shown IN ('yes', 'passed-on') AND whole >= ? LIMIT 1",
            at.channel,
            at.place,
            topic,
            locale,
            to_db(since),
            int(whole),
        )
        is not None
    )


def given(tx: Tx, number: int) -> Given | None:
    row = tx.one(f"SELECT {_ALL} FROM faq_answer WHERE id = ?", number)
    return None if row is None else _given(row)


def standing(tx: Tx, root: int) -> Given | None:
    """What stands now in the message that was sent for an answer."""
    later = tx.one(f"SELECT {_ALL} FROM faq_answer WHERE root = ? AND root <> 0 ORDER BY id DESC LIMIT 1", root)
    return _given(later) if later is not None else given(tx, root)


def of_question(tx: Tx, message: MessageRef) -> Given | None:
    """What we last said to a message, unless it was taken back."""
    row = tx.one(
        f"SELECT {_ALL} FROM faq_answer WHERE channel = ? AND place = ? AND asked = ? AND asked <> ''"
        " ORDER BY id DESC LIMIT 1",
        message.at.channel,
        message.at.place,
        message.id,
    )
    return None if row is None or row["shown"] == "taken-back" else _given(row)


def said_in(tx: Tx, message: MessageRef) -> Given | None:
    """What stands in a message of ours; None when it is no answer."""
    note = tx.value(
        f"SELECT note FROM sent_message WHERE channel = ? AND place = ? AND message = ? AND ({_NOTES}) LIMIT 1",
        message.at.channel,
        message.at.place,
        message.id,
    )
    return None if note is None else standing(tx, int(str(note).partition(":")[2]))


def note_outcome(tx: Tx, number: int, outcome: str) -> None:
    tx.run("UPDATE faq_answer SET outcome = ? WHERE id = ?", outcome, number)


def set_words(tx: Tx, number: int, words: str) -> None:
    """The question's words as they are now; empty where nobody goes on with them."""
    tx.run("UPDATE faq_answer SET question = ? WHERE id = ?", words, number)


def take_back(tx: Tx, number: int) -> None:
    """Nobody reads it any more."""
    tx.run("UPDATE faq_answer SET shown = 'taken-back', question = '' WHERE id = ?", number)


def pass_on(tx: Tx, number: int, now: datetime) -> bool:
    """Let everybody read what only one person did; False when that happened already."""
    changed = tx.run(
        "UPDATE faq_answer SET shown = 'passed-on', at = ? WHERE id = ? AND shown = 'alone'", to_db(now), number
    )
    return changed == 1


# Words without an answer


def note_unanswered(tx: Tx, asker: PersonRef, question: str, now: datetime) -> int:
    return tx.insert(
        "INSERT INTO faq_unanswered (at, channel, asker, question) VALUES (?, ?, ?, ?)",
        to_db(now),
        asker.channel,
        asker.id,
        question,
    )


def unanswered(tx: Tx, number: int, asker: PersonRef, now: datetime) -> str:
    """A person's own words that got no answer; empty when they are forgotten."""
    found = tx.value(
        "SELECT question FROM faq_unanswered WHERE id = ? AND channel = ? AND asker = ? AND at > ?",
        number,
        asker.channel,
        asker.id,
        to_db(now - WORDS_LAST),
    )
    return "" if found is None else str(found)


# What is kept in memory, at start


def asked_since(tx: Tx, since: datetime, most: int) -> list[tuple[MessageRef, datetime]]:
    """Messages of public places that we answered after a time; the newest ones, oldest first."""
    rows = tx.all(
        "SELECT channel, place, thread, asked, at FROM faq_answer WHERE at > ? AND asker <> '' AND asked <> ''"
        " AND shown = 'yes' ORDER BY at DESC LIMIT ?",
        to_db(since),
        most,
    )
    return [(MessageRef(_at(row), row["asked"]), from_db(row["at"])) for row in reversed(rows)]


def sent_since(tx: Tx, since: datetime, most: int) -> list[tuple[MessageRef, datetime]]:
    """Messages in which answers of ours stand; the newest ones, oldest first."""
    rows = tx.all(
        "SELECT channel, place, thread, message, at FROM sent_message"
        f" WHERE at > ? AND ({_NOTES}) ORDER BY at DESC LIMIT ?",
        to_db(since),
        most,
    )
    return [(MessageRef(_at(row), row["message"]), from_db(row["at"])) for row in reversed(rows)]


# The line that staff never write first


def shield_now(tx: Tx, person: PersonRef, now: datetime, lasts: timedelta) -> bool:
    """Whether a person was not told for so long; from now on they were."""
    row = tx.one(
        "INSERT INTO faq_shielded (channel, person, at) VALUES (?, ?, ?) ON CONFLICT (channel, person)"
        " DO UPDATE SET at = excluded.at WHERE faq_shielded.at <= ? RETURNING 1",
        person.channel,
        person.id,
        to_db(now),
        to_db(now - lasts),
    )
    return row is not None


# Forgetting; each takes at most so many rows and says how many


def forget_words_before(tx: Tx, when: datetime, most: int) -> int:
    """Blank the words of questions asked before a time."""
    blanked = tx.run(
        "UPDATE faq_answer SET question = '' WHERE id IN (SELECT a.id FROM faq_answer a WHERE a.question <> ''"
        " AND (a.at < ? OR EXISTS (SELECT 1 FROM faq_answer r WHERE r.id = a.root AND r.at < ?)) LIMIT ?)",
        to_db(when),
        to_db(when),
        most,
    )
    return blanked + tx.run(
        "DELETE FROM faq_unanswered WHERE id IN (SELECT id FROM faq_unanswered WHERE at < ? LIMIT ?)",
        to_db(when),
        max(0, most - blanked),
    )


def forget_askers_before(tx: Tx, when: datetime, most: int) -> int:
    """Blank who asked, and in which message."""
    return tx.run(
        "UPDATE faq_answer SET asked = '', asker = '' WHERE id IN"
        " (SELECT id FROM faq_answer WHERE asker <> '' AND at < ? LIMIT ?)",
        to_db(when),
        most,
    )


def forget_shielded_before(tx: Tx, when: datetime, most: int) -> int:
    return tx.run(
        "DELETE FROM faq_shielded WHERE (channel, person) IN"
        " (SELECT channel, person FROM faq_shielded WHERE at < ? LIMIT ?)",
        to_db(when),
        most,
    )


def _at(row: Row) -> Address:
    return Address(ChannelName(row["channel"]), row["place"], row["thread"])


def _given(row: Row) -> Given:
    return Given(
        id=row["id"],
        when=from_db(row["at"]),
        at=_at(row),
        topic=row["topic"],
        locale=row["locale"],
        kind=row["kind"],
        others=tuple(row["others"].split()),
        outcome=row["outcome"],
        asked=row["asked"],
        asker=row["asker"],
        question=row["question"],
        shown=row["shown"],
        root=row["root"],
        whole=bool(row["whole"]),
        shield=bool(row["shield"]),
    )
