"""Servers: channels, roles and invitations, with the events each change causes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from bots.playground.discord_errors import FormProblems, refusal
from bots.playground.discord_guild_payloads import guild_payload, invite_payload
from bots.playground.discord_intents import GUILD_INVITES, GUILDS
from bots.playground.discord_payloads import channel_payload, role_payload, user_payload
from bots.playground.discord_records import (
    Channel,
    Guild,
    Invite,
    JsonObject,
    Overwrite,
    Role,
    Tag,
)
from bots.playground.discord_state import Dispatch, WorldState
from bots.playground.discord_threads import remove as remove_thread

TAG_LIMIT = 20


def tell_guild(world: WorldState, guild: Guild) -> None:
    """Emit a changed server."""
    world.emit(Dispatch("GUILD_UPDATE", guild_payload(guild), GUILDS, guild.id))
    world.notify("guild", guild_id=str(guild.id))


def tell_channel(world: WorldState, name: str, channel: Channel) -> None:
    """Emit a created, changed or deleted channel."""
    data = channel_payload(world, channel)
    world.emit(Dispatch(name, data, GUILDS, channel.guild_id))
    world.notify("channel", change=name, channel=data)


def read_overwrites(given: list[JsonObject]) -> dict[int, Overwrite]:
    """Read permission overwrites from a request."""
    found: dict[int, Overwrite] = {}
    for one in given:
        number = int(one["id"])
        found[number] = Overwrite(number, int(one["type"]), int(one.get("allow") or 0), int(one.get("deny") or 0))
    return found


def read_tags(world: WorldState, given: list[JsonObject]) -> list[Tag]:
    """Read a forum's tags; new ones get an id, known ones keep theirs."""
    problems = FormProblems()
    if len(given) > TAG_LIMIT:
        problems.add("available_tags", "BASE_TYPE_MAX_LENGTH", "Must be 20 or fewer in length.")
    for index, one in enumerate(given):
        problems.too_long(f"available_tags.{index}.name", str(one.get("name") or ""), 20, 1)
    problems.check()
    names = [one["name"] for one in given]
    if len(set(names)) != len(names):
        raise refusal(40061)
    return [
        Tag(
            int(one["id"]) if one.get("id") and int(one["id"]) else world.snowflake(),
            one["name"],
            bool(one.get("moderated")),
            int(one["emoji_id"]) if one.get("emoji_id") else None,
            one.get("emoji_name"),
        )
        for one in given
    ]


def change_channel(world: WorldState, channel: Channel, body: JsonObject) -> None:
    """Apply a channel update; rights are the caller's business."""
    problems = FormProblems()
    if "name" in body:
        problems.too_long("name", str(body["name"]), 100, 1)
    problems.too_long("topic", body.get("topic") or "", 4096)
    if not 0 <= int(body.get("rate_limit_per_user") or 0) <= 21600:
        words = "int value should be less than or equal to 21600."
        problems.add("rate_limit_per_user", "NUMBER_TYPE_MAX", words)
    problems.check()
    if body.get("available_tags") is not None:
        channel.tags = read_tags(world, body["available_tags"])
    if body.get("permission_overwrites") is not None:
        channel.overwrites = read_overwrites(body["permission_overwrites"])
    if "name" in body:
        channel.name = body["name"]
    if "topic" in body:
        channel.topic = body["topic"]
    if "parent_id" in body:
        channel.parent_id = int(body["parent_id"]) if body["parent_id"] else None
    for key, attribute in (
        ("position", "position"),
        ("nsfw", "nsfw"),
        ("rate_limit_per_user", "slowmode"),
        ("flags", "flags"),
        ("default_thread_rate_limit_per_user", "default_thread_slowmode"),
        ("default_auto_archive_duration", "default_auto_archive"),
    ):
        if body.get(key) is not None:
            setattr(channel, attribute, body[key])
    tell_channel(world, "CHANNEL_UPDATE", channel)


