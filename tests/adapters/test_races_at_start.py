"""What the first seconds of a process must not lose: words written before it listened, tags, early deliveries."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.discord.authors import DISCORD
from adapters.discord.translate import place
from core.channel import WatchedRoom
from core.effects import OpenRoom, SendText
from core.errors import RetryLater
from core.events import MessageReceived
from core.ids import Address, RoomName
from core.text.markup import Text
from tests.adapters.discord_stage import Stage, discord_stage, patient
from tests.adapters.telegram_stage import CHANNEL, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with discord_stage(tmp_path / "pack", connected=False) as opened:
        yield opened


async def test_words_that_come_before_discord_is_ready_wait_for_those_that_were_missed(stage: Stage) -> None:
    stage.intake.wants_files = True
    first = stage.world.say(stage.bob.id, stage.general.id, "handled long ago")
    stage.intake.rooms = [WatchedRoom(stage.at, str(first.id))]
    stage.world.say(stage.bob.id, stage.general.id, "missed")
    patient(stage, guilds=timedelta(seconds=0.3))

    stage.begin()
    await _until_listening(stage)
    stage.world.say(stage.bob.id, stage.general.id, "live")

    def texts() -> list[str]:
        return list(dict.fromkeys(one.text for one in stage.intake.all(MessageReceived)))

    assert await stage.intake.until(lambda: texts() if len(texts()) == 2 else []) == ["missed", "live"]


async def _until_listening(stage: Stage) -> None:
    """From here on Discord sends events; discord.py is not ready yet. The gateway wakes nobody."""
    async with asyncio.timeout(10):
        while True:
            if stage.server.gateway.live_sessions:
                return
            await asyncio.sleep(0)


async def test_rooms_opened_at_once_do_not_take_each_other_s_new_tags_away(stage: Stage) -> None:
    await stage.connect()

    def post(number: int) -> OpenRoom:
        return OpenRoom(
            room=RoomName(f"ticket:{number}:staff", DISCORD),
            parent=place(stage.forum.id),
            title=f"#{number}",
            text=Text("card"),
            tags=(f"only {number}", "both"),
        )

    await asyncio.gather(*(stage.deliver(post(number), key=f"e#{number}") for number in range(4)))

    names = {tag.id: tag.name for tag in stage.forum.tags}
    for thread in stage.guild.threads.values():
        assert thread.thread is not None
        assert [names[tag] for tag in thread.thread.tags] == [f"only {thread.name[1:]}", "both"]
    assert len(stage.guild.threads) == 4


async def test_a_delivery_before_telegram_was_ever_reached_waits_without_using_up_attempts() -> None:
    async with open_stage() as telegram:
        channel = telegram.make_adapter().channel
        try:
            with pytest.raises(RetryLater) as raised:
                await telegram.deliver(SendText(to=Address(CHANNEL, "7"), text=Text("hello")))
        finally:
            await telegram.adapter.close()

    assert channel.name == CHANNEL
    assert (raised.value.counts, raised.value.whole_channel) == (False, True)
