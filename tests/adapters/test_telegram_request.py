"""The library's HTTP over aiohttp: its errors, its timeouts, and that no word of it holds the token."""

import asyncio
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from adapters.telegram.request import NotSent, TelegramRequest
from bots.playground.faults import DropAfter, DropBefore, Flood, Garbage, Hold, HttpError
from tests.adapters.telegram_stage import TOKEN, free_port, open_stage

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def bot_of(base_url: str, **options: float) -> AsyncIterator[Bot]:
    request = TelegramRequest(**options)  # type: ignore[arg-type]
    bot = Bot(TOKEN, base_url=f"{base_url}/bot", request=request, get_updates_request=request)
    await request.initialize()
    try:
        yield bot
    finally:
        await request.shutdown()


def words_of(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + repr(error)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (HttpError(502, "<html>"), NetworkError),
        (HttpError(404, '{"ok": false, "description": "Not Found"}'), InvalidToken),
        (Garbage(), NetworkError),
        (Garbage(b"\xff\xfe", "application/json"), NetworkError),
        (Garbage(b'{"ok": true}', "application/json"), NetworkError),
        (DropBefore(), NetworkError),
        (DropAfter(), NetworkError),
        (Flood(3), RetryAfter),
    ],
    ids=repr,
)
async def test_trouble_becomes_the_librarys_error_without_the_token(fault, kind):
    async with open_stage() as stage, bot_of(stage.server.base_url) as bot:
        stage.server.faults.schedule("getMe", fault)
        with pytest.raises(kind) as raised:
            await bot.get_me()

        assert not isinstance(raised.value, NotSent)
        assert TOKEN not in words_of(raised.value)


async def test_no_answer_in_time_is_a_time_out():
    async with open_stage() as stage, bot_of(stage.server.base_url) as bot:
        hold = Hold()
        stage.server.faults.schedule("getMe", hold)
        with pytest.raises(TimedOut) as raised:
            await bot.get_me(read_timeout=0.05)
        hold.gate.set()

        assert TOKEN not in words_of(raised.value)


async def test_no_connection_means_not_sent():
    async with bot_of(f"http://127.0.0.1:{free_port()}") as bot:
        call = bot.get_me()
        with pytest.raises(NotSent) as raised:
            await call

        assert TOKEN not in words_of(raised.value)


async def test_an_address_that_is_none_does_not_show_the_token():
    async with bot_of("http://[") as bot:
        with pytest.raises(TelegramError) as raised:
            await bot.get_me()

        assert TOKEN not in words_of(raised.value)


async def test_a_call_without_a_session_was_not_sent():
    request = TelegramRequest()
    with pytest.raises(NotSent):
        await request.do_request("http://127.0.0.1/", "GET")


async def test_waiting_for_a_free_connection_ends_as_not_sent():
    narrow = {"connections": 1, "connect_timeout": 0.05, "pool_timeout": 0.0}
    async with open_stage() as stage, bot_of(stage.server.base_url, **narrow) as bot:
        hold = Hold()
        stage.server.faults.schedule("getMe", hold)
        first = asyncio.create_task(bot.get_me(read_timeout=30))
        await hold.reached.wait()

        with pytest.raises(NotSent):
            await bot.get_me()
        hold.gate.set()
        await first


async def test_the_session_can_be_opened_twice_and_again_after_its_end():
    async with open_stage() as stage, bot_of(stage.server.base_url) as bot:
        await bot.initialize()
        await bot.shutdown()
        await bot.initialize()

        assert (await bot.get_me()).username == "bell_bot"


async def test_files_are_uploaded_unharmed():
    content = b"\x00\xff" * 1_000_000
    async with open_stage() as stage, bot_of(stage.server.base_url) as bot:
        stage.world.start(stage.ann.id, "bell_bot")
        await bot.send_document(stage.ann.id, content, filename='ü"\r\nX: 1.bin', caption="<i>&")

        sent = stage.world.history(stage.bot.id, stage.ann.id)[-1]
        assert sent.media is not None
        assert sent.media.content == content
        assert (sent.media.file_name, sent.caption) == ('ü"X: 1.bin', "<i>&")
