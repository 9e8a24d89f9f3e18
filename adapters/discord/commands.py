"""The core's commands as Discord's application commands, registered only when they changed."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from adapters.discord.authors import DISCORD
from adapters.discord.components import JsonObject, shortened
from adapters.discord.rest import Rest
from core.channel import Intake
from core.commands import COMMANDS, Audience, Command, Parameter
from core.text.catalog import Texts

log = logging.getLogger(__name__)

# https://discord.com/developers/docs/interactions/application-commands
_SLASH, _USER_MENU, _MESSAGE_MENU = 1, 2, 3
_STRING = 3
_IN_SERVERS, _IN_DIRECT = 0, 1
_INSTALLED_IN_SERVER = 0
_MANAGE_MESSAGES = str(1 << 13)
_LONGEST_TEXT, _LONGEST_MENU = 100, 32
_NOT_HERE = frozenset({"start", "cancel"})  # Discord has no start message, and its forms are closed, not cancelled.
# Discord's locale -> hint for the catalogue. Discord has no Tamil.
_LOCALES: Mapping[str, str] = MappingProxyType({"zh-CN": "zh-CN", "zh-TW": "zh-TW"})

COMMANDS_HERE: tuple[Command, ...] = tuple(command for command in COMMANDS if command.name not in _NOT_HERE)


def menu_labels(texts: Texts, commands: Sequence[Command] = COMMANDS_HERE) -> dict[str, str]:
    """The name under which each context-menu entry is registered -> the command it stands for."""
    return {_label(texts, texts.default, one): one.name for one in commands if one.context is not None}


def definitions(texts: Texts, contexts: Sequence[int], commands: Sequence[Command] = COMMANDS_HERE) -> list[JsonObject]:
    """Everything to register for these contexts, in the form of Discord's bulk overwrite."""
    done: list[JsonObject] = []
    for command in commands:
        places = [place for place in contexts if _belongs(command, place)]
        if places:
            done.append(_slash(texts, command, places))
            if command.context is not None and _IN_SERVERS in places:
                done.append(_menu(texts, command))
    return done


def _belongs(command: Command, place: int) -> bool:
    if place == _IN_DIRECT:
        return command.private and command.audience is Audience.EVERYONE
    return command.group


def _slash(texts: Texts, command: Command, contexts: Sequence[int]) -> JsonObject:
    return {
        "type": _SLASH,
        "name": command.name,
        **_described(texts, f"command-{command.name}"),
        "options": [_option(texts, command, parameter) for parameter in _required_first(command.parameters)],
        "contexts": list(contexts),
        "integration_types": [_INSTALLED_IN_SERVER],
        "default_member_permissions": _MANAGE_MESSAGES if command.audience is Audience.STAFF else None,
    }


def _required_first(parameters: Sequence[Parameter]) -> list[Parameter]:
    return sorted(parameters, key=lambda parameter: not parameter.required)


def _option(texts: Texts, command: Command, parameter: Parameter) -> JsonObject:
    option: JsonObject = {
        "type": _STRING,
        "name": parameter.name,
        **_described(texts, f"command-{command.name}-{parameter.name}"),
        "required": parameter.required,
    }
    if parameter.choices:
        return option | {"choices": [{"name": choice, "value": choice} for choice in parameter.choices]}
    return option | {"max_length": parameter.longest, "autocomplete": parameter.completes}


def _menu(texts: Texts, command: Command) -> JsonObject:
    return {
        "type": _MESSAGE_MENU if command.context == "message" else _USER_MENU,
        "name": _label(texts, texts.default, command),
        "name_localizations": {name: _label(texts, locale, command) for name, locale in _translations(texts).items()},
        "contexts": [_IN_SERVERS],
        "integration_types": [_INSTALLED_IN_SERVER],
        "default_member_permissions": _MANAGE_MESSAGES if command.audience is Audience.STAFF else None,
    }


def _label(texts: Texts, locale: str, command: Command) -> str:
    return shortened(texts.words(locale, f"command-{command.name}-menu"), _LONGEST_MENU)


def _described(texts: Texts, key: str) -> JsonObject:
    return {
        "description": shortened(texts.words(texts.default, key), _LONGEST_TEXT),
        "description_localizations": {
            name: shortened(texts.words(locale, key), _LONGEST_TEXT) for name, locale in _translations(texts).items()
        },
    }


def _translations(texts: Texts) -> dict[str, str]:
    picked = {name: texts.pick(hint) for name, hint in _LOCALES.items()}
    return {name: locale for name, locale in picked.items() if locale != texts.default}


class CommandRegistry:
    """Registers commands at Discord when they differ from what was registered last.

    With a server configured they are that server's own, where a change shows at once; what also works in direct
    messages is then registered globally for direct messages alone.
    """

    def __init__(self, rest: Rest, intake: Intake, texts: Texts, guild_id: int | None) -> None:
        self._rest = rest
        self._intake = intake
        self._texts = texts
        self._guild_id = guild_id

    async def sync(self, application_id: int) -> None:
        """Raises what Rest.call raises; whatever was registered stays."""
        if self._guild_id is None:
            await self._put(application_id, None, definitions(self._texts, (_IN_SERVERS, _IN_DIRECT)))
            return
        await self._put(application_id, self._guild_id, definitions(self._texts, (_IN_SERVERS,)))
        await self._put(application_id, None, definitions(self._texts, (_IN_DIRECT,)))

    async def _put(self, application_id: int, guild_id: int | None, commands: list[JsonObject]) -> None:
        key = f"commands:{application_id}:{guild_id or 'everywhere'}"
        now = hashlib.sha256(msgspec.json.encode(commands)).hexdigest()
        if await self._intake.remembered(DISCORD, key) == now:
            return
        path = "/applications/{application_id}/commands"
        if guild_id is None:
            await self._rest.call("PUT", path, application_id=application_id, json=commands)
        else:
            path = "/applications/{application_id}/guilds/{guild_id}/commands"
            await self._rest.call("PUT", path, application_id=application_id, guild_id=guild_id, json=commands)
        await self._intake.remember(DISCORD, key, now)
        log.info("commands registered guild=%s count=%d", guild_id or "everywhere", len(commands))
