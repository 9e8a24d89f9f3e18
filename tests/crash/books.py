"""What was said and done during the load, so that it can be compared with what came of it."""

from collections import Counter
from dataclasses import dataclass, field

from bots.playground.discord_interactions import Interaction
from bots.playground.telegram_records import Message, PressHandle


@dataclass(slots=True)
class Conversation:
    """One ticket. ``name`` marks every message of it; ``place``: the member's private thread on Discord."""

    name: str
    member: int
    on_discord: bool
    post: int = 0
    place: int = 0
    said: int = 0
    replied: int = 0

    @property
    def reply_name(self) -> str:
        return f"r{self.name}"


@dataclass(slots=True)
class Books:
    """``sending`` counts, by outbox row, the kills that found it claimed: nobody knew then whether it was sent.

    A kill between commit and acknowledgement leaves a click that was handled and that the person saw fail, who then
    clicked again: ``unacknowledged`` has those clicks, ``again`` counts them by the mark of the act.
    """

    questions: list[Message] = field(default_factory=list)
    presses: list[PressHandle] = field(default_factory=list)
    scams: dict[int, Message] = field(default_factory=dict)  # by the scammer's id
    bans: list[int] = field(default_factory=list)  # scammers that a moderator wanted banned
    conversations: list[Conversation] = field(default_factory=list)
    taken: list[Interaction] = field(default_factory=list)
    lost: list[Interaction] = field(default_factory=list)
    lost_acknowledged: list[Interaction] = field(default_factory=list)
    unacknowledged: list[Interaction] = field(default_factory=list)
    again: Counter[str] = field(default_factory=Counter)
    sending: Counter[int] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
