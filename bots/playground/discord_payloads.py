"""Records as the JSON Discord v10 puts on the wire. Field names and presence follow Discord's OpenAPI."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from bots.playground import discord_permissions as perms
from bots.playground.discord_records import (
    ANNOUNCEMENT,
    DIRECT,
    FORUM,
    TEXT,
    VOICE,
    Application,
    Attachment,
    Channel,
    Command,
    JsonObject,
    Member,
    Message,
    Role,
    Tag,
    User,
)
from bots.playground.discord_state import WorldState


def when(moment: datetime | None) -> str | None:
    """Write a time as Discord does."""
    return None if moment is None else moment.isoformat()


def user_payload(user: User) -> JsonObject:
    """Return a user as others see it."""
    payload: JsonObject = {
        "id": str(user.id),
        "username": user.name,
        "avatar": None,
        "discriminator": f"{user.id % 9999 + 1:04d}" if user.bot else "0",
        "public_flags": 0,
        "flags": 0,
        "global_name": user.global_name,
        "primary_guild": None,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
    }
    if user.bot:
        payload["bot"] = True
    return payload


def own_user_payload(user: User) -> JsonObject:
    """Return the bot's own account."""
    return user_payload(user) | {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def application_flags(application: Application) -> int:
    """Return the public flags; an unverified bot's switched-on intents are the "limited" ones."""
    bits = {"presences": 1 << 13, "members": 1 << 15, "message_content": 1 << 19}
    return perms.combined(bits[name] for name in application.privileged)


def application_payload(world: WorldState, application: Application) -> JsonObject:
    """Return the application as its own bot sees it."""
    flags = application_flags(application)
    return {
        "id": str(application.id),
        "name": application.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": user_payload(world.users[application.id]),
        "bot_public": application.public,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}},
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user_payload(world.users[application.owner_id]),
        "approximate_guild_count": sum(application.id in guild.members for guild in world.guilds.values()),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


def role_payload(role: Role) -> JsonObject:
    """Return a role."""
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": role.color,
        "colors": {"primary_color": role.color, "secondary_color": None, "tertiary_color": None},
        "hoist": role.hoist,
        "managed": False,
        "mentionable": role.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def bare_member_payload(member: Member) -> JsonObject:
    """Return a membership without its user, as message events carry it."""
    return {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": when(member.timed_out_until),
        "flags": 0,
        "joined_at": when(member.joined_at),
        "nick": member.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role) for role in member.roles],
        "mute": False,
        "deaf": False,
    }


def member_payload(world: WorldState, member: Member) -> JsonObject:
    """Return a membership with its user."""
    return bare_member_payload(member) | {"user": user_payload(world.users[member.user_id])}


def tag_payload(tag: Tag) -> JsonObject:
    """Return a forum tag."""
    return {
        "id": str(tag.id),
        "name": tag.name,
        "moderated": tag.moderated,
        "emoji_id": None if tag.emoji_id is None else str(tag.emoji_id),
        "emoji_name": tag.emoji_name,
    }


def id_or_none(value: int | None) -> str | None:
    """Write an optional id."""
    return None if value is None else str(value)


def channel_payload(world: WorldState, channel: Channel, viewer: int | None = None) -> JsonObject:
    """Return a channel, thread or direct channel; a thread carries the viewer's own membership."""
    payload: JsonObject = {"id": str(channel.id), "type": channel.kind, "flags": channel.flags}
    payload["last_message_id"] = id_or_none(channel.last_message_id)
    if channel.kind == DIRECT:
        others = [user for user in channel.recipients if user != viewer]
        return payload | {"recipients": [user_payload(world.users[user]) for user in others]}
    payload |= {
        "guild_id": str(channel.guild_id),
        "name": channel.name,
        "parent_id": id_or_none(channel.parent_id),
    }
    if channel.thread is not None:
        return payload | _thread_fields(channel, viewer)
    payload |= {
        "position": channel.position,
        "permission_overwrites": [
            {"id": str(one.id), "type": one.kind, "allow": str(one.allow), "deny": str(one.deny)}
            for one in channel.overwrites.values()
        ],
        "nsfw": channel.nsfw,
    }
    if channel.kind == VOICE:
        payload |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    if channel.kind in (TEXT, ANNOUNCEMENT, FORUM):
        payload |= {
            "topic": channel.topic,
            "rate_limit_per_user": channel.slowmode,
            "default_thread_rate_limit_per_user": channel.default_thread_slowmode,
        }
        if channel.default_auto_archive is not None:
            payload["default_auto_archive_duration"] = channel.default_auto_archive
    if channel.kind == FORUM:
        payload |= {
            "available_tags": [tag_payload(tag) for tag in channel.tags],
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
        }
    return payload


