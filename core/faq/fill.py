"""Fills the placeholders of an answer from the community's profile."""

import re

from core.community import Community
from core.text.markup import Bold, Code, Italic, Lines, Link, Markup, Mention, Moment, Quote, Span, Text

_PLACEHOLDER = re.compile(r"\{(name|links|link:([^{}\n]+))\}")


class _NoSuchLink(Exception):
    """The community has no link of that name; the line that needs it is left out."""


def filled(markup: Markup, community: Community) -> Markup:
    """The answer with the community's name and links; a line whose link the community lacks is left out."""
    try:
        return _fill(markup, community)
    except _NoSuchLink:
        return Text("")


def _fill(markup: Markup, community: Community) -> Markup:
    match markup:
        case Text(value):
            return _fill_text(value, community)
        case Bold(child):
            return Bold(_fill(child, community))
        case Italic(child):
            return Italic(_fill(child, community))
        case Quote(child):
            return Quote(_fill(child, community))
        case Span(parts):
            return Span(tuple(_fill(part, community) for part in parts))
        case Lines(parts):
            return _fill_lines(parts, community)
        case Code() | Link() | Moment() | Mention():
            return markup


def _fill_lines(parts: tuple[Markup, ...], community: Community) -> Markup:
    rows: list[Markup] = []
    for part in parts:
        try:
            row = _fill(part, community)
        except _NoSuchLink:
            continue
        if row != Text("") or (rows and rows[-1] != row):
            rows.append(row)
    while rows and rows[-1] == Text(""):
        rows.pop()
    return Lines(tuple(rows))


def _fill_text(value: str, community: Community) -> Markup:
    parts: list[Markup] = []
    at = 0
    for found in _PLACEHOLDER.finditer(value):
        if found.start() > at:
            parts.append(Text(value[at : found.start()]))
        parts.append(_value(found, community))
        at = found.end()
    if not parts:
        return Text(value)
    if at < len(value):
        parts.append(Text(value[at:]))
    return parts[0] if len(parts) == 1 else Span(tuple(parts))


def _value(found: re.Match[str], community: Community) -> Markup:
    if found[1] == "name":
        return Text(community.name)
    if found[1] == "links":
        if not community.links:
            raise _NoSuchLink
        rows = (Span((Text(f"{link.name}: "), Link(link.url, link.url))) for link in community.links)
        return Lines(tuple(rows))
    wanted = found[2].strip().casefold()
    for link in community.links:
        if link.name.casefold() == wanted:
            return Link(link.name, link.url)
    raise _NoSuchLink
