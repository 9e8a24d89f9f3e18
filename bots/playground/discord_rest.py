"""The REST side of the local Discord: authentication, bodies, faults, rate limits, answers and the log."""

from __future__ import annotations

import json
import logging
import re
from typing import Any, TypeAlias
from urllib.parse import unquote

from aiohttp import web

from bots.playground import discord_routes_applications as applications
from bots.playground import discord_routes_channels as channels
from bots.playground import discord_routes_guilds as guilds
from bots.playground import discord_routes_members as members
from bots.playground import discord_routes_messages as messages
from bots.playground.discord_calls import Call, JsonValue, Match, Reply, Routes
from bots.playground.discord_content import File
from bots.playground.discord_errors import ApiError, form_problem, refusal
from bots.playground.discord_limits import RateLimits, refusal_body, refusal_headers
from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_records import Application
from bots.playground.discord_state import SentRequest
from bots.playground.faults import DropAfter, DropBefore, Faults, Flood, Garbage, Hold, HttpError

log = logging.getLogger(__name__)
Content: TypeAlias = tuple[Any, dict[str, File]]
VERSION = re.compile(r"^/api(/v\d+)?")
OPEN_ROUTES = ("/interactions/", "/webhooks/", "/gateway", "/invites/")


def all_routes() -> Routes:
    """Join the route tables."""
    table = Routes()
    for part in (applications.routes, messages.routes, channels.routes, guilds.routes, members.routes):
        table.include(part)
    return table


def json_response(status: int, value: object, headers: dict[str, str] | None = None) -> web.Response:
    """Answer with exactly `application/json`: clients compare the header as a whole."""
    body = json.dumps(value, separators=(",", ":")).encode()
    return web.Response(status=status, body=body, headers={"Content-Type": "application/json", **(headers or {})})


class RestInterface:
    """Answers `/api/v10/...` on a world."""

    def __init__(self, world: DiscordWorld, faults: Faults, *, rate_limits: bool) -> None:
        self._world = world
        self._faults = faults
        self._limits = RateLimits(enforced=rate_limits)
        self._routes = all_routes()
        self.gateway_url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, with whatever fault is scheduled for it."""
        raw_path = "/" + request.match_info["path"]
        encoded = VERSION.sub("", request.rel_url.raw_path, count=1)
        fault = self._faults.next(f"{request.method} {raw_path}")
        match fault:
            case HttpError():
                headers = {"Content-Type": fault.content_type}
                return web.Response(status=fault.status, body=fault.body.encode(), headers=headers)
            case Flood():
                return self._flooded(fault.retry_after, everywhere=fault.everywhere)
            case DropBefore():
                return _hang_up(request)
            case Garbage():
                return web.Response(body=fault.body, headers={"Content-Type": fault.content_type})
        try:
            content: Content | ApiError = await read_body(request)
        except ApiError as error:
            content = error
        except ConnectionResetError:
            log.info("a client went away in the middle of %s %s", request.method, raw_path)
            return web.Response(status=400)
        if isinstance(fault, Hold):
            # The request is complete by now: it is carried out even if the client dies while it is held.
            fault.reached.set()
            await fault.gate.wait()
        answer = self._answer(request, encoded, raw_path, content)
        return _hang_up(request) if isinstance(fault, DropAfter) else answer

    def _flooded(self, wait: float, *, everywhere: bool) -> web.Response:
        headers = refusal_headers(wait, everywhere=everywhere)
        return json_response(429, refusal_body(wait, everywhere=everywhere), headers)

    def _answer(self, request: web.Request, encoded: str, path: str, content: Content | ApiError) -> web.Response:
        match = self._routes.match(request.method, encoded)
        if match is None:
            return json_response(404, {"message": "404: Not Found", "code": 0})
        caller = self._caller(request)
        if caller is None and (not match.template.startswith(OPEN_ROUTES) or match.template == "/gateway/bot"):
            return json_response(401, {"message": "401: Unauthorized", "code": 0})
        verdict = self._limits.take(match, None if caller is None else caller.id)
        if verdict.retry_after is not None:
            refused = refusal_body(verdict.retry_after, everywhere=verdict.everywhere)
            return json_response(429, refused, verdict.headers)
        reason = request.headers.get("X-Audit-Log-Reason")
        # Clients send the audit log reason percent-encoded.
        clear_reason = None if reason is None else unquote(reason)
        call = Call(self._world, caller, match.parts, dict(request.query), None, {}, clear_reason, self.gateway_url)
        status, value = _carry_out(match, call, content)
        self._note(match, path, call, status, value)
        if value is None:
            return web.Response(status=status, headers=verdict.headers)
        return json_response(status, value, verdict.headers)

    def _caller(self, request: web.Request) -> Application | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        return self._world.application_with(token) if scheme == "Bot" else None

    def _note(self, match: Match, path: str, call: Call, status: int, value: JsonValue | None) -> None:
        world = self._world
        world.requests_handled += 1
        entry = SentRequest(
            number=world.requests_handled,
            application_id=None if call.caller is None else call.caller.id,
            method=match.method,
            route=path,
            template=match.template,
            body=call.body,
            status=status,
            result=value,
            reason=call.reason,
            query=call.query,
        )
        (world.sent_log if status < 400 else world.refused_log).append(entry)
        world.notify("request", number=entry.number, method=entry.method, route=path, status=status)


def _carry_out(match: Match, call: Call, content: Content | ApiError) -> tuple[int, JsonValue | None]:
    try:
        if isinstance(content, ApiError):
            raise content
        call.body, call.files = content
        return _outcome(match.handler(call))
    except ApiError as error:
        return error.status, error.body()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # A body of the wrong shape; Discord names the field, this names the mistake.
        log.warning("malformed request to %s %s", match.method, match.template, exc_info=error)
        return 400, form_problem("_", "MODEL_TYPE_CONVERT", repr(error)).body()


def _outcome(result: JsonValue | Reply | None) -> tuple[int, JsonValue | None]:
    if isinstance(result, Reply):
        return result.status, result.value
    return (204, None) if result is None else (200, result)


async def read_body(request: web.Request) -> Content:
    """Read JSON, or multipart with `payload_json` and `files[n]`."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        files: dict[str, File] = {}
        body: Any = None
        for name, value in form.items():
            if isinstance(value, web.FileField):
                files[name] = File(value.filename, value.file.read(), value.content_type)
            elif name == "payload_json":
                body = _decoded(value if isinstance(value, str) else bytes(value).decode())
        return body, files
    text = await request.text()
    return (_decoded(text) if text else None), {}


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise refusal(50109) from error


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=204)
