"""Which ticket a message belongs to: one that we sent, by its note, or one that the member wrote."""

from core.context import Context
from core.facts import TicketAnswer
from core.ids import MessageRef, TicketId
from core.inbox import store as inbox
from core.routing import note_parts
from core.tickets import store

OF_TICKET = frozenset({"card", "welcome", "closing", "post-failed", "thread-failed"})
# So many lines before a reply are looked at for what it answers.
LOOKED_BACK = 20
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


def answer_in(message: MessageRef, ctx: Context) -> TicketAnswer | None:
    """The reply of staff that a message shows, on either side; None for any other message."""
    note = inbox.note_of(ctx.tx, message)
    parts = note_parts(note.partition("~")[0]) if note else None
    if parts is None or parts[0] != "ticket" or parts[1] not in OF_ENTRY:
        return None
    said = store.entry(ctx.tx, parts[2])
    ticket = store.find(ctx.tx, said.ticket) if said is not None else None
    if said is None or said.kind != "reply" or ticket is None:
        return None
    earlier = store.entries(ctx.tx, ticket.id, LOOKED_BACK, before=said.id)
    question = next((line.text for line in reversed(earlier) if line.kind == "member" and line.text), "")
    return TicketAnswer(answer=said.text, question=question, names=(ticket.person_name, said.author_name))
