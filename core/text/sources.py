"""Reads the short texts of content packs, ``<pack>/<locale>/*.ftl``, and finds everything wrong with them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser, ast

from core.errors import PackError
from core.text.inline import has_slot

FUNCTIONS = frozenset({"NUMBER", "RELATIVE"})

# Fluent ends a text at a line that begins with an asterisk; an empty literal lets a line begin in bold.
_BOLD_LINE = re.compile(r"^([ \t]+)\*\*", re.MULTILINE)

Entry = ast.Message | ast.Term


@dataclass(frozen=True, slots=True)
class Source:
    """One message or term and where it is written."""

    entry: Entry
    place: str


def load_sources(packs: Sequence[Path]) -> dict[str, dict[str, Source]]:
    """Messages and terms by locale and name (a term's begins with ``-``); later packs replace entries.

    Raises PackError with every problem found, one on each line, as ``file:line: problem``.
    """
    problems: list[str] = []
    locales: dict[str, dict[str, Source]] = {}
    for pack in packs:
        if not pack.is_dir():
            problems.append(f"{pack}: no such content pack")
            continue
        for folder in sorted(path for path in pack.iterdir() if path.is_dir()):
            if files := sorted(folder.glob("*.ftl")):
                entries = _read_locale(files, problems)
                locales.setdefault(folder.name, {}).update(entries)
    for entries in locales.values():
        for source in entries.values():
            problems.extend(_faults(source, entries))
    if problems:
        raise PackError("\n".join(problems))
    return locales


def arguments(entry: Entry, entries: Mapping[str, Source]) -> frozenset[str]:
    """The names that a message needs, those of the messages it includes too."""
    found: set[str] = set()
    for node in _nodes(entry, entries, set()):
        if isinstance(node, ast.VariableReference):
            found.add(node.id.name)
    return frozenset(found)


def _read_locale(files: Sequence[Path], problems: list[str]) -> dict[str, Source]:
    entries: dict[str, Source] = {}
    for file in files:
        text = _BOLD_LINE.sub(r'\1{""}**', file.read_text("utf-8"))
        for item in FluentParser().parse(text).body:
            line = text.count("\n", 0, item.span.start if item.span else 0) + 1
            place = f"{file}:{line}"
            if isinstance(item, ast.Junk):
                reason = item.annotations[0].message if item.annotations else "not a text"
                problems.append(f"{place}: {reason}")
            elif isinstance(item, ast.Message | ast.Term):
                name = _name(item)
                if name in entries:
                    problems.append(f"{place}: {name} is already written at {entries[name].place}")
                entries[name] = Source(item, place)
    return entries


def _name(entry: Entry) -> str:
    return f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name


def _faults(source: Source, entries: Mapping[str, Source]) -> Iterator[str]:
    if source.entry.value is None:
        yield f"{source.place}: {_name(source.entry)} has no text"
    for node in _nodes(source.entry, {}, set()):
        match node:
            case ast.TextElement(value=str(value)) | ast.StringLiteral(value=str(value)) if has_slot(value):
                yield f"{source.place}: private-use characters stand for arguments and cannot be written"
            case ast.FunctionReference() if node.id.name not in FUNCTIONS:
                yield f"{source.place}: unknown function {node.id.name}"
            case ast.MessageReference() if node.id.name not in entries:
                yield f"{source.place}: no text named {node.id.name}"
            case ast.TermReference() if f"-{node.id.name}" not in entries:
                yield f"{source.place}: no term named -{node.id.name}"
            case ast.MessageReference() if _reaches(node.id.name, _name(source.entry), entries, set()):
                yield f"{source.place}: {_name(source.entry)} includes itself"
            case _:
                pass


def _reaches(start: str, goal: str, entries: Mapping[str, Source], seen: set[str]) -> bool:
    if start == goal:
        return True
    if start in seen or start not in entries:
        return False
    seen.add(start)
    return any(
        isinstance(node, ast.MessageReference) and _reaches(node.id.name, goal, entries, seen)
        for node in _nodes(entries[start].entry, {}, set())
    )


def _nodes(node: object, entries: Mapping[str, Source], seen: set[str]) -> Iterator[ast.BaseNode]:
    """A node and all below it, into messages of ``entries`` that it includes; terms get theirs passed."""
    if isinstance(node, list | tuple):
        for child in node:
            yield from _nodes(child, entries, seen)
    elif isinstance(node, ast.BaseNode) and not isinstance(node, ast.BaseComment | ast.Span):
        yield node
        if isinstance(node, ast.MessageReference) and node.id.name in entries and node.id.name not in seen:
            seen.add(node.id.name)
            yield from _nodes(entries[node.id.name].entry.value, entries, seen)
        for child in vars(node).values():
            yield from _nodes(child, entries, seen)
