"""The whole suite on the wire, as a process of its own, beside a program with python-telegram-bot's own Updater.

Both talk to the same local Bot API server, which lives in the process of the measurement.
"""

import asyncio
import contextlib
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

# python-telegram-bot warns about durations as numbers unless this is set before it is imported.
os.environ.setdefault("PTB_TIMEDELTA", "1")

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bots.demo_town import TELEGRAM_TOKEN, Town, open_town
from bots.playground.discord_records import JsonObject
from tests.bench.scoreboard import Row
from tests.crash.suite_process import SuiteProcess, suite_in

ROOT = Path(__file__).resolve().parents[2]
KILLS = 5
GROUPS = 120
QUESTION = "my transaction has been pending for 3 hours, what can I do?"
CHATTER = (
    "gm everyone",
    "早上好，今天天气不错",
    "வணக்கம் நண்பர்களே, இன்று மழை",
    "доброе утро, кофе уже готов",
    "the new charts look great on my phone",
    "buenos días a todos",
)


def measure(quick: bool) -> list[Row]:
    return asyncio.run(_measure(quick=quick))


async def _measure(*, quick: bool) -> list[Row]:
    updates = 300 if quick else 1000
    theirs_lost = await _library_lost(updates)
    ours_lost, twice = await _we_lost(updates)
    seconds = 8.0 if quick else 30.0
    theirs = await _library_latency(seconds)
    ours = await _our_latency(seconds)
    return [
        Row(
            number=1,
            metric=f"updates lost in {KILLS} kills over {updates:,}, {twice} handled twice",
            baseline_name="python-telegram-bot's Updater",
            baseline=theirs_lost,
            ours=ours_lost,
            unit="updates",
            goal="0",
            ratio=round(ours_lost / max(1, theirs_lost), 3),
            met=ours_lost == 0 and twice == 0,
        ),
        _latency_row("p50", theirs, ours, 0.5),
        _latency_row("p99", theirs, ours, 0.99),
    ]


def _latency_row(name: str, theirs: Sequence[float], ours: Sequence[float], part: float) -> Row:
    baseline, value = _part_of(theirs, part), _part_of(ours, part)
    return Row(
        number=0,
        metric=f"question in, answer out at 100 events/s, {name}",
        baseline_name="python-telegram-bot, answers and keeps nothing",
        baseline=round(baseline, 1),
        ours=round(value, 1),
        unit="ms",
        goal="p99 < 100",
        ratio=round(value / baseline, 2),
        met=value < 100,
    )


def _part_of(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


# Updates lost


def _say_all(town: Town, count: int) -> None:
    """From a hundred people, each in their own chat with the bot."""
    people = [town.telegram.add_user(f"Person {number}", language_code="en").id for number in range(100)]
    for person in people:
        town.telegram.start(person, "HarbourHelpBot")
    # Pressing Start is an update already: what follows makes up the number.
    for number in range(count - len(people)):
        town.telegram.say(people[number % len(people)], town.telegram_bot, "/status")


async def _kill_over(town: Town, start: Callable[[], Awaitable[None]], kill: Callable[[], Awaitable[object]]) -> None:
    """Five lives, each killed a moment after it was given its first updates; a sixth takes what is left.

    Fewer, if nothing is left before that.
    """
    chance = random.Random(11)
    queue = town.telegram.bots[town.telegram_bot].updates
    given = asyncio.Event()

    def see(change: JsonObject) -> None:
        if change["type"] == "call" and change["method"] == "getUpdates":
            given.set()

    town.telegram.watch(see)
    for _ in range(KILLS):
        given.clear()
        await start()
        await asyncio.wait_for(given.wait(), 60)
        await asyncio.sleep(chance.uniform(0.02, 0.12))
        await kill()
        if not len(queue):
            break
    await start()


async def _until(town: Town, condition: Callable[[], bool], seconds: float) -> None:
    changed = asyncio.Event()
    stop = town.telegram.watch(lambda change: changed.set())
    try:
        async with asyncio.timeout(seconds):
            while not condition():
                changed.clear()
                await changed.wait()
    finally:
        stop()


async def _we_lost(count: int) -> tuple[int, int]:
    """Handled means: noted as seen and answered in the outbox, in the same transaction."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_town() as town, suite_in(Path(folder), town) as suite:
            queue = town.telegram.bots[town.telegram_bot].updates
            await suite.start()
            await _until(town, lambda: queue.allowed is not None, 60)
            await suite.kill()
            _say_all(town, count)
            await _kill_over(town, suite.start, suite.kill)
            await _until(town, lambda: len(queue) == 0, 120)
            suite.send(signal.SIGTERM)
            await suite.ended()
            with closing(sqlite3.connect(suite.database)) as database:
                query = (
                    "SELECT seen_event.id, count(outbox.id) FROM seen_event"
                    " JOIN outbox ON outbox.cause = seen_event.id AND outbox.kind = 'send'"
                    " WHERE seen_event.id LIKE 'telegram:u:%' GROUP BY seen_event.id"
                )
                handled = dict(database.execute(query).fetchall())
    return count - len(handled), sum(answers > 1 for answers in handled.values())


async def _library_lost(count: int) -> int:
    """Handled means: the handler was run and has noted the update's number."""
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "notes"
        notes.touch()
        async with open_town() as town:
            queue = town.telegram.bots[town.telegram_bot].updates
            _say_all(town, count)
            running: list[Process] = []

            async def start() -> None:
                running.append(await _library(town, notes))

            async def kill() -> None:
                running[-1].kill()
                await running[-1].wait()

            try:
                await _kill_over(town, start, kill)
                await _until(town, lambda: len(queue) == 0, 120)
                # What the last life has in its memory is handled before it stops.
                running[-1].terminate()
                await running[-1].wait()
            finally:
                for process in running:
                    if process.returncode is None:
                        process.kill()
            return count - len(set(notes.read_text().split()))


async def _library(town: Town, notes: Path) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.wire_bench", "library", town.telegram_server.base_url, str(notes)),
        cwd=ROOT,
        stdout=PIPE,
    )


