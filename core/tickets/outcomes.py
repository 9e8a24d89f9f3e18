"""How what we sent about a ticket ended: marks for staff, a word to whoever waits, and another way round."""

from datetime import timedelta

from core.channel import Capability
from core.context import Context, Decision
from core.effects import Answer, NotifyStaff, OpenRoom, Outcome, React, Repeat, SendText, Urgency
from core.ids import Noted, TicketId
from core.replying import ANSWER_LIVES
from core.text.markup import Quote, Text, lines
from core.tickets import healing, store
from core.tickets.card import controls, room_of
from core.tickets.model import Ticket

TOLD_AGAIN_AFTER = timedelta(hours=1)
KNOWN_REASONS = frozenset(
    {"blocked", "forbidden", "gone", "too-long", "attempts", "expired", "uncertain", "room-missing"}
)


def reply_ended(entry: int, outcome: Outcome, ctx: Context) -> Decision:
    """Show on the staff's copy of a reply whether the member got it; a failure is said in words.

    A reply that found the member's thread deleted goes again into a new one.
    """
    delivered, reason = outcome.state == "sent", _reason(outcome)
    line = store.entry(ctx.tx, entry)
    ticket = store.find(ctx.tx, line.ticket) if line else None
    again = healing.through_new_thread(ticket, outcome.effect, reason, ctx) if ticket and not delivered else []
    if again:
        return again
    state = "uncertain" if reason == "uncertain" else "failed"
    store.set_delivery(ctx.tx, entry, "sent" if delivered else state)
    room = room_of(ctx, ticket) if ticket else None
    if room is None:
        return []
    mark = React(
        to=room,
        target=Noted(f"ticket.copy:{entry}"),
        mark="delivered" if delivered else "failed",
        urgency=Urgency.STAFF,
        repeat=Repeat.HARMLESS,
    )
    if delivered:
        return [mark]
    told = SendText(
        to=room,
        text=ctx.staff_say(f"not-delivered-{reason}" if reason in KNOWN_REASONS else "not-delivered-other"),
        reply_to=Noted(f"ticket.copy:{entry}"),
        urgency=Urgency.STAFF,
    )
    return [mark, told]


def correction_failed(entry: int, ctx: Context) -> Decision:
    """The reply stands at the member's as it was; staff see that."""
    line = store.entry(ctx.tx, entry)
    ticket = store.find(ctx.tx, line.ticket) if line else None
    room = room_of(ctx, ticket) if ticket else None
    if room is None:
        return []
    told = ctx.staff_say("not-delivered-correction")
    return [SendText(to=room, text=told, reply_to=Noted(f"ticket.copy:{entry}"), urgency=Urgency.STAFF)]


def entry_ended(entry: int, outcome: Outcome, ctx: Context) -> Decision:
    """The member's words reached the post, or go again into a new one; else staff get them as a card to answer."""
    line = store.entry(ctx.tx, entry)
    ticket = store.find(ctx.tx, line.ticket) if line else None
    delivered = outcome.state == "sent"
    if ticket and not delivered:
        again = healing.through_new_post(ticket, entry, outcome.effect, _reason(outcome), ctx)
        if again:
            return again
    store.set_delivery(ctx.tx, entry, outcome.state if outcome.state in ("sent", "uncertain") else "failed")
    if delivered or line is None or ticket is None:
        return []
    return [
        NotifyStaff(
            text=lines(ctx.staff_say("entry-not-shown", number=ticket.id), Quote(Text(line.text))),
            controls=controls(ctx, ticket),
            note=f"ticket.unshown:{entry}",
            urgency=Urgency.WAITING,
        )
    ]


def post_failed(number: TicketId, outcome: Outcome, ctx: Context) -> Decision:
    """The post of a ticket could not be made: staff get a card instead, and the ticket lives on."""
    ticket = store.find(ctx.tx, number)
    return [] if ticket is None else _trouble(ticket, "post-failed", outcome, ctx)


def thread_ended(number: TicketId, outcome: Outcome, ctx: Context) -> Decision:
    """The member's thread is there, or could not be opened: then staff and the member, who waits for it, are told."""
    caller = store.take_caller(ctx.tx, number)
    ticket = store.find(ctx.tx, number)
    if outcome.state == "sent" or ticket is None or not isinstance(outcome.effect, OpenRoom):
        return []
    told = _trouble(ticket, "thread-failed", outcome, ctx)
    if caller is None or not ctx.can(ticket.ref.channel, Capability.PRIVATE_ANSWERS):
        return told
    sorry = Answer(
        channel=ticket.ref.channel,
        caller=caller,
        text=ctx.texts.ui(ticket.locale, "ticket-thread-failed", number=number),
        urgency=Urgency.REMOVAL,
        expires_at=ctx.now + ANSWER_LIVES,
    )
    return [sorry, *told]


def _trouble(ticket: Ticket, key: str, outcome: Outcome, ctx: Context) -> Decision:
    """A card that says what is wrong, with what can be done about the ticket; not again and again."""
    if store.noted_since(ctx.tx, ticket.id, key, ctx.now - TOLD_AGAIN_AFTER):
        return []
    store.add_entry(ctx.tx, ticket.id, "system", None, key, ctx.now)
    return [
        NotifyStaff(
            text=ctx.staff_say(key, number=ticket.id, why=Text(_why(outcome))),
            controls=controls(ctx, ticket),
            note=f"ticket.{key}:{ticket.id}",
            urgency=Urgency.STAFF,
        )
    ]


def _why(outcome: Outcome) -> str:
    return outcome.why if outcome.state == "failed" and outcome.why else outcome.state


def _reason(outcome: Outcome) -> str:
    return _why(outcome).partition(":")[0]
