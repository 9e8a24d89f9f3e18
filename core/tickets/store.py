"""SQL for tickets, their entries, their history and the steps of opening one."""

import sys
from collections.abc import Sequence
from datetime import datetime

from core.events import Author
from core.ids import Address, ChannelName, MessageRef, PersonRef, RoomName, Target, TicketId
from core.person import Person
from core.storage.db import Row, Tx
from core.storage.moments import from_db, to_db
from core.tickets.model import Entry, Priority, State, Ticket, member_room

_TICKET = (
    "SELECT t.*, p.channel AS person_channel, p.external AS person_external, p.name AS person_name"
    " FROM ticket t JOIN person p ON p.id = t.person"
)
WAITS_LOOKED_AT = 200
_LIVE = "state IN ('new', 'open', 'waiting', 'on-hold')"


def _moment(value: int | None) -> datetime | None:
    return None if value is None else from_db(value)


def _ticket(row: Row) -> Ticket:
    channel = ChannelName(row["channel"])
    to_member: Target
    if row["member_room"] is not None:
        to_member = RoomName(row["member_room"], channel)
    else:
        to_member = Address(channel, row["member_place"], row["member_thread"])
    claimed = PersonRef(ChannelName(row["claimed_channel"]), row["claimed_by"]) if row["claimed_by"] else None
    return Ticket(
        id=TicketId(row["id"]),
        person=row["person"],
        ref=PersonRef(ChannelName(row["person_channel"]), row["person_external"]),
        person_name=row["person_name"],
        to_member=to_member,
        category=row["category"],
        state=State(row["state"]),
        priority=Priority(row["priority"]),
        locale=row["locale"],
        claimed_by=claimed,
        claimed_name=row["claimed_name"],
        opened_at=from_db(row["opened_at"]),
        first_response_at=_moment(row["first_response_at"]),
        waiting_since=_moment(row["waiting_since"]),
        active_at=from_db(row["active_at"]),
        closed_at=_moment(row["closed_at"]),
        rating=row["rating"],
    )


def find(tx: Tx, ticket: TicketId) -> Ticket | None:
    row = tx.one(f"{_TICKET} WHERE t.id = ?", ticket)
    return None if row is None else _ticket(row)


def open_or_get(
    tx: Tx, person: Person, category: str, priority: Priority, at: Address | None, locale: str, now: datetime
) -> tuple[Ticket, bool]:
    """The person's open ticket of this category, or a new one (then True).

    ``at`` None: the member has no private chat with us and gets a room, named after the ticket.
    """
    known = live_in(tx, person.number, category)
    if known is not None:
        return known, False
    number = TicketId(
        tx.insert(
            "INSERT INTO ticket (person, channel, member_place, member_thread, category, state, priority, locale,"
            " opened_at, waiting_since, active_at) VALUES (?, ?, ?, ?, ?, 'new', ?, ?, ?, ?, ?)",
            person.number,
            person.ref.channel,
            at.place if at else None,
            at.thread if at else None,
            category,
            priority.value,
            locale,
            to_db(now),
            to_db(now),
            to_db(now),
        )
    )
    if at is None:
        tx.run("UPDATE ticket SET member_room = ? WHERE id = ?", member_room(number), number)
    ticket = find(tx, number)
    assert ticket is not None
    return ticket, True


def live_in(tx: Tx, person: int, category: str) -> Ticket | None:
    """The person's open ticket of a category; the schema allows one."""
    row = tx.one(f"{_TICKET} WHERE t.person = ? AND t.category = ? AND t.{_LIVE}", person, category)
    return None if row is None else _ticket(row)


def live_count(tx: Tx, person: Person) -> int:
    return int(tx.value(f"SELECT count(*) FROM ticket WHERE person = ? AND {_LIVE}", person.number))


def live_of(tx: Tx, person: Person, channel: ChannelName) -> Ticket | None:
    """The person's open ticket on a channel that was last active, where their words belong."""
    row = tx.one(
        f"{_TICKET} WHERE t.person = ? AND t.channel = ? AND t.member_room IS NULL AND t.{_LIVE}"
        " ORDER BY t.active_at DESC, t.id DESC LIMIT 1",
        person.number,
        channel,
    )
    return None if row is None else _ticket(row)


def last_closed_of(tx: Tx, person: Person, channel: ChannelName, since: datetime) -> Ticket | None:
    """The person's ticket that was closed last, if that was after ``since``."""
    row = tx.one(
        f"{_TICKET} WHERE t.person = ? AND t.channel = ? AND t.member_room IS NULL"
        " AND t.state IN ('resolved', 'closed') AND t.closed_at >= ? ORDER BY t.closed_at DESC LIMIT 1",
        person.number,
        channel,
        to_db(since),
    )
    return None if row is None else _ticket(row)


def all_of(tx: Tx, person: int, limit: int) -> list[Ticket]:
    """A person's tickets, newest first."""
    return [_ticket(row) for row in tx.all(f"{_TICKET} WHERE t.person = ? ORDER BY t.id DESC LIMIT ?", person, limit)]


