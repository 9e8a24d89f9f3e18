"""A small world behind the demo page for tests: a group, a forum of the team, a server, and the page served."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bots.playground import discord_commands, discord_messages
from bots.playground import discord_permissions as perms
from bots.playground.demo_clock import DemoClock
from bots.playground.discord_content import draft
from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_state import Dispatch
from bots.playground.page_server import Cast, PageServer, Person, TourStep
from bots.playground.telegram_call import Call
from bots.playground.telegram_methods_bot import METHODS as BOT_METHODS
from bots.playground.telegram_methods_messages import METHODS as MESSAGE_METHODS
from bots.playground.telegram_methods_sending import METHODS as SENDING_METHODS
from bots.playground.telegram_model import Bot, TelegramWorld

START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HARBOUR, TEAM = -1001, -1002
ANN, BEN, EVE, OLGA = 11, 12, 13, 14
COMMANDS = [
    {"command": "support", "description": "Talk to the team"},
    {"command": "faq", "description": "Answers to common questions"},
    {"command": "links", "description": "Official links"},
]
_METHODS = {**BOT_METHODS, **SENDING_METHODS, **MESSAGE_METHODS}


class StillClock(DemoClock):
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        super().__init__(real=lambda: START)


@dataclass(slots=True)
class PageStage:
    clock: DemoClock
    telegram: TelegramWorld
    bot: Bot
    discord: DiscordWorld
    app: int
    guild: int
    channels: dict[str, int]
    people: dict[str, int]
    cast: Cast
    page: PageServer
    interactions: "asyncio.Queue[dict[str, Any]]"

    def api(self, method: str, **params: Any) -> Any:
        """What the Telegram bot does, straight through the Bot API's methods."""
        result = _METHODS[method](Call(self.telegram, self.bot, method, params, {}))
        assert result is not None
        return result

    async def asked(self) -> dict[str, Any]:
        """The next interaction that reaches the Discord bot."""
        async with asyncio.timeout(10):
            return await self.interactions.get()

    def answer(self, interaction: dict[str, Any], kind: int, **fields: Any) -> None:
        """Answer an interaction as the Discord bot: 4 a message, 5 thinking, 8 choices, 9 a form."""
        body = {"type": kind, "data": fields}
        self.discord.desk.answer(int(interaction["id"]), interaction["token"], body, {})

    def send(self, channel: str, **body: Any) -> int:
        """A message of the Discord bot; returns its id."""
        place = self.discord.channels[self.channels[channel]]
        # As the bot's library sends it: JSON through the same checks as the REST interface.
        return discord_messages.post(self.discord, self.app, place, draft(body, {})).id

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is true of the worlds, asking anew after each change."""
        changed = asyncio.Event()
        stops = [self.telegram.watch(lambda _: changed.set()), self.discord.watch(lambda _: changed.set())]
        try:
            async with asyncio.timeout(10):
                while not condition():
                    changed.clear()
                    await changed.wait()
        finally:
            for stop in stops:
                stop()


def telegram_world(clock: DemoClock) -> tuple[TelegramWorld, Bot]:
    world = TelegramWorld(clock=clock.now)
    bot = world.add_bot("7:x", username="bellbuoy_bot", first_name="Bellbuoy")
    for number, name, username in (
        (ANN, "Ann", "ann"),
        (BEN, "Ben", "ben_mod"),
        (EVE, "Eve", "eve_support"),
        (OLGA, "Olga", "olga"),
    ):
        world.add_user(name, username=username, language_code="en", user_id=number)
    world.add_chat("supergroup", "Harbour Finance", chat_id=HARBOUR, username="harbour")
    world.add_chat("supergroup", "Harbour team", chat_id=TEAM, is_forum=True)
    for chat in (HARBOUR, TEAM):
        world.add_member(chat, OLGA, status="creator")
        world.add_member(chat, BEN, status="administrator")
        world.add_member(chat, bot.id, status="administrator")
    world.add_member(HARBOUR, ANN)
    world.add_member(HARBOUR, EVE)
    return world, bot


SLASH: list[dict[str, Any]] = [
    {
        "name": "faq",
        "description": "Answers to common questions",
        "options": [
            {"type": 3, "name": "topic", "description": "What about", "required": True, "autocomplete": True},
            {"type": 5, "name": "public", "description": "Show it to all"},
        ],
    },
    {
        "name": "ticket",
        "description": "Talk to the team",
        "options": [
            {"type": 1, "name": "open", "description": "Open a ticket"},
            {
                "type": 1,
                "name": "close",
                "description": "Close a ticket",
                "options": [{"type": 3, "name": "reason", "description": "Why", "required": True}],
            },
        ],
    },
    {"type": 3, "name": "Report to moderators"},
    {"type": 2, "name": "About this member", "default_member_permissions": str(perms.MODERATE_MEMBERS)},
]


def discord_world(clock: DemoClock) -> tuple[DiscordWorld, int, int, dict[str, int], dict[str, int]]:
    world = DiscordWorld(clock=clock.now)
    names = ("Ann", "Ben", "Eve", "Olga", "Zoe")
    people = {name: world.add_user(name.lower(), global_name=name).id for name in names}
    app = world.add_application("1:x", name="Bellbuoy", owner_id=people["Olga"]).id
    guild = world.add_guild("Harbour Finance", owner_id=people["Olga"])
    moderator = world.add_role(guild.id, "Moderators", permissions=perms.EVERYONE_DEFAULT | MODERATING)
    moderator.color = 0x2E9E5B
    bots = world.add_role(guild.id, "Bots", permissions=perms.ADMINISTRATOR)
    for name in ("Ann", "Eve"):
        world.add_member(guild.id, people[name])
    world.add_member(guild.id, people["Ben"], roles=[moderator.id])
    world.add_member(guild.id, app, roles=[bots.id])
    hidden = {guild.id: (0, perms.VIEW_CHANNEL), moderator.id: (perms.VIEW_CHANNEL, 0)}
    read_only = {guild.id: (0, perms.SEND_MESSAGES)}
    top = world.add_channel(guild.id, "Community", "category")
    staff = world.add_channel(guild.id, "Staff", "category", overwrites=hidden)
    made = {
        "welcome": world.add_channel(guild.id, "welcome", parent_id=top.id, overwrites=read_only),
        "general": world.add_channel(guild.id, "general", parent_id=top.id, topic="Talk about the harbour"),
        "questions": world.add_channel(
            guild.id, "questions", "forum", parent_id=top.id, available_tags=["wallet", "staking", "solved"]
        ),
        "alerts": world.add_channel(guild.id, "alerts", parent_id=staff.id, overwrites=hidden),
    }
    discord_commands.replace_all(world, world.applications[app], None, SLASH)
    return world, app, guild.id, {name: one.id for name, one in made.items()}, people


MODERATING = (
    perms.MANAGE_MESSAGES | perms.MODERATE_MEMBERS | perms.KICK_MEMBERS | perms.BAN_MEMBERS | perms.MANAGE_THREADS
)


def the_cast(bot: Bot, app: int, guild: int, channels: dict[str, int], people: dict[str, int]) -> Cast:
    return Cast(
        people=(
            Person("Ann", "member", "#2f7a3d", "AN", ANN, people["Ann"]),
            Person("Ben", "moderator", "#2b66b8", "BE", BEN, people["Ben"]),
            Person("Olga", "admin", "#6a4fb8", "OL", OLGA, people["Olga"]),
            Person("Eve", "scammer", "#b3452f", "EV", EVE, people["Eve"]),
            Person("Zoe", "member", "#0f7480", "ZO", None, people["Zoe"]),
        ),
        telegram_bot_id=bot.id,
        discord_bot_id=app,
        guild_id=guild,
        telegram_chat=HARBOUR,
        discord_channel=channels["general"],
    )


@asynccontextmanager
async def page_stage(
    *, clock: DemoClock | None = None, tour: Callable[["PageStage"], Sequence[TourStep]] | None = None
) -> AsyncIterator[PageStage]:
    """Both worlds and the page, served on loopback; nothing plays the bots but the test itself."""
    clock = StillClock() if clock is None else clock
    telegram, bot = telegram_world(clock)
    discord, app, guild, channels, people = discord_world(clock)
    cast = the_cast(bot, app, guild, channels, people)
    page = PageServer(telegram=telegram, discord=discord, clock=clock, cast=cast)
    stage = PageStage(clock, telegram, bot, discord, app, guild, channels, people, cast, page, asyncio.Queue())
    if tour is not None:
        stage.page = PageServer(telegram=telegram, discord=discord, clock=clock, cast=cast, tour=tour(stage))
    telegram.bots[bot.id].commands["all_private_chats", ""] = list(COMMANDS)

    def hear(dispatch: Dispatch) -> None:
        if dispatch.name == "INTERACTION_CREATE":
            stage.interactions.put_nowait(dispatch.data)

    detach = discord.attach_session(hear)
    await stage.page.start()
    try:
        yield stage
    finally:
        detach()
        await stage.page.stop()
