"""Membership: joining, leaving, bans, time-outs and rank, with the events each change causes."""

from __future__ import annotations

from datetime import datetime, timedelta

from bots.playground import discord_permissions as perms
from bots.playground.discord_errors import form_problem, refusal
from bots.playground.discord_guild_payloads import guild_create_payload
from bots.playground.discord_intents import GUILD_MEMBERS, GUILD_MODERATION, GUILDS
from bots.playground.discord_messages import delete as delete_message
from bots.playground.discord_messages import delete_many
from bots.playground.discord_payloads import member_payload, user_payload
from bots.playground.discord_records import (
    Channel,
    Guild,
    JsonObject,
    Member,
    Message,
)
from bots.playground.discord_state import Dispatch, WorldState

TIMEOUT_LIMIT = timedelta(days=28)


def add_to_guild(world: WorldState, guild: Guild, member: Member) -> Member:
    """Let somebody in and tell everybody; a bot gets GUILD_CREATE."""
    guild.members[member.user_id] = member
    data = member_payload(world, member) | {"guild_id": str(guild.id)}
    if member.user_id in world.applications:
        created = guild_create_payload(world, guild, member.user_id, everyone=False)
        del created["unavailable"]
        world.emit(Dispatch("GUILD_CREATE", created, GUILDS, None, only=member.user_id))
    world.emit(Dispatch("GUILD_MEMBER_ADD", data, GUILD_MEMBERS, guild.id))
    world.notify("member", change="joined", guild_id=str(guild.id), member=data)
    return member


def remove_from_guild(world: WorldState, guild: Guild, user_id: int) -> None:
    """Take somebody out of the server and its threads; a removed bot gets GUILD_DELETE."""
    del guild.members[user_id]
    for thread in guild.threads.values():
        if thread.thread is not None:
            thread.thread.members.pop(user_id, None)
    data: JsonObject = {"guild_id": str(guild.id), "user": user_payload(world.users[user_id])}
    if user_id in world.applications:
        # Without `unavailable` the event means that the bot itself was removed.
        world.emit(Dispatch("GUILD_DELETE", {"id": str(guild.id)}, GUILDS, None, only=user_id))
        application = world.applications[user_id]
        gone = [one.id for one in application.commands.values() if one.guild_id == guild.id]
        for command_id in gone:
            del application.commands[command_id]
    world.emit(Dispatch("GUILD_MEMBER_REMOVE", data, GUILD_MEMBERS, guild.id))
    world.notify("member", change="left", **data)


def tell_member(world: WorldState, guild: Guild, member: Member) -> None:
    """Emit a changed membership."""
    data = member_payload(world, member) | {"guild_id": str(guild.id)}
    if member.user_id in world.applications:
        world.emit(Dispatch("GUILD_MEMBER_UPDATE", data, GUILDS, guild.id, only=member.user_id))
    for bot_id in world.applications:
        if bot_id != member.user_id:
            world.emit(Dispatch("GUILD_MEMBER_UPDATE", data, GUILD_MEMBERS, guild.id, only=bot_id))
    world.notify("member", change="changed", guild_id=str(guild.id), member=data)


def ban(world: WorldState, guild: Guild, user_id: int, reason: str | None, delete_since: datetime | None) -> None:
    """Ban somebody, member or not, and delete what they wrote since then."""
    guild.bans[user_id] = reason
    if user_id in guild.members:
        remove_from_guild(world, guild, user_id)
    data: JsonObject = {"guild_id": str(guild.id), "user": user_payload(world.users[user_id])}
    world.emit(Dispatch("GUILD_BAN_ADD", data, GUILD_MODERATION, guild.id))
    world.notify("member", change="banned", reason=reason, **data)
    if delete_since is not None:
        delete_messages_since(world, guild, user_id, delete_since)


def delete_messages_since(world: WorldState, guild: Guild, user_id: int, since: datetime) -> None:
    """Delete a person's messages in all channels of the server from a moment on."""
    from_discord = [*guild.channels.values(), *guild.threads.values()]
    for channel in from_discord:
        found = [
            message
            for message in channel.messages.values()
            if message.author_id == user_id and message.created_at >= since and not message.deleted
        ]
        if found:
            _delete(world, channel, found)


def _delete(world: WorldState, channel: Channel, found: list[Message]) -> None:
    if len(found) == 1:
        delete_message(world, channel, found[0])
    else:
        delete_many(world, channel, found)


def unban(world: WorldState, guild: Guild, user_id: int) -> None:
    """Lift a ban or refuse with 10026."""
    if user_id not in guild.bans:
        raise refusal(10026)
    del guild.bans[user_id]
    data: JsonObject = {"guild_id": str(guild.id), "user": user_payload(world.users[user_id])}
    world.emit(Dispatch("GUILD_BAN_REMOVE", data, GUILD_MODERATION, guild.id))
    world.notify("member", change="unbanned", **data)


def check_rank(world: WorldState, guild: Guild, actor: Member, target_id: int) -> None:
    """Refuse with 50013 to moderate somebody of the same or a higher rank."""
    target = guild.members.get(target_id)
    if target is not None and not perms.outranks(guild, actor, target):
        raise refusal(50013)


def set_timeout(world: WorldState, guild: Guild, actor: Member, target: Member, until: datetime | None) -> None:
    """Time a member out, or end it with None; the member event is the caller's business."""
    if until is not None and until > world.clock() + TIMEOUT_LIMIT:
        words = "Communication disabled timestamp cannot be more than 28 days in the future."
        raise form_problem("communication_disabled_until", "INVALID_COMMUNICATION_DISABLED_TIMESTAMP", words)
    check_rank(world, guild, actor, target.user_id)
    if perms.server_permissions(guild, target) & perms.ADMINISTRATOR and until is not None:
        raise refusal(50013)
    target.timed_out_until = until
