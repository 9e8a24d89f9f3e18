"""One gateway session: which events it gets, their numbering, and the buffer that a RESUME replays."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from collections.abc import Callable

from aiohttp import web

from bots.playground import discord_intents as intents
from bots.playground import discord_permissions as perms
from bots.playground.discord_guild_payloads import guild_create_payload
from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_payloads import application_flags, member_payload, user_payload
from bots.playground.discord_records import DIRECT, Application, Guild, JsonObject, Member
from bots.playground.discord_state import Dispatch

CHUNK = 1000


class Connection:
    """A websocket with a queue in front, so that the model never waits for the network."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, *, zlib_stream: bool) -> None:
        self._socket = socket
        self._request = request
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._deflate = zlib.compressobj() if zlib_stream else None
        self.session: Session | None = None

    def send(self, packet: JsonObject) -> None:
        """Queue a packet."""
        self.send_text(json.dumps(packet, separators=(",", ":")))

    def send_text(self, text: str) -> None:
        """Queue an encoded packet."""
        self._queue.put_nowait(text)

    async def write(self) -> None:
        """Send what is queued, until cancelled or the line breaks."""
        while True:
            text = await self._queue.get()
            try:
                if self._deflate is None:
                    await self._socket.send_str(text)
                else:
                    packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                    await self._socket.send_bytes(packed)
            except (ConnectionError, RuntimeError):
                # The line is gone; the reader ends the connection and a resumed one replays from the buffer.
                return

    async def cut(self, code: int | None) -> None:
        """Close with a code, or break the line when there is none."""
        if code is not None:
            await self._socket.close(code=code, drain=False)
        elif self._request.transport is not None:
            self._request.transport.abort()


