"""Short texts by key and locale, arguments filled in as markup; nobody outside core.text knows of Fluent."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.runtime.types import FluentInt, FluentType
from fluent.syntax import ast

from core.errors import PackError
from core.text.inline import formatted, slot
from core.text.markup import Markup, Moment, Text, lines, plain
from core.text.sources import Source, arguments, load_sources

log = logging.getLogger(__name__)

Argument = str | int | datetime | Markup


class _Slot(FluentType):
    """An argument on its way through Fluent: shows as one private-use character, compares as its words."""

    __slots__ = ("leaf", "leaves")

    def __init__(self, leaf: Markup, leaves: list[Markup]) -> None:
        self.leaf = leaf
        self.leaves = leaves

    def __eq__(self, other: object) -> bool:
        return isinstance(self.leaf, Text) and self.leaf.value == other

    def __hash__(self) -> int:
        return hash(self.leaf)

    def format(self, locale: object) -> str:
        self.leaves.append(self.leaf)
        return slot(len(self.leaves) - 1)


def _relative(moment: object) -> _Slot:
    """RELATIVE($when): shown as "in 5 minutes" where the platform can."""
    if not isinstance(moment, _Slot) or not isinstance(moment.leaf, Moment):
        raise TypeError("RELATIVE takes a point in time")
    return _Slot(Moment(moment.leaf.at, relative=True), moment.leaves)


@dataclass(frozen=True, slots=True)
class _Locale:
    bundle: FluentBundle
    arguments: Mapping[str, frozenset[str]]


class Texts:
    """What the suite says to people. Asking never raises: a fault is logged once and answered readably."""

    def __init__(self, locales: Mapping[str, _Locale], default: str) -> None:
        self._locales = locales
        self._reported: set[tuple[str, str, str]] = set()
        self.default = default
        self.locales: tuple[str, ...] = (default, *sorted(name for name in locales if name != default))
        self._by_tag = {name.casefold(): name for name in self.locales}

    @staticmethod
    def load(packs: Sequence[Path], *, default: str = "en") -> "Texts":
        """Read ``<pack>/<locale>/*.ftl``; later packs replace texts. Raises PackError with every problem."""
        sources = load_sources(packs)
        if default not in sources:
            searched = ", ".join(str(pack / default) for pack in packs)
            raise PackError(f"no texts in the default language: {searched}")
        return Texts({name: _locale(name, entries) for name, entries in sources.items()}, default)

    def pick(self, *hints: str | None) -> str:
        """The locale for the first BCP 47 hint that leads to one, else the default."""
        for hint in hints:
            if hint and (found := self._find(hint)):
                return found
        return self.default

    def has(self, locale: str, key: str) -> bool:
        """Whether this very locale has the text."""
        return locale in self._locales and key in self._locales[locale].arguments

    def keys(self, locale: str) -> Mapping[str, frozenset[str]]:
        """Every text of a locale with the names of its arguments."""
        return self._locales[locale].arguments

    def ui(self, locale: str, key: str, /, **arguments: Argument) -> Markup:
        """A text as markup; strings among the arguments are shown exactly as they are."""
        for name in (locale, self.default):
            if self._complete(name, key, arguments):
                leaves: list[Markup] = []
                text, faults = self._format(name, key, arguments, leaves)
                if not faults:
                    return formatted(text, leaves)
                self._report(name, key, str(faults[0]))
        return self._last_resort(key, arguments)

    def words(self, locale: str, key: str, /, **arguments: str | int) -> str:
        """A text without formatting, for button labels, titles and descriptions."""
        return plain(self.ui(locale, key, **arguments))

    def _find(self, hint: str) -> str | None:
        parts = hint.replace("_", "-").casefold().split("-")
        if parts[0] in {"zh", "yue"} and not {"hans", "hant"} & set(parts):
            traditional = parts[0] == "yue" or {"tw", "hk", "mo"} & set(parts)
            parts[:1] = ["zh", "hant" if traditional else "hans"]
        for length in range(len(parts), 0, -1):
            if found := self._by_tag.get("-".join(parts[:length])):
                return found
        # A reader of the other Chinese script is served better than with the default language.
        family = f"{parts[0]}-"
        return next((name for tag, name in self._by_tag.items() if tag.startswith(family)), None)

    def _complete(self, locale: str, key: str, arguments: Mapping[str, Argument]) -> bool:
        if not self.has(locale, key):
            self._report(locale, key, "no such text")
            return False
        if missing := self._locales[locale].arguments[key] - arguments.keys():
            self._report(locale, key, f"missing arguments {', '.join(sorted(missing))}")
            return False
        return True

    def _format(
        self, locale: str, key: str, arguments: Mapping[str, Argument], leaves: list[Markup]
    ) -> tuple[str, list[Exception]]:
        bundle = self._locales[locale].bundle
        pattern = bundle.get_message(key).value
        assert pattern is not None  # A message without a text is refused at load.
        given: dict[str, FluentType] = {}
        for name, value in arguments.items():
            if isinstance(value, int):
                # Ticket 1234 is not ticket 1,234: a text that wants that says NUMBER($n, useGrouping: 1).
                given[name] = FluentInt(value, useGrouping=False)
            else:
                given[name] = _Slot(_leaf(value), leaves)
        text, faults = bundle.format_pattern(pattern, given)
        return str(text), faults

    def _last_resort(self, key: str, arguments: Mapping[str, Argument]) -> Markup:
        """What a person reads when there is no usable text: the subject in words, and nothing left out."""
        subject = key.replace("-", " ").capitalize()
        return lines(subject, *(_leaf(value) for value in arguments.values()))

    def _report(self, locale: str, key: str, fault: str) -> None:
        if (locale, key, fault) not in self._reported:
            self._reported.add((locale, key, fault))
            log.error("text cannot be shown locale=%s key=%s fault=%s", locale, key, fault)


def _leaf(value: Argument) -> Markup:
    match value:
        case str():
            return Text(value)
        case int():
            return Text(str(value))
        case datetime():
            return Moment(value)
        case _:
            return value


def _locale(name: str, entries: Mapping[str, Source]) -> _Locale:
    bundle = FluentBundle([name], functions={"RELATIVE": _relative}, use_isolating=False)
    bundle.add_resource(ast.Resource([source.entry for source in entries.values()]))
    messages = {key: source for key, source in entries.items() if isinstance(source.entry, ast.Message)}
    needs = {key: arguments(source.entry, messages) for key, source in messages.items()}
    return _Locale(bundle, needs)
