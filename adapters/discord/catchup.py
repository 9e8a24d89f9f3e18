"""Reading what was written in watched rooms while nobody listened; the core ignores what it has seen."""

import logging

import aiohttp
import discord

from adapters.discord.authors import DISCORD
from adapters.discord.reporting import Reporter
from adapters.discord.translate import message_event, room_gone
from core.channel import WatchedRoom

log = logging.getLogger(__name__)

_PAGE = 100
_PAGES = 20  # for each room; who wrote more than this during an outage is looked up by hand

_Network = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)


class CatchUp:
    """One pass over all watched rooms with one client."""

    def __init__(self, reporter: Reporter, client: discord.Client) -> None:
        self._reporter = reporter
        self._client = client
        self._members: dict[tuple[int, int], discord.Member | None] = {}

    async def run(self) -> None:
        """Read every watched room, oldest message first; a room that fails does not keep the others waiting."""
        rooms = await self._reporter.intake.watched_rooms(DISCORD)
        for room in rooms:
            try:
                async with self._reporter.turn(room.at):
                    await self._room(room)
            except _Network as error:
                log.warning("room could not be read place=%s error=%s", room.at.place, type(error).__name__)
        if rooms:
            log.info("caught up rooms=%d", len(rooms))

    async def _room(self, room: WatchedRoom) -> None:
        if not room.at.place.isdigit():
            return
        channel_id = int(room.at.place)
        try:
            channel = self._client.get_channel(channel_id) or await self._client.fetch_channel(channel_id)
        except discord.NotFound:
            await self._reporter.report(room_gone(channel_id, self._reporter.clock.now()))
            return
        if not isinstance(channel, discord.abc.Messageable):
            return
        # Without a last message there is nothing that could have been missed before the room was opened.
        after = discord.Object(int(room.after) if room.after and room.after.isdigit() else channel_id)
        count = 0
        async for message in channel.history(limit=_PAGE * _PAGES, after=after, oldest_first=True):
            count += 1
            await self._message(message)
        if count == _PAGE * _PAGES:
            log.warning("room has more missed messages than are read place=%s", room.at.place)

    async def _message(self, message: discord.Message) -> None:
        me = self._client.user
        if me is None:
            return
        if isinstance(message.author, discord.User) and message.guild and message.webhook_id is None:
            # History does not say who is a member with which roles; staff must be known as staff.
            member = await self._member(message.guild, message.author.id)
            message.author = member or message.author
        event = message_event(message, me.id)
        if event is not None:
            await self._reporter.handle_message(event, message)

    async def _member(self, guild: discord.Guild, user_id: int) -> discord.Member | None:
        key = guild.id, user_id
        if key not in self._members:
            try:
                self._members[key] = await guild.fetch_member(user_id)
            except discord.NotFound:
                self._members[key] = None
        return self._members[key]
