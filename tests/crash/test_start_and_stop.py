"""The first start cut short, a polite stop, and a second process on the same data."""

import asyncio
import random
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.demo_town import Town, open_town
from core.storage.migrate import MIGRATIONS, bring_up_to_date
from tests.crash.crowd import QUESTION
from tests.crash.eyes import Eyes
from tests.crash.suite_process import SuiteProcess, suite_in, warmed_up

pytestmark = pytest.mark.crash

STOPS_WITHIN = 10.0


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with open_town() as opened:
        yield opened


@pytest.fixture
async def suite(town: Town, tmp_path: Path) -> AsyncIterator[SuiteProcess]:
    async with suite_in(tmp_path, town) as started:
        yield started


def ask(town: Town) -> int:
    return town.telegram.say(town.people.amara, town.places.group, QUESTION).message_id


async def test_a_first_start_that_is_killed_leaves_nothing_half_made(town: Town, tmp_path: Path) -> None:
    """Killed from the moment at which the data folder appears on: the schema is there as a whole or not at all."""
    chance = random.Random(7)
    eyes = Eyes(town)
    bring_up_to_date(tmp_path / "whole.db", MIGRATIONS, datetime.now(UTC))
    whole = _tables(tmp_path / "whole.db")
    async with warmed_up() as warm:
        for number in range(8):
            folder = tmp_path / str(number)
            folder.mkdir()
            suite = SuiteProcess(folder, town, warm)
            await suite.start()
            await _until_there(suite.data)
            await asyncio.sleep(chance.uniform(0, 0.08))
            await suite.kill()

            assert _tables(suite.database) in (set(), whole), "a part of the schema"

        asked = ask(town)
        await suite.start()
        await eyes.until(lambda: eyes.answers[asked], "an answer after the killed first start")
        await suite.kill()


async def _until_there(folder: Path) -> None:
    """Looks again and again: another process's file wakes nobody."""
    while True:
        if (folder / "bellbuoy.lock").exists():
            return
        await asyncio.sleep(0.001)


def _tables(file: Path) -> set[str]:
    if not file.exists():
        return set()
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


async def test_a_stop_ends_soon_and_leaves_nothing_undone(town: Town, suite: SuiteProcess) -> None:
    eyes = Eyes(town)
    await suite.start(cold=True)
    first = ask(town)
    await eyes.until(lambda: eyes.answers[first], "the first answer")

    asked = [ask(town) for _ in range(5)]
    began = time.monotonic()
    suite.send(signal.SIGTERM)
    code = await suite.ended()

    assert code == 0, suite.log
    assert time.monotonic() - began < STOPS_WITHIN
    assert _rows(suite.database, "SELECT count(*) FROM outbox WHERE state = 'sending'") == 0

    await suite.start()
    for question in asked:
        await eyes.until(lambda one=question: eyes.answers[one], "an answer after the stop")  # type: ignore[misc]
    await suite.kill()
    assert [len(eyes.answers[question]) for question in asked] == [1] * len(asked)


def _rows(file: Path, query: str) -> int:
    with closing(sqlite3.connect(file)) as database:
        return int(database.execute(query).fetchone()[0])


async def test_a_second_process_on_the_same_data_is_refused_in_words(town: Town, suite: SuiteProcess) -> None:
    eyes = Eyes(town)
    await suite.start()
    asked = ask(town)
    await eyes.until(lambda: eyes.answers[asked], "an answer of the first process")

    second = await suite.start_another()
    code = await second.wait()

    assert code == 1
    assert f"Bellbuoy is already running with the data directory {suite.data}" in suite.log
    again = ask(town)
    await eyes.until(lambda: eyes.answers[again], "an answer of the first process, which goes on")
