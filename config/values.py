"""Kinds of values that settings are made of: durations, platform ids, addresses of servers, time zones."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
)

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_PIECES = re.compile(r"(?:\d+[smhdw])+")
_PIECE = re.compile(r"(\d+)([smhdw])")
# ISO 8601 without years and months, whose length depends on when they begin.
_ISO = re.compile(r"P(?=.)(?:\d+W)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?")
_ISO_PIECE = re.compile(r"(\d+)([WDHMS])")
_LONGEST = timedelta(weeks=520)
DURATION_REMEDY = 'write a number and its unit in quotes, such as "90s", "10m", "1h30m", "7d" or "1w"'
_TELEGRAM_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_DISCORD_TOKEN = re.compile(r"[A-Za-z0-9._:-]+")
# The signs that Telegram allows for secret_token of setWebhook.
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")


class UnfitError(ValueError):
    """A value that a setting cannot take: what is wrong with it, and what to write instead."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.remedy = remedy


class Section(BaseModel):
    """A table of the settings file: unknown keys are errors, values never change after the start."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def parse_duration(value: object) -> timedelta:
    """Read `90s`, `10m`, `1h30m`, `7d`, `1w` or ISO 8601 such as `PT24H`; a number needs its unit."""
    if isinstance(value, timedelta):
        return value
    if isinstance(value, str):
        compact = value.strip()
        if _PIECES.fullmatch(compact):
            pieces = _PIECE.findall(compact)
        elif _ISO.fullmatch(compact):
            pieces = _ISO_PIECE.findall(compact)
        else:
            raise UnfitError("is not a duration", DURATION_REMEDY)
        seconds = sum(int(count) * _SECONDS[unit.lower()] for count, unit in pieces)
        if seconds > _LONGEST.total_seconds():
            raise UnfitError("is longer than ten years", DURATION_REMEDY)
        return timedelta(seconds=seconds)
    raise UnfitError("is a duration without a unit", DURATION_REMEDY)


def format_duration(value: timedelta) -> str:
    """Write a duration of whole seconds the way the settings file spells it, for example `1h30m`."""
    left = int(value.total_seconds())
    written = ""
    for unit in ("d", "h", "m", "s"):
        count, left = divmod(left, _SECONDS[unit])
        written += f"{count}{unit}" if count else ""
    return written or "0s"


def _longer_than_nothing(value: timedelta) -> timedelta:
    if not value:
        raise UnfitError("is no time at all", "write a longer duration")
    return value


def _address(*schemes: str) -> Callable[[str], str]:
    beginnings = " or ".join(f"{scheme}://" for scheme in schemes)

    def checked(value: str) -> str:
        unfit = UnfitError("is not a valid address", f"write an address that begins with {beginnings}")
        try:
            parts = urlsplit(value)
            # Asking for the port is what finds a bad one.
            valid = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        except ValueError as error:
            raise unfit from error
        if not valid or not value.isprintable() or " " in value:
            raise unfit
        return value

    return checked


def _without_last_slash(value: str) -> str:
    return value.rstrip("/")


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        remedy = "write a name such as Europe/Berlin, Asia/Singapore or UTC"
        raise UnfitError("is not a time zone of the IANA list", remedy) from error
    return value


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise UnfitError("is not a language tag", "write a tag such as en, ta, zh-Hans or pt-BR")
    return value


def _telegram_token(value: SecretStr) -> SecretStr:
    if not _TELEGRAM_TOKEN.fullmatch(value.get_secret_value()):
        remedy = "copy it whole from @BotFather: digits, a colon, then letters, digits, _ and -"
        raise UnfitError("is not shaped like a token of Telegram", remedy)
    return value


def _discord_token(value: SecretStr) -> SecretStr:
    if not _DISCORD_TOKEN.fullmatch(value.get_secret_value()):
        remedy = "copy it whole from the page Bot of the developer portal, without the word Bot before it"
        raise UnfitError("is not shaped like a token of Discord", remedy)
    return value


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
        raise UnfitError("is not a word Telegram accepts", "use 1 to 256 of the signs A-Z, a-z, 0-9, _ and -")
    return value


def _list_of_words(value: object) -> object:
    """An environment variable is one text, with commas between its words; a lone number was read as JSON."""
    if isinstance(value, int):
        return [value]
    if isinstance(value, str):
        return [word.strip() for word in value.split(",") if word.strip()]
    return value


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
PositiveDuration = Annotated[Duration, AfterValidator(_longer_than_nothing)]
LinkAddress = Annotated[str, AfterValidator(_address("http", "https"))]
ServerAddress = Annotated[LinkAddress, AfterValidator(_without_last_slash)]
PublicAddress = Annotated[str, AfterValidator(_address("https")), AfterValidator(_without_last_slash)]
GatewayAddress = Annotated[str, AfterValidator(_address("ws", "wss"))]
TimeZoneName = Annotated[str, AfterValidator(_time_zone)]
LanguageTag = Annotated[str, AfterValidator(_language)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
TelegramToken = Annotated[SecretStr, AfterValidator(_telegram_token)]
DiscordToken = Annotated[SecretStr, AfterValidator(_discord_token)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]
PersonId = Annotated[int, Field(gt=0)]
Snowflake = Annotated[int, Field(gt=0, lt=2**63)]
GroupId = Annotated[int, Field(lt=0)]
Snowflakes = Annotated[tuple[Snowflake, ...], BeforeValidator(_list_of_words)]
LanguageTags = Annotated[tuple[LanguageTag, ...], BeforeValidator(_list_of_words), Field(min_length=1)]
