"""What a person fills in: command options, menu choices and modal fields, as clients accept them."""

from __future__ import annotations

from bots.playground.discord_components import ACTION_ROW, LABEL, SELECTS, STRING_SELECT, TEXT_INPUT
from bots.playground.discord_content import File, stored_file
from bots.playground.discord_errors import PlayError
from bots.playground.discord_payloads import (
    attachment_payload,
    bare_member_payload,
    channel_payload,
    role_payload,
    user_payload,
)
from bots.playground.discord_permissions import server_permissions
from bots.playground.discord_records import Channel, JsonObject
from bots.playground.discord_state import WorldState

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)


class Resolved:
    """Collects the objects behind the ids a person chose."""

    def __init__(self, world: WorldState, channel: Channel) -> None:
        self._world = world
        self._channel = channel
        self._guild = world.guilds.get(channel.guild_id or 0)
        self.data: JsonObject = {}

    def user(self, user_id: int) -> None:
        """Add a person, with their membership here."""
        user = self._world.users.get(user_id)
        if user is None:
            raise PlayError("There is no such person.")
        self.data.setdefault("users", {})[str(user_id)] = user_payload(user)
        member = self._guild.members.get(user_id) if self._guild is not None else None
        if member is not None and self._guild is not None:
            bare = bare_member_payload(member) | {"permissions": str(server_permissions(self._guild, member))}
            del bare["mute"], bare["deaf"]
            self.data.setdefault("members", {})[str(user_id)] = bare

    def role(self, role_id: int) -> None:
        """Add a role."""
        role = self._guild.roles.get(role_id) if self._guild is not None else None
        if role is None:
            raise PlayError("There is no such role here.")
        self.data.setdefault("roles", {})[str(role_id)] = role_payload(role)

    def channel(self, channel_id: int, user_id: int) -> None:
        """Add a channel the person can see."""
        channel = self._world.shown_channel(user_id, channel_id)
        granted = self._world.permissions(user_id, channel)
        payload = channel_payload(self._world, channel) | {"permissions": str(granted)}
        self.data.setdefault("channels", {})[str(channel_id)] = payload

    def file(self, given: File) -> int:
        """Upload a file and add it; returns its id."""
        stored = stored_file(self._world, self._channel.id, given, None, ephemeral=True)
        self.data.setdefault("attachments", {})[str(stored.id)] = attachment_payload(self._world, stored)
        return stored.id

    def mentionable(self, number: int) -> None:
        """Add a person or a role."""
        if self._guild is not None and number in self._guild.roles:
            self.role(number)
        else:
            self.user(number)


def option_values(
    options: list[JsonObject], given: dict[str, object], resolved: Resolved, user_id: int
) -> list[JsonObject]:
    """Return the options as the client sends them, or say what it would not accept."""
    names = {option["name"] for option in options}
    unknown = [name for name in given if name not in names]
    if unknown:
        raise PlayError(f"There is no option called {unknown[0]}.")
    values = []
    for option in options:
        name = option["name"]
        if name not in given or given[name] is None:
            if option.get("required"):
                raise PlayError(f"The option {name} is required.")
            continue
        value = _option_value(option, given[name], resolved, user_id)
        values.append({"name": name, "type": option["type"], "value": value})
    return values


def _option_value(option: JsonObject, value: object, resolved: Resolved, user_id: int) -> object:
    kind, name = option["type"], option["name"]
    if kind in (STRING, INTEGER, NUMBER) and option.get("choices"):
        for choice in option["choices"]:
            if value in (choice["value"], choice["name"]):
                return choice["value"]
        raise PlayError(f"{name} has to be one of the offered choices.")
    if kind == STRING:
        return _text(option, str(value))
    if kind in (INTEGER, NUMBER):
        return _number(option, value)
    if kind == BOOLEAN:
        if not isinstance(value, bool):
            raise PlayError(f"{name} is yes or no.")
        return value
    if kind == ATTACHMENT:
        if not isinstance(value, File):
            raise PlayError(f"{name} has to be a file.")
        return str(resolved.file(value))
    number = int(str(value))
    if kind == USER:
        resolved.user(number)
    elif kind == CHANNEL:
        resolved.channel(number, user_id)
        allowed = option.get("channel_types")
        if allowed and resolved.data["channels"][str(number)]["type"] not in allowed:
            raise PlayError(f"{name} does not take this kind of channel.")
    elif kind == ROLE:
        resolved.role(number)
    else:
        resolved.mentionable(number)
    return str(number)


