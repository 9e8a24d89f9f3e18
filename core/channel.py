"""The port that every platform adapter implements, and the one it talks to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core.effects import Effect
from core.events import Author, Event, MessageReceived
from core.ids import Address, ChannelName, MediaHash, MessageRef


class Capability(StrEnum):
    """Facts about a channel; the core asks for these and never for a channel's name."""

    DELETE = "delete"
    RESTRICT = "restrict"
    BAN = "ban"
    ROOMS = "rooms"  # can open forum posts and private threads
    FORMS = "forms"
    DEEP_LINKS = "deep-links"  # a button can lead into the private chat
    PRIVATE_ANSWERS = "private-answers"  # an answer in a group that only one person sees
    FIRST_CONTACT = "first-contact"  # may write to a person who never wrote to the bot
    IDEMPOTENT_SENDS = "idempotent-sends"  # a repeated send with the same key shows once


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``count`` calls in ``period``."""

    count: int
    period: timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """What the platform lets through. ``overall`` counts every message; ``per_place`` those to one place.

    ``crowded`` holds for places that ``Channel.is_crowded`` says are groups.
    """

    overall: tuple[Limit, ...] = ()
    per_place: tuple[Limit, ...] = ()
    crowded: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the platform said: the message that now exists, and the room that was opened."""

    message: MessageRef | None = None
    room: Address | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One effect to carry out, all names in it resolved to addresses. ``key`` is the same on every attempt."""

    key: str
    effect: Effect
    attempt: int


class Channel(Protocol):
    """Carries out deliveries on one platform and decides nothing.

    ``deliver`` raises RetryLater, NeverDeliverable or PlaceHasMoved; anything else counts as a fault of ours and is
    tried again with growing pauses. It may be called many times at once, for different lanes.
    """

    name: ChannelName
    capabilities: frozenset[Capability]
    pace: Pace

    def is_crowded(self, place: str) -> bool: ...

    async def deliver(self, delivery: Delivery) -> Receipt: ...


class Handled(StrEnum):
    """How the engine ended with an event; every value means that the adapter may acknowledge it."""

    IGNORED = "ignored"  # ordinary chatter: nothing done, nothing stored
    DONE = "done"
    REPEATED = "repeated"  # seen before
    DEAD = "dead"  # failed again and again; put aside and staff told


@dataclass(frozen=True, slots=True)
class WatchedRoom:
    """A room whose messages must not be missed; ``after`` is the last message handled there, if any."""

    at: Address
    after: str | None


class Intake(Protocol):
    """What an adapter may ask of the core. ``handle`` returns once the event's transaction is committed."""

    async def handle(self, event: Event) -> Handled: ...

    def listens_to(self, at: Address, *, private: bool) -> bool:
        """Whether what is written in a place belongs to a conversation with us: it is handled in its order."""
        ...

    async def wants_media(self, event: MessageReceived) -> bool:
        """Whether the files of a message go into a ticket and are to be saved before ``handle``: never those that
        came with a secret, and none of people who have nothing going on with us."""
        ...

    async def watched_rooms(self, channel: ChannelName) -> list[WatchedRoom]:
        """Where members of tickets write that are live or may come back; the rest may be missed."""
        ...

    async def suggestions(
        self, command: str, parameter: str, words: str, locale: str | None, author: Author | None
    ) -> Mapping[str, str]:
        """Autocomplete: at most 25 values with the label to show for each, best first; None asks as anybody."""
        ...

    async def form_values(self, form: str, token: str, choice: str | None, author: Author) -> Mapping[str, str]:
        """What stands in a form that is about to be opened, by field name; empty for most forms.

        The token is as it came from the client. A value longer than its field is for the channel to leave out, field
        and all: nothing may be cut.
        """
        ...

    async def locale_of(self, author: Author) -> str:
        """What somebody is spoken to in: their own choice, what they last wrote to us in, or their platform's hint."""
        ...

    async def remembered(self, channel: ChannelName, key: str) -> str | None:
        """A small fact that the adapter stored with ``remember`` (polling offset, command hash)."""
        ...

    async def remember(self, channel: ChannelName, key: str, value: str) -> None: ...


class MediaVault(Protocol):
    """Keeps files by content hash; putting the same bytes twice stores them once."""

    async def put(self, data: bytes, *, mime: str, name: str, now: datetime) -> MediaHash: ...

    async def get(self, stored: MediaHash) -> bytes | None: ...
