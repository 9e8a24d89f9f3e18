"""What is written around each delivery: one short transaction before it and one after it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from core.channel import Receipt
from core.effects import Effect, OpenRoom, Outcome, Repeat
from core.ids import Address, ChannelName, RoomName
from core.outbox import addressing, store
from core.outbox.store import Claimed, Queued
from core.storage.db import Tx

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
_NOTE_IS_NEAR = timedelta(seconds=1)


class Settle(Protocol):
    """The core's answer to how an effect ended."""

    def outcome(self, tx: Tx, outcome: Outcome, now: datetime) -> list[Queued]:
        """Called in the transaction that notes the end; what it queues is posted after the commit."""
        ...


@dataclass(frozen=True, slots=True)
class Attempt:
    """A claimed row with every name in ``effect`` resolved."""

    claimed: Claimed
    effect: Effect


@dataclass(frozen=True, slots=True)
class Ended:
    """The row is settled, and ``queued`` came of it. ``room``: where the room is that it opened."""

    queued: Sequence[Queued] = ()
    room: Address | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """The row waits again for ``pause``, its lane with it; ``whole_channel``: everybody waits."""

    pause: timedelta
    whole_channel: bool = False


class Ledger:
    """Every method is one transaction's work for one channel's relay.

    ``fault``: the core failed with this before; its answers are not asked for, the outcomes are put aside.
    """

    def __init__(self, channel: ChannelName, settle: Settle, *, lease: timedelta, idempotent: bool) -> None:
        self._channel = channel
        self._settle = settle
        self._lease = lease
        self._idempotent = idempotent

    def recover(self, tx: Tx, now: datetime, *, fault: str = "") -> list[Queued]:
        """Deal with rows whose sending was cut off: queue them again, or report that nobody knows."""
        queued: list[Queued] = []
        for outbox_id, repeat in store.left_sending(tx, self._channel):
            if self._idempotent or repeat is not Repeat.UNCERTAIN:
                store.retry(tx, outbox_id, not_before=None, why="interrupted")
                continue
            log.warning("delivery may or may not have happened channel=%s outbox=%s", self._channel, outbox_id)
            try:
                claimed = store.claimed(tx, outbox_id)
            except msgspec.DecodeError:
                store.settle(tx, outbox_id, state="uncertain", now=now, why="other: interrupted")
            else:
                queued += self._finish(tx, claimed, "uncertain", now, fault, why="other: interrupted")
        return queued

    def claim(self, tx: Tx, outbox_id: int, now: datetime, *, fault: str = "") -> Attempt | Ended | Waits:
        """Take a row for one attempt, or end it where sending makes no sense any more."""
        try:
            claimed = store.take(tx, outbox_id, now=now, lease=self._lease)
        except msgspec.DecodeError:
            log.error("payload cannot be read channel=%s outbox=%s", self._channel, outbox_id)
            store.settle(tx, outbox_id, state="failed", now=now, why="other: unreadable")
            return Ended()
        if claimed is None:
            return Ended()
        if claimed.expires_at is not None and claimed.expires_at <= now:
            return Ended(self._finish(tx, claimed, "expired", now, fault))
        # Counted before the attempt, so that an effect that kills the process is given up as well.
        if claimed.attempt > MOST_ATTEMPTS:
            return Ended(self._finish(tx, claimed, "failed", now, fault, why="attempts"))
        return self._addressed(tx, claimed, now, fault)

    def _addressed(self, tx: Tx, claimed: Claimed, now: datetime, fault: str) -> Attempt | Ended | Waits:
        effect = claimed.effect
        try:
            if isinstance(effect, OpenRoom) and isinstance(effect.room, RoomName):
                there = store.room_at(tx, effect.room.name)
                if there is not None:
                    queued = self._finish(tx, claimed, "sent", now, fault, receipt=Receipt(room=there))
                    return Ended(queued, there)
            return Attempt(claimed, addressing.resolved(tx, effect, claimed.id))
        except addressing.RoomMissing:
            return Ended(self._finish(tx, claimed, "failed", now, fault, why="room-missing"))
        except addressing.NoteMissing:
            return Ended(self._finish(tx, claimed, "failed", now, fault, why="not-found"))
        except addressing.NoteStillComing:
            store.retry(tx, claimed.id, not_before=now + _NOTE_IS_NEAR, why="note", counts=False)
            return Waits(_NOTE_IS_NEAR)

    def _finish(
        self,
        tx: Tx,
        claimed: Claimed,
        state: str,
        now: datetime,
        fault: str,
        *,
        why: str = "",
        receipt: Receipt | None = None,
    ) -> list[Queued]:
        if not fault:
            return self.end(tx, claimed, state, now, why=why, receipt=receipt)
        self.bury(tx, claimed, state, now, why=why, receipt=receipt, error=fault)
        return []

    def end(
        self,
        tx: Tx,
        claimed: Claimed,
        state: str,
        now: datetime,
        *,
        why: str = "",
        receipt: Receipt | None = None,
    ) -> list[Queued]:
        """Settle a row, note what came of it and let the core answer."""
        if not self.end_silently(tx, claimed, state, now, why=why, receipt=receipt):
            return []
        if not claimed.effect.note and state == "sent":
            return []
        return self._settle.outcome(tx, _outcome(claimed, state, why, receipt), now)

    def end_silently(
        self,
        tx: Tx,
        claimed: Claimed,
        state: str,
        now: datetime,
        *,
        why: str = "",
        receipt: Receipt | None = None,
    ) -> bool:
        if not store.settle(tx, claimed.id, state=state, now=now, why=why, receipt=receipt):
            return False
        if receipt is not None:
            store.remember_sent(tx, claimed.effect, receipt, now)
        return True

    def bury(
        self,
        tx: Tx,
        claimed: Claimed,
        state: str,
        now: datetime,
        *,
        why: str,
        receipt: Receipt | None,
        error: str,
    ) -> None:
        """Settle a row whose outcome the core cannot take, and put the outcome aside for a person."""
        if not self.end_silently(tx, claimed, state, now, why=why, receipt=receipt):
            return
        store.put_aside(tx, claimed, _outcome(claimed, state, why, receipt), error=error, now=now)


def _outcome(claimed: Claimed, state: str, why: str, receipt: Receipt | None) -> Outcome:
    message = receipt.message if receipt is not None else None
    return Outcome(note=claimed.effect.note, effect=claimed.effect, state=state, message=message, why=why)
