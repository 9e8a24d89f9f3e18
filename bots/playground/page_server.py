"""The demo page's web server: files, pictures and one websocket, for browsers on this computer only."""

import asyncio
import logging
import re
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from weakref import WeakSet

from aiohttp import WSCloseCode, web
from aiohttp.typedefs import Handler

from bots.playground.demo_clock import DemoClock
from bots.playground.discord_model import DiscordWorld
from bots.playground.page_cast import Cast, Person, TourStep
from bots.playground.page_discord import DiscordView
from bots.playground.page_frame import NextDue, Stage
from bots.playground.page_marks import ReadMarks
from bots.playground.page_sample import picture_type
from bots.playground.page_session import GATHER_SECONDS, PageSession
from bots.playground.page_telegram import TelegramView
from bots.playground.page_tour import Tour
from bots.playground.page_wish import JsonObject, PageError, Wish
from bots.playground.telegram_model import TelegramWorld

__all__ = ["Cast", "PageServer", "Person", "TourStep"]

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent / "page"
TOKEN_REFUSED = 4401
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
# A page of another site can make a browser call loopback by a name that resolves to it (DNS rebinding);
# it cannot make the browser say one of these names.
_LOOPBACK = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_SHUTDOWN_SECONDS = 0.2
_GREETING_SECONDS = 10


class PageServer:
    """Shows both worlds in a browser; it can be stopped and started again, also on the same port."""

    def __init__(
        self,
        *,
        telegram: TelegramWorld,
        discord: DiscordWorld,
        clock: DemoClock,
        cast: Cast,
        tour: Sequence[TourStep] = (),
        next_due: NextDue | None = None,
    ) -> None:
        """`next_due` tells the next planned moment, for the button that jumps there; without it there is none."""
        marks, self._tour = ReadMarks(), Tour(tour, cast)
        self._telegram, self._discord, self._clock = telegram, discord, clock
        views = TelegramView(telegram, cast, marks), DiscordView(discord, cast, marks)
        self._stage = Stage(*views, clock, cast, self._tour, secrets.token_hex(8), next_due)
        self._token = ""
        self._runner: web.AppRunner | None = None
        self._address = ("", 0)
        self._sessions: set[PageSession] = set()
        self._sockets: WeakSet[web.WebSocketResponse] = WeakSet()
        self._unwatch: list[Callable[[], None]] = []
        self._something_happened = asyncio.Event()
        self._guide: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        host, port = self._address
        return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

    @property
    def port(self) -> int:
        return self._address[1]

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one. Each start makes a new token, so pages of an earlier start reload."""
        self._token = secrets.token_urlsafe(24)
        app = web.Application(middlewares=[_guarded])
        app.router.add_get("/", self._index)
        app.router.add_get("/page/{name}", self._file)
        app.router.add_get("/picture/{side}/{number}", self._picture)
        app.router.add_get("/live", self._live)
        app.on_shutdown.append(self._close_sockets)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self._address = self._runner.addresses[0][:2]
        self._something_happened.set()
        self._guide = asyncio.create_task(self._follow_tour())
        self._unwatch = [
            self._telegram.watch(self._telegram_changed),
            self._discord.watch(self._discord_changed),
            self._clock.watch(self._clock_changed),
        ]

    async def stop(self) -> None:
        """Stop listening and close the pages; the worlds stay as they are."""
        if self._runner is None:
            return
        for unwatch in self._unwatch:
            unwatch()
        if self._guide is not None:
            self._guide.cancel()
            await asyncio.gather(self._guide, return_exceptions=True)
        await self._runner.cleanup()
        self._runner = None

    async def _close_sockets(self, _: web.Application) -> None:
        for socket in tuple(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    # changes

    def _telegram_changed(self, change: JsonObject) -> None:
        for session in tuple(self._sessions):
            session.telegram_changed(change)
        self._something_happened.set()

    def _discord_changed(self, change: JsonObject) -> None:
        for session in tuple(self._sessions):
            session.discord_changed(change)
        self._something_happened.set()

    def _clock_changed(self, _: datetime) -> None:
        self._discord.settle_deadlines()
        for session in tuple(self._sessions):
            session.page_changed()
        self._something_happened.set()

    async def _follow_tour(self) -> None:
        """Ask the steps after changes, outside of the worlds' own calls: an error there must not reach a bot."""
        while True:
            await self._something_happened.wait()
            await asyncio.sleep(GATHER_SECONDS)
            self._something_happened.clear()
            try:
                done = self._tour.look()
            except Exception:
                log.exception("a step of the tour could not be asked")
                continue
            for session in tuple(self._sessions) if done else ():
                session.page_changed()

    # requests

    async def _index(self, request: web.Request) -> web.Response:
        markup = (FOLDER / "index.html").read_text(encoding="utf-8").replace("%TOKEN%", self._token)
        return web.Response(text=markup, content_type="text/html", charset="utf-8")

    async def _file(self, request: web.Request) -> web.Response:
        path = FOLDER / request.match_info["name"]
        kind = _TYPES.get(path.suffix)
        # A name without slashes cannot leave the folder; the router gives no others.
        if kind is None or path.parent != FOLDER or not path.is_file():
            raise web.HTTPNotFound
        return web.Response(body=path.read_bytes(), content_type=kind, charset="utf-8")

    async def _picture(self, request: web.Request) -> web.Response:
        """An attached picture; only bytes that begin like a picture are served, and as that kind."""
        if not secrets.compare_digest(request.query.get("token", "").encode(), self._token.encode()):
            raise web.HTTPForbidden
        number, content = request.match_info["number"], b""
        if request.match_info["side"] == "telegram" and number in self._telegram.files:
            content = self._telegram.files[number].content
        elif request.match_info["side"] == "discord" and number.isdigit():
            found = self._discord.files.get(int(number))
            content = b"" if found is None else found.content
        kind = picture_type(content)
        if kind is None:
            raise web.HTTPNotFound
        return web.Response(body=content, content_type=kind, headers={"Cache-Control": "private, max-age=3600"})

    async def _live(self, request: web.Request) -> web.StreamResponse:
        """The websocket. Its first message is the token; a page of an earlier start is told to reload."""
        origin = request.headers.get("Origin", "")
        if origin != f"http://{request.host}":
            raise web.HTTPForbidden(text="This page belongs to another address.")
        socket = web.WebSocketResponse(heartbeat=20, compress=False, max_msg_size=256 * 1024)
        await socket.prepare(request)
        self._sockets.add(socket)
        greeting = await _greeting(socket)
        if not secrets.compare_digest(str(greeting.fields.get("token")).encode(), self._token.encode()):
            await socket.close(code=TOKEN_REFUSED)
            return socket
        session = PageSession(self._stage, socket, greeting)
        self._sessions.add(session)
        try:
            await session.run()
        finally:
            self._sessions.discard(session)
        return socket


async def _greeting(socket: web.WebSocketResponse) -> Wish:
    """The first message of a page; one that is late or no object counts as empty."""
    with suppress(TimeoutError, TypeError, PageError):
        return Wish.read(await socket.receive_str(timeout=_GREETING_SECONDS))
    return Wish({})


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    host = request.headers.get("Host", "")
    if _LOOPBACK.fullmatch(host) is None:
        raise web.HTTPForbidden(text="This page is for this computer only: open it by its loopback address.")
    response = await handler(request)
    if not response.prepared:
        response.headers.update(_headers(host))
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _headers(host: str) -> dict[str, str]:
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
