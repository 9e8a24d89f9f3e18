"""The composition root: makes core, adapters and clock from the settings and lets them run as one process."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from adapters.discord.channel import DiscordChannel
from adapters.discord.gateway import DiscordGateway, GatewaySettings, Patience
from adapters.discord.redirect import Endpoints
from adapters.discord.rest import Rest
from adapters.telegram.channel import CHANNEL as TELEGRAM
from adapters.telegram.start import TelegramAdapter, TelegramOptions
from adapters.telegram.webhook import WebhookOptions
from bots.channels import DiscordSide, Side, TelegramSide
from bots.meaning import bring_meaning
from bots.profile import community_of, policy_of
from bots.schedule import Schedule
from config import settings as config_settings
from config.settings import Settings
from core.channel import Channel, Limit, Pace
from core.clock import Clock, SystemClock
from core.engine import Engine, Post
from core.faq.library import Library
from core.faq.pack import load_faq
from core.outbox.dispatcher import Dispatcher
from core.outbox.relay import Relay
from core.outbox.store import Queued
from core.perception import Perceiver
from core.scam.links import official_view
from core.scam.rules import load_rules
from core.storage import lock
from core.storage.db import Database
from core.storage.media import MediaStore
from core.text.catalog import Texts

log = logging.getLogger(__name__)

DATABASE_FILE = "bellbuoy.db"
MEDIA_FILE = "media.db"
LARGEST_FILE = 20 * 1024 * 1024
MOST_FILES = 5 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long to wait for platforms; tests and the demo are less patient than the defaults."""

    hold: timedelta = timedelta(seconds=50)
    first: timedelta = timedelta(seconds=1)
    longest: timedelta = timedelta(seconds=30)


class Suite:
    """Everything that runs. Made by ``build``; ``run`` ends when ``stop`` was called or no channel is left."""

    def __init__(
        self,
        engine: Engine,
        database: Database,
        media: MediaStore,
        relays: Sequence[Relay],
        sides: Sequence[Side],
        schedule: Schedule,
        understand: Callable[[], Coroutine[None, None, None]] | None = None,
    ) -> None:
        self.engine = engine
        self.database = database
        self.media = media
        self.schedule = schedule
        self._relays = relays
        self._sides = sides
        self._understand = understand
        self._stopping = asyncio.Event()
        self._over = asyncio.Event()

    def stop(self) -> None:
        """Stop taking in, finish what is in flight, end; within some ten seconds."""
        self._stopping.set()

    async def wait_until_up(self) -> None:
        """Until every channel can take in and send, or the suite has ended."""
        over = asyncio.create_task(self._over.wait(), name="over")
        try:
            for side in self._sides:
                up = asyncio.create_task(side.up.wait(), name=f"up {side.name}")
                await asyncio.wait({up, over}, return_when=asyncio.FIRST_COMPLETED)
                up.cancel()
        finally:
            over.cancel()

    async def run(self) -> bool:
        """Serve until stopped. False when it ended because no channel could go on."""
        relays = [asyncio.create_task(relay.run(), name=f"relay {relay.name}") for relay in self._relays]
        sides = [asyncio.create_task(side.run(self.engine), name=f"channel {side.name}") for side in self._sides]
        stopping = asyncio.create_task(self._stopping.wait(), name="stop")
        learning = [asyncio.create_task(self._understand(), name="meaning")] if self._understand else []
        self.schedule.start()
        try:
            await self._until_over(sides, relays, stopping)
        finally:
            stopping.cancel()
            self.schedule.stop()
            # Relays first: what is in flight still needs its channel. What comes in meanwhile waits in the outbox.
            for task in (*relays, *learning):
                task.cancel()
            await asyncio.gather(*relays, *learning, stopping, return_exceptions=True)
            for side in self._sides:
                side.stop()
            await asyncio.gather(*sides, return_exceptions=True)
            self._over.set()
        return self._stopping.is_set()

    async def _until_over(
        self,
        sides: Sequence[asyncio.Task[None]],
        relays: Sequence[asyncio.Task[None]],
        stopping: asyncio.Task[bool],
    ) -> None:
        left: set[asyncio.Task[None] | asyncio.Task[bool]] = {*sides, *relays, stopping}
        while not stopping.done():
            done, left = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if task is not stopping and task.exception() is not None:
                    log.error("%s ended: %s", task.get_name(), task.exception())
            if any(relay.done() for relay in relays) or all(side.done() for side in sides):
                return


@contextlib.asynccontextmanager
async def build(
    settings: Settings, *, clock: Clock | None = None, pauses: Pauses | None = None
) -> AsyncIterator[Suite]:
    """Open the data directory and make the suite; everything is closed again at the end.

    Raises AlreadyRunning, StorageError or PackError, in words for the operator.
    """
    clock = clock or SystemClock()
    pauses = pauses or Pauses()
    with lock.hold(settings.data_dir):
        async with contextlib.AsyncExitStack() as stack:
            database = await Database.open(settings.data_dir / DATABASE_FILE, clock=clock)
            stack.push_async_callback(database.close)
            media = await MediaStore.open(
                settings.data_dir / MEDIA_FILE, largest=LARGEST_FILE, most=MOST_FILES, clock=clock
            )
            stack.push_async_callback(media.close)
            suite, adapters = await _assemble(settings, clock, pauses, database, media)
            for adapter in adapters:
                stack.push_async_callback(adapter.close)
            yield suite


