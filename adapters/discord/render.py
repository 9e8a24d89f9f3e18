"""Markup to Discord Markdown, in messages of at most 2000 characters; pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from adapters.discord.escape import ZERO_WIDTH, escaped
from core.text.markup import (
    Bold,
    Code,
    Italic,
    Lines,
    Link,
    Markup,
    Mention,
    Moment,
    Quote,
    Span,
    Text,
)

LONGEST = 2000
_FENCES = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class Pings:
    """The ids that a message may notify; everything else is switched off with ``allowed_mentions``."""

    people: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


def messages(markup: Markup, longest: int = LONGEST) -> list[str]:
    """The text as one message or more, cut at line ends with the formatting kept in every part; never empty."""
    done: list[str] = []
    for line in _fitting(_lines(markup), longest):
        if done and len(done[-1]) + 1 + len(line) <= longest:
            done[-1] += f"\n{line}"
        else:
            done.append(line)
    return [part if part.strip() else ZERO_WIDTH for part in done] or [ZERO_WIDTH]


def message(markup: Markup, longest: int = LONGEST) -> str:
    """The text as exactly one message; what does not fit is left out and marked with an ellipsis."""
    first, *rest = messages(markup, longest)
    if not rest:
        return first
    first, *_ = messages(markup, longest - 2)
    return f"{first}\n…"


def pings(markup: Markup) -> Pings:
    """Whom the text wants to notify."""
    found = [mention for mention in _mentions(markup) if mention.ping]
    return Pings(
        people=tuple(dict.fromkeys(mention.who.id for mention in found if mention.kind == "person")),
        roles=tuple(dict.fromkeys(mention.who.id for mention in found if mention.kind == "role")),
    )


def _mentions(markup: Markup) -> Iterable[Mention]:
    match markup:
        case Mention():
            yield markup
        case Bold(child) | Italic(child) | Quote(child):
            yield from _mentions(child)
        case Span(parts) | Lines(parts):
            for part in parts:
                yield from _mentions(part)
        case Text() | Code() | Link() | Moment():
            return


def _lines(markup: Markup) -> list[Markup]:
    """The same text as single lines, so that no formatting reaches over a line end."""
    match markup:
        case Text(value):
            return [Text(line) for line in value.split("\n")]
        case Bold(child):
            return [Bold(line) for line in _lines(_unquoted(child))]
        case Italic(child):
            return [Italic(line) for line in _lines(_unquoted(child))]
        case Quote(child):
            # Discord has no quote inside a quote.
            return [Quote(line) for line in _lines(_unquoted(child))]
        case Lines(parts):
            return [line for part in parts for line in _lines(part)]
        case Span(parts):
            return _joined_lines(parts)
        case Code() | Link() | Moment() | Mention():
            return [markup]


def _joined_lines(parts: Iterable[Markup]) -> list[Markup]:
    done: list[list[Markup]] = []  # Side by side, however many: a span in a span for each would be too deep.
    apart = True  # The next part begins a line of its own.
    for part in parts:
        fresh = _lines(part)
        if not fresh:
            continue
        quote = isinstance(fresh[0], Quote)
        if done and not apart and not quote:
            done[-1].append(fresh.pop(0))
        elif done and apart and _is_empty(fresh[0]) and len(fresh) > 1:
            fresh.pop(0)  # The line end after a quote is there already.
        done += [[line] for line in fresh]
        apart = isinstance(done[-1][-1], Quote)
    return [line[0] if len(line) == 1 else Span(tuple(line)) for line in done]


def _is_empty(line: Markup) -> bool:
    return isinstance(line, Text) and not line.value


def _unquoted(markup: Markup) -> Markup:
    match markup:
        case Quote(child):
            return _unquoted(child)
        case Bold(child):
            return Bold(_unquoted(child))
        case Italic(child):
            return Italic(_unquoted(child))
        case Span(parts):
            return Span(tuple(_unquoted(part) for part in parts))
        case Lines(parts):
            return Lines(tuple(_unquoted(part) for part in parts))
        case _:
            return markup


def _fitting(lines: Iterable[Markup], longest: int) -> Iterable[str]:
    waiting = list(lines)[::-1]
    while waiting:
        line = waiting.pop()
        shown = _line(line)
        if len(shown) <= longest:
            yield shown
        elif (halves := _cut(line, longest / len(shown))) is None:
            yield shown[:longest]
        else:
            waiting += halves[::-1]


def _cut(line: Markup, share: float) -> tuple[Markup, Markup] | None:
    """A line in two, the first with about this share of it, at a gap where there is one; None if it is too small."""
    match line:
        case Text(value) | Code(value) if len(value) > 1:
            # Marks and backslashes are not spread evenly: a little less, and again if that was still too much.
            end = max(1, int(len(value) * share * 0.97))
            gap = value.rfind(" ", end // 2, end)
            cut = gap + 1 if gap > 0 else end
            kind = type(line)
            return kind(value[:cut]), kind(value[cut:])
        case Span(parts) if len(parts) > 1:
            middle = len(parts) // 2
            return Span(parts[:middle]), Span(parts[middle:])
        case Span((part,)):
            return _cut(part, share)
        case Bold(child) | Italic(child) | Quote(child):
            halves = _cut(child, share)
            kind_of = type(line)
            return None if halves is None else (kind_of(halves[0]), kind_of(halves[1]))
        case Link(label, url) if len(label) > 1:
            return Text(label), Text(f" {url}")
        case _:
            return None


def _line(line: Markup) -> str:
    if isinstance(line, Quote):
        return f"> {_inline(line.child, bold=False, italic=False)}"
    return _inline(line, bold=False, italic=False)


def _inline(markup: Markup, *, bold: bool, italic: bool) -> str:
    match markup:
        case Text(value):
            return escaped(value, styled=bold or italic)
        case Bold(child):
            return _styled("**", _inline(child, bold=True, italic=italic), on=not bold)
        case Italic(child):
            return _styled("_", _inline(child, bold=bold, italic=True), on=not italic)
        case Code(value):
            return _code(value)
        case Link(label, url):
            return _link(label, url, styled=bold or italic)
        case Moment(at, relative):
            return f"<t:{int(at.timestamp())}:{'R' if relative else 'f'}>"
        case Mention(who, name, ping, kind):
            if ping and who.id.isdigit():
                return f"<@&{who.id}>" if kind == "role" else f"<@{who.id}>"
            return escaped(name, styled=bold or italic)
        case Quote(child):
            return _inline(child, bold=bold, italic=italic)
        case Span(parts):
            return _row([_inline(part, bold=bold, italic=italic) for part in parts])
        case Lines(parts):
            return "\n".join(_inline(part, bold=bold, italic=italic) for part in parts)


def _row(parts: list[str]) -> str:
    shown = ""
    for part in parts:
        # An underscore ends italics only before something that is no letter or digit.
        if shown.endswith("_") and not shown.endswith("\\_") and part[:1].isalnum():
            shown += ZERO_WIDTH
        shown += part
    return shown


def _styled(mark: str, inner: str, *, on: bool) -> str:
    """Blank edges stay outside the marks: Discord shows ``** word **`` with its stars."""
    core = inner.strip()
    if not core or not on:
        return inner
    start = inner.index(core)
    return f"{inner[:start]}{mark}{core}{mark}{inner[start + len(core) :]}"


def _code(value: str) -> str:
    value = " ".join(value.splitlines())
    longest = max((len(run) for run in _FENCES.findall(value)), default=0)
    if longest > 1:
        # Two backticks in a row need a fence of three, which would be a block.
        value, longest = _FENCES.sub(lambda run: "ˋ" * len(run.group()), value), 0
    if not value.strip():
        return value
    if longest == 0:
        return f"`{value}`"
    left, right = " " * value.startswith("`"), " " * value.endswith("`")
    return f"``{left}{value}{right}``"


def _link(label: str, url: str, *, styled: bool) -> str:
    target = url.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E").replace(")", "%29")
    if styled:
        target = target.replace("*", "%2A").replace("_", "%5F").replace("\\", "%5C")
    if label == url or not label.strip():
        return f"<{target}>"
    if "://" in label:
        # Discord shows the whole construct as it stands when the label looks like another address.
        return f"{escaped(label, styled=True)} <{target}>"
    return f"[{escaped(label, styled=True)}](<{target}>)"
