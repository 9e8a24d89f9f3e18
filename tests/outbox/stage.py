"""A channel made of lists, a core that remembers outcomes, and effects to send."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from core.channel import Capability, Delivery, Pace, Receipt
from core.effects import Effect, OpenRoom, Outcome, Repeat, SendText, Urgency
from core.ids import Address, ChannelName, EventId, MessageRef, RoomName
from core.outbox import store
from core.outbox.lanes import where
from core.outbox.relay import Relay
from core.outbox.store import Queued
from core.storage.db import Database, Tx
from core.text.markup import Text, plain

TOY = ChannelName("toy")
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
LIMIT = 10.0


class SetClock:
    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def address(place: str) -> Address:
    return Address(TOY, place)


def text(
    words: str,
    place: str | RoomName = "1",
    *,
    urgency: Urgency = Urgency.WAITING,
    note: str = "",
    repeat: Repeat = Repeat.RESEND,
    expires_at: datetime | None = None,
    not_before: datetime | None = None,
) -> SendText:
    return SendText(
        to=place if isinstance(place, RoomName) else address(place),
        text=Text(words),
        urgency=urgency,
        note=note,
        repeat=repeat,
        expires_at=expires_at,
        not_before=not_before,
    )


class ToyChannel:
    """``answers`` are used up by the deliveries of a text: exceptions to raise, or events to wait for."""

    name = TOY

    def __init__(self, *, idempotent: bool = False, pace: Pace | None = None) -> None:
        self.pace = pace or Pace()
        self.capabilities = frozenset({Capability.IDEMPOTENT_SENDS} if idempotent else ())
        self.delivered: list[Delivery] = []
        self.tried: list[Delivery] = []
        self.answers: dict[str, list[Exception | asyncio.Event]] = {}
        self.changed = asyncio.Event()
        self.at_once = 0
        self.most_at_once = 0

    def is_crowded(self, place: str) -> bool:
        return place.startswith("-")

    async def deliver(self, delivery: Delivery) -> Receipt:
        self.tried.append(delivery)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.changed.set()
        try:
            answers = self.answers.get(words_of(delivery.effect), [])
            answer = answers.pop(0) if answers else None
            if isinstance(answer, asyncio.Event):
                await answer.wait()
            elif answer is not None:
                raise answer
        finally:
            self.at_once -= 1
        self.delivered.append(delivery)
        self.changed.set()
        return self._receipt(delivery.effect)

    def _receipt(self, effect: Effect) -> Receipt:
        number = str(len(self.delivered))
        if isinstance(effect, OpenRoom):
            room = Address(TOY, f"room-{number}")
            return Receipt(MessageRef(room, number), room)
        at = where(effect)
        return Receipt(MessageRef(at, number)) if at is not None else Receipt()

    @property
    def words(self) -> list[str]:
        return [words_of(delivery.effect) for delivery in self.delivered]

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait for a condition; the test fails if it does not come about."""
        async with asyncio.timeout(LIMIT):
            while not reached():
                self.changed.clear()
                await self.changed.wait()


def words_of(effect: Effect) -> str:
    return plain(effect.text) if isinstance(effect, SendText | OpenRoom) else type(effect).__name__


class Outcomes:
    """Takes outcomes as the core does; ``answer`` is queued in return, ``mistakes`` are raised first."""

    def __init__(self) -> None:
        self.taken: list[Outcome] = []
        self.answer: dict[str, Sequence[Effect]] = {}
        self.mistakes: list[Exception] = []
        self.changed = asyncio.Event()

    def outcome(self, tx: Tx, outcome: Outcome, now: datetime) -> list[Queued]:
        if self.mistakes:
            raise self.mistakes.pop(0)
        self.taken.append(outcome)
        cause = EventId(f"outcome:{outcome.note}")
        return store.add(tx, cause=cause, effects=self.answer.get(outcome.note, ()), now=now)

    @property
    def ends(self) -> list[tuple[str, str, str]]:
        return [(outcome.note, outcome.state, outcome.why) for outcome in self.taken]


class Stage:
    """A database, a channel, a core and the relay between them."""

    def __init__(self, database: Database, channel: ToyChannel | None = None) -> None:
        self.database = database
        self.channel = channel or ToyChannel()
        self.outcomes = Outcomes()
        self.clock = SetClock()
        self.relay = Relay(self.channel, database, self.outcomes, self.clock, grace=timedelta(seconds=LIMIT))
        self._events = 0

    async def queue(self, *effects: Effect) -> list[Queued]:
        """Queue effects as one event, committed and posted."""
        self._events += 1
        cause = EventId(f"event-{self._events}")
        queued = await self.database.write(lambda tx: store.add(tx, cause=cause, effects=effects, now=self.clock.now()))
        self.relay.post(queued)
        return queued

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.relay.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def states(self) -> dict[str, str]:
        """The state of each row by its key."""
        return await self.database.read(
            lambda tx: {row["key"]: row["state"] for row in tx.all("SELECT key, state FROM outbox")}
        )

    async def settled(self) -> None:
        """Wait until no row is unfinished."""

        async def is_settled() -> bool:
            return not await self.database.read(lambda tx: store.unfinished(tx, TOY))

        await becomes_true(is_settled)


async def becomes_true(condition: Callable[[], Awaitable[bool]]) -> None:
    """Ask again and again; the test fails if it does not come about. For what no event tells of."""
    async with asyncio.timeout(LIMIT):
        while not await condition():  # noqa: ASYNC110 - a table and a log wake nobody
            await asyncio.sleep(0)