class Session:
    """A bot's session; it outlives its connections until it is forgotten."""

    def __init__(
        self,
        session_id: str,
        world: DiscordWorld,
        application: Application,
        wanted_intents: int,
        *,
        large_threshold: int,
        replay_limit: int,
    ) -> None:
        self.id = session_id
        self.application = application
        self.connection: Connection | None = None
        self._world = world
        self._intents = wanted_intents
        self._large_threshold = large_threshold
        self._sequence = 0
        self._buffer: deque[tuple[int, str]] = deque(maxlen=replay_limit)
        self._detach: Callable[[], None] | None = None
        self._paused = False
        self._held: list[str] = []

    @property
    def refused_intents(self) -> int | None:
        """Return the close code for intents Discord does not accept, if so."""
        if self._intents & ~intents.KNOWN:
            return 4013
        allowed = perms.combined(intents.PRIVILEGED[name] for name in self.application.privileged)
        privileged = perms.combined(intents.PRIVILEGED.values())
        return 4014 if self._intents & privileged & ~allowed else None

    def start(self, connection: Connection, gateway_url: str) -> None:
        """Begin after IDENTIFY: READY, then every server."""
        self._attach(connection)
        mine = [one for one in self._world.guilds.values() if self.application.id in one.members]
        ready: JsonObject = {
            "v": 10,
            "user": user_payload(self._world.users[self.application.id]) | {"verified": True, "mfa_enabled": True},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in mine],
            "session_id": self.id,
            "session_type": "normal",
            "resume_gateway_url": gateway_url,
            "shard": [0, 1],
            "application": {"id": str(self.application.id), "flags": application_flags(self.application)},
            "private_channels": [],
            "relationships": [],
        }
        self._dispatch("READY", json.dumps(ready, separators=(",", ":")))
        if not self._intents & intents.GUILDS:
            return
        for guild in mine:
            small = len(guild.members) <= self._large_threshold
            everyone = bool(self._intents & intents.GUILD_PRESENCES) and small
            data = guild_create_payload(self._world, guild, self.application.id, everyone=everyone)
            self._dispatch("GUILD_CREATE", json.dumps(data, separators=(",", ":")))

    def _attach(self, connection: Connection) -> None:
        self.connection = connection
        connection.session = self
        if self._detach is None:
            self._detach = self._world.attach_session(self.receive)

    def end(self) -> None:
        """Stop taking events for good."""
        if self._detach is not None:
            self._detach()
            self._detach = None
        self.connection = None

    def can_replay(self, sequence: object) -> bool:
        """Say whether everything after this number is still known."""
        if not isinstance(sequence, int):
            return False
        oldest = self._buffer[0][0] if self._buffer else self._sequence + 1
        return oldest - 1 <= sequence <= self._sequence

    def resume(self, connection: Connection, sequence: int) -> None:
        """Replay what was missed, then RESUMED."""
        self._attach(connection)
        for number, text in self._buffer:
            if number > sequence:
                connection.send_text(text)
        self._dispatch("RESUMED", "{}")

    def pause(self) -> None:
        """Hold events back."""
        self._paused = True

    def unpause(self) -> None:
        """Send what was held back."""
        self._paused = False
        held, self._held = self._held, []
        if self.connection is not None:
            for text in held:
                self.connection.send_text(text)

    def receive(self, event: Dispatch) -> None:
        """Take one event of the world, if it is meant for this bot."""
        if self._concerns_me(event):
            self._dispatch(event.name, event.full() if self._may_read(event) else event.blank())

    def _concerns_me(self, event: Dispatch) -> bool:
        me = self.application.id
        if event.only is not None and event.only != me:
            return False
        if event.intent and not event.intent & self._intents:
            return False
        if event.guild_id is not None and me not in self._world.guilds[event.guild_id].members:
            return False
        channel = event.channel
        return channel is None or bool(self._world.permissions(me, channel) & perms.VIEW_CHANNEL)

    def _may_read(self, event: Dispatch) -> bool:
        message = event.message
        if message is None or self._intents & intents.MESSAGE_CONTENT:
            return True
        me = self.application.id
        direct = event.channel is not None and event.channel.kind == DIRECT
        return direct or message.author_id == me or me in message.mentions

    def _dispatch(self, name: str, data: str, *, replayed: bool = True) -> None:
        self._sequence += 1
        text = f'{{"op":0,"t":"{name}","s":{self._sequence},"d":{data}}}'
        if replayed:
            self._buffer.append((self._sequence, text))
        if self.connection is None:
            return
        if self._paused:
            self._held.append(text)
        else:
            self.connection.send_text(text)

    def send_members(self, request: JsonObject) -> None:
        """Answer REQUEST_GUILD_MEMBERS with chunks; the whole list needs the members intent."""
        guild_id = request["guild_id"]
        guild = self._world.guilds.get(int(guild_id[0] if isinstance(guild_id, list) else guild_id))
        if guild is None or self.application.id not in guild.members:
            return
        found, missing = self._wanted_members(guild, request)
        if found is None:
            return
        count = max(1, -(-len(found) // CHUNK))
        for index in range(count):
            part = found[index * CHUNK : (index + 1) * CHUNK]
            data: JsonObject = {
                "guild_id": str(guild.id),
                "members": [member_payload(self._world, member) for member in part],
                "chunk_index": index,
                "chunk_count": count,
                "not_found": missing,
            }
            if request.get("nonce") is not None:
                data["nonce"] = request["nonce"]
            # Chunks of a large server would fill the replay buffer; who loses them asks again.
            self._dispatch("GUILD_MEMBERS_CHUNK", json.dumps(data, separators=(",", ":")), replayed=False)

    def _wanted_members(self, guild: Guild, request: JsonObject) -> tuple[list[Member] | None, list[str]]:
        limit = int(request.get("limit") or 0)
        ids = request.get("user_ids")
        if ids is not None:
            numbers = [int(one) for one in (ids if isinstance(ids, list) else [ids])][:100]
            known = [guild.members[one] for one in numbers if one in guild.members]
            return known, [str(one) for one in numbers if one not in guild.members]
        query = str(request.get("query") or "").lower()
        if not query and limit == 0:
            return (list(guild.members.values()) if self._intents & intents.GUILD_MEMBERS else None), []
        users = self._world.users
        matching = [
            one
            for one in guild.members.values()
            if users[one.user_id].name.lower().startswith(query) or (one.nick or "").lower().startswith(query)
        ]
        return matching[: min(limit or 100, 100)], []
