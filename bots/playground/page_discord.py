"""What one person's Discord shows: the server's channels and threads, direct messages, the open channel."""

from dataclasses import dataclass
from itertools import islice

from bots.playground import discord_permissions as perms
from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_records import CATEGORY, DIRECT, FORUM, VOICE, Channel, Guild
from bots.playground.page_cast import Cast
from bots.playground.page_discord_messages import DiscordMessages
from bots.playground.page_discord_room import DiscordRoom, kind_word
from bots.playground.page_marks import ReadMarks
from bots.playground.page_wish import JsonObject

_COUNTED = 400


@dataclass(slots=True)
class DiscordSight:
    """What the page looks at; `channel` is a bot's id for the direct messages with it."""

    person: int
    channel: int | None = None
    limit: int = 300


class DiscordView:
    """Makes the page's JSON from the world; nothing here changes the world."""

    def __init__(self, world: DiscordWorld, cast: Cast, marks: ReadMarks) -> None:
        self.world = world
        self.cast = cast
        self._marks = marks
        self._messages = DiscordMessages(world, cast)
        self._rooms = DiscordRoom(world, cast)
        for channel in world.channels.values():
            marks.begin(str(channel.id), channel.last_message_id or 0)

    def parts(self, sight: DiscordSight) -> dict[str, object]:
        """The sections of the page by name; a section that is equal to the last one need not be sent."""
        channel = self.open_channel(sight)
        if channel is not None:
            self._marks.seen(sight.person, str(channel.id), channel.last_message_id or 0)
        return {
            "discord.place": self._place(sight),
            "discord.room": self._rooms.view(sight.person, sight.channel, channel),
            "discord.commands": self._rooms.commands(sight.person, sight.channel, channel),
            "discord.names": self._names(sight.person),
            "discord.messages": self._history(sight, channel),
        }

    def open_channel(self, sight: DiscordSight) -> Channel | None:
        """The channel that is looked at, unless this person may not see it or it has not begun."""
        number = sight.channel
        if number is None:
            return None
        if number in self.world.applications:
            key = (min(sight.person, number), max(sight.person, number))
            number = self.world.direct_channels.get(key, 0)
        channel = self.world.channels.get(number)
        if channel is None or not self.world.permissions(sight.person, channel) & perms.VIEW_CHANNEL:
            return None
        return channel

    def commands(self, sight: DiscordSight, channel: Channel) -> list[JsonObject]:
        """The slash commands this person's client offers in the channel."""
        slash: list[JsonObject] = self._rooms.commands(sight.person, sight.channel, channel)["slash"]
        return slash

    def _place(self, sight: DiscordSight) -> JsonObject:
        guild, bot = self.world.guilds[self.cast.guild_id], self.cast.discord_bot_id
        key = (min(sight.person, bot), max(sight.person, bot))
        direct = self.world.channels.get(self.world.direct_channels.get(key, 0))
        return {
            "server": guild.name,
            "member": sight.person in guild.members,
            "banned": sight.person in guild.bans,
            "direct": {
                "id": str(bot),
                "name": self.world.name_of(bot),
                **(_nothing() if direct is None else self._unread(sight.person, direct)),
            },
            "categories": self._categories(sight.person, guild),
        }

    def _categories(self, person: int, guild: Guild) -> list[JsonObject]:
        seen = [one for one in guild.channels.values() if self._sees(person, one)]
        ordered = sorted(seen, key=lambda one: (one.kind == VOICE, one.position, one.id))
        groups: list[JsonObject] = []
        for category in [None, *(one for one in ordered if one.kind == CATEGORY)]:
            parent = None if category is None else category.id
            inside = [one for one in ordered if one.kind != CATEGORY and one.parent_id == parent]
            if inside:
                name = "" if category is None else category.name
                listed = [self._channel(person, guild, one) for one in inside]
                groups.append({"id": str(parent or 0), "name": name, "channels": listed})
        return groups

    def _sees(self, person: int, channel: Channel) -> bool:
        return bool(self.world.permissions(person, channel) & perms.VIEW_CHANNEL)

    def _channel(self, person: int, guild: Guild, channel: Channel) -> JsonObject:
        return {
            "id": str(channel.id),
            "name": channel.name,
            "kind": kind_word(channel),
            **self._unread(person, channel),
            "threads": [
                {
                    "id": str(thread.id),
                    "name": thread.name,
                    "kind": kind_word(thread),
                    **self._unread(person, thread),
                }
                for thread in guild.threads.values()
                if thread.parent_id == channel.id and self._lists(person, channel, thread)
            ],
        }

    def _lists(self, person: int, parent: Channel, thread: Channel) -> bool:
        """Open threads one takes part in; of a forum only those, because it lists its posts itself."""
        state = thread.thread
        if state is None or state.archived or not self._sees(person, thread):
            return False
        return person in state.members or (parent.kind != FORUM and not state.private)

    def _unread(self, person: int, channel: Channel) -> JsonObject:
        mark = self._marks.up_to(person, str(channel.id))
        unread, pings = False, 0
        for message in islice(reversed(channel.messages.values()), _COUNTED):
            if message.id <= mark:
                break
            if message.deleted or message.author_id == person:
                continue
            unread = True
            pings += channel.kind == DIRECT or self._messages.pings(message, person)
        return {"unread": unread, "pings": pings}

    def _names(self, person: int) -> JsonObject:
        """The names behind mentions; channels only as far as this person sees them."""
        guild = self.world.guilds[self.cast.guild_id]
        seen = [*guild.channels.values(), *guild.threads.values()]
        return {
            "users": {
                str(user.id): {"name": self._messages.name(user.id), "bot": user.bot}
                for user in self.world.users.values()
                if user.id in guild.members or user.id == person
            },
            "roles": {
                str(role.id): {"name": role.name, "colour": role.color}
                for role in guild.roles.values()
                if role.id != guild.id
            },
            "channels": {
                str(one.id): {"name": one.name, "kind": kind_word(one)}
                for one in seen
                if one.kind != CATEGORY and self._sees(person, one)
            },
        }

    def _history(self, sight: DiscordSight, channel: Channel | None) -> JsonObject:
        key = f"{sight.person}/{sight.channel}"
        if channel is None or channel.kind == FORUM:
            return {"key": key, "more": False, "items": {}}
        public = (one for one in reversed(channel.messages.values()) if not one.deleted)
        newest = list(islice(public, sight.limit + 1))
        kept = newest[: sight.limit]
        oldest = kept[-1].id if kept and len(newest) > sight.limit else 0
        private = [
            one
            for one in channel.private_messages.values()
            if one.ephemeral_for == sight.person and not one.deleted and one.id > oldest
        ]
        items = sorted([*kept, *private], key=lambda one: one.id)
        return {
            "key": key,
            "more": len(newest) > sight.limit,
            "items": {str(one.id): self._messages.view(channel, one, sight.person) for one in items},
        }


def _nothing() -> JsonObject:
    return {"unread": False, "pings": 0}
