"""REST routes for channels, threads, forum posts and direct channels."""

from __future__ import annotations

from bots.playground import discord_permissions as perms
from bots.playground import discord_servers as servers
from bots.playground import discord_threads as threads
from bots.playground.discord_calls import Call, Reply, Routes
from bots.playground.discord_content import draft
from bots.playground.discord_errors import FormProblems, form_problem, refusal
from bots.playground.discord_guild_payloads import invite_payload
from bots.playground.discord_payloads import channel_payload, member_payload, thread_member_payload
from bots.playground.discord_records import (
    CHANNEL_KINDS,
    DIRECT,
    FORUM,
    PRIVATE_THREAD,
    Channel,
    JsonObject,
    Overwrite,
)

routes = Routes()
CHANNEL = "/channels/{channel_id}"


@routes.on("GET", CHANNEL)
def fetch(call: Call) -> JsonObject:
    """Read a channel."""
    return channel_payload(call.world, call.channel(), call.bot_id)


@routes.on("PATCH", CHANNEL)
def change(call: Call) -> JsonObject:
    """Change a channel or thread."""
    channel = call.channel()
    if channel.thread is not None:
        threads.change(call.world, call.bot_id, channel, call.json)
        return channel_payload(call.world, channel, call.bot_id)
    call.world.require(call.bot_id, channel, perms.MANAGE_CHANNELS)
    if call.json.get("permission_overwrites") is not None:
        _check_overwrites(call, channel.guild_id, call.json["permission_overwrites"])
    servers.change_channel(call.world, channel, call.json)
    return channel_payload(call.world, channel, call.bot_id)


def _check_overwrites(call: Call, guild_id: int | None, given: list[JsonObject]) -> None:
    """Refuse to touch permissions the bot does not have in the server."""
    guild = call.world.guild(guild_id or 0)
    granted = perms.server_permissions(guild, call.world.member(guild, call.bot_id))
    if not granted & perms.MANAGE_ROLES:
        raise refusal(50013)
    for one in given:
        touched = int(one.get("allow") or 0) | int(one.get("deny") or 0)
        if touched & ~granted:
            raise refusal(50013)


@routes.on("DELETE", CHANNEL)
def delete(call: Call) -> JsonObject:
    """Delete a channel or thread; closing a direct channel only hides it."""
    channel = call.channel()
    payload = channel_payload(call.world, channel, call.bot_id)
    if channel.kind == DIRECT:
        return payload
    needed = perms.MANAGE_CHANNELS if channel.thread is None else perms.MANAGE_THREADS
    call.world.require(call.bot_id, channel, needed)
    servers.remove_channel(call.world, channel)
    return payload


@routes.on("POST", "/guilds/{guild_id}/channels")
def create(call: Call) -> Reply:
    """Create a channel."""
    guild, body = call.guild(), call.json
    call.world.require_in_guild(call.bot_id, guild, perms.MANAGE_CHANNELS)
    problems = FormProblems()
    problems.too_long("name", str(body.get("name") or ""), 100, 1)
    kind = int(body.get("type") or 0)
    if kind not in CHANNEL_KINDS.values():
        problems.add("type", "BASE_TYPE_CHOICES", "Value must be a channel type this server can create.")
    problems.check()
    if body.get("permission_overwrites"):
        _check_overwrites(call, guild.id, body["permission_overwrites"])
    channel = servers.create_channel(
        call.world,
        guild,
        body["name"],
        kind,
        topic=body.get("topic"),
        parent_id=int(body["parent_id"]) if body.get("parent_id") else None,
        nsfw=bool(body.get("nsfw")),
        slowmode=int(body.get("rate_limit_per_user") or 0),
        overwrites=servers.read_overwrites(body.get("permission_overwrites") or []),
        tags=servers.read_tags(call.world, body.get("available_tags") or []),
    )
    return Reply(201, channel_payload(call.world, channel, call.bot_id))


@routes.on("PUT", CHANNEL + "/permissions/{target_id}")
def set_overwrite(call: Call) -> None:
    """Set one permission overwrite."""
    channel = call.channel()
    call.world.require(call.bot_id, channel, perms.MANAGE_ROLES)
    target, body = call.id("target_id"), call.json
    _check_overwrites(call, channel.guild_id, [body])
    channel.overwrites[target] = Overwrite(
        target, int(body.get("type", 0)), int(body.get("allow") or 0), int(body.get("deny") or 0)
    )
    servers.tell_channel(call.world, "CHANNEL_UPDATE", channel)


@routes.on("DELETE", CHANNEL + "/permissions/{target_id}")
def remove_overwrite(call: Call) -> None:
    """Remove one permission overwrite."""
    channel = call.channel()
    call.world.require(call.bot_id, channel, perms.MANAGE_ROLES)
    if channel.overwrites.pop(call.id("target_id"), None) is None:
        raise refusal(10009)
    servers.tell_channel(call.world, "CHANNEL_UPDATE", channel)


@routes.on("POST", CHANNEL + "/invites")
def invite(call: Call) -> JsonObject:
    """Create an invitation."""
    channel = call.channel()
    call.world.require(call.bot_id, channel, perms.CREATE_INVITE)
    return invite_payload(call.world, servers.create_invite(call.world, channel, call.bot_id, call.json))


@routes.on("POST", "/users/@me/channels")
def open_direct(call: Call) -> JsonObject:
    """Open a direct channel; whether the person takes messages shows when one is sent."""
    given = str(call.json.get("recipient_id") or "")
    if not given.isdigit() or int(given) not in call.world.users or int(given) == call.bot_id:
        raise form_problem("recipient_id", "INVALID_RECIPIENT", "Invalid Recipient(s)")
    channel = call.world.direct_channel(int(given), call.bot_id)
    return channel_payload(call.world, channel, call.bot_id)


