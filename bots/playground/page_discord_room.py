"""The open Discord channel around its messages: header, rights, posts and threads, offered commands, members."""

from bots.playground import discord_permissions as perms
from bots.playground.discord_commands import (
    GROUP,
    MESSAGE_MENU,
    SLASH,
    SUBCOMMAND,
    USER_MENU,
    available,
)
from bots.playground.discord_model import DiscordWorld
from bots.playground.discord_records import (
    ANNOUNCEMENT,
    CATEGORY,
    DIRECT,
    FORUM,
    PRIVATE_THREAD,
    TEXT,
    VOICE,
    Channel,
    Command,
    Guild,
    Tag,
)
from bots.playground.discord_state import DISCORD_EPOCH_MS
from bots.playground.page_cast import Cast
from bots.playground.page_discord_messages import DiscordMessages
from bots.playground.page_wish import JsonObject

_KINDS = {DIRECT: "direct", TEXT: "text", VOICE: "voice", ANNOUNCEMENT: "news", FORUM: "forum", CATEGORY: "category"}


def kind_word(channel: Channel) -> str:
    """The page's word for a kind of channel."""
    if channel.thread is not None:
        return "private" if channel.kind == PRIVATE_THREAD else "thread"
    return _KINDS.get(channel.kind, "text")


class DiscordRoom:
    """Everything about a channel but its messages."""

    def __init__(self, world: DiscordWorld, cast: Cast) -> None:
        self._world = world
        self._cast = cast
        self._messages = DiscordMessages(world, cast)

    def view(self, person: int, wanted: int | None, channel: Channel | None) -> JsonObject | None:
        if wanted is None or (channel is None and wanted not in self._world.applications):
            return None
        if channel is None or channel.kind == DIRECT:
            return self._direct(wanted, channel)
        granted = self._world.permissions(person, channel)
        parent = self._world.parent(channel) if channel.thread is not None else None
        return {
            "id": str(channel.id),
            "name": channel.name,
            "kind": kind_word(channel),
            "topic": channel.topic or "",
            "slowmode": channel.slowmode,
            "parent": None if parent is None else {"id": str(parent.id), "name": parent.name},
            "writable": bool(granted & perms.SEND_MESSAGES) and channel.kind != VOICE,
            "rights": {
                "delete": bool(granted & perms.MANAGE_MESSAGES),
                "react": bool(granted & perms.ADD_REACTIONS),
                "thread": channel.kind == TEXT and bool(granted & perms.CREATE_PUBLIC_THREADS),
                "private_thread": channel.kind == TEXT and bool(granted & perms.CREATE_PRIVATE_THREADS),
                "manage_threads": bool(granted & perms.MANAGE_THREADS),
                "time_out": bool(granted & perms.MODERATE_MEMBERS),
                "kick": bool(granted & perms.KICK_MEMBERS),
                "ban": bool(granted & perms.BAN_MEMBERS),
            },
            "thread": self._thread_state(person, channel),
            "tags": [{"id": str(tag.id), "name": _tag(tag)} for tag in channel.tags],
            "posts": self._posts(person, channel),
            "members": self._members(channel),
        }

    def _direct(self, wanted: int, channel: Channel | None) -> JsonObject:
        other = wanted
        return {
            "id": str(wanted if channel is None else channel.id),
            "name": self._world.name_of(other),
            "kind": "direct",
            "topic": "",
            "slowmode": 0,
            "parent": None,
            "writable": True,
            "rights": {"react": True},
            "thread": None,
            "tags": [],
            "posts": [],
            "members": [],
        }

    def _thread_state(self, person: int, channel: Channel) -> JsonObject | None:
        state = channel.thread
        if state is None:
            return None
        return {
            "archived": state.archived,
            "locked": state.locked,
            "private": state.private,
            "joined": person in state.members,
            "owner": person == state.owner_id,
        }

    def _posts(self, person: int, channel: Channel) -> list[JsonObject]:
        """The threads of this channel with the latest activity first, archived ones last."""
        guild = self._world.guilds[channel.guild_id or 0]
        tags = {tag.id: _tag(tag) for tag in channel.tags}
        threads = [one for one in guild.threads.values() if one.parent_id == channel.id]
        shown = [one for one in threads if self._world.permissions(person, one) & perms.VIEW_CHANNEL]
        posts = [self._post(one, tags) for one in shown]
        return sorted(posts, key=lambda post: (post["archived"], -post["active"]))

    def _post(self, thread: Channel, tags: dict[int, str]) -> JsonObject:
        state = thread.thread
        assert state is not None
        first = next((one for one in thread.messages.values() if not one.deleted), None)
        newest = thread.last_message_id or thread.id
        return {
            "id": str(thread.id),
            "name": thread.name,
            "kind": kind_word(thread),
            "author": self._messages.author(state.owner_id),
            "text": "" if first is None else first.content[:160],
            "tags": [tags[tag] for tag in state.tags if tag in tags],
            "count": state.message_count,
            "active": ((newest >> 22) + DISCORD_EPOCH_MS) / 1000,
            "archived": state.archived,
            "locked": state.locked,
        }

    def _members(self, channel: Channel) -> list[JsonObject]:
        """Who can see the channel, by the name of their highest role."""
        guild = self._world.guilds[channel.guild_id or 0]
        groups: dict[tuple[int, str], list[JsonObject]] = {}
        for user_id in guild.members:
            if not self._world.permissions(user_id, channel) & perms.VIEW_CHANNEL:
                continue
            if channel.thread is not None and user_id not in channel.thread.members:
                continue
            groups.setdefault(_rank(guild, user_id), []).append(self._messages.author(user_id))
        ordered = sorted(groups.items(), key=lambda entry: -entry[0][0])
        return [{"role": name, "people": people} for (_, name), people in ordered]

    def commands(self, person: int, wanted: int | None, channel: Channel | None) -> JsonObject:
        """Slash commands with their subcommands spelled out, and the entries of the right-click menus."""
        if channel is None:
            if wanted not in self._world.applications:
                return {"slash": [], "message": [], "user": []}
            channel = Channel(0, DIRECT, "", recipients=(person, wanted))
        offered = available(self._world, person, channel)
        slash = [leaf for command in offered if command.kind == SLASH for leaf in _leaves(command)]
        return {
            "slash": sorted(slash, key=lambda one: str(one["name"])),
            "message": sorted(one.name for one in offered if one.kind == MESSAGE_MENU),
            "user": sorted(one.name for one in offered if one.kind == USER_MENU),
        }


def _tag(tag: Tag) -> str:
    return f"{tag.emoji_name} {tag.name}" if tag.emoji_name else tag.name


def _rank(guild: Guild, user_id: int) -> tuple[int, str]:
    if user_id == guild.owner_id:
        return 1 << 30, "Owner"
    roles = [guild.roles[role] for role in guild.members[user_id].roles if role in guild.roles]
    top = max(roles, key=lambda role: role.position, default=None)
    return (0, "Members") if top is None else (top.position, top.name)


def _leaves(command: Command) -> list[JsonObject]:
    def walk(path: str, description: str, options: list[JsonObject]) -> list[JsonObject]:
        inner = [one for one in options if one["type"] in (SUBCOMMAND, GROUP)]
        if not inner:
            return [{"name": path, "description": description, "options": options}]
        return [
            leaf
            for one in inner
            for leaf in walk(f"{path} {one['name']}", str(one["description"]), one.get("options") or [])
        ]

    return walk(command.name, str(command.data["description"]), command.data.get("options") or [])
