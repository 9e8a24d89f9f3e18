"""What Telegram costs in processor time: a send, an update by webhook, and reading an update."""

import asyncio
import gc
import re
import socket
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import msgspec
from aiohttp import web
from telegram import Bot, Update
from telegram.ext import Application, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

from adapters.telegram.channel import TelegramChannel
from adapters.telegram.receive import Receiver
from adapters.telegram.request import TelegramRequest
from adapters.telegram.surroundings import Group, Ourselves, Surroundings
from adapters.telegram.translate import translate
from adapters.telegram.update import read_update
from adapters.telegram.webhook import SECRET_HEADER, Webhook, WebhookOptions
from core.channel import Delivery, Handled
from core.clock import SystemClock
from core.effects import SendText
from core.events import Event, MessageReceived
from core.ids import Address, ChannelName
from core.storage.db import Database
from core.text.markup import Text
from tests.bench.scoreboard import Row

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "1:x"
SECRET = "bench"
IN_FLIGHT = 64
# As many as Telegram opens at most unless told otherwise (setWebhook, max_connections).
CONNECTIONS = 40
GROUPS = 200
CHANNEL = ChannelName("telegram")
OURSELVES = Ourselves(CHANNEL, 1, "bell_bot")
USER = {"id": 7, "is_bot": False, "first_name": "Ann", "username": "ann", "language_code": "en"}
CHAT: dict[str, Any] = {"id": -1001, "type": "supergroup", "title": "Harbour", "username": "harbour"}
WORDS = "good morning everyone, the update took five minutes here and works"
SENT = {
    "message_id": 5,
    "date": 1,
    "chat": CHAT,
    "from": {"id": 1, "is_bot": True, "first_name": "Bell", "username": "bell_bot"},
    "text": WORDS,
}
ANSWERS = {"getme": SENT["from"], "sendmessage": SENT}


def chatter(number: int) -> dict[str, Any]:
    """An update like most: somebody talks to others in one of many groups, in answer to somebody."""
    chat = {**CHAT, "id": CHAT["id"] - number % GROUPS}
    replied = {"message_id": 3, "date": 1, "chat": chat, "from": USER, "text": "did anyone update?"}
    message = {
        "message_id": number,
        "date": 1_700_000_000,
        "chat": chat,
        "from": USER,
        "text": f"{WORDS} https://example.org",
        "entities": [{"type": "url", "offset": len(WORDS) + 1, "length": 19}],
        "reply_to_message": replied,
    }
    return {"update_id": number, "message": message}


def measure(quick: bool) -> list[Row]:
    return asyncio.run(_measure(quick=quick))


async def _measure(*, quick: bool) -> list[Row]:
    rounds = 3 if quick else 5
    calls = 640 if quick else 1600
    async with _peer("answer", TOKEN) as peer:
        url = await _told(peer)
        httpx = await _best(rounds, lambda: _library_sends(url, calls))
        bare = await _best(rounds, lambda: _bare_sends(url, calls))
        ours = await _best(rounds, lambda: _our_sends(url, calls))
    library = await _best(rounds, lambda: _library_webhook(calls))
    durable = await _best(rounds, lambda: _our_webhook(calls))
    decoded = await _best(rounds, lambda: _library_reads(calls))
    read = await _best(rounds, lambda: _our_reads(calls))
    return [
        _row(5, "CPU per webhook update, ours durable", "python-telegram-bot", library, durable, 0.35),
        _row(6, "CPU per send, 64 in flight", "python-telegram-bot, HTTPX", httpx, ours, 0.1),
        _row(6, "CPU per send, 64 in flight", "bare aiohttp", bare, ours, 3.0),
        _row(0, "CPU to read and translate an update", "Update.de_json", decoded, read, 0.2),
    ]


def _row(number: int, metric: str, baseline_name: str, baseline: float, ours: float, goal: float) -> Row:
    ratio = ours / baseline
    return Row(
        number=number,
        metric=metric,
        baseline_name=baseline_name,
        baseline=round(baseline, 1),
        ours=round(ours, 1),
        unit="µs",
        goal=f"≤ {goal:g}×",
        ratio=round(ratio, 3),
        met=ratio <= goal,
    )


