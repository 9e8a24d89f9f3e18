"""The local Bot API server: requests over HTTP on loopback, carried out in a TelegramWorld."""

import asyncio
import json
import math
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bots.playground.faults import DropAfter, DropBefore, Fault, Faults, Flood, Garbage, Hold, HttpError
from bots.playground.telegram_call import Call, Upload, decoded
from bots.playground.telegram_errors import ApiError, bad_request, too_many_requests
from bots.playground.telegram_limits import Limits
from bots.playground.telegram_methods_bot import METHODS as BOT_METHODS
from bots.playground.telegram_methods_members import METHODS as MEMBER_METHODS
from bots.playground.telegram_methods_messages import METHODS as MESSAGE_METHODS
from bots.playground.telegram_methods_sending import LIMITED
from bots.playground.telegram_methods_sending import METHODS as SENDING_METHODS
from bots.playground.telegram_model import TelegramWorld
from bots.playground.telegram_records import JsonObject
from bots.playground.telegram_state import Bot
from bots.playground.telegram_updates import TERMINATED_BY_WEBHOOK, LongPolls
from bots.playground.telegram_webhooks import Webhooks, pause_after

__all__ = ["Limits", "TelegramServer"]

METHODS: dict[str, Callable[[Call], Any]] = {
    **BOT_METHODS,
    **SENDING_METHODS,
    **MESSAGE_METHODS,
    **MEMBER_METHODS,
}
_OF_UPDATES = ("getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo")
# Method names are not case-sensitive (https://core.telegram.org/bots/api#making-requests).
_NAMES = {name.lower(): name for name in (*METHODS, *_OF_UPDATES)}
_COUNTED = LIMITED | {"editMessageText", "editMessageCaption", "editMessageReplyMarkup"}
_LARGEST_REQUEST = 60 * 1024 * 1024
_SHUTDOWN_SECONDS = 0.2


