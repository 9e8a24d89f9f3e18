"""Messages: storing, editing, deleting, reacting and pinning, with the events each change causes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bots.playground import discord_permissions as perms
from bots.playground.discord_content import Draft, resolve_mentions, stored_file
from bots.playground.discord_errors import form_problem, refusal
from bots.playground.discord_intents import intent_for_messages
from bots.playground.discord_payloads import (
    bare_member_payload,
    channel_payload,
    message_payload,
)
from bots.playground.discord_records import (
    CATEGORY,
    DIRECT,
    EPHEMERAL,
    FORUM,
    LOADING,
    Channel,
    JsonObject,
    Message,
)
from bots.playground.discord_state import Dispatch, WorldState

REPLY = 19
BULK_AGE = timedelta(days=14)


def event_data(world: WorldState, channel: Channel, message: Message) -> JsonObject:
    """Return a message as gateway events carry it: with the server and the author's membership."""
    data = message_payload(world, message)
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
        member = world.guilds[channel.guild_id].members.get(message.author_id)
        if member is not None and message.application_id is None:
            data["member"] = bare_member_payload(member)
    return data


def tell_message(world: WorldState, name: str, channel: Channel, message: Message) -> None:
    """Emit a created or edited message to the gateway and to watchers."""
    kind = "message" if name == "MESSAGE_CREATE" else "edit"
    if message.ephemeral_for is not None:
        payload = message_payload(world, message)
        world.notify("ephemeral", channel_id=str(channel.id), user_id=str(message.ephemeral_for), message=payload)
        return
    data = event_data(world, channel, message)
    intent = intent_for_messages(channel)
    world.emit(Dispatch(name, data, intent, channel.guild_id, channel, message=message))
    world.notify(kind, channel_id=str(channel.id), message=data)


def store(world: WorldState, channel: Channel, message: Message, draft: Draft, *, announce: bool = True) -> Message:
    """Put a checked draft into a new message, file it and announce it."""
    message.content = draft.content or ""
    message.embeds = draft.embeds or []
    message.components = draft.components or []
    message.nonce = draft.nonce
    message.tts = draft.tts
    private = message.ephemeral_for is not None
    message.attachments = [
        stored_file(world, channel.id, file, words, ephemeral=private) for file, words in draft.files
    ]
    if draft.reference is not None:
        message.reference = (channel.id, draft.reference[1])
        message.kind = REPLY
    resolve_mentions(world, channel, message, draft.rule)
    file_message(world, channel, message)
    if draft.enforce_nonce and draft.nonce is not None:
        world.remember_nonce(message.author_id, channel.id, str(draft.nonce), message.id)
    if announce:
        tell_message(world, "MESSAGE_CREATE", channel, message)
    return message


def file_message(world: WorldState, channel: Channel, message: Message) -> None:
    """Put a message into its channel, forgetting the oldest where a history limit is set."""
    shelf = channel.messages if message.ephemeral_for is None else channel.private_messages
    shelf[message.id] = message
    world.message_places[message.id] = channel.id
    if message.ephemeral_for is None:
        channel.last_message_id = message.id
        thread = channel.thread
        if thread is not None:
            message.position = thread.message_count
            if message.id != channel.id:
                thread.message_count += 1
                thread.total_sent += 1
    if world.history_limit is not None and len(shelf) > world.history_limit:
        oldest = next(iter(shelf))
        for attachment in shelf.pop(oldest).attachments:
            world.files.pop(attachment.id, None)
        world.message_places.pop(oldest, None)


def new_message(world: WorldState, channel: Channel, author_id: int, *, message_id: int | None = None) -> Message:
    """Make an empty message of an author, not filed yet."""
    number = world.snowflake() if message_id is None else message_id
    return Message(number, channel.id, channel.guild_id, author_id, "", world.clock())


def system_message(
    world: WorldState,
    channel: Channel,
    author_id: int,
    kind: int,
    content: str = "",
    *,
    mentions: tuple[int, ...] = (),
    reference: tuple[int, int] | None = None,
) -> Message:
    """Post one of Discord's own lines: somebody was added, a name changed, a message was pinned."""
    message = new_message(world, channel, author_id)
    message.kind, message.content, message.mentions, message.reference = kind, content, mentions, reference
    file_message(world, channel, message)
    tell_message(world, "MESSAGE_CREATE", channel, message)
    return message


