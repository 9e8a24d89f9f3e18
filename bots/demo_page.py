"""The demonstration as a page: the cast and the guided tour, served until the person has had enough."""

import asyncio
import signal
import webbrowser
from collections.abc import Callable
from datetime import datetime

from bots.demo import Demo, running_demo
from bots.demo_story import Step, Story
from bots.playground.page_server import Cast, PageServer, Person, TourStep
from core.errors import BellbuoyError
from core.followups.store import next_due


def cast_of(demo: Demo) -> Cast:
    """Whom one can play, and what the page shows first."""
    people, town = demo.town.people, demo.town
    return Cast(
        people=(
            Person("Amara", "member", "#1f7a8c", "A", telegram_id=people.amara),
            Person("小薇", "member", "#7b5ea7", "薇", telegram_id=people.wei),
            Person("கவ்யா", "member", "#b5651d", "க", telegram_id=people.kavya),
            Person("Harbour Support Desk", "scammer", "#a4303f", "H", telegram_id=people.thief),
            Person("Mia", "moderator", "#2e7d4f", "M", telegram_id=people.mia_telegram, discord_id=people.mia),
            Person("Otto", "admin", "#37508f", "O", discord_id=people.otto),
            Person("Diego", "member", "#8a6d1d", "D", discord_id=people.diego),
        ),
        telegram_bot_id=town.telegram_bot,
        discord_bot_id=town.discord_bot,
        guild_id=town.places.guild,
        telegram_chat=town.places.group,
        discord_channel=town.places.cards,
    )


def tour_of(demo: Demo, story: Story) -> list[TourStep]:
    """The steps of the story, each with whom to be and where to look."""
    return [_tour_step(demo, story, step) for step in story.steps]


def _tour_step(demo: Demo, story: Story, step: Step) -> TourStep:
    return TourStep(
        id=step.name,
        title=step.title,
        text=step.text,
        done=lambda: story.seen(step.name),
        action=lambda: story.play_until(step.name),
        focus="discord" if step.on_discord else "telegram",
        person=step.person,
        chat=lambda: story.chat_of(step),
    )


def page_of(demo: Demo) -> PageServer:
    """The page of a running demonstration, ready to be started."""
    story = Story(demo.town, demo.suite.schedule.tick)
    return PageServer(
        telegram=demo.town.telegram,
        discord=demo.town.discord,
        clock=demo.town.clock,
        cast=cast_of(demo),
        tour=tour_of(demo, story),
        next_due=lambda: _next_due(demo),
    )


async def serve_page(*, port: int, opens_browser: bool, say: Callable[[str], None]) -> None:
    """Serve the page on loopback until interrupted; prints its address."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    say("Starting both platforms and the suite …")
    async with running_demo(meaning=True) as demo:
        page = page_of(demo)
        try:
            await page.start(port=port)
        except OSError as error:
            raise BellbuoyError(f"port {port} cannot be used ({error.strerror}); try --port 0") from error
        try:
            say(f"Open {page.url}   (Ctrl+C ends the demonstration)")
            if opens_browser:
                # A browser is a convenience: where there is none, the printed address is enough.
                await asyncio.to_thread(webbrowser.open, page.url)
            await stopped.wait()
        finally:
            await page.stop()
    say("The demonstration has ended; nothing of it is kept.")


async def _next_due(demo: Demo) -> datetime | None:
    """When the next follow-up is planned."""

    return await demo.suite.database.read(next_due)
