"""What frames both sides of the page: the clock, the tour, who can be played, and what is looked at."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bots.playground.demo_clock import DemoClock
from bots.playground.page_cast import Cast, Side
from bots.playground.page_discord import DiscordSight, DiscordView
from bots.playground.page_telegram import TelegramSight, TelegramView
from bots.playground.page_tour import Tour
from bots.playground.page_wish import JsonObject

NextDue = Callable[[], Awaitable[datetime | None]]


@dataclass(frozen=True, slots=True)
class Stage:
    """What all open pages share."""

    telegram: TelegramView
    discord: DiscordView
    clock: DemoClock
    cast: Cast
    tour: Tour
    # Names these worlds: ids a page remembers from others mean nothing here.
    world: str
    next_due: NextDue | None = None


def frame_parts(stage: Stage, telegram: TelegramSight, discord: DiscordSight) -> dict[str, object]:
    """The sections of the page that belong to neither side."""
    return {
        "clock": {"now": stage.clock.now().timestamp(), "jump": stage.next_due is not None},
        "tour": stage.tour.view(),
        "self": {
            "world": stage.world,
            "telegram": str(telegram.person),
            "discord": str(discord.person),
            "telegram_chat": None if telegram.chat is None else str(telegram.chat),
            "telegram_topic": telegram.topic,
            "discord_channel": None if discord.channel is None else str(discord.channel),
        },
        "people": {"telegram": _people(stage.cast, "telegram"), "discord": _people(stage.cast, "discord")},
    }


def _people(cast: Cast, side: Side) -> list[JsonObject]:
    return [
        {
            "id": str(number),
            "name": person.name,
            "role": person.role,
            "colour": person.colour,
            "initials": person.initials,
        }
        for number, person in cast.on(side)
    ]
