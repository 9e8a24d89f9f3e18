"""The local Discord as a server on loopback: REST, gateway and CDN on one port, with faults on demand."""

from __future__ import annotations

from aiohttp import web

from bots.playground.discord_gateway import Gateway
from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_rest import RestInterface
from bots.playground.faults import Faults

BODY_LIMIT = 110 * 1024 * 1024


class DiscordServer:
    """Shows a world to bots. Point discord.py at `api_url` + "/v10", `gateway_url` and `cdn_url`."""

    def __init__(
        self,
        world: DiscordWorld,
        *,
        faults: Faults | None = None,
        rate_limits: bool = False,
        heartbeat_interval: float = 41.25,
        replay_limit: int = 5000,
        compression: bool = False,
    ) -> None:
        """`heartbeat_interval` is in seconds; `replay_limit` is how many events a RESUME can bring back."""
        self.world = world
        self.faults = faults if faults is not None else Faults()
        self.gateway = Gateway(
            world, heartbeat_interval=heartbeat_interval, replay_limit=replay_limit, compression=compression
        )
        self._rest = RestInterface(world, self.faults, rate_limits=rate_limits)
        self._runner: web.AppRunner | None = None
        self._address = ""

    @property
    def api_url(self) -> str:
        """REST base without the version."""
        return f"http://{self._address}/api"

    @property
    def gateway_url(self) -> str:
        """Websocket address."""
        return f"ws://{self._address}/gateway"

    @property
    def cdn_url(self) -> str:
        """Base of addresses of uploaded files."""
        return f"http://{self._address}/cdn"

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one."""
        application = web.Application(client_max_size=BODY_LIMIT)
        application.router.add_get("/gateway", self.gateway.handle)
        application.router.add_get("/cdn/attachments/{channel_id}/{attachment_id}/{filename}", self._file)
        application.router.add_route("*", "/api/{version:v\\d+}/{path:.*}", self._rest.handle)
        application.router.add_route("*", "/api/{path:.*}", self._rest.handle)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port, reuse_address=True)
        await site.start()
        found_host, found_port = self._runner.addresses[0][:2]
        self._address = f"{found_host}:{found_port}"
        self._rest.gateway_url = self.gateway.url = self.gateway_url
        self.world.cdn_url = self.cdn_url

    async def stop(self) -> None:
        """Close everything; the world stays as it is and can be served again."""
        await self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _file(self, request: web.Request) -> web.Response:
        number = request.match_info["attachment_id"]
        attachment = self.world.files.get(int(number)) if number.isdigit() else None
        if attachment is None or str(attachment.channel_id) != request.match_info["channel_id"]:
            return web.Response(status=404, text="This content is no longer available.")
        headers = {"Content-Type": attachment.content_type or "application/octet-stream"}
        return web.Response(body=attachment.content, headers=headers)

    # faults of the gateway

    async def drop_sessions(self, code: int | None = None, *, resumable: bool = True) -> None:
        """Cut all gateway connections, with a close code or like a broken line."""
        await self.gateway.drop_sessions(code, resumable=resumable)

    async def invalid_session(self, *, resumable: bool = False) -> None:
        """Tell bots that their session is invalid (op 9)."""
        await self.gateway.invalid_session(resumable=resumable)

    async def require_reconnect(self) -> None:
        """Ask bots to reconnect (op 7)."""
        await self.gateway.require_reconnect()

    def refuse_handshakes(self, count: int) -> None:
        """Refuse the next websocket handshakes with 503."""
        self.gateway.refuse_handshakes(count)

    def stop_heartbeat_acks(self) -> None:
        """Leave heartbeats unanswered from now on."""
        self.gateway.answer_heartbeats = False

    def restart_heartbeat_acks(self) -> None:
        """Answer heartbeats again."""
        self.gateway.answer_heartbeats = True

    def pause_events(self) -> None:
        """Hold gateway events back."""
        self.gateway.pause_events()

    def resume_events(self) -> None:
        """Send the events that were held back."""
        self.gateway.resume_events()

    async def revoke_token(self, token: str) -> None:
        """Make a token invalid: gateway sessions end with 4004, REST answers 401."""
        application = self.world.application_with(token)
        if application is None:
            raise ValueError("no living application has this token")
        application.revoked = True
        await self.gateway.revoke(application)
