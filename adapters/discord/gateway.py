"""Keeping the bot connected to Discord: a supervisor that outlives what discord.py does not."""

import asyncio
import logging
import random
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
import discord

from adapters.discord.answers import Answers
from adapters.discord.catchup import CatchUp
from adapters.discord.client import Listener
from adapters.discord.commands import CommandRegistry, menu_labels
from adapters.discord.interactions import Interactions
from adapters.discord.outage import Outage
from adapters.discord.redirect import Endpoints, quiet_library_logs, redirected
from adapters.discord.reporting import Reporter
from adapters.discord.rest import Rest
from core.channel import Intake, MediaVault
from core.clock import Clock
from core.errors import BellbuoyError, ChannelDown
from core.text.catalog import Texts

log = logging.getLogger(__name__)

_REVOKED = "Discord refuses the bot's token: reset it in the developer portal (Bot, Reset Token) and set it anew"
_INTENTS = (
    "Discord does not allow the intents: in the developer portal (Bot, Privileged Gateway Intents) switch on "
    "Message Content{members}, then start again"
)
_MEMBERS_TOO = " and Server Members"
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
_AUTHENTICATION_FAILED = 4004
_FATAL_CODES = {
    _AUTHENTICATION_FAILED: _REVOKED,
    4010: "Discord refuses the connection: invalid shard",
    4011: "Discord wants this bot split into shards because it is in too many servers; Bellbuoy runs without",
    4012: "Discord no longer accepts this version of its interface: update Bellbuoy",
    4013: "Discord does not know an intent that was asked for: update Bellbuoy",
}


@dataclass(frozen=True, slots=True)
class Patience:
    """Times of the supervisor."""

    login: timedelta = timedelta(seconds=60)
    ready: timedelta = timedelta(seconds=90)  # without a session for so long: a fresh client
    guilds: timedelta = timedelta(seconds=2)  # Discord sends the servers one by one: none for so long means all
    silence: timedelta = timedelta(seconds=60)  # without any sign from Discord: the line counts as dead
    grace: timedelta = timedelta(seconds=10)  # a shorter loss is no outage
    first_pause: timedelta = timedelta(seconds=1)
    longest_pause: timedelta = timedelta(seconds=60)
    closing: timedelta = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class GatewaySettings:
    """``guild_id``: the server that is listened to and where commands are registered; None means every server."""

    token: str = field(repr=False)
    guild_id: int | None = None
    members: bool = False
    endpoints: Endpoints = field(default_factory=Endpoints)
    patience: Patience = field(default_factory=Patience)


