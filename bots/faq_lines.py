"""Lines of JSON for the FAQ's batch commands: read with bounded memory, and what a line may hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

import msgspec

from core.faq.lookup import Found

LONGEST_LINE = 256 * 1024  # A message of either platform takes under 50 KB, however it is escaped.
TOGETHER = 64
DIGITS = 9  # Of a score; likely topics differ only far behind the point.
_CHUNK = 64 * 1024
_NO_ID = msgspec.Raw(b"null")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Stream(Protocol):
    """What hands out the bytes that are there, and waits only for the first of them."""

    def read1(self, size: int = ..., /) -> bytes: ...


class Asked(msgspec.Struct, frozen=True):
    """A text to look up. ``id`` is kept as it was written; ``lang`` is a hint."""

    text: str
    id: msgspec.Raw = _NO_ID
    lang: str | None = None


class Expected(msgspec.Struct, frozen=True):
    """A text and the topic it asks about, None for what nothing must answer. Its language is only for the tables."""

    text: str
    topic: str | None
    lang: str | None = None
    locale: str | None = None


class Phrase(msgspec.Struct, frozen=True):
    """One way in which people ask about a topic."""

    topic: str
    text: str
    lang: str | None = None


class Scored(msgspec.Struct, frozen=True):
    topic: str
    score: float


class Answered(msgspec.Struct, frozen=True):
    """A line out: ``topic`` is the one that is answered, None unless ``decision`` is answer."""

    id: msgspec.Raw
    decision: str
    topic: str | None
    candidates: tuple[Scored, ...]
    language: str | None


class Failed(msgspec.Struct, frozen=True):
    """A line out for a line in that cannot be read."""

    id: msgspec.Raw
    error: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    why: str


class _Named(msgspec.Struct, frozen=True):
    id: msgspec.Raw = _NO_ID


T = TypeVar("T", Asked, Expected, Phrase)


def batches(stream: Stream) -> Iterator[list[bytes | None]]:
    """Lines in their order, as many as there are but at most 64 at a time; None for one that is too long.

    Whoever writes one line and waits for its answer gets it. At most one line and one chunk are in memory.
    """
    held = bytearray()
    too_long = False
    first = True
    while chunk := stream.read1(_CHUNK):
        *ends, rest = chunk.split(b"\n")
        lines: list[bytes | None] = []
        for end in ends:
            line = bytes(held) + end
            if first:
                line = line.removeprefix(_BYTE_ORDER_MARK)
                first = False
            lines.append(None if too_long or len(line) > LONGEST_LINE else line)
            held.clear()
            too_long = False
        held += rest
        if len(held) > LONGEST_LINE:
            held.clear()
            too_long = True
        for at in range(0, len(lines), TOGETHER):
            yield lines[at : at + TOGETHER]
    if held or too_long:
        yield [None if too_long else bytes(held).removeprefix(_BYTE_ORDER_MARK if first else b"")]


def read_line(line: bytes | None, kind: type[T]) -> T | Unreadable:
    """The line as what it should be, or why it is not; the reason quotes nothing of it."""
    if line is None:
        return Unreadable(f"the line is longer than {LONGEST_LINE} bytes")
    try:
        line.decode("utf-8")
        return msgspec.json.decode(line, type=kind)
    except UnicodeDecodeError as error:
        return Unreadable(f"not UTF-8 (byte {error.start})")
    except msgspec.ValidationError as error:
        return Unreadable(str(error))
    except msgspec.DecodeError as error:
        reason = str(error).removeprefix("JSON is malformed: ")
        return Unreadable(f"not JSON: {reason}" if line.strip() else "the line is empty")
    except RecursionError:
        return Unreadable("nested too deeply")


def id_of(line: bytes | None) -> msgspec.Raw:
    """The id of a line that is otherwise wrong, null where it cannot be told."""
    if line is None:
        return _NO_ID
    replaced = line.decode("utf-8", "replace")
    try:
        found = msgspec.json.decode(replaced, type=_Named).id
    except (msgspec.DecodeError, RecursionError):
        return _NO_ID
    return _NO_ID if "\ufffd" in bytes(found).decode("utf-8") else found


def answered(found: Found, of: msgspec.Raw = _NO_ID) -> Answered:
    """A lookup's result as a line out."""
    return Answered(
        id=of,
        decision=found.kind,
        topic=found.topics[0] if found.kind == "answer" else None,
        candidates=tuple(Scored(one.topic, round(float(one.score), DIGITS)) for one in found.candidates),
        language=found.language.locale or None,
    )


def locale_of(lang: str | None) -> str | None:
    """A language as people and libraries write it (zh_TW, zh-Hans, ta-Latn, en-GB) as a locale of ours."""
    parts = (lang or "").strip().casefold().replace("_", "-").split("-")
    if parts[0] in ("zh", "cmn", "yue"):
        return "zh-Hant" if {"hant", "tw", "hk", "mo"} & set(parts) else "zh-Hans"
    return parts[0] if parts[0].isascii() and parts[0].isalpha() and len(parts[0]) in (2, 3) else None
