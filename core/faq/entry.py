"""One answer in one language: as its author writes it, as it is shown, and what can be wrong with it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec
import yaml

from core.text.markdown import markup_of
from core.text.markup import Markup

SHORT_LIMIT = 350
TITLE_LIMIT = 80

CATEGORIES = (
    "account",
    "transaction",
    "technical",
    "security",
    "project",
    "legal",
    "support",
    "network",
    "education",
)
_TOPIC = re.compile(r"[a-z0-9]+(?:[._][a-z0-9_]+)*")


class Front(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The lines between the dashes of a pack's file."""

    title: str = ""
    category: str = ""
    asks: tuple[str, ...] = ()
    short: str = ""
    related: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    reviewed: date | None = None


class Written(Front, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An entry in its author's words: the front matter and, as Markdown, the full answer below it."""

    body: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer in one language.

    ``short`` and ``body`` may hold ``{name}``, ``{links}`` and ``{link:<name>}``, see core.faq.fill.
    ``needs`` is what a person should have at hand when they go on to a human, ``never`` what nobody should
    do, ``links`` the names of the official links in the answer, ``source`` the file or revision it comes from.
    ``written`` is what its author wrote, where it was read from words. ``asked``: further ways of asking, for the
    search alone.
    """

    topic: str
    locale: str
    title: str
    category: str
    asks: tuple[str, ...]
    short: Markup
    body: Markup
    related: tuple[str, ...] = ()
    needs: tuple[Markup, ...] = ()
    never: tuple[Markup, ...] = ()
    links: tuple[str, ...] = ()
    reviewed: date | None = None
    source: str = ""
    written: Written | None = None
    asked: tuple[str, ...] = ()


class Wrong(StrEnum):
    """What can be wrong with an entry taken by itself."""

    TOPIC = "topic"
    NO_TITLE = "no-title"
    NO_SHORT = "no-short"
    NO_ASKS = "no-asks"
    NO_BODY = "no-body"
    EMPTY_ASK = "empty-ask"
    CATEGORY = "category"
    LONG_SHORT = "long-short"
    LONG_TITLE = "long-title"


@dataclass(frozen=True, slots=True)
class Fault:
    """``key``: the line of the front matter it belongs to. ``length`` and ``longest`` where something is too long."""

    key: str
    wrong: Wrong
    length: int = 0
    longest: int = 0


def entry_of(topic: str, locale: str, written: Written, source: str) -> Entry:
    """The entry that an author's words make."""
    return Entry(
        topic=topic,
        locale=locale,
        title=written.title,
        category=written.category,
        asks=written.asks,
        short=markup_of(written.short),
        body=markup_of(written.body),
        related=written.related,
        needs=tuple(markup_of(need) for need in written.needs),
        never=tuple(markup_of(warning) for warning in written.never),
        links=written.links,
        reviewed=written.reviewed,
        source=source,
        written=written,
    )


def file_of(written: Written) -> str:
    """The file of a content pack that says the same; core.faq.pack reads it back to equal words."""
    front = {key: value for key, value in msgspec.structs.asdict(written).items() if value and key != "body"}
    lists = {key: list(value) if isinstance(value, tuple) else value for key, value in front.items()}
    # One line for each value, however long: what a person compares line by line must not be folded anew.
    head = yaml.safe_dump(lists, allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"---\n{head}---\n{written.body}\n"


def faults(topic: str, front: Front, body: str) -> Iterator[Fault]:
    """Everything wrong with an entry by itself, wherever it was written."""
    if not is_topic(topic):
        yield Fault("title", Wrong.TOPIC)
    if not front.title.strip():
        yield Fault("title", Wrong.NO_TITLE)
    if not front.short.strip():
        yield Fault("short", Wrong.NO_SHORT)
    if front.category not in CATEGORIES:
        yield Fault("category", Wrong.CATEGORY)
    if not front.asks:
        yield Fault("asks", Wrong.NO_ASKS)
    if any(not ask.strip() for ask in front.asks):
        yield Fault("asks", Wrong.EMPTY_ASK)
    if len(front.short) > SHORT_LIMIT:
        yield Fault("short", Wrong.LONG_SHORT, len(front.short), SHORT_LIMIT)
    if len(front.title) > TITLE_LIMIT:
        yield Fault("title", Wrong.LONG_TITLE, len(front.title), TITLE_LIMIT)
    if not body.strip():
        yield Fault("title", Wrong.NO_BODY)


def is_topic(name: str) -> bool:
    """Whether a name can be a topic's: small letters, digits, dots and underscores, as in account.locked."""
    return _TOPIC.fullmatch(name) is not None
