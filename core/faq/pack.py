"""The FAQ of content packs: ``<pack>/faq/<topic>/<locale>.md`` and what the search needs beside the entries.

``<topic>/asked.toml`` has further ways of asking by locale, ``questions.toml`` the cues by language, ``silence.toml``
lines that are no questions to us, ``calibration.toml`` what evidence is worth and where the limits are.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar, assert_never

import msgspec
import yaml

from core.errors import PackError
from core.faq.calibration import Calibration
from core.faq.entry import CATEGORIES, SHORT_LIMIT, TITLE_LIMIT, Entry, Fault, Front, Written, Wrong, entry_of, faults

__all__ = ["CATEGORIES", "SHORT_LIMIT", "TITLE_LIMIT", "Cues", "Entry", "FaqPack", "load_faq", "written_of"]

_Shape = TypeVar("_Shape")
# The same language as SafeLoader, ten times as fast where PyYAML was built with libyaml.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FRONT = re.compile(r"\A---\n(.*?)^---\n(.*)\Z", re.DOTALL | re.MULTILINE)


class _FileFront(Front, frozen=True, forbid_unknown_fields=True):
    """What a file may say beyond an entry: that it takes away that of an earlier pack."""

    removed: bool = False


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
    """All entries by topic and locale; cues and lines to be silent about by language."""

    entries: Mapping[str, Mapping[str, Entry]]
    cues: Mapping[str, Cues]
    silence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    calibration: Calibration | None = None

    def all(self) -> Iterator[Entry]:
        for by_locale in self.entries.values():
            yield from by_locale.values()


@dataclass(slots=True)
class _Reading:
    """What was read so far, and every problem on the way."""

    entries: dict[str, dict[str, Entry]] = field(default_factory=dict)
    cues: dict[str, Cues] = field(default_factory=dict)
    asked: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    silence: dict[str, tuple[str, ...]] = field(default_factory=dict)
    calibration: Calibration | None = None
    problems: list[str] = field(default_factory=list)


def load_faq(packs: Sequence[Path]) -> FaqPack:
    """Read the packs in order; a later one replaces single files, or removes one with ``removed: true``.

    Raises PackError with every problem found, one on each line, as ``file:line: problem``.
    """
    reading = _Reading()
    for pack in packs:
        for file in sorted((pack / "faq").glob("*/*.md")):
            _read_entry(file, reading)
        for file in sorted((pack / "faq").glob("*/asked.toml")):
            found = _read_toml(file, dict[str, tuple[str, ...]], reading) or {}
            reading.asked.update({(file.parent.name, locale): lines for locale, lines in found.items()})
        reading.cues.update(_read_toml(pack / "faq" / "questions.toml", dict[str, Cues], reading) or {})
        reading.silence.update(_read_toml(pack / "faq" / "silence.toml", dict[str, tuple[str, ...]], reading) or {})
        _read_calibration(pack / "faq" / "calibration.toml", reading)
    reading.problems.extend(_mismatches(reading.entries))
    if reading.problems:
        raise PackError("\n".join(reading.problems))
    entries = {topic: _with_asked(found, reading) for topic, found in reading.entries.items() if found}
    return FaqPack(entries, reading.cues, reading.silence, reading.calibration)


def _with_asked(found: Mapping[str, Entry], reading: _Reading) -> dict[str, Entry]:
    return {
        locale: replace(entry, asked=reading.asked.get((entry.topic, locale), ())) for locale, entry in found.items()
    }


def written_of(text: str) -> Written:
    """The words of a file that core.faq.entry.file_of made; raises PackError for anything else."""
    found = _FRONT.match(text)
    if found is None:
        raise PackError("no front matter between two lines of ---")
    try:
        return _written(msgspec.convert(yaml.load(found[1], Loader=_LOADER) or {}, _FileFront), found[2])
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise PackError(str(error)) from error


def _read_entry(file: Path, reading: _Reading) -> None:
    topic, locale = file.parent.name, file.stem
    found = _FRONT.match(file.read_text("utf-8"))
    if found is None:
        reading.problems.append(f"{file}:1: begins without front matter between two lines of ---")
        return
    try:
        front = msgspec.convert(yaml.load(found[1], Loader=_LOADER) or {}, _FileFront)
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
    for fault in faults(topic, front, found[2]):
        reading.problems.append(f"{file}:{_line(found[1], fault.key)}: {_told(fault, topic)}")
    locales[locale] = entry_of(topic, locale, _written(front, found[2]), str(file))


def _written(front: _FileFront, body: str) -> Written:
    said = msgspec.structs.asdict(front)
    del said["removed"]
    return Written(**said, body=body.strip("\n"))


def _told(fault: Fault, topic: str) -> str:
    """A fault in words for whoever writes packs."""
    match fault.wrong:
        case Wrong.TOPIC:
            return f"the folder's name {topic!r} is not a topic such as account.locked"
        case Wrong.NO_TITLE | Wrong.NO_SHORT:
            return f"{fault.key} is missing"
        case Wrong.CATEGORY:
            return f"category is one of {', '.join(CATEGORIES)}"
        case Wrong.NO_ASKS:
            return "asks needs at least one phrasing"
        case Wrong.EMPTY_ASK:
            return "a phrasing is empty"
        case Wrong.LONG_SHORT:
            return f"short has {fault.length} characters, at most {fault.longest} are shown"
        case Wrong.LONG_TITLE:
            return f"title has {fault.length} characters, at most {fault.longest} fit a button"
        case Wrong.NO_BODY:
            return "the full answer below the front matter is missing"
        case _:
            assert_never(fault.wrong)


def _read_calibration(file: Path, reading: _Reading) -> None:
    found = _read_toml(file, Calibration, reading)
    if found is not None:
        reading.problems.extend(f"{file}:1: {fault}" for fault in found.faults())
        reading.calibration = found


def _read_toml(file: Path, shape: type[_Shape], reading: _Reading) -> _Shape | None:
    """What a file holds; None when it is not there or wrong, which is then noted."""
    if not file.is_file():
        return None
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), shape)
    except tomllib.TOMLDecodeError as error:
        reading.problems.append(f"{file}: {error}")
    except msgspec.ValidationError as error:
        reading.problems.append(f"{file}:1: {error}")
    return None


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
