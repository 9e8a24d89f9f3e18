"""What the FAQ's lookup costs: per message of a busy group, at many entries, to build, to change, to keep in memory.

The baseline is what a few lines bring: SQLite's full-text search with stemming over the same phrasings, in memory, any
of the message's words, the five best by BM25. It searches for every message, as it cannot tell chatter from questions.
"""

import gc
import json
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import psutil

from bots.faq_knowledge import SHIPPED, lookup_of
from core.faq.pack import Entry, FaqPack, load_faq
from tests.bench.scoreboard import Row
from tests.bench.suite_stage import CHATTER

ROOT = Path(__file__).resolve().parents[2]
SETS = sorted((ROOT / "tests" / "faq").glob("*.jsonl"))
ROUNDS = 3
CHANGES = 9
STRIDE = 7919  # A prime larger than any of the sets: even a short stream takes lines from everywhere.
_WORD = re.compile(r"\w+")
_SYLLABLES = ("ba", "ki", "lo", "mu", "ne", "ra", "si", "ta", "vo", "ze")


class Searched(Protocol):
    """Handles one message; whether it was searched for or dropped before."""

    def __call__(self, text: str, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Costs:
    """Microseconds of each message, in the order of the stream, and which of them were searched for."""

    each: tuple[float, ...]
    searched: tuple[bool, ...]

    def mean(self, among: Sequence[bool] | None = None) -> float:
        picked = self.each if among is None else [cost for cost, of in zip(self.each, among, strict=True) if of]
        return statistics.mean(picked)

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.each, n=100)[98]


