"""Reads the scam rules of a content pack: what to look for is data, one file per language. Judges nothing."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from core.errors import PackError
from core.scam.canonical import canonical
from core.scam.words import LINK, MAIL, NEW_HANDLE, OWN_HANDLE, OWN_LINK, Phrases, split

_MARKS = {
    "<link>": LINK,
    "<own-link>": OWN_LINK,
    "<handle>": NEW_HANDLE,
    "<own-handle>": OWN_HANDLE,
    "<mail>": MAIL,
}


class SignalRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to show a signal: these concepts in this order in one sentence, at most ``within`` words apart.

    ``anchor``: the rarest of them (else the first), without which no text is read closely.
    ``along``: and one of these anywhere in the message. ``unless``: and none of these anywhere.
    ``sure``: may act alone. ``adds``: counts only beside another signal. ``shield``: the contexts that clear
    it.
    """

    signal: str
    kind: str
    weight: float
    needs: tuple[str, ...]
    anchor: str = ""
    within: int = 8
    along: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    sure: bool = False
    adds: bool = False
    shield: frozenset[str] = frozenset({"asks", "warns", "quotes", "reports"})


class _SignalFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[SignalRule, ...]


class _LanguageFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    concepts: dict[str, tuple[str, ...]]
    everyday: frozenset[str] = frozenset()


class _SitesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    known: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    contact: frozenset[str] = frozenset()


# Concepts that the code itself asks about; every pack has to say what they are.
FRAMES = frozenset({"negation", "negation-after", "warning", "own", "ask-frame", "doubt", "report-frame", "except"})
MARKED = frozenset(_MARKS)


@dataclass(frozen=True, slots=True)
class ScamRules:
    """Everything ``examine`` looks for. ``contact``: hosts that lead to a private talk, such as wa.me."""

    rules: tuple[SignalRule, ...]
    phrases: Phrases
    known: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    contact: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Draft:
    """What the files read so far say."""

    rules: tuple[SignalRule, ...] = ()
    concepts: dict[str, set[str]] = field(default_factory=dict)
    everyday: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)
    contact: set[str] = field(default_factory=set)

    def read(self, path: Path) -> None:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        if path.stem == "signals":
            self.rules = msgspec.convert(raw, _SignalFile).rule
        elif path.stem == "sites":
            sites = msgspec.convert(raw, _SitesFile)
            self.known |= sites.known
            self.shared |= sites.shared
            self.contact |= sites.contact
        else:
            language = msgspec.convert(raw, _LanguageFile)
            self.everyday |= language.everyday
            for name, phrases in language.concepts.items():
                self.concepts.setdefault(name, set()).update(phrases)


def load_rules(folders: Iterable[Path]) -> ScamRules:
    """Read ``signals.toml``, ``sites.toml`` and ``<language>.toml`` of each folder.

    A later folder adds phrases and sites to those before; its ``signals.toml`` replaces theirs.
    Raises PackError with every problem found.
    """
    draft = _Draft()
    problems: list[str] = []
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            try:
                draft.read(path)
            except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
                problems.append(f"{path}: {error}")
    problems += _missing(draft)
    phrases = _phrases(draft, problems)
    if problems:
        raise PackError("\n".join(problems))
    return ScamRules(
        draft.rules,
        phrases,
        frozenset(draft.known - draft.shared),
        frozenset(draft.shared),
        frozenset(draft.contact),
    )


def _missing(draft: _Draft) -> list[str]:
    there = draft.concepts.keys() | MARKED
    wanted = {name for rule in draft.rules for name in (*rule.needs, *rule.along, *rule.unless)} | FRAMES
    found = [f"no language says what the concept {name!r} is" for name in sorted(wanted - there)]
    return found if draft.rules else [*found, "there are no signal rules"]


def _phrases(draft: _Draft, problems: list[str]) -> Phrases:
    anchors = {rule.anchor or rule.needs[0] for rule in draft.rules if not rule.adds}
    phrases = Phrases(draft.everyday)
    for name, spellings in sorted(draft.concepts.items()):
        for spelling in sorted(spellings):
            try:
                phrases.add(name, _words(spelling), anchor=name in anchors)
            except ValueError as error:
                problems.append(f"{spelling!r} of the concept {name!r}: {error}")
    for mark, letter in _MARKS.items():
        phrases.add(mark, (letter,), anchor=mark in anchors)
    return phrases


def _words(spelling: str) -> tuple[str, ...]:
    for mark, letter in _MARKS.items():
        spelling = spelling.replace(mark, f" {letter} ")
    return tuple(split(canonical(spelling).text, stems=True))
