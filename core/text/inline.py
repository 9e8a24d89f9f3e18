"""Formatting inside a short text: ``**bold**``, ``_italic_``, `` `code` ``, lines, and slots for arguments.

A slot is one private-use character. What an argument holds is put in only after the text was taken apart,
so a person's words can never become formatting.
"""

import re
from collections.abc import Sequence

from core.text.markup import Bold, Code, Italic, Lines, Markup, Span, Text, plain

FIRST_SLOT = 0xE000
LAST_SLOT = 0xF8FF

_SLOT = re.compile(f"[{chr(FIRST_SLOT)}-{chr(LAST_SLOT)}]")
# Underscores count only at the edges of a word, so that names such as chat_id stay as they are.
_MARK = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\*\*(?P<bold>[^\s*](?:[^\n]*?[^\s*])?)\*\*"
    r"|(?<!\w)_(?P<italic>[^\s_](?:[^\n_]*[^\s_])?)_(?!\w)"
)


def slot(number: int) -> str:
    """The character that stands for the argument of that number."""
    code_point = FIRST_SLOT + number
    assert code_point <= LAST_SLOT
    return chr(code_point)


def has_slot(text: str) -> bool:
    return _SLOT.search(text) is not None


def formatted(text: str, leaves: Sequence[Markup]) -> Markup:
    """Take a text apart; each slot in it becomes the leaf of its number."""
    rows = [_span(row, leaves) for row in text.split("\n")]
    return rows[0] if len(rows) == 1 else Lines(tuple(rows))


def _span(text: str, leaves: Sequence[Markup]) -> Markup:
    parts: list[Markup] = []
    at = 0
    for mark in _MARK.finditer(text):
        parts.extend(_filled(text[at : mark.start()], leaves))
        at = mark.end()
        match mark.lastgroup:
            case "code":
                parts.append(Code("".join(plain(part) for part in _filled(mark["code"], leaves))))
            case "bold":
                parts.append(Bold(_span(mark["bold"], leaves)))
            case _:
                parts.append(Italic(_span(mark["italic"], leaves)))
    parts.extend(_filled(text[at:], leaves))
    if not parts:
        return Text("")
    return parts[0] if len(parts) == 1 else Span(tuple(parts))


def _filled(text: str, leaves: Sequence[Markup]) -> list[Markup]:
    """Text without formatting, cut at its slots."""
    parts: list[Markup] = []
    at = 0
    for found in _SLOT.finditer(text):
        if found.start() > at:
            parts.append(Text(text[at : found.start()]))
        parts.append(leaves[ord(found[0]) - FIRST_SLOT])
        at = found.end()
    if at < len(text):
        parts.append(Text(text[at:]))
    return parts
