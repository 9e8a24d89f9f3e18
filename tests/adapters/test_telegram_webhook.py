"""Taking in updates by webhook: accepted after the commit, refused when forged, sent again after a failure."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from adapters.telegram.webhook import LARGEST_BODY, SECRET_HEADER, Webhook, WebhookOptions
from bots.playground.faults import Flood, HttpError
from core.errors import ChannelDown
from core.events import MessageReceived
from tests.adapters.telegram_stage import PATIENCE, TOKEN, Stage, open_stage

pytestmark = pytest.mark.asyncio
UPDATE = b'{"update_id": 7, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, '
UPDATE += b'"from": {"id": 5, "first_name": "Ann"}, "text": "hello"}}'


@asynccontextmanager
async def listening(stage: Stage) -> AsyncIterator[WebhookOptions]:
    """The adapter running with a webhook, once Telegram knows its address."""
    options = stage.webhook_options()
    async with stage.running(webhook=options):
        source = stage.adapter.source
        assert isinstance(source, Webhook)
        await source.listening.wait()
        yield options


async def post(options: WebhookOptions, body: bytes, *, secret: str | None = None, path: str = "") -> int:
    headers = {SECRET_HEADER: options.secret if secret is None else secret}
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with (
        aiohttp.ClientSession(timeout=timeout) as session,
        session.post(options.url + path, data=io.BytesIO(body), headers=headers) as response,
    ):
        return response.status


async def test_an_update_arrives_and_is_accepted():
    async with open_stage() as stage, listening(stage) as options:
        stage.world.say(stage.ann.id, stage.group.id, "hello")
        event = await stage.intake.one(MessageReceived)
        await stage.until(lambda: len(stage.bot.updates) == 0)

        assert event.text == "hello"
        assert stage.bot.webhook.url == options.url
        assert stage.bot.webhook.secret == options.secret


async def test_a_failing_commit_makes_telegram_send_it_again():
    async with open_stage(webhook_pause=lambda attempt: 0.0) as stage:
        stage.intake.failures = 2
        async with listening(stage):
            stage.world.say(stage.ann.id, stage.group.id, "hello")
            event = await stage.intake.one(MessageReceived)
            await stage.until(lambda: len(stage.bot.updates) == 0)

            assert event.text == "hello"
            assert "500" in (stage.bot.webhook.last_error or "")


@pytest.mark.parametrize("secret", ["", "s3cret", "s3cret_-x", "ü"])
async def test_what_does_not_carry_the_secret_is_refused(secret):
    async with open_stage() as stage, listening(stage) as options:
        assert await post(options, UPDATE, secret=secret) == 403
        assert stage.intake.events == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (UPDATE, 200),
        (b"not json", 400),
        (b"{}", 400),
        (b'{"update_id": 7, "message"', 400),
        (b'{"update_id": 7, "message": {"message_id": "odd"}}', 200),
        (b'{"update_id": 7}' + b" " * LARGEST_BODY, 413),
    ],
    ids=["update", "no json", "no number", "cut off", "odd", "huge"],
)
async def test_what_is_answered_to(body, status):
    async with open_stage() as stage, listening(stage) as options:
        assert await post(options, body) == status


async def test_a_body_that_does_not_tell_its_size_is_limited_too():
    async def flood() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b" " * (LARGEST_BODY // 2)

    async with open_stage() as stage, listening(stage) as options:
        headers = {SECRET_HEADER: options.secret}
        async with (
            aiohttp.ClientSession() as session,
            session.post(options.url, data=flood(), headers=headers) as response,
        ):
            assert response.status == 413


async def test_other_paths_and_methods_are_not_there():
    async with open_stage() as stage, listening(stage) as options:
        assert await post(options, UPDATE, path="/x") == 404
        async with aiohttp.ClientSession() as session, session.get(options.url) as response:
            assert response.status == 405


async def test_many_updates_of_one_chat_keep_their_order():
    async with open_stage() as stage, listening(stage) as options:
        for number in range(20):
            body = UPDATE.replace(b'"update_id": 7', f'"update_id": {number}'.encode())
            assert await post(options, body) == 200

        assert [event.id for event in stage.intake.all(MessageReceived)] == [
            f"telegram:u:{number}" for number in range(20)
        ]


@pytest.mark.parametrize("fault", [HttpError(502), Flood(1)], ids=["down", "flood"])
async def test_the_address_is_announced_as_often_as_it_takes(fault):
    async with open_stage() as stage:
        stage.server.faults.schedule("setWebhook", fault)
        async with listening(stage) as options:
            assert stage.bot.webhook.url == options.url


async def test_an_address_that_telegram_refuses_is_said_so():
    async with open_stage() as stage:
        adapter = stage.make_adapter(webhook=WebhookOptions(url="http://example.org/x", secret="s", port=0))
        await adapter.start(stage.intake)

        with pytest.raises(ChannelDown, match="refuses the webhook address") as raised:
            await adapter.run(stage.intake)
        await adapter.close()

        assert raised.value.fatal
        assert TOKEN not in str(raised.value)


async def test_the_secret_is_not_shown():
    assert "s3cret" not in repr(WebhookOptions(url="https://example.org", secret="s3cret"))
