"""Telegram's HTML: from marked-up text to text and entities (parse_mode=HTML), and back for a web page.

The rules are those of https://core.telegram.org/bots/api#html-style.
"""

import re
from dataclasses import dataclass, field
from html import escape

from bots.playground.telegram_entities import units
from bots.playground.telegram_errors import ApiError, bad_request
from bots.playground.telegram_records import JsonObject

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_TAG = re.compile(r"<(/?)([a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(r"\s*([a-zA-Z0-9-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([a-zA-Z0-9.-]+)))?")
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot);|#([0-9]{1,8});|#[xX]([0-9a-fA-F]{1,6});)")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_MENTION = re.compile(r"tg://user\?id=(\d+)")
_LANGUAGE = "language-"


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int
    at: int


@dataclass(slots=True)
class _Parsing:
    source: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[JsonObject] = field(default_factory=list)

    def add(self, text: str) -> None:
        plain = _REFERENCE.sub(_decode, text) if "&" in text else text
        self.parts.append(plain)
        self.length += units(plain)

    def error(self, what: str, position: int) -> ApiError:
        offset = len(self.source[:position].encode())
        return bad_request(f"can't parse entities: {what.format(offset=f'at byte offset {offset}')}")


def parse_html(source: str) -> tuple[str, list[JsonObject]]:
    """Text and entities of marked-up text; raises ApiError 400 "can't parse entities" as Telegram does."""
    parsing = _Parsing(source)
    position = 0
    while (found := _TAG.search(source, position)) is not None:
        parsing.add(source[position : found.start()])
        closing, name = found.group(1), found.group(2).lower()
        if closing:
            position = _close(parsing, name, found.start(), found.end())
        else:
            position = _open(parsing, name, found.start(), found.end())
    parsing.add(source[position:])
    if parsing.stack:
        tag = parsing.stack[-1].tag
        raise bad_request(f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\"")
    return trimmed("".join(parsing.parts), parsing.entities)


def trimmed(text: str, entities: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    """Text without white space at its ends, and the entities moved and shortened to fit."""
    kept = text.rstrip()
    end = units(kept)
    bare = kept.lstrip()
    lead = end - units(bare)
    fitting: list[JsonObject] = []
    for entity in entities:
        start = max(entity["offset"], lead)
        stop = min(entity["offset"] + entity["length"], end)
        if stop > start:
            fitting.append({**entity, "offset": start - lead, "length": stop - start})
    fitting.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return bare, fitting


def _decode(found: re.Match[str]) -> str:
    if found.group(1):
        return _NAMED[found.group(1)]
    code = int(found.group(2)) if found.group(2) else int(found.group(3), 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else found.group()


def _open(parsing: _Parsing, name: str, start: int, position: int) -> int:
    if name not in _TYPES:
        raise parsing.error(f'Unsupported start tag "{name}" {{offset}}', start)
    attributes: dict[str, str] = {}
    while (found := _ATTRIBUTE.match(parsing.source, position)) is not None:
        value = next((part for part in found.groups()[1:] if part is not None), "")
        attributes[found.group(1).lower()] = _REFERENCE.sub(_decode, value)
        position = found.end()
    while position < len(parsing.source) and parsing.source[position].isspace():
        position += 1
    if parsing.source[position : position + 1] != ">":
        raise parsing.error(f'Unclosed start tag "{name}" {{offset}}', start)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise parsing.error('Tag "span" must have class "tg-spoiler" {offset}', start)
    if name == "tg-emoji" and not attributes.get("emoji-id", "").isdigit():
        raise parsing.error('Tag "tg-emoji" must have a valid attribute "emoji-id" {offset}', start)
    if name == "tg-time" and not attributes.get("unix", "").isdigit():
        raise parsing.error('Tag "tg-time" must have a valid attribute "unix" {offset}', start)
    parsing.stack.append(_Open(name, attributes, parsing.length, start))
    return position + 1


def _close(parsing: _Parsing, name: str, start: int, position: int) -> int:
    if not parsing.stack:
        raise parsing.error("Unexpected end tag {offset}", start)
    opened = parsing.stack[-1]
    if name and name != opened.tag:
        raise parsing.error(f'Unmatched end tag {{offset}}, expected "</{opened.tag}>", found "</{name}>"', start)
    while position < len(parsing.source) and parsing.source[position].isspace():
        position += 1
    if parsing.source[position : position + 1] != ">":
        raise parsing.error("Unclosed end tag {offset}", start)
    parsing.stack.pop()
    length = parsing.length - opened.start
    if length > 0:
        _add_entity(parsing, opened, length)
    return position + 1


def _add_entity(parsing: _Parsing, opened: _Open, length: int) -> None:
    entity: JsonObject = {"type": _TYPES[opened.tag], "offset": opened.start, "length": length}
    match opened.tag:
        case "a":
            link = opened.attributes.get("href") or "".join(parsing.parts)[-length:]
            if found := _MENTION.fullmatch(link):
                entity |= {"type": "text_mention", "user": {"id": int(found.group(1))}}
            elif "." in link or "://" in link:
                entity["url"] = link if "://" in link else f"http://{link}/"
            else:
                # Telegram drops a link that leads nowhere and keeps its words.
                return
        case "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes["emoji-id"]
        case "tg-time":
            entity["unix_time"] = int(opened.attributes["unix"])
            if "format" in opened.attributes:
                entity["date_time_format"] = opened.attributes["format"]
        case "blockquote" if "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        case "pre" if parsing.entities and parsing.entities[-1].get("language"):
            inner = parsing.entities[-1]
            if (inner["offset"], inner["length"]) == (opened.start, length):
                inner["type"] = "pre"
                return
        case "code" if opened.attributes.get("class", "").startswith(_LANGUAGE):
            if parsing.stack and parsing.stack[-1].tag == "pre" and parsing.stack[-1].start == opened.start:
                entity["language"] = opened.attributes["class"].removeprefix(_LANGUAGE)
    parsing.entities.append(entity)


_SHOWN = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def render_html(text: str, entities: list[JsonObject]) -> str:
    """Safe HTML for a web page: everything people wrote is escaped, entities become tags with classes."""
    if not entities:
        return escape(text)
    raw = text.encode("utf-16-le")
    opening: dict[int, list[tuple[str, str]]] = {}
    cuts = {0, len(raw) // 2}
    closing: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda one: (one["offset"], -one["length"])):
        start, stop = entity["offset"], entity["offset"] + entity["length"]
        before, after = _tags(entity, raw[start * 2 : stop * 2].decode("utf-16-le", errors="replace"))
        opening.setdefault(start, []).append((before, after))
        closing.setdefault(stop, []).insert(0, after)
        cuts |= {start, stop}
    shown: list[str] = []
    ordered = sorted(cuts)
    for position, following in zip(ordered, [*ordered[1:], None], strict=True):
        shown += closing.get(position, [])
        shown += [before for before, _ in opening.get(position, [])]
        if following is not None:
            shown.append(escape(raw[position * 2 : following * 2].decode("utf-16-le", errors="replace")))
    return "".join(shown)


def _tags(entity: JsonObject, covered: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _SHOWN:
        return f"<{_SHOWN[kind]}>", f"</{_SHOWN[kind]}>"
    link = entity.get("url", covered if "://" in covered else f"http://{covered}")
    if kind in ("text_link", "url") and link.split("://")[0].lower() in ("http", "https", "tg"):
        return f'<a rel="noopener nofollow" href="{escape(link)}">', "</a>"
    return f'<span class="{escape(kind)}">', "</span>"