class FullText:
    """The baseline."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._connection.execute(
            "CREATE VIRTUAL TABLE phrasing USING fts5(words, topic UNINDEXED, locale UNINDEXED, tokenize='porter')"
        )
        self._connection.execute("BEGIN")
        for entry in entries:
            self._insert(entry)
        self._connection.execute("COMMIT")

    def put(self, entry: Entry) -> None:
        self._connection.execute("DELETE FROM phrasing WHERE topic = ? AND locale = ?", (entry.topic, entry.locale))
        self._insert(entry)

    def find(self, text: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        if not words:
            return []
        query = "SELECT topic FROM phrasing WHERE phrasing MATCH ? ORDER BY rank LIMIT 5"
        return [topic for (topic,) in self._connection.execute(query, (words,))]

    def _insert(self, entry: Entry) -> None:
        rows = [(ask, entry.topic, entry.locale) for ask in (entry.title, *entry.asks)]
        self._connection.executemany("INSERT INTO phrasing VALUES (?, ?, ?)", rows)


def measure(quick: bool) -> list[Row]:
    pack = load_faq([SHIPPED])
    many = _holding(pack, list(multiplied(list(pack.all()), 1_000 if quick else 10_000)))
    return [*_few(pack, 1_000 if quick else 6_000), *_many(many, 400 if quick else 1_200), *_fresh()]


def stream(count: int, start: int = 0) -> Iterator[str]:
    """Of twenty messages eighteen are chatter, one is a question and one must not be answered though it is near.

    Everyone ends with somebody's made-up name, another in each, so that no message is seen twice.
    """
    lines = [json.loads(line) for file in SETS for line in file.read_text("utf-8").splitlines()]
    questions = [line["text"] for line in lines if line["topic"] is not None]
    near = [line["text"] for line in lines if line["topic"] is None]
    for number in range(start, start + count):
        texts = {0: questions, 10: near}.get(number % 20, CHATTER)
        turn = number // 20 if number % 10 == 0 else number
        yield f"{texts[turn * STRIDE % len(texts)]} {name(number)}"


def name(number: int) -> str:
    """A made-up word, another for each number."""
    return "".join(_SYLLABLES[int(digit)] for digit in f"{number:06d}"[-6:])


def multiplied(entries: Sequence[Entry], count: int) -> Iterator[Entry]:
    """As many entries as wanted: the real ones' titles and one phrasing, each about something of its own."""
    for number in range(count):
        model = entries[number % len(entries)]
        about, ask = name(number), model.asks[number // len(entries) % len(model.asks)]
        yield replace(model, topic=f"t{number}", title=f"{model.title} {about}", asks=(f"{ask} {about}",), related=())


def _holding(pack: FaqPack, entries: Sequence[Entry]) -> FaqPack:
    """The pack with other entries."""
    found: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        found.setdefault(entry.topic, {})[entry.locale] = entry
    return replace(pack, entries=found)


def _few(pack: FaqPack, count: int) -> Iterator[Row]:
    """The entries that ship."""
    both = _Both(pack)
    ours, theirs = both.costs(count)
    dropped = [not searched for searched in ours.searched]
    share = sum(dropped) / len(dropped)
    yield _row("FAQ lookup for each message of a group", theirs.mean(), ours.mean(), "µs", "≤ 2 ms", limit=2_000)
    yield _row("the same, p99", theirs.p99, ours.p99, "µs", "≤ 10 ms", limit=10_000)
    yield _row(
        f"what the gate drops ({share:.0%} of the messages)",
        theirs.mean(dropped), ours.mean(dropped), "µs", "≤ 0.1×", most=0.1,
    )  # fmt: skip
    yield _row(
        f"what is ranked ({1 - share:.0%} of the messages)",
        theirs.mean(ours.searched), ours.mean(ours.searched), "µs", "≤ 10 ms", limit=10_000,
    )  # fmt: skip
    yield from both.changes(seconds=30)


def _many(pack: FaqPack, count: int) -> Iterator[Row]:
    """More entries than any community writes."""
    both = _Both(pack)
    ours, theirs = both.costs(count)
    yield _row(
        f"FAQ lookup for each message, {both.count:,} entries",
        theirs.mean(), ours.mean(), "µs", "≤ 5 ms", limit=5_000,
    )  # fmt: skip
    yield _row("the same, p99", theirs.p99, ours.p99, "µs", "≤ 25 ms", limit=25_000)
    yield from both.changes(seconds=180)


class _Both:
    """Our lookup and the baseline over the same entries, with the milliseconds that making each took."""

    def __init__(self, pack: FaqPack) -> None:
        self._entries = list(pack.all())
        self.count = len(self._entries)
        began = time.perf_counter()
        self._lookup = lookup_of(pack, by_meaning=True)
        between = time.perf_counter()
        self._full_text = FullText(self._entries)
        self._made = ((between - began) * 1000, (time.perf_counter() - between) * 1000)

    def costs(self, count: int) -> tuple[Costs, Costs]:
        def ours(text: str, /) -> bool:
            searched = self._lookup.suspects(text)
            if searched:
                self._lookup.find(text, "group")
            return searched

        def theirs(text: str, /) -> bool:
            self._full_text.find(text)
            return True

        return _costs(ours, count), _costs(theirs, count)

    def changes(self, *, seconds: int) -> Iterator[Row]:
        """``seconds``: how long making it may take, everything encoded anew."""
        ours, theirs = self._made
        yield _row(
            f"building the index of {self.count:,} entries", theirs, ours, "ms", f"≤ {seconds} s", limit=1000 * seconds
        )
        entries = self._entries
        changed = iter([replace(entries[at], title=f"{entries[at].title} {name(at)}") for at in range(2 * CHANGES)])
        ours = _milliseconds(lambda: self._lookup.put(next(changed)), CHANGES)
        theirs = _milliseconds(lambda: self._full_text.put(next(changed)), CHANGES)
        yield _row(f"putting one entry among {self.count:,}", theirs, ours, "ms", "≤ 50 ms", limit=50)


def _costs(handle: Searched, count: int) -> Costs:
    """The cheapest of several rounds for each place in the stream; the names differ from round to round."""
    for text in stream(200, 10 * count):
        handle(text)
    rounds = []
    searched: tuple[bool, ...] = ()
    for turn in range(ROUNDS):
        texts = [f"{text}{_SYLLABLES[turn]}" for text in stream(count)]
        gc.collect()
        each, flags = [], []
        for text in texts:
            began = time.perf_counter_ns()
            flags.append(handle(text))
            each.append((time.perf_counter_ns() - began) / 1000)
        rounds.append(each)
        searched = tuple(flags)
    return Costs(tuple(min(place) for place in zip(*rounds, strict=True)), searched)


def _milliseconds(work: Callable[[], object], times: int) -> float:
    """The median of several runs."""
    took = []
    for _ in range(times):
        gc.collect()
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def _fresh() -> Iterator[Row]:
    """Each in a process of its own: megabytes beyond the entries themselves, and seconds from start to first result."""
    with tempfile.TemporaryDirectory() as folder:
        theirs, their_time = _child("full-text", folder)
        letters, letters_time = _child("letters", folder)
        meaning, first_time = _child("meaning", folder)
        _, next_time = _child("meaning", folder)
    yield _row("memory of the ready index, by letters", theirs, letters, "MB", "≤ 50", limit=50)
    yield _row("memory with the meaning", theirs, meaning, "MB", "≤ 250", limit=250)
    yield _row("from nothing to the first result, by letters", their_time, letters_time, "s", "≤ 5", limit=5)
    yield _row("to judging by meaning, first start", their_time, first_time, "s", "≤ 60", limit=60)
    yield _row("to judging by meaning, later starts", their_time, next_time, "s", "≤ 15", limit=15)


def _child(which: str, folder: str) -> tuple[float, float]:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.faq_bench", which, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    took = time.perf_counter() - began
    return float(done.stdout), took


def _first_result(which: str, folder: Path) -> None:
    """Prints the megabytes that an index takes after its first use."""
    pack = load_faq([SHIPPED])
    gc.collect()
    process = psutil.Process()
    before = process.memory_info().rss
    finds = _made(which, pack, folder)
    assert finds("my transaction has been pending for 3 hours, what can I do?")
    gc.collect()
    print((process.memory_info().rss - before) / 1024 / 1024)


def _made(which: str, pack: FaqPack, folder: Path) -> Callable[[str], object]:
    """Something that finds; it keeps its index alive."""
    if which == "full-text":
        return FullText(list(pack.all())).find
    lookup = lookup_of(pack, by_meaning=which == "meaning", vectors=folder / "vectors.npz")
    return lambda text: lookup.find(text, "group").candidates


def _row(
    metric: str, theirs: float, ours: float, unit: str, goal: str, *, most: float | None = None, limit: float = 0.0
) -> Row:
    """``most``: the ratio that is allowed; else ``limit``: the number itself."""
    ratio = ours / max(theirs, 1e-9)
    return Row(
        number=0,
        metric=metric,
        baseline_name="SQLite FTS5, porter, OR, BM25",
        baseline=round(theirs, 2),
        ours=round(ours, 2),
        unit=unit,
        goal=goal,
        ratio=round(ratio, 3),
        met=ratio <= most if most is not None else ours <= limit,
    )


if __name__ == "__main__":
    _first_result(sys.argv[1], Path(sys.argv[2]))
