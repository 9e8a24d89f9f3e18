"""Gateway intents: their bits, which are privileged, and which one an event of a channel needs."""

from __future__ import annotations

from bots.playground.discord_records import DIRECT, Channel

GUILDS = 1 << 0
GUILD_MEMBERS = 1 << 1
GUILD_MODERATION = 1 << 2
GUILD_INVITES = 1 << 6
GUILD_PRESENCES = 1 << 8
GUILD_MESSAGES = 1 << 9
GUILD_MESSAGE_REACTIONS = 1 << 10
GUILD_MESSAGE_TYPING = 1 << 11
DIRECT_MESSAGES = 1 << 12
DIRECT_MESSAGE_REACTIONS = 1 << 13
DIRECT_MESSAGE_TYPING = 1 << 14
MESSAGE_CONTENT = 1 << 15

PRIVILEGED = {"members": GUILD_MEMBERS, "presences": GUILD_PRESENCES, "message_content": MESSAGE_CONTENT}
KNOWN = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25


def intent_for_messages(channel: Channel) -> int:
    """Return the intent under which messages of this channel are sent."""
    return DIRECT_MESSAGES if channel.kind == DIRECT else GUILD_MESSAGES


def intent_for_reactions(channel: Channel) -> int:
    """Return the intent under which reactions of this channel are sent."""
    return DIRECT_MESSAGE_REACTIONS if channel.kind == DIRECT else GUILD_MESSAGE_REACTIONS


def intent_for_typing(channel: Channel) -> int:
    """Return the intent under which typing in this channel is sent."""
    return DIRECT_MESSAGE_TYPING if channel.kind == DIRECT else GUILD_MESSAGE_TYPING
