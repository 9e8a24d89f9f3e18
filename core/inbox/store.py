"""SQL for events seen, dead events and adapters' facts."""

from dataclasses import dataclass
from datetime import datetime

from core.channel import WatchedRoom
from core.ids import Address, ChannelName, EventId, MessageRef, PersonRef
from core.storage.db import Tx
from core.storage.moments import from_db, to_db

_LIVE_OR_LATE = "(t.state IN ('new', 'open', 'waiting', 'on-hold') OR t.closed_at >= ?)"


def first_time(tx: Tx, event: EventId, now: datetime) -> bool:
    """Note an event as seen; False when it had been noted before."""
    return tx.run("INSERT OR IGNORE INTO seen_event (id, at) VALUES (?, ?)", event, to_db(now)) == 1


def forget_seen_before(tx: Tx, when: datetime, most: int) -> int:
    """Forget at most so many events seen before a time; returns how many."""
    return tx.run(
        "DELETE FROM seen_event WHERE id IN (SELECT id FROM seen_event WHERE at < ? LIMIT ?)", to_db(when), most
    )


def bury(
    tx: Tx, *, event: EventId, kind: str, channel: str, error: str, payload: str, attempts: int, now: datetime
) -> int:
    """Put an event aside that could not be handled; ``payload`` is empty where the words are not ours to keep."""
    return tx.insert(
        "INSERT INTO dead_event (event_id, kind, channel, error, payload, attempts, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        event,
        kind,
        channel,
        error,
        payload,
        attempts,
        to_db(now),
    )


@dataclass(frozen=True, slots=True)
class Dead:
    """Something put aside: ``kind`` is the event's class, or outcome. ``payload`` is empty where it was not kept."""

    number: int
    event: EventId
    kind: str
    error: str
    payload: str
    at: datetime


def dead(tx: Tx) -> list[Dead]:
    """What was put aside and not tried again since, oldest first."""
    rows = tx.all(
        "SELECT id, event_id, kind, error, payload, created_at FROM dead_event WHERE retried_at IS NULL ORDER BY id"
    )
    return [
        Dead(row["id"], EventId(row["event_id"]), row["kind"], row["error"], row["payload"], from_db(row["created_at"]))
        for row in rows
    ]


def mark_retried(tx: Tx, number: int, now: datetime) -> None:
    tx.run("UPDATE dead_event SET retried_at = ? WHERE id = ?", to_db(now), number)


def forget_dead_before(tx: Tx, when: datetime, most: int) -> int:
    """Delete what was put aside before a time, with the words in it."""
    return tx.run(
        "DELETE FROM dead_event WHERE id IN (SELECT id FROM dead_event WHERE created_at < ? ORDER BY id LIMIT ?)",
        to_db(when),
        most,
    )


def unsee(tx: Tx, event: EventId) -> None:
    """Let an event be handled once more (an operator retries a dead one)."""
    tx.run("DELETE FROM seen_event WHERE id = ?", event)


def fact(tx: Tx, channel: str, key: str) -> str | None:
    value = tx.value("SELECT value FROM fact WHERE channel = ? AND key = ?", channel, key)
    return None if value is None else str(value)


def put_fact(tx: Tx, channel: str, key: str, value: str) -> None:
    tx.run(
        "INSERT INTO fact (channel, key, value) VALUES (?, ?, ?)"
        " ON CONFLICT (channel, key) DO UPDATE SET value = excluded.value",
        channel,
        key,
        value,
    )


def rooms(tx: Tx) -> dict[Address, str]:
    """The address of every room that is open, with its name."""
    rows = tx.all("SELECT name, channel, place, thread FROM room WHERE gone_at IS NULL")
    return {Address(ChannelName(row["channel"]), row["place"], row["thread"]): row["name"] for row in rows}