def _thread_fields(channel: Channel, viewer: int | None) -> JsonObject:
    thread = channel.thread
    assert thread is not None
    metadata: JsonObject = {
        "archived": thread.archived,
        "archive_timestamp": when(thread.archive_changed_at),
        "auto_archive_duration": thread.auto_archive_minutes,
        "locked": thread.locked,
        "create_timestamp": when(thread.created_at),
    }
    if thread.private:
        metadata["invitable"] = thread.invitable
    fields: JsonObject = {
        "owner_id": str(thread.owner_id),
        "thread_metadata": metadata,
        "message_count": thread.message_count,
        "member_count": min(len(thread.members), 50),
        "total_message_sent": thread.total_sent,
        "rate_limit_per_user": channel.slowmode,
    }
    if thread.tags:
        fields["applied_tags"] = [str(tag) for tag in thread.tags]
    if viewer is not None and viewer in thread.members:
        fields["member"] = thread_member_payload(channel, viewer)
    return fields


def thread_member_payload(channel: Channel, user_id: int) -> JsonObject:
    """Return somebody's membership in a thread."""
    assert channel.thread is not None
    return {
        "id": str(channel.id),
        "user_id": str(user_id),
        "join_timestamp": when(channel.thread.members[user_id]),
        "flags": 0,
    }


def attachment_payload(world: WorldState, attachment: Attachment) -> JsonObject:
    """Return an uploaded file with the address it can be fetched from."""
    name = quote(attachment.filename)
    url = f"{world.cdn_url}/attachments/{attachment.channel_id}/{attachment.id}/{name}"
    payload: JsonObject = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": len(attachment.content),
        "url": url,
        "proxy_url": url,
    }
    if attachment.content_type is not None:
        payload["content_type"] = attachment.content_type
    if attachment.description is not None:
        payload["description"] = attachment.description
    if attachment.ephemeral:
        payload["ephemeral"] = True
    return payload


def reaction_payload(emoji: str, people: list[int], viewer: int | None) -> JsonObject:
    """Return one reaction with its count."""
    return {
        "emoji": emoji_payload(emoji),
        "count": len(people),
        "count_details": {"burst": 0, "normal": len(people)},
        "burst_colors": [],
        "me_burst": False,
        "burst_me": False,
        "burst_count": 0,
        "me": viewer in people,
    }


def emoji_payload(emoji: str) -> JsonObject:
    """Return an emoji: a character, or `name:id` for a server's own."""
    name, separator, number = emoji.rpartition(":")
    if separator and number.isdigit():
        return {"id": number, "name": name}
    return {"id": None, "name": emoji}


def message_payload(
    world: WorldState, message: Message, viewer: int | None = None, *, with_reference: bool = True
) -> JsonObject:
    """Return a message; the reply it refers to is included one level deep."""
    payload: JsonObject = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "type": message.kind,
        "author": user_payload(world.users[message.author_id]),
        "content": message.content,
        "timestamp": when(message.created_at),
        "edited_timestamp": when(message.edited_at),
        "tts": message.tts,
        "mention_everyone": message.mention_everyone,
        "mentions": [user_payload(world.users[user]) for user in message.mentions],
        "mention_roles": [str(role) for role in message.mention_roles],
        "attachments": [attachment_payload(world, one) for one in message.attachments],
        "embeds": message.embeds,
        "components": message.components,
        "pinned": message.pinned_at is not None,
        "flags": message.flags,
    }
    if message.reactions:
        payload["reactions"] = [reaction_payload(e, people, viewer) for e, people in message.reactions.items()]
    if message.nonce is not None:
        payload["nonce"] = message.nonce
    if message.position is not None:
        payload["position"] = message.position
    if message.application_id is not None:
        payload["application_id"] = payload["webhook_id"] = str(message.application_id)
    if message.interaction is not None:
        payload["interaction_metadata"] = message.interaction
    if message.thread_id is not None and message.thread_id in world.channels:
        payload["thread"] = channel_payload(world, world.channels[message.thread_id], viewer)
    if message.reference is not None:
        payload |= _reference_fields(world, message, viewer, with_reference)
    return payload


def _reference_fields(world: WorldState, message: Message, viewer: int | None, nested: bool) -> JsonObject:
    assert message.reference is not None
    channel_id, message_id = message.reference
    reference: JsonObject = {"type": 0, "channel_id": str(channel_id)}
    if message_id:
        reference["message_id"] = str(message_id)
    if message.guild_id is not None:
        reference["guild_id"] = str(message.guild_id)
    fields: JsonObject = {"message_reference": reference}
    if nested and message.kind in (19, 21):
        channel = world.channels.get(channel_id)
        found = channel.messages.get(message_id) if channel is not None else None
        gone = found is None or found.deleted
        fields["referenced_message"] = (
            None if gone or found is None else message_payload(world, found, viewer, with_reference=False)
        )
    return fields


def command_payload(command: Command) -> JsonObject:
    """Return a registered command."""
    payload = {
        "id": str(command.id),
        "application_id": str(command.application_id),
        "version": str(command.version),
    } | command.data
    if command.guild_id is not None:
        payload["guild_id"] = str(command.guild_id)
    return payload
