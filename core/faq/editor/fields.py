"""What a form holds of an entry, and an entry with what a form brought. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from core.faq.entry import Written
from core.forms import FORMS
from core.language import folded

ENTRY_FORM = "faq-entry"
ASKS_FORM = "faq-asks"
WHY_FORM = "faq-why"
# Written one to a line.
LISTS = frozenset({"asks", "never"})
_ITEM = re.compile(r"^\s*[-*•](?:\s+|$)")
# What a form never shows, and every change keeps.
KEPT = ("category", "related", "needs", "links", "reviewed")


@dataclass(frozen=True, slots=True)
class TooLong:
    """A value that no form can hold as it is."""

    name: str
    length: int
    longest: int


def values_of(form: str, written: Written) -> dict[str, str]:
    """The present words for the fields of a form; one that is too long for its field is there nevertheless."""
    if form not in (ENTRY_FORM, ASKS_FORM):
        return {}
    values: dict[str, str] = {}
    for field in FORMS[form].fields:
        value = getattr(written, field.name)
        values[field.name] = value if isinstance(value, str) else "\n".join(value)
    return values


def too_long(form: str, written: Written) -> list[TooLong]:
    """What a form leaves out, because it would have to cut it."""
    values = values_of(form, written)
    return [
        TooLong(field.name, len(values[field.name]), field.longest)
        for field in FORMS[form].fields
        if len(values[field.name]) > field.longest
    ]


def with_values(written: Written, values: Mapping[str, str]) -> Written:
    """The entry with the words of a form; what the form did not hold stays."""
    changes: dict[str, str | tuple[str, ...]] = {}
    for name in ("title", "short", "body"):
        if name in values:
            changes[name] = _clean(values[name])
    for name in sorted(LISTS):
        if name in values:
            changes[name] = lines_of(values[name])
    return msgspec.structs.replace(written, **changes)


def lines_of(text: str) -> tuple[str, ...]:
    """One phrase a line; dashes of a list, empty lines and repetitions are left out."""
    rows = (_ITEM.sub("", row).strip() for row in _clean(text).split("\n"))
    found: dict[str, str] = {}
    for row in rows:
        if row:
            found.setdefault(same(row), row)
    return tuple(found.values())


def same(phrase: str) -> str:
    """What two phrasings have in common that are one: case, spelling, spaces and the sign at the end do not count."""
    return " ".join(folded(phrase).split()).rstrip("?？!！。. ")


def changed(before: Written | None, after: Written | None) -> list[str]:
    """The names of the fields in which two versions differ, in the order of the form."""
    old, new = before or Written(), after or Written()
    names = [field.name for field in FORMS[ENTRY_FORM].fields]
    return [name for name in (*names, *KEPT) if getattr(old, name) != getattr(new, name)]


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
