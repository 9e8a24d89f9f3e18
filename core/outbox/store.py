"""The outbox's rows: what waits, who has it, how it ended. Statements only; relay.py decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from core.channel import Receipt
from core.effects import Effect, OpenRoom, Outcome, Repeat
from core.ids import Address, ChannelName, EventId, MessageRef, RoomName
from core.outbox.lanes import channel_of, lane_of, place_of, room_of
from core.storage.db import Row, Tx
from core.storage.moments import from_db, to_db

# A place that moved may have moved again; a circle would be a mistake in the table.
_MOST_MOVES = 8
_FULL = "id, key, payload, attempts, expires_at"
_LIGHT = "id, channel, lane, urgency, place, not_before, expires_at, error IS NOT NULL AS tried"


@dataclass(frozen=True, slots=True)
class Queued:
    """What a relay keeps in memory for a waiting row.

    ``tried``: it waits for another attempt, and its lane with it.
    """

    id: int
    channel: ChannelName
    lane: str
    urgency: int
    place: str | None
    not_before: datetime | None = None
    expires_at: datetime | None = None
    tried: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row in state ``sending``. ``effect`` is as its service wrote it, names not resolved."""

    id: int
    key: str
    effect: Effect
    attempt: int
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Backlog:
    """``oldest`` is since when the oldest row of the channel waits that may be sent now."""

    channel: str
    waiting: int
    sending: int
    oldest: datetime | None


def add(tx: Tx, *, cause: EventId, effects: Sequence[Effect], now: datetime) -> list[Queued]:
    """Queue the effects of one event; what that event queued before is left out.

    Hand the result to ``post`` after the commit.
    """
    queued = (_insert(tx, f"{cause}#{position}", cause, effect, now) for position, effect in enumerate(effects))
    return [entry for entry in queued if entry is not None]


def unfinished(tx: Tx, channel: ChannelName) -> list[Queued]:
    """Everything not settled, in the order in which it would be sent."""
    rows = tx.all(
        f"SELECT {_LIGHT} FROM outbox WHERE channel = ? AND state IN ('waiting', 'sending') ORDER BY urgency, id",
        channel,
    )
    return [_light(row) for row in rows]


def take(tx: Tx, outbox_id: int, *, now: datetime, lease: timedelta) -> Claimed | None:
    """Claim a waiting row for one attempt; None if it does not wait any more.

    Raises msgspec.DecodeError if the payload cannot be read by this version.
    """
    row = tx.one(
        "UPDATE outbox SET state = 'sending', lease_until = ?, attempts = attempts + 1"
        f" WHERE id = ? AND state = 'waiting' RETURNING {_FULL}",
        to_db(now + lease), outbox_id,
    )  # fmt: skip
    return None if row is None else _claimed(row)


def left_sending(tx: Tx, channel: ChannelName) -> list[tuple[int, Repeat]]:
    """Rows that a process had claimed when it ended: nobody knows whether they were carried out."""
    rows = tx.all(
        "SELECT id, repeat FROM outbox WHERE channel = ? AND state = 'sending' AND state IN ('waiting', 'sending')",
        channel,
    )
    return sorted((row["id"], Repeat(row["repeat"])) for row in rows)


def claimed(tx: Tx, outbox_id: int) -> Claimed:
    """A row that this process claimed before. Raises msgspec.DecodeError as ``take`` does."""
    rows = tx.all(f"SELECT {_FULL} FROM outbox WHERE id = ?", outbox_id)
    return _claimed(rows[0])


def settle(tx: Tx, outbox_id: int, *, state: str, now: datetime, why: str = "", receipt: Receipt | None = None) -> bool:
    """End a row; false if it had ended already. What it brought about is noted by ``remember_sent``."""
    result = None
    if receipt is not None and receipt.message is not None:
        result = receipt.message.id
    changed = tx.run(
        "UPDATE outbox SET state = ?, error = ?, result = ?, settled_at = ?, lease_until = NULL,"
        " not_before = NULL WHERE id = ? AND state IN ('waiting', 'sending')",
        state, why or None, result, to_db(now), outbox_id,
    )  # fmt: skip
    return bool(changed)


