"""What translating needs to know beyond the update itself: who we are, and who is privileged in a chat."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import datetime

from core.ids import ChannelName


@dataclass(frozen=True, slots=True)
class Ourselves:
    """The bot's own account and the name of its channel."""

    channel: ChannelName
    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Group:
    """Who is privileged in a group: its administrators, and the channel linked to it."""

    administrators: Set[int] = field(default_factory=frozenset)
    linked_chat: int | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``group`` is None in a private chat; ``now`` stands in where Telegram gives no time."""

    ourselves: Ourselves
    now: datetime
    group: Group | None = None
