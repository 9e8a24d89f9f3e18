"""Telling outages from hiccups: said once when one begins and once when it ends."""

import asyncio
import logging
from datetime import timedelta

from adapters.discord.reporting import Reporter
from adapters.discord.translate import channel_event

log = logging.getLogger(__name__)


class Outage:
    """Up, down, or down for so short a time that nobody needs to know."""

    def __init__(self, reporter: Reporter, grace: timedelta) -> None:
        self._reporter = reporter
        self._grace = grace
        self._told: bool | None = None
        self._timer: asyncio.Task[None] | None = None
        self.up = asyncio.Event()
        self.down = asyncio.Event()
        self.down.set()

    async def came_up(self) -> None:
        """The connection works: a session is ready or resumed."""
        self._cancel()
        self.down.clear()
        self.up.set()
        if self._told is not True:
            log.info("discord is connected")
            await self._tell(up=True, why="connected")

    def went_down(self, why: str) -> None:
        """The connection is lost; told to the core unless it is back within the grace time."""
        self.up.clear()
        self.down.set()
        if self._told is not False and self._timer is None:
            self._timer = asyncio.create_task(self._after_grace(why), name="discord outage")

    async def _after_grace(self, why: str) -> None:
        await asyncio.sleep(self._grace.total_seconds())
        await self.failed(why)

    async def failed(self, why: str) -> None:
        """The connection is lost and will not come back by itself soon."""
        if self._timer is not asyncio.current_task():
            self._cancel()
        self._timer = None
        self.up.clear()
        self.down.set()
        if self._told is not False:
            log.warning("discord is not connected why=%s", why)
            await self._tell(up=False, why=why)

    async def _tell(self, *, up: bool, why: str) -> None:
        self._told = up
        await self._reporter.report(channel_event(self._reporter.clock.now(), up=up, why=why))

    def close(self) -> None:
        """The end, on purpose: nobody is told."""
        self._cancel()
        self.up.clear()
        self.down.set()

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
