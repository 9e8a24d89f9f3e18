"""A small local Discord for tests: a server with people, the adapter connected to it, and a core that records."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, TypeVar

from adapters.discord.channel import DiscordChannel
from adapters.discord.commands import COMMANDS_HERE
from adapters.discord.gateway import DiscordGateway, GatewaySettings, Patience
from adapters.discord.redirect import Endpoints
from adapters.discord.rest import Rest
from adapters.discord.translate import place
from bots.playground import discord_permissions as perms
from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_records import Channel, Guild, User
from bots.playground.discord_server import DiscordServer
from bots.playground.faults import Faults
from core.channel import Delivery, Handled, Receipt, WatchedRoom
from core.effects import Effect
from core.events import Author, ChannelState, Event, MessageReceived
from core.forms import FORMS
from core.ids import Address, ChannelName, MediaHash
from core.text.catalog import Texts

TOKEN = "1:x"
T = TypeVar("T")
E = TypeVar("E")

BOT_RIGHTS = (
    perms.MANAGE_MESSAGES
    | perms.MANAGE_THREADS
    | perms.MODERATE_MEMBERS
    | perms.BAN_MEMBERS
    | perms.MANAGE_CHANNELS
    | perms.CREATE_PRIVATE_THREADS
)
QUICK = Patience(
    login=timedelta(seconds=5),
    ready=timedelta(seconds=5),
    guilds=timedelta(seconds=0.1),
    grace=timedelta(seconds=0.05),
    first_pause=timedelta(seconds=0.01),
    longest_pause=timedelta(seconds=0.05),
    closing=timedelta(seconds=2),
)


class Clock:
    """The computer's time plus what a test adds: Discord's ids carry the time, so it must run."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class RecordingIntake:
    """Stands for the core: notes every event, and can be slow, broken or busy."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.rooms: list[WatchedRoom] = []
        self.facts: dict[str, str] = {}
        self.hints: Mapping[str, str] = {}
        self.values: Mapping[str, str] = {}
        self.locale = "en"
        self.asking: Author | None = None
        self.wants_files = False
        self.failures = 0
        self.failure: Exception = RuntimeError("the core stumbles")
        self.handled = Handled.DONE
        self.gate = asyncio.Event()
        self.gate.set()
        self._changed = asyncio.Condition()

    async def handle(self, event: Event) -> Handled:
        self.events.append(event)
        async with self._changed:
            self._changed.notify_all()
        if isinstance(event, ChannelState):
            return Handled.DONE
        await self.gate.wait()
        if self.failures:
            self.failures -= 1
            raise self.failure
        return self.handled

    def listens_to(self, at: Address, *, private: bool) -> bool:
        return self.wants_files

    async def wants_media(self, event: MessageReceived) -> bool:
        return self.wants_files

    async def watched_rooms(self, channel: ChannelName) -> list[WatchedRoom]:
        return self.rooms

    async def suggestions(
        self, command: str, parameter: str, words: str, locale: str | None, author: Author | None
    ) -> Mapping[str, str]:
        await self.gate.wait()
        self.asking = author
        return {key: f"{label} {words}" for key, label in self.hints.items()}

    async def form_values(self, form: str, token: str, choice: str | None, author: Author) -> Mapping[str, str]:
        await self.gate.wait()
        if self.failures:
            self.failures -= 1
            raise self.failure
        self.asking = author
        return self.values

    async def locale_of(self, author: Author) -> str:
        return self.locale

    async def remembered(self, channel: ChannelName, key: str) -> str | None:
        return self.facts.get(key)

    async def remember(self, channel: ChannelName, key: str, value: str) -> None:
        self.facts[key] = value

    def all(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    async def until(self, found: Callable[[], T], timeout: float = 10.0) -> T:
        """What ``found`` returns once that is true, looked at after every event."""
        async with asyncio.timeout(timeout), self._changed:
            while not (result := found()):
                await self._changed.wait()
            return result

    async def next(self, kind: type[E], timeout: float = 10.0) -> E:
        """The first event of a kind, waited for."""
        return (await self.until(lambda: self.all(kind), timeout))[0]


class Vault:
    """Keeps files in a dictionary."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.failure: Exception | None = None

    async def put(self, data: bytes, *, mime: str, name: str, now: datetime) -> MediaHash:
        if self.failure is not None:
            raise self.failure
        stored = MediaHash(hashlib.sha256(data).hexdigest())
        self.files[stored] = data
        return stored

    async def get(self, stored: MediaHash) -> bytes | None:
        return self.files.get(stored)


