"""The gateway: websocket sessions with HELLO, IDENTIFY, RESUME, heartbeats, intents and replay.

Opcodes and close codes follow Discord's documentation, "Gateway".
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections import OrderedDict
from typing import Any

from aiohttp import WSMsgType, web

from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_records import Application, JsonObject
from bots.playground.discord_session import Connection, Session

log = logging.getLogger(__name__)
HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = (
    1,
    2,
    3,
    4,
    6,
    7,
    8,
    9,
    10,
    11,
)
SESSIONS_KEPT = 5


class Gateway:
    """All sessions of a world's bots, and the ways a test or demo disturbs them."""

    def __init__(self, world: DiscordWorld, *, heartbeat_interval: float, replay_limit: int, compression: bool) -> None:
        self._world = world
        self._heartbeat_interval = heartbeat_interval
        self._replay_limit = replay_limit
        self._compression = compression
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._connections: set[Connection] = set()
        self._refusals = 0
        self.answer_heartbeats = True
        self.heartbeats = 0
        self.identified = 0
        self.resumed = 0
        self.url = ""

    # what tests and demos do to it

    @property
    def live_sessions(self) -> list[Session]:
        """Return the sessions that have a connection now."""
        return [one for one in self._sessions.values() if one.connection is not None]

    async def drop_sessions(self, code: int | None = None, *, resumable: bool = True) -> None:
        """Cut all connections: with a close code, or like a broken line without one."""
        for connection in tuple(self._connections):
            if not resumable and connection.session is not None:
                self._forget(connection.session)
            await connection.cut(code)

    async def invalid_session(self, *, resumable: bool = False) -> None:
        """Tell all bots that their session is invalid (op 9)."""
        for session in self.live_sessions:
            connection = session.connection
            if not resumable:
                self._forget(session)
            if connection is not None:
                connection.send({"op": INVALID, "d": resumable, "s": None, "t": None})

    async def require_reconnect(self) -> None:
        """Ask all bots to reconnect (op 7)."""
        for session in self.live_sessions:
            if session.connection is not None:
                session.connection.send({"op": RECONNECT, "d": None, "s": None, "t": None})

    def refuse_handshakes(self, count: int) -> None:
        """Answer the next websocket handshakes with 503."""
        self._refusals = count

    def pause_events(self) -> None:
        """Hold back events; they queue up until `resume_events`."""
        for session in self._sessions.values():
            session.pause()

    def resume_events(self) -> None:
        """Send what was held back, in order."""
        for session in self._sessions.values():
            session.unpause()

    async def revoke(self, application: Application) -> None:
        """End all sessions of an application whose token is no longer valid."""
        for session in tuple(self._sessions.values()):
            if session.application.id == application.id:
                connection = session.connection
                self._forget(session)
                if connection is not None:
                    await connection.cut(4004)

    async def close(self) -> None:
        """Close all connections, for the end of the server."""
        for session in tuple(self._sessions.values()):
            self._forget(session)
        for connection in tuple(self._connections):
            await connection.cut(1001)

    def _forget(self, session: Session) -> None:
        session.end()
        self._sessions.pop(session.id, None)

    # one connection

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one websocket from HELLO to its end."""
        if self._refusals > 0:
            self._refusals -= 1
            return web.Response(status=503, text="the gateway is not there")
        socket = web.WebSocketResponse(timeout=1.0, max_msg_size=16 * 1024, compress=False)
        await socket.prepare(request)
        zlib_stream = self._compression and request.query.get("compress") == "zlib-stream"
        connection = Connection(socket, request, zlib_stream=zlib_stream)
        self._connections.add(connection)
        writer = asyncio.create_task(connection.write())
        interval = round(self._heartbeat_interval * 1000)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": interval}, "s": None, "t": None})
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    await connection.cut(4002)
                    break
                await self._receive(connection, message.data)
        finally:
            self._connections.discard(connection)
            if connection.session is not None and connection.session.connection is connection:
                connection.session.connection = None
            writer.cancel()
            await asyncio.wait([writer])
        return socket

    async def _receive(self, connection: Connection, text: str) -> None:
        try:
            packet = json.loads(text)
            op, data = packet["op"], packet.get("d")
        except (ValueError, KeyError, TypeError):
            await connection.cut(4002)
            return
        if op == HEARTBEAT:
            self.heartbeats += 1
            if self.answer_heartbeats:
                connection.send({"op": ACK, "d": None, "s": None, "t": None})
        elif op == IDENTIFY:
            await self._identify(connection, data)
        elif op == RESUME:
            await self._resume(connection, data)
        elif connection.session is None:
            await connection.cut(4003)
        elif op == MEMBERS:
            connection.session.send_members(data)
        elif op not in (PRESENCE, VOICE):
            await connection.cut(4001)

    async def _identify(self, connection: Connection, data: JsonObject) -> None:
        if connection.session is not None:
            await connection.cut(4005)
            return
        application = self._world.application_with(str(data.get("token") or "").removeprefix("Bot "))
        if application is None:
            await connection.cut(4004)
            return
        session = Session(
            secrets.token_hex(16),
            self._world,
            application,
            int(data.get("intents") or 0),
            large_threshold=int(data.get("large_threshold") or 50),
            replay_limit=self._replay_limit,
        )
        if session.refused_intents is not None:
            await connection.cut(session.refused_intents)
            return
        self._sessions[session.id] = session
        self.identified += 1
        while len(self._sessions) > SESSIONS_KEPT:
            oldest = next((one for one in self._sessions.values() if one.connection is None), None)
            if oldest is None:
                break
            self._forget(oldest)
        session.start(connection, self.url)

    async def _resume(self, connection: Connection, data: JsonObject) -> None:
        session = self._sessions.get(str(data.get("session_id")))
        application = self._world.application_with(str(data.get("token") or "").removeprefix("Bot "))
        if application is None:
            await connection.cut(4004)
            return
        sequence: Any = data.get("seq")
        known = session is not None and session.application is application
        if session is None or not known or not session.can_replay(sequence):
            connection.send({"op": INVALID, "d": False, "s": None, "t": None})
            return
        previous = session.connection
        if previous is not None and previous is not connection:
            await previous.cut(4000)
        self.resumed += 1
        session.resume(connection, int(sequence or 0))