def _text(option: JsonObject, value: str) -> str:
    if len(value) < option.get("min_length", 0):
        raise PlayError(f"{option['name']} has to have at least {option['min_length']} characters.")
    if len(value) > option.get("max_length", 6000):
        raise PlayError(f"{option['name']} may have at most {option.get('max_length', 6000)} characters.")
    return value


def _number(option: JsonObject, value: object) -> int | float:
    whole = option["type"] == INTEGER
    try:
        number: int | float = int(str(value)) if whole else float(str(value))
    except ValueError as error:
        raise PlayError(f"{option['name']} has to be a number.") from error
    if number < option.get("min_value", -(2**53)) or number > option.get("max_value", 2**53):
        raise PlayError(f"{option['name']} is out of range.")
    return number


def select_values(component: JsonObject, values: list[str], resolved: Resolved, user_id: int) -> list[str]:
    """Return what a person chose in a menu, or say what it would not accept."""
    least, most = component.get("min_values", 1), component.get("max_values", 1)
    if not least <= len(values) <= most:
        raise PlayError(f"Choose between {least} and {most}.")
    kind = component["type"]
    if kind == STRING_SELECT:
        offered = {option["value"] for option in component["options"]}
        if any(value not in offered for value in values):
            raise PlayError("That is not one of the offered options.")
        return values
    for value in values:
        if kind == 5:
            resolved.user(int(value))
        elif kind == 6:
            resolved.role(int(value))
        elif kind == 7:
            resolved.mentionable(int(value))
        else:
            resolved.channel(int(value), user_id)
    return values


def modal_values(
    components: list[JsonObject], values: dict[str, object], resolved: Resolved, user_id: int
) -> list[JsonObject]:
    """Return a filled-in modal as the client sends it, or say which field it would not accept."""
    filled: list[JsonObject] = []
    used: set[str] = set()
    for index, component in enumerate(components, start=1):
        if component["type"] == LABEL:
            inner = _filled(component["component"], values, resolved, user_id, index * 2, used)
            filled.append({"type": LABEL, "id": index * 2 - 1, "component": inner})
        elif component["type"] == ACTION_ROW:
            inner = _filled(component["components"][0], values, resolved, user_id, index * 2, used)
            filled.append({"type": ACTION_ROW, "id": index * 2 - 1, "components": [inner]})
    unknown = set(values) - used
    if unknown:
        raise PlayError(f"The form has no field {min(unknown)}.")
    return filled


def _filled(
    field: JsonObject,
    values: dict[str, object],
    resolved: Resolved,
    user_id: int,
    number: int,
    used: set[str],
) -> JsonObject:
    custom_id = field["custom_id"]
    used.add(custom_id)
    answer: JsonObject = {"type": field["type"], "id": field.get("id", number), "custom_id": custom_id}
    if field["type"] in SELECTS:
        chosen = values.get(custom_id, [])
        listed = [str(one) for one in chosen] if isinstance(chosen, list) else [str(chosen)]
        if not listed and not field.get("required", True):
            return answer | {"values": []}
        return answer | {"values": select_values(field, listed, resolved, user_id)}
    if field["type"] != TEXT_INPUT:
        raise PlayError(f"The field {custom_id} cannot be filled in here.")
    text = str(values.get(custom_id, field.get("value") or ""))
    if not text:
        if field.get("required", True):
            raise PlayError(f"The field {custom_id} is required.")
        return answer | {"value": ""}
    if not (field.get("min_length") or 0) <= len(text) <= (field.get("max_length") or 4000):
        raise PlayError(f"The field {custom_id} has the wrong length.")
    return answer | {"value": text}