def count_before(tx: Tx, ticket: Ticket) -> int:
    """How many tickets the person had before this one."""
    return int(tx.value("SELECT count(*) FROM ticket WHERE person = ? AND id < ?", ticket.person, ticket.id))


def forget(tx: Tx, tickets: Sequence[TicketId]) -> None:
    """Delete tickets with everything that was said in them."""
    ids = [(ticket,) for ticket in tickets]
    tx.many("DELETE FROM ticket_entry WHERE ticket = ?", ids)
    tx.many("DELETE FROM ticket_move WHERE ticket = ?", ids)
    tx.many("UPDATE ticket SET previous = NULL WHERE previous = ?", ids)
    tx.many("DELETE FROM ticket WHERE id = ?", ids)


def set_state(tx: Tx, ticket: Ticket, state: State, now: datetime) -> None:
    closed = to_db(now) if state in (State.CLOSED, State.RESOLVED) else None
    waiting = {State.WAITING: None, State.CLOSED: None, State.RESOLVED: None, State.ON_HOLD: None}.get(
        state, to_db(ticket.waiting_since or now)
    )
    tx.run(
        "UPDATE ticket SET state = ?, closed_at = ?, waiting_since = ?, active_at = ? WHERE id = ?",
        state.value,
        closed,
        waiting,
        to_db(now),
        ticket.id,
    )


def wait_from(tx: Tx, ticket: TicketId, now: datetime) -> None:
    """The member waits for staff since now, unless they had been waiting already."""
    tx.run("UPDATE ticket SET waiting_since = coalesce(waiting_since, ?) WHERE id = ?", to_db(now), ticket)


def set_reason(tx: Tx, ticket: TicketId, reason: str) -> None:
    tx.run("UPDATE ticket SET reason = ? WHERE id = ?", reason, ticket)


def note_first_response(tx: Tx, ticket: TicketId, now: datetime) -> None:
    tx.run(
        "UPDATE ticket SET first_response_at = ? WHERE id = ? AND first_response_at IS NULL",
        to_db(now),
        ticket,
    )


def set_claim(tx: Tx, ticket: TicketId, who: Author | None) -> None:
    tx.run(
        "UPDATE ticket SET claimed_channel = ?, claimed_by = ?, claimed_name = ? WHERE id = ?",
        who.person.channel if who else None,
        who.person.id if who else None,
        who.name if who else None,
        ticket,
    )


def set_caller(tx: Tx, ticket: TicketId, caller: str) -> None:
    """Remember who can be answered directly until the member's thread is there."""
    tx.run("UPDATE ticket SET caller = ? WHERE id = ?", caller, ticket)


def take_caller(tx: Tx, ticket: TicketId) -> str | None:
    """Who can be answered directly; forgotten with that."""
    caller: str | None = tx.value("SELECT caller FROM ticket WHERE id = ?", ticket)
    tx.run("UPDATE ticket SET caller = NULL WHERE id = ? AND caller IS NOT NULL", ticket)
    return caller


def set_priority(tx: Tx, ticket: TicketId, priority: Priority) -> None:
    tx.run("UPDATE ticket SET priority = ? WHERE id = ?", priority.value, ticket)


def set_member_place(tx: Tx, old: Address, new: Address) -> int:
    """A member's place moved; the tickets follow."""
    return tx.run(
        "UPDATE ticket SET member_place = ? WHERE channel = ? AND member_place = ?",
        new.place,
        old.channel,
        old.place,
    )


def rate(tx: Tx, ticket: TicketId, stars: int, now: datetime) -> None:
    """Note one to five stars; a later tap replaces an earlier one."""
    tx.run("UPDATE ticket SET rating = ?, rated_at = ? WHERE id = ?", stars, to_db(now), ticket)


def add_entry(
    tx: Tx,
    ticket: TicketId,
    kind: str,
    author: Author | None,
    text: str,
    now: datetime,
    *,
    origin: MessageRef | None = None,
    media: str = "",
    delivery: str = "none",
) -> int:
    """Write one line of the conversation and return its number."""
    return tx.insert(
        "INSERT INTO ticket_entry (ticket, at, kind, author_channel, author, author_name, text, media, origin_channel,"
        " origin_place, origin_thread, origin_message, delivery) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ticket,
        to_db(now),
        kind,
        author.person.channel if author else None,
        author.person.id if author else None,
        author.name if author else "",
        text,
        media,
        origin.at.channel if origin else None,
        origin.at.place if origin else None,
        origin.at.thread if origin else None,
        origin.id if origin else None,
        delivery,
    )


def entry(tx: Tx, number: int) -> Entry | None:
    row = tx.one("SELECT id, ticket, kind, author_name, text FROM ticket_entry WHERE id = ?", number)
    return None if row is None else _entry(row)