async def _best(rounds: int, run: Callable[[], Awaitable[float]]) -> float:
    """The least of several rounds: a busy computer only ever adds."""
    return min([await run() for _ in range(rounds)])


@dataclass(slots=True)
class _Meter:
    """Processor time of this whole process, its threads included, in µs for each of ``count``."""

    count: int
    start: float = 0.0

    def begin(self) -> None:
        gc.collect()
        self.start = time.process_time()

    def each(self) -> float:
        return (time.process_time() - self.start) / self.count * 1e6


async def _in_flight(count: int, call: Callable[[int], Awaitable[object]]) -> float:
    """What each of ``count`` calls costs while 64 are under way."""
    numbers = iter(range(count))

    async def worker() -> None:
        for number in numbers:
            await call(number)

    meter = _Meter(count)
    meter.begin()
    await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))
    return meter.each()


async def _library_sends(url: str, count: int) -> float:
    """With the request object that the library makes for itself."""
    async with Bot(TOKEN, base_url=f"{url}/bot") as bot:
        await _in_flight(IN_FLIGHT, lambda number: bot.send_message(-1001, WORDS))
        return await _in_flight(count, lambda number: bot.send_message(-1001, WORDS))


async def _our_sends(url: str, count: int) -> float:
    """From the effect to the receipt, rendering included."""
    request = TelegramRequest(connections=IN_FLIGHT)
    async with Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request) as bot:
        no_files: Any = None
        channel = TelegramChannel(bot, request, vault=no_files, clock=SystemClock())
        effect = SendText(to=Address(CHANNEL, "-1001"), text=Text(WORDS))
        await _in_flight(IN_FLIGHT, lambda number: channel.deliver(Delivery(f"w{number}", effect, 1)))
        return await _in_flight(count, lambda number: channel.deliver(Delivery(f"k{number}", effect, 1)))


async def _bare_sends(url: str, count: int) -> float:
    connector = aiohttp.TCPConnector(limit=IN_FLIGHT)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def call(number: int) -> None:
            form = {"chat_id": "-1001", "text": WORDS}
            async with session.post(f"{url}/bot{TOKEN}/sendMessage", data=form) as response:
                msgspec.json.decode(await response.read())

        await _in_flight(IN_FLIGHT, call)
        return await _in_flight(count, call)


class _Durable:
    """An intake that commits each event before it returns, as the engine does."""

    def __init__(self, database: Database, count: int) -> None:
        self._database = database
        self._left = count
        self.all = asyncio.Event()

    async def handle(self, event: Event) -> Handled:
        id, body = event.id, msgspec.json.encode(event)
        await self._database.write(lambda tx: tx.run("INSERT INTO bench VALUES (?, ?)", id, body))
        self._left -= 1
        if self._left == 0:
            self.all.set()
        return Handled.DONE

    def listens_to(self, at: Address, *, private: bool) -> bool:
        return False

    async def wants_media(self, event: MessageReceived) -> bool:
        return False


class _Alone:
    """A group without administrators, known beforehand."""

    async def group(self, chat: int) -> Group:
        return Group()


class _AsIs:
    async def with_media(self, event: Event, intake: object) -> Event:
        return event


