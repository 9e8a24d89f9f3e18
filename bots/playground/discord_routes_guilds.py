"""REST routes for servers: settings, roles, invitations, incident actions. Members are next door."""

from __future__ import annotations

from datetime import timedelta

from bots.playground import discord_permissions as perms
from bots.playground import discord_servers as servers
from bots.playground.discord_calls import Call, Routes
from bots.playground.discord_errors import form_problem, refusal
from bots.playground.discord_guild_payloads import guild_payload, incidents_payload, invite_payload
from bots.playground.discord_payloads import channel_payload, role_payload
from bots.playground.discord_records import Guild, JsonObject, Role
from bots.playground.discord_routes_members import manageable_role, moment

routes = Routes()
GUILD = "/guilds/{guild_id}"
PAUSE_LIMIT = timedelta(hours=24)


@routes.on("GET", GUILD)
def fetch(call: Call) -> JsonObject:
    """Read a server."""
    guild = call.guild()
    payload = guild_payload(guild)
    if call.query.get("with_counts", "").lower() in ("1", "true"):
        payload |= {
            "approximate_member_count": len(guild.members),
            "approximate_presence_count": len(guild.members),
        }
    return payload


@routes.on("PATCH", GUILD)
def change(call: Call) -> JsonObject:
    """Change a server's settings."""
    guild, body = call.guild(), call.json
    call.world.require_in_guild(call.bot_id, guild, perms.MANAGE_GUILD)
    if "name" in body:
        if not 2 <= len(str(body["name"])) <= 100:
            raise form_problem("name", "BASE_TYPE_BAD_LENGTH", "Must be between 2 and 100 in length.")
        guild.name = body["name"]
    if "description" in body:
        guild.description = body["description"]
    if body.get("verification_level") is not None:
        guild.verification_level = int(body["verification_level"])
    for name in ("system_channel_id", "rules_channel_id"):
        if name in body:
            setattr(guild, name, int(body[name]) if body[name] else None)
    servers.tell_guild(call.world, guild)
    return guild_payload(guild)


@routes.on("GET", GUILD + "/channels")
def channels(call: Call) -> list[JsonObject]:
    """List a server's channels, without threads."""
    return [channel_payload(call.world, one, call.bot_id) for one in call.guild().channels.values()]


@routes.on("PUT", GUILD + "/incident-actions")
def incident_actions(call: Call) -> JsonObject:
    """Pause invitations or direct messages for up to 24 hours."""
    guild = call.guild()
    call.world.require_in_guild(call.bot_id, guild, perms.MANAGE_GUILD)
    now = call.world.clock()
    for key, attribute in (
        ("invites_disabled_until", "invites_paused_until"),
        ("dms_disabled_until", "dms_paused_until"),
    ):
        if key not in call.json:
            continue
        until = None if call.json[key] is None else moment(key, call.json[key])
        if until is not None and until > now + PAUSE_LIMIT:
            raise form_problem(key, "INVALID_INCIDENT_ACTION", "Cannot be more than 24 hours in the future.")
        setattr(guild, attribute, until)
    servers.tell_guild(call.world, guild)
    return incidents_payload(guild)


# roles


@routes.on("GET", GUILD + "/roles")
def roles(call: Call) -> list[JsonObject]:
    """List roles."""
    return [role_payload(role) for role in call.guild().roles.values()]


@routes.on("GET", GUILD + "/roles/{role_id}")
def fetch_role(call: Call) -> JsonObject:
    """Read one role."""
    role = call.guild().roles.get(call.id("role_id"))
    if role is None:
        raise refusal(10011)
    return role_payload(role)


def _apply_role(call: Call, guild: Guild, role: Role) -> None:
    body = call.json
    actor = call.world.member(guild, call.bot_id)
    if body.get("permissions") is not None:
        wanted = int(body["permissions"])
        if (wanted ^ role.permissions) & ~perms.server_permissions(guild, actor):
            raise refusal(50013)
        role.permissions = wanted
    if body.get("name") is not None:
        role.name = str(body["name"])[:100]
    if body.get("color") is not None:
        role.color = int(body["color"])
    for name in ("hoist", "mentionable"):
        if body.get(name) is not None:
            setattr(role, name, bool(body[name]))


@routes.on("POST", GUILD + "/roles")
def create_role(call: Call) -> JsonObject:
    """Create a role just above @everyone, as Discord does."""
    guild = call.guild()
    call.world.require_in_guild(call.bot_id, guild, perms.MANAGE_ROLES)
    role = Role(call.world.snowflake(), guild.id, "new role", guild.roles[guild.id].permissions, 1)
    _apply_role(call, guild, role)
    return role_payload(servers.create_role(call.world, guild, role))


@routes.on("PATCH", GUILD + "/roles/{role_id}")
def change_role(call: Call) -> JsonObject:
    """Change a role; @everyone's permissions too."""
    guild = call.guild()
    actor = call.world.require_in_guild(call.bot_id, guild, perms.MANAGE_ROLES)
    role = guild.roles.get(call.id("role_id"))
    if role is None:
        raise refusal(10011)
    if role.position >= perms.top_position(guild, actor):
        raise refusal(50013)
    _apply_role(call, guild, role)
    servers.tell_role_update(call.world, guild, role)
    return role_payload(role)


@routes.on("DELETE", GUILD + "/roles/{role_id}")
def delete_role(call: Call) -> None:
    """Delete a role."""
    guild = call.guild()
    servers.remove_role(call.world, guild, manageable_role(call, guild, call.id("role_id")))


# invitations


@routes.on("GET", GUILD + "/invites")
def invites(call: Call) -> list[JsonObject]:
    """List invitations."""
    guild = call.guild()
    call.world.require_in_guild(call.bot_id, guild, perms.MANAGE_GUILD)
    return [invite_payload(call.world, one) for one in guild.invites.values()]


def _invite_guild(call: Call) -> Guild:
    for guild in call.world.guilds.values():
        if call.parts["code"] in guild.invites:
            return guild
    raise refusal(10006)


@routes.on("GET", "/invites/{code}")
def fetch_invite(call: Call) -> JsonObject:
    """Read an invitation; known to everybody who has the code."""
    guild = _invite_guild(call)
    payload = invite_payload(call.world, guild.invites[call.parts["code"]])
    if call.query.get("with_counts", "").lower() in ("1", "true"):
        payload |= {
            "approximate_member_count": len(guild.members),
            "approximate_presence_count": len(guild.members),
        }
    return payload


@routes.on("DELETE", "/invites/{code}")
def delete_invite(call: Call) -> JsonObject:
    """Revoke an invitation."""
    guild = _invite_guild(call)
    call.world.require_in_guild(call.bot_id, guild, perms.MANAGE_GUILD)
    payload = invite_payload(call.world, guild.invites[call.parts["code"]])
    del guild.invites[call.parts["code"]]
    call.world.notify("invite", revoked=call.parts["code"])
    return payload