def remember_sent(tx: Tx, effect: Effect, receipt: Receipt, now: datetime) -> None:
    """Note which message and which room an effect brought about, under the names that later effects use."""
    if receipt.message is not None and effect.note:
        at = receipt.message.at
        tx.run(
            "INSERT OR REPLACE INTO sent_message (note, channel, place, thread, message, at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            effect.note, at.channel, at.place, at.thread, receipt.message.id, to_db(now),
        )  # fmt: skip
    if receipt.room is not None and isinstance(effect, OpenRoom) and isinstance(effect.room, RoomName):
        room = receipt.room
        tx.run(
            "INSERT OR REPLACE INTO room (name, channel, place, thread, opened_at, gone_at)"
            " VALUES (?, ?, ?, ?, ?, NULL)",
            effect.room.name, room.channel, room.place, room.thread, to_db(now),
        )  # fmt: skip


def retry(tx: Tx, outbox_id: int, *, not_before: datetime | None, why: str, counts: bool = True) -> bool:
    """Hand a claimed row back. ``counts`` false takes back the attempt that ``take`` counted."""
    changed = tx.run(
        "UPDATE outbox SET state = 'waiting', not_before = ?, error = ?, lease_until = NULL,"
        " attempts = attempts - ? WHERE id = ? AND state = 'sending'",
        to_db(not_before), why, 0 if counts else 1, outbox_id,
    )  # fmt: skip
    return bool(changed)


def requeue(tx: Tx, outbox_id: int) -> Queued | None:
    """Send a failed, expired or uncertain row after all, as an operator asked; None if it cannot be."""
    row = tx.one(
        "UPDATE outbox SET state = 'waiting', attempts = 0, not_before = NULL, expires_at = NULL,"
        " error = NULL, settled_at = NULL"
        f" WHERE id = ? AND state IN ('failed', 'expired', 'uncertain') AND payload <> '' RETURNING {_LIGHT}",
        outbox_id,
    )
    return None if row is None else _light(row)


def forget_payloads_before(tx: Tx, when: datetime, most: int) -> int:
    """Empty at most so many rows that were settled before ``when``: the row stays, the words go."""
    return tx.run(
        "UPDATE outbox SET payload = '' WHERE id IN (SELECT id FROM outbox"
        " WHERE settled_at IS NOT NULL AND settled_at < ? AND payload <> '' LIMIT ?)",
        to_db(when), most,
    )  # fmt: skip


def forget_rows_before(tx: Tx, when: datetime, most: int) -> int:
    """Remove at most so many rows settled before ``when`` altogether; keep them longer than seen_event."""
    return tx.run(
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox"
        " WHERE settled_at IS NOT NULL AND settled_at < ? LIMIT ?)",
        to_db(when), most,
    )  # fmt: skip


def noted(tx: Tx, note: str) -> MessageRef | None:
    """The message that the effect with this note sent."""
    row = tx.one("SELECT channel, place, thread, message FROM sent_message WHERE note = ?", note)
    return None if row is None else MessageRef(_at(row), row["message"])


def is_coming(tx: Tx, note: str, *, before: int) -> bool:
    """Whether an earlier row with this note is not settled yet."""
    row = tx.one(
        "SELECT 1 FROM outbox WHERE note = ? AND note <> '' AND state IN ('waiting', 'sending') AND id < ?",
        note, before,
    )  # fmt: skip
    return row is not None


def room_at(tx: Tx, name: str) -> Address | None:
    """Where the room of this name is, if it is open."""
    row = tx.one("SELECT channel, place, thread FROM room WHERE name = ? AND gone_at IS NULL", name)
    return None if row is None else where_now(tx, _at(row))