def create_channel(world: WorldState, guild: Guild, name: str, kind: int, **fields: object) -> Channel:
    """Create a channel at the end of the list."""
    if len(guild.channels) >= 500:
        raise refusal(30013)
    channel = Channel(world.snowflake(), kind, name, guild.id, position=len(guild.channels))
    for attribute, value in fields.items():
        setattr(channel, attribute, value)
    guild.channels[channel.id] = world.channels[channel.id] = channel
    tell_channel(world, "CHANNEL_CREATE", channel)
    return channel


def remove_channel(world: WorldState, channel: Channel) -> None:
    """Delete a channel or thread; a channel's threads go with it."""
    if channel.thread is not None:
        remove_thread(world, channel)
        return
    guild = world.guilds[channel.guild_id or 0]
    for thread in [one for one in guild.threads.values() if one.parent_id == channel.id]:
        remove_thread(world, thread)
    for child in guild.channels.values():
        if child.parent_id == channel.id:
            child.parent_id = None
    del guild.channels[channel.id], world.channels[channel.id]
    for shelf in (channel.messages, channel.private_messages):
        for message in shelf.values():
            world.message_places.pop(message.id, None)
            for attachment in message.attachments:
                world.files.pop(attachment.id, None)
    tell_channel(world, "CHANNEL_DELETE", channel)


# roles


def create_role(world: WorldState, guild: Guild, role: Role) -> Role:
    """Add a role at its position; roles at or above it move up."""
    for other in guild.roles.values():
        if other.id != guild.id and other.position >= role.position:
            other.position += 1
    guild.roles[role.id] = role
    _tell_role(world, "GUILD_ROLE_CREATE", guild, {"role": role_payload(role)})
    return role


def tell_role_update(world: WorldState, guild: Guild, role: Role) -> None:
    """Emit a changed role."""
    _tell_role(world, "GUILD_ROLE_UPDATE", guild, {"role": role_payload(role)})


def remove_role(world: WorldState, guild: Guild, role: Role) -> None:
    """Delete a role, from members and from channels too."""
    del guild.roles[role.id]
    for member in guild.members.values():
        if role.id in member.roles:
            member.roles = tuple(one for one in member.roles if one != role.id)
    for channel in guild.channels.values():
        channel.overwrites.pop(role.id, None)
    _tell_role(world, "GUILD_ROLE_DELETE", guild, {"role_id": str(role.id)})


def _tell_role(world: WorldState, name: str, guild: Guild, data: JsonObject) -> None:
    world.emit(Dispatch(name, {"guild_id": str(guild.id)} | data, GUILDS, guild.id))
    world.notify("role", change=name, guild_id=str(guild.id), **data)


def create_invite(world: WorldState, channel: Channel, inviter_id: int, body: Mapping[str, object]) -> Invite:
    """Create an invitation link to a channel."""
    guild = world.guilds[channel.guild_id or 0]
    invite = Invite(
        secrets.token_urlsafe(6).replace("-", "a").replace("_", "b"),
        guild.id,
        channel.id,
        inviter_id,
        world.clock(),
        int(str(body.get("max_age", 86400) or 0)),
        int(str(body.get("max_uses", 0) or 0)),
        bool(body.get("temporary")),
    )
    guild.invites[invite.code] = invite
    data = {
        "channel_id": str(channel.id),
        "guild_id": str(guild.id),
        "code": invite.code,
        "created_at": invite.created_at.isoformat(),
        "expires_at": None,
        "inviter": user_payload(world.users[inviter_id]),
        "max_age": invite.max_age,
        "max_uses": invite.max_uses,
        "temporary": invite.temporary,
        "uses": 0,
    }
    world.emit(Dispatch("INVITE_CREATE", data, GUILD_INVITES, guild.id, channel))
    world.notify("invite", invite=invite_payload(world, invite))
    return invite
