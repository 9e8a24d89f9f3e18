"""Names of things: channels, places, people, messages and rooms, as opaque strings the core never looks into."""

from typing import NewType

import msgspec

ChannelName = NewType("ChannelName", str)
EventId = NewType("EventId", str)
TicketId = NewType("TicketId", int)
MediaHash = NewType("MediaHash", str)


class Address(msgspec.Struct, frozen=True, tag=True):
    """A place where messages are written: a chat or a channel, and a forum topic inside it where there is one."""

    channel: ChannelName
    place: str
    thread: str | None = None


class RoomName(msgspec.Struct, frozen=True, tag=True):
    """A place that we open ourselves and may not exist yet, such as ``ticket:17:staff``; resolved on delivery.

    Everything addressed to it waits in one lane behind the effect that opens it.
    """

    name: str
    channel: ChannelName


class PersonRef(msgspec.Struct, frozen=True):
    """One account on one platform, by its numeric id written as a string."""

    channel: ChannelName
    id: str


class MessageRef(msgspec.Struct, frozen=True, tag=True):
    """A message that exists on a platform."""

    at: Address
    id: str


class Noted(msgspec.Struct, frozen=True, tag=True):
    """A message of ours, named by the note of the effect that sent it; resolved on delivery."""

    note: str


Target = Address | RoomName
MessageTarget = MessageRef | Noted
