"""What the suite costs by itself, without platforms and network: chatter, messages of a ticket, and memory."""

import asyncio
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

# python-telegram-bot warns about durations as numbers unless this is set before it is imported.
os.environ.setdefault("PTB_TIMEDELTA", "1")

import msgspec
import psutil
from telegram import Bot, Update

from adapters.telegram.surroundings import Group as Known
from adapters.telegram.surroundings import Ourselves, Surroundings
from adapters.telegram.translate import translate
from adapters.telegram.update import read_update
from core.engine import Engine
from core.events import Event
from core.storage.db import Database, Tx
from tests.bench.scoreboard import Row
from tests.bench.suite_stage import (
    CHAT,
    CHATTER,
    GROUP,
    MEMBERS,
    QUESTION,
    Stage,
    in_group,
    in_tickets,
    member_of,
    open_stage,
    open_tickets,
    said,
)

ROOT = Path(__file__).resolve().parents[2]
IN_FLIGHT = 64


@dataclass(frozen=True, slots=True)
class Speed:
    """Microseconds of wall time for each event, and how many a second that makes."""

    each: float

    @property
    def per_second(self) -> float:
        return 1e6 / self.each


def measure(quick: bool) -> list[Row]:
    return [*asyncio.run(_speeds(quick=quick)), *_memory(20_000 if quick else 100_000)]