def where_now(tx: Tx, at: Address) -> Address:
    """The address after every move that is known of."""
    for _ in range(_MOST_MOVES):
        new = tx.value("SELECT new FROM place_moved WHERE channel = ? AND old = ?", at.channel, at.place)
        if new is None:
            break
        at = msgspec.structs.replace(at, place=new)
    return at


def place_has_moved(tx: Tx, channel: ChannelName, old: str, new: str) -> None:
    """Everything addressed to ``old`` goes to ``new`` from now on. Repeating it changes nothing."""
    # Where it moves back, the older move must not lead round in a circle.
    tx.run("DELETE FROM place_moved WHERE channel = ? AND old = ?", channel, new)
    if old != new:
        tx.run("INSERT OR REPLACE INTO place_moved (channel, old, new) VALUES (?, ?, ?)", channel, old, new)


def put_aside(tx: Tx, claimed: Claimed, outcome: Outcome, *, error: str, now: datetime) -> None:
    """Keep an outcome that the core could not take, for a person to look at."""
    tx.run(
        "INSERT INTO dead_event (event_id, kind, channel, error, payload, attempts, created_at)"
        " VALUES (?, 'outcome', ?, ?, ?, 1, ?)",
        claimed.key, channel_of(claimed.effect), error, msgspec.json.encode(outcome).decode(), to_db(now),
    )  # fmt: skip


def backlogs(tx: Tx, now: datetime) -> list[Backlog]:
    """One entry for each channel that has something unfinished, by name."""
    rows = tx.all(
        "SELECT channel, sum(state = 'waiting') AS waiting, sum(state = 'sending') AS sending,"
        " min(CASE WHEN not_before IS NULL OR not_before <= ? THEN created_at END) AS oldest"
        " FROM outbox WHERE state IN ('waiting', 'sending') GROUP BY channel ORDER BY channel",
        to_db(now),
    )
    return [Backlog(row["channel"], row["waiting"], row["sending"], from_db(row["oldest"])) for row in rows]


def settled_since(tx: Tx, when: datetime) -> dict[str, int]:
    """How many rows ended in each state since ``when``; a state without any is left out."""
    rows = tx.all(
        "SELECT state, count(*) AS number FROM outbox WHERE settled_at IS NOT NULL AND settled_at >= ?"
        " GROUP BY state ORDER BY state",
        to_db(when),
    )
    return {row["state"]: row["number"] for row in rows}


def _at(row: Row) -> Address:
    return Address(row["channel"], row["place"], row["thread"])


def _insert(tx: Tx, key: str, cause: EventId, effect: Effect, now: datetime) -> Queued | None:
    channel, lane, place = channel_of(effect), lane_of(effect), place_of(effect)
    if place is None and (room := room_of(effect)) is not None and (at := room_at(tx, room)) is not None:
        place = at.place
    row = tx.one(
        "INSERT INTO outbox (key, channel, lane, urgency, kind, payload, note, repeat, not_before,"
        " expires_at, place, cause, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (key) DO NOTHING RETURNING id",
        key, channel, lane, int(effect.urgency), str(type(effect).__struct_config__.tag),
        msgspec.json.encode(effect).decode(), effect.note, int(effect.repeat), to_db(effect.not_before),
        to_db(effect.expires_at), place, cause, to_db(now),
    )  # fmt: skip
    if row is None:
        return None
    return Queued(row["id"], channel, lane, int(effect.urgency), place, effect.not_before, effect.expires_at)


def _light(row: Row) -> Queued:
    return Queued(
        row["id"],
        row["channel"],
        row["lane"],
        row["urgency"],
        row["place"],
        from_db(row["not_before"]),
        from_db(row["expires_at"]),
        bool(row["tried"]),
    )


def _claimed(row: Row) -> Claimed:
    effect = _DECODER.decode(row["payload"])
    return Claimed(row["id"], row["key"], effect, row["attempts"], from_db(row["expires_at"]))


_DECODER: msgspec.json.Decoder[Effect] = msgspec.json.Decoder(Effect)
