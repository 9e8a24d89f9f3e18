"""The whole story on the wire: real libraries, both local platforms, every request checked against the contracts."""

import json
from pathlib import Path

import pytest

from bots.demo import play_script, running_demo
from bots.demo_story import Story
from tests.playground import discord_spec, telegram_stage

DISCORD_CONTRACT = Path(__file__).parents[2].parent / "shared" / "specs" / "discord-openapi.json"


async def test_every_step_of_the_story_happens_and_the_transcript_shows_both_platforms() -> None:
    told: list[str] = []

    happened = await play_script(told.append)

    transcript = "\n".join(told)
    assert happened, transcript
    assert "Telegram │ Harbour Community" in transcript
    assert "Discord  │ #mod-cards" in transcript
    assert "text cannot be shown" not in transcript


async def test_what_the_suite_sends_during_the_story_keeps_the_platforms_contracts(tmp_path: Path) -> None:
    if not DISCORD_CONTRACT.exists():
        pytest.skip(f"the platforms' descriptions are not at {DISCORD_CONTRACT.parent}")
    contract = discord_spec.Spec(json.loads(DISCORD_CONTRACT.read_text("utf-8")))
    async with running_demo(tmp_path) as demo:
        story = Story(demo.town, demo.suite.schedule.tick)
        for step in story.steps:
            await story.play(step)

        telegram = telegram_stage.differences(demo.town.telegram)
        discord = [
            problem
            for entry in demo.town.discord.sent_log
            for problem in discord_spec.problems(
                entry.method, entry.template, entry.body, entry.status, entry.result, contract
            )
        ]

    assert telegram == []
    assert discord == []


async def test_the_bot_pings_nobody_but_the_member_whose_thread_it_opens(tmp_path: Path) -> None:
    async with running_demo(tmp_path) as demo:
        story = Story(demo.town, demo.suite.schedule.tick)
        for step in story.steps:
            await story.play(step)

        town = demo.town
        pinged = {
            person
            for channel in town.discord.channels.values()
            for message in channel.messages.values()
            if message.author_id == town.discord_bot
            for person in message.mentions
        }

    assert pinged == {town.people.diego}
