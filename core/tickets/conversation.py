"""What members write in a ticket: into the record and on to staff; edits, removals, coming back after the end."""

from core.context import Context, Decision
from core.effects import (
    Action,
    Button,
    Controls,
    EditText,
    Intent,
    Repeat,
    SendText,
    UpdateRoom,
    Urgency,
)
from core.events import Author, ButtonPressed, Media, MessageDeleted, MessageReceived
from core.ids import MessageRef, Noted, RoomName, Target, TicketId
from core.text.markup import Bold, Italic, Markup, Quote, Text, lines, span
from core.tickets import healing, store
from core.tickets.card import refresh, room_of
from core.tickets.model import Entry, Move, State, Ticket
from core.tickets.moving import fact, move
from core.tickets.thanks import is_thanks

SHOWN_BEFORE = 1200


def on_member_message(event: MessageReceived, ticket: Ticket, ctx: Context) -> Decision:
    """Words of a member in their own conversation: a live ticket takes them in, an ended one comes back."""
    if ticket.is_live:
        return _take_in(event, ticket, ctx)
    if says_thanks(event, ctx):
        return [SendText(to=event.at, text=ctx.say("thanks-answer"))]
    newer = store.live_in(ctx.tx, ticket.person, ticket.category)
    if newer is not None:
        told = SendText(to=event.at, text=ctx.say("ticket-added", number=newer.id))
        return [*_take_in(event, newer, ctx), told]
    if may_come_back(ticket, ctx):
        return [*reopen(ticket, event.author, "", ctx), *_again(event, ticket, ctx)]
    return ended(ticket.id, event.at, ctx)


def on_forgotten(number: TicketId, event: MessageReceived, ctx: Context) -> Decision:
    """Words in a thread that outlived its ticket, which was forgotten with everything said in it."""
    if says_thanks(event, ctx):
        return [SendText(to=event.at, text=ctx.say("thanks-answer"))]
    return ended(number, event.at, ctx)


def ended(number: TicketId, at: Target, ctx: Context) -> Decision:
    """Say that a ticket does not come back; a new one is a tap away."""
    again = Button(label=ctx.words("button-open-ticket"), action=Action("support"), private=True)
    return [SendText(to=at, text=ctx.say("ticket-ended", number=number), controls=Controls(((again,),)))]


def says_thanks(event: MessageReceived, ctx: Context) -> bool:
    """Whether a message only says thanks, in any of our languages: that opens nothing."""
    words = (word for locale in ctx.texts.locales for word in ctx.texts.words(locale, "thanks-words").split(","))
    return not event.media and is_thanks(event.text, words)


def _again(event: MessageReceived, ticket: Ticket, ctx: Context) -> Decision:
    back = store.find(ctx.tx, ticket.id)
    assert back is not None
    return _take_in(event, back, ctx, whole=True)


def _take_in(event: MessageReceived, ticket: Ticket, ctx: Context, *, whole: bool = False) -> Decision:
    recent = store.member_entries_since(ctx.tx, ticket.id, ctx.now - ctx.policy.flood_window)
    if recent >= ctx.policy.flood_limit:
        if store.noted_since(ctx.tx, ticket.id, "flood", ctx.now - ctx.policy.flood_window):
            return []
        store.add_entry(ctx.tx, ticket.id, "system", None, "flood", ctx.now)
        return [SendText(to=event.at, text=ctx.say("ticket-flood", limit=ctx.policy.flood_limit))]
    return member_adds(ctx, ticket, event.author, event.text, event.message, event.media, whole=whole)


def member_adds(
    ctx: Context,
    ticket: Ticket,
    author: Author,
    text: str,
    origin: MessageRef | None,
    media: tuple[Media, ...],
    *,
    whole: bool = False,
) -> Decision:
    """Words for an open ticket, however they came: staff see them, and the member waits for staff again.

    ``whole``: the post was seen to by this event already; else it is made anew where it is missing.
    """
    healed = [] if whole else healing.post_if_missing(ticket, ctx)
    relayed = [*healed, *relay_to_staff(ctx, ticket, author, text, origin, media)]
    moved = move(ctx, ticket, Move.MEMBER_WRITES, author)
    if moved is None or moved.state == ticket.state:
        return relayed
    return [*relayed, *refresh(ctx, moved)]


def relay_to_staff(
    ctx: Context,
    ticket: Ticket,
    author: Author,
    text: str,
    origin: MessageRef | None,
    media: tuple[Media, ...],
) -> Decision:
    """Write the member's words down and show them to staff; each file goes as a message of its own."""
    room = room_of(ctx, ticket)
    names = ", ".join(item.name for item in media)
    number = store.add_entry(
        ctx.tx,
        ticket.id,
        "member",
        author,
        text,
        ctx.now,
        origin=origin,
        media=names,
        delivery="waiting" if room else "none",
    )
    if room is None:
        return []
    shown = lines(span(Bold(Text(author.name)), Text(":")), Quote(Text(text))) if text else Bold(Text(author.name))
    kept = [item for item in media if item.stored is not None]
    lost = [
        ctx.staff_say(f"media-{item.problem or 'unavailable'}", name=item.name) for item in media if not item.stored
    ]
    first = SendText(
        to=room,
        text=lines(shown, *lost) if lost else shown,
        media=kept[0] if kept else None,
        note=f"ticket.entry:{number}",
        urgency=Urgency.WAITING,
    )
    more = [SendText(to=room, text=Text(item.name), media=item, urgency=Urgency.WAITING) for item in kept[1:]]
    return [first, *more]


