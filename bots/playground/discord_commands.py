"""Application commands: what may be registered, and what a person's client lets them send.

Limits follow Discord's documentation, "Application Commands".
"""

from __future__ import annotations

from collections.abc import Iterable

from bots.playground import discord_permissions as perms
from bots.playground.discord_errors import FormProblems, PlayError, refusal
from bots.playground.discord_records import Application, Channel, Command, JsonObject
from bots.playground.discord_state import WorldState

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, NUMBER = 3, 4, 10
COUNT_LIMITS = {SLASH: 100, USER_MENU: 15, MESSAGE_MENU: 15}
KEPT_FIELDS = ("name_localizations", "description_localizations", "contexts", "integration_types")


def _good_name(name: str) -> bool:
    body = all(letter.isalnum() or letter in "-_'" for letter in name)
    return 1 <= len(name) <= 32 and body and name == name.lower()


def normalised(body: JsonObject, *, path: str = "") -> JsonObject:
    """Check a command definition and return it as Discord stores it; refuses with 50035."""
    problems = FormProblems()
    kind = body.get("type") or SLASH
    name, words = str(body.get("name") or ""), str(body.get("description") or "")
    if kind == SLASH:
        _check_slash_name(f"{path}name", name, problems)
        problems.too_long(f"{path}description", words, 100, 1)
        _check_options(f"{path}options", body.get("options") or [], 0, problems)
    else:
        problems.too_long(f"{path}name", name, 32, 1)
        if words:
            text = "Context menu commands cannot have a description"
            problems.add(f"{path}description", "APPLICATION_COMMANDS_CONTEXT_MENU_DESCRIPTION", text)
    problems.check()
    data: JsonObject = {
        "type": kind,
        "name": name,
        "description": words,
        "default_member_permissions": _text_or_none(body.get("default_member_permissions")),
        "dm_permission": bool(body.get("dm_permission", True)),
        "nsfw": bool(body.get("nsfw", False)),
        "contexts": None,
        "integration_types": [0],
        "name_localizations": None,
        "description_localizations": None,
    }
    data |= {key: body[key] for key in KEPT_FIELDS if body.get(key) is not None}
    if body.get("options"):
        data["options"] = [_stored_option(option) for option in body["options"]]
    return data


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _stored_option(option: JsonObject) -> JsonObject:
    stored = {key: value for key, value in option.items() if value is not None}
    if "options" in stored:
        stored["options"] = [_stored_option(child) for child in stored["options"]]
    return stored


