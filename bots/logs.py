"""Logging set-up: lines for people or JSON, with tokens cut out and no way for user text to forge a line."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal, TextIO

REMOVED = "[removed]"

# Shapes of secrets that libraries put into URLs, headers and tracebacks. Real tokens are long; the short ones
# of tests and other secrets are cut because set_up() is told them.
_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    # A Telegram token in a path (`/bot123:abc/getMe`, also percent-encoded) or anywhere else.
    (re.compile(r"(?i)(/bot)\d+(?::|%3a)[A-Za-z0-9_-]+"), rf"\g<1>{REMOVED}"),
    (re.compile(r"(?i)(?<![A-Za-z0-9])\d{6,}(?::|%3a)[A-Za-z0-9_-]{30,}"), REMOVED),
    # A Discord token: the bot's id, a time and a signature, each in URL-safe base64.
    (re.compile(r"(?<![\w.-])[A-Za-z0-9_-]{17,}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,}"), REMOVED),
    # The token of a Discord webhook or interaction follows the id in the path.
    (re.compile(r"(?i)(/(?:webhooks|interactions)/\d+/)[A-Za-z0-9._-]+"), rf"\g<1>{REMOVED}"),
    # Headers.
    (
        re.compile(r"(?i)\b(Authorization['\"]?\s*[:=]\s*['\"]?(?:Bot\s+|Bearer\s+)?)[^\s'\",}]+"),
        rf"\g<1>{REMOVED}",
    ),
    (
        re.compile(r"(?i)(X-Telegram-Bot-Api-Secret-Token['\"]?\s*[:=]\s*['\"]?)[^\s'\",}]+"),
        rf"\g<1>{REMOVED}",
    ),
    (re.compile(r"\b(Bot )[A-Za-z0-9_.:-]{20,}"), rf"\g<1>{REMOVED}"),
)
# Everything a terminal or a log reader may take for the end of a line or for a command: C0, DEL, C1, the
# Unicode separators, and the marks that turn the direction of writing.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["console", "json"]


class Redaction:
    """Cuts given secrets, and whatever has the shape of a token, out of texts."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # The longest goes first: a secret may be the beginning of another one.
        known = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        if self._known is not None:
            text = self._known.sub(REMOVED, text)
        for shape, replacement in _SHAPES:
            text = shape.sub(replacement, text)
        return text


class RedactingFilter(logging.Filter):
    """Stands on a handler: replaces message, arguments and traceback of a record by texts without secrets.

    Changes the record itself, as a filter of Python 3.11 can do no other; handlers after it get it without
    secrets too.
    """

    def __init__(self, redact: Redaction) -> None:
        super().__init__()
        self._redact = redact
        self._tracebacks = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self._redact(_message(record)), None
        if record.exc_info and not record.exc_text:
            # Formatters take this text instead of formatting the exception once more.
            record.exc_text = self._tracebacks.formatException(record.exc_info)
        record.exc_text = self._redact(record.exc_text) if record.exc_text else None
        record.stack_info = self._redact(record.stack_info) if record.stack_info else None
        for name, value in _extras(record).items():
            setattr(record, name, value if isinstance(value, int | float | None) else self._redact(str(value)))
        return True


class ConsoleFormatter(logging.Formatter):
    """One line for a record; lines of a traceback follow, moved in so that none looks like a record."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        head = f"{when} {record.levelname.lower():8} {record.name}: {one_line(record.getMessage())}"
        below = [part for part in (record.exc_text, record.stack_info) if part]
        return "\n".join([head, *(f"    | {one_line(line)}" for part in below for line in part.split("\n"))])


class JsonFormatter(logging.Formatter):
    """One JSON object on one line for a record."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_extras(record),
        }
        if record.exc_text:
            line["traceback"] = record.exc_text
        if record.stack_info:
            line["stack"] = record.stack_info
        return json.dumps(line, ensure_ascii=True)


def set_up(level: Level, format: Format, secrets: Iterable[str], stream: TextIO | None = None) -> logging.Handler:
    """Send every log record of the process to one handler on `stream` (standard error), without secrets.

    Calling it again replaces what the call before set up. Returns the handler.
    """
    handler = logging.StreamHandler(stream if stream is not None else sys.stderr)
    handler.setFormatter(JsonFormatter() if format == "json" else ConsoleFormatter())
    handler.addFilter(RedactingFilter(Redaction(secrets)))
    root = logging.getLogger()
    for old in [old for old in root.handlers if any(isinstance(one, RedactingFilter) for one in old.filters)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(level.upper())
    # These write a line for each request, with the token in its URL; their warnings stay.
    for noisy in ("httpx", "httpcore", "aiosqlite", "apscheduler"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
    # At debug they write what people say, and python-telegram-bot the token of a bot when it is made.
    for talkative in ("telegram", "discord"):
        logging.getLogger(talkative).setLevel(max(logging.INFO, root.level))
    logging.captureWarnings(True)
    return handler


def one_line(text: str) -> str:
    """Write control signs as escapes: what a person typed stays one line and cannot steer a terminal."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError) as error:
        # A wrong %-argument must not lose the record, nor print it unfiltered as logging would.
        return f"{record.msg} (arguments do not fit: {type(error).__name__})"


def _extras(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _STANDARD}