def write_pack(folder: Path) -> Path:
    """A content pack with every text that the adapter asks for; each says its key and language."""
    keys = ["error-try-again"]
    for command in COMMANDS_HERE:
        keys += [f"command-{command.name}"]
        keys += [f"command-{command.name}-{parameter.name}" for parameter in command.parameters]
        keys += [f"command-{command.name}-menu"] if command.context else []
    for form in FORMS.values():
        keys += [f"form-{form.name}", *(f"form-{form.name}-{one.name}" for one in form.fields)]
    for locale in ("en", "zh-Hans", "zh-Hant"):
        (folder / locale).mkdir(parents=True)
        lines = "".join(f"{key} = {key} {locale}\n" for key in keys)
        (folder / locale / "ui.ftl").write_text(lines, encoding="utf-8")
    return folder


@dataclass(slots=True)
class Stage:
    clock: Clock
    world: DiscordWorld
    server: DiscordServer
    faults: Faults
    guild: Guild
    owner: User
    bob: User
    mod: User
    bot: User
    general: Channel
    forum: Channel
    intake: RecordingIntake
    vault: Vault
    texts: Texts
    settings: GatewaySettings
    rest: Rest = field(default_factory=Rest)
    gateway: DiscordGateway = field(init=False)
    channel: DiscordChannel = field(init=False)
    running: asyncio.Task[None] | None = None

    def make(self) -> None:
        """A fresh process: nothing of an earlier one is left in memory."""
        self.rest = Rest()
        self.gateway = DiscordGateway(self.settings, self.rest, self.intake, self.texts, self.vault, self.clock)
        self.channel = DiscordChannel(self.rest, self.vault, self.clock)

    def begin(self) -> asyncio.Task[None]:
        self.make()
        self.running = asyncio.create_task(self.gateway.supervise())
        return self.running

    async def connect(self) -> None:
        self.begin()
        async with asyncio.timeout(10):
            await self.gateway.wait_until_up()

    async def disconnect(self) -> None:
        if self.running is not None:
            self.gateway.stop()
            async with asyncio.timeout(10):
                await self.running
            self.running = None

    async def deliver(self, effect: Effect, *, key: str = "e#0", attempt: int = 1) -> Receipt:
        return await self.channel.deliver(Delivery(key, effect, attempt))

    @property
    def at(self) -> Address:
        return place(self.general.id)

    def contents(self, channel_id: int | None = None, viewer: int | None = None) -> list[str]:
        return [one.content for one in self.world.history(channel_id or self.general.id, viewer)]

    def requests(self, method: str, path: str, *, refused: bool = False) -> list[Any]:
        """What the platform was asked, by method and shell pattern of the path."""
        log = self.world.refused_log if refused else self.world.sent_log
        return [one for one in log if one.method == method and fnmatchcase(one.route, f"*{path}")]


@asynccontextmanager
async def discord_stage(
    pack: Path,
    *,
    connected: bool = True,
    members: bool = False,
    intents: Iterable[str] = ("message_content", "members"),
    heartbeat: float = 41.25,
    before: Callable[[Stage], Awaitable[None]] | None = None,
) -> AsyncIterator[Stage]:
    """Open the stage; ``before`` runs before the adapter connects."""
    clock = Clock()
    world = DiscordWorld(clock=clock.now)
    owner = world.add_user("olive", global_name="Olive")
    bob = world.add_user("bob", global_name="Bob")
    mod = world.add_user("mod", global_name="Mo")
    guild = world.add_guild("Harbour", owner_id=owner.id)
    bot = world.add_application(TOKEN, name="bellbuoy", intents=intents)
    hands = world.add_role(guild.id, "bellbuoy", permissions=BOT_RIGHTS)
    moderators = world.add_role(guild.id, "moderators", permissions=perms.MANAGE_MESSAGES, position=1)
    world.add_member(guild.id, bob.id)
    world.add_member(guild.id, mod.id, roles=[moderators.id])
    world.add_member(guild.id, bot.id, roles=[hands.id])
    general = world.add_channel(guild.id, "general")
    forum = world.add_channel(guild.id, "tickets", "forum", available_tags=("open", "closed"))
    faults = Faults()
    server = DiscordServer(world, faults=faults, heartbeat_interval=heartbeat)
    await server.start()
    endpoints = Endpoints(server.api_url, server.gateway_url, server.cdn_url)
    stage = Stage(
        clock=clock, world=world, server=server, faults=faults, guild=guild, owner=owner, bob=bob, mod=mod,
        bot=bot, general=general, forum=forum, intake=RecordingIntake(), vault=Vault(),
        texts=Texts.load([write_pack(pack)]),
        settings=GatewaySettings(token=TOKEN, members=members, endpoints=endpoints, patience=QUICK),
    )  # fmt: skip
    stage.make()
    try:
        if before is not None:
            await before(stage)
        if connected:
            await stage.connect()
        yield stage
    finally:
        try:
            await stage.disconnect()
        finally:
            await server.stop()


def patient(stage: Stage, **changes: timedelta) -> None:
    """Other times for the supervisor than the quick ones."""
    stage.settings = replace(stage.settings, patience=replace(QUICK, **changes))
