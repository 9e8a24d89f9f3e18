"""The platforms that the contract is checked on: one made of lists, and both real ones on the wire."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.channel import Channel
from core.ids import Address, ChannelName
from tests.adapters.discord_stage import discord_stage
from tests.adapters.telegram_stage import open_stage as telegram_stage
from tests.house import DESK_CAN
from tests.toy_channel import ToyChannel


@dataclass(frozen=True, slots=True)
class Platform:
    """``read`` gives what a person sees in ``at`` now, oldest first, as plain words."""

    channel: Channel
    at: Address
    nowhere: Address
    read: Callable[[], list[str]]


@pytest.fixture(params=["toy", "telegram", "discord"])
async def platform(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Platform]:
    match request.param:
        case "toy":
            toy = ToyChannel("toy", DESK_CAN)
            at = Address(ChannelName("toy"), "-1")
            yield Platform(
                toy, at, Address(toy.name, "nowhere"), lambda: [message.text for message in toy.at(at.place)]
            )
        case "telegram":
            async with telegram_stage() as stage, stage.running():
                group = Address(ChannelName("telegram"), str(stage.group.id))
                yield Platform(
                    stage.adapter.channel,
                    group,
                    Address(group.channel, "-1009999999999"),
                    lambda: [message.content for message in stage.world.history(stage.group.id)],
                )
        case "discord":
            async with discord_stage(tmp_path / "pack") as desk:
                yield Platform(
                    desk.channel, desk.at, Address(desk.at.channel, "404"), lambda: [_shown(t) for t in desk.contents()]
                )


def _shown(content: str) -> str:
    """Discord's text without the escapes that its client does not show."""
    shown, escaped = [], False
    for sign in content:
        if sign == "\\" and not escaped:
            escaped = True
            continue
        shown.append(sign)
        escaped = False
    return "".join(shown)
