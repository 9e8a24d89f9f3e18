"""Tickets outlive their rooms: a post or thread that is missing is made anew, wherever it is needed next."""

import sys

from core.context import Context, Decision
from core.effects import Effect, NotifyStaff, OpenRoom, SendText, Urgency
from core.events import RoomChanged
from core.ids import RoomName
from core.inbox import store as inbox
from core.outbox import store as outbox
from core.text.markup import Lines, Mention
from core.tickets import store
from core.tickets.card import open_post, room_of
from core.tickets.model import Ticket, staff_room, ticket_of_room

SHOWN_LINES = 5
SHOWN_OF_A_LINE = 1000
# Why a message found no room: it was deleted before the platform told us so, or it could not be opened.
DELETED = frozenset({"gone", "not-found"})
NO_ROOM = DELETED | {"room-missing"}


def on_room_changed(event: RoomChanged, ctx: Context) -> Decision:
    """A room of a live ticket is gone: staff are told and a new one is made, with the last lines in it."""
    side = ticket_of_room(ctx.room) if ctx.room else None
    if side is None or event.state != "gone" or ctx.room is None:
        return []
    ticket = store.find(ctx.tx, side[0])
    if not inbox.room_gone(ctx.tx, ctx.room, ctx.now, event.at) or ticket is None or not ticket.is_live:
        return []
    return [_healed(ticket, ctx), *(member_thread(ticket, ctx) if side[1] == "member" else post_again(ticket, ctx))]


def post_if_missing(ticket: Ticket, ctx: Context) -> Decision:
    """A new post where there is none and none on its way: it was deleted, or could not be opened before."""
    if ctx.community.ticket_forum is None or _is_open(staff_room(ticket.id), ctx) or _post_is_coming(ticket, ctx):
        return []
    return post_again(ticket, ctx)


def thread_if_missing(ticket: Ticket, ctx: Context) -> Decision:
    """A new private thread where there is none and none on its way."""
    room = ticket.to_member
    if not isinstance(room, RoomName) or _is_open(room.name, ctx) or _thread_is_coming(ticket, ctx):
        return []
    return member_thread(ticket, ctx)


def through_new_post(ticket: Ticket, entry: int, unsent: Effect, why: str, ctx: Context) -> Decision:
    """What found no post goes again, into the new one; nothing when no post is to come.

    ``entry``: the line that was not shown; those before it are shown again.
    """
    if ctx.community.ticket_forum is None or why not in NO_ROOM:
        return []
    if why in DELETED and inbox.room_gone(ctx.tx, staff_room(ticket.id), ctx.now):
        return [_healed(ticket, ctx), *post_again(ticket, ctx, before=entry), unsent]
    return [unsent] if _post_is_coming(ticket, ctx) else []


def through_new_thread(ticket: Ticket, unsent: Effect, why: str, ctx: Context) -> Decision:
    """What found no private thread goes again, into the new one; nothing when no thread is to come."""
    room = ticket.to_member
    if not isinstance(room, RoomName) or why not in NO_ROOM:
        return []
    if why in DELETED and inbox.room_gone(ctx.tx, room.name, ctx.now):
        return [_healed(ticket, ctx), *member_thread(ticket, ctx), unsent]
    return [unsent] if _thread_is_coming(ticket, ctx) else []


def post_again(ticket: Ticket, ctx: Context, before: int | None = None) -> Decision:
    """A new post with the last lines of the conversation, or of what was said before an entry."""
    return [*open_post(ctx, ticket), *_last_lines(ticket, ctx, before)]


def member_thread(ticket: Ticket, ctx: Context) -> Decision:
    """A new private thread for the member of a ticket."""
    parent = ctx.community.private_parents.get(ticket.to_member.channel)
    if parent is None or not isinstance(ticket.to_member, RoomName):
        return []
    texts, locale = ctx.texts, ticket.locale
    if inbox.room_was_lost(ctx.tx, ticket.to_member.name):
        said = [texts.ui(locale, "thread-again", number=ticket.id)]
    else:
        said = [
            texts.ui(locale, "ticket-opened", number=ticket.id),
            texts.ui(locale, "ticket-opened-how"),
            texts.ui(locale, "never-share"),
        ]
    return [
        OpenRoom(
            room=ticket.to_member,
            parent=parent,
            title=texts.words(locale, "thread-title", number=ticket.id),
            text=Lines((Mention(ticket.ref, ticket.person_name, ping=True), *said)),
            member=ticket.ref,
            note=f"ticket.welcome:{ticket.id}",
        )
    ]


def _healed(ticket: Ticket, ctx: Context) -> NotifyStaff:
    return NotifyStaff(text=ctx.staff_say("room-healed", number=ticket.id))


def _is_open(room: str, ctx: Context) -> bool:
    return outbox.room_at(ctx.tx, room) is not None


def _post_is_coming(ticket: Ticket, ctx: Context) -> bool:
    return outbox.is_coming(ctx.tx, f"ticket.card:{ticket.id}", before=sys.maxsize)


def _thread_is_coming(ticket: Ticket, ctx: Context) -> bool:
    return outbox.is_coming(ctx.tx, f"ticket.welcome:{ticket.id}", before=sys.maxsize)


def _last_lines(ticket: Ticket, ctx: Context, before: int | None) -> Decision:
    room = room_of(ctx, ticket)
    if room is None:
        return []
    shown = [
        ctx.staff_say("healed-line", name=line.author_name, text=_cut(line.text))
        for line in store.entries(ctx.tx, ticket.id, SHOWN_LINES, before)
        if line.kind != "system"
    ]
    return [SendText(to=room, text=Lines(tuple(shown)), urgency=Urgency.STAFF)] if shown else []


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN_OF_A_LINE else words[:SHOWN_OF_A_LINE] + "…"
