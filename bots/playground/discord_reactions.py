"""Reactions, pins and publishing: what is done to messages of others, with the events each change causes."""

from __future__ import annotations

from bots.playground.discord_errors import refusal
from bots.playground.discord_intents import intent_for_reactions
from bots.playground.discord_messages import system_message, tell_message
from bots.playground.discord_payloads import (
    emoji_payload,
    member_payload,
    when,
)
from bots.playground.discord_records import (
    ANNOUNCEMENT,
    CROSSPOSTED,
    Channel,
    JsonObject,
    Message,
)
from bots.playground.discord_state import Dispatch, WorldState

PIN_LIMIT = 250


def react(world: WorldState, user_id: int, channel: Channel, message: Message, emoji: str, *, add: bool) -> None:
    """Add or take back somebody's reaction; repeating is harmless."""
    people = message.reactions.get(emoji, [])
    if add == (user_id in people):
        return
    if add:
        if emoji not in message.reactions and len(message.reactions) >= 20:
            raise refusal(30010)
        message.reactions.setdefault(emoji, []).append(user_id)
    else:
        people.remove(user_id)
        if not people:
            del message.reactions[emoji]
    data: JsonObject = {
        "user_id": str(user_id),
        "channel_id": str(channel.id),
        "message_id": str(message.id),
        "emoji": emoji_payload(emoji),
        "burst": False,
        "type": 0,
    }
    if add:
        data["message_author_id"] = str(message.author_id)
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
        member = world.guilds[channel.guild_id].members.get(user_id)
        if add and member is not None:
            data["member"] = member_payload(world, member)
    name = "MESSAGE_REACTION_ADD" if add else "MESSAGE_REACTION_REMOVE"
    world.emit(Dispatch(name, data, intent_for_reactions(channel), channel.guild_id, channel))
    world.notify("reaction", added=add, reaction=data)


def clear_reactions(world: WorldState, channel: Channel, message: Message, emoji: str | None) -> None:
    """Take all reactions, or all with one emoji, off a message."""
    data: JsonObject = {"channel_id": str(channel.id), "message_id": str(message.id)}
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    name = "MESSAGE_REACTION_REMOVE_ALL"
    if emoji is None:
        message.reactions.clear()
    else:
        message.reactions.pop(emoji, None)
        name = "MESSAGE_REACTION_REMOVE_EMOJI"
        data["emoji"] = emoji_payload(emoji)
    world.emit(Dispatch(name, data, intent_for_reactions(channel), channel.guild_id, channel))
    world.notify("reaction", added=False, reaction=data)


def pin(world: WorldState, user_id: int, channel: Channel, message: Message, *, on: bool) -> None:
    """Pin or unpin a message; repeating is harmless."""
    if on == (message.pinned_at is not None):
        return
    if on and sum(one.pinned_at is not None for one in channel.messages.values()) >= PIN_LIMIT:
        raise refusal(30003)
    message.pinned_at = world.clock() if on else None
    last = max((one.pinned_at for one in channel.messages.values() if one.pinned_at is not None), default=None)
    data: JsonObject = {"channel_id": str(channel.id), "last_pin_timestamp": when(last)}
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    world.emit(Dispatch("CHANNEL_PINS_UPDATE", data, 1, channel.guild_id, channel))
    tell_message(world, "MESSAGE_UPDATE", channel, message)
    if on:
        system_message(world, channel, user_id, 6, reference=(channel.id, message.id))


def crosspost(world: WorldState, channel: Channel, message: Message) -> Message:
    """Publish an announcement to following servers."""
    if channel.kind != ANNOUNCEMENT:
        raise refusal(50024)
    if message.flags & CROSSPOSTED:
        raise refusal(40033)
    message.flags |= CROSSPOSTED
    tell_message(world, "MESSAGE_UPDATE", channel, message)
    return message