async def _our_webhook(count: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(Path(folder) / "bench.db")
        await database.write(lambda tx: tx.run("CREATE TABLE bench (id TEXT PRIMARY KEY, body BLOB) STRICT"))
        intake: Any = _Durable(database, count)
        alone: Any = _Alone()
        as_is: Any = _AsIs()
        receiver = Receiver(OURSELVES, intake, alone, as_is, SystemClock())
        options = WebhookOptions(url="https://example.org/telegram", secret=SECRET, port=0)
        unused: Any = None
        webhook = Webhook(unused, receiver, unused, options)
        runner = web.ServerRunner(web.Server(webhook.answer, access_log=None))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
            return await _hammered(url, count, intake.all)
        finally:
            await runner.cleanup()
            await database.close()


class _Agreeable(BaseRequest):
    """Says yes to every call, so that the library's webhook server starts without Telegram."""

    read_timeout = 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        result = ANSWERS.get(url.rpartition("/")[2].lower(), True)
        return 200, msgspec.json.encode({"ok": True, "result": result})


async def _library_webhook(count: int) -> float:
    handled, everything = 0, asyncio.Event()

    async def note(update: Update, context: object) -> None:
        nonlocal handled
        handled += 1
        if handled == count:
            everything.set()

    builder = Application.builder().token(TOKEN).request(_Agreeable()).get_updates_request(_Agreeable())
    application = builder.build()
    application.add_handler(MessageHandler(filters.ALL, note))
    port = _free_port()
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_webhook(
            "127.0.0.1", port, url_path="telegram", webhook_url="https://example.org", secret_token=SECRET
        )
        try:
            return await _hammered(f"http://127.0.0.1:{port}/telegram", count, everything)
        finally:
            await application.updater.stop()
            await application.stop()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


async def _hammered(url: str, count: int, everything: asyncio.Event) -> float:
    """What each update costs the server while another process sends ``count`` on many connections."""
    async with _peer("hammer", url, str(count)) as peer:
        await _told(peer)
        meter = _Meter(count)
        meter.begin()
        assert peer.stdin is not None
        peer.stdin.write(b"go\n")
        await asyncio.wait_for(everything.wait(), 300)
        each = meter.each()
        await _told(peer)
        return each


async def _library_reads(count: int) -> float:
    bot = Bot(TOKEN, request=_Agreeable(), get_updates_request=_Agreeable())
    bodies = [msgspec.json.encode(chatter(number)) for number in range(count)]
    meter = _Meter(count)
    meter.begin()
    for body in bodies:
        assert Update.de_json(msgspec.json.decode(body), bot) is not None
    return meter.each()


async def _our_reads(count: int) -> float:
    bodies = [msgspec.json.encode(chatter(number)) for number in range(count)]
    known = Surroundings(OURSELVES, datetime.now(UTC), Group())
    meter = _Meter(count)
    meter.begin()
    for body in bodies:
        assert translate(read_update(body), known)
    return meter.each()


@asynccontextmanager
async def _peer(*arguments: str) -> AsyncIterator[Process]:
    """Another process of this file, so that its work is not counted as ours."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.telegram_bench", *arguments, cwd=ROOT, stdin=PIPE, stdout=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _told(peer: Process) -> str:
    assert peer.stdout is not None
    line = (await asyncio.wait_for(peer.stdout.readline(), 300)).decode().strip()
    if not line:
        raise RuntimeError("the other process of the measurement ended")
    return line


async def _answer_forever() -> None:
    """A Bot API that knows the answer before it has read the question."""
    bodies = {name: msgspec.json.encode({"ok": True, "result": result}) for name, result in ANSWERS.items()}

    async def answer(request: web.BaseRequest) -> web.Response:
        await request.read()
        name = request.path.rpartition("/")[2].lower()
        return web.Response(body=bodies[name], content_type="application/json")

    runner = web.ServerRunner(web.Server(answer, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


async def _hammer(url: str, count: int) -> None:
    """Send updates as fast as they are answered; plain sockets, as a client would set the pace itself."""
    parts = urlsplit(url)
    head = f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
    bodies = [msgspec.json.encode(chatter(number + 1)) for number in range(count)]
    ready = iter(
        f"{head}{SECRET_HEADER}: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body for body in bodies
    )

    async def worker() -> None:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        for request in ready:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode())
            length = re.search(rb"(?i)content-length: (\d+)", head)
            await reader.readexactly(int(length[1]) if length else 0)
        writer.close()

    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await asyncio.gather(*(worker() for _ in range(CONNECTIONS)))
    print("done", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["answer", _]:
            asyncio.run(_answer_forever())
        case ["hammer", url, count]:
            asyncio.run(_hammer(url, int(count)))
        case _:
            for row in measure(quick="--quick" in sys.argv):
                print(row)
