"""The demonstration: both local platforms, the suite with the real libraries, and a page or a script to play with."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bots.build import Pauses, Suite, build
from bots.demo_look import StepFailed
from bots.demo_story import Story
from bots.demo_town import Town, open_town
from bots.demo_transcript import Transcript
from config.settings import Settings

QUICK = Pauses(hold=timedelta(seconds=20), first=timedelta(milliseconds=200), longest=timedelta(seconds=2))
UP_WITHIN_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Demo:
    town: Town
    suite: Suite


@contextlib.asynccontextmanager
async def running_demo(data_dir: Path | None = None, *, meaning: bool = False) -> AsyncIterator[Demo]:
    """Town and suite, connected; the data goes with the block unless a folder is given.

    ``meaning``: with the sentence encoder, which comes some seconds later and makes answers depend on when.
    """
    with contextlib.ExitStack() as stack:
        folder = data_dir or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bellbuoy-demo-")))
        async with (
            open_town() as town,
            build(_settings(town, folder, meaning), clock=town.clock, pauses=QUICK) as suite,
        ):
            running = asyncio.create_task(suite.run(), name="suite")
            stop_ticks = town.clock.watch(_ticker(suite))
            try:
                async with asyncio.timeout(UP_WITHIN_SECONDS):
                    await suite.wait_until_up()
                yield Demo(town, suite)
            finally:
                stop_ticks()
                suite.stop()
                await running


def _settings(town: Town, folder: Path, meaning: bool) -> Settings:
    settings = town.settings(folder)
    return settings.model_copy(update={"faq": settings.faq.model_copy(update={"meaning": meaning})})


def _ticker(suite: Suite) -> Callable[[object], None]:
    """When the demonstration's clock jumps, the scheduler's next tick is not waited for."""
    ticks: set[asyncio.Task[None]] = set()

    def tick(_: object) -> None:
        task = asyncio.get_running_loop().create_task(suite.schedule.tick(), name="demo tick")
        ticks.add(task)
        task.add_done_callback(ticks.discard)

    return tick


async def play_script(say: Callable[[str], None]) -> bool:
    """Play the whole story without a browser and tell it line by line; False when a step did not happen."""
    async with running_demo() as demo:
        transcript = Transcript(demo.town, say)
        story = Story(demo.town, demo.suite.schedule.tick)
        for number, step in enumerate(story.steps, 1):
            say("")
            say(f"── {number}. {step.title}")
            try:
                await story.play(step)
            except StepFailed as failure:
                say(f"✗ {step.name}: {failure}")
                return False
        transcript.close()
        say("")
        say(f"✓ all {len(story.steps)} steps happened")
        return True
