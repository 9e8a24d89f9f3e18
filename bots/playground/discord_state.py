"""The state behind the local Discord: stores, snowflakes, look-ups, and the two ways changes are told.

Changes go to gateway sessions as dispatches and to watchers as small JSON-able dicts.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from bots.playground import discord_permissions as perms
from bots.playground.discord_errors import PlayError, refusal
from bots.playground.discord_records import (
    DIRECT,
    Application,
    Attachment,
    Channel,
    Guild,
    JsonObject,
    Member,
    Message,
    User,
)

T = TypeVar("T")
DISCORD_EPOCH_MS = 1_420_070_400_000
NONCE_LIFE = timedelta(minutes=5)


@dataclass(slots=True)
class Dispatch:
    """One gateway event: who may get it is decided by intent, server, channel and `only`."""

    name: str
    data: JsonObject
    intent: int
    guild_id: int | None = None
    channel: Channel | None = None
    only: int | None = None
    message: Message | None = None
    _full: str | None = None
    _blank: str | None = None

    def full(self) -> str:
        """Return the event's data as JSON text, encoded once for all sessions."""
        if self._full is None:
            self._full = json.dumps(self.data, separators=(",", ":"))
        return self._full

    def blank(self) -> str:
        """Return the data as a bot without the message content intent gets it."""
        if self._blank is None:
            self._blank = json.dumps(without_content(self.data), separators=(",", ":"))
        return self._blank


def without_content(payload: JsonObject) -> JsonObject:
    """Blank what the message content intent protects."""
    return payload | {"content": "", "embeds": [], "attachments": [], "components": []}


@dataclass(frozen=True, slots=True)
class SentRequest:
    """One handled REST request, numbered from 1 in the order of handling."""

    number: int
    application_id: int | None
    method: str
    route: str
    template: str
    body: JsonObject | list[JsonObject] | None
    status: int
    result: JsonObject | list[JsonObject] | None
    reason: str | None = None
    query: dict[str, str] = field(default_factory=dict)


