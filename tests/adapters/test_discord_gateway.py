"""Staying connected: what the supervisor survives, what it gives up on, and what it tells."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import discord
import pytest
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bots.playground.faults import HttpError
from core.errors import ChannelDown, StorageError
from core.events import ChannelState, MessageReceived
from tests.adapters.discord_stage import Stage, discord_stage, patient


async def hears(stage: Stage, words: str) -> None:
    """Something said now reaches the core."""
    stage.world.say(stage.bob.id, stage.general.id, words)
    await stage.intake.until(lambda: [one for one in stage.intake.all(MessageReceived) if one.text == words])


async def states(stage: Stage, count: int) -> list[bool]:
    await stage.intake.until(lambda: len(stage.intake.all(ChannelState)) >= count)
    return [one.up for one in stage.intake.all(ChannelState)]


async def test_a_failed_first_handshake_is_survived_and_told(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack", connected=False) as stage:
        stage.server.refuse_handshakes(2)

        await stage.connect()

        await hears(stage, "hello")
        assert await states(stage, 2) == [False, True]


async def test_a_platform_that_is_down_at_the_start_is_waited_for(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack", connected=False) as stage:
        stage.faults.schedule("GET /users/@me", HttpError(503), count=3)

        await stage.connect()

        await hears(stage, "hello")


@pytest.mark.parametrize("resumable", [True, False])
async def test_an_invalid_session_is_survived(tmp_path: Path, resumable: bool) -> None:
    async def configure(stage: Stage) -> None:
        # discord.py waits five seconds before it identifies again, as Discord asks for.
        patient(stage, ready=timedelta(seconds=30))

    async with discord_stage(tmp_path / "pack", before=configure) as stage:
        await stage.server.invalid_session(resumable=resumable)

        await stage.gateway.wait_until_down()
        await stage.gateway.wait_until_up()
        await hears(stage, "hello")


async def test_a_reconnect_that_discord_asks_for_misses_nothing(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack") as stage:
        await stage.server.require_reconnect()

        await hears(stage, "in between")

        assert stage.server.gateway.resumed == 1


async def test_a_broken_line_misses_nothing(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack") as stage:
        await stage.server.drop_sessions()

        await hears(stage, "in between")

        assert stage.server.gateway.resumed == 1


async def test_a_line_on_which_heartbeats_die_is_replaced(tmp_path: Path) -> None:
    async def configure(stage: Stage) -> None:
        patient(stage, silence=timedelta(seconds=0.5))

    async with discord_stage(tmp_path / "pack", heartbeat=0.1, before=configure) as stage:
        stage.server.stop_heartbeat_acks()

        await stage.gateway.wait_until_down()
        stage.server.restart_heartbeat_acks()

        await stage.gateway.wait_until_up()
        await hears(stage, "hello")


async def test_a_gateway_that_stays_away_is_left_for_a_fresh_client(tmp_path: Path) -> None:
    async def configure(stage: Stage) -> None:
        patient(stage, ready=timedelta(seconds=0.3))

    async with discord_stage(tmp_path / "pack", before=configure) as stage:
        logins = len(stage.requests("GET", "/users/@me"))
        stage.server.refuse_handshakes(3)
        await stage.server.drop_sessions()

        assert await states(stage, 3) == [True, False, True]

        assert len(stage.requests("GET", "/users/@me")) > logins
        await hears(stage, "hello")


@pytest.mark.parametrize("connected", [True, False], ids=["while connected", "at the start"])
async def test_a_revoked_token_ends_it_with_words(tmp_path: Path, connected: bool) -> None:
    async with discord_stage(tmp_path / "pack", connected=connected) as stage:
        await stage.server.revoke_token("1:x")
        running = stage.running or stage.begin()
        stage.running = None

        with pytest.raises(ChannelDown, match="token") as raised:
            await asyncio.wait_for(running, 10)

        assert raised.value.fatal
        assert not stage.intake.all(ChannelState)[-1].up


@pytest.mark.parametrize(
    ("granted", "members", "named"),
    [((), False, "Message Content"), (("message_content",), True, "Server Members")],
)
async def test_a_missing_intent_ends_it_with_words(
    tmp_path: Path, granted: tuple[str, ...], members: bool, named: str
) -> None:
    async with discord_stage(tmp_path / "pack", connected=False, intents=granted, members=members) as stage:
        running = stage.begin()
        stage.running = None

        with pytest.raises(ChannelDown, match=named) as raised:
            await asyncio.wait_for(running, 10)

        assert raised.value.fatal


async def test_an_outage_is_logged_once_when_it_begins_and_once_when_it_ends(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def configure(stage: Stage) -> None:
        patient(stage, ready=timedelta(seconds=0.2))

    caplog.set_level(logging.INFO, "adapters.discord.outage")
    async with discord_stage(tmp_path / "pack", before=configure) as stage:
        stage.server.refuse_handshakes(3)
        await stage.server.drop_sessions()

        await states(stage, 3)

        said = [one.message for one in caplog.records if one.name == "adapters.discord.outage"]
        assert [words.partition(" why")[0] for words in said] == [
            "discord is connected",
            "discord is not connected",
            "discord is connected",
        ]


async def test_a_hiccup_is_no_outage(tmp_path: Path) -> None:
    async def configure(stage: Stage) -> None:
        patient(stage, grace=timedelta(seconds=30))

    async with discord_stage(tmp_path / "pack", before=configure) as stage:
        await stage.server.require_reconnect()
        await stage.gateway.wait_until_down()
        await stage.gateway.wait_until_up()
        await hears(stage, "hello")

        assert await states(stage, 1) == [True]


async def test_stopping_waits_for_what_is_being_handled(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack") as stage:
        stage.intake.gate.clear()
        stage.world.say(stage.bob.id, stage.general.id, "last words")
        await stage.intake.next(MessageReceived)

        stage.gateway.stop()
        stage.intake.gate.set()
        assert stage.running is not None
        await asyncio.wait_for(stage.running, 5)
        stage.running = None

        assert not stage.gateway.is_up


async def test_stopping_does_not_wait_for_a_core_that_hangs(tmp_path: Path) -> None:
    async def configure(stage: Stage) -> None:
        patient(stage, closing=timedelta(seconds=0.1))

    async with discord_stage(tmp_path / "pack", before=configure) as stage:
        stage.intake.gate.clear()
        stage.world.say(stage.bob.id, stage.general.id, "last words")
        await stage.intake.next(MessageReceived)

        await stage.disconnect()

        assert not stage.gateway.is_up
        stage.intake.gate.set()


async def test_messages_of_one_place_are_handled_in_order(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack") as stage:
        stage.intake.gate.clear()
        for number in range(5):
            stage.world.say(stage.bob.id, stage.general.id, str(number))
        await stage.intake.next(MessageReceived)
        assert [one.text for one in stage.intake.all(MessageReceived)] == ["0"]

        stage.intake.gate.set()

        await stage.intake.until(lambda: len(stage.intake.all(MessageReceived)) == 5)
        assert [one.text for one in stage.intake.all(MessageReceived)] == ["0", "1", "2", "3", "4"]


async def test_an_event_that_fails_is_handed_over_again(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack") as stage:
        stage.intake.failures = 1

        stage.world.say(stage.bob.id, stage.general.id, "hello")

        await stage.intake.until(lambda: len(stage.intake.all(MessageReceived)) == 2)
        first, second = stage.intake.all(MessageReceived)
        assert first == second


async def test_no_message_is_lost_while_the_core_cannot_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.discord.reporting._FIRST_WAIT", 0.0)
    async with discord_stage(tmp_path / "pack") as stage:
        stage.intake.failure = StorageError("the disk is full")
        stage.intake.failures = 9

        for words in ("hello", "again"):
            stage.world.say(stage.bob.id, stage.general.id, words)

        await stage.intake.until(lambda: len(stage.intake.all(MessageReceived)) == 11)
        assert [one.text for one in stage.intake.all(MessageReceived)] == ["hello"] * 10 + ["again"]


async def test_addresses_of_discord_are_restored(tmp_path: Path) -> None:
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE

    async with discord_stage(tmp_path / "pack") as stage:
        assert f"{stage.server.api_url}/v10" == Route.BASE
        assert stage.server.cdn_url == Asset.BASE

    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE)


async def test_only_the_least_is_listened_to_and_kept(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack") as stage:
        client = stage.rest.client
        await hears(stage, "hello")

        assert client.intents == discord.Intents(
            guilds=True, guild_messages=True, dm_messages=True, message_content=True
        )
        guild = client.get_guild(stage.guild.id)
        assert guild is not None
        assert {member.id for member in guild.members} <= {stage.bot.id}
        assert list(client.cached_messages) == []
