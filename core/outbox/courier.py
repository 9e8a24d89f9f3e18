"""Carries out one row at a time: claims it, hands it to the channel and notes how that ended."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from core.channel import Channel, Delivery, Receipt
from core.clock import Clock
from core.errors import ChannelDown, NeverDeliverable, PlaceHasMoved, RetryLater, StorageError, path_of
from core.outbox import store
from core.outbox.health import Health
from core.outbox.lanes import where
from core.outbox.ledger import MOST_ATTEMPTS, Attempt, Ended, Ledger, Waits
from core.storage.db import Database, T, Tx

log = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(minutes=5)
# A core that cannot take an outcome is a mistake of ours: it must not keep the lane for ever.
_OUTCOME_TRIES = 3


def back_off(attempt: int) -> timedelta:
    """How long to wait after a fault: 2 s, 4 s, 8 s … at most five minutes."""
    return min(LONGEST_PAUSE, timedelta(seconds=2 ** min(attempt, 16)))


class Courier:
    """Works on many rows at once; the relay sees to it that they are of different lanes."""

    def __init__(self, channel: Channel, database: Database, ledger: Ledger, clock: Clock) -> None:
        self._channel = channel
        self._database = database
        self._ledger = ledger
        self._clock = clock
        self._health = Health(f"deliveries channel={channel.name}", clock, patience=3)
        self._storage = Health(f"outbox storage channel={channel.name}", clock)

    async def carry(self, outbox_id: int, leaves: Callable[[], None]) -> Ended | Waits:
        """One attempt. ``leaves`` is called right before the channel is, and not at all if it is not."""
        try:
            step = await self._claim(outbox_id)
        except StorageError as error:
            # Nothing is claimed and nothing is sent: the row waits as it is until the storage works again.
            return Waits(timedelta(seconds=self._storage.failed(str(error))))
        self._storage.works()
        if not isinstance(step, Attempt):
            return step
        leaves()
        return await self._deliver(step)

    async def _claim(self, outbox_id: int) -> Attempt | Ended | Waits:
        """Take the row; a core that cannot take the end that it came to must not stop the relay."""
        fault = ""
        for _ in range(_OUTCOME_TRIES):
            try:
                return await self._database.write(lambda tx: self._ledger.claim(tx, outbox_id, self._clock.now()))
            except StorageError:
                raise
            except Exception as error:  # a fault in the core's answer: logged, and put aside below
                fault = type(error).__name__
                log.error("outcome not taken outbox=%s %s", outbox_id, path_of(error))
        return await self._database.write(lambda tx: self._ledger.claim(tx, outbox_id, self._clock.now(), fault=fault))

    async def _deliver(self, attempt: Attempt) -> Ended | Waits:
        claimed = attempt.claimed
        try:
            receipt = await self._channel.deliver(Delivery(claimed.key, attempt.effect, claimed.attempt))
        except RetryLater as error:
            return await self._retry_later(attempt, error)
        except NeverDeliverable as error:
            self._health.works()
            # Carried out or not, and not to be repeated: a person has to look.
            state = "uncertain" if error.reason == "uncertain" else "failed"
            return await self._end(attempt, state, why=str(error))
        except PlaceHasMoved as error:
            return await self._follow(attempt, error.new_place)
        except ChannelDown as error:
            # Nothing gets through until a person helps: what is to be sent waits and uses up no attempts.
            later = RetryLater(LONGEST_PAUSE, str(error), whole_channel=True, counts=False)
            return await self._retry_later(attempt, later)
        except Exception as error:  # the one place for a fault in a delivery: logged, and tried again
            return await self._back_off(attempt, error)
        self._health.works()
        return await self._end(attempt, "sent", receipt=receipt)

    async def _retry_later(self, attempt: Attempt, error: RetryLater) -> Ended | Waits:
        if error.whole_channel or error.counts:
            self._health.failed(str(error), at_once=error.whole_channel)
        # While nothing gets through, the platform is to blame and not this delivery: it waits for the end of that.
        counts = error.counts and not self._health.is_down
        if counts and attempt.claimed.attempt >= MOST_ATTEMPTS:
            return await self._end(attempt, "failed", why=f"attempts: {error}")
        await self._hand_back(attempt, error.after, f"later: {error}", counts=counts)
        return Waits(error.after, whole_channel=error.whole_channel)

    async def _back_off(self, attempt: Attempt, error: Exception) -> Ended | Waits:
        claimed, kind = attempt.claimed, type(error).__name__
        if not self._health.is_down:
            log.error("delivery failed key=%s attempt=%s %s", claimed.key, claimed.attempt, path_of(error))
        self._health.failed(kind)
        if claimed.attempt >= MOST_ATTEMPTS:
            return await self._end(attempt, "failed", why=f"attempts: {kind}")
        pause = back_off(claimed.attempt)
        await self._hand_back(attempt, pause, f"fault: {kind}", counts=True)
        return Waits(pause)

    async def _follow(self, attempt: Attempt, new_place: str) -> Ended | Waits:
        at = where(attempt.effect)
        if at is None or at.place == new_place or attempt.claimed.attempt >= MOST_ATTEMPTS:
            return await self._end(attempt, "failed", why=f"gone: moved to {new_place}")

        def move(tx: Tx) -> None:
            store.place_has_moved(tx, at.channel, at.place, new_place)
            store.retry(tx, attempt.claimed.id, not_before=None, why="moved")

        await self._keep_trying(move)
        return Waits(timedelta())

    async def _hand_back(self, attempt: Attempt, pause: timedelta, why: str, *, counts: bool) -> None:
        due = self._clock.now() + pause
        outbox_id = attempt.claimed.id
        await self._keep_trying(lambda tx: store.retry(tx, outbox_id, not_before=due, why=why, counts=counts))

    async def _end(self, attempt: Attempt, state: str, *, why: str = "", receipt: Receipt | None = None) -> Ended:
        """Note how the row ended. What was sent is kept in memory until that is on the disk."""
        claimed, ledger = attempt.claimed, self._ledger
        room = receipt.room if receipt is not None else None
        kind = ""
        for _ in range(_OUTCOME_TRIES):
            try:
                queued = await self._keep_trying(
                    lambda tx: ledger.end(tx, claimed, state, self._clock.now(), why=why, receipt=receipt)
                )
            except Exception as error:  # a fault in the core's answer: logged, and put aside below
                kind = type(error).__name__
                log.error("outcome not taken key=%s state=%s %s", claimed.key, state, path_of(error))
            else:
                return Ended(queued, room)
        await self._keep_trying(
            lambda tx: ledger.bury(tx, claimed, state, self._clock.now(), why=why, receipt=receipt, error=kind)
        )
        return Ended((), room)

    async def _keep_trying(self, work: Callable[[Tx], T]) -> T:
        """Write until the storage takes it: giving up would send a message twice or lose its end."""
        while True:
            try:
                written = await self._database.write(work)
            except StorageError as error:
                await asyncio.sleep(self._storage.failed(str(error)))
            else:
                self._storage.works()
                return written
