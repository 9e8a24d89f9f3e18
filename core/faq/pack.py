"""FAQ entries and cues of content packs: ``<pack>/faq/<topic>/<locale>.md`` and ``faq/questions.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec
import yaml

from core.errors import PackError
from core.text.markdown import markup_of
from core.text.markup import Markup

SHORT_LIMIT = 350
TITLE_LIMIT = 80

_FRONT = re.compile(r"\A---\n(.*?)^---\n(.*)\Z", re.DOTALL | re.MULTILINE)
_TOPIC = re.compile(r"[a-z0-9]+(?:[._][a-z0-9_]+)*")
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


class _Front(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lines between the dashes, as an author writes them."""

    title: str = ""
    category: str = ""
    asks: tuple[str, ...] = ()
    short: str = ""
    related: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    reviewed: date | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer in one language.

    ``short`` and ``body`` may hold ``{name}``, ``{links}`` and ``{link:<name>}``, see core.faq.fill.
    ``needs`` is what a person should have at hand when they go on to a human, ``never`` what nobody should
    do, ``links`` the names of the official links in the answer, ``source`` the file it was read from.
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


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By what a question or a problem is known in one language.

    ``ask`` and ``problem`` are whole words, or parts of words where ``inside`` is set (scripts without
    spaces, languages that glue endings on); a space at the end of a part means the end of a word. ``start``
    counts only where a message begins, after greetings. ``telling`` begins advice or thanks (or is inside it):
    a problem told that way is not the writer's. ``filler`` words say nothing about the topic, those of ``ask``
    and ``start`` very little.
    """

    ask: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    problem: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    filler: tuple[str, ...] = ()
    inside: bool = False


@dataclass(frozen=True, slots=True)
class FaqPack:
    """All entries by topic and locale, and the cues by language."""

    entries: Mapping[str, Mapping[str, Entry]]
    cues: Mapping[str, Cues]

    def all(self) -> Iterator[Entry]:
        for by_locale in self.entries.values():
            yield from by_locale.values()


@dataclass(slots=True)
class _Reading:
    """What was read so far, and every problem on the way."""

    entries: dict[str, dict[str, Entry]] = field(default_factory=dict)
    cues: dict[str, Cues] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def load_faq(packs: Sequence[Path]) -> FaqPack:
    """Read the packs in order; a later one replaces single files, or removes one with ``removed: true``.

    Raises PackError with every problem found, one on each line, as ``file:line: problem``.
    """
    reading = _Reading()
    for pack in packs:
        for file in sorted((pack / "faq").glob("*/*.md")):
            _read_entry(file, reading)
        cues = pack / "faq" / "questions.toml"
        if cues.is_file():
            _read_cues(cues, reading)
    reading.problems.extend(_mismatches(reading.entries))
    if reading.problems:
        raise PackError("\n".join(reading.problems))
    return FaqPack({topic: found for topic, found in reading.entries.items() if found}, reading.cues)


def _read_entry(file: Path, reading: _Reading) -> None:
    topic, locale = file.parent.name, file.stem
    found = _FRONT.match(file.read_text("utf-8"))
    if found is None:
        reading.problems.append(f"{file}:1: begins without front matter between two lines of ---")
        return
    try:
        front = msgspec.convert(yaml.safe_load(found[1]) or {}, _Front)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        reading.problems.append(f"{file}:{line}: {error.problem}")
        return
    except msgspec.ValidationError as error:
        reading.problems.append(f"{file}:{_line_of(found[1], str(error))}: {error}")
        return
    locales = reading.entries.setdefault(topic, {})
    if front.removed:
        locales.pop(locale, None)
        return
    reading.problems.extend(f"{file}:{_line(found[1], key)}: {what}" for key, what in _faults(topic, front, found[2]))
    locales[locale] = Entry(
        topic=topic,
        locale=locale,
        title=front.title,
        category=front.category,
        asks=front.asks,
        short=markup_of(front.short),
        body=markup_of(found[2]),
        related=front.related,
        needs=tuple(markup_of(need) for need in front.needs),
        never=tuple(markup_of(warning) for warning in front.never),
        links=front.links,
        reviewed=front.reviewed,
        source=str(file),
    )


def _faults(topic: str, front: _Front, body: str) -> Iterator[tuple[str, str]]:
    """Each problem with the key whose line it belongs to."""
    if not _TOPIC.fullmatch(topic):
        yield "title", f"the folder's name {topic!r} is not a topic such as account.locked"
    for key in ("title", "short"):
        if not getattr(front, key).strip():
            yield key, f"{key} is missing"
    if front.category not in CATEGORIES:
        yield "category", f"category is one of {', '.join(CATEGORIES)}"
    if not front.asks:
        yield "asks", "asks needs at least one phrasing"
    if any(not ask.strip() for ask in front.asks):
        yield "asks", "a phrasing is empty"
    if len(front.short) > SHORT_LIMIT:
        yield "short", f"short has {len(front.short)} characters, at most {SHORT_LIMIT} are shown"
    if len(front.title) > TITLE_LIMIT:
        yield "title", f"title has {len(front.title)} characters, at most {TITLE_LIMIT} fit a button"
    if not body.strip():
        yield "title", "the full answer below the front matter is missing"


def _read_cues(file: Path, reading: _Reading) -> None:
    try:
        cues = msgspec.convert(tomllib.loads(file.read_text("utf-8")), dict[str, Cues])
    except tomllib.TOMLDecodeError as error:
        reading.problems.append(f"{file}: {error}")
    except msgspec.ValidationError as error:
        reading.problems.append(f"{file}:1: {error}")
    else:
        reading.cues.update(cues)


def _mismatches(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[str]:
    """Problems between entries: categories that differ from one language to another, relatives nobody has."""
    topics = {topic for topic, found in entries.items() if found}
    for locales in entries.values():
        categories = sorted({entry.category for entry in locales.values()})
        for entry in locales.values():
            if len(categories) > 1:
                yield f"{entry.source}:1: category differs between languages: {', '.join(categories)}"
            for related in entry.related:
                if related not in topics:
                    yield f"{entry.source}:1: related topic {related} has no entry"


def _line(front: str, key: str) -> int:
    """The line of the file on which a key stands; the front matter begins on the second."""
    found = re.search(rf"^{re.escape(key)}:", front, re.MULTILINE)
    return front.count("\n", 0, found.start()) + 2 if found else 1


def _line_of(front: str, error: str) -> int:
    named = re.search(r"\$\.(\w+)|field `(\w+)`", error)
    return _line(front, named[1] or named[2]) if named else 1