# threads


@routes.on("POST", CHANNEL + "/threads")
def open_thread(call: Call) -> Reply:
    """Open a thread without a message, or a forum post with one."""
    parent, body = call.channel(), call.json
    wanted = threads.plan(body, parent)
    if parent.kind != FORUM:
        thread = threads.open_alone(call.world, call.bot_id, parent, wanted)
        return Reply(201, channel_payload(call.world, thread, call.bot_id))
    first = draft(body.get("message") or {}, call.files)
    tags = [int(tag) for tag in body.get("applied_tags") or []]
    thread, message = threads.open_post(call.world, call.bot_id, parent, wanted, first, tags)
    return Reply(201, channel_payload(call.world, thread, call.bot_id) | {"message": call.show(message)})


@routes.on("POST", CHANNEL + "/messages/{message_id}/threads")
def open_on_message(call: Call) -> Reply:
    """Open a thread on a message."""
    parent = call.channel()
    message = call.world.message(parent, call.id("message_id"))
    wanted = threads.plan(call.json, parent)
    thread = threads.open_on_message(call.world, call.bot_id, parent, message, wanted)
    return Reply(201, channel_payload(call.world, thread, call.bot_id))


@routes.on("PUT", CHANNEL + "/thread-members/@me")
def join(call: Call) -> None:
    """Join a thread."""
    threads.add_member(call.world, call.bot_id, call.channel(), call.bot_id)


@routes.on("PUT", CHANNEL + "/thread-members/{user_id}")
def add_member(call: Call) -> None:
    """Bring somebody into a thread."""
    threads.add_member(call.world, call.bot_id, call.channel(), call.id("user_id"))


@routes.on("DELETE", CHANNEL + "/thread-members/@me")
def leave(call: Call) -> None:
    """Leave a thread."""
    threads.remove_member(call.world, call.bot_id, call.channel(), call.bot_id)


@routes.on("DELETE", CHANNEL + "/thread-members/{user_id}")
def remove_member(call: Call) -> None:
    """Take somebody out of a thread."""
    threads.remove_member(call.world, call.bot_id, call.channel(), call.id("user_id"))


@routes.on("GET", CHANNEL + "/thread-members/{user_id}")
def fetch_member(call: Call) -> JsonObject:
    """Read one membership of a thread."""
    channel, user_id = call.channel(), call.id("user_id")
    if channel.thread is None or user_id not in channel.thread.members:
        raise refusal(10007)
    return _thread_member(call, channel, user_id)


def _thread_member(call: Call, channel: Channel, user_id: int) -> JsonObject:
    payload = thread_member_payload(channel, user_id)
    guild = call.world.guilds[channel.guild_id or 0]
    if call.query.get("with_member", "").lower() in ("1", "true") and user_id in guild.members:
        payload["member"] = member_payload(call.world, guild.members[user_id])
    return payload


@routes.on("GET", CHANNEL + "/thread-members")
def list_members(call: Call) -> list[JsonObject]:
    """List who takes part in a thread; needs the members intent."""
    channel = call.channel()
    if "members" not in call.application.privileged:
        raise refusal(50001)
    if channel.thread is None:
        raise refusal(50024)
    return [_thread_member(call, channel, user_id) for user_id in channel.thread.members]


def _page(call: Call, found: list[Channel], *, more: bool = False) -> JsonObject:
    mine = [one for one in found if one.thread is not None and call.bot_id in one.thread.members]
    return {
        "threads": [channel_payload(call.world, one, call.bot_id) for one in found],
        "members": [thread_member_payload(one, call.bot_id) for one in mine],
        "has_more": more,
    }


@routes.on("GET", "/guilds/{guild_id}/threads/active")
def active(call: Call) -> JsonObject:
    """List open threads the bot can see."""
    found = [
        one
        for one in call.guild().threads.values()
        if one.thread is not None
        and not one.thread.archived
        and call.world.permissions(call.bot_id, one) & perms.VIEW_CHANNEL
    ]
    return _page(call, sorted(found, key=lambda one: one.id, reverse=True))


def _archived(call: Call, *, private: bool, joined: bool) -> JsonObject:
    parent = call.channel()
    granted = call.world.require(call.bot_id, parent, perms.READ_MESSAGE_HISTORY)
    if private and not joined and not granted & perms.MANAGE_THREADS:
        raise refusal(50013)
    guild = call.world.guilds[parent.guild_id or 0]
    before = call.query.get("before")
    found = []
    for one in guild.threads.values():
        state = one.thread
        if one.parent_id != parent.id or state is None or not state.archived:
            continue
        if (one.kind == PRIVATE_THREAD) != private or (joined and call.bot_id not in state.members):
            continue
        if joined and before is not None and one.id >= int(before):
            continue
        if not joined and before is not None and state.archive_changed_at.isoformat() >= before:
            continue
        found.append(one)
    found.sort(key=lambda one: one.thread.archive_changed_at if one.thread else call.world.clock(), reverse=True)
    limit = call.number("limit", 50, 2, 100)
    return _page(call, found[:limit], more=len(found) > limit)


@routes.on("GET", CHANNEL + "/threads/archived/public")
def archived_public(call: Call) -> JsonObject:
    """List archived public threads, latest first."""
    return _archived(call, private=False, joined=False)


@routes.on("GET", CHANNEL + "/threads/archived/private")
def archived_private(call: Call) -> JsonObject:
    """List archived private threads, latest first."""
    return _archived(call, private=True, joined=False)


@routes.on("GET", CHANNEL + "/users/@me/threads/archived/private")
def archived_joined(call: Call) -> JsonObject:
    """List archived private threads the bot takes part in."""
    return _archived(call, private=True, joined=True)
