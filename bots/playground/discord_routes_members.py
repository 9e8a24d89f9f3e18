"""REST routes for members and bans."""

from __future__ import annotations

from datetime import datetime, timedelta

from bots.playground import discord_membership as membership
from bots.playground import discord_permissions as perms
from bots.playground.discord_calls import Call, Routes
from bots.playground.discord_errors import form_problem, refusal
from bots.playground.discord_payloads import member_payload, user_payload
from bots.playground.discord_records import Guild, JsonObject, Member, Role

routes = Routes()
GUILD = "/guilds/{guild_id}"


def moment(path: str, text: str) -> datetime:
    """Read a time from a request or refuse it."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        words = f"Could not parse {text[:40]}. Should be ISO8601."
        raise form_problem(path, "DATE_TIME_TYPE_PARSE", words) from error


@routes.on("GET", GUILD + "/members")
def members(call: Call) -> list[JsonObject]:
    """List members by id; needs the members intent."""
    guild = call.guild()
    if "members" not in call.application.privileged:
        raise refusal(50001)
    after = int(call.query.get("after", "0"))
    limit = call.number("limit", 1, 1, 1000)
    found = sorted(one for one in guild.members if one > after)[:limit]
    return [member_payload(call.world, guild.members[one]) for one in found]


@routes.on("GET", GUILD + "/members/search")
def search(call: Call) -> list[JsonObject]:
    """Find members whose name or nickname starts with a text."""
    guild = call.guild()
    found = matching(call, guild, call.query.get("query", ""))
    return [member_payload(call.world, one) for one in found[: call.number("limit", 1, 1, 1000)]]


def matching(call: Call, guild: Guild, start: str) -> list[Member]:
    """Return the members whose name starts like this."""
    wanted = start.lower()
    users = call.world.users
    return [
        one
        for one in guild.members.values()
        if users[one.user_id].name.lower().startswith(wanted) or (one.nick or "").lower().startswith(wanted)
    ]


@routes.on("GET", GUILD + "/members/{user_id}")
def member(call: Call) -> JsonObject:
    """Read one member."""
    return member_payload(call.world, call.world.member(call.guild(), call.id("user_id")))


@routes.on("PATCH", GUILD + "/members/@me")
def change_me(call: Call) -> JsonObject:
    """Change the bot's own nickname."""
    guild = call.guild()
    me = call.world.require_in_guild(call.bot_id, guild, perms.CHANGE_NICKNAME)
    if "nick" in call.json:
        me.nick = call.json["nick"] or None
        membership.tell_member(call.world, guild, me)
    return member_payload(call.world, me)


@routes.on("PATCH", GUILD + "/members/{user_id}")
def change_member(call: Call) -> JsonObject:
    """Change somebody's nickname, roles or time-out."""
    guild, body = call.guild(), call.json
    target = call.world.member(guild, call.id("user_id"))
    if "communication_disabled_until" in body:
        actor = call.world.require_in_guild(call.bot_id, guild, perms.MODERATE_MEMBERS)
        text = body["communication_disabled_until"]
        until = None if text is None else moment("communication_disabled_until", text)
        membership.set_timeout(call.world, guild, actor, target, until)
    if "nick" in body:
        actor = call.world.require_in_guild(call.bot_id, guild, perms.MANAGE_NICKNAMES)
        membership.check_rank(call.world, guild, actor, target.user_id)
        if len(body["nick"] or "") > 32:
            raise form_problem("nick", "BASE_TYPE_BAD_LENGTH", "Must be 32 or fewer in length.")
        target.nick = body["nick"] or None
    if body.get("roles") is not None:
        wanted = tuple(int(role) for role in body["roles"])
        for role_id in set(wanted) ^ set(target.roles):
            manageable_role(call, guild, role_id)
        target.roles = wanted
    membership.tell_member(call.world, guild, target)
    return member_payload(call.world, target)


def manageable_role(call: Call, guild: Guild, role_id: int) -> Role:
    """Return a role the bot may give and take, or refuse."""
    actor = call.world.require_in_guild(call.bot_id, guild, perms.MANAGE_ROLES)
    role = guild.roles.get(role_id)
    if role is None:
        raise refusal(10011)
    if role_id == guild.id or role.position >= perms.top_position(guild, actor):
        raise refusal(50013)
    return role


