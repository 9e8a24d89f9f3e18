"""Finding commands, mentions, links and tags in plain text; offsets count UTF-16 units as in Telegram."""

import re

from bots.playground.telegram_records import JsonObject

_TOP_LEVEL = (
    "com|org|net|io|me|co|app|dev|xyz|info|finance|network|exchange|money|cash|link|site|online|top|club|live|pro|"
    "vip|support|help|gg|ai|eth|fi|eu|de|fr|uk|ru|us|ch|cc|tv|biz|store|shop|tech|cloud|example|to|so|is|ly|it|es|pl"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    (
        "url",
        re.compile(
            rf"(?:https?|tg|ftp)://[^\s<>\"]+|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:{_TOP_LEVEL})\b(?:[/?#:][^\s<>\"]*)?",
            re.IGNORECASE,
        ),
    ),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/@#])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("hashtag", re.compile(r"(?<![\w#&])#(?=\w*[^\W\d])\w{1,255}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?!\w)")),
    ("phone_number", re.compile(r"(?<!\w)\+\d[\d -]{8,16}\d(?!\w)")),
)
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})
_MAY_MATCH = re.compile(r"[@/#$+.:]")


def units(text: str) -> int:
    """The length of the text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def slice_units(text: str, offset: int, length: int) -> str:
    """The part of the text that an entity covers."""
    raw = text.encode("utf-16-le")[offset * 2 : (offset + length) * 2]
    return raw.decode("utf-16-le", errors="replace")


def find_entities(text: str, given: list[JsonObject] | None = None) -> list[JsonObject]:
    """The given entities together with those that Telegram finds by itself, sorted as Telegram sorts them."""
    entities = list(given or [])
    if not _MAY_MATCH.search(text):
        return sorted(entities, key=_order)
    closed = [_span(entity) for entity in entities if entity["type"] in _OPAQUE]
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            words = found.group().rstrip(".,;:!?'\")]}") if kind == "url" else found.group()
            start = units(text[: found.start()])
            end = start + units(words)
            if any(start < other_end and other_start < end for other_start, other_end in closed):
                continue
            closed.append((start, end))
            entities.append({"type": kind, "offset": start, "length": end - start})
    return sorted(entities, key=_order)


def _span(entity: JsonObject) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _order(entity: JsonObject) -> tuple[int, int]:
    return entity["offset"], -entity["length"]
