"""What staff do with a ticket: claim, reply, note, correct, set priority, close, reopen."""

import logging

from core.context import Context, Decision
from core.effects import EditText, Intent, SendText, Urgency
from core.events import ButtonPressed, CommandGiven, FormSubmitted
from core.ids import Noted, TicketId
from core.replying import reply
from core.text.markup import Bold, Italic, Markup, Quote, Text, lines, span
from core.tickets import healing, store
from core.tickets.card import refresh, room_of
from core.tickets.conversation import close, reopen
from core.tickets.model import Move, Priority, Ticket, ticket_of_room
from core.tickets.moving import fact, fresh, move
from core.tickets.noted import ticket_of_message
from core.tickets.rights import may

log = logging.getLogger(__name__)

StaffEvent = CommandGiven | ButtonPressed | FormSubmitted
# One message on every platform, so that a correction replaces all of it (Discord: 2000 with escapes and heading).
LONGEST_REPLY = 1800


def on_staff_act(event: StaffEvent, act: str, number: TicketId | None, words: str, ctx: Context) -> Decision:
    """Do one act to one ticket; ``number`` None means the ticket whose post this is."""
    if not may(ctx.role(event.author), act):
        log.warning("refused act=%s person=%s:%s", act, event.author.person.channel, event.author.person.id)
        return [reply(ctx, event, ctx.say("not-allowed"))]
    ticket = _ticket(event, number, ctx)
    if ticket is None:
        return [reply(ctx, event, ctx.say("no-ticket-here"))]
    if not ticket.is_live or act in ("close", "reopen"):
        return _done(event, act, ticket, words, ctx)
    return [*healing.post_if_missing(ticket, ctx), *_done(event, act, ticket, words, ctx)]


def _done(event: StaffEvent, act: str, ticket: Ticket, words: str, ctx: Context) -> Decision:
    match act:
        case "claim":
            return _claim(event, ticket, ctx)
        case "release":
            return _release(event, ticket, ctx)
        case "reply":
            return _reply(event, ticket, words.strip(), ctx)
        case "edit":
            return _edit(event, ticket, words.strip(), ctx)
        case "note":
            return _note(event, ticket, words.strip(), ctx)
        case "priority":
            return _priority(event, ticket, words, ctx)
        case "close":
            return _close(event, ticket, words.strip(), ctx)
        case "reopen":
            return _reopen(event, ticket, words.strip(), ctx)
    raise LookupError(f"no such act: {act}")


def _ticket(event: StaffEvent, number: TicketId | None, ctx: Context) -> Ticket | None:
    """The ticket of that number, else of the post, else of the message that a command replies to."""
    if number is None and ctx.room is not None:
        found = ticket_of_room(ctx.room)
        number = found[0] if found and found[1] == "staff" else None
    if number is None and isinstance(event, CommandGiven) and event.target is not None:
        number = ticket_of_message(event.target, ctx)
    return None if number is None else store.find(ctx.tx, number)


def _claim(event: StaffEvent, ticket: Ticket, ctx: Context) -> Decision:
    if ticket.claimed_by == event.author.person:
        return [reply(ctx, event, ctx.say("claimed-already-yours"), brief=True)]
    if ticket.claimed_by is not None:
        return [reply(ctx, event, ctx.say("claimed-by-other", name=ticket.claimed_name or ""), brief=True)]
    moved = move(ctx, ticket, Move.CLAIM, event.author)
    if moved is None:
        return [reply(ctx, event, ctx.say("ticket-not-open"), brief=True)]
    store.set_claim(ctx.tx, ticket.id, event.author)
    return [
        *refresh(ctx, fresh(ctx, moved)),
        reply(ctx, event, ctx.say("claimed", number=ticket.id), brief=True),
    ]


def _release(event: StaffEvent, ticket: Ticket, ctx: Context) -> Decision:
    if ticket.claimed_by is None:
        return [reply(ctx, event, ctx.say("not-claimed"), brief=True)]
    store.set_claim(ctx.tx, ticket.id, None)
    store.note_move(ctx.tx, ticket.id, "release", ticket.claimed_name or "", "", event.author, ctx.now)
    return [
        *refresh(ctx, fresh(ctx, ticket)),
        reply(ctx, event, ctx.say("released", number=ticket.id), brief=True),
    ]


def _refused_text(event: StaffEvent, words: str, longest: int, ctx: Context) -> Decision | None:
    if not words:
        return [reply(ctx, event, ctx.say("text-missing"))]
    if len(words) > longest:
        return [reply(ctx, event, ctx.say("text-too-long", longest=longest, length=len(words)))]
    if ctx.holds_secret:
        return [reply(ctx, event, ctx.say("staff-secret-refused"))]
    return None


def to_member_text(ctx: Context, ticket: Ticket, words: str, *, corrected: bool = False) -> Markup:
    """A reply as the member reads it: from the team, never from one person who could be written to or copied."""
    head = Bold(ctx.texts.ui(ticket.locale, "reply-from", community=ctx.community.name, number=ticket.id))
    tail = Italic(ctx.texts.ui(ticket.locale, "reply-corrected")) if corrected else None
    return lines(head, Text(words), tail)


