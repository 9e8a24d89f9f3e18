"""How much memory a Discord server with many members takes: our client beside a plain one of the same library."""

import asyncio
import gc
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import discord
import psutil

from adapters.discord.gateway import DiscordGateway, GatewaySettings
from adapters.discord.redirect import Endpoints, redirected
from adapters.discord.rest import Rest
from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_records import Member
from bots.playground.discord_server import DiscordServer
from core.channel import Handled
from core.clock import SystemClock
from core.events import Event, MessageReceived
from core.ids import MediaHash
from core.text.catalog import Texts
from tests.bench.scoreboard import Row
from tests.quiet_intake import QuietIntake

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "config" / "packs" / "default"
TOKEN = "1:x"
MEMBERS, QUICK_MEMBERS = 50_000, 5_000
MESSAGES = 200
GOAL_MIB = 90.0
_TIMEOUT = 300.0  # seconds


def measure(quick: bool) -> list[Row]:
    """One row; a quick run has a tenth of the members, so that its goal says little."""
    return asyncio.run(_measure(quick=quick))


async def _measure(*, quick: bool) -> list[Row]:
    members = QUICK_MEMBERS if quick else MEMBERS
    async with _harbour(members) as (world, server, channel_id, speaker):
        plain = await _resident("plain", world, server, channel_id, speaker)
        ours = await _resident("ours", world, server, channel_id, speaker)
    return [
        Row(
            number=14,
            metric=f"RSS with a {members:,}-member guild",
            baseline_name="plain discord.py client",
            baseline=round(plain, 1),
            ours=round(ours, 1),
            unit="MiB",
            goal=f"≤ {GOAL_MIB:g} MiB",
            ratio=round(ours / plain, 3),
            met=ours <= GOAL_MIB,
        )
    ]


@asynccontextmanager
async def _harbour(members: int) -> AsyncIterator[tuple[DiscordWorld, DiscordServer, int, int]]:
    """A server with people and a bot, on loopback."""
    world = DiscordWorld(clock=lambda: datetime.now(UTC), log_limit=100)
    owner = world.add_user("owner")
    guild = world.add_guild("Harbour", owner_id=owner.id)
    bot = world.add_application(TOKEN, name="bellbuoy")
    world.add_member(guild.id, bot.id)
    channel = world.add_channel(guild.id, "general")
    joined = datetime.now(UTC)
    for number in range(members):
        user = world.add_user(f"member{number}", global_name=f"Member {number}")
        guild.members[user.id] = Member(user.id, joined)
    server = DiscordServer(world)
    await server.start()
    try:
        yield world, server, channel.id, owner.id
    finally:
        await server.stop()


async def _resident(kind: str, world: DiscordWorld, server: DiscordServer, channel_id: int, speaker: int) -> float:
    """MiB that another process takes once it is connected and has heard some talk."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.discord_bench", kind,
        server.api_url, server.gateway_url, server.cdn_url, cwd=ROOT, stdout=PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        await _told(process.stdout)
        for number in range(MESSAGES):
            world.say(speaker, channel_id, f"good morning number {number}")
        return float(await _told(process.stdout)) / 2**20
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _told(stream: asyncio.StreamReader) -> str:
    line = (await asyncio.wait_for(stream.readline(), _TIMEOUT)).decode().strip()
    if not line:
        raise RuntimeError("the other process of the measurement ended")
    return line


class _Heard:
    """Counts messages until all are there."""

    def __init__(self) -> None:
        self._left = MESSAGES
        self.all = asyncio.Event()

    def one(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.all.set()


class _Counting(QuietIntake):
    """A core that only counts."""

    def __init__(self, heard: _Heard) -> None:
        self._heard = heard

    async def handle(self, event: Event) -> Handled:
        if isinstance(event, MessageReceived):
            self._heard.one()
        return Handled.DONE


class _NoFiles:
    async def put(self, data: bytes, *, mime: str, name: str, now: datetime) -> MediaHash:
        raise NotImplementedError("nothing is saved here")

    async def get(self, stored: MediaHash) -> bytes | None:
        return None


async def _ours(endpoints: Endpoints) -> None:
    heard = _Heard()
    settings = GatewaySettings(token=TOKEN, members=True, endpoints=endpoints)
    gateway = DiscordGateway(settings, Rest(), _Counting(heard), Texts.load([PACK]), _NoFiles(), SystemClock())
    running = asyncio.create_task(gateway.supervise())
    await gateway.wait_until_up()
    await _report(heard)
    gateway.stop()
    await running


async def _plain(endpoints: Endpoints) -> None:
    """As the library's guide has it: its caches as they come, the same intents."""
    heard = _Heard()
    intents = discord.Intents.default()
    intents.message_content = True
    intents.members = True

    ready = asyncio.Event()

    class Client(discord.Client):
        async def on_ready(self) -> None:
            ready.set()

        async def on_message(self, message: discord.Message) -> None:
            heard.one()

    client = Client(intents=intents)
    with redirected(endpoints):
        async with client:
            running = asyncio.create_task(client.start(TOKEN))
            await ready.wait()
            await _report(heard)
            running.cancel()


async def _report(heard: _Heard) -> None:
    print("ready", flush=True)
    await heard.all.wait()
    gc.collect()
    print(psutil.Process().memory_info().rss, flush=True)


if __name__ == "__main__":
    _, kind, *addresses = sys.argv
    asyncio.run((_ours if kind == "ours" else _plain)(Endpoints(*addresses)))
