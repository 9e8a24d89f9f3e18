"""What staff see of a ticket: the live card, its buttons, tags and title."""

from core.context import Context
from core.effects import (
    Action,
    Button,
    Controls,
    EditText,
    Intent,
    Menu,
    OpenRoom,
    Option,
    SendText,
    UpdateRoom,
    Urgency,
)
from core.ids import Noted, RoomName, Target
from core.people.store import ages
from core.text.markup import Code, Markup, Mention, Moment, Text, lines, span
from core.tickets import store
from core.tickets.model import Priority, State, Ticket, staff_room

NAME_SHOWN = 60


def room_of(ctx: Context, ticket: Ticket) -> Target | None:
    """Where staff talk about a ticket: its own post, else the first staff room, else nowhere."""
    if ctx.community.ticket_forum is not None:
        return RoomName(staff_room(ticket.id), ctx.community.ticket_forum.channel)
    return ctx.community.staff_rooms[0] if ctx.community.staff_rooms else None


def card(ctx: Context, ticket: Ticket) -> Markup:
    """Number, person, state and clock of a ticket, in the language of the staff."""
    made, joined, met = ages(ctx.tx, ticket.person)
    unknown = ctx.staff_say("unknown")
    owner = ctx.staff_say("card-claimed", name=ticket.claimed_name) if ticket.claimed_name else None
    rating = ctx.staff_say("card-rating", stars=ticket.rating) if ticket.rating else None
    waiting = (
        ctx.staff_say("card-waiting", since=Moment(ticket.waiting_since, relative=True))
        if ticket.waiting_since
        else None
    )
    return lines(
        ctx.staff_say(
            "card-title",
            number=ticket.id,
            category=ctx.staff_words(f"category-{ticket.category}"),
            state=ctx.staff_words(f"state-{ticket.state}"),
            priority=ctx.staff_words(f"priority-{ticket.priority}"),
        ),
        span(
            Mention(ticket.ref, ticket.person_name[:NAME_SHOWN]),
            Text(" · "),
            Text(str(ticket.ref.channel)),
            Text(" "),
            Code(ticket.ref.id),
        ),
        ctx.staff_say(
            "card-person",
            made=Moment(made) if made else unknown,
            joined=Moment(joined) if joined else unknown,
            met=Moment(met),
            earlier=store.count_before(ctx.tx, ticket),
            language=ticket.locale,
        ),
        waiting,
        owner,
        rating,
        ctx.staff_say("card-how"),
    )


def controls(ctx: Context, ticket: Ticket) -> Controls:
    """The buttons that make sense in the ticket's state."""
    number = str(ticket.id)
    if not ticket.is_live:
        return Controls(((Button(label=ctx.staff_words("button-reopen"), action=Action("t-reopen", number)),),))
    if ticket.claimed_by is None:
        hold = Button(label=ctx.staff_words("button-claim"), action=Action("t-claim", number), style="primary")
    else:
        hold = Button(label=ctx.staff_words("button-release"), action=Action("t-release", number))
    row = (
        hold,
        Button(
            label=ctx.staff_words("button-reply"),
            action=Action("t-reply", number),
            form="reply",
            style="success",
        ),
        Button(label=ctx.staff_words("button-note"), action=Action("t-note", number), form="note"),
        Button(
            label=ctx.staff_words("button-close"),
            action=Action("t-close", number),
            form="close",
            style="danger",
        ),
    )
    menu = Menu(
        action=Action("t-prio", number),
        placeholder=ctx.staff_words("menu-priority"),
        options=tuple(Option(level.value, ctx.staff_words(f"priority-{level}")) for level in Priority),
    )
    return Controls((row,), menu)


def tags(ctx: Context, ticket: Ticket) -> tuple[str, ...]:
    return (
        ctx.staff_words(f"state-{ticket.state}"),
        ctx.staff_words(f"priority-{ticket.priority}"),
        ctx.staff_words(f"category-{ticket.category}"),
        ticket.locale,
    )


def title(ctx: Context, ticket: Ticket) -> str:
    name = ticket.person_name[:NAME_SHOWN]
    return f"#{ticket.id} · {ctx.staff_words(f'category-{ticket.category}')} · {name}"


def open_post(ctx: Context, ticket: Ticket) -> list[Intent]:
    """Open the post of a new ticket with its card; in a staff room without a forum, only the card is sent."""
    room = room_of(ctx, ticket)
    if room is None:
        return []
    note = f"ticket.card:{ticket.id}"
    if ctx.community.ticket_forum is None:
        return [
            SendText(
                to=room,
                text=card(ctx, ticket),
                controls=controls(ctx, ticket),
                note=note,
                urgency=Urgency.STAFF,
            )
        ]
    return [
        OpenRoom(
            room=room,
            parent=ctx.community.ticket_forum,
            title=title(ctx, ticket),
            text=card(ctx, ticket),
            controls=controls(ctx, ticket),
            tags=tags(ctx, ticket),
            note=note,
            urgency=Urgency.STAFF,
        )
    ]


def refresh(ctx: Context, ticket: Ticket) -> list[Intent]:
    """Bring card, tags and archive state of the post up to date."""
    room = room_of(ctx, ticket)
    if room is None:
        return []
    edit = EditText(
        to=room,
        target=Noted(f"ticket.card:{ticket.id}"),
        text=card(ctx, ticket),
        controls=controls(ctx, ticket),
        urgency=Urgency.STAFF,
    )
    if ctx.community.ticket_forum is None:
        return [edit]
    done = ticket.state in (State.CLOSED, State.RESOLVED)
    return [edit, UpdateRoom(to=room, tags=tags(ctx, ticket), archived=done, urgency=Urgency.STAFF)]