def on_member_edit(event: MessageReceived, entry: Entry, ctx: Context) -> Decision:
    """A member changed their words: staff see before and after on the same message."""
    if event.text == entry.text:
        return []
    ticket = store.find(ctx.tx, entry.ticket)
    assert ticket is not None
    store.change_entry(ctx.tx, entry.id, event.text, ctx.now)
    room = room_of(ctx, ticket)
    if room is None:
        return []
    shown = lines(
        span(Bold(Text(event.author.name)), Text(": "), Italic(ctx.staff_say("edited"))),
        Quote(Text(event.text)),
        ctx.staff_say("edited-before"),
        Quote(Text(entry.text[:SHOWN_BEFORE])),
    )
    return [EditText(to=room, target=Noted(f"ticket.entry:{entry.id}"), text=shown)]


def on_removed(event: MessageDeleted, entry: Entry, ctx: Context) -> Decision:
    """A message of a ticket is gone on one side. A member's words stay in the record, marked."""
    ticket = store.find(ctx.tx, entry.ticket)
    assert ticket is not None
    store.remove_entry(ctx.tx, entry.id, ctx.now)
    room = room_of(ctx, ticket)
    if entry.kind != "member" or room is None:
        return []
    shown: Markup = lines(
        span(Bold(Text(entry.author_name)), Text(": "), Italic(ctx.staff_say("deleted-by-member"))),
        Quote(Text(entry.text[:SHOWN_BEFORE])),
    )
    return [EditText(to=room, target=Noted(f"ticket.entry:{entry.id}"), text=shown)]


def reopen(ticket: Ticket, who: Author, why: str, ctx: Context) -> Decision:
    """Bring an ended ticket back; both sides are told, the post and the thread come back from the archive.

    Nothing when the ticket is open, or when the member has a newer open one of the same category.
    """
    if store.live_in(ctx.tx, ticket.person, ticket.category) is not None:
        return []
    moved = move(ctx, ticket, Move.REOPEN, who, why)
    if moved is None:
        return []
    told: list[Intent] = [
        SendText(
            to=moved.to_member,
            text=ctx.texts.ui(moved.locale, "ticket-reopened", number=moved.id),
            repeat=Repeat.RESEND,
        )
    ]
    decision: Decision = [*_thread_back(moved, ctx), *told, *_post_back(moved, ctx)]
    room = room_of(ctx, moved)
    if room is not None:
        said = ctx.staff_say("ticket-reopened-by", name=who.name)
        decision.append(SendText(to=room, text=said, urgency=Urgency.STAFF))
    return [*decision, fact(ctx, moved, "reopened")]


def _thread_back(ticket: Ticket, ctx: Context) -> Decision:
    """The member's thread from the archive, or a new one where there is none (any more)."""
    if not isinstance(ticket.to_member, RoomName):
        return []
    return healing.thread_if_missing(ticket, ctx) or [UpdateRoom(to=ticket.to_member, archived=False)]


def _post_back(ticket: Ticket, ctx: Context) -> Decision:
    return healing.post_if_missing(ticket, ctx) or [*refresh(ctx, ticket)]


def close(ticket: Ticket, who: Author, reason: str, ctx: Context) -> Decision:
    """End a ticket: the member is told, asked for a rating if that is wanted, and everything is put away."""
    moved = move(ctx, ticket, Move.CLOSE, who, reason)
    if moved is None:
        return []
    if reason:
        store.set_reason(ctx.tx, ticket.id, reason)
    texts, locale = ctx.texts, moved.locale
    told = [texts.ui(locale, "ticket-closed", number=moved.id)]
    if reason:
        told.append(Quote(Text(reason)))
    rows: tuple[tuple[Button, ...], ...] = ()
    if ctx.policy.asks_rating:
        told.append(texts.ui(locale, "rating-ask"))
        rows = (
            tuple(
                Button(label="★" * stars, action=Action("t-rate", f"{moved.id}-{stars}", moved.ref))
                for stars in range(1, 6)
            ),
        )
    told.append(texts.ui(locale, "ticket-closed-how"))
    decision: Decision = [
        *healing.thread_if_missing(moved, ctx),
        SendText(to=moved.to_member, text=lines(*told), controls=Controls(rows), note=f"ticket.closing:{moved.id}"),
    ]
    if isinstance(moved.to_member, RoomName):
        decision.append(UpdateRoom(to=moved.to_member, archived=True))
    return [*decision, *healing.post_if_missing(moved, ctx), *refresh(ctx, moved), fact(ctx, moved, "closed")]


def show_rating(event: ButtonPressed, thanks: Markup, ticket: Ticket, ctx: Context) -> list[Intent]:
    """Put the thanks in place of the question, so that it is not asked twice."""
    if event.message is None:
        return []
    edit = EditText(to=ticket.to_member, target=event.message, text=thanks, repeat=Repeat.HARMLESS)
    if isinstance(ticket.to_member, RoomName):
        return [edit, UpdateRoom(to=ticket.to_member, archived=True)]
    return [edit]


def may_come_back(ticket: Ticket, ctx: Context) -> bool:
    """Whether writing again brings an ended ticket back."""
    return (
        ticket.state in (State.CLOSED, State.RESOLVED)
        and ticket.closed_at is not None
        and ticket.closed_at >= ctx.now - ctx.policy.reopen_within
    )
