"""A local Telegram with a harbour to play in, and an intake that records; shared by the Telegram tests."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, TypeVar

from adapters.telegram.start import TelegramAdapter, TelegramOptions
from adapters.telegram.webhook import WebhookOptions
from bots.playground.telegram_api import TelegramServer
from bots.playground.telegram_model import TelegramWorld
from bots.playground.telegram_records import Chat, User
from bots.playground.telegram_state import Bot
from core.channel import Delivery, Handled, Receipt
from core.effects import Effect
from core.events import Event, MessageReceived, PlaceKind
from core.ids import Address, ChannelName, MediaHash, MessageRef
from tests.quiet_intake import QuietIntake

TOKEN = "1:x"
CHANNEL = ChannelName("telegram")
PATIENCE = 15
T = TypeVar("T")


class SteadyClock:
    """Stands still unless moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def forward(self, by: timedelta) -> None:
        self.time += by


class RecordingIntake(QuietIntake):
    """Remembers events in order; ``failures`` is how many calls of ``handle`` fail before it works."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.failures = 0
        self.gate: asyncio.Event | None = None
        self.media_wanted = True
        self.facts: dict[tuple[str, str], str] = {}
        self._changed = asyncio.Condition()

    async def handle(self, event: Event) -> Handled:
        if self.gate is not None:
            await self.gate.wait()
        async with self._changed:
            self._changed.notify_all()
            if self.failures > 0:
                self.failures -= 1
                raise RuntimeError("the disk is full")
            self.events.append(event)
        return Handled.DONE

    def listens_to(self, at: Address, *, private: bool) -> bool:
        return private

    async def wants_media(self, event: MessageReceived) -> bool:
        return event.kind is PlaceKind.PRIVATE and self.media_wanted

    async def remembered(self, channel: ChannelName, key: str) -> str | None:
        return self.facts.get((channel, key))

    async def remember(self, channel: ChannelName, key: str, value: str) -> None:
        self.facts[channel, key] = value

    async def one(self, kind: type[T], number: int = 1) -> T:
        """The ``number``-th event of a kind, as soon as it is there."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: len(self.all(kind)) >= number)
        return self.all(kind)[number - 1]

    def all(self, kind: type[T]) -> list[T]:
        return [event for event in self.events if isinstance(event, kind)]


class MemoryVault:
    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.failure: Exception | None = None

    async def put(self, data: bytes, *, mime: str, name: str, now: datetime) -> MediaHash:
        if self.failure is not None:
            raise self.failure
        stored = MediaHash(sha256(data).hexdigest())
        self.files[stored] = data
        return stored

    async def get(self, stored: MediaHash) -> bytes | None:
        return self.files.get(stored)


class FewTexts:
    locales = ("en", "ta", "zh-Hans", "zh-Hant")

    def pick(self, *hints: str | None) -> str:
        return {"ta": "ta", "zh": "zh-Hans"}.get(hints[0] or "" if hints else "", "en")

    def words(self, locale: str, key: str, /, **arguments: str | int) -> str:
        return f"{key} in {locale}"


@dataclass
class Stage:
    """A bot, Ann who writes, and a forum supergroup that Olga owns, with the bot as an administrator."""

    world: TelegramWorld
    server: TelegramServer
    bot: Bot
    ann: User
    olga: User
    group: Chat
    clock: SteadyClock
    intake: RecordingIntake = field(default_factory=RecordingIntake)
    vault: MemoryVault = field(default_factory=MemoryVault)
    adapter: TelegramAdapter = field(init=False)

    def make_adapter(self, **options: Any) -> TelegramAdapter:
        usual: dict[str, Any] = {
            "token": TOKEN,
            "base_url": self.server.base_url,
            "hold": timedelta(seconds=30),
            "first_pause": timedelta(milliseconds=1),
            "longest_pause": timedelta(milliseconds=4),
        }
        settings = TelegramOptions(**usual | options)
        self.adapter = TelegramAdapter(settings, vault=self.vault, texts=FewTexts(), clock=self.clock)
        return self.adapter

    @asynccontextmanager
    async def running(self, **options: Any) -> AsyncIterator[asyncio.Task[None]]:
        """The adapter started and taking in updates; at the end it stops by itself within the patience."""
        adapter = self.make_adapter(**options)
        try:
            await adapter.start(self.intake)
            task = asyncio.create_task(adapter.run(self.intake))
            try:
                # Before the first request Telegram does not know which kinds of updates we read.
                await self.until(lambda: self.bot.updates.allowed is not None or task.done())
                yield task
            finally:
                adapter.stop()
                if self.intake.gate is not None:
                    self.intake.gate.set()
                await asyncio.wait_for(asyncio.shield(task), PATIENCE)
        finally:
            await adapter.close()

    @asynccontextmanager
    async def delivering(self) -> AsyncIterator[None]:
        """The adapter started, without taking in updates."""
        adapter = self.make_adapter()
        try:
            await adapter.start(self.intake)
            yield
        finally:
            await adapter.close()

    async def deliver(self, effect: Effect, *, key: str = "key", attempt: int = 1) -> Receipt:
        return await self.adapter.channel.deliver(Delivery(key, effect, attempt))

    async def until(self, condition: Callable[[], T | None]) -> T:
        """Wait until something is so; asks again after every turn of the loop, without sleeping."""
        async with asyncio.timeout(PATIENCE):
            while not (found := condition()):  # noqa: ASYNC110 - many kinds of things are waited for
                await asyncio.sleep(0)
        return found

    def at(self, chat: Chat | User, thread: int | None = None) -> Address:
        return Address(CHANNEL, str(chat.id), None if thread is None else str(thread))

    def ref(self, chat: Chat | User, message_id: int) -> MessageRef:
        return MessageRef(self.at(chat), str(message_id))

    def errors_of(self, method: str) -> list[str]:
        return [call.error or "" for call in self.world.refused_log if call.method == method]

    def params_of(self, method: str) -> list[dict[str, Any]]:
        return [call.params for call in self.world.calls(method)]

    def webhook_options(self) -> WebhookOptions:
        port = free_port()
        url = f"http://127.0.0.1:{port}/hooks/telegram"
        return WebhookOptions(url=url, secret="s3cret_-", port=port)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@asynccontextmanager
async def open_stage(**server_options: Any) -> AsyncIterator[Stage]:
    clock = SteadyClock()
    world = TelegramWorld(clock=clock.now)
    bot = world.add_bot(TOKEN, username="bell_bot", first_name="Bell")
    ann = world.add_user("Ann", username="ann", language_code="ta")
    olga = world.add_user("Olga", last_name="Owner")
    group = world.add_chat("supergroup", "Harbour", username="harbour", is_forum=True)
    world.add_member(group.id, olga.id, status="creator")
    world.add_member(group.id, bot.id, status="administrator")
    world.add_member(group.id, ann.id)
    server = TelegramServer(world, **server_options)
    await server.start()
    try:
        yield Stage(world, server, bot, ann, olga, group, clock)
    finally:
        await server.stop()