class TelegramServer:
    """A Bot API server for one world; it can be stopped and started again, also on the same port.

    python-telegram-bot connects with base_url=server.base_url + "/bot" and
    base_file_url=server.base_url + "/file/bot".
    """

    def __init__(
        self,
        world: TelegramWorld,
        *,
        faults: Faults | None = None,
        limits: Limits | None = None,
        webhook_pause: Callable[[int], float] = pause_after,
    ) -> None:
        self.world = world
        self.faults = Faults() if faults is None else faults
        self.limits = limits
        self.polls = LongPolls()
        self._webhooks = Webhooks(world, self._execute, webhook_pause)
        self._runner: web.AppRunner | None = None
        self._address = ("", 0)

    @property
    def base_url(self) -> str:
        return f"http://{self._address[0]}:{self._address[1]}"

    @property
    def port(self) -> int:
        return self._address[1]

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one."""
        app = web.Application(client_max_size=_LARGEST_REQUEST)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self._address = self._runner.addresses[0][:2]
        await self._webhooks.open()

    async def stop(self) -> None:
        """Stop listening and end what waits. The world, with unconfirmed updates, stays as it is."""
        await self._webhooks.close()
        self.polls.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        try:
            raw, files = await _read(request)
            bot = self._bot(request.match_info["token"])
            method = _NAMES.get(request.match_info["method"].lower())
            if method is None:
                raise ApiError(404, "Not Found: method not found")
            fault = self.faults.next(method)
            refusal = await _before(request, fault)
            if refusal is not None:
                return refusal
            result = await self._carry_out(bot, method, raw, files)
        except ApiError as error:
            return _refused(error)
        if isinstance(fault, DropAfter):
            return _dropped(request)
        return _json({"ok": True, "result": result}, 200)

    async def _carry_out(self, bot: Bot, method: str, raw: JsonObject, files: dict[str, Upload]) -> Any:
        params: JsonObject = raw
        try:
            params = decoded(raw)
            if self.limits is not None and method in _COUNTED:
                self._count(bot, params, self.limits)
            result = await self._perform(Call(self.world, bot, method, params, files))
        except ApiError as error:
            self.world.record(bot, method, params, None, error.description)
            raise
        self.world.record(bot, method, params, result)
        return result

    async def _perform(self, call: Call) -> Any:
        match call.method:
            case "getUpdates":
                return await self.polls.get_updates(call)
            case "setWebhook":
                self.polls.terminate(call.bot.id, TERMINATED_BY_WEBHOOK)
                return await self._webhooks.set_webhook(call)
            case "deleteWebhook":
                return await self._webhooks.delete_webhook(call)
            case "getWebhookInfo":
                return self._webhooks.get_webhook_info(call)
            case _:
                return METHODS[call.method](call)

    def _count(self, bot: Bot, params: JsonObject, limits: Limits) -> None:
        chat_id = params.get("chat_id")
        is_group = isinstance(chat_id, str) or (isinstance(chat_id, int) and chat_id < 0)
        seconds = limits.refuse(bot.id, chat_id, is_group=is_group)
        if seconds is not None:
            raise too_many_requests(seconds)

    async def _execute(self, bot: Bot, answer: JsonObject) -> None:
        """Carry out the method that a bot named in its answer to a webhook; its result goes nowhere."""
        method = _NAMES.get(str(answer.get("method", "")).lower())
        if method is None or method in _OF_UPDATES:
            return
        params = {name: value for name, value in answer.items() if name != "method"}
        try:
            await self._carry_out(bot, method, params, {})
        except ApiError:
            # The refusal is in the refused log; Telegram tells the bot nothing either.
            return

    def _bot(self, token: str) -> Bot:
        bot = self.world.bots_by_token.get(token)
        if bot is None:
            raise ApiError(401, "Unauthorized") if ":" in token else ApiError(404, "Not Found")
        return bot

    async def _download(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        try:
            self._bot(request.match_info["token"])
            fault = self.faults.next(f"file/{path}")
            refusal = await _before(request, fault)
            if refusal is not None:
                return refusal
            stored = self.world.files_by_path.get(path)
            if stored is None:
                raise ApiError(404, "Not Found")
        except ApiError as error:
            return _refused(error)
        if isinstance(fault, DropAfter):
            return _dropped(request)
        return web.Response(body=stored.content, content_type="application/octet-stream")


async def _before(request: web.Request, fault: Fault | None) -> web.StreamResponse | None:
    """What the fault does before the request is carried out: an answer instead of it, or None to go on."""
    match fault:
        case HttpError(status, body, content_type):
            return web.Response(status=status, text=body, content_type=content_type)
        case Flood(retry_after):
            raise too_many_requests(max(1, math.ceil(retry_after)))
        case Garbage(body, content_type):
            return web.Response(body=body, content_type=content_type)
        case DropBefore():
            return _dropped(request)
        case Hold(gate, reached):
            reached.set()
            await gate.wait()
    return None


def _dropped(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _read(request: web.Request) -> tuple[JsonObject, dict[str, Upload]]:
    """The parameters from query and body, and the uploaded files by field name."""
    params: JsonObject = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError as error:
            raise bad_request("can't parse JSON encoded request body") from error
        if not isinstance(body, dict):
            raise bad_request("object expected as request body")
        return params | body, {}
    files: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            content = await asyncio.to_thread(value.file.read)
            files[name] = Upload(content, value.filename, value.content_type)
        else:
            params[name] = value if isinstance(value, str) else bytes(value).decode()
    # A file may be sent as the parameter itself; otherwise a parameter names its field ("attach://field").
    named = " ".join(value for value in params.values() if isinstance(value, str))
    for name in files:
        if f"attach://{name}" not in named:
            params[name] = f"attach://{name}"
    return params, files


def _refused(error: ApiError) -> web.Response:
    body: JsonObject = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters is not None:
        body["parameters"] = error.parameters
    return _json(body, error.code)


def _json(body: JsonObject, status: int) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json")
