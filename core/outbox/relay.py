"""Delivers one channel's part of the outbox: at least once, in order per lane, at the platform's pace."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from core.channel import Capability, Channel
from core.clock import Clock
from core.errors import StorageError, path_of
from core.outbox import store
from core.outbox.courier import Courier
from core.outbox.ledger import Ended, Ledger, Settle
from core.outbox.pacing import NEVER, Pacer
from core.outbox.queue import Queue
from core.outbox.store import Queued
from core.storage.db import Database

log = logging.getLogger(__name__)

Post = Callable[[Sequence[Queued]], None]


class Relay:
    """One for each channel; ``run`` it, and ``post`` what was queued once its transaction is committed.

    ``in_flight``: deliveries at the same time; broadcasts use three quarters of them at most. ``onward`` gets
    what the core queued in answer to an outcome, for any channel; without it only own rows are taken in.
    """

    def __init__(
        self,
        channel: Channel,
        database: Database,
        settle: Settle,
        clock: Clock,
        *,
        onward: Post | None = None,
        in_flight: int = 16,
        lease: timedelta = timedelta(minutes=10),
        grace: timedelta = timedelta(seconds=10),
    ) -> None:
        self.name = channel.name
        self._channel = channel
        self._database = database
        self._clock = clock
        self._onward = onward or self.post
        self._in_flight = in_flight
        self._bulk_in_flight = max(1, in_flight * 3 // 4)
        self._grace = grace
        idempotent = Capability.IDEMPOTENT_SENDS in channel.capabilities
        self._ledger = Ledger(channel.name, settle, lease=lease, idempotent=idempotent)
        self._courier = Courier(channel, database, self._ledger, clock)
        self._queue = self._empty_queue()
        self._loaded = False
        self._flights: set[asyncio.Task[None]] = set()
        self._mistake: BaseException | None = None
        self._nudge = asyncio.Event()

    def post(self, queued: Sequence[Queued]) -> None:
        """Take in committed rows of this channel; rows known already do no harm.

        Before the rows are loaded there is nothing to do: they are found in the table.
        """
        if self._loaded:
            self._take_in([entry for entry in queued if entry.channel == self.name])
            self._nudge.set()

    async def run(self) -> None:
        """Deliver until cancelled; then finish what is in flight, or hand it back after the grace time."""
        try:
            await self._load()
            while self._mistake is None:
                self._set_off()
                await self._wait_for_work()
            raise self._mistake
        finally:
            await self._stop()

    def _empty_queue(self) -> Queue:
        return Queue(Pacer(self._channel.pace, self._channel.is_crowded))

    async def _load(self) -> None:
        self._onward(await self._recover())
        # From here on ``post`` is heard: a row committed while the table is read comes by one of both ways.
        self._loaded = True
        self._take_in(await self._database.read(lambda tx: store.unfinished(tx, self.name)))

    async def _recover(self) -> list[Queued]:
        """Deal with rows whose sending was cut off; what the core cannot take is put aside."""
        try:
            return await self._database.write(lambda tx: self._ledger.recover(tx, self._clock.now()))
        except StorageError:
            raise
        except Exception as error:  # a fault in the core's answer must not keep the channel from starting
            fault = type(error).__name__
            log.error("outcomes not taken channel=%s %s", self.name, path_of(error))
        return await self._database.write(lambda tx: self._ledger.recover(tx, self._clock.now(), fault=fault))

    def _take_in(self, entries: Sequence[Queued]) -> None:
        now, wall = self._time(), self._clock.now()
        for entry in entries:
            due = None if entry.not_before is None else now + (entry.not_before - wall).total_seconds()
            self._queue.add(entry, now, due=due)

    def _set_off(self) -> None:
        """Start everything that may go now."""
        while len(self._flights) < self._in_flight:
            entry = self._queue.next(self._time(), bulk=self._has_room_for_bulk())
            if entry is None:
                return
            flight = asyncio.create_task(self._carry(entry), name=f"delivery {self.name} {entry.id}")
            self._flights.add(flight)
            flight.add_done_callback(self._landed)

    def _landed(self, flight: asyncio.Task[None]) -> None:
        self._flights.discard(flight)
        if not flight.cancelled() and (mistake := flight.exception()) is not None:
            self._mistake = mistake
        self._nudge.set()

    async def _wait_for_work(self) -> None:
        self._nudge.clear()
        wake_at = NEVER
        if len(self._flights) < self._in_flight:
            wake_at = self._queue.wake_at(self._time(), bulk=self._has_room_for_bulk())
        if wake_at == NEVER:
            await self._nudge.wait()
            return
        timer = asyncio.get_running_loop().call_at(wake_at, self._nudge.set)
        try:
            await self._nudge.wait()
        finally:
            timer.cancel()

    async def _carry(self, entry: Queued) -> None:
        """One attempt for one row; then its lane moves on, or waits."""
        left = False

        def leaves() -> None:
            nonlocal left
            left = True
            self._queue.sent(entry.id, self._time())

        step = await self._courier.carry(entry.id, leaves)
        now = self._time()
        if not left:
            self._queue.not_sent(entry.id, now)
        if isinstance(step, Ended):
            if step.room is not None:
                self._queue.learn_place(entry.lane, step.room.place)
            self._queue.done(entry.id, now)
            self._onward(step.queued)
            return
        at = now + step.pause.total_seconds()
        if step.whole_channel:
            self._queue.pause(at)
        self._queue.again(entry.id, now, at=at)

    async def _stop(self) -> None:
        """Wait for what is in flight, then give up the rest: it is handed back now or at the next start."""
        self._loaded = False
        try:
            if self._flights:
                await asyncio.wait(self._flights, timeout=self._grace.total_seconds())
        finally:
            rest = tuple(self._flights)
            for flight in rest:
                flight.cancel()
            await asyncio.gather(*rest, return_exceptions=True)
            self._queue = self._empty_queue()
            self._mistake = None
        try:
            self._onward(await self._recover())
        except StorageError as error:
            log.warning("deliveries cut off are left to the next start channel=%s why=%s", self.name, error)

    def _has_room_for_bulk(self) -> bool:
        return self._queue.bulk_flights < self._bulk_in_flight

    def _time(self) -> float:
        return asyncio.get_running_loop().time()
