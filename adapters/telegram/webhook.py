"""Receives updates over HTTP from Telegram; answers 200 only after the core has committed them."""

import asyncio
import hmac
import json
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from adapters.telegram.outage import Outage
from adapters.telegram.receive import Receiver
from adapters.telegram.refusals import TOKEN_REFUSED, seconds
from adapters.telegram.update import ALLOWED_UPDATES, Update
from core.errors import ChannelDown

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BODY = 1024 * 1024
_CONNECTIONS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookOptions:
    """``url`` is the public https address; its path is also the path listened to, behind a proxy with TLS.

    ``secret``: 1 to 256 characters of ``A-Z a-z 0-9 _ -``; whoever knows it can speak as Telegram.
    """

    url: str
    secret: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 8443


class Webhook:
    """An HTTP server for Telegram alone. Updates of one chat are handled one after the other."""

    def __init__(self, bot: Bot, receiver: Receiver, outage: Outage, options: WebhookOptions) -> None:
        self._bot = bot
        self._receiver = receiver
        self._outage = outage
        self._options = options
        self._path = urlsplit(options.url).path or "/"
        self._secret = options.secret.encode()
        self._turns: dict[int, _Turn] = {}
        self._stopping = asyncio.Event()
        self.listening = asyncio.Event()
        self.port = 0

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> None:
        """Listen until stopped. The webhook stays set: Telegram keeps updates for about a day meanwhile.

        Raises ChannelDown when the token or the address is refused.
        """
        runner = web.ServerRunner(web.Server(self.answer, access_log=None), shutdown_timeout=5)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._options.host, self._options.port).start()
            self.port = runner.addresses[0][1]
            await self._announce()
            self.listening.set()
            await self._stopping.wait()
        finally:
            self.listening.clear()
            await runner.cleanup()

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """200: handled or skipped. 403: not from Telegram. 400, 413: no update. 500: to be sent again."""
        if request.path != self._path:
            return web.Response(status=404)
        if request.method != "POST":
            return web.Response(status=405, headers={"Allow": "POST"})
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        if request.content_length is not None and request.content_length > LARGEST_BODY:
            return web.Response(status=413)
        try:
            body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=413)
        update = self._receiver.read(body)
        if not isinstance(update, Update):
            return web.Response(status=200 if update is not None and _is_json(body) else 400)
        try:
            await self._handle_in_turn(update)
        except Exception:
            log.exception("an update is not handled; telegram sends it again update=%s", update.update_id)
            return web.Response(status=500)
        return web.Response()

    async def _announce(self) -> None:
        """Tell Telegram the address, as often as it takes."""
        while not self._stopping.is_set():
            try:
                await self._bot.set_webhook(
                    self._options.url,
                    secret_token=self._options.secret,
                    allowed_updates=ALLOWED_UPDATES,
                    max_connections=_CONNECTIONS,
                )
                await self._outage.over()
                return
            except InvalidToken as error:
                raise ChannelDown(TOKEN_REFUSED, fatal=True) from error
            except BadRequest as error:
                raise ChannelDown(f"Telegram refuses the webhook address: {error}", fatal=True) from error
            except RetryAfter as error:
                pause = seconds(error)
            except TelegramError as error:
                await self._outage.failed(str(error))
                pause = self._outage.pause()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause.total_seconds())

    async def _handle_in_turn(self, update: Update) -> None:
        """Telegram sends on several connections at once; the turn keeps a chat's order of arrival."""
        chat = update.chat
        if chat is None:
            await self._receiver.handle(update)
            return
        turn = self._turns.get(chat)
        if turn is None:
            turn = self._turns[chat] = _Turn()
        turn.waiting += 1
        try:
            async with turn.lock:
                await self._receiver.handle(update)
        finally:
            turn.waiting -= 1
            if turn.waiting == 0:
                del self._turns[chat]


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True