@routes.on("PUT", GUILD + "/members/{user_id}/roles/{role_id}")
def add_role(call: Call) -> None:
    """Give a role."""
    guild = call.guild()
    target = call.world.member(guild, call.id("user_id"))
    role = manageable_role(call, guild, call.id("role_id"))
    if role.id not in target.roles:
        target.roles = (*target.roles, role.id)
        membership.tell_member(call.world, guild, target)


@routes.on("DELETE", GUILD + "/members/{user_id}/roles/{role_id}")
def take_role(call: Call) -> None:
    """Take a role away."""
    guild = call.guild()
    target = call.world.member(guild, call.id("user_id"))
    role = manageable_role(call, guild, call.id("role_id"))
    if role.id in target.roles:
        target.roles = tuple(one for one in target.roles if one != role.id)
        membership.tell_member(call.world, guild, target)


@routes.on("DELETE", GUILD + "/members/{user_id}")
def kick(call: Call) -> None:
    """Kick a member."""
    guild = call.guild()
    actor = call.world.require_in_guild(call.bot_id, guild, perms.KICK_MEMBERS)
    target = call.world.member(guild, call.id("user_id"))
    membership.check_rank(call.world, guild, actor, target.user_id)
    membership.remove_from_guild(call.world, guild, target.user_id)


# bans


def _delete_since(call: Call) -> datetime | None:
    days = int(call.json.get("delete_message_days") or call.query.get("delete_message_days") or 0)
    given = call.json.get("delete_message_seconds") or call.query.get("delete_message_seconds")
    seconds = int(given or 0) or days * 86400
    if not 0 <= seconds <= 604800:
        words = "int value should be less than or equal to 604800."
        raise form_problem("delete_message_seconds", "NUMBER_TYPE_MAX", words)
    return call.world.clock() - timedelta(seconds=seconds) if seconds else None


@routes.on("PUT", GUILD + "/bans/{user_id}")
def ban(call: Call) -> None:
    """Ban somebody, member or not."""
    guild = call.guild()
    actor = call.world.require_in_guild(call.bot_id, guild, perms.BAN_MEMBERS)
    user = call.world.user(call.id("user_id"))
    membership.check_rank(call.world, guild, actor, user.id)
    membership.ban(call.world, guild, user.id, call.reason, _delete_since(call))


@routes.on("POST", GUILD + "/bulk-ban")
def bulk_ban(call: Call) -> JsonObject:
    """Ban up to 200 people at once; who cannot be banned is listed."""
    guild = call.guild()
    actor = call.world.require_in_guild(call.bot_id, guild, perms.BAN_MEMBERS | perms.MANAGE_GUILD)
    since = _delete_since(call)
    banned, failed = [], []
    for text in call.json.get("user_ids") or []:
        target = guild.members.get(int(text))
        known = int(text) in call.world.users and int(text) not in guild.bans
        if not known or (target is not None and not perms.outranks(guild, actor, target)):
            failed.append(str(text))
            continue
        membership.ban(call.world, guild, int(text), call.reason, since)
        banned.append(str(text))
    return {"banned_users": banned, "failed_users": failed}


@routes.on("DELETE", GUILD + "/bans/{user_id}")
def unban(call: Call) -> None:
    """Lift a ban."""
    guild = call.guild()
    call.world.require_in_guild(call.bot_id, guild, perms.BAN_MEMBERS)
    membership.unban(call.world, guild, call.id("user_id"))


def _ban_payload(call: Call, guild: Guild, user_id: int) -> JsonObject:
    return {"user": user_payload(call.world.users[user_id]), "reason": guild.bans[user_id]}


@routes.on("GET", GUILD + "/bans/{user_id}")
def fetch_ban(call: Call) -> JsonObject:
    """Read one ban."""
    guild = call.guild()
    call.world.require_in_guild(call.bot_id, guild, perms.BAN_MEMBERS)
    if call.id("user_id") not in guild.bans:
        raise refusal(10026)
    return _ban_payload(call, guild, call.id("user_id"))


@routes.on("GET", GUILD + "/bans")
def list_bans(call: Call) -> list[JsonObject]:
    """List bans by user id."""
    guild = call.guild()
    call.world.require_in_guild(call.bot_id, guild, perms.BAN_MEMBERS)
    after, before = int(call.query.get("after", "0")), int(call.query.get("before", str(1 << 63)))
    found = sorted(one for one in guild.bans if after < one < before)
    return [_ban_payload(call, guild, one) for one in found[: call.number("limit", 1000, 1, 1000)]]
