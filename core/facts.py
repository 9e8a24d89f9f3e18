"""What one area tells the others, inside the same transaction; areas never call each other."""

from datetime import datetime

import msgspec

from core.ids import PersonRef, Target, TicketId


class TicketFact(msgspec.Struct, frozen=True, kw_only=True):
    """``happened``: opened, answered, closed, reopened. ``to`` is where the member reads."""

    happened: str
    ticket: TicketId
    person: PersonRef
    to: Target
    locale: str
    category: str
    when: datetime


class WantsHuman(msgspec.Struct, frozen=True, kw_only=True):
    """A person pressed for a human under an answer; ``words`` is the question, carried over."""

    topic: str
    words: str


Fact = TicketFact | WantsHuman