class WorldState:
    """Stores and look-ups. `clock` gives aware UTC times; snowflakes derive from it and only increase."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        log_limit: int | None = None,
        history_limit: int | None = None,
        interaction_deadline: timedelta = timedelta(seconds=3),
    ) -> None:
        self.clock = clock
        self.interaction_deadline = interaction_deadline
        self.history_limit = history_limit
        self.cdn_url = "http://127.0.0.1/cdn"
        self.users: dict[int, User] = {}
        self.applications: dict[int, Application] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.direct_channels: dict[tuple[int, int], int] = {}
        self.message_places: dict[int, int] = {}
        self.files: dict[int, Attachment] = {}
        self.sent_log: deque[SentRequest] = deque(maxlen=log_limit)
        self.refused_log: deque[SentRequest] = deque(maxlen=log_limit)
        self.requests_handled = 0
        self._nonces: OrderedDict[tuple[int, int, str], tuple[int, datetime]] = OrderedDict()
        self._last_snowflake = 0
        self._watchers: list[Callable[[JsonObject], None]] = []
        self._sessions: list[Callable[[Dispatch], None]] = []
        self._waiting: list[tuple[Callable[[], object], asyncio.Future[object]]] = []

    # identity and time

    def snowflake(self) -> int:
        """Return a new id that carries the present time."""
        now_ms = int(self.clock().timestamp() * 1000)
        self._last_snowflake = max(self._last_snowflake + 1, (now_ms - DISCORD_EPOCH_MS) << 22)
        return self._last_snowflake

    # telling

    def watch(self, callback: Callable[[JsonObject], None]) -> Callable[[], None]:
        """Call back with each change as a small JSON-able dict; returns the way to stop.

        Types: message, edit, delete, ephemeral, reaction, thread, channel, role, member, user, guild, invite,
        interaction, commands, typing, request.
        """
        self._watchers.append(callback)
        return lambda: self._watchers.remove(callback)

    def attach_session(self, receive: Callable[[Dispatch], None]) -> Callable[[], None]:
        """Let a gateway receive every dispatch; returns the way to detach."""
        self._sessions.append(receive)
        return lambda: self._sessions.remove(receive)

    def emit(self, dispatch: Dispatch) -> None:
        """Hand a gateway event to the gateway."""
        for receive in self._sessions:
            receive(dispatch)

    def notify(self, kind: str, **fields: object) -> None:
        """Tell watchers and those who wait that something changed."""
        if self._watchers:
            change: JsonObject = {"type": kind, **fields}
            for callback in tuple(self._watchers):
                callback(change)
        if self._waiting:
            self._wake()

    def _wake(self) -> None:
        for entry in tuple(self._waiting):
            condition, future = entry
            if future.done():
                continue
            result = condition()
            if result:
                future.set_result(result)

    async def until(self, condition: Callable[[], T], timeout: float = 5.0) -> T:
        """Wait until the condition is true, looking again after every change; else TimeoutError."""
        first = condition()
        if first:
            return first
        future: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        entry = (condition, future)
        self._waiting.append(entry)
        try:
            async with asyncio.timeout(timeout):
                return await future  # type: ignore[return-value]  # the future carries the condition's result
        finally:
            self._waiting.remove(entry)

    # look-ups that refuse as the REST interface does

    def user(self, user_id: int) -> User:
        """Return a user or refuse with 10013."""
        found = self.users.get(user_id)
        if found is None:
            raise refusal(10013)
        return found

    def guild(self, guild_id: int, bot_id: int | None = None) -> Guild:
        """Return a server or refuse with 10004; a bot outside of it gets the same answer."""
        found = self.guilds.get(guild_id)
        if found is None or (bot_id is not None and bot_id not in found.members):
            raise refusal(10004)
        return found

    def member(self, guild: Guild, user_id: int) -> Member:
        """Return a member or refuse with 10007 (10013 when there is no such person at all)."""
        found = guild.members.get(user_id)
        if found is None:
            raise refusal(10007 if user_id in self.users else 10013)
        return found

    def message(self, channel: Channel, message_id: int) -> Message:
        """Return a message that is still there, or refuse with 10008."""
        found = channel.messages.get(message_id)
        if found is None or found.deleted:
            raise refusal(10008)
        return found

    def parent(self, channel: Channel) -> Channel | None:
        """Return the channel a thread belongs to, or the category of a channel."""
        return self.channels.get(channel.parent_id) if channel.parent_id is not None else None

    def permissions(self, user_id: int, channel: Channel) -> int:
        """Return what somebody may do in a channel; 0 when they cannot even see it."""
        if channel.kind == DIRECT:
            return perms.DIRECT_PERMISSIONS if user_id in channel.recipients else 0
        guild = self.guilds.get(channel.guild_id or 0)
        member = guild.members.get(user_id) if guild is not None else None
        if guild is None or member is None:
            return 0
        parent = self.parent(channel) if channel.thread is not None else None
        return perms.channel_permissions(guild, member, channel, parent, self.clock())

    def visible_channel(self, user_id: int, channel_id: int) -> Channel:
        """Return a channel the bot can see, or refuse with 10003 or 50001."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise refusal(10003)
        if not self.permissions(user_id, channel) & perms.VIEW_CHANNEL:
            raise refusal(50001)
        return channel

    def require(self, user_id: int, channel: Channel, needed: int) -> int:
        """Refuse with 50013 unless everything needed is granted; returns all permissions."""
        granted = self.permissions(user_id, channel)
        if granted & needed != needed:
            raise refusal(50013)
        return granted

    def require_in_guild(self, user_id: int, guild: Guild, needed: int) -> Member:
        """Refuse with 50013 unless the member has the permission in the server; returns the member."""
        member = self.member(guild, user_id)
        if perms.server_permissions(guild, member) & needed != needed:
            raise refusal(50013)
        return member

    def application_of(self, bot_id: int) -> Application:
        """Return the application whose bot account this is."""
        found = self.applications.get(bot_id)
        if found is None:
            raise refusal(10002)
        return found

    # look-ups that answer a person

    def shown_channel(self, user_id: int, channel_id: int) -> Channel:
        """Return a channel as a person's client shows it, or say why it does not."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise PlayError("There is no such channel.")
        if not self.permissions(user_id, channel) & perms.VIEW_CHANNEL:
            raise PlayError(f"{self.name_of(user_id)} cannot see this channel.")
        return channel

    def name_of(self, user_id: int) -> str:
        """Return the name people read."""
        user = self.users.get(user_id)
        return "Nobody" if user is None else user.global_name or user.name

    def find_message(self, message_id: int) -> tuple[Channel, Message] | None:
        """Find a message, ephemeral or not, by its id alone."""
        channel = self.channels.get(self.message_places.get(message_id, 0))
        if channel is None:
            return None
        message = channel.messages.get(message_id) or channel.private_messages.get(message_id)
        return None if message is None or message.deleted else (channel, message)

    # nonces

    def remembered_nonce(self, author_id: int, channel_id: int, nonce: str) -> int | None:
        """Return the message already made with this nonce in the last minutes."""
        horizon = self.clock() - NONCE_LIFE
        while self._nonces and next(iter(self._nonces.values()))[1] < horizon:
            self._nonces.popitem(last=False)
        found = self._nonces.get((author_id, channel_id, nonce))
        return None if found is None else found[0]

    def remember_nonce(self, author_id: int, channel_id: int, nonce: str, message_id: int) -> None:
        """Note which message a nonce made."""
        self._nonces[author_id, channel_id, nonce] = (message_id, self.clock())