async def _assemble(
    settings: Settings, clock: Clock, pauses: Pauses, database: Database, media: MediaStore
) -> tuple[Suite, list[TelegramAdapter]]:
    texts = Texts.load(packs_of(settings), default=settings.community.default_language)
    adapters: list[TelegramAdapter] = []
    channels: list[Channel] = []
    rest = Rest()
    if settings.telegram.token is not None:
        adapters.append(TelegramAdapter(_telegram_options(settings, pauses), vault=media, texts=texts, clock=clock))
        channels.append(adapters[0].channel)
    if settings.discord.token is not None:
        channels.append(DiscordChannel(rest, media, clock))
    late: list[Dispatcher] = []

    def post(queued: Sequence[Queued]) -> None:
        late[0].post(queued)

    library = Library(load_faq(packs_of(settings)), settings.community.default_language)
    engine = _engine(settings, texts, library, database, clock, channels, post)
    dispatcher = Dispatcher(database, engine, clock)
    late.append(dispatcher)
    await engine.start()
    sides: list[Side] = [TelegramSide(adapter, pauses.first, pauses.longest) for adapter in adapters]
    if settings.discord.token is not None:
        gateway = DiscordGateway(_gateway_settings(settings, pauses), rest, engine, texts, media, clock)
        sides.append(DiscordSide(gateway))
    relays = [dispatcher.relay_for(channel) for channel in channels]
    schedule = Schedule(engine, media, library, clock, settings)
    understand = partial(bring_meaning, library, settings.data_dir) if settings.faq.meaning else None
    return Suite(engine, database, media, relays, sides, schedule, understand), adapters


def packs_of(settings: Settings) -> list[Path]:
    """The pack that ships, then every pack in the data directory, in the order of their names."""
    shipped = Path(config_settings.__file__).parent / "packs" / "default"
    own = settings.data_dir / "packs"
    return [shipped, *(sorted(path for path in own.iterdir() if path.is_dir()) if own.is_dir() else ())]


def _engine(
    settings: Settings,
    texts: Texts,
    library: Library,
    database: Database,
    clock: Clock,
    channels: Sequence[Channel],
    post: Post,
) -> Engine:
    community = community_of(settings)
    return Engine(
        database=database,
        texts=texts,
        perceiver=perceiver_of(settings, texts, library),
        library=library,
        community=community,
        policy=policy_of(settings),
        capabilities={channel.name: channel.capabilities for channel in channels},
        clock=clock,
        post=post,
    )


def perceiver_of(settings: Settings, texts: Texts, library: Library) -> Perceiver:
    """The eyes of the core, with the entries in force, the packs' rules and what is official here."""
    packs = packs_of(settings)
    rules = load_rules(folder for pack in packs if (folder := pack / "scam").is_dir())
    profile = settings.community
    handles = [profile.telegram.username] if profile.telegram.username else []
    official = official_view(links=[str(link.url) for link in profile.links], handles=handles, shared=rules.shared)
    mark = texts.words(profile.default_language, "secret-mark")
    return Perceiver(library, rules, official, mark)


def _telegram_options(settings: Settings, pauses: Pauses) -> TelegramOptions:
    telegram = settings.telegram
    assert telegram.token is not None
    webhook = None
    if telegram.mode == "webhook":
        assert telegram.webhook.public_url is not None, "checked with the settings"
        assert telegram.webhook.secret is not None, "checked with the settings"
        webhook = WebhookOptions(
            url=str(telegram.webhook.public_url),
            secret=telegram.webhook.secret.get_secret_value(),
            host=telegram.webhook.listen_host,
            port=telegram.webhook.listen_port,
        )
    pace = Pace(
        overall=(Limit(max(1, int(telegram.pace.messages_per_second)), timedelta(seconds=1)),),
        per_place=(Limit(1, timedelta(seconds=1 / telegram.pace.per_chat_per_second)),),
        crowded=(Limit(telegram.pace.per_group_per_minute, timedelta(minutes=1)),),
    )
    return TelegramOptions(
        token=telegram.token.get_secret_value(),
        base_url=str(telegram.api_url).rstrip("/"),
        webhook=webhook,
        hold=pauses.hold,
        first_pause=pauses.first,
        longest_pause=pauses.longest,
        pace=pace,
        name=TELEGRAM,
    )


def _gateway_settings(settings: Settings, pauses: Pauses) -> GatewaySettings:
    discord = settings.discord
    assert discord.token is not None
    return GatewaySettings(
        token=discord.token.get_secret_value(),
        guild_id=int(settings.community.discord.guild) if settings.community.discord.guild else None,
        endpoints=Endpoints(api_url=str(discord.api_url), gateway_url=str(discord.gateway_url)),
        patience=Patience(first_pause=pauses.first, longest_pause=pauses.longest),
    )
