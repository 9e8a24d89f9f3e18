"""Ends the suite at random instants of its life, again and again, while the load goes on."""

import asyncio
import random
import shutil
import signal
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.crash.books import Books
from tests.crash.clicks import Clicks
from tests.crash.eyes import Eyes
from tests.crash.suite_process import SuiteProcess

# How a life ends: after a time, or at something that can be seen from outside; with how often, in percent.
ENDINGS = {"starting": 15, "running": 30, "telegram": 20, "discord": 15, "updates": 12, "click": 8}


class KillLoop:
    """Notes in ``books.kills`` how each life ended. No life takes more than ``longest`` seconds."""

    def __init__(
        self, suite: SuiteProcess, eyes: Eyes, books: Books, clicks: Clicks, chance: random.Random, *, longest: float
    ) -> None:
        self._suite = suite
        self._eyes = eyes
        self._books = books
        self._clicks = clicks
        self._chance = chance
        self._longest = longest
        self.first_polls: list[float] = []

    async def one_life(self, *, cold: bool = False) -> None:
        """Start, kill by chance, and look at what was left."""
        ending = self._chance.choices(list(ENDINGS), list(ENDINGS.values()))[0]
        started = time.monotonic()
        await self._suite.start(cold=cold)
        await self._until_its_end(ending, started)
        self._eyes.on_sight = lambda what: None
        code = await self._suite.kill()
        assert code == -signal.SIGKILL, f"the suite ended by itself with {code}:\n{self._suite.log[-3000:]}"
        self._books.kills[ending] += 1
        self._look_back()

    async def _until_its_end(self, ending: str, started: float) -> None:
        if ending == "starting":
            await asyncio.sleep(self._chance.uniform(0, 1.2))
            return
        if ending == "running":
            await asyncio.sleep(self._chance.uniform(1, self._longest))
            return
        left = self._chance.randint(1, 6)
        # At once is between sent and noted; a little later is anywhere between an update and its last effect.
        later = 0.0 if ending in ("telegram", "discord") else self._chance.uniform(0, 0.04)
        reached = asyncio.Event()

        def see(what: str) -> None:
            nonlocal left
            if what == "updates" and len(self.first_polls) < sum(self._books.kills.values()) + 1:
                self.first_polls.append(time.monotonic() - started)
            left -= what == ending
            if left == 0:
                if not later:
                    self._suite.send(signal.SIGKILL)
                reached.set()

        self._eyes.on_sight = see
        try:
            async with asyncio.timeout(self._longest):
                await reached.wait()
        except TimeoutError:
            return
        await asyncio.sleep(later)

    def _look_back(self) -> None:
        """Read a copy of what the ended process left behind; the original stays as the next one will find it."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.db"
            for suffix in ("", "-wal"):
                file = self._suite.database.with_name(self._suite.database.name + suffix)
                if file.exists():
                    shutil.copyfile(file, copy.with_name(copy.name + suffix))
            if not copy.exists():
                self._clicks.after_kill(())
                return
            with closing(sqlite3.connect(copy)) as database:
                if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'outbox'").fetchone():
                    self._clicks.after_kill(())
                    return
                self._books.sending.update(
                    row for (row,) in database.execute("SELECT id FROM outbox WHERE state = 'sending'")
                )
                seen = database.execute("SELECT id FROM seen_event WHERE id LIKE 'discord:i:%'")
                self._clicks.after_kill(event for (event,) in seen)
