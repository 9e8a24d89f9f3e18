"""What storage does: nothing acknowledged is lost in a kill, group commit, reads beside writes and scans."""

import asyncio
import contextlib
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import aiosqlite

from core.storage.db import Database, Tx
from tests.bench.scoreboard import Row

INSERT = "INSERT INTO seen_event (id, at) VALUES (?, ?)"
CHILD = """
import asyncio, itertools, sys
from pathlib import Path
from core.storage.db import Database

async def main():
    database = await Database.open(Path(sys.argv[1]))
    start = int(sys.argv[2])
    numbers = itertools.count(start)
    async def submit():
        for number in numbers:
            def work(tx):
                tx.run("INSERT INTO seen_event (id, at) VALUES (?, 0)", f"{number}")
                tx.run("INSERT INTO fact (channel, key, value) VALUES ('bench', ?, '')", f"{number}")
            await database.write(work)
            sys.stdout.write(f"{number}\\n")
            sys.stdout.flush()
    await asyncio.gather(*(submit() for _ in range(32)))

asyncio.run(main())
"""


def measure(quick: bool) -> list[Row]:
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        return [
            kills(folder / "kills", 5 if quick else 100),
            *commits(folder / "commits", quick=quick),
            reads(folder / "reads", seconds=2.0 if quick else 8.0),
        ]


def kills(folder: Path, times: int) -> Row:
    """Kill a writing process again and again; count what was acknowledged and is missing or half there."""
    folder.mkdir()
    path, acknowledged = folder / "bellbuoy.db", set[str]()
    chance = random.Random(1)
    for turn in range(times):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path), str(turn * 10_000_000)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None, "a pipe was asked for"
        first = child.stdout.readline()
        # The pipe is smaller than what is written: it is emptied while the time runs.
        end, lines = time.monotonic() + chance.uniform(0.0, 0.15), [first]
        while time.monotonic() < end:
            lines.append(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        lines += child.stdout.readlines()
        child.wait()
        child.stdout.close()
        acknowledged.update(line.strip() for line in lines if line.endswith("\n"))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        there = {row[0] for row in connection.execute("SELECT id FROM seen_event")}
        other_half = {row[0] for row in connection.execute("SELECT key FROM fact")}
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    missing = len(acknowledged - there) + len(there ^ other_half)
    return Row(
        number=3,
        metric=f"acknowledged transactions missing or half there after {times} kills",
        baseline_name="transactions acknowledged",
        baseline=len(acknowledged),
        ours=missing,
        unit="transactions",
        goal="0, file sound",
        ratio=missing / max(1, len(acknowledged)),
        met=missing == 0 and sound and bool(acknowledged),
    )


def commits(folder: Path, *, quick: bool) -> Iterator[Row]:
    folder.mkdir()
    for submitters, goal in ((64, 8.0), (512, 20.0)):
        seconds = 1.0 if quick else 4.0
        theirs = asyncio.run(naive_rate(folder / f"naive{submitters}.db", submitters, seconds))
        ours = asyncio.run(our_rate(folder / f"ours{submitters}.db", submitters, seconds))
        yield Row(
            number=4,
            metric=f"durable transactions per second, {submitters} submitters",
            baseline_name="aiosqlite, lock + statements + commit",
            baseline=theirs,
            ours=ours,
            unit="1/s",
            goal=f"≥ {goal:g}×",
            ratio=ours / theirs,
            met=ours / theirs >= goal,
        )


async def rate(submitters: int, seconds: float, submit: Callable[[int], Awaitable[None]]) -> float:
    done, end = 0, time.perf_counter() + seconds
    numbers = iter(range(10**9))

    async def run() -> None:
        nonlocal done
        while time.perf_counter() < end:
            await submit(next(numbers))
            done += 1

    start = time.perf_counter()
    await asyncio.gather(*(run() for _ in range(submitters)))
    return done / (time.perf_counter() - start)


async def naive_rate(path: Path, submitters: int, seconds: float) -> float:
    """One connection, a lock around each transaction, as most programs with aiosqlite do it."""
    await (await Database.open(path)).close()
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        await connection.execute("PRAGMA synchronous = FULL")
        lock = asyncio.Lock()

        async def submit(number: int) -> None:
            async with lock:
                await connection.execute("BEGIN IMMEDIATE")
                await connection.execute(INSERT, (str(number), number))
                await connection.commit()

        return await rate(submitters, seconds, submit)


async def our_rate(path: Path, submitters: int, seconds: float) -> float:
    database = await Database.open(path)

    async def submit(number: int) -> None:
        await database.write(lambda tx: tx.run(INSERT, str(number), number))

    measured = await rate(submitters, seconds, submit)
    await database.close()
    return measured


def reads(folder: Path, *, seconds: float) -> Row:
    folder.mkdir()
    theirs = asyncio.run(read_p99(folder / "one.db", seconds, pooled=False))
    ours = asyncio.run(read_p99(folder / "pool.db", seconds, pooled=True))
    return Row(
        number=11,
        metric="point read p99 beside writes and a scan",
        baseline_name="one connection for everything",
        baseline=theirs,
        ours=ours,
        unit="ms",
        goal="≤ 0.1×",
        ratio=ours / theirs,
        met=ours / theirs <= 0.1,
    )


async def read_p99(path: Path, seconds: float, *, pooled: bool) -> float:
    """Milliseconds; ``pooled`` false sends reads and scans through the writing connection."""
    database = await Database.open(path)
    fill = [(f"row{number}", number) for number in range(200_000)]
    await database.write(lambda tx: tx.many(INSERT, fill))
    read = database.read if pooled else database.write
    end = time.perf_counter() + seconds
    waits: list[float] = []
    numbers = iter(range(10**9))

    async def point_reads() -> None:
        while time.perf_counter() < end:
            start = time.perf_counter()
            await read(lambda tx: tx.value("SELECT at FROM seen_event WHERE id = 'row777'"))
            waits.append((time.perf_counter() - start) * 1000)
            await asyncio.sleep(0.002)

    async def scans() -> None:
        def scan(tx: Tx) -> int:
            return int(tx.value("SELECT count(*) FROM seen_event WHERE id LIKE '%77%'"))

        while time.perf_counter() < end:
            await read(scan)

    async def writes() -> None:
        while time.perf_counter() < end:
            number = next(numbers)
            await database.write(lambda tx: tx.run(INSERT, f"new{number}", number))  # noqa: B023 - awaited here

    await asyncio.gather(point_reads(), point_reads(), scans(), *(writes() for _ in range(4)))
    await database.close()
    return statistics.quantiles(waits, n=100)[98]


os.environ.setdefault("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
