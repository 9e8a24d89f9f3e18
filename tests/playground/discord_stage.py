"""A small server with people and a bot on the local Discord, and real discord.py clients connected to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
import yarl
from discord import app_commands

from bots.playground import discord_permissions as perms
from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_server import DiscordServer
from bots.playground.faults import Faults

TOKEN = "1:x"
PATIENCE = 10.0


class Clock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **duration: float) -> None:
        self.now += timedelta(**duration)


class Bot(discord.Client):
    """A discord.py client that notes what it hears."""

    def __init__(self, intents: discord.Intents, **options: Any) -> None:
        super().__init__(intents=intents, guild_ready_timeout=0.05, max_ratelimit_timeout=30.0, **options)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.events: list[str] = []
        self.changed = asyncio.Event()
        self.arrange: Callable[[Bot], Awaitable[object]] | None = None

    async def setup_hook(self) -> None:
        if self.arrange is not None:
            await self.arrange(self)
            await self.tree.sync()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        self.events.append(event)
        self.changed.set()
        super().dispatch(event, *args, **kwargs)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once; discord.py would wait five seconds before a second time."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        self.changed.set()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is true, looking again after every event."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self.changed.clear()
                await self.changed.wait()


class Stage:
    """The world, its server, and the people in it."""

    def __init__(self, **options: Any) -> None:
        self.clock = Clock()
        self.world = DiscordWorld(clock=self.clock)
        self.faults = Faults()
        self.server = DiscordServer(self.world, faults=self.faults, **options)
        world = self.world
        self.owner = world.add_user("olga")
        self.ann = world.add_user("ann", global_name="Ann")
        self.ben = world.add_user("ben")
        self.bot = world.add_application(TOKEN, name="bellbuoy")
        self.guild = world.add_guild("Harbour", owner_id=self.owner.id)
        self.staff = world.add_role(self.guild.id, "staff", permissions=perms.ALL_PERMISSIONS & ~perms.ADMINISTRATOR)
        self.role = world.add_role(self.guild.id, "bots", permissions=perms.ALL_PERMISSIONS & ~perms.ADMINISTRATOR)
        world.add_member(self.guild.id, self.ann.id)
        world.add_member(self.guild.id, self.ben.id, roles=[self.staff.id])
        world.add_member(self.guild.id, self.bot.id, roles=[self.role.id])
        self.general = world.add_channel(self.guild.id, "general")
        self.clients: list[tuple[Bot, asyncio.Task[None]]] = []

    def client(self, intents: discord.Intents | None = None, **options: Any) -> Bot:
        """Make a client with the intents the product uses."""
        if intents is None:
            intents = discord.Intents.default()
            intents.message_content = intents.members = True
        return Bot(intents, **options)

    def start(self, client: Bot, token: str = TOKEN) -> asyncio.Task[None]:
        """Run a client; the stage closes it."""
        task = asyncio.create_task(client.start(token))
        self.clients.append((client, task))
        return task

    async def connect(
        self, arrange: Callable[[Bot], Awaitable[object]] | None = None, *, client: Bot | None = None
    ) -> Bot:
        """Run a client and wait until it is ready."""
        client = client or self.client()
        client.arrange = arrange
        task = self.start(client)
        ready = asyncio.create_task(client.until(lambda: client.is_ready()))
        await asyncio.wait([task, ready], return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            ready.cancel()
            await asyncio.wait([ready])
            task.result()
        await ready
        return client

    def place(self, client: Bot) -> discord.TextChannel:
        """Return #general as the client knows it."""
        channel = client.get_channel(self.general.id)
        assert isinstance(channel, discord.TextChannel)
        return channel

    async def close(self) -> None:
        for client, task in self.clients:
            await client.close()
            await asyncio.wait([task], timeout=PATIENCE)
            if task.done() and not task.cancelled():
                task.exception()
        await self.server.stop()


@asynccontextmanager
async def open_stage(patch: pytest.MonkeyPatch, **options: Any) -> AsyncIterator[Stage]:
    """Serve a world and point discord.py at it."""
    stage = Stage(**options)
    await stage.server.start()
    patch.setattr(discord.http.Route, "BASE", stage.server.api_url + "/v10")
    patch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(stage.server.gateway_url))
    patch.setattr(discord.asset.Asset, "BASE", stage.server.cdn_url)
    try:
        yield stage
    finally:
        await stage.close()