def entry_from(tx: Tx, origin: MessageRef) -> Entry | None:
    """The entry made from a message; None when it belongs to no ticket."""
    row = tx.one(
        "SELECT id, ticket, kind, author_name, text FROM ticket_entry"
        " WHERE origin_channel = ? AND origin_place = ? AND origin_message = ? AND deleted_at IS NULL",
        origin.at.channel,
        origin.at.place,
        origin.id,
    )
    return None if row is None else _entry(row)


def entries(tx: Tx, ticket: TicketId, limit: int, before: int | None = None) -> list[Entry]:
    """The last lines of a ticket, or the last before an entry, oldest first."""
    rows = tx.all(
        "SELECT id, ticket, kind, author_name, text FROM ticket_entry WHERE ticket = ? AND deleted_at IS NULL"
        " AND id < ? ORDER BY id DESC LIMIT ?",
        ticket,
        sys.maxsize if before is None else before,
        limit,
    )
    return [_entry(row) for row in reversed(rows)]


def last_reply(tx: Tx, ticket: TicketId) -> Entry | None:
    row = tx.one(
        "SELECT id, ticket, kind, author_name, text FROM ticket_entry WHERE ticket = ? AND kind = 'reply'"
        " AND deleted_at IS NULL ORDER BY id DESC LIMIT 1",
        ticket,
    )
    return None if row is None else _entry(row)


def change_entry(tx: Tx, number: int, text: str, now: datetime) -> None:
    tx.run("UPDATE ticket_entry SET text = ?, edited_at = ? WHERE id = ?", text, to_db(now), number)


def remove_entry(tx: Tx, number: int, now: datetime) -> None:
    tx.run("UPDATE ticket_entry SET deleted_at = ? WHERE id = ?", to_db(now), number)


def set_delivery(tx: Tx, number: int, delivery: str) -> None:
    tx.run("UPDATE ticket_entry SET delivery = ? WHERE id = ?", delivery, number)


def member_entries_since(tx: Tx, ticket: TicketId, since: datetime) -> int:
    return int(
        tx.value(
            "SELECT count(*) FROM ticket_entry WHERE ticket = ? AND kind = 'member' AND at >= ?",
            ticket,
            to_db(since),
        )
    )


def noted_since(tx: Tx, ticket: TicketId, what: str, since: datetime) -> bool:
    """Whether somebody was told of this lately; the notice stands among the entries, as one of the system."""
    query = "SELECT 1 FROM ticket_entry WHERE ticket = ? AND kind = 'system' AND text = ? AND at >= ?"
    return tx.one(query, ticket, what, to_db(since)) is not None


def _entry(row: Row) -> Entry:
    return Entry(row["id"], TicketId(row["ticket"]), row["kind"], row["author_name"], row["text"])


def note_move(
    tx: Tx,
    ticket: TicketId,
    what: str,
    before: str,
    after: str,
    who: Author | None,
    now: datetime,
    why: str = "",
) -> None:
    """Add a line to the append-only history."""
    tx.insert(
        "INSERT INTO ticket_move (ticket, at, what, before, after, who_channel, who, who_name, why)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ticket,
        to_db(now),
        what,
        before,
        after,
        who.person.channel if who else None,
        who.person.id if who else None,
        who.name if who else "",
        why,
    )


def median_first_response(tx: Tx, since: datetime) -> float | None:
    """Seconds until the first answer: median of the last answered tickets opened since; None with fewer than five."""
    rows = tx.all(
        "SELECT first_response_at - opened_at AS wait FROM ticket WHERE opened_at >= ?"
        " AND first_response_at IS NOT NULL ORDER BY opened_at DESC LIMIT ?",
        to_db(since),
        WAITS_LOOKED_AT,
    )
    if len(rows) < 5:
        return None
    return float(sorted(row["wait"] for row in rows)[len(rows) // 2]) / 1_000_000


def put_dialog(tx: Tx, person: PersonRef, step: str, data: str, expires: datetime) -> None:
    """Remember what a person was asked last; a newer question replaces it."""
    tx.run(
        "INSERT INTO dialog (channel, external, step, data, expires_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (channel, external) DO UPDATE SET step = excluded.step, data = excluded.data,"
        " expires_at = excluded.expires_at",
        person.channel,
        person.id,
        step,
        data,
        to_db(expires),
    )


def dialog(tx: Tx, person: PersonRef, now: datetime) -> tuple[str, str] | None:
    """The step and data of a question that still waits for its answer."""
    row = tx.one(
        "SELECT step, data FROM dialog WHERE channel = ? AND external = ? AND expires_at > ?",
        person.channel,
        person.id,
        to_db(now),
    )
    return None if row is None else (row["step"], row["data"])


def forget_dialogs(tx: Tx, now: datetime) -> int:
    """Delete the questions whose time is over."""
    return tx.run("DELETE FROM dialog WHERE expires_at <= ?", to_db(now))


def end_dialog(tx: Tx, person: PersonRef) -> bool:
    return tx.run("DELETE FROM dialog WHERE channel = ? AND external = ?", person.channel, person.id) == 1
