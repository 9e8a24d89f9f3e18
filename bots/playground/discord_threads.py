"""Threads and forum posts: opening, changing, archiving, and who takes part."""

from __future__ import annotations

from dataclasses import dataclass

from bots.playground import discord_permissions as perms
from bots.playground.discord_content import Draft
from bots.playground.discord_errors import FormProblems, form_problem, refusal
from bots.playground.discord_intents import GUILD_MEMBERS, GUILDS
from bots.playground.discord_messages import (
    new_message,
    store,
    system_message,
    tell_message,
    tell_thread,
)
from bots.playground.discord_payloads import channel_payload, member_payload, thread_member_payload
from bots.playground.discord_records import (
    ANNOUNCEMENT,
    ANNOUNCEMENT_THREAD,
    FORUM,
    HAS_THREAD,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    TEXT,
    Channel,
    JsonObject,
    Message,
    ThreadState,
)
from bots.playground.discord_state import Dispatch, WorldState

ARCHIVE_MINUTES = (60, 1440, 4320, 10080)
REQUIRE_TAG = 1 << 4
PINNED_POST = 1 << 1
MEMBER_LIMIT = 1000
TAGS_PER_POST = 5


@dataclass(frozen=True, slots=True)
class ThreadPlan:
    """What a new thread shall be."""

    name: str
    auto_archive_minutes: int = 1440
    private: bool = False
    invitable: bool = True
    slowmode: int = 0


def plan(body: JsonObject, parent: Channel) -> ThreadPlan:
    """Read and check the part of a request that all kinds of threads share."""
    problems = FormProblems()
    name = str(body.get("name") or "")
    problems.too_long("name", name, 100, 1)
    minutes = body.get("auto_archive_duration") or parent.default_auto_archive or 1440
    if minutes not in ARCHIVE_MINUTES:
        words = "Value must be one of (60, 1440, 4320, 10080)."
        problems.add("auto_archive_duration", "BASE_TYPE_CHOICES", words)
    problems.check()
    return ThreadPlan(
        name=name,
        auto_archive_minutes=int(minutes),
        private=body.get("type") == PRIVATE_THREAD,
        invitable=bool(body.get("invitable", True)),
        slowmode=int(body.get("rate_limit_per_user") or parent.default_thread_slowmode),
    )


def _new_thread(world: WorldState, parent: Channel, owner_id: int, wanted: ThreadPlan, number: int) -> Channel:
    assert parent.guild_id is not None
    kind = PRIVATE_THREAD if wanted.private else PUBLIC_THREAD
    if parent.kind == ANNOUNCEMENT:
        kind = ANNOUNCEMENT_THREAD
    now = world.clock()
    state = ThreadState(
        owner_id,
        wanted.private,
        now,
        now,
        invitable=wanted.invitable,
        auto_archive_minutes=wanted.auto_archive_minutes,
        members={owner_id: now},
    )
    thread = Channel(number, kind, wanted.name, parent.guild_id, parent.id, slowmode=wanted.slowmode, thread=state)
    world.channels[number] = thread
    world.guilds[parent.guild_id].threads[number] = thread
    return thread


def open_alone(world: WorldState, owner_id: int, parent: Channel, wanted: ThreadPlan) -> Channel:
    """Open a thread without a starting message; a public one leaves a line in its channel."""
    if parent.kind not in (TEXT, ANNOUNCEMENT) or (wanted.private and parent.kind != TEXT):
        raise refusal(50024)
    right = perms.CREATE_PRIVATE_THREADS if wanted.private else perms.CREATE_PUBLIC_THREADS
    world.require(owner_id, parent, right)
    thread = _new_thread(world, parent, owner_id, wanted, world.snowflake())
    _announce(world, thread)
    if not wanted.private:
        system_message(world, parent, owner_id, 18, wanted.name, reference=(thread.id, 0))
    return thread


def open_on_message(world: WorldState, owner_id: int, parent: Channel, message: Message, wanted: ThreadPlan) -> Channel:
    """Open a thread on a message; it gets the message's id."""
    if parent.kind not in (TEXT, ANNOUNCEMENT):
        raise refusal(50024)
    world.require(owner_id, parent, perms.CREATE_PUBLIC_THREADS)
    if message.id in world.channels:
        raise refusal(160004)
    thread = _new_thread(world, parent, owner_id, wanted, message.id)
    message.thread_id = thread.id
    message.flags |= HAS_THREAD
    _announce(world, thread)
    tell_message(world, "MESSAGE_UPDATE", parent, message)
    starter = new_message(world, thread, message.author_id)
    starter.kind, starter.reference = 21, (parent.id, message.id)
    thread.messages[starter.id] = starter
    world.message_places[starter.id] = thread.id
    return thread