def _run_library(url: str, notes: Path) -> None:
    """A bot as its documentation shows it: an Application that answers, and notes what it has handled."""

    async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None or message.text is None or not message.text.startswith(("/", QUESTION)):
            return
        await message.reply_text("Here is what we know about that.", do_quote=True)
        with notes.open("a") as file:
            file.write(f"{update.update_id}\n")

    builder: Any = Application.builder().token(TELEGRAM_TOKEN).base_url(f"{url}/bot")
    application: Any = builder.build()
    application.add_handler(MessageHandler(filters.ALL, handle))
    application.run_polling(bootstrap_retries=3)


# Latency


async def _our_latency(seconds: float) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        async with _crowded_town() as (town, groups), suite_in(Path(folder), town, groups=groups) as suite:
            return await _under_load(town, groups, seconds, suite)


async def _library_latency(seconds: float) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        async with _crowded_town() as (town, groups):
            notes = Path(folder) / "notes"
            notes.touch()
            process = await _library(town, notes)
            try:
                return await _under_load(town, groups, seconds, None)
            finally:
                process.kill()
                await process.wait()


@asynccontextmanager
async def _crowded_town() -> AsyncIterator[tuple[Town, list[int]]]:
    """So many groups that no group gets more answers a minute than Telegram lets through."""
    async with open_town() as town:
        groups = []
        for number in range(GROUPS):
            group = town.telegram.add_chat("supergroup", f"Group {number}").id
            town.telegram.add_member(group, town.telegram_bot, status="administrator")
            town.telegram.add_member(group, town.people.amara)
            groups.append(group)
        yield town, groups


async def _under_load(town: Town, groups: Sequence[int], seconds: float, suite: SuiteProcess | None) -> list[float]:
    """A hundred messages a second, one in five a question; milliseconds from each question to its answer."""
    asked: dict[tuple[int, int], float] = {}
    took: list[float] = []

    def see(change: JsonObject) -> None:
        message = change.get("message")
        if change["type"] != "message" or not message or ":" in change["chat"]:
            return
        shown = town.telegram.chats[int(change["chat"])].messages[change["message_id"]]
        began = asked.pop((shown.chat.id, shown.reply_to_id or 0), None) if shown.bot_id else None
        if began is not None:
            took.append((time.perf_counter() - began) * 1000)

    town.telegram.watch(see)
    if suite is not None:
        await suite.start()

    def ask(group: int) -> None:
        began = time.perf_counter()
        message = town.telegram.say(town.people.amara, group, QUESTION)
        asked[group, message.message_id] = began

    # The last ones, so that no group is asked again within a second.
    for group in groups[-20:]:
        ask(group)
    await _until(town, lambda: not asked, 60)
    took.clear()
    loop = asyncio.get_running_loop()
    # By then the answers so far no longer count against the pace of 30 messages a second.
    begin = loop.time() + 3
    for number in range(int(seconds * 100)):
        await asyncio.sleep(max(0.0, begin + number / 100 - loop.time()))
        if number % 5 == 0:
            ask(groups[(number // 5) % len(groups)])
        else:
            town.telegram.say(town.people.amara, groups[number % len(groups)], CHATTER[number % len(CHATTER)])
    await _until(town, lambda: not asked, 60)
    return took


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["library", url, file]:
            with contextlib.suppress(KeyboardInterrupt):
                _run_library(url, Path(file))
        case _:
            for row in measure(quick="--quick" in sys.argv):
                print(row)