class DiscordGateway:
    """The source of events. One call of ``supervise`` is one life; ``rest`` is shared with the channel."""

    def __init__(
        self,
        settings: GatewaySettings,
        rest: Rest,
        intake: Intake,
        texts: Texts,
        vault: MediaVault,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._patience = settings.patience
        self._rest = rest
        self._reporter = Reporter(intake, vault, clock)
        self._interactions = Interactions(
            self._reporter, texts, Answers(rest, clock), menu_labels(texts), rest.acknowledgements
        )
        self._commands = CommandRegistry(rest, intake, texts, settings.guild_id)
        self._outage = Outage(self._reporter, settings.patience.grace)
        self._stopping = asyncio.Event()

    @property
    def is_up(self) -> bool:
        """Whether a session is ready now."""
        return self._outage.up.is_set()

    async def wait_until_up(self) -> None:
        await self._outage.up.wait()

    async def wait_until_down(self) -> None:
        """Returns at once while there is no session, however short the loss."""
        await self._outage.down.wait()

    def stop(self) -> None:
        """Ask ``supervise`` to end; it does so within seconds."""
        self._stopping.set()

    async def supervise(self) -> None:
        """Stay connected until ``stop``. Raises ChannelDown(fatal) when only a person can help."""
        quiet_library_logs()
        pause = self._patience.first_pause
        with redirected(self._settings.endpoints):
            try:
                while not self._stopping.is_set():
                    came_up, why = await self._session()
                    if self._stopping.is_set():
                        break
                    await self._outage.failed(why)
                    pause = self._patience.first_pause if came_up else pause
                    log.debug("discord session ended, next one follows why=%s pause=%s", why, pause)
                    await self._rest_for(pause)
                    pause = min(pause * 2, self._patience.longest_pause)
            except ChannelDown as error:
                await self._outage.failed(str(error))
                raise
            finally:
                self._outage.close()

    async def _rest_for(self, pause: timedelta) -> None:
        # Jitter, so that many bots that lost Discord at the same time do not come back at the same time.
        seconds = pause.total_seconds() * random.uniform(0.5, 1.0)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _session(self) -> tuple[bool, str]:
        """One client from login to its end: whether it was ever ready, and why it ended."""
        session = _Session(self._settings, self._reporter, self._interactions, self._outage)
        client = session.client
        stop = asyncio.create_task(self._stopping.wait(), name="discord stop")
        work = asyncio.create_task(self._run(session), name="discord session")
        try:
            await asyncio.wait({stop, work}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                return session.was_ready, work.result()
            return session.was_ready, "stopped"
        finally:
            for task in (stop, work):
                task.cancel()
            await asyncio.gather(stop, work, return_exceptions=True)
            if self._stopping.is_set():
                await self._reporter.settle(self._patience.closing.total_seconds())
            self._rest.detach()
            session.end()
            await _close(client, self._patience.closing)

    async def _run(self, session: "_Session") -> str:
        try:
            return await self._live(session)
        except discord.LoginFailure as error:
            raise ChannelDown(_REVOKED, fatal=True) from error
        except discord.PrivilegedIntentsRequired as error:
            members = _MEMBERS_TOO if self._settings.members else ""
            raise ChannelDown(_INTENTS.format(members=members), fatal=True) from error
        except discord.ConnectionClosed as error:
            if error.code in _FATAL_CODES:
                raise ChannelDown(_FATAL_CODES[error.code], fatal=True) from error
            return f"connection closed with code {error.code}"
        except (discord.HTTPException, discord.GatewayNotFound) as error:
            return f"Discord answers with an error: {type(error).__name__}"
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return f"network: {type(error).__name__}"
        except Exception as error:
            # discord.py dies of an AttributeError when the very first handshake fails (Rapptz/discord.py#10520),
            # and of a KeyError when Discord sends what it does not expect.
            log.warning("discord session broke error=%s", type(error).__name__, exc_info=True)
            return f"session broke: {type(error).__name__}"

    async def _live(self, session: "_Session") -> str:
        client = session.client
        async with asyncio.timeout(self._patience.login.total_seconds()):
            await client.login(self._settings.token)
        self._rest.attach(client)
        chores = asyncio.create_task(self._after_ready(session), name="discord chores")
        watch = asyncio.create_task(self._watch(), name="discord watch")
        connection = asyncio.create_task(client.connect(reconnect=True), name="discord connection")
        try:
            await asyncio.wait({connection, watch}, return_when=asyncio.FIRST_COMPLETED)
            if connection.done():
                connection.result()
                return "connection ended"
            return "no session for too long"
        finally:
            for task in (chores, watch, connection):
                task.cancel()
            await asyncio.gather(chores, watch, connection, return_exceptions=True)

    async def _watch(self) -> None:
        """Ends when there was no working session for too long; discord.py's own pauses grow to a quarter hour."""
        while True:
            await self._outage.down.wait()
            try:
                await asyncio.wait_for(self._outage.up.wait(), self._patience.ready.total_seconds())
            except TimeoutError:
                return

    async def _after_ready(self, session: "_Session") -> None:
        """What every new session begins with: commands and catching up; a resumed one missed nothing."""
        while True:
            await session.fresh.wait()
            session.fresh.clear()
            try:
                await self._commands.sync(session.client.application_id or 0)
            except BellbuoyError as error:
                log.warning("commands could not be registered why=%s", error)
            try:
                await CatchUp(self._reporter, session.client).run()
            except Exception:
                log.exception("catching up failed")
            session.is_caught_up()


class _Session:
    """One client, and what is known of its session."""

    def __init__(
        self, settings: GatewaySettings, reporter: Reporter, interactions: Interactions, outage: Outage
    ) -> None:
        self.client = Listener(
            reporter,
            interactions,
            self,
            members=settings.members,
            guild_id=settings.guild_id,
            guilds_within=settings.patience.guilds,
            silence=settings.patience.silence,
        )
        self.fresh = asyncio.Event()
        self.was_ready = False
        self._outage = outage
        self._behind = True
        self._ended = False
        self._caught_up = asyncio.Event()

    async def ready(self) -> None:
        """A new session: whatever was said before it has to be read."""
        self.was_ready = True
        self._behind = True
        self._caught_up.clear()
        self.fresh.set()
        await self._outage.came_up()

    async def resumed(self) -> None:
        """The old session goes on; Discord has sent again what was missed."""
        if not self._behind:
            self._caught_up.set()
        await self._outage.came_up()

    def lost(self) -> None:
        self._caught_up.clear()
        self._outage.went_down("the gateway connection was lost")

    def is_caught_up(self) -> None:
        """What was said before this session is read, as far as it can be."""
        if not self.fresh.is_set():
            self._behind = False
            self._caught_up.set()

    def end(self) -> None:
        """Let go of what still waits: the next session reads it."""
        self._ended = True
        self._caught_up.set()

    async def caught_up(self) -> bool:
        """Wait until what was said earlier is read; false when the session ended before that."""
        await self._caught_up.wait()
        return not self._ended


async def _close(client: Listener, patience: timedelta) -> None:
    """Close politely, but not for longer than this: a dead connection would take its time to say goodbye."""
    try:
        await asyncio.wait_for(client.close(), patience.total_seconds())
    except TimeoutError:
        log.warning("discord connection did not close in time")
        await client.http.close()