def open_post(
    world: WorldState,
    owner_id: int,
    forum: Channel,
    wanted: ThreadPlan,
    draft: Draft,
    tags: list[int],
    flags: int = 0,
) -> tuple[Channel, Message]:
    """Open a forum post with its first message, which shares the thread's id."""
    if forum.kind != FORUM:
        raise refusal(50024)
    needed = perms.SEND_MESSAGES
    needed |= perms.ATTACH_FILES if draft.files else 0
    needed |= perms.EMBED_LINKS if draft.embeds else 0
    world.require(owner_id, forum, needed)
    if draft.empty:
        raise refusal(50006)
    check_tags(world, owner_id, forum, tags)
    thread = _new_thread(world, forum, owner_id, wanted, world.snowflake())
    assert thread.thread is not None
    thread.thread.tags = tags
    _announce(world, thread)
    message = new_message(world, thread, owner_id, message_id=thread.id)
    message.flags = draft.flags or 0
    store(world, thread, message, draft)
    forum.last_message_id = thread.id
    return thread, message


def check_tags(world: WorldState, user_id: int, forum: Channel, tags: list[int], had: list[int] | None = None) -> None:
    """Refuse tags the forum does not have, too many, or ones only moderators may set."""
    if len(tags) > TAGS_PER_POST:
        raise form_problem("applied_tags", "BASE_TYPE_MAX_LENGTH", "Must be 5 or fewer in length.")
    known = {tag.id: tag for tag in forum.tags}
    for tag in tags:
        if tag not in known:
            raise form_problem("applied_tags", "UNKNOWN_TAG", "Unknown tag.")
    moderates = world.permissions(user_id, forum) & perms.MANAGE_THREADS
    changed = set(tags) ^ set(had or ())
    if not moderates and any(known[tag].moderated for tag in changed if tag in known):
        raise refusal(50013)
    if forum.flags & REQUIRE_TAG and not tags:
        raise refusal(40067)


def _announce(world: WorldState, thread: Channel) -> None:
    assert thread.thread is not None
    data = channel_payload(world, thread, thread.thread.owner_id) | {"newly_created": True}
    world.emit(Dispatch("THREAD_CREATE", data, GUILDS, thread.guild_id, thread))
    world.notify("thread", change="THREAD_CREATE", thread=data)


def change(world: WorldState, user_id: int, channel: Channel, body: JsonObject) -> None:
    """Apply a change to a thread under the rules for owners, moderators and archived threads."""
    thread = channel.thread
    assert thread is not None
    granted = world.permissions(user_id, channel)
    moderates = bool(granted & perms.MANAGE_THREADS)
    owns = thread.owner_id == user_id
    if thread.archived and body.get("archived") is not False:
        raise refusal(50083)
    if "locked" in body and bool(body["locked"]) != thread.locked and not moderates:
        raise refusal(50013)
    if thread.locked and not moderates and body.get("locked") is not False:
        raise refusal(50013)
    only_waking = set(body) <= {"archived"} and body.get("archived") is False
    if not (moderates or owns or (only_waking and granted & perms.SEND_MESSAGES)):
        raise refusal(50013)
    if "rate_limit_per_user" in body and not moderates:
        raise refusal(50013)
    _apply(world, user_id, channel, body)
    tell_thread(world, "THREAD_UPDATE", channel)


def _apply(world: WorldState, user_id: int, channel: Channel, body: JsonObject) -> None:
    thread = channel.thread
    assert thread is not None
    problems = FormProblems()
    if body.get("name") is not None:
        problems.too_long("name", body["name"], 100, 1)
    minutes = body.get("auto_archive_duration")
    if minutes is not None and minutes not in ARCHIVE_MINUTES:
        words = "Value must be one of (60, 1440, 4320, 10080)."
        problems.add("auto_archive_duration", "BASE_TYPE_CHOICES", words)
    problems.check()
    parent = world.parent(channel)
    if body.get("applied_tags") is not None and parent is not None:
        tags = [int(tag) for tag in body["applied_tags"]]
        check_tags(world, user_id, parent, tags, thread.tags)
        thread.tags = tags
    if body.get("name") is not None and body["name"] != channel.name:
        channel.name = body["name"]
        system_message(world, channel, user_id, 4, channel.name)
    if minutes is not None:
        thread.auto_archive_minutes = minutes
    if body.get("locked") is not None:
        thread.locked = bool(body["locked"])
    if body.get("invitable") is not None:
        thread.invitable = bool(body["invitable"])
    if body.get("rate_limit_per_user") is not None:
        channel.slowmode = int(body["rate_limit_per_user"])
    if body.get("flags") is not None:
        channel.flags = int(body["flags"]) & PINNED_POST
    archived = body.get("archived")
    if archived is not None and bool(archived) != thread.archived:
        thread.archived = bool(archived)
        thread.archive_changed_at = world.clock()