def check_can_post(world: WorldState, author_id: int, channel: Channel, draft: Draft) -> None:
    """Refuse what the author may not send here, with the documented code."""
    if channel.kind in (CATEGORY, FORUM):
        raise refusal(50008)
    needed = perms.SEND_MESSAGES
    if draft.files:
        needed |= perms.ATTACH_FILES
    if draft.embeds:
        needed |= perms.EMBED_LINKS
    granted = world.require(author_id, channel, needed)
    if channel.kind == DIRECT:
        check_can_reach(world, author_id, channel)
    thread = channel.thread
    if thread is not None and thread.locked and not granted & perms.MANAGE_THREADS:
        raise refusal(50083 if thread.archived else 160005)
    if draft.empty:
        raise refusal(50006)
    if draft.reference is not None:
        if not granted & perms.READ_MESSAGE_HISTORY:
            raise refusal(160002)
        target = channel.messages.get(draft.reference[1])
        if target is None or target.deleted:
            if draft.reference_required:
                raise form_problem("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
            draft.reference = None


def check_can_reach(world: WorldState, author_id: int, channel: Channel) -> None:
    """Refuse a direct message with 50007: closed by the person, or no server in common."""
    for other in channel.recipients:
        if other == author_id:
            continue
        shared = any(author_id in guild.members and other in guild.members for guild in world.guilds.values())
        user = world.users[other]
        if not shared or user.bot or not user.dms_open:
            raise refusal(50007)


def post(world: WorldState, author_id: int, channel: Channel, draft: Draft) -> Message:
    """Send a message as the REST interface does: checks, nonce, waking an archived thread."""
    if draft.enforce_nonce and draft.nonce is not None:
        known = world.remembered_nonce(author_id, channel.id, str(draft.nonce))
        if known is not None and known in channel.messages:
            return channel.messages[known]
    check_can_post(world, author_id, channel, draft)
    wake_thread(world, channel)
    message = new_message(world, channel, author_id)
    message.flags = draft.flags or 0
    channel.last_spoke[author_id] = message.created_at
    store(world, channel, message, draft)
    if channel.thread is not None and author_id not in channel.thread.members:
        channel.thread.members[author_id] = world.clock()
    return message


def wake_thread(world: WorldState, channel: Channel) -> None:
    """Take a thread out of the archive because somebody speaks in it."""
    thread = channel.thread
    if thread is None or not thread.archived:
        return
    thread.archived = False
    thread.archive_changed_at = world.clock()
    tell_thread(world, "THREAD_UPDATE", channel)


def tell_thread(world: WorldState, name: str, channel: Channel, **extra: object) -> None:
    """Emit a thread's creation or change."""
    data = channel_payload(world, channel) | extra
    world.emit(Dispatch(name, data, 1, channel.guild_id, channel))
    world.notify("thread", change=name, thread=data)


def edit(world: WorldState, channel: Channel, message: Message, draft: Draft) -> Message:
    """Apply an edit; what the draft does not mention stays."""
    thread = channel.thread
    if thread is not None and thread.archived:
        raise refusal(50083)
    changed = _after_edit(message, draft)
    if not (changed.content or changed.embeds or changed.components or changed.attachments or draft.files):
        raise refusal(50006)
    was_loading = bool(message.flags & LOADING)
    for name in ("content", "embeds", "components", "attachments", "flags"):
        setattr(message, name, getattr(changed, name))
    private = message.ephemeral_for is not None
    message.attachments += [
        stored_file(world, channel.id, file, words, ephemeral=private) for file, words in draft.files
    ]
    if draft.content is not None:
        resolve_mentions(world, channel, message, draft.rule)
    if not was_loading:
        message.edited_at = world.clock()
    tell_message(world, "MESSAGE_UPDATE", channel, message)
    return message


def _after_edit(message: Message, draft: Draft) -> Message:
    kept = message.attachments
    if draft.kept_attachments is not None:
        kept = [one for one in kept if one.id in draft.kept_attachments]
    flags = message.flags & ~LOADING
    if draft.flags is not None:
        flags |= draft.flags & ~EPHEMERAL
    return replace(
        message,
        content=message.content if draft.content is None else draft.content,
        embeds=message.embeds if draft.embeds is None else draft.embeds,
        components=message.components if draft.components is None else draft.components,
        attachments=list(kept),
        flags=flags,
    )


def clear_content(draft: Draft, body: JsonObject) -> Draft:
    """Let an explicit null in an edit empty the field, as Discord does."""
    if "content" in body and body["content"] is None:
        draft.content = ""
    for name in ("embeds", "components"):
        if name in body and body[name] is None:
            setattr(draft, name, [])
    return draft


def delete(world: WorldState, channel: Channel, message: Message) -> None:
    """Delete one message."""
    _forget(world, channel, message)
    data: JsonObject = {"id": str(message.id), "channel_id": str(channel.id)}
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    if message.ephemeral_for is None:
        world.emit(Dispatch("MESSAGE_DELETE", data, intent_for_messages(channel), channel.guild_id, channel))
    world.notify("delete", channel_id=str(channel.id), message_ids=[str(message.id)])


def delete_many(world: WorldState, channel: Channel, messages: list[Message]) -> None:
    """Delete several messages with one event."""
    for message in messages:
        _forget(world, channel, message)
    ids = [str(message.id) for message in messages]
    data: JsonObject = {"ids": ids, "channel_id": str(channel.id), "guild_id": str(channel.guild_id)}
    intent = intent_for_messages(channel)
    world.emit(Dispatch("MESSAGE_DELETE_BULK", data, intent, channel.guild_id, channel))
    world.notify("delete", channel_id=str(channel.id), message_ids=ids)


def _forget(world: WorldState, channel: Channel, message: Message) -> None:
    message.deleted = True
    for attachment in message.attachments:
        world.files.pop(attachment.id, None)
    if channel.thread is not None and channel.thread.message_count > 0:
        channel.thread.message_count -= 1
