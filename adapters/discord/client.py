"""discord.py's client with the least it needs: no caches of people or messages, events straight to the core."""

import logging
from datetime import datetime, timedelta
from typing import Protocol

import discord

from adapters.discord import translate
from adapters.discord.interactions import Interactions
from adapters.discord.reporting import Reporter
from adapters.discord.translate import place
from core.events import PlaceKind
from core.ids import Address

log = logging.getLogger(__name__)


def intents(*, members: bool) -> discord.Intents:
    """What the suite listens to. ``members``: also who joins and leaves, which the developer portal must allow."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = True
    wanted.dm_messages = True
    wanted.message_content = True
    wanted.members = members
    return wanted


class SessionWatcher(Protocol):
    """Who wants to know how the session fares."""

    async def ready(self) -> None: ...

    async def resumed(self) -> None: ...

    def lost(self) -> None: ...

    async def caught_up(self) -> bool: ...


class Listener(discord.Client):
    """One connection's worth of listening; the supervisor makes a fresh one for each restart.

    Views are never registered: every interaction arrives in ``on_interaction`` with all it needs in its custom_id.
    """

    def __init__(
        self,
        reporter: Reporter,
        interactions: Interactions,
        watcher: SessionWatcher,
        *,
        members: bool,
        guild_id: int | None,
        guilds_within: timedelta,
        silence: timedelta,
    ) -> None:
        super().__init__(
            intents=intents(members=members),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=30.0,
            heartbeat_timeout=silence.total_seconds(),
            guild_ready_timeout=guilds_within.total_seconds(),
        )
        self._reporter = reporter
        self._interactions = interactions
        self._watcher = watcher
        self._guild_id = guild_id

    @property
    def me(self) -> int:
        """The bot's own id; 0 before the login."""
        return self.user.id if self.user is not None else 0

    async def on_ready(self) -> None:
        await self._watcher.ready()

    async def on_resumed(self) -> None:
        await self._watcher.resumed()

    async def on_disconnect(self) -> None:
        if not self.is_closed():
            self._watcher.lost()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if self._is_ours(interaction.guild_id):
            await self._interactions.receive(interaction)

    def _is_ours(self, guild_id: int | None) -> bool:
        """Whether to listen: to private chats, and to the server of the settings if one is named there.

        Whoever knows a bot can add it to a server of theirs; nobody there is to be judged or served by us.
        """
        return guild_id is None or self._guild_id is None or guild_id == self._guild_id

    async def on_message(self, message: discord.Message) -> None:
        if not self._is_ours(_guild_of(message)):
            return
        event = translate.message_event(message, self.me)
        if event and await self._its_turn(event.at, event.kind):
            await self._reporter.report_message(event, message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        if not self._is_ours(payload.guild_id):
            return
        event = translate.edit_event(payload.message, self.me)
        if event and await self._its_turn(event.at, event.kind):
            await self._reporter.report_message(event, payload.message)

    async def _its_turn(self, at: Address, kind: PlaceKind) -> bool:
        """Whether to go on; where nothing may be missed, only once all that was said earlier is read.

        Discord sends new messages some two seconds before discord.py is ready. Handled at once, they would be
        taken for the last ones read, and what was said while nobody listened would be lost.
        """
        if not self._reporter.intake.listens_to(at, private=kind is PlaceKind.PRIVATE):
            return True
        return await self._watcher.caught_up()

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        if self._is_ours(payload.guild_id):
            await self._deleted(payload.channel_id, payload.message_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in sorted(payload.message_ids) if self._is_ours(payload.guild_id) else ():
            await self._deleted(payload.channel_id, message_id)

    async def _deleted(self, channel_id: int, message_id: int) -> None:
        event = translate.deleted_event(channel_id, message_id, self._reporter.clock.now())
        if await self._its_turn(place(channel_id), PlaceKind.GROUP):
            await self._reporter.report_in_turn(place(channel_id), event)

    async def on_member_join(self, member: discord.Member) -> None:
        if self._is_ours(member.guild.id):
            await self._reporter.report(translate.joined_event(member, self._reporter.clock.now()))

    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        if self._is_ours(payload.guild_id):
            now = self._reporter.clock.now()
            await self._reporter.report(translate.left_event(payload.user, payload.guild_id, now))

    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        if translate.room_state(before) != translate.room_state(after):
            await self._room_changed(after.id, translate.room_state(after), after.archive_timestamp)

    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        # Archived threads leave discord.py's cache; of those only this event tells that they came back.
        if payload.thread is None:
            kept = payload.data["thread_metadata"]
            state = translate.state_of(archived=kept["archived"], locked=kept.get("locked", False))
            await self._room_changed(payload.thread_id, state, datetime.fromisoformat(kept["archive_timestamp"]))

    async def _room_changed(self, thread_id: int, state: str, stamp: datetime) -> None:
        event = translate.room_event(thread_id, state, stamp, self._reporter.clock.now())
        await self._reporter.report_in_turn(event.at, event)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        await self._gone(payload.thread_id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._gone(channel.id)

    async def _gone(self, channel_id: int) -> None:
        event = translate.room_gone(channel_id, self._reporter.clock.now())
        await self._reporter.report_in_turn(event.at, event)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        if self._is_ours(guild.id):
            await self._reporter.report(translate.reach_event(guild, self._reporter.clock.now(), present=True))
        else:
            log.warning("added to a server that is not in the settings, where nothing is done guild=%d", guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        if self._is_ours(guild.id):
            await self._reporter.report(translate.reach_event(guild, self._reporter.clock.now(), present=False))


def _guild_of(message: discord.Message) -> int | None:
    return message.guild.id if message.guild is not None else None
