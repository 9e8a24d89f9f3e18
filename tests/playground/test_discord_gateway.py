"""The local Discord's gateway: sessions, resuming, intents, chunks, and what goes wrong on purpose."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest

from tests.playground.discord_stage import TOKEN, Bot, Stage, open_stage


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    async with open_stage(monkeypatch) as opened:
        yield opened


async def test_a_broken_line_is_resumed_and_nothing_is_missed(stage: Stage) -> None:
    client = await stage.connect()
    gateway = stage.server.gateway

    await stage.server.drop_sessions()
    stage.world.say(stage.ann.id, stage.general.id, "while you were away")
    await client.until(lambda: client.heard)

    assert client.heard[0].content == "while you were away"
    assert (gateway.identified, gateway.resumed) == (1, 1)


async def test_a_close_with_a_code_is_resumed(stage: Stage) -> None:
    client = await stage.connect()

    await stage.server.drop_sessions(4000)
    await client.until(lambda: "resumed" in client.events)

    assert stage.server.gateway.identified == 1


async def test_a_forgotten_session_identifies_anew(stage: Stage) -> None:
    client = await stage.connect()

    await _slowly(client, stage.server.drop_sessions(4000, resumable=False))

    assert (stage.server.gateway.identified, stage.server.gateway.resumed) == (2, 0)


async def test_op_7_resumes(stage: Stage) -> None:
    client = await stage.connect()

    await stage.server.require_reconnect()
    await client.until(lambda: "resumed" in client.events)

    assert (stage.server.gateway.identified, stage.server.gateway.resumed) == (1, 1)


@pytest.mark.parametrize(("resumable", "expected"), [(True, (1, 1)), (False, (2, 0))], ids=["resumable", "gone"])
async def test_op_9_resumes_or_starts_over(stage: Stage, resumable: bool, expected: tuple[int, int]) -> None:
    client = await stage.connect()

    if resumable:
        await stage.server.invalid_session(resumable=True)
        await client.until(lambda: "resumed" in client.events)
    else:
        await _slowly(client, stage.server.invalid_session(resumable=False))

    assert (stage.server.gateway.identified, stage.server.gateway.resumed) == expected


async def _slowly(client: Bot, disturbance: object) -> None:
    """Disturb, then wait until the client is ready once more."""
    before = client.events.count("ready")
    assert asyncio.iscoroutine(disturbance)
    await disturbance
    await client.until(lambda: client.events.count("ready") > before)


async def test_a_revoked_token_ends_the_client(stage: Stage) -> None:
    await stage.connect()
    _, task = stage.clients[0]

    await stage.server.revoke_token(TOKEN)
    await asyncio.wait([task], timeout=10)

    error = task.exception()
    assert isinstance(error, discord.ConnectionClosed)
    assert error.code == 4004


async def test_a_wrong_token_is_refused_at_login(stage: Stage) -> None:
    client = stage.client()

    with pytest.raises(discord.LoginFailure):
        await stage.start(client, "9:wrong")


async def test_intents_that_are_switched_off_are_refused(stage: Stage) -> None:
    stage.world.applications[stage.bot.id].privileged = frozenset({"members"})

    with pytest.raises(discord.PrivilegedIntentsRequired):
        await stage.connect()


async def test_the_first_handshake_can_fail(stage: Stage) -> None:
    stage.server.refuse_handshakes(1)

    # discord.py 2.7.1 does not survive this (its issue 10520): a supervisor has to start a new client.
    with pytest.raises(AttributeError, match="sequence"):
        await stage.connect()
    second = await stage.connect()

    assert second.is_ready()


async def test_a_client_without_heartbeat_answers_reconnects(monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_stage(monkeypatch, heartbeat_interval=0.05) as stage:
        client = await stage.connect(client=stage.client(heartbeat_timeout=0.3))
        await stage.world.until(lambda: stage.server.gateway.heartbeats > 1 or _nudge(stage))

        stage.server.stop_heartbeat_acks()
        await client.until(lambda: "disconnect" in client.events)
        stage.server.restart_heartbeat_acks()
        await client.until(lambda: "resumed" in client.events)

        assert stage.server.gateway.resumed >= 1


def _nudge(stage: Stage) -> bool:
    """Have the condition looked at again soon, as heartbeats change nothing in the world."""
    asyncio.get_running_loop().call_later(0.02, stage.world.notify, "tick")
    return False


async def test_paused_events_arrive_later_and_in_order(stage: Stage) -> None:
    client = await stage.connect()

    stage.server.pause_events()
    for number in range(3):
        stage.world.say(stage.ann.id, stage.general.id, str(number))
    sent = await stage.place(client).fetch_message(stage.world.history(stage.general.id)[0].id)
    heard_while_paused = list(client.heard)
    stage.server.resume_events()
    await client.until(lambda: len(client.heard) == 3)

    assert (sent.content, heard_while_paused) == ("0", [])
    assert [one.content for one in client.heard] == ["0", "1", "2"]


async def test_a_large_server_is_loaded_in_chunks(stage: Stage) -> None:
    for number in range(2500):
        stage.world.add_member(stage.guild.id, stage.world.add_user(f"member{number}").id)

    client = await stage.connect()
    guild = client.get_guild(stage.guild.id)
    assert guild is not None

    assert (guild.large, guild.member_count, len(guild.members)) == (True, 2504, 2504)
    assert (await guild.query_members("member2499", limit=5))[0].name == "member2499"
    fetched = [one async for one in guild.fetch_members(limit=None)]
    assert len(fetched) == 2504


async def test_a_compressed_stream_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_stage(monkeypatch, compression=True) as stage:
        client = await stage.connect()
        stage.world.say(stage.ann.id, stage.general.id, "pressed")
        await client.until(lambda: client.heard)

        assert client.heard[0].content == "pressed"


async def test_the_server_can_be_stopped_and_started_on_its_port(stage: Stage) -> None:
    client = await stage.connect()
    port = int(stage.server.api_url.rpartition(":")[2].partition("/")[0])
    stage.world.say(stage.ann.id, stage.general.id, "before")

    await client.close()
    await stage.server.stop()
    await stage.server.start(port=port)
    again = await stage.connect()

    assert [one.content async for one in stage.place(again).history()] == ["before"]
