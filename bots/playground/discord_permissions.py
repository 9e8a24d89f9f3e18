"""Discord's permission arithmetic: roles, overwrites, administrators, owners, threads and time-outs.

Follows "Permissions" in Discord's documentation: computing base permissions, then channel overwrites.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bots.playground.discord_records import Channel, Guild, Member, Overwrite

CREATE_INVITE = 1 << 0
KICK_MEMBERS = 1 << 1
BAN_MEMBERS = 1 << 2
ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS = 1 << 4
MANAGE_GUILD = 1 << 5
ADD_REACTIONS = 1 << 6
VIEW_AUDIT_LOG = 1 << 7
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
SEND_TTS = 1 << 12
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
USE_EXTERNAL_EMOJIS = 1 << 18
CONNECT = 1 << 20
SPEAK = 1 << 21
CHANGE_NICKNAME = 1 << 26
MANAGE_NICKNAMES = 1 << 27
MANAGE_ROLES = 1 << 28
MANAGE_WEBHOOKS = 1 << 29
USE_APPLICATION_COMMANDS = 1 << 31
MANAGE_THREADS = 1 << 34
CREATE_PUBLIC_THREADS = 1 << 35
CREATE_PRIVATE_THREADS = 1 << 36
SEND_MESSAGES_IN_THREADS = 1 << 38
MODERATE_MEMBERS = 1 << 40
PIN_MESSAGES = 1 << 51

ALL_PERMISSIONS = (1 << 53) - 1
TIMED_OUT_KEEPS = VIEW_CHANNEL | READ_MESSAGE_HISTORY
DIRECT_PERMISSIONS = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | ADD_REACTIONS
    | USE_EXTERNAL_EMOJIS
    | MENTION_EVERYONE
    | USE_APPLICATION_COMMANDS
    | PIN_MESSAGES
)
# What @everyone may do in a server nobody has configured yet.
EVERYONE_DEFAULT = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | SEND_MESSAGES_IN_THREADS
    | CREATE_PUBLIC_THREADS
    | CREATE_PRIVATE_THREADS
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | ADD_REACTIONS
    | USE_EXTERNAL_EMOJIS
    | CREATE_INVITE
    | CHANGE_NICKNAME
    | USE_APPLICATION_COMMANDS
    | CONNECT
    | SPEAK
)


def server_permissions(guild: Guild, member: Member) -> int:
    """Return what a member may do in the server, before any channel has a say."""
    if guild.owner_id == member.user_id:
        return ALL_PERMISSIONS
    granted = guild.roles[guild.id].permissions
    for role_id in member.roles:
        granted |= guild.roles[role_id].permissions
    return ALL_PERMISSIONS if granted & ADMINISTRATOR else granted


def _with_overwrites(granted: int, guild: Guild, member: Member, overwrites: dict[int, Overwrite]) -> int:
    everyone = overwrites.get(guild.id)
    if everyone is not None:
        granted = granted & ~everyone.deny | everyone.allow
    allow = deny = 0
    for role_id in member.roles:
        overwrite = overwrites.get(role_id)
        if overwrite is not None:
            allow |= overwrite.allow
            deny |= overwrite.deny
    granted = granted & ~deny | allow
    own = overwrites.get(member.user_id)
    if own is not None:
        granted = granted & ~own.deny | own.allow
    return granted


def channel_permissions(guild: Guild, member: Member, channel: Channel, parent: Channel | None, now: datetime) -> int:
    """Return what a member may do in a channel; a thread asks its parent and then its own member list."""
    granted = server_permissions(guild, member)
    if granted == ALL_PERMISSIONS:
        return granted
    place = parent if channel.thread is not None and parent is not None else channel
    granted = _with_overwrites(granted, guild, member, place.overwrites)
    if member.timed_out_until is not None and member.timed_out_until > now:
        granted &= TIMED_OUT_KEEPS
    if not granted & VIEW_CHANNEL:
        return 0
    thread = channel.thread
    if thread is not None:
        hidden = thread.private and member.user_id not in thread.members and not granted & MANAGE_THREADS
        if hidden:
            return 0
        if granted & SEND_MESSAGES_IN_THREADS:
            granted |= SEND_MESSAGES
        else:
            granted &= ~SEND_MESSAGES
    if not granted & SEND_MESSAGES:
        granted &= ~(MENTION_EVERYONE | SEND_TTS | ATTACH_FILES | EMBED_LINKS)
    return granted


def top_position(guild: Guild, member: Member) -> int:
    """Return the position of the member's highest role; the owner stands above all."""
    if guild.owner_id == member.user_id:
        return 1 << 30
    return max((guild.roles[role].position for role in member.roles), default=0)


def outranks(guild: Guild, actor: Member, target: Member) -> bool:
    """Say whether the role order lets the actor moderate the target."""
    if guild.owner_id == target.user_id:
        return False
    return top_position(guild, actor) > top_position(guild, target)


def combined(flags: Iterable[int]) -> int:
    """Join single permissions into one number."""
    result = 0
    for flag in flags:
        result |= flag
    return result