def room_gone(tx: Tx, name: str, now: datetime, at: Address | None = None) -> bool:
    """Note that a room was deleted; False when that was known, or when it was never opened.

    ``at``: only if this is where the room is; a late word of the old place must not take away the new one.
    """
    if at is None:
        return tx.run("UPDATE room SET gone_at = ? WHERE name = ? AND gone_at IS NULL", to_db(now), name) == 1
    changed = tx.run(
        "UPDATE room SET gone_at = ? WHERE name = ? AND gone_at IS NULL AND place = ? AND thread IS ?",
        to_db(now),
        name,
        at.place,
        at.thread,
    )
    return changed == 1


def room_was_lost(tx: Tx, name: str) -> bool:
    """Whether a room was opened once and has been deleted since."""
    return tx.one("SELECT 1 FROM room WHERE name = ? AND gone_at IS NOT NULL", name) is not None


def note_of(tx: Tx, message: MessageRef) -> str | None:
    """The note under which we sent a message; None for messages of others."""
    found = tx.value(
        "SELECT note FROM sent_message WHERE channel = ? AND place = ? AND message = ?",
        message.at.channel,
        message.at.place,
        message.id,
    )
    return None if found is None else str(found)


def last_in_room(tx: Tx, at: Address) -> str | None:
    """The newest message handled in a room, where the channel's message ids grow."""
    return fact(tx, at.channel, f"last:{at.place}")


def note_last_in_room(tx: Tx, at: Address, message: str) -> None:
    """Remember a handled message, unless a newer one is remembered (ids are numbers that grow)."""
    known = last_in_room(tx, at)
    if known is None or (len(known), known) < (len(message), message):
        put_fact(tx, at.channel, f"last:{at.place}", message)


def note_move(tx: Tx, old: Address, new: Address) -> None:
    """A place has a new address; what was addressed to the old one follows."""
    tx.run(
        "INSERT OR REPLACE INTO place_moved (channel, old, new) VALUES (?, ?, ?)",
        old.channel,
        old.place,
        new.place,
    )


def moves(tx: Tx) -> dict[str, str]:
    """New place -> the first place it was, which is the one that the settings know."""
    before = {row["new"]: row["old"] for row in tx.all("SELECT old, new FROM place_moved")}
    return {new: _first(old, before) for new, old in before.items()}


def _first(place: str, before: dict[str, str]) -> str:
    seen = {place}
    while (older := before.get(place)) is not None and older not in seen:
        seen.add(older)
        place = older
    return place


def watched_rooms(tx: Tx, channel: ChannelName, since: datetime) -> list[WatchedRoom]:
    """Where the member of a ticket writes that is live, or was closed after ``since`` and may come back."""
    rows = tx.all(
        "SELECT DISTINCT coalesce(r.place, t.member_place) AS place,"
        " CASE WHEN r.name IS NULL THEN t.member_thread ELSE r.thread END AS thread"
        " FROM ticket t LEFT JOIN room r ON r.name = t.member_room AND r.gone_at IS NULL"
        f" WHERE t.channel = ? AND (t.member_room IS NULL OR r.name IS NOT NULL) AND {_LIVE_OR_LATE}",
        channel,
        to_db(since),
    )
    places = [Address(channel, row["place"], row["thread"]) for row in rows]
    return [WatchedRoom(at, last_in_room(tx, at)) for at in places]


def expects_files(tx: Tx, person: PersonRef, since: datetime, now: datetime) -> bool:
    """Whether words in private would go into a ticket: one that is live or was closed after ``since``, or a new one
    whose description the person was asked for."""
    of_ticket = tx.one(
        "SELECT 1 FROM ticket t JOIN person p ON p.id = t.person WHERE p.channel = ? AND p.external = ?"
        f" AND {_LIVE_OR_LATE} LIMIT 1",
        person.channel,
        person.id,
        to_db(since),
    )
    if of_ticket is not None:
        return True
    asked = tx.one(
        "SELECT 1 FROM dialog WHERE channel = ? AND external = ? AND step = 'describe' AND expires_at > ?",
        person.channel,
        person.id,
        to_db(now),
    )
    return asked is not None
