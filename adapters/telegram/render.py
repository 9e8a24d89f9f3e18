"""Markup and controls become Telegram's HTML and inline keyboards. Pure; every leaf is escaped.

Rules: https://core.telegram.org/bots/api#html-style and #formatting-options (what may stand inside what).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from core.effects import Button, Controls, Menu
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
from core.text.markup import plain as plain_words

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_TOAST = 200
_SHORT_LABEL = 18
_STYLES = frozenset({"primary", "success", "danger"})


@dataclass(frozen=True, slots=True, eq=False)
class _Tag:
    """Compared by identity, so that two quotes next to one another stay two."""

    name: str
    attributes: str = ""


@dataclass(frozen=True, slots=True)
class _Run:
    """Words under the tags that are open around them, outermost first."""

    words: str
    tags: tuple[_Tag, ...] = ()


@dataclass(slots=True)
class _Piece:
    """The runs of one message and its length so far in UTF-16 units."""

    runs: list[_Run] = field(default_factory=list)
    length: int = 0


def pieces(markup: Markup, longest: int = LONGEST_TEXT) -> list[str]:
    """The HTML of one or more messages, each at most ``longest`` UTF-16 units after its tags are read.

    It is split at the end of a line, else at a space, else anywhere but inside a character; the line break or
    space that was split at is dropped. Telegram refuses blank messages, so blank pieces are left out.
    """
    found: list[_Piece] = [_Piece()]
    for run in _runs(markup, ()):
        _add(found, run, longest)
    return [_html(piece.runs) for piece in found if any(run.words.strip() for run in piece.runs)]


def plain(markup: Markup, longest: int) -> str:
    """The words alone, cut to ``longest`` characters, for the passing notice on a button."""
    whole = plain_words(markup)
    return whole if len(whole) <= longest else whole[: longest - 1] + "…"


def keyboard(controls: Controls, *, username: str, private: bool) -> InlineKeyboardMarkup | None:
    """``private``: the message goes to a private chat, where no button has to lead into one."""
    rows = _menu(controls.menu) if controls.menu is not None else []
    for row in controls.rows:
        buttons = [_button(button, username=username, private=private) for button in row]
        rows.append([button for button in buttons if button is not None])
    rows = [row for row in rows if row]
    return InlineKeyboardMarkup(rows) if rows else None


def utf16(words: str) -> int:
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2


def _menu(menu: Menu) -> list[list[InlineKeyboardButton]]:
    buttons = [
        InlineKeyboardButton(option.label, callback_data=token)
        for option, token in zip(menu.options, menu.option_tokens, strict=True)
    ]
    across = 2 if all(len(option.label) <= _SHORT_LABEL for option in menu.options) else 1
    return [buttons[start : start + across] for start in range(0, len(buttons), across)]


def _button(button: Button, *, username: str, private: bool) -> InlineKeyboardButton | None:
    style = button.style if button.style in _STYLES else None
    if button.url is not None:
        return InlineKeyboardButton(button.label, url=button.url, style=style)
    if not button.token:
        return None
    if button.private and not private:
        link = f"https://t.me/{username}?start={button.token}"
        return InlineKeyboardButton(button.label, url=link, style=style)
    return InlineKeyboardButton(button.label, callback_data=button.token, style=style)


def _runs(markup: Markup, tags: tuple[_Tag, ...]) -> Iterator[_Run]:
    match markup:
        case Text(value):
            yield _Run(value, tags)
        case Code(value):
            # Telegram allows code inside a quote, and inside nothing else.
            yield _Run(value, (*(tag for tag in tags if tag.name == "blockquote"), _Tag("code")))
        case Bold(child):
            yield from _runs(child, (*tags, _Tag("b")))
        case Italic(child):
            yield from _runs(child, (*tags, _Tag("i")))
        case Quote(child):
            quoted = any(tag.name == "blockquote" for tag in tags)  # quotes may not be nested
            yield from _runs(child, tags if quoted else (_Tag("blockquote"), *tags))
        case Link(label, url):
            yield _Run(label or url, (*tags, _Tag("a", f' href="{escape(url)}"')))
        case Moment():
            yield _Run(plain_words(markup), tags)
        case Mention(who, name, ping, kind):
            loud = ping and kind == "person" and who.id.isdecimal()
            yield _Run(name, (*tags, _Tag("a", f' href="tg://user?id={who.id}"')) if loud else tags)
        case Span(parts):
            for part in parts:
                yield from _runs(part, tags)
        case Lines(parts):
            for number, part in enumerate(parts):
                if number:
                    yield _Run("\n", tags)
                yield from _runs(part, tags)


def _add(found: list[_Piece], run: _Run, longest: int) -> None:
    """Append a run, opening new pieces while it is too long for the last one."""
    words = run.words
    while found[-1].length + utf16(words) > longest:
        piece = found[-1]
        fits = _prefix(words, longest - piece.length)
        if words[fits : fits + 1] == "\n":  # the break stands exactly behind what fits
            end, start = fits, fits + 1
        elif (broken := words.rfind("\n", 0, fits)) >= 0:
            end, start = broken, broken + 1
        elif (rest := _unfinished_line(piece)) is not None:
            found.append(rest)
            continue
        elif (space := words.rfind(" ", 0, fits)) > 0:
            end, start = space, space + 1
        else:
            end, start = fits, fits
        if end:
            piece.runs.append(_Run(words[:end], run.tags))
        words = words[start:]
        found.append(_Piece())
    if words:
        found[-1].runs.append(_Run(words, run.tags))
        found[-1].length += utf16(words)


def _unfinished_line(piece: _Piece) -> _Piece | None:
    """Take the last, unfinished line out of a piece; None where there is no line break to cut at."""
    for at in range(len(piece.runs) - 1, -1, -1):
        run = piece.runs[at]
        cut = run.words.rfind("\n")
        if cut < 0:
            continue
        rest = [_Run(run.words[cut + 1 :], run.tags)] if run.words[cut + 1 :] else []
        rest += piece.runs[at + 1 :]
        piece.runs[at:] = [_Run(run.words[:cut], run.tags)] if cut else []
        piece.length = sum(utf16(left.words) for left in piece.runs)
        return _Piece(rest, sum(utf16(left.words) for left in rest))
    return None


def _prefix(words: str, units: int) -> int:
    """How many characters fit into ``units`` UTF-16 units."""
    if words.isascii():
        return max(0, min(len(words), units))
    left = units
    for number, character in enumerate(words):
        left -= 2 if ord(character) > 0xFFFF else 1
        if left < 0:
            return number
    return len(words)


def _html(runs: list[_Run]) -> str:
    written: list[str] = []
    stack: tuple[_Tag, ...] = ()
    for run in (*runs, _Run("")):
        same = 0
        while same < min(len(stack), len(run.tags)) and stack[same] is run.tags[same]:
            same += 1
        written += [f"</{tag.name}>" for tag in reversed(stack[same:])]
        written += [f"<{tag.name}{tag.attributes}>" for tag in run.tags[same:]]
        written.append(escape(run.words, quote=False))
        stack = run.tags
    return "".join(written)
