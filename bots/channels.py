"""One task for each channel: starts it, starts it again after an outage, gives up only when a person must help."""

import asyncio
import contextlib
import logging
from datetime import timedelta
from typing import Protocol

from adapters.discord.gateway import DiscordGateway
from adapters.telegram.start import TelegramAdapter
from core.channel import Intake
from core.errors import ChannelDown, path_of

log = logging.getLogger(__name__)


class Side(Protocol):
    """A channel as the suite runs it. ``up`` is set once it can take in and send."""

    name: str
    up: asyncio.Event

    async def run(self, intake: Intake) -> None:
        """Serve until stopped; raises ChannelDown when only a person can help."""
        ...

    def stop(self) -> None: ...


class TelegramSide:
    """Telegram with its pauses between attempts."""

    name = "telegram"

    def __init__(self, adapter: TelegramAdapter, first: timedelta, longest: timedelta) -> None:
        self.up = asyncio.Event()
        self._adapter = adapter
        self._first = first
        self._longest = longest
        self._stopping = asyncio.Event()

    async def run(self, intake: Intake) -> None:
        pause = self._first
        while not self._stopping.is_set():
            try:
                await self._adapter.start(intake)
                self.up.set()
                pause = self._first
                await self._adapter.run(intake)
            except ChannelDown as error:
                if error.fatal:
                    raise
                log.warning("telegram is down, next attempt in %.0f s: %s", pause.total_seconds(), error)
            except Exception as error:  # a full disk, say: the channel must not stay silent for ever after it
                log.error("telegram broke off, next attempt in %.0f s: %s", pause.total_seconds(), path_of(error))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause.total_seconds())
            pause = min(pause * 2, self._longest)

    def stop(self) -> None:
        self._stopping.set()
        self._adapter.stop()


class DiscordSide:
    """Discord; its gateway keeps itself connected."""

    name = "discord"

    def __init__(self, gateway: DiscordGateway) -> None:
        self.up = asyncio.Event()
        self._gateway = gateway

    async def run(self, intake: Intake) -> None:
        ready = asyncio.create_task(self._note_up(), name="discord up")
        try:
            await self._gateway.supervise()
        finally:
            ready.cancel()

    async def _note_up(self) -> None:
        await self._gateway.wait_until_up()
        self.up.set()

    def stop(self) -> None:
        self._gateway.stop()
