"""Rate limits and scheduled faults on the local Discord's REST side, as the real discord.py meets them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
from aiohttp import ClientError, ClientSession

from bots.playground.faults import DropAfter, DropBefore, Flood, Garbage, Hold, HttpError
from tests.playground.discord_stage import TOKEN, Stage, open_stage


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    async with open_stage(monkeypatch) as opened:
        yield opened


async def test_a_flood_limit_is_waited_out(stage: Stage) -> None:
    client = await stage.connect()
    stage.faults.schedule("POST /channels/*/messages", Flood(0.01), count=2)

    sent = await stage.place(client).send("patient")

    assert sent.content == "patient"
    assert len(stage.faults.taken) == 2


async def test_a_global_limit_stops_everything_for_a_moment(stage: Stage) -> None:
    client = await stage.connect()
    stage.faults.schedule("POST *", Flood(0.01, everywhere=True))

    await stage.place(client).send("patient")

    assert [one.content for one in stage.world.history(stage.general.id)] == ["patient"]


async def test_a_limit_longer_than_the_client_accepts_is_an_error(stage: Stage) -> None:
    client = await stage.connect()
    stage.faults.schedule("POST *", Flood(600))

    with pytest.raises(discord.RateLimited) as refused:
        await stage.place(client).send("impatient")

    assert refused.value.retry_after == 600


async def test_enforced_limits_answer_429_with_the_headers_clients_need(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_stage(monkeypatch, rate_limits=True) as stage, ClientSession() as http:
        url = f"{stage.server.api_url}/v10/channels/{stage.general.id}/messages"
        headers = {"Authorization": f"Bot {TOKEN}"}
        answers = [await http.post(url, json={"content": str(n)}, headers=headers) for n in range(6)]
        refused = answers[-1]
        body = await refused.json()

        assert [one.status for one in answers] == [200] * 5 + [429]
        assert answers[4].headers["X-RateLimit-Remaining"] == "0"
        assert refused.headers["Via"]
        assert refused.headers["Content-Type"] == "application/json"
        assert (body["global"], 0 < body["retry_after"] <= 5) == (False, True)


async def test_a_connection_dropped_before_or_after_the_work(stage: Stage) -> None:
    client = await stage.connect()
    stage.faults.schedule("POST */messages", DropBefore())
    stage.faults.schedule("POST */messages", DropAfter())

    for text in ("never done", "done, answer lost"):
        with pytest.raises((ClientError, OSError)):
            await stage.place(client).send(text)

    assert [one.content for one in stage.world.history(stage.general.id)] == ["done, answer lost"]


async def test_a_held_request_is_carried_out_when_let_go(stage: Stage) -> None:
    client = await stage.connect()
    hold = Hold()
    stage.faults.schedule("POST */messages", hold)

    sending = asyncio.create_task(stage.place(client).send("held"))
    await asyncio.wait_for(hold.reached.wait(), 5)
    before = stage.world.history(stage.general.id)
    hold.gate.set()
    await sending

    assert before == []
    assert [one.content for one in stage.world.history(stage.general.id)] == ["held"]


async def test_a_request_held_while_its_client_dies_is_carried_out(stage: Stage) -> None:
    hold = Hold()
    stage.faults.schedule("POST */messages", hold)
    url = f"{stage.server.api_url}/v10/channels/{stage.general.id}/messages"

    async with ClientSession(headers={"Authorization": f"Bot {TOKEN}"}) as http:
        posting = asyncio.create_task(http.post(url, json={"content": "last words"}))
        await asyncio.wait_for(hold.reached.wait(), 5)
        posting.cancel()
        await asyncio.wait([posting])
    hold.gate.set()

    await stage.world.until(lambda: stage.world.history(stage.general.id))
    assert [one.content for one in stage.world.history(stage.general.id)] == ["last words"]


async def test_errors_and_garbage_reach_the_client(stage: Stage) -> None:
    client = await stage.connect()
    stage.faults.schedule("GET */messages/*", HttpError(503, "overloaded"))
    stage.faults.schedule("GET */messages/*", Garbage())
    sent = await stage.place(client).send("x")

    with pytest.raises(discord.DiscordServerError):
        await stage.place(client).fetch_message(sent.id)
    with pytest.raises(TypeError):
        await stage.place(client).fetch_message(sent.id)


async def test_unknown_routes_and_malformed_bodies_are_refused(stage: Stage) -> None:
    url = f"{stage.server.api_url}/v10"
    headers = {"Authorization": f"Bot {TOKEN}"}
    async with ClientSession(headers=headers) as http:
        unknown = await http.get(f"{url}/nothing/here")
        broken = await http.post(f"{url}/channels/{stage.general.id}/messages", data=b"{")
        wrong = await http.get(f"{url}/channels/abc")
        no_token = await http.get(f"{url}/users/@me", headers={"Authorization": ""})

        assert (unknown.status, (await unknown.json())["code"]) == (404, 0)
        assert (broken.status, (await broken.json())["code"]) == (400, 50109)
        assert (wrong.status, (await wrong.json())["code"]) == (400, 50035)
        assert no_token.status == 401


async def test_accepted_and_refused_requests_are_logged_with_their_number(stage: Stage) -> None:
    client = await stage.connect()

    await stage.place(client).send("ok")
    with pytest.raises(discord.HTTPException):
        await stage.place(client).send("")

    accepted, refused = stage.world.sent_log[-1], stage.world.refused_log[-1]
    assert accepted.template == "/channels/{channel_id}/messages"
    assert isinstance(accepted.body, dict)
    assert accepted.body["content"] == "ok"
    assert (refused.number, refused.status) == (accepted.number + 1, 400)
