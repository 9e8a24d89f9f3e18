"""REST routes for the bot itself, its commands, interactions with their follow-ups, the gateway's address."""

from __future__ import annotations

from bots.playground import discord_commands as commands
from bots.playground import discord_membership as membership
from bots.playground import discord_permissions as perms
from bots.playground.discord_calls import Call, Reply, Routes
from bots.playground.discord_errors import refusal
from bots.playground.discord_interactions import Interaction
from bots.playground.discord_payloads import (
    application_payload,
    command_payload,
    message_payload,
    own_user_payload,
    user_payload,
)
from bots.playground.discord_records import Application, Command, JsonObject, Message

routes = Routes()
GLOBAL = "/applications/{application_id}/commands"
LOCAL = "/applications/{application_id}/guilds/{guild_id}/commands"
WEBHOOK = "/webhooks/{application_id}/{token}"


@routes.on("GET", "/gateway")
def gateway(call: Call) -> JsonObject:
    """Tell the gateway's address."""
    return {"url": call.gateway_url}


@routes.on("GET", "/gateway/bot")
def gateway_bot(call: Call) -> JsonObject:
    """Tell the gateway's address and how many sessions may be started."""
    limits = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": call.gateway_url, "shards": 1, "session_start_limit": limits}


@routes.on("GET", "/users/@me")
def me(call: Call) -> JsonObject:
    """Read the bot's own account."""
    return own_user_payload(call.world.users[call.bot_id])


@routes.on("GET", "/users/{user_id}")
def user(call: Call) -> JsonObject:
    """Read an account."""
    return user_payload(call.world.user(call.id("user_id")))


@routes.on("GET", "/users/@me/guilds")
def my_guilds(call: Call) -> list[JsonObject]:
    """List the bot's servers."""
    found = sorted(
        (guild for guild in call.world.guilds.values() if call.bot_id in guild.members),
        key=lambda one: one.id,
    )
    after, before = int(call.query.get("after", "0")), int(call.query.get("before", str(1 << 63)))
    return [
        {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": guild.owner_id == call.bot_id,
            "permissions": str(perms.server_permissions(guild, guild.members[call.bot_id])),
            "features": ["COMMUNITY"],
        }
        for guild in found
        if after < guild.id < before
    ][: call.number("limit", 200, 1, 200)]


@routes.on("DELETE", "/users/@me/guilds/{guild_id}")
def leave_guild(call: Call) -> None:
    """Leave a server."""
    membership.remove_from_guild(call.world, call.guild(), call.bot_id)


@routes.on("GET", "/oauth2/applications/@me", "/applications/@me")
def application(call: Call) -> JsonObject:
    """Read the bot's own application."""
    return application_payload(call.world, call.application)


# commands


def _scope(call: Call) -> tuple[Application, int | None]:
    if call.id("application_id") != call.bot_id:
        raise refusal(50001)
    guild_id = call.guild().id if "guild_id" in call.parts else None
    return call.application, guild_id


def _command(call: Call) -> tuple[Application, Command]:
    owner, guild_id = _scope(call)
    found = owner.commands.get(call.id("command_id"))
    if found is None or found.guild_id != guild_id:
        raise refusal(10063)
    return owner, found


@routes.on("GET", GLOBAL, LOCAL)
def list_commands(call: Call) -> list[JsonObject]:
    """List registered commands of a scope."""
    owner, guild_id = _scope(call)
    return [command_payload(one) for one in commands.registered(owner, guild_id)]


@routes.on("PUT", GLOBAL, LOCAL)
def replace_commands(call: Call) -> list[JsonObject]:
    """Replace all commands of a scope."""
    owner, guild_id = _scope(call)
    kept = commands.replace_all(call.world, owner, guild_id, call.json_list)
    return [command_payload(one) for one in kept]


@routes.on("POST", GLOBAL, LOCAL)
def save_command(call: Call) -> Reply:
    """Register one command."""
    owner, guild_id = _scope(call)
    command, new = commands.save(call.world, owner, guild_id, call.json)
    return Reply(201 if new else 200, command_payload(command))


@routes.on("GET", GLOBAL + "/{command_id}", LOCAL + "/{command_id}")
def fetch_command(call: Call) -> JsonObject:
    """Read one command."""
    return command_payload(_command(call)[1])


@routes.on("PATCH", GLOBAL + "/{command_id}", LOCAL + "/{command_id}")
def change_command(call: Call) -> JsonObject:
    """Change one command."""
    owner, found = _command(call)
    return command_payload(commands.change(call.world, owner, found, call.json))


@routes.on("DELETE", GLOBAL + "/{command_id}", LOCAL + "/{command_id}")
def delete_command(call: Call) -> None:
    """Remove one command."""
    owner, found = _command(call)
    del owner.commands[found.id]


# interactions; their routes carry a token in the path and no Authorization


@routes.on("POST", "/interactions/{interaction_id}/{token}/callback")
def callback(call: Call) -> JsonObject | None:
    """Take the first answer to an interaction."""
    number = call.id("interaction_id")
    result = call.world.desk.answer(number, call.parts["token"], call.json, call.files)
    wanted = call.query.get("with_response", "").lower() in ("1", "true")
    return result if wanted else None


def _interaction(call: Call) -> Interaction:
    return call.world.desk.by_token(call.id("application_id"), call.parts["token"])


def _answer(call: Call) -> tuple[Interaction, Message]:
    interaction = _interaction(call)
    wanted = None if "message_id" not in call.parts else call.id("message_id")
    return interaction, call.world.desk.message_of(interaction, wanted)


@routes.on("POST", WEBHOOK)
def follow_up(call: Call) -> JsonObject:
    """Send a follow-up message."""
    message = call.world.desk.follow_up(_interaction(call), call.json, call.files)
    return message_payload(call.world, message)


@routes.on("GET", WEBHOOK + "/messages/@original", WEBHOOK + "/messages/{message_id}")
def fetch_answer(call: Call) -> JsonObject:
    """Read an answer."""
    return message_payload(call.world, _answer(call)[1])


@routes.on("PATCH", WEBHOOK + "/messages/@original", WEBHOOK + "/messages/{message_id}")
def change_answer(call: Call) -> JsonObject:
    """Edit an answer."""
    interaction, message = _answer(call)
    return message_payload(call.world, call.world.desk.change(interaction, message, call.json, call.files))


@routes.on("DELETE", WEBHOOK + "/messages/@original", WEBHOOK + "/messages/{message_id}")
def delete_answer(call: Call) -> None:
    """Delete an answer."""
    interaction, message = _answer(call)
    call.world.desk.delete(interaction, message)