def add_member(world: WorldState, actor_id: int, channel: Channel, user_id: int) -> None:
    """Let somebody join or be added to a thread; repeating is harmless."""
    thread = channel.thread
    if thread is None:
        raise refusal(50024)
    if thread.archived:
        raise refusal(50083)
    assert channel.guild_id is not None
    guild = world.guilds[channel.guild_id]
    member = world.member(guild, user_id)
    parent = world.parent(channel)
    assert parent is not None
    if actor_id != user_id:
        granted = world.require(actor_id, channel, perms.SEND_MESSAGES)
        if (
            thread.private
            and not thread.invitable
            and not granted & perms.MANAGE_THREADS
            and thread.owner_id != actor_id
        ):
            raise refusal(50013)
    if not world.permissions(user_id, parent) & perms.VIEW_CHANNEL:
        raise refusal(50001)
    if user_id in thread.members:
        return
    if len(thread.members) >= MEMBER_LIMIT:
        raise refusal(30033)
    thread.members[user_id] = world.clock()
    joined = thread_member_payload(channel, user_id) | {
        "member": member_payload(world, member),
        "presence": None,
    }
    if user_id in world.applications and thread.private:
        data = channel_payload(world, channel, user_id)
        world.emit(Dispatch("THREAD_CREATE", data, GUILDS, channel.guild_id, channel, only=user_id))
    _tell_members(world, channel, {"added_members": [joined]}, user_id)
    if actor_id != user_id:
        system_message(world, channel, actor_id, 1, mentions=(user_id,))


def remove_member(world: WorldState, actor_id: int, channel: Channel, user_id: int) -> None:
    """Take somebody out of a thread; leaving on one's own needs no right."""
    thread = channel.thread
    if thread is None:
        raise refusal(50024)
    if thread.archived:
        raise refusal(50083)
    if actor_id != user_id and not (thread.private and thread.owner_id == actor_id):
        world.require(actor_id, channel, perms.MANAGE_THREADS)
    if user_id not in thread.members:
        return
    del thread.members[user_id]
    _tell_members(world, channel, {"removed_member_ids": [str(user_id)]}, user_id)
    if actor_id != user_id:
        system_message(world, channel, actor_id, 2, mentions=(user_id,))


def _tell_members(world: WorldState, channel: Channel, change_data: JsonObject, user_id: int) -> None:
    assert channel.thread is not None
    data: JsonObject = {
        "id": str(channel.id),
        "guild_id": str(channel.guild_id),
        "member_count": min(len(channel.thread.members), 50),
    } | change_data
    # Without the members intent a bot hears about its own coming and going only.
    if user_id in world.applications:
        world.emit(Dispatch("THREAD_MEMBERS_UPDATE", data, GUILDS, channel.guild_id, None, only=user_id))
    for bot_id in world.applications:
        if bot_id != user_id:
            world.emit(Dispatch("THREAD_MEMBERS_UPDATE", data, GUILD_MEMBERS, channel.guild_id, channel, only=bot_id))
    world.notify("thread", change="THREAD_MEMBERS_UPDATE", members=data)


def remove(world: WorldState, channel: Channel) -> None:
    """Delete a thread with everything in it."""
    data: JsonObject = {
        "id": str(channel.id),
        "guild_id": str(channel.guild_id),
        "parent_id": str(channel.parent_id),
        "type": channel.kind,
    }
    # The event goes out while the thread still exists, so that visibility can be computed.
    world.emit(Dispatch("THREAD_DELETE", data, GUILDS, channel.guild_id, channel))
    _remove(world, channel)
    world.notify("thread", change="THREAD_DELETE", thread=data)


def _remove(world: WorldState, channel: Channel) -> None:
    assert channel.guild_id is not None
    world.guilds[channel.guild_id].threads.pop(channel.id, None)
    world.channels.pop(channel.id, None)
    for shelf in (channel.messages, channel.private_messages):
        for message in shelf.values():
            # A thread opened on a message shares its id with a message that lives elsewhere.
            if world.message_places.get(message.id) == channel.id:
                del world.message_places[message.id]
            for attachment in message.attachments:
                world.files.pop(attachment.id, None)
