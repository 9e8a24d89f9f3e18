"""Servers and invitations as the JSON Discord v10 puts on the wire."""

from __future__ import annotations

from bots.playground import discord_permissions as perms
from bots.playground.discord_payloads import (
    channel_payload,
    id_or_none,
    member_payload,
    role_payload,
    user_payload,
    when,
)
from bots.playground.discord_records import (
    Guild,
    Invite,
    JsonObject,
)
from bots.playground.discord_state import WorldState


def guild_payload(guild: Guild) -> JsonObject:
    """Return a server without its members and channels."""
    incidents = None
    if guild.invites_paused_until is not None or guild.dms_paused_until is not None:
        incidents = incidents_payload(guild)
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "description": guild.description,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": ["COMMUNITY"],
        "banner": None,
        "owner_id": str(guild.owner_id),
        "application_id": None,
        "region": "us-east",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": id_or_none(guild.system_channel_id),
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": guild.verification_level,
        "roles": [role_payload(role) for role in guild.roles.values()],
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 2,
        "max_presences": None,
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "rules_channel_id": id_or_none(guild.rules_channel_id),
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": incidents,
    }


def incidents_payload(guild: Guild) -> JsonObject:
    """Return until when invites and direct messages are paused."""
    return {
        "invites_disabled_until": when(guild.invites_paused_until),
        "dms_disabled_until": when(guild.dms_paused_until),
    }


def guild_create_payload(world: WorldState, guild: Guild, bot_id: int, *, everyone: bool) -> JsonObject:
    """Return GUILD_CREATE's data; without the presences intent only the bot's own membership is in it."""
    members = guild.members.values() if everyone else [guild.members[bot_id]]
    threads = [
        channel_payload(world, thread, bot_id)
        for thread in guild.threads.values()
        if thread.thread is not None
        and not thread.thread.archived
        and world.permissions(bot_id, thread) & perms.VIEW_CHANNEL
    ]
    return guild_payload(guild) | {
        "joined_at": when(guild.members[bot_id].joined_at),
        "large": len(guild.members) > 250,
        "unavailable": False,
        "member_count": len(guild.members),
        "members": [member_payload(world, member) for member in members],
        "channels": [channel_payload(world, channel, bot_id) for channel in guild.channels.values()],
        "threads": threads,
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def invite_payload(world: WorldState, invite: Invite) -> JsonObject:
    """Return an invitation with its use counts."""
    guild = world.guilds[invite.guild_id]
    channel = world.channels[invite.channel_id]
    brief = guild_payload(guild)
    keys = ("id", "name", "splash", "banner", "description", "icon", "features", "verification_level")
    return {
        "type": 0,
        "code": invite.code,
        "guild": {key: brief[key] for key in keys}
        | {
            "vanity_url_code": None,
            "nsfw": False,
            "nsfw_level": 0,
            "premium_subscription_count": 0,
            "premium_tier": 0,
        },
        "guild_id": str(guild.id),
        "channel": {"id": str(channel.id), "type": channel.kind, "name": channel.name},
        "inviter": user_payload(world.users[invite.inviter_id]),
        "flags": 0,
        "expires_at": None,
        "created_at": when(invite.created_at),
        "max_age": invite.max_age,
        "max_uses": invite.max_uses,
        "temporary": invite.temporary,
        "uses": invite.uses,
        "is_contact": False,
    }
