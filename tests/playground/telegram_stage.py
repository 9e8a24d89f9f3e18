"""A small local Telegram for tests: a forum with owner and member, a bot, the real library connected."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Bot as RealBot

from bots.playground.faults import Faults
from bots.playground.telegram_api import Limits, TelegramServer
from bots.playground.telegram_model import Bot, Chat, TelegramWorld, User
from tests.playground.telegram_spec import load, problems

TOKEN = "123:abc"
START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@dataclass(slots=True)
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, span: timedelta) -> None:
        self.now += span


@dataclass(slots=True)
class Stage:
    clock: Clock
    world: TelegramWorld
    server: TelegramServer
    faults: Faults
    group: Chat
    owner: User
    ann: User
    account: Bot
    # The library answers with unions and optional fields, which a test would have to narrow in every line.
    bot: Any
    others: list[RealBot] = field(default_factory=list)

    async def updates(self, *, offset: int | None = None, allowed: list[str] | None = None) -> list[Any]:
        """What waits for the bot now; asking does not confirm it."""
        return list(await self.bot.get_updates(offset=offset, timeout=0, allowed_updates=allowed))

    async def another(self, token: str = TOKEN) -> Any:
        """One more connection; it is closed with the stage."""
        bot = real_bot(self.server, token)
        await bot.initialize()
        self.others.append(bot)
        return bot


def real_bot(server: TelegramServer, token: str = TOKEN) -> RealBot:
    return RealBot(token, base_url=f"{server.base_url}/bot", base_file_url=f"{server.base_url}/file/bot")


@asynccontextmanager
async def stage(
    *,
    rights: list[str] | None = None,
    rank: str = "administrator",
    limits: Limits | None = None,
    privacy: bool = False,
) -> AsyncIterator[Stage]:
    """A running stage; at its end every accepted request is compared with the description of the Bot API."""
    clock = Clock()
    world = TelegramWorld(clock=clock)
    account = world.add_bot(TOKEN, username="helper_bot", first_name="Helper", can_read_all_group_messages=not privacy)
    owner, ann = world.add_user("Olga"), world.add_user("Ann", username="ann", language_code="en")
    group = world.add_chat("supergroup", "Harbour", is_forum=True)
    world.add_member(group.id, owner.id, status="creator")
    world.add_member(group.id, ann.id)
    world.add_member(group.id, account.id, status=rank, rights=rights)
    faults = Faults()
    server = TelegramServer(world, faults=faults, limits=limits, webhook_pause=lambda attempt: 0.01)
    await server.start()
    bot = real_bot(server)
    set_up = Stage(clock, world, server, faults, group, owner, ann, account, bot)
    try:
        await bot.initialize()
        yield set_up
    finally:
        for one in (bot, *set_up.others):
            await one.shutdown()
        await server.stop()
    assert differences(world) == []


def differences(world: TelegramWorld) -> list[str]:
    """What in the accepted requests differs from the description; nothing where that is not at hand."""
    spec = load()
    if spec is None:
        return []
    return [problem for call in world.sent_log for problem in problems(call.method, call.params, call.result, spec)]
