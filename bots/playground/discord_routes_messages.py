"""REST routes for messages, reactions, pins and typing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from bots.playground import discord_messages as messages
from bots.playground import discord_permissions as perms
from bots.playground import discord_reactions as reactions
from bots.playground.discord_calls import Call, Routes
from bots.playground.discord_content import draft
from bots.playground.discord_errors import refusal
from bots.playground.discord_intents import intent_for_typing
from bots.playground.discord_payloads import user_payload, when
from bots.playground.discord_records import DIRECT, Channel, JsonObject, Message
from bots.playground.discord_state import Dispatch

routes = Routes()
SYSTEM_KINDS = (1, 2, 3, 4, 5, 14, 15, 16, 17, 21)
CHANNEL = "/channels/{channel_id}"
MESSAGE = CHANNEL + "/messages/{message_id}"


@routes.on("POST", CHANNEL + "/messages")
def create(call: Call) -> JsonObject:
    """Send a message."""
    return call.show(messages.post(call.world, call.bot_id, call.channel(), draft(call.json, call.files)))


@routes.on("GET", CHANNEL + "/messages")
def listing(call: Call) -> list[JsonObject]:
    """List messages newest first; without the right to read the history the list is empty."""
    channel = call.channel()
    if not call.world.permissions(call.bot_id, channel) & perms.READ_MESSAGE_HISTORY:
        return []
    limit = call.number("limit", 50, 1, 100)
    found = [message for message in channel.messages.values() if not message.deleted]
    ids = [message.id for message in found]
    if "after" in call.query:
        start = bisect_right(ids, int(call.query["after"]))
        found = found[start : start + limit]
    elif "around" in call.query:
        middle = bisect_left(ids, int(call.query["around"]))
        start = max(0, middle - limit // 2)
        found = found[start : start + limit]
    else:
        end = bisect_left(ids, int(call.query["before"])) if "before" in call.query else len(ids)
        found = found[max(0, end - limit) : end]
    return [call.show(message) for message in reversed(found)]


def _message(call: Call) -> tuple[Channel, Message]:
    channel = call.channel()
    if not call.world.permissions(call.bot_id, channel) & perms.READ_MESSAGE_HISTORY:
        raise refusal(50001)
    return channel, call.world.message(channel, call.id("message_id"))


@routes.on("GET", MESSAGE)
def fetch(call: Call) -> JsonObject:
    """Read one message."""
    return call.show(_message(call)[1])


@routes.on("PATCH", MESSAGE)
def change(call: Call) -> JsonObject:
    """Edit an own message; of others' only the flags, with the right to manage messages."""
    channel = call.channel()
    message = call.world.message(channel, call.id("message_id"))
    if message.author_id != call.bot_id:
        if set(call.json) - {"flags"}:
            raise refusal(50005)
        call.world.require(call.bot_id, channel, perms.MANAGE_MESSAGES)
    wanted = messages.clear_content(draft(call.json, call.files), call.json)
    return call.show(messages.edit(call.world, channel, message, wanted))


@routes.on("DELETE", MESSAGE)
def delete(call: Call) -> None:
    """Delete a message."""
    channel = call.channel()
    message = call.world.message(channel, call.id("message_id"))
    if message.kind in SYSTEM_KINDS:
        raise refusal(50021)
    if message.author_id != call.bot_id:
        if channel.kind == DIRECT:
            raise refusal(50013)
        call.world.require(call.bot_id, channel, perms.MANAGE_MESSAGES)
    messages.delete(call.world, channel, message)


@routes.on("POST", CHANNEL + "/messages/bulk-delete")
def delete_many(call: Call) -> None:
    """Delete 2 to 100 messages younger than 14 days; unknown ids are passed over."""
    channel = call.channel()
    call.world.require(call.bot_id, channel, perms.MANAGE_MESSAGES)
    ids = [int(number) for number in call.json.get("messages") or []]
    if not 2 <= len(ids) <= 100:
        raise refusal(50016)
    found = [channel.messages[one] for one in ids if one in channel.messages]
    oldest = call.world.clock() - messages.BULK_AGE
    if any(message.created_at < oldest for message in found):
        raise refusal(50034)
    messages.delete_many(call.world, channel, [message for message in found if not message.deleted])


@routes.on("POST", MESSAGE + "/crosspost")
def crosspost(call: Call) -> JsonObject:
    """Publish an announcement."""
    channel, message = _message(call)
    needed = perms.SEND_MESSAGES if message.author_id == call.bot_id else perms.MANAGE_MESSAGES
    call.world.require(call.bot_id, channel, needed)
    return call.show(reactions.crosspost(call.world, channel, message))


@routes.on("GET", CHANNEL + "/pins")
def old_pins(call: Call) -> list[JsonObject]:
    """List pinned messages, the deprecated way."""
    return [call.show(message) for message in _pinned(call)]


