"""Tells Telegram which commands to offer, by kind of chat and language, and only when they have changed."""

import logging
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Protocol

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from core.channel import Intake
from core.commands import COMMANDS, Audience
from core.ids import ChannelName

log = logging.getLogger(__name__)

# https://core.telegram.org/bots/api#botcommand
_LONGEST_DESCRIPTION = 256


class CommandTexts(Protocol):
    """The part of ``core.text.catalog.Texts`` that is needed here."""

    @property
    def locales(self) -> Sequence[str]: ...

    def pick(self, *hints: str | None) -> str: ...

    def words(self, locale: str, key: str, /, **arguments: str | int) -> str: ...


async def register_commands(bot: Bot, texts: CommandTexts, intake: Intake, channel: ChannelName) -> None:
    """Raises TelegramError; a later call goes on with what is missing."""
    for scope, language, commands in command_lists(texts):
        key = f"commands:{scope.type}:{language or 'any'}"
        written = "\n".join(f"{command.command} {command.description}" for command in commands)
        digest = sha256(written.encode()).hexdigest()
        if await intake.remembered(channel, key) == digest:
            continue
        await bot.set_my_commands(commands, scope=scope, language_code=language)
        await intake.remember(channel, key, digest)
        log.info("commands registered scope=%s language=%s", scope.type, language or "any")


def command_lists(texts: CommandTexts) -> Iterator[tuple[BotCommandScope, str | None, list[BotCommand]]]:
    """For each scope a list for everybody and one for each further language, without staff commands."""
    everyone = [command for command in COMMANDS if command.audience is Audience.EVERYONE]
    scopes: tuple[tuple[BotCommandScope, list[str]], ...] = (
        (BotCommandScopeAllPrivateChats(), [command.name for command in everyone if command.private]),
        (BotCommandScopeAllGroupChats(), [command.name for command in everyone if command.group]),
    )
    for scope, names in scopes:
        for language, locale in _languages(texts):
            yield scope, language, [_described(name, texts, locale) for name in names]


def _languages(texts: CommandTexts) -> list[tuple[str | None, str]]:
    """Telegram knows languages by two letters only, so that one of several scripts has to stand for all."""
    default = texts.pick()
    languages: dict[str | None, str] = {None: default}
    for locale in texts.locales:
        language = locale.split("-")[0]
        if language != default.split("-")[0]:
            languages.setdefault(language, texts.pick(language))
    return list(languages.items())


def _described(name: str, texts: CommandTexts, locale: str) -> BotCommand:
    return BotCommand(name, texts.words(locale, f"command-{name}")[:_LONGEST_DESCRIPTION])
