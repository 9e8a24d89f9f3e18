"""What people do in their clients with threads, channels, roles and membership. Permissions are checked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bots.playground import discord_membership as membership
from bots.playground import discord_permissions as perms
from bots.playground import discord_servers as servers
from bots.playground import discord_threads as threads
from bots.playground.discord_content import Draft, File
from bots.playground.discord_errors import ApiError, PlayError
from bots.playground.discord_payloads import user_payload
from bots.playground.discord_records import FORUM, Channel, Guild, Member, User
from bots.playground.discord_state import WorldState
from bots.playground.discord_threads import ThreadPlan


class ServerActions(WorldState):
    """Actions of persons on servers; each raises PlayError with words when a client could not do it."""

    def open_thread(
        self,
        user_id: int,
        channel_id: int,
        name: str,
        *,
        content: str = "",
        tags: Iterable[int] = (),
        message_id: int | None = None,
        private: bool = False,
        attachments: Iterable[tuple[str, bytes]] = (),
    ) -> Channel:
        """Open a thread; in a forum, a post with `content` and `tags`; with `message_id`, on that message."""
        channel = self.shown_channel(user_id, channel_id)
        wanted = ThreadPlan(name, private=private)
        if not 1 <= len(name) <= 100:
            raise PlayError("The name of a thread has 1 to 100 characters.")
        try:
            if channel.kind == FORUM:
                draft = Draft(content=content, files=[(File(*one), None) for one in attachments])
                return threads.open_post(self, user_id, channel, wanted, draft, list(tags))[0]
            if message_id is not None:
                message = self.message(channel, message_id)
                return threads.open_on_message(self, user_id, channel, message, wanted)
            return threads.open_alone(self, user_id, channel, wanted)
        except ApiError as error:
            raise PlayError(error.message) from error

    def _change_thread(self, user_id: int, thread_id: int, **changes: object) -> None:
        channel = self.shown_channel(user_id, thread_id)
        if channel.thread is None:
            raise PlayError("This is not a thread.")
        try:
            threads.change(self, user_id, channel, changes)
        except ApiError as error:
            raise PlayError(error.message) from error

    def archive_thread(self, user_id: int, thread_id: int, *, archived: bool = True) -> None:
        """Close a thread, or open it again with `archived=False`."""
        self._change_thread(user_id, thread_id, archived=archived)

    def lock_thread(self, user_id: int, thread_id: int, *, locked: bool = True) -> None:
        """Lock a thread so that only moderators can speak, or unlock it."""
        thread = self.channels[thread_id].thread if thread_id in self.channels else None
        if thread is not None and thread.archived:
            self._change_thread(user_id, thread_id, archived=False, locked=locked)
            self._change_thread(user_id, thread_id, archived=True)
            return
        self._change_thread(user_id, thread_id, locked=locked)

    def tag_thread(self, user_id: int, thread_id: int, tags: Iterable[int]) -> None:
        """Replace the tags of a forum post."""
        self._change_thread(user_id, thread_id, applied_tags=[str(tag) for tag in tags])

    def join_thread(self, user_id: int, thread_id: int) -> None:
        """Join a thread one can see."""
        self.add_to_thread(user_id, thread_id, user_id)

    def add_to_thread(self, user_id: int, thread_id: int, other_id: int) -> None:
        """Bring somebody into a thread by mentioning them."""
        try:
            threads.add_member(self, user_id, self.shown_channel(user_id, thread_id), other_id)
        except ApiError as error:
            raise PlayError(error.message) from error

    def leave_thread(self, user_id: int, thread_id: int) -> None:
        """Leave a thread."""
        threads.remove_member(self, user_id, self.shown_channel(user_id, thread_id), user_id)

    def delete_channel(self, user_id: int, channel_id: int) -> None:
        """Delete a channel or thread."""
        channel = self.shown_channel(user_id, channel_id)
        needed = perms.MANAGE_CHANNELS if channel.thread is None else perms.MANAGE_THREADS
        if channel.guild_id is None or not self.permissions(user_id, channel) & needed:
            raise PlayError("Deleting this channel needs more permissions.")
        servers.remove_channel(self, channel)

    def rename_channel(self, user_id: int, channel_id: int, name: str) -> None:
        """Give a channel or thread another name."""
        channel = self.shown_channel(user_id, channel_id)
        if channel.thread is not None:
            self._change_thread(user_id, channel_id, name=name)
            return
        if not self.permissions(user_id, channel) & perms.MANAGE_CHANNELS:
            raise PlayError("Renaming this channel needs the permission to manage channels.")
        servers.change_channel(self, channel, {"name": name})

    def set_slowmode(self, user_id: int, channel_id: int, seconds: int) -> None:
        """Make people wait between two messages in a channel."""
        channel = self.shown_channel(user_id, channel_id)
        if not self.permissions(user_id, channel) & perms.MANAGE_CHANNELS:
            raise PlayError("Slow mode needs the permission to manage channels.")
        servers.change_channel(self, channel, {"rate_limit_per_user": seconds})

    def _acting(self, user_id: int, guild_id: int, needed: int, words: str) -> tuple[Guild, Member]:
        guild = self.guilds.get(guild_id)
        member = guild.members.get(user_id) if guild is not None else None
        if guild is None or member is None:
            raise PlayError(f"{self.name_of(user_id)} is not in this server.")
        if perms.server_permissions(guild, member) & needed != needed:
            raise PlayError(words)
        return guild, member

    def _check_rank(self, guild: Guild, actor: Member, target_id: int) -> None:
        try:
            membership.check_rank(self, guild, actor, target_id)
        except ApiError as error:
            raise PlayError("You cannot moderate a member of your rank or above.") from error

    def delete_role(self, user_id: int, guild_id: int, role_id: int) -> None:
        """Delete a role below one's own."""
        guild, actor = self._acting(user_id, guild_id, perms.MANAGE_ROLES, "Deleting roles needs more permissions.")
        role = guild.roles.get(role_id)
        if role is None or role_id == guild_id or role.position >= perms.top_position(guild, actor):
            raise PlayError("You cannot delete this role.")
        servers.remove_role(self, guild, role)

    def give_role(self, user_id: int, guild_id: int, target_id: int, role_id: int, *, take: bool = False) -> None:
        """Give somebody a role below one's own, or take it away."""
        guild, actor = self._acting(user_id, guild_id, perms.MANAGE_ROLES, "Giving roles needs more permissions.")
        role, target = guild.roles.get(role_id), guild.members.get(target_id)
        if role is None or target is None or role.position >= perms.top_position(guild, actor):
            raise PlayError("You cannot give this role.")
        rest = tuple(one for one in target.roles if one != role_id)
        target.roles = rest if take else (*rest, role_id)
        membership.tell_member(self, guild, target)

    def kick(self, user_id: int, guild_id: int, target_id: int) -> None:
        """Kick somebody."""
        guild, actor = self._acting(user_id, guild_id, perms.KICK_MEMBERS, "Kicking needs more permissions.")
        if target_id not in guild.members:
            raise PlayError(f"{self.name_of(target_id)} is not in this server.")
        self._check_rank(guild, actor, target_id)
        membership.remove_from_guild(self, guild, target_id)

    def ban(self, user_id: int, guild_id: int, target_id: int, reason: str | None = None) -> None:
        """Ban somebody."""
        guild, actor = self._acting(user_id, guild_id, perms.BAN_MEMBERS, "Banning needs more permissions.")
        self._check_rank(guild, actor, target_id)
        membership.ban(self, guild, target_id, reason, None)

    def unban(self, user_id: int, guild_id: int, target_id: int) -> None:
        """Lift a ban."""
        guild, _ = self._acting(user_id, guild_id, perms.BAN_MEMBERS, "Lifting bans needs more permissions.")
        if target_id not in guild.bans:
            raise PlayError(f"{self.name_of(target_id)} is not banned.")
        membership.unban(self, guild, target_id)

    def time_out(self, user_id: int, guild_id: int, target_id: int, until: datetime | None) -> None:
        """Time somebody out until a moment, or end it with None."""
        guild, actor = self._acting(user_id, guild_id, perms.MODERATE_MEMBERS, "Time-outs need more permissions.")
        target = guild.members.get(target_id)
        if target is None:
            raise PlayError(f"{self.name_of(target_id)} is not in this server.")
        try:
            membership.set_timeout(self, guild, actor, target, until)
        except ApiError as error:
            raise PlayError(error.message) from error
        membership.tell_member(self, guild, target)

    def join(self, user_id: int, guild_id: int) -> Member:
        """Join a server by invitation."""
        guild = self.guilds[guild_id]
        if user_id in guild.members:
            raise PlayError(f"{self.name_of(user_id)} is a member already.")
        if user_id in guild.bans:
            raise PlayError("The user is banned from this server.")
        if guild.invites_paused_until is not None and guild.invites_paused_until > self.clock():
            raise PlayError("Invites to this server are paused.")
        return membership.add_to_guild(self, guild, Member(user_id, self.clock()))

    def leave(self, user_id: int, guild_id: int) -> None:
        """Leave a server; its owner cannot."""
        guild = self.guilds[guild_id]
        if user_id not in guild.members:
            raise PlayError(f"{self.name_of(user_id)} is not in this server.")
        if guild.owner_id == user_id:
            raise PlayError("The owner cannot leave.")
        membership.remove_from_guild(self, guild, user_id)

    def remove_bot(self, guild_id: int, bot_id: int | None = None) -> None:
        """Remove a bot from a server (the only one there when none is named)."""
        guild = self.guilds[guild_id]
        bots = [one for one in self.applications if one in guild.members]
        if bot_id is None and len(bots) == 1:
            bot_id = bots[0]
        if bot_id is None or bot_id not in bots:
            raise PlayError("Say which bot of this server is to be removed.")
        membership.remove_from_guild(self, guild, bot_id)

    def rename(
        self,
        user_id: int,
        *,
        name: str | None = None,
        global_name: str | None = None,
        nick: tuple[int, str | None] | None = None,
    ) -> User:
        """Change one's user name, display name, or nickname in a server: (server, nickname)."""
        user = self.users[user_id]
        if name is not None:
            user.name = name
        if global_name is not None:
            user.global_name = global_name
        if nick is not None:
            guild_id, nickname = nick
            self.guilds[guild_id].members[user_id].nick = nickname
        for guild in self.guilds.values():
            member = guild.members.get(user_id)
            if member is not None:
                membership.tell_member(self, guild, member)
        self.notify("user", user=user_payload(user))
        return user

    def close_dms(self, user_id: int, *, open_again: bool = False) -> None:
        """Refuse direct messages from servers' members, or accept them again."""
        self.users[user_id].dms_open = open_again
        self.notify("user", user=user_payload(self.users[user_id]), dms_open=open_again)
