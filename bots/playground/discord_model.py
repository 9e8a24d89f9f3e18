"""The local Discord as one object: build a world, play its people, see what can be seen.

Ids are integers in calls and records, decimal strings in `snapshot()` and in what `watch` reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from bots.playground import discord_membership as membership
from bots.playground import discord_permissions as perms
from bots.playground import discord_servers as servers
from bots.playground.discord_desk import InteractionDesk
from bots.playground.discord_errors import ApiError, PlayError
from bots.playground.discord_interactions import Interaction, Modal
from bots.playground.discord_people import PeopleActions
from bots.playground.discord_people_servers import ServerActions
from bots.playground.discord_records import (
    CHANNEL_KINDS,
    Application,
    Channel,
    Guild,
    JsonObject,
    Member,
    Overwrite,
    Role,
    User,
)
from bots.playground.discord_views import Views

__all__ = ["ApiError", "DiscordWorld", "Interaction", "Modal", "PlayError"]


class DiscordWorld(PeopleActions, ServerActions, Views):
    """A whole Discord in memory. Everything is synchronous; a gateway and a REST server show it to bots."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        log_limit: int | None = None,
        history_limit: int | None = None,
        interaction_deadline: timedelta = timedelta(seconds=3),
    ) -> None:
        """Start empty. Limits keep soak runs small: requests remembered, messages kept for each channel."""
        super().__init__(
            clock=clock,
            log_limit=log_limit,
            history_limit=history_limit,
            interaction_deadline=interaction_deadline,
        )
        self.desk = InteractionDesk(self)

    def add_user(
        self, name: str, *, global_name: str | None = None, bot: bool = False, user_id: int | None = None
    ) -> User:
        """Create an account."""
        number = self.snowflake() if user_id is None else user_id
        if number in self.users:
            raise ValueError(f"user_id {number} exists already")
        user = User(number, name, global_name, bot)
        self.users[number] = user
        return user

    def add_application(
        self,
        token: str,
        *,
        name: str,
        intents: Iterable[str] = ("message_content", "members"),
        public: bool = True,
        owner_id: int | None = None,
    ) -> User:
        """Create a bot application and return its bot account.

        `intents` names the privileged intents that are switched on: message_content, members, presences.
        """
        bot = self.add_user(name, bot=True)
        owner = self.add_user(f"{name}-owner").id if owner_id is None else owner_id
        self.applications[bot.id] = Application(bot.id, name, token, owner, frozenset(intents), public)
        return bot

    def application_with(self, token: str) -> Application | None:
        """Return the application that a living token belongs to."""
        return next((one for one in self.applications.values() if one.token == token and not one.revoked), None)

    def add_guild(self, name: str, *, owner_id: int) -> Guild:
        """Create a server with its owner and an @everyone role."""
        guild = Guild(self.snowflake(), name, owner_id)
        guild.roles[guild.id] = Role(guild.id, guild.id, "@everyone", perms.EVERYONE_DEFAULT, 0)
        self.guilds[guild.id] = guild
        self.add_member(guild.id, owner_id)
        return guild

    def add_role(
        self,
        guild_id: int,
        name: str,
        *,
        permissions: int = 0,
        mentionable: bool = False,
        position: int | None = None,
    ) -> Role:
        """Create a role; without a position it stands above all that exist."""
        guild = self.guilds[guild_id]
        top = max(role.position for role in guild.roles.values()) + 1
        role = Role(self.snowflake(), guild_id, name, permissions, top if position is None else position)
        role.mentionable = mentionable
        return servers.create_role(self, guild, role)

    def add_channel(
        self,
        guild_id: int,
        name: str,
        kind: str = "text",
        *,
        parent_id: int | None = None,
        overwrites: Mapping[int, tuple[int, int]] | None = None,
        available_tags: Iterable[str | JsonObject] = (),
        topic: str | None = None,
    ) -> Channel:
        """Create a channel: text, forum, announcement, category or voice.

        `overwrites` maps a role's or member's id to (allow, deny); tags are names or Discord's tag objects.
        """
        guild = self.guilds[guild_id]
        tags = [{"name": one} if isinstance(one, str) else one for one in available_tags]
        exceptions = {
            target: Overwrite(target, 0 if target in guild.roles else 1, allow, deny)
            for target, (allow, deny) in (overwrites or {}).items()
        }
        return servers.create_channel(
            self,
            guild,
            name,
            CHANNEL_KINDS[kind],
            parent_id=parent_id,
            overwrites=exceptions,
            tags=servers.read_tags(self, tags),
            topic=topic,
        )

    def add_member(self, guild_id: int, user_id: int, *, roles: Iterable[int] = (), nick: str | None = None) -> Member:
        """Make somebody a member, whatever bans say; for bots this is the invitation."""
        guild = self.guilds[guild_id]
        member = Member(user_id, self.clock(), tuple(roles), nick)
        if user_id not in self.users:
            raise ValueError(f"user_id {user_id} does not exist")
        return membership.add_to_guild(self, guild, member)
