"""Who did something on Discord, as facts: roles, rights in the place, age of account and membership."""

from datetime import datetime

import discord

from core.events import Author
from core.ids import ChannelName, PersonRef

DISCORD = ChannelName("discord")


def person(user_id: int) -> PersonRef:
    return PersonRef(DISCORD, str(user_id))


def author_of(user: discord.User | discord.Member, where: object, rights: discord.Permissions | None = None) -> Author:
    """The author of something in ``where``; ``rights`` are the person's rights there when Discord said them."""
    member = user if isinstance(user, discord.Member) else None
    return Author(
        person=person(user.id),
        name=user.display_name,
        username=user.name,
        is_bot=user.bot,
        is_privileged=member is not None and _is_privileged(member, where, rights),
        # The role that everybody has carries the server's own id; it says nothing.
        roles=frozenset(str(role_id) for role_id in _role_ids(member)),
        account_created=user.created_at,
        joined=_joined(member),
    )


def webhook_author(message: discord.Message) -> Author:
    """A webhook: a program without account; a followed announcement channel counts as one of the place's own."""
    return Author(
        person=person(message.author.id),
        name=message.author.display_name,
        is_bot=True,
        is_privileged=message.flags.is_crossposted,
    )


def _role_ids(member: discord.Member | None) -> list[int]:
    # ``Member.roles`` knows only roles that the cache holds; a role made a moment ago must count as well.
    return list(member._roles) if member is not None else []


def _joined(member: discord.Member | None) -> datetime | None:
    return member.joined_at if member is not None else None


def _is_privileged(member: discord.Member, where: object, rights: discord.Permissions | None) -> bool:
    # discord.py promises a server here, but has none for a message that comes before the server itself does.
    guild: discord.Guild | None = getattr(member, "guild", None)
    if guild is None:
        return False
    if guild.owner_id == member.id:
        return True
    if rights is None:
        rights = _rights(member, where)
    return rights.administrator or rights.manage_guild or rights.manage_messages


def _rights(member: discord.Member, where: object) -> discord.Permissions:
    if isinstance(where, discord.abc.GuildChannel):
        return where.permissions_for(member)
    if isinstance(where, discord.Thread) and where.parent is not None:
        return where.permissions_for(member)
    return member.guild_permissions