def _reply(event: StaffEvent, ticket: Ticket, words: str, ctx: Context) -> Decision:
    refused = _refused_text(event, words, LONGEST_REPLY, ctx)
    if refused is not None:
        return refused
    moved = move(ctx, ticket, Move.STAFF_ANSWER, event.author)
    if moved is None:
        return [reply(ctx, event, ctx.say("ticket-not-open"))]
    warned = ticket.claimed_by is not None and ticket.claimed_by != event.author.person
    number = store.add_entry(ctx.tx, ticket.id, "reply", event.author, words, ctx.now, delivery="waiting")
    store.note_first_response(ctx.tx, ticket.id, ctx.now)
    if ticket.claimed_by is None:
        store.set_claim(ctx.tx, ticket.id, event.author)
    told = ctx.say("reply-on-its-way-other", name=ticket.claimed_name or "") if warned else ctx.say("reply-on-its-way")
    decision: Decision = [
        *healing.thread_if_missing(moved, ctx),
        SendText(to=moved.to_member, text=to_member_text(ctx, moved, words), note=f"ticket.reply:{number}"),
    ]
    room = room_of(ctx, moved)
    if room is not None:
        copy = lines(
            span(Bold(Text(event.author.name)), Text(" → "), Text(moved.person_name), Text(":")),
            Quote(Text(words)),
        )
        decision.append(SendText(to=room, text=copy, note=f"ticket.copy:{number}", urgency=Urgency.STAFF))
    return [
        *decision,
        *refresh(ctx, fresh(ctx, moved)),
        reply(ctx, event, told),
        fact(ctx, moved, "answered"),
    ]


def _edit(event: StaffEvent, ticket: Ticket, words: str, ctx: Context) -> Decision:
    """Correct the last reply on both sides."""
    refused = _refused_text(event, words, LONGEST_REPLY, ctx)
    if refused is not None:
        return refused
    last = store.last_reply(ctx.tx, ticket.id)
    if last is None:
        return [reply(ctx, event, ctx.say("nothing-to-edit"))]
    store.change_entry(ctx.tx, last.id, words, ctx.now)
    decision: Decision = [
        EditText(
            to=ticket.to_member,
            target=Noted(f"ticket.reply:{last.id}"),
            text=to_member_text(ctx, ticket, words, corrected=True),
            note=f"ticket.correction:{last.id}",
        )
    ]
    room = room_of(ctx, ticket)
    if room is not None:
        copy = lines(
            span(
                Bold(Text(event.author.name)),
                Text(" → "),
                Text(ticket.person_name),
                Text(": "),
                Italic(ctx.staff_say("edited")),
            ),
            Quote(Text(words)),
            ctx.staff_say("edited-before"),
            Quote(Text(last.text[:1000])),
        )
        decision.append(EditText(to=room, target=Noted(f"ticket.copy:{last.id}"), text=copy, urgency=Urgency.STAFF))
    return [*decision, reply(ctx, event, ctx.say("reply-corrected-both"))]


def _note(event: StaffEvent, ticket: Ticket, words: str, ctx: Context) -> Decision:
    refused = _refused_text(event, words, LONGEST_REPLY, ctx)
    if refused is not None:
        return refused
    store.add_entry(ctx.tx, ticket.id, "note", event.author, words, ctx.now)
    shown = lines(span(Text("📝 "), Bold(Text(event.author.name)), Text(":")), Quote(Text(words)))
    room = room_of(ctx, ticket)
    posted: list[Intent] = [SendText(to=room, text=shown, urgency=Urgency.STAFF)] if room else []
    return [*posted, reply(ctx, event, ctx.say("note-kept"), brief=True)]


def _priority(event: StaffEvent, ticket: Ticket, level: str, ctx: Context) -> Decision:
    if level not in set(Priority):
        return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
    store.set_priority(ctx.tx, ticket.id, Priority(level))
    store.note_move(ctx.tx, ticket.id, "priority", ticket.priority.value, level, event.author, ctx.now)
    told = ctx.say("priority-set", number=ticket.id, priority=ctx.words(f"priority-{level}"))
    return [*refresh(ctx, fresh(ctx, ticket)), reply(ctx, event, told, brief=True)]


def _close(event: StaffEvent, ticket: Ticket, reason: str, ctx: Context) -> Decision:
    if ctx.holds_secret:
        return [reply(ctx, event, ctx.say("staff-secret-refused"))]
    ended = close(ticket, event.author, reason, ctx)
    if not ended:
        return [reply(ctx, event, ctx.say("ticket-not-open"), brief=True)]
    return [*ended, reply(ctx, event, ctx.say("closed-by-you", number=ticket.id), brief=True)]


def _reopen(event: StaffEvent, ticket: Ticket, why: str, ctx: Context) -> Decision:
    newer = store.live_in(ctx.tx, ticket.person, ticket.category)
    if newer is not None and newer.id != ticket.id:
        return [reply(ctx, event, ctx.say("ticket-other-open", number=newer.id), brief=True)]
    back = reopen(ticket, event.author, why, ctx)
    if not back:
        return [reply(ctx, event, ctx.say("ticket-still-open"), brief=True)]
    return [*back, reply(ctx, event, ctx.say("reopened-by-you", number=ticket.id), brief=True)]