async def _speeds(*, quick: bool) -> list[Row]:
    rounds, count = (3, 4_000) if quick else (5, 20_000)
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(Path(folder), delivers=False) as stage:
            library = await _best(rounds, lambda: _library_parses(count // 4))
            ours = await _best(rounds, lambda: _we_parse(count // 4))
            chatter = await _best(rounds, lambda: _one_by_one(stage.engine, list(in_group(count))))
            await open_tickets(stage)
            tickets = await _best(rounds, lambda: _tickets_at_once(stage.engine, count // 4))
            bare = await _best(rounds, lambda: _bare_at_once(stage.database, count // 4))
    return [
        Row(
            number=0,
            metric="chatter: perceive and decide, per message",
            baseline_name="Update.de_json of the same message",
            baseline=round(library.each, 1),
            ours=round(chatter.each, 1),
            unit="µs",
            goal="≤ 0.5×",
            ratio=round(chatter.each / library.each, 3),
            met=chatter.each <= 0.5 * library.each,
        ),
        Row(
            number=0,
            metric="chatter: read, translate, perceive and decide",
            baseline_name="Update.de_json of the same message",
            baseline=round(library.each, 1),
            ours=round(ours.each + chatter.each, 1),
            unit="µs",
            goal="≤ 1.1×",
            ratio=round((ours.each + chatter.each) / library.each, 3),
            met=ours.each + chatter.each <= 1.1 * library.each,
        ),
        Row(
            number=0,
            metric="chatter through Engine.handle",
            baseline_name="Update.de_json alone",
            baseline=round(library.per_second),
            ours=round(chatter.per_second),
            unit="events/s",
            goal="≥ 10,000",
            ratio=round(chatter.per_second / library.per_second, 2),
            met=chatter.per_second >= 10_000,
        ),
        Row(
            number=0,
            metric="ticket messages through Engine.handle, durable",
            baseline_name="one durable row each",
            baseline=round(bare.per_second),
            ours=round(tickets.per_second),
            unit="events/s",
            goal="≥ 1,000",
            ratio=round(tickets.per_second / bare.per_second, 3),
            met=tickets.per_second >= 1_000,
        ),
    ]


async def _best(rounds: int, run: Callable[[], Awaitable[Speed]]) -> Speed:
    """The fastest of several rounds: a busy computer only ever adds."""
    return min([await run() for _ in range(rounds)], key=lambda speed: speed.each)


def _update(number: int) -> bytes:
    user = {"id": 1000 + number % MEMBERS, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    chat = {"id": -1001, "type": "supergroup", "title": "Harbour"}
    text = CHATTER[number % len(CHATTER)]
    message = {"message_id": number, "date": 1_700_000_000, "chat": chat, "from": user, "text": text}
    return msgspec.json.encode({"update_id": number, "message": message})


async def _library_parses(count: int) -> Speed:
    bot, bodies = Bot("1:x"), [_update(number) for number in range(count)]

    def parse(body: bytes) -> None:
        assert Update.de_json(msgspec.json.decode(body), bot) is not None

    return _timed(bodies, parse)


async def _we_parse(count: int) -> Speed:
    known = Surroundings(Ourselves(CHAT, 1, "bell_bot"), datetime.now(UTC), Known())
    bodies = [_update(number) for number in range(count)]

    def parse(body: bytes) -> None:
        assert translate(read_update(body), known)

    return _timed(bodies, parse)


def _timed(bodies: Sequence[bytes], parse: Callable[[bytes], None]) -> Speed:
    gc.collect()
    began = time.perf_counter()
    for body in bodies:
        parse(body)
    return Speed((time.perf_counter() - began) / len(bodies) * 1e6)


async def _one_by_one(engine: Engine, events: Sequence[Event]) -> Speed:
    gc.collect()
    began = time.perf_counter()
    for event in events:
        await engine.handle(event)
    return Speed((time.perf_counter() - began) / len(events) * 1e6)


async def _at_once(events: Iterable[Any], handle: Callable[[Any], Awaitable[object]], count: int) -> Speed:
    """64 under way at a time, as when many chats are taken in side by side."""
    left = iter(events)

    async def worker() -> None:
        for event in left:
            await handle(event)

    gc.collect()
    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))
    return Speed((time.perf_counter() - began) / count * 1e6)


_numbers = iter(range(10**7, 10**9, 10**5))


async def _tickets_at_once(engine: Engine, count: int) -> Speed:
    return await _at_once(list(in_tickets(count, next(_numbers))), engine.handle, count)


async def _bare_at_once(database: Database, count: int) -> Speed:
    await database.write(
        lambda tx: tx.run("CREATE TABLE IF NOT EXISTS bench (id INTEGER PRIMARY KEY, words TEXT) STRICT")
    )

    def insert(tx: Tx) -> int:
        return tx.insert("INSERT INTO bench (words) VALUES (?)", "and one more thing")

    return await _at_once(range(count), lambda number: database.write(insert), count)


# Memory


def _memory(count: int) -> list[Row]:
    """In a process of its own, so that nothing of the other measurements is counted."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.suite_bench", "memory", str(count)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=1200,
        check=True,
    )
    libraries, start, warm, end = (float(part) for part in done.stdout.split())
    slope = (end - warm) * 1024 * 1024 / (count * 0.75)
    return [
        Row(
            number=0,
            metric="memory of the core at its start",
            baseline_name="both platforms' libraries, imported",
            baseline=round(libraries, 1),
            ours=round(start, 1),
            unit="MB",
            goal="≤ 1.5×",
            ratio=round(start / libraries, 2),
            met=start <= 1.5 * libraries,
        ),
        Row(
            number=0,
            metric=f"memory gained from {count // 4:,} to {count:,} events ({slope:.0f} bytes each)",
            baseline_name="start",
            baseline=round(start, 1),
            ours=round(end - warm, 1),
            unit="MB",
            goal="≤ 5",
            ratio=round((end - warm) / start, 3),
            met=end - warm <= 5,
        ),
    ]


async def _soak(count: int) -> None:
    """Prints megabytes at the start, after a quarter of the events, and at the end: chatter, questions, tickets."""
    libraries = "import discord, psutil, telegram.ext; print(psutil.Process().memory_info().rss / 1024 / 1024)"
    alone = await asyncio.create_subprocess_exec(sys.executable, "-c", libraries)
    await alone.wait()
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(Path(folder), delivers=True) as stage:
            gc.collect()
            print(_megabytes(), flush=True)
            await open_tickets(stage)
            quarter = count // 4
            for part in range(4):
                await _mixed(stage, quarter, part * quarter)
                await _settled(stage)
                if part in (0, 3):
                    gc.collect()
                    print(_megabytes(), flush=True)


async def _mixed(stage: Stage, count: int, start: int) -> None:
    """Nine of ten are chatter; of the rest half ask the community and half write in their tickets."""
    chatter = in_group(count * 9 // 10, start)
    tickets = in_tickets(count // 20, 10**7 + start)
    asked = (said(2 * 10**7 + start + n, QUESTION, GROUP, member_of(n % MEMBERS)) for n in range(count // 20))
    for events in (chatter, tickets, asked):
        await _at_once(events, stage.engine.handle, count)


async def _settled(stage: Stage) -> None:
    """Looks again and again: relays tell nobody when they are idle."""
    query = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"
    while True:
        if not await stage.database.read(lambda tx: tx.value(query)):
            return
        await asyncio.sleep(0.01)


def _megabytes() -> float:
    return float(psutil.Process().memory_info().rss) / 1024 / 1024


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["memory", count]:
            asyncio.run(_soak(int(count)))
        case _:
            for row in measure(quick="--quick" in sys.argv):
                print(row)
