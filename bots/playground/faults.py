"""Faults that a test or a demo schedules for a local platform; each server carries them out its own way."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class HttpError:
    """Answer with this status and body; the request is not carried out."""

    status: int
    body: str = ""
    content_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class Flood:
    """Answer 429 in the platform's own form (Telegram: whole seconds); the request is not carried out."""

    retry_after: float
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class DropBefore:
    """Close the connection without an answer; the request is not carried out."""


@dataclass(frozen=True, slots=True)
class DropAfter:
    """Carry the request out and close the connection: the work is done, the answer is lost."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep the request until `gate` is set, then carry it out; `reached` is set once a request waits."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    reached: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class Garbage:
    """Answer 200 with a body that is not what the platform would send; the request is not carried out."""

    body: bytes = b"<html>this is not the interface you are looking for</html>"
    content_type: str = "text/html"


Fault: TypeAlias = HttpError | Flood | DropBefore | DropAfter | Hold | Garbage


@dataclass(slots=True)
class _Entry:
    pattern: str
    fault: Fault
    left: int | None
    skip: int


class Faults:
    """Faults by route, first scheduled first served.

    A route is what the server calls the request: a Bot API method ("sendMessage"), or method and path of a
    REST call ("POST /channels/1/messages"). Patterns are shell patterns, compared without regard to case.
    """

    def __init__(self, *, keep_taken: int = 1000) -> None:
        self._entries: list[_Entry] = []
        self.taken: deque[tuple[str, Fault]] = deque(maxlen=keep_taken)

    def schedule(self, pattern: str, fault: Fault, *, count: int | None = 1, skip: int = 0) -> Fault:
        """Give `fault` to the next `count` matching requests after `skip`; None: until `clear`."""
        if (count is not None and count < 1) or skip < 0:
            raise ValueError(f"count must be at least 1 and skip at least 0, got count={count} skip={skip}")
        self._entries.append(_Entry(pattern.lower(), fault, count, skip))
        return fault

    def next(self, route: str) -> Fault | None:
        """Take the fault for this request, if there is one. Asked exactly once for each request."""
        if not self._entries:
            return None
        name = route.lower()
        for entry in self._entries:
            if not fnmatchcase(name, entry.pattern):
                continue
            if entry.skip > 0:
                entry.skip -= 1
                continue
            if entry.left is not None:
                entry.left -= 1
                if entry.left == 0:
                    self._entries.remove(entry)
            self.taken.append((route, entry.fault))
            return entry.fault
        return None

    def clear(self, pattern: str | None = None) -> None:
        """Forget what is scheduled: everything, or the entries made with exactly this pattern."""
        keep = [] if pattern is None else [one for one in self._entries if one.pattern != pattern.lower()]
        self._entries[:] = keep

    @property
    def waiting(self) -> int:
        """The number of scheduled entries that have not been used up."""
        return len(self._entries)
