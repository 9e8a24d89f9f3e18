"""A tiny tree for formatted text: what people wrote is always a ``Text`` leaf, which each adapter escapes."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from core.ids import PersonRef


class Text(msgspec.Struct, frozen=True, tag="t"):
    """Plain words; shown exactly, whatever characters they hold."""

    value: str


class Bold(msgspec.Struct, frozen=True, tag="b"):
    child: "Markup"


class Italic(msgspec.Struct, frozen=True, tag="i"):
    child: "Markup"


class Code(msgspec.Struct, frozen=True, tag="c"):
    """Fixed-width words, for commands, numbers and defanged links."""

    value: str


class Link(msgspec.Struct, frozen=True, tag="a"):
    """A link of ours (never one that a person wrote), with a label."""

    label: str
    url: str


class Quote(msgspec.Struct, frozen=True, tag="q"):
    """Somebody's words set off from ours."""

    child: "Markup"


class Moment(msgspec.Struct, frozen=True, tag="m"):
    """A point in time (aware, UTC); shown in the reader's zone where the platform can."""

    at: datetime
    relative: bool = False


class Mention(msgspec.Struct, frozen=True, tag="p"):
    """A person's or role's name that notifies only when ``ping`` is set; ``kind`` is person or role."""

    who: PersonRef
    name: str
    ping: bool = False
    kind: str = "person"


class Span(msgspec.Struct, frozen=True, tag="s"):
    """Parts one after the other, with nothing between them."""

    parts: "tuple[Markup, ...]"


class Lines(msgspec.Struct, frozen=True, tag="l"):
    """Parts below one another."""

    parts: "tuple[Markup, ...]"


Markup = Text | Bold | Italic | Code | Link | Quote | Moment | Mention | Span | Lines


def span(*parts: Markup | str) -> Markup:
    """Join parts without a gap; strings become ``Text`` leaves."""
    return Span(tuple(Text(part) if isinstance(part, str) else part for part in parts))


def lines(*parts: Markup | str | None) -> Markup:
    """Stack parts; ``None`` is left out, an empty string is an empty line."""
    return Lines(tuple(Text(part) if isinstance(part, str) else part for part in parts if part is not None))


def plain(markup: Markup) -> str:
    """The words alone, as a reader without formatting would see them."""
    match markup:
        case Text(value) | Code(value):
            return value
        case Bold(child) | Italic(child) | Quote(child):
            return plain(child)
        case Link(label, url):
            return label if label == url else f"{label} ({url})"
        case Moment(at):
            return at.strftime("%Y-%m-%d %H:%M UTC")
        case Mention(_, name):
            return name
        case Span(parts):
            return "".join(plain(part) for part in parts)
        case Lines(parts):
            return "\n".join(plain(part) for part in parts)


def joined(parts: Iterable[Markup], between: str) -> Markup:
    """Parts in a row with ``between`` between them."""
    row: list[Markup] = []
    for part in parts:
        if row:
            row.append(Text(between))
        row.append(part)
    return Span(tuple(row))
