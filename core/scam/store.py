"""SQL for scam cases: what was found, what was done and who decided; evidence only, never ordinary chat."""

import json
from dataclasses import dataclass
from datetime import datetime

from core.events import Author
from core.ids import Address, ChannelName, MessageRef, PersonRef
from core.scam.signals import Reason
from core.storage.db import Row, Tx
from core.storage.moments import from_db, to_db


@dataclass(frozen=True, slots=True)
class Case:
    """``removed`` and ``restricted``: no, asked, done, failed. ``state``: open, undone, banned.

    ``warned``: whether members were warned of this very message. ``part_of``: the case of the same person, a moment
    earlier, on whose card this one is counted and with which it is decided.
    """

    id: int
    at: datetime
    where: Address
    place_title: str
    message: MessageRef | None
    person: PersonRef
    name: str
    username: str | None
    text: str
    score: float
    reasons: tuple[Reason, ...]
    action: str
    removed: str
    restricted: str
    problem: str
    state: str
    decided_by: str | None
    decided_at: datetime | None
    warned: bool
    part_of: int | None


def add(
    tx: Tx,
    *,
    where: Address,
    title: str,
    message: MessageRef | None,
    author: Author,
    text: str,
    score: float,
    reasons: tuple[Reason, ...],
    action: str,
    removes: bool,
    restricts: bool,
    now: datetime,
    warned: bool = False,
    part_of: int | None = None,
) -> Case:
    packed = json.dumps([[reason.signal, reason.detail, reason.weight] for reason in reasons], ensure_ascii=False)
    number = tx.insert(
        "INSERT INTO scam_case (at, channel, place, thread, place_title, message, external, name, username, text,"
        " score, reasons, action, removed, restricted, warned, part_of)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        to_db(now),
        where.channel,
        where.place,
        where.thread,
        title,
        message.id if message else None,
        author.person.id,
        author.name,
        author.username,
        text,
        score,
        packed,
        action,
        "asked" if removes else "no",
        "asked" if restricts else "no",
        int(warned),
        part_of,
    )
    case = find(tx, number)
    assert case is not None
    return case


def find(tx: Tx, number: int) -> Case | None:
    row = tx.one("SELECT * FROM scam_case WHERE id = ?", number)
    return None if row is None else _case(row)


def of_message(tx: Tx, message: MessageRef) -> Case | None:
    """The latest case about a message."""
    row = tx.one(
        "SELECT * FROM scam_case WHERE channel = ? AND place = ? AND message = ? ORDER BY id DESC LIMIT 1",
        message.at.channel,
        message.at.place,
        message.id,
    )
    return None if row is None else _case(row)


def head_of(tx: Tx, where: Address, person: PersonRef, action: str, since: datetime) -> Case | None:
    """The open case with a card of its own that a further message of the person belongs to, if it is a fresh one."""
    row = tx.one(
        "SELECT * FROM scam_case WHERE channel = ? AND external = ? AND place = ? AND action = ? AND at > ?"
        " AND state = 'open' AND part_of IS NULL ORDER BY id DESC LIMIT 1",
        person.channel,
        person.id,
        where.place,
        action,
        to_db(since),
    )
    return None if row is None else _case(row)


def parts(tx: Tx, number: int) -> list[Case]:
    """The cases that are counted on this one's card, oldest first."""
    return [_case(row) for row in tx.all("SELECT * FROM scam_case WHERE part_of = ? ORDER BY id", number)]


def count_parts(tx: Tx, number: int) -> int:
    return int(tx.value("SELECT count(*) FROM scam_case WHERE part_of = ?", number))


def warned_since(tx: Tx, where: Address, since: datetime) -> bool:
    """Whether members of a place were warned after a time."""
    return (
        tx.one(
            "SELECT 1 FROM scam_case WHERE channel = ? AND place = ? AND at > ? AND warned = 1 LIMIT 1",
            where.channel,
            where.place,
            to_db(since),
        )
        is not None
    )


def note_removed(tx: Tx, number: int, state: str) -> None:
    tx.run("UPDATE scam_case SET removed = ? WHERE id = ?", state, number)


def note_restricted(tx: Tx, number: int, state: str) -> None:
    tx.run("UPDATE scam_case SET restricted = ? WHERE id = ?", state, number)


def note_problem(tx: Tx, number: int, problem: str) -> bool:
    """Add what went wrong, in words for the card; false where the same words stand there already."""
    changed = tx.run(
        "UPDATE scam_case SET problem = trim(problem || ' ' || ?) WHERE id = ? AND instr(problem, ?) = 0",
        problem,
        number,
        problem,
    )
    return changed == 1


def decide(tx: Tx, number: int, state: str, who: str, now: datetime) -> bool:
    """Note a moderator's decision about a case with its parts; False when somebody decided before."""
    decided = tx.run(
        "UPDATE scam_case SET state = ?, decided_by = ?, decided_at = ? WHERE id = ? AND state = 'open'",
        state,
        who,
        to_db(now),
        number,
    )
    if decided:
        tx.run(
            "UPDATE scam_case SET state = ?, decided_by = ?, decided_at = ? WHERE part_of = ?",
            state,
            who,
            to_db(now),
            number,
        )
    return decided == 1


def warnings(tx: Tx, person: PersonRef, since: datetime) -> int:
    """How often a person was acted on since, not counting what was undone."""
    return int(
        tx.value(
            "SELECT count(*) FROM scam_case WHERE channel = ? AND external = ? AND at >= ? AND state != 'undone'"
            " AND action IN ('warn', 'remove', 'remove_restrict')",
            person.channel,
            person.id,
            to_db(since),
        )
    )


def forget_before(tx: Tx, when: datetime, most: int) -> int:
    """Delete at most so much evidence older than the retention period."""
    return tx.run(
        "DELETE FROM scam_case WHERE id IN (SELECT id FROM scam_case WHERE at < ? ORDER BY id LIMIT ?)",
        to_db(when),
        most,
    )


def _case(row: Row) -> Case:
    where = Address(ChannelName(row["channel"]), row["place"], row["thread"])
    reasons = tuple(
        Reason(signal, tuple((str(key), str(value)) for key, value in detail), weight)
        for signal, detail, weight in json.loads(row["reasons"])
    )
    return Case(
        id=row["id"],
        at=from_db(row["at"]),
        where=where,
        place_title=row["place_title"],
        message=MessageRef(where, row["message"]) if row["message"] else None,
        person=PersonRef(where.channel, row["external"]),
        name=row["name"],
        username=row["username"],
        text=row["text"],
        score=row["score"],
        reasons=reasons,
        action=row["action"],
        removed=row["removed"],
        restricted=row["restricted"],
        problem=row["problem"],
        state=row["state"],
        decided_by=row["decided_by"],
        decided_at=from_db(row["decided_at"]),
        warned=bool(row["warned"]),
        part_of=row["part_of"],
    )
