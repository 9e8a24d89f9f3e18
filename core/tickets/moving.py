"""Changing the state of a ticket: by the table of moves, with a line of history each time."""

from core.context import Context
from core.events import Author
from core.facts import TicketFact
from core.tickets import store
from core.tickets.model import Move, State, Ticket, after


def move(ctx: Context, ticket: Ticket, by: Move, who: Author | None, why: str = "") -> Ticket | None:
    """The ticket after a move, or None when the table does not allow it."""
    state = after(ticket.state, by)
    if state is None:
        return None
    if state == State.OPEN and ticket.state in (State.WAITING, State.CLOSED, State.RESOLVED, State.ON_HOLD):
        ticket = _waiting_from_now(ctx, ticket)
    store.set_state(ctx.tx, ticket, state, ctx.now)
    if state != ticket.state or by in (Move.CLAIM, Move.CLOSE, Move.REOPEN):
        store.note_move(ctx.tx, ticket.id, by.value, ticket.state.value, state.value, who, ctx.now, why)
    return fresh(ctx, ticket)


def fresh(ctx: Context, ticket: Ticket) -> Ticket:
    """The ticket as the transaction now has it."""
    found = store.find(ctx.tx, ticket.id)
    assert found is not None
    return found


def fact(ctx: Context, ticket: Ticket, happened: str) -> TicketFact:
    return TicketFact(
        happened=happened,
        ticket=ticket.id,
        person=ticket.ref,
        to=ticket.to_member,
        locale=ticket.locale,
        category=ticket.category,
        when=ctx.now,
    )


def _waiting_from_now(ctx: Context, ticket: Ticket) -> Ticket:
    store.wait_from(ctx.tx, ticket.id, ctx.now)
    return fresh(ctx, ticket)
