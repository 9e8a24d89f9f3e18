"""Hands queued rows to the relay of their channel."""

from collections.abc import Sequence
from datetime import timedelta

from core.channel import Channel
from core.clock import Clock
from core.ids import ChannelName
from core.outbox.ledger import Settle
from core.outbox.relay import Relay
from core.outbox.store import Queued
from core.storage.db import Database


class Dispatcher:
    """The outbox as the engine sees it. A row for a channel without a relay stays waiting in its table."""

    def __init__(self, database: Database, settle: Settle, clock: Clock) -> None:
        self._database = database
        self._settle = settle
        self._clock = clock
        self._relays: dict[ChannelName, Relay] = {}

    def relay_for(self, channel: Channel, *, in_flight: int = 16, grace: timedelta = timedelta(seconds=10)) -> Relay:
        """Make the channel's relay; the caller runs it."""
        relay = Relay(
            channel,
            self._database,
            self._settle,
            self._clock,
            onward=self.post,
            in_flight=in_flight,
            grace=grace,
        )
        self._relays[channel.name] = relay
        return relay

    def post(self, queued: Sequence[Queued]) -> None:
        """Call it after the commit; rows of one channel keep their order."""
        by_channel: dict[ChannelName, list[Queued]] = {}
        for entry in queued:
            by_channel.setdefault(entry.channel, []).append(entry)
        for name, entries in by_channel.items():
            if name in self._relays:
                self._relays[name].post(entries)
