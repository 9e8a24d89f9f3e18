"""The town of the demonstration: one community on both local platforms, its people, and settings that fit it."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bots.playground import discord_permissions as may
from bots.playground.demo_clock import DemoClock
from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_server import DiscordServer
from bots.playground.faults import Faults
from bots.playground.telegram_api import TelegramServer
from bots.playground.telegram_model import TelegramWorld
from config.settings import Settings

COMMUNITY = "Harbour"
BOT_USERNAME = "HarbourHelpBot"
TELEGRAM_TOKEN = "700:demo"
DISCORD_TOKEN = "demo-discord"
STAFF = may.VIEW_CHANNEL | may.SEND_MESSAGES | may.SEND_MESSAGES_IN_THREADS | may.READ_MESSAGE_HISTORY
BOT_NEEDS = (
    may.VIEW_CHANNEL
    | may.SEND_MESSAGES
    | may.SEND_MESSAGES_IN_THREADS
    | may.CREATE_PUBLIC_THREADS
    | may.CREATE_PRIVATE_THREADS
    | may.MANAGE_THREADS
    | may.MANAGE_CHANNELS
    | may.MANAGE_MESSAGES
    | may.EMBED_LINKS
    | may.ATTACH_FILES
    | may.READ_MESSAGE_HISTORY
    | may.ADD_REACTIONS
    | may.MODERATE_MEMBERS
    | may.KICK_MEMBERS
    | may.BAN_MEMBERS
    | may.PIN_MESSAGES
)


@dataclass(frozen=True, slots=True)
class People:
    """Ids on each platform; Mia and Otto are staff, the one who calls himself support is not."""

    amara: int
    wei: int
    kavya: int
    thief: int
    mia_telegram: int
    mia: int
    otto: int
    diego: int


@dataclass(frozen=True, slots=True)
class Places:
    group: int
    guild: int
    general: int
    support: int
    panel: int
    cards: int
    forum: int


@dataclass(frozen=True, slots=True)
class Town:
    """Both worlds with their servers running."""

    clock: DemoClock
    telegram: TelegramWorld
    discord: DiscordWorld
    telegram_server: TelegramServer
    discord_server: DiscordServer
    people: People
    places: Places
    telegram_bot: int
    discord_bot: int

    def settings(self, data_dir: Path) -> Settings:
        """What an operator of this town would write."""
        people, places = self.people, self.places
        return Settings.model_validate(
            {
                "data_dir": data_dir,
                "telegram": {"token": TELEGRAM_TOKEN, "api_url": self.telegram_server.base_url},
                "discord": {
                    "token": DISCORD_TOKEN,
                    "api_url": self.discord_server.api_url,
                    "gateway_url": self.discord_server.gateway_url,
                },
                "community": {
                    "name": COMMUNITY,
                    "people": [
                        {
                            "name": "Mia",
                            "role": "moderator",
                            "telegram": people.mia_telegram,
                            "discord": people.mia,
                        },
                        {"name": "Otto", "role": "admin", "discord": people.otto},
                    ],
                    "telegram": {
                        "username": BOT_USERNAME,
                        "groups": [{"id": places.group, "title": "Harbour Community", "language": "en"}],
                    },
                    "discord": {
                        "guild": places.guild,
                        "ticket_forum": places.forum,
                        "moderator_channel": places.cards,
                        "support_channels": [places.support],
                        "panel_channel": places.panel,
                    },
                    "links": [{"name": "website", "url": "https://harbour.example"}],
                },
            }
        )


@contextlib.asynccontextmanager
async def open_town(
    clock: DemoClock | None = None,
    *,
    telegram_faults: Faults | None = None,
    discord_faults: Faults | None = None,
) -> AsyncIterator[Town]:
    """Build the town and serve it on loopback until the block ends."""
    clock = clock or DemoClock()
    telegram, discord = TelegramWorld(clock=clock.now), DiscordWorld(clock=clock.now)
    telegram_bot = telegram.add_bot(TELEGRAM_TOKEN, username=BOT_USERNAME, first_name="Harbour Help").user.id
    discord_bot = discord.add_application(DISCORD_TOKEN, name="Harbour Help").id
    people = _settle(telegram, discord)
    places = Places(group=_telegram_group(telegram, telegram_bot, people), **_guild(discord, discord_bot, people))
    telegram_server = TelegramServer(telegram, faults=telegram_faults)
    discord_server = DiscordServer(discord, faults=discord_faults)
    await telegram_server.start()
    try:
        await discord_server.start()
        try:
            yield Town(
                clock,
                telegram,
                discord,
                telegram_server,
                discord_server,
                people,
                places,
                telegram_bot,
                discord_bot,
            )
        finally:
            await discord_server.stop()
    finally:
        await telegram_server.stop()


def _settle(telegram: TelegramWorld, discord: DiscordWorld) -> People:
    def on_telegram(name: str, username: str, language: str) -> int:
        return telegram.add_user(name, username=username, language_code=language).id

    def on_discord(name: str, shown: str) -> int:
        return discord.add_user(name, global_name=shown).id

    return People(
        amara=on_telegram("Amara", "amara_k", "en"),
        wei=on_telegram("小薇", "xiaowei", "zh-hans"),
        kavya=on_telegram("கவ்யா", "kavya_r", "ta"),
        thief=on_telegram("Harbour Support Desk", "harbour_helpdesk", "en"),
        mia_telegram=on_telegram("Mia", "mia_harbour", "en"),
        mia=on_discord("mia", "Mia"),
        otto=on_discord("otto", "Otto"),
        diego=on_discord("diego", "Diego"),
    )


def _telegram_group(telegram: TelegramWorld, bot: int, people: People) -> int:
    group = telegram.add_chat("supergroup", "Harbour Community", username="harbour_community").id
    telegram.add_member(group, people.mia_telegram, status="creator")
    telegram.add_member(group, bot, status="administrator")
    for person in (people.amara, people.wei, people.kavya, people.thief):
        telegram.add_member(group, person)
    return group


def _guild(discord: DiscordWorld, bot: int, people: People) -> dict[str, int]:
    guild = discord.add_guild("Harbour", owner_id=people.otto).id
    staff = discord.add_role(guild, "Moderator", permissions=may.EVERYONE_DEFAULT | may.MANAGE_MESSAGES).id
    crew = discord.add_role(guild, "Harbour Help", permissions=BOT_NEEDS).id
    discord.add_member(guild, people.mia, roles=(staff,))
    discord.add_member(guild, people.diego)
    discord.add_member(guild, bot, roles=(crew,))
    everyone, hidden = guild, {guild: (0, may.VIEW_CHANNEL), staff: (STAFF, 0), crew: (BOT_NEEDS, 0)}
    public = discord.add_channel(guild, "Community", "category").id
    backstage = discord.add_channel(guild, "Staff", "category", overwrites=hidden).id
    read_only = {everyone: (0, may.SEND_MESSAGES), crew: (BOT_NEEDS, 0)}
    return {
        "guild": guild,
        "general": discord.add_channel(guild, "general", parent_id=public).id,
        "support": discord.add_channel(guild, "support", parent_id=public).id,
        "panel": discord.add_channel(guild, "open-a-ticket", parent_id=public, overwrites=read_only).id,
        "cards": discord.add_channel(guild, "mod-cards", parent_id=backstage, overwrites=hidden).id,
        "forum": discord.add_channel(guild, "tickets", "forum", parent_id=backstage, overwrites=hidden).id,
    }
