"""Gaps of the FAQ through the real libraries on both local platforms: the week's card, and an answer promoted."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from bots.build import build
from bots.demo import QUICK, Demo
from bots.demo_look import Look
from bots.demo_town import BOT_USERNAME, open_town
from bots.playground.discord_interactions import Interaction
from bots.playground.discord_records import EPHEMERAL, Message

pytestmark = pytest.mark.asyncio(loop_scope="module")
QUESTION = "do you sell paper sea charts of the northern lighthouse?"
ANSWER = (
    "Hi Diego, no, charts are not for sale. Look at https://harbour.example/charts and print them. Ticket 4711 is done."
)


class Scene:
    """The town with the suite in it, and eyes for both."""

    def __init__(self, demo: Demo) -> None:
        self.town = demo.town
        self.suite = demo.suite
        self.look = Look(demo.town)

    async def answer_of(self, interaction: Interaction) -> Message:
        """What one person alone is shown."""
        shown = await self.look.until(lambda: interaction.messages[-1] if interaction.messages else None, "an answer")
        assert shown.flags & EPHEMERAL
        return shown

    async def pressed(self, person: int, message: Message, label: str) -> Interaction:
        used = self.town.discord.press(person, message.id, self.look.component(message, label))
        await self.look.until(lambda: used.state in ("answered", "deferred") or None, "the press is taken")
        return used

    async def asked_in_private(self, words: str, times: int) -> None:
        town = self.town
        for _ in range(times):
            used = town.discord.command(town.people.diego, town.places.general, "ask", {"words": words})
            await self.answer_of(used)

    async def weeks_later(self) -> None:
        """A tick that groups what was asked, and one a week later that offers it."""
        await self.suite.schedule.tick()
        self.town.clock.advance(timedelta(days=8))
        await self.suite.schedule.tick()

    def card(self, words: str) -> Message | None:
        """The card of a gap in the staff channel."""
        history = self.town.discord.history(self.town.places.cards)
        return next((one for one in reversed(history) if words in one.content and "🕳" in one.content), None)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    async with contextlib.AsyncExitStack() as stack:
        town = await stack.enter_async_context(open_town())
        settings = town.settings(tmp_path_factory.mktemp("gaps"))
        faq = settings.faq.model_copy(update={"meaning": False})
        settings = settings.model_copy(update={"faq": faq})
        suite = await stack.enter_async_context(build(settings, clock=town.clock, pauses=QUICK))
        running = asyncio.create_task(suite.run(), name="suite")
        try:
            async with asyncio.timeout(30):
                await suite.wait_until_up()
            opened = Scene(Demo(town, suite))
            commands = town.discord.applications[town.discord_bot].commands
            await opened.look.until(lambda: len(commands) > 5 or None, "the commands are registered")
            yield opened
        finally:
            suite.stop()
            await running


async def test_what_was_asked_in_vain_comes_as_a_card_that_changes_where_it_stands(scene: Scene) -> None:
    await scene.asked_in_private(QUESTION, 3)

    await scene.weeks_later()
    card = await scene.look.until(lambda: scene.card(QUESTION), "the card of the week")
    await scene.pressed(scene.town.people.mia, card, "Ignore")
    await scene.look.until(lambda: "Ignored" in card.content or None, "the card says who ignored it")
    assert "Mia" in card.content
    await scene.pressed(scene.town.people.otto, card, "Undo")
    await scene.look.until(lambda: "Ignored" not in card.content or None, "the card is open again")

    assert scene.look.component(card, "Make an entry")


async def test_on_discord_an_entry_is_made_through_the_forms_of_the_card(scene: Scene) -> None:
    words = "which anchor should a rowing boat have in this bay?"
    await scene.asked_in_private(words, 3)
    await scene.weeks_later()
    card = await scene.look.until(lambda: scene.card(words), "the card of the week")
    mia = scene.town.people.mia

    menu = await scene.answer_of(await scene.pressed(mia, card, "Make an entry"))
    opened = scene.town.discord.choose(mia, menu.id, menu.components[0]["components"][0]["custom_id"], ["education"])
    await scene.look.until(lambda: opened.modal, "the form")
    given: dict[str, object] = {
        "title": "Which anchor do I need?",
        "short": "A light one.",
        "body": "A light one is enough here.",
    }
    sent = scene.town.discord.submit(opened, {**given, "asks": words, "never": ""})
    preview = await scene.answer_of(sent)
    await scene.pressed(mia, preview, "Publish")
    await scene.look.until(lambda: "Which anchor do I need?" in card.content or None, "the card names the entry")

    answer = await scene.answer_of(
        scene.town.discord.command(scene.town.people.diego, scene.town.places.general, "ask", {"words": words})
    )
    assert "A light one is enough here." in answer.content


async def test_on_discord_an_answer_is_promoted_from_its_menu_under_the_question_it_replied_to(scene: Scene) -> None:
    town, mia = scene.town, scene.town.people.mia
    asked = town.discord.say(town.people.diego, town.places.general, "where do I get charts of this coast?")
    said = town.discord.say(mia, town.places.general, ANSWER, reply_to=asked.id)

    preview = await scene.answer_of(
        town.discord.context(mia, town.places.general, "Make FAQ entry", message_id=said.id)
    )

    assert "where do I get charts of this coast?" in preview.content
    assert "Diego" not in preview.content
    assert "4711" not in preview.content
    assert scene.look.component(preview, "Publish")


async def test_on_discord_what_a_member_wrote_is_not_promoted(scene: Scene) -> None:
    town = scene.town
    said = town.discord.say(town.people.diego, town.places.general, ANSWER)

    told = await scene.answer_of(
        town.discord.context(town.people.mia, town.places.general, "Make FAQ entry", message_id=said.id)
    )

    assert "/faq add" in told.content


async def test_on_telegram_an_answer_is_promoted_by_replying_and_its_draft_shown_in_private(scene: Scene) -> None:
    town, people = scene.town, scene.town.people
    said = town.telegram.say(people.mia_telegram, town.places.group, ANSWER)

    town.telegram.say(people.mia_telegram, town.places.group, "/promote Are charts sold?", reply_to=said.message_id)
    notice = await scene.look.until(
        lambda: next((m for m in scene.look.group() if m.bot_id and "The draft is ready" in m.content), None),
        "a notice",
    )
    (url,) = [str(b["url"]) for row in notice.inline_keyboard for b in row if "?start=" in str(b.get("url", ""))]
    town.telegram.start(people.mia_telegram, BOT_USERNAME, url.partition("?start=")[2])

    def shown() -> bool | None:
        if (people.mia_telegram, town.telegram_bot) not in town.telegram.privates:
            return None
        history = town.telegram.history(town.telegram_bot, people.mia_telegram)
        return any(m.bot_id and "Are charts sold?" in m.content and "4711" not in m.content for m in history) or None

    assert await scene.look.until(shown, "the draft in private")
    assert "print them" not in notice.content