@routes.on("GET", CHANNEL + "/messages/pins")
def pins(call: Call) -> JsonObject:
    """List pinned messages with when they were pinned."""
    limit = call.number("limit", 50, 1, 50)
    found = _pinned(call)
    before = call.query.get("before")
    if before is not None:
        found = [one for one in found if one.pinned_at is not None and one.pinned_at.isoformat() < before]
    items = [{"pinned_at": when(one.pinned_at), "message": call.show(one)} for one in found[:limit]]
    return {"items": items, "has_more": len(found) > limit}


def _pinned(call: Call) -> list[Message]:
    channel = call.channel()
    found = [one for one in channel.messages.values() if one.pinned_at is not None and not one.deleted]
    return sorted(found, key=lambda one: one.pinned_at or one.created_at, reverse=True)


def _pin(call: Call, *, on: bool) -> None:
    channel = call.channel()
    granted = call.world.permissions(call.bot_id, channel)
    if not granted & (perms.PIN_MESSAGES | perms.MANAGE_MESSAGES):
        raise refusal(50013)
    message = call.world.message(channel, call.id("message_id"))
    reactions.pin(call.world, call.bot_id, channel, message, on=on)


@routes.on("PUT", CHANNEL + "/pins/{message_id}", CHANNEL + "/messages/pins/{message_id}")
def pin(call: Call) -> None:
    """Pin a message."""
    _pin(call, on=True)


@routes.on("DELETE", CHANNEL + "/pins/{message_id}", CHANNEL + "/messages/pins/{message_id}")
def unpin(call: Call) -> None:
    """Unpin a message."""
    _pin(call, on=False)


def _emoji(call: Call) -> str:
    emoji = call.parts["emoji"]
    name, separator, number = emoji.rpartition(":")
    custom = bool(separator) and number.isdigit() and name.isidentifier()
    if not custom and (emoji.isascii() or len(emoji) > 12):
        raise refusal(10014)
    return emoji


@routes.on("PUT", MESSAGE + "/reactions/{emoji}/@me")
def react(call: Call) -> None:
    """Add a reaction."""
    channel, message = _message(call)
    emoji = _emoji(call)
    if channel.thread is not None and channel.thread.archived:
        raise refusal(50083)
    if emoji not in message.reactions:
        call.world.require(call.bot_id, channel, perms.ADD_REACTIONS)
    reactions.react(call.world, call.bot_id, channel, message, emoji, add=True)


@routes.on("DELETE", MESSAGE + "/reactions/{emoji}/@me")
def unreact(call: Call) -> None:
    """Take back an own reaction."""
    channel, message = _message(call)
    reactions.react(call.world, call.bot_id, channel, message, _emoji(call), add=False)


@routes.on("DELETE", MESSAGE + "/reactions/{emoji}/{user_id}")
def remove_reaction(call: Call) -> None:
    """Take somebody's reaction away."""
    channel, message = _message(call)
    call.world.require(call.bot_id, channel, perms.MANAGE_MESSAGES)
    reactions.react(call.world, call.id("user_id"), channel, message, _emoji(call), add=False)


@routes.on("GET", MESSAGE + "/reactions/{emoji}")
def reaction_users(call: Call) -> list[JsonObject]:
    """List who reacted with an emoji."""
    _, message = _message(call)
    after = int(call.query.get("after", "0"))
    people = sorted(one for one in message.reactions.get(_emoji(call), []) if one > after)
    return [user_payload(call.world.users[one]) for one in people[: call.number("limit", 25, 1, 100)]]


@routes.on("DELETE", MESSAGE + "/reactions")
def clear_reactions(call: Call) -> None:
    """Take all reactions away."""
    channel, message = _message(call)
    call.world.require(call.bot_id, channel, perms.MANAGE_MESSAGES)
    reactions.clear_reactions(call.world, channel, message, None)


@routes.on("DELETE", MESSAGE + "/reactions/{emoji}")
def clear_emoji(call: Call) -> None:
    """Take all reactions with one emoji away."""
    channel, message = _message(call)
    call.world.require(call.bot_id, channel, perms.MANAGE_MESSAGES)
    reactions.clear_reactions(call.world, channel, message, _emoji(call))


@routes.on("POST", CHANNEL + "/typing")
def typing(call: Call) -> None:
    """Show that the bot is typing."""
    channel = call.channel()
    call.world.require(call.bot_id, channel, perms.SEND_MESSAGES)
    data: JsonObject = {
        "channel_id": str(channel.id),
        "user_id": str(call.bot_id),
        "timestamp": int(call.world.clock().timestamp()),
    }
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    call.world.emit(Dispatch("TYPING_START", data, intent_for_typing(channel), channel.guild_id, channel))
    call.world.notify("typing", **data)
