"""The suite killed at random instants while people talk: nothing is lost, and nothing is done twice."""

import asyncio
import os
import random
import signal
import sqlite3
import statistics
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bots.demo_town import Town, open_town
from tests.crash import audit
from tests.crash.books import Books
from tests.crash.clicks import Clicks
from tests.crash.crowd import Crowd, Load
from tests.crash.eyes import Eyes
from tests.crash.kill_loop import KillLoop
from tests.crash.suite_process import SuiteProcess, suite_in

pytestmark = pytest.mark.crash

KILLS = int(os.environ.get("CRASH_KILLS", "200"))
STOPS_WITHIN = 10.0
QUIET_WITHIN = float(os.environ.get("Q", "90"))


@pytest.mark.timeout(150)
async def test_a_dozen_kills_lose_nothing(tmp_path: Path) -> None:
    load = Load(telegram_tickets=1, discord_tickets=1)
    await _kill_again_and_again(tmp_path, kills=12, load=load, longest=2.2, quiet=30)


@pytest.mark.slow
@pytest.mark.timeout(3600)
async def test_hundreds_of_kills_lose_nothing(tmp_path: Path) -> None:
    load = Load(telegram_tickets=4, discord_tickets=3)
    await _kill_again_and_again(tmp_path, kills=KILLS, load=load, longest=3.5, quiet=120, cold_every=20)


async def _kill_again_and_again(
    folder: Path, *, kills: int, load: Load, longest: float, quiet: float, cold_every: int = 0
) -> None:
    seed = int(os.environ.get("CRASH_SEED") or random.randrange(10**6))
    print(f"\nCRASH_SEED={seed}")
    chance = random.Random(seed)
    async with open_town() as town, suite_in(folder, town) as suite:
        eyes, books = Eyes(town), Books()
        clicks = Clicks(eyes, books)
        crowd = Crowd(town, eyes, books, clicks, random.Random(seed + 1))
        loop = KillLoop(suite, eyes, books, clicks, chance, longest=longest)
        await suite.start()
        await _post_the_panel(town, eyes, clicks)
        await suite.kill()
        crowd.start(load)
        began = time.monotonic()
        try:
            for number in range(1, kills + 1):
                await loop.one_life(cold=bool(cold_every) and number % cold_every == 0)
                crowd.raise_faults()
            took = time.monotonic() - began
            await suite.start()
            await crowd.stop()
        finally:
            crowd.cancel()
        await _until_quiet(town, eyes, books, suite, quiet)
        asked = time.monotonic()
        suite.send(signal.SIGTERM)
        code = await suite.ended()
        stopped_in = time.monotonic() - asked

        problems = [
            *audit.on_the_platforms(town, eyes, books),
            *audit.in_the_database(suite.database, town, eyes, books),
        ]
        print(_summary(town, eyes, books, loop, took, suite.database))
        assert not problems, "\n".join(problems)
        assert (code, stopped_in < STOPS_WITHIN) == (0, True), f"stopped with {code} after {stopped_in:.1f} s"


async def _post_the_panel(town: Town, eyes: Eyes, clicks: Clicks) -> None:
    places, people = town.places, town.people
    await eyes.until(
        lambda: any(one.name == "panel" for one in town.discord.available_commands(people.otto, places.panel)),
        "the commands",
    )
    await clicks.act(lambda: town.discord.command(people.otto, places.panel, "panel"), "panel")
    await eyes.until(lambda: eyes.posted[places.panel], "the panel")


async def _until_quiet(town: Town, eyes: Eyes, books: Books, suite: SuiteProcess, within: float) -> None:
    """Until everybody has everything and nothing waits to be sent; what lacks in the end is named by the audit."""
    try:
        async with asyncio.timeout(within):
            await eyes.until(lambda: not any(audit.on_the_platforms(town, eyes, books)), "all effects")
            await _until_nothing_waits(suite.database)
    except TimeoutError:
        return


async def _until_nothing_waits(file: Path) -> None:
    """Looks again and again: another process's table wakes nobody."""
    while True:
        if not _waiting(file):
            return
        await asyncio.sleep(0.2)


def _waiting(file: Path) -> int:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        query = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"
        return int(database.execute(query).fetchone()[0])


def _summary(town: Town, eyes: Eyes, books: Books, loop: KillLoop, took: float, file: Path) -> str:
    kills = sum(books.kills.values())
    sent = len(eyes.group) + sum(map(len, eyes.private.values()))
    posted = sum(map(len, eyes.posted.values()))
    ends = " ".join(f"{ending}={count}" for ending, count in sorted(books.kills.items()))
    first = statistics.median(loop.first_polls) if loop.first_polls else 0.0
    told = Counter(post.content for post in eyes.posted[town.places.cards] if "Case" not in post.content)
    return (
        f"kills={kills} ({ends}) seconds_per_kill={took / kills:.2f} seconds_to_first_updates={first:.2f}\n"
        f"updates={eyes.updates} questions={len(books.questions)} scams={len(books.scams)}"
        f" bans={len(books.bans)} tickets={len(books.conversations)}"
        f" said={sum(talk.said for talk in books.conversations)}"
        f" replied={sum(talk.replied for talk in books.conversations)}\n"
        f"telegram_messages={sent} discord_messages={posted} telegram_doubles={audit.doubles(file, eyes, books)}"
        f" cut_off_while_sending={sum(books.sending.values())}"
        f" clicks_repeated={len(books.lost)} acknowledged_and_lost={len(books.lost_acknowledged)}"
        f" handled_and_unacknowledged={len(books.unacknowledged)} acts_doubled={audit.acts_doubled(books)}\n"
        f"staff_also_told={dict(told)}"
    )
