"""Which ticket a message belongs to: one that we sent, by its note, or one that the member wrote."""

from core.context import Context
from core.ids import MessageRef, TicketId
from core.inbox import store as inbox
from core.routing import note_parts
from core.tickets import store

OF_TICKET = frozenset({"card", "welcome", "closing", "post-failed", "thread-failed"})
OF_ENTRY = frozenset({"reply", "copy", "entry", "correction", "unshown"})


def ticket_of_message(message: MessageRef, ctx: Context) -> TicketId | None:
    """None when the message belongs to no ticket."""
    note = inbox.note_of(ctx.tx, message)
    # A card stands in every staff room; all but the first carry a number behind the note.
    parts = note_parts(note.partition("~")[0]) if note else None
    if parts is None or parts[0] != "ticket":
        line = store.entry_from(ctx.tx, message)
        return line.ticket if line else None
    _, what, number = parts
    if what in OF_TICKET:
        return TicketId(number)
    line = store.entry(ctx.tx, number) if what in OF_ENTRY else None
    return line.ticket if line else None