def _check_slash_name(path: str, name: str, problems: FormProblems) -> None:
    if not _good_name(name):
        problems.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_options(path: str, options: list[JsonObject], depth: int, problems: FormProblems) -> None:
    if len(options) > 25:
        problems.add(path, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    names: set[str] = set()
    optional_seen = False
    for index, option in enumerate(options):
        here, kind = f"{path}.{index}", option.get("type")
        name = str(option.get("name") or "")
        _check_slash_name(f"{here}.name", name, problems)
        problems.too_long(f"{here}.description", str(option.get("description") or ""), 100, 1)
        if name in names:
            words = "Option names must be unique"
            problems.add(f"{here}.name", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", words)
        names.add(name)
        if kind not in range(1, 12):
            problems.add(f"{here}.type", "BASE_TYPE_CHOICES", "Value must be an option type.")
        elif kind in (SUBCOMMAND, GROUP):
            if depth >= 2 or (kind == GROUP and depth > 0):
                problems.add(f"{here}.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deeply")
            _check_options(f"{here}.options", option.get("options") or [], depth + 1, problems)
        else:
            if option.get("required") and optional_seen:
                words = "Required options must be placed before non-required options"
                problems.add(f"{here}.required", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words)
            optional_seen = optional_seen or not option.get("required")
            _check_choices(here, option, problems)


def _check_choices(path: str, option: JsonObject, problems: FormProblems) -> None:
    choices = option.get("choices") or []
    if len(choices) > 25:
        problems.add(f"{path}.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    if choices and option.get("autocomplete"):
        words = "Autocomplete and choices cannot both be given"
        problems.add(path, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", words)
    for index, choice in enumerate(choices):
        problems.too_long(f"{path}.choices.{index}.name", str(choice.get("name") or ""), 100, 1)


def registered(application: Application, guild_id: int | None) -> list[Command]:
    """Return an application's commands of one scope."""
    return [one for one in application.commands.values() if one.guild_id == guild_id]


def replace_all(
    world: WorldState, application: Application, guild_id: int | None, bodies: list[JsonObject]
) -> list[Command]:
    """Make these the only commands of a scope; a name that stays keeps its id."""
    definitions = [normalised(body, path=f"{index}.") for index, body in enumerate(bodies)]
    problems = FormProblems()
    keys = [(one["type"], one["name"]) for one in definitions]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            words = "Application command names must be unique"
            problems.add(str(index), "APPLICATION_COMMANDS_DUPLICATE_NAME", words)
    problems.check()
    _check_counts(definitions)
    known = {(one.kind, one.name): one for one in registered(application, guild_id)}
    for gone in known.values():
        del application.commands[gone.id]
    kept = []
    for key, data in zip(keys, definitions, strict=True):
        number = known[key].id if key in known else world.snowflake()
        command = Command(number, application.id, guild_id, world.snowflake(), data)
        application.commands[number] = command
        kept.append(command)
    _tell(world, application)
    return kept


def save(world: WorldState, application: Application, guild_id: int | None, body: JsonObject) -> tuple[Command, bool]:
    """Register one command, replacing one of the same name; says whether it is new."""
    data = normalised(body)
    same = [one for one in registered(application, guild_id) if (one.kind, one.name) == (data["type"], data["name"])]
    if not same:
        _check_counts([*(one.data for one in registered(application, guild_id)), data])
    number = same[0].id if same else world.snowflake()
    command = Command(number, application.id, guild_id, world.snowflake(), data)
    application.commands[number] = command
    _tell(world, application)
    return command, not same


def change(world: WorldState, application: Application, command: Command, body: JsonObject) -> Command:
    """Apply a partial update."""
    data = normalised(command.data | body | {"type": command.kind})
    changed = Command(command.id, application.id, command.guild_id, world.snowflake(), data)
    application.commands[command.id] = changed
    _tell(world, application)
    return changed


def _tell(world: WorldState, application: Application) -> None:
    world.notify("commands", application_id=str(application.id), count=len(application.commands))


def _check_counts(definitions: Iterable[JsonObject]) -> None:
    kinds = [one["type"] for one in definitions]
    if any(kinds.count(kind) > limit for kind, limit in COUNT_LIMITS.items()):
        raise refusal(30032)


# the person's side


def available(world: WorldState, user_id: int, channel: Channel) -> list[Command]:
    """Return the commands a person's client offers in a channel."""
    bots = list(channel.recipients) if channel.guild_id is None else list(world.guilds[channel.guild_id].members)
    offered = []
    for application in world.applications.values():
        if application.id in bots:
            offered += [one for one in application.commands.values() if why_not(world, user_id, channel, one) is None]
    return offered


def why_not(world: WorldState, user_id: int, channel: Channel, command: Command) -> str | None:
    """Say why a client does not offer a command to this person here; None means that it does."""
    contexts = command.data["contexts"]
    if channel.guild_id is None:
        if command.guild_id is not None:
            return "This command belongs to a server."
        if (contexts is not None and 1 not in contexts) or not command.data["dm_permission"]:
            return "This command is not for direct messages."
        return None
    if command.guild_id not in (None, channel.guild_id):
        return "This command belongs to another server."
    if contexts is not None and 0 not in contexts:
        return "This command is for direct messages only."
    granted = world.permissions(user_id, channel)
    if not granted & perms.USE_APPLICATION_COMMANDS:
        return "No permission to use commands here."
    needed = command.data["default_member_permissions"]
    if needed is not None and granted != perms.ALL_PERMISSIONS:
        bits = int(needed)
        if bits == 0 or granted & bits != bits:
            return "This command is for members with more permissions."
    return None


def find_for(
    world: WorldState, user_id: int, channel: Channel, kind: int, name: str, application_id: int | None
) -> Command:
    """Return the command a person means, or say why their client does not offer it."""
    bots = set(channel.recipients) if channel.guild_id is None else set(world.guilds[channel.guild_id].members)
    matches = [
        command
        for application in world.applications.values()
        if application.id in bots and application_id in (None, application.id)
        for command in application.commands.values()
        if command.kind == kind and command.name == name and command.guild_id in (None, channel.guild_id)
    ]
    if not matches:
        raise PlayError(f"There is no command called {name} here.")
    command = max(matches, key=lambda one: one.guild_id is not None)
    reason = why_not(world, user_id, channel, command)
    if reason is not None:
        raise PlayError(reason)
    return command


def leaf_options(command: Command, path: list[str]) -> list[JsonObject]:
    """Return the options at the end of a subcommand path, or say that the path is wrong."""
    options: list[JsonObject] = command.data.get("options") or []
    for step in path:
        found = next((one for one in options if one["name"] == step and one["type"] in (SUBCOMMAND, GROUP)), None)
        if found is None:
            raise PlayError(f"/{command.name} has no part called {step}.")
        options = found.get("options") or []
    if any(one["type"] in (SUBCOMMAND, GROUP) for one in options):
        raise PlayError(f"/{' '.join([command.name, *path])} needs a subcommand.")
    return options


def nested(command: Command, path: list[str], values: list[JsonObject]) -> list[JsonObject]:
    """Wrap option values into their subcommands, as the client sends them."""
    options: list[JsonObject] = command.data.get("options") or []
    kinds = []
    for step in path:
        found = next(one for one in options if one["name"] == step)
        kinds.append((step, found["type"]))
        options = found.get("options") or []
    for step, kind in reversed(kinds):
        values = [{"name": step, "type": kind, "options": values}]
    return values
