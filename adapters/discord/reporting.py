"""Handing events to the core: in order for each place, again when the core stumbles, and to the end at a stop."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from weakref import WeakValueDictionary

import discord
import msgspec

from adapters.discord.content import attachments_of
from adapters.discord.media import saved
from core.channel import Handled, Intake, MediaVault
from core.clock import Clock
from core.errors import StorageError
from core.events import Event, MessageReceived
from core.ids import Address

log = logging.getLogger(__name__)

# The core puts an event aside after its third failure; Discord itself does not send anything again.
_PAUSES = (0.5, 2.0)
# Seconds between attempts while the core cannot write: a full disk is made room on in minutes, not in seconds.
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0
# Each file is held in memory while it is fetched and saved.
_FILES_AT_ONCE = 4


class Reporter:
    """Every event on its way to ``Intake.handle``."""

    def __init__(self, intake: Intake, vault: MediaVault, clock: Clock) -> None:
        self.intake = intake
        self.clock = clock
        self._vault = vault
        self._turns: WeakValueDictionary[Address, asyncio.Lock] = WeakValueDictionary()
        self._running: set[asyncio.Task[object]] = set()
        self._saving = asyncio.Semaphore(_FILES_AT_ONCE)

    @asynccontextmanager
    async def turn(self, at: Address) -> AsyncIterator[None]:
        """Wait until everything that came earlier from this place is handled; ``asyncio.Lock`` serves in order."""
        lock = self._turns.get(at)
        if lock is None:
            lock = self._turns[at] = asyncio.Lock()
        with self.counted():
            async with lock:
                yield

    async def report(self, event: Event) -> None:
        """Hand over an event that belongs to no place, or whose order does not matter."""
        with self.counted():
            await self._handle(event)

    async def attempt(self, event: Event) -> Handled:
        """Hand over once and raise what the core raises: somebody waits and can try again."""
        with self.counted():
            return await self.intake.handle(event)

    async def report_in_turn(self, at: Address, event: Event) -> None:
        async with self.turn(at):
            await self._handle(event)

    async def report_message(self, event: MessageReceived, message: discord.Message) -> None:
        """Hand over a message in its turn, its files saved where the core wants them."""
        async with self.turn(event.at):
            await self.handle_message(event, message)

    async def handle_message(self, event: MessageReceived, message: discord.Message) -> None:
        """The same for whoever has the turn already."""
        if event.media and await self._wants_files(event):
            async with self._saving:
                media = await saved(event.media, attachments_of(message), self._vault, self.clock)
            event = msgspec.structs.replace(event, media=media)
        await self._handle(event)

    async def _wants_files(self, event: MessageReceived) -> bool:
        try:
            return await self.intake.wants_media(event)
        except Exception:  # whatever it is, it will show in handling the event as well; the words must not be lost
            log.exception("nobody can say whether files are wanted event=%s", event.id)
            return False

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Let a stop wait for what the current task does in this block."""
        task = asyncio.current_task()
        assert task is not None
        known = task in self._running
        self._running.add(task)
        try:
            yield
        finally:
            if not known:
                self._running.discard(task)

    async def settle(self, seconds: float) -> None:
        """Wait for what is on its way, at a stop; what takes longer is given up, uncommitted."""
        running = {task for task in self._running if task is not asyncio.current_task()}
        if running:
            _, late = await asyncio.wait(running, timeout=seconds)
            if late:
                log.warning("stopping although events are still being handled count=%d", len(late))
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _handle(self, event: Event) -> None:
        for pause in _PAUSES:
            try:
                await self._kept(event)
            except Exception:
                log.warning("event failed and is tried again event=%s", event.id, exc_info=True)
                await asyncio.sleep(pause)
            else:
                return
        try:
            await self._kept(event)
        except Exception:
            log.exception("event failed for good event=%s", event.id)

    async def _kept(self, event: Event) -> None:
        """Hand over as often as it takes until the storage works again: given up, the event would be lost.

        What a stop cuts off in a watched room is read after the next start.
        """
        pause = _FIRST_WAIT
        while True:
            try:
                await self.intake.handle(event)
            except StorageError as error:
                log.warning("event waits for the storage event=%s pause=%s why=%s", event.id, pause, error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_WAIT)
            else:
                return
