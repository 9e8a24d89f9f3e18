"""What happened outside, in the core's own words; adapters make these and decide nothing."""

from datetime import datetime
from enum import StrEnum

import msgspec

from core.ids import Address, ChannelName, EventId, MediaHash, MessageRef, PersonRef


class PlaceKind(StrEnum):
    """PRIVATE: one person and the bot. GROUP: many people read it (group, server channel, thread)."""

    PRIVATE = "private"
    GROUP = "group"


class Author(msgspec.Struct, frozen=True):
    """Who did it, as the platform says it; names are display only, never authority.

    ``is_privileged`` is a fact of the place (owner, administrator, anonymous administrator, linked channel, the
    platform's own service account): such a person is never sanctioned. ``roles`` are the platform's role ids.
    """

    person: PersonRef
    name: str
    username: str | None = None
    language: str | None = None
    is_bot: bool = False
    is_privileged: bool = False
    roles: frozenset[str] = frozenset()
    account_created: datetime | None = None
    joined: datetime | None = None


class Media(msgspec.Struct, frozen=True):
    """A file in a message. ``stored`` is its hash in the media file once saved; ``problem`` says why it was not."""

    kind: str  # photo, document, voice, audio, video, animation, sticker
    name: str
    mime: str
    size: int
    source: str
    stored: MediaHash | None = None
    problem: str | None = None  # too-large, unavailable
    caption: str = ""


class HiddenLink(msgspec.Struct, frozen=True):
    """A link whose target is not what the text shows."""

    label: str
    url: str


class _Event(msgspec.Struct, frozen=True, kw_only=True):
    """``id`` is the same whenever the platform tells the same thing again; ``when`` is aware UTC."""

    id: EventId
    when: datetime


class _Placed(_Event, frozen=True, kw_only=True):
    at: Address
    kind: PlaceKind
    author: Author


class MessageReceived(_Placed, frozen=True, kw_only=True, tag="message"):
    """Somebody wrote, or edited (``edited``) what they wrote. ``text`` holds a caption where there is media.

    ``within``: the channel of a thread or forum post that is an address of its own.
    """

    message: MessageRef
    text: str
    within: Address | None = None
    links: tuple[HiddenLink, ...] = ()
    media: tuple[Media, ...] = ()
    reply_to: MessageRef | None = None
    replies_to_bot: bool = False
    mentions_bot: bool = False
    forwarded_from: str | None = None
    via_bot: str | None = None
    album: str | None = None
    edited: bool = False


class MessageDeleted(_Event, frozen=True, kw_only=True, tag="deleted"):
    """A message is gone; the platform does not say who removed it."""

    message: MessageRef


class CommandGiven(_Placed, frozen=True, kw_only=True, tag="command"):
    """A slash command, a Telegram command or a context-menu entry. ``arguments`` are by parameter name.

    Telegram gives all words after the command under the name of the command's first parameter. ``target`` is the
    message that a context menu or reply points at, ``target_replied`` the words that this one replied to where the
    platform tells, ``subject`` the person. ``caller`` is opaque: answers go to it.
    """

    name: str
    arguments: dict[str, str] = msgspec.field(default_factory=dict)
    message: MessageRef | None = None
    target: MessageRef | None = None
    target_text: str = ""
    target_author: Author | None = None
    target_replied: str = ""
    caller: str | None = None


class ButtonPressed(_Placed, frozen=True, kw_only=True, tag="button"):
    """A button, a menu choice (``choice``) or a deep link was used. ``token`` comes back as we made it, or forged.

    ``alone``: nobody but the author sees the message that was pressed; only their ``caller`` can change it.
    """

    token: str
    choice: str | None = None
    message: MessageRef | None = None
    caller: str | None = None
    alone: bool = False


class FormSubmitted(_Placed, frozen=True, kw_only=True, tag="form"):
    """A form that a button or menu opened was sent; ``values`` are by field name."""

    token: str
    choice: str | None = None
    values: dict[str, str] = msgspec.field(default_factory=dict)
    message: MessageRef | None = None
    caller: str | None = None


class MemberJoined(_Placed, frozen=True, kw_only=True, tag="joined"):
    """Somebody became a member of a place."""


class MemberLeft(_Placed, frozen=True, kw_only=True, tag="left"):
    """Somebody is no longer a member of a place."""


class BotReach(_Event, frozen=True, kw_only=True, tag="reach"):
    """What the bot may do in a place changed: ``present`` false = removed or blocked there."""

    at: Address
    kind: PlaceKind
    title: str
    present: bool
    rights: frozenset[str] = frozenset()
    person: PersonRef | None = None  # who blocked or started, in a private place


class PlaceMoved(_Event, frozen=True, kw_only=True, tag="moved"):
    """A place has a new address (Telegram: a group became a supergroup); the old one no longer works."""

    old: Address
    new: Address


class RoomChanged(_Event, frozen=True, kw_only=True, tag="room"):
    """A room that we opened was deleted, archived, locked or brought back. State: gone, archived, locked, open."""

    at: Address
    state: str


class ChannelState(_Event, frozen=True, kw_only=True, tag="channel"):
    """A whole channel went down or came back; ``why`` is in words for operators."""

    channel: ChannelName
    up: bool
    why: str


class TimePassed(_Event, frozen=True, kw_only=True, tag="time"):
    """The clock ticked; ``when`` is the time now."""


Event = (
    MessageReceived
    | MessageDeleted
    | CommandGiven
    | ButtonPressed
    | FormSubmitted
    | MemberJoined
    | MemberLeft
    | BotReach
    | PlaceMoved
    | RoomChanged
    | ChannelState
    | TimePassed
)

FROM_PEOPLE = (MessageReceived, CommandGiven, ButtonPressed, FormSubmitted)


def place_of(event: Event) -> Address | None:
    """Where an event happened, if it happened in a place."""
    match event:
        case MessageReceived() | CommandGiven() | ButtonPressed() | FormSubmitted() | MemberJoined() | MemberLeft():
            return event.at
        case BotReach() | RoomChanged():
            return event.at
        case MessageDeleted():
            return event.message.at
        case PlaceMoved():
            return event.old
        case ChannelState() | TimePassed():
            return None
