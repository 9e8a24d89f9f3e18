"""What one area tells the others, inside the same transaction; areas never call each other."""

from datetime import datetime
from typing import Literal

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
    """A person pressed for a human under an answer; ``words`` is the question, carried over, ``locale`` theirs."""

    topic: str
    words: str
    locale: str


class QuestionMissed(msgspec.Struct, frozen=True, kw_only=True):
    """A question without an answer, or with a wrong one. ``question`` holds no secret; nobody is named.

    ``why``: unknown, offered (only suggestions), not-helped, human. ``topic``: what was answered or offered first.
    """

    question: str
    locale: str
    why: Literal["unknown", "offered", "not-helped", "human"]
    topic: str = ""


class TicketAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What staff answered in a ticket, the member's words before it (empty for none), and who took part."""

    answer: str
    question: str
    names: tuple[str, ...]


Fact = TicketFact | WantsHuman | QuestionMissed
