"""The opaque ``caller`` of an event: who pressed or commanded, where, and how we can answer them."""

from dataclasses import dataclass

from core.errors import NeverDeliverable
from core.ids import Address, ChannelName


@dataclass(frozen=True, slots=True)
class Caller:
    """``query``: the callback query, None for a command. ``place``: None for a button outside of any chat."""

    person: str
    query: str | None
    place: str | None
    thread: str | None = None
    message: str | None = None

    def __str__(self) -> str:
        kind, query = ("message", "") if self.query is None else ("callback", self.query)
        parts = (query, self.person, self.place, self.thread, self.message)
        return ":".join((kind, *(part or "" for part in parts)))

    @property
    def is_private(self) -> bool:
        """Whether the caller is in the private chat with us, whose id is that of the person."""
        return self.place == self.person

    def at(self, channel: ChannelName) -> Address | None:
        return None if self.place is None else Address(channel, self.place, self.thread)


def read_caller(written: str) -> Caller:
    """The opposite of ``str(caller)``; raises NeverDeliverable for anything else."""
    kind, *parts = written.split(":")
    if kind not in {"message", "callback"} or len(parts) != 5:
        raise NeverDeliverable("other", "the caller is not one of this channel's")
    query, person, place, thread, message = (part or None for part in parts)
    if person is None or (kind == "callback") != (query is not None):
        raise NeverDeliverable("other", "the caller is not one of this channel's")
    return Caller(person, query, place, thread, message)
