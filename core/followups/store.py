"""SQL for follow-ups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.ids import Address, ChannelName, RoomName, Target, TicketId
from core.outbox import store as outbox
from core.storage.db import Row, Tx
from core.storage.moments import from_db, to_db


@dataclass(frozen=True, slots=True)
class Followup:
    id: int
    person: int
    ticket: TicketId | None
    kind: str
    to: Target
    locale: str
    due_at: datetime
    state: str


def plan(
    tx: Tx, *, person: int, ticket: TicketId, kind: str, to: Target, locale: str, due: datetime, now: datetime
) -> int:
    """Plan one follow-up; planning the same kind for the same ticket again only moves it."""
    at = to if isinstance(to, Address) else None
    tx.run("DELETE FROM followup WHERE ticket = ? AND kind = ? AND state = 'planned'", ticket, kind)
    # One that still waits in the outbox of a channel that is down has been overtaken.
    cancel_for_ticket(tx, ticket, "replaced", now)
    return tx.insert(
        "INSERT INTO followup (person, ticket, kind, channel, place, thread, room, locale, due_at, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        person,
        ticket,
        kind,
        to.channel,
        at.place if at else None,
        at.thread if at else None,
        to.name if isinstance(to, RoomName) else None,
        locale,
        to_db(due),
        to_db(now),
    )


def cancel_for_ticket(tx: Tx, ticket: TicketId, why: str, now: datetime) -> int:
    """Cancel what is planned for a ticket, and call back what has not left the outbox."""
    unsent = tx.all(
        "SELECT o.id FROM followup f JOIN outbox o ON o.note = 'followup.ask:' || f.id"
        " AND o.note <> '' AND o.state IN ('waiting', 'sending')"
        " WHERE f.ticket = ? AND f.state = 'sending' AND f.state IN ('planned', 'sending')",
        ticket,
    )
    for row in unsent:
        outbox.settle(tx, row["id"], state="expired", now=now, why=f"other: {why}")
    return tx.run(
        "UPDATE followup SET state = 'cancelled', why = ? WHERE ticket = ? AND state IN ('planned', 'sending')",
        why,
        ticket,
    )


def claim_due(tx: Tx, now: datetime, limit: int) -> list[Followup]:
    """Take what is due, oldest first; inside the transaction that queues it, so that it is sent once."""
    rows = tx.all(
        "SELECT * FROM followup WHERE state = 'planned' AND due_at <= ? ORDER BY due_at, id LIMIT ?",
        to_db(now),
        limit,
    )
    tx.many("UPDATE followup SET state = 'sending' WHERE id = ?", [(row["id"],) for row in rows])
    return [_followup(row) for row in rows]


def find(tx: Tx, number: int) -> Followup | None:
    row = tx.one("SELECT * FROM followup WHERE id = ?", number)
    return None if row is None else _followup(row)


def note_end(tx: Tx, number: int, state: str, why: str = "") -> None:
    """How the sending ended; an answer that came sooner stands."""
    tx.run("UPDATE followup SET state = ?, why = ? WHERE id = ? AND state = 'sending'", state, why, number)


def note_answer(tx: Tx, number: int, answer: str) -> None:
    tx.run("UPDATE followup SET state = 'answered', answer = ? WHERE id = ?", answer, number)


def forget_of_tickets(tx: Tx, tickets: Sequence[TicketId]) -> int:
    """Delete what belongs to tickets that are about to be deleted."""
    return tx.many("DELETE FROM followup WHERE ticket = ?", [(ticket,) for ticket in tickets])


def person_of(tx: Tx, ticket: TicketId) -> int:
    return int(tx.value("SELECT person FROM ticket WHERE id = ?", ticket))


def _followup(row: Row) -> Followup:
    channel = ChannelName(row["channel"])
    to: Target
    to = RoomName(row["room"], channel) if row["room"] else Address(channel, row["place"], row["thread"])
    return Followup(
        row["id"],
        row["person"],
        TicketId(row["ticket"]) if row["ticket"] is not None else None,
        row["kind"],
        to,
        row["locale"],
        from_db(row["due_at"]),
        row["state"],
    )


def next_due(tx: Tx) -> datetime | None:
    """When the next planned follow-up is due."""
    due: int | None = tx.value("SELECT min(due_at) FROM followup WHERE state = 'planned'")
    return from_db(due)
