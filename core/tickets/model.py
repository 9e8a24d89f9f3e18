"""States of a ticket as one table of allowed moves, and the values of the area."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.ids import PersonRef, Target, TicketId


class State(StrEnum):
    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"  # staff answered, the member's turn
    ON_HOLD = "on-hold"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Move(StrEnum):
    """What can happen to a ticket's state."""

    CLAIM = "claim"
    STAFF_ANSWER = "staff-answer"
    MEMBER_WRITES = "member-writes"
    HOLD = "hold"
    RESOLVE = "resolve"
    CLOSE = "close"
    REOPEN = "reopen"


LIVE = frozenset({State.NEW, State.OPEN, State.WAITING, State.ON_HOLD})

# Every allowed move; what is not here is refused. A move may lead to the state it came from.
MOVES: dict[tuple[State, Move], State] = {
    (State.NEW, Move.CLAIM): State.OPEN,
    (State.OPEN, Move.CLAIM): State.OPEN,
    (State.WAITING, Move.CLAIM): State.WAITING,
    (State.ON_HOLD, Move.CLAIM): State.OPEN,
    (State.NEW, Move.STAFF_ANSWER): State.WAITING,
    (State.OPEN, Move.STAFF_ANSWER): State.WAITING,
    (State.WAITING, Move.STAFF_ANSWER): State.WAITING,
    (State.ON_HOLD, Move.STAFF_ANSWER): State.WAITING,
    (State.NEW, Move.MEMBER_WRITES): State.NEW,
    (State.OPEN, Move.MEMBER_WRITES): State.OPEN,
    (State.WAITING, Move.MEMBER_WRITES): State.OPEN,
    (State.ON_HOLD, Move.MEMBER_WRITES): State.OPEN,
    (State.OPEN, Move.HOLD): State.ON_HOLD,
    (State.NEW, Move.HOLD): State.ON_HOLD,
    (State.WAITING, Move.HOLD): State.ON_HOLD,
    (State.OPEN, Move.RESOLVE): State.RESOLVED,
    (State.WAITING, Move.RESOLVE): State.RESOLVED,
    (State.ON_HOLD, Move.RESOLVE): State.RESOLVED,
    (State.NEW, Move.CLOSE): State.CLOSED,
    (State.OPEN, Move.CLOSE): State.CLOSED,
    (State.WAITING, Move.CLOSE): State.CLOSED,
    (State.ON_HOLD, Move.CLOSE): State.CLOSED,
    (State.RESOLVED, Move.CLOSE): State.CLOSED,
    (State.RESOLVED, Move.REOPEN): State.OPEN,
    (State.CLOSED, Move.REOPEN): State.OPEN,
}


def after(state: State, move: Move) -> State | None:
    """The state that a move leads to, or None when it is not allowed."""
    return MOVES.get((state, move))


class Priority(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


CATEGORIES = ("account", "transaction", "security", "technical", "project", "legal", "complaint", "other")


@dataclass(frozen=True, slots=True)
class Ticket:
    """``to_member`` is where the member reads and writes; ``claimed_by`` the person on staff who took it."""

    id: TicketId
    person: int
    ref: PersonRef
    person_name: str
    to_member: Target
    category: str
    state: State
    priority: Priority
    locale: str
    claimed_by: PersonRef | None
    claimed_name: str | None
    opened_at: datetime
    first_response_at: datetime | None
    waiting_since: datetime | None
    active_at: datetime
    closed_at: datetime | None
    rating: int | None

    @property
    def is_live(self) -> bool:
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a conversation. ``kind``: member, reply, note or system."""

    id: int
    ticket: TicketId
    kind: str
    author_name: str
    text: str


def member_room(ticket: TicketId) -> str:
    """The name of the private room in which a member without a private chat reads."""
    return f"ticket:{ticket}:member"


def staff_room(ticket: TicketId) -> str:
    """The name of the post in which staff work on a ticket."""
    return f"ticket:{ticket}:staff"


def ticket_of_room(room: str) -> tuple[TicketId, str] | None:
    """Which ticket a room belongs to, and whose side it is (member, staff)."""
    parts = room.split(":")
    if len(parts) != 3 or parts[0] != "ticket" or not parts[1].isdigit():
        return None
    return TicketId(int(parts[1])), parts[2]
