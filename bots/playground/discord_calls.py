"""One REST call and the tables of routes: matching a path, reading its parts, what a handler may return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from bots.playground.discord_content import File
from bots.playground.discord_errors import form_problem
from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_payloads import message_payload
from bots.playground.discord_records import DIRECT, Application, Channel, Guild, JsonObject, Message
from bots.playground.discord_state import without_content

JsonValue = JsonObject | list[JsonObject]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with a status of its own; plain values mean 200, None means 204."""

    status: int
    value: JsonValue | None


@dataclass(slots=True)
class Call:
    """A request that passed authentication, with its body parsed."""

    world: DiscordWorld
    caller: Application | None
    parts: dict[str, str]
    query: dict[str, str]
    body: Any
    files: dict[str, File]
    reason: str | None
    gateway_url: str

    @property
    def application(self) -> Application:
        """Return who calls; only routes with a token ask."""
        assert self.caller is not None
        return self.caller

    @property
    def bot_id(self) -> int:
        """Return the calling bot's account."""
        return self.application.id

    @property
    def json(self) -> JsonObject:
        """Return the body as an object; an absent one is empty."""
        if self.body is None:
            return {}
        if not isinstance(self.body, dict):
            raise form_problem("_", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return self.body

    @property
    def json_list(self) -> list[JsonObject]:
        """Return the body as a list of objects."""
        if not isinstance(self.body, list):
            raise form_problem("_", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return self.body

    def id(self, name: str) -> int:
        """Return an id from the path; something else is refused."""
        text = self.parts[name]
        if not text.isdigit() or len(text) > 20:
            raise form_problem(name, "NUMBER_TYPE_COERCE", f'Value "{text[:40]}" is not snowflake.')
        return int(text)

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Return a number from the query, refusing one outside its limits."""
        text = self.query.get(name)
        if text is None:
            return default
        if not text.isdigit() or not least <= int(text) <= most:
            words = f"int value should be between {least} and {most}."
            raise form_problem(name, "NUMBER_TYPE_MAX", words)
        return int(text)

    def channel(self) -> Channel:
        """Return the channel of the path, if the bot can see it."""
        return self.world.visible_channel(self.bot_id, self.id("channel_id"))

    def guild(self) -> Guild:
        """Return the server of the path, if the bot is in it."""
        return self.world.guild(self.id("guild_id"), self.bot_id)

    def show(self, message: Message) -> JsonObject:
        """Return a message as this bot may read it: blank without the message content intent."""
        payload = message_payload(self.world, message, self.bot_id)
        channel = self.world.channels[message.channel_id]
        free = "message_content" in self.application.privileged or channel.kind == DIRECT
        if free or self.bot_id == message.author_id or self.bot_id in message.mentions:
            return payload
        return without_content(payload)


Handler = Callable[[Call], JsonValue | Reply | None]


@dataclass(frozen=True, slots=True)
class Match:
    """A matched route with the variable parts of the path."""

    method: str
    template: str
    handler: Handler
    parts: dict[str, str]


class Routes:
    """A table of handlers by method and path template."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, int], list[tuple[tuple[str, ...], str, Handler]]] = {}

    def on(self, method: str, *templates: str) -> Callable[[Handler], Handler]:
        """Register a handler for a method and one or more templates."""

        def register(handler: Handler) -> Handler:
            for template in templates:
                segments = tuple(template.strip("/").split("/"))
                entries = self._entries.setdefault((method, len(segments)), [])
                entries.append((segments, template, handler))
                # Fixed words win over variables: /messages/pins is not a message's id.
                entries.sort(key=lambda entry: [part.startswith("{") for part in entry[0]])
            return handler

        return register

    def include(self, other: Routes) -> None:
        """Take over another table's routes."""
        for entries in other._entries.items():
            key, found = entries
            mine = self._entries.setdefault(key, [])
            mine.extend(found)
            mine.sort(key=lambda entry: [part.startswith("{") for part in entry[0]])

    def match(self, method: str, raw_path: str) -> Match | None:
        """Find the handler for an encoded path."""
        given = [unquote(part) for part in raw_path.strip("/").split("/")]
        for segments, template, handler in self._entries.get((method, len(given)), ()):
            parts: dict[str, str] = {}
            for segment, part in zip(segments, given, strict=True):
                if segment.startswith("{"):
                    parts[segment[1:-1]] = part
                elif segment != part:
                    break
            else:
                return Match(method, template, handler, parts)
        return None
