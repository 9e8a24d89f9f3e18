"""Tells of an outage once when it starts and once when it ends: to the log, and to the core if it lasts."""

import logging
import random
from datetime import datetime, timedelta

from core.channel import Intake
from core.clock import Clock
from core.events import ChannelState
from core.ids import ChannelName, EventId

log = logging.getLogger(__name__)

WORTH_REPORTING = timedelta(seconds=60)


class Outage:
    """Knows whether the channel is cut off, since when, and how long to pause before the next attempt."""

    def __init__(
        self,
        channel: ChannelName,
        intake: Intake,
        clock: Clock,
        *,
        first_pause: timedelta = timedelta(seconds=1),
        longest_pause: timedelta = timedelta(seconds=30),
    ) -> None:
        self._channel = channel
        self._intake = intake
        self._clock = clock
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._since: datetime | None = None
        self._failures = 0
        self._reported = False

    @property
    def is_on(self) -> bool:
        return self._since is not None

    def pause(self) -> timedelta:
        """Twice as long after each failure, with jitter so that many bots do not come back at once."""
        self._failures += 1
        longest = min(self._first_pause * (1 << min(self._failures - 1, 20)), self._longest_pause)
        return timedelta(seconds=longest.total_seconds() * random.uniform(0.5, 1.0))

    async def failed(self, why: str) -> None:
        now = self._clock.now()
        if self._since is None:
            self._since = now
            log.warning("channel=%s is cut off: %s", self._channel, why)
        if not self._reported and now - self._since > WORTH_REPORTING:
            await self._report("down", self._since, now, why)
            self._reported = True

    async def over(self) -> None:
        self._failures = 0
        if self._since is None:
            return
        now, since = self._clock.now(), self._since
        if self._reported:
            await self._report("up", since, now, "connected again")
        log.warning("channel=%s is connected again after %s", self._channel, now - since)
        self._since, self._reported = None, False

    async def _report(self, state: str, since: datetime, now: datetime, why: str) -> None:
        await self._intake.handle(
            ChannelState(
                id=EventId(f"{self._channel}:{state}:{int(since.timestamp())}"),
                when=now,
                channel=self._channel,
                up=state == "up",
                why=why,
            )
        )
