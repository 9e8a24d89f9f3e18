"""Answers in chats through the real libraries on both local platforms: what each platform can do, and tells."""

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
from bots.playground import discord_threads
from bots.playground.discord_content import Draft
from bots.playground.discord_interactions import Interaction
from bots.playground.discord_records import EPHEMERAL, Message
from bots.playground.telegram_records import Message as Letter

pytestmark = pytest.mark.asyncio(loop_scope="module")
PENDING = "my transaction is pending"
FEES = "why are the gas fees so high?"
TITLE = "My transaction is pending or unconfirmed"


class Scene:
    """The town with the suite in it, a forum for questions, and eyes for both."""

    def __init__(self, demo: Demo, questions: int) -> None:
        self.town = demo.town
        self.suite = demo.suite
        self.look = Look(demo.town)
        self.questions = questions

    async def answer_of(self, interaction: Interaction) -> Message:
        """What one person alone is shown."""
        shown = await self.look.until(lambda: interaction.messages[-1] if interaction.messages else None, "an answer")
        assert shown.flags & EPHEMERAL
        return shown

    async def pressed(self, person: int, message: Message, label: str) -> Interaction:
        used = self.town.discord.press(person, message.id, self.look.component(message, label))
        await self.look.until(lambda: used.state in ("answered", "deferred") or None, "the press is taken")
        return used

    async def chosen(self, person: int, message: Message, value: str) -> None:
        menu = message.components[0]["components"][0]["custom_id"]
        used = self.town.discord.choose(person, message.id, menu, [value])
        await self.look.until(lambda: used.state in ("answered", "deferred") or None, "the choice is taken")

    async def changes(self, message: Message, words: str) -> None:
        await self.look.until(lambda: words in message.content or None, f"the message says {words}")

    async def turns_into(self, letter: Letter, words: str) -> None:
        """The same on Telegram."""
        await self.look.until(lambda: words in letter.content or None, f"the message says {words}")

    async def reply_to(self, asked: Message) -> Message:
        """The bot's public answer below a message."""
        channel = self.town.discord.message_places[asked.id]

        def found() -> Message | None:
            history = self.town.discord.history(channel)
            ours = (one for one in history if one.author_id == self.town.discord_bot and not one.deleted)
            return next((one for one in ours if one.reference and one.reference[1] == asked.id), None)

        return await self.look.until(found, "an answer below the question")

    async def quiet(self, channel: int, asker: int) -> None:
        """Until everything that was said in a channel is handled: a later message there has its answer."""
        asked = self.town.discord.say(asker, channel, f"<@{self.town.discord_bot}> how do I turn on 2fa")
        await self.reply_to(asked)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    """One for all tests, which take seconds to start; so topics are answered again at once."""
    async with contextlib.AsyncExitStack() as stack:
        town = await stack.enter_async_context(open_town())
        questions = town.discord.add_channel(town.places.guild, "questions", "forum").id
        settings = town.settings(tmp_path_factory.mktemp("wire"))
        discord = settings.community.discord.model_copy(update={"support_channels": (town.places.support, questions)})
        community = settings.community.model_copy(update={"discord": discord})
        support = settings.support.model_copy(update={"faq_cool_down": timedelta()})
        faq = settings.faq.model_copy(update={"meaning": False})
        settings = settings.model_copy(update={"community": community, "support": support, "faq": faq})
        suite = await stack.enter_async_context(build(settings, clock=town.clock, pauses=QUICK))
        running = asyncio.create_task(suite.run(), name="suite")
        try:
            async with asyncio.timeout(30):
                await suite.wait_until_up()
            opened = Scene(Demo(town, suite), questions)
            commands = town.discord.applications[town.discord_bot].commands
            await opened.look.until(lambda: len(commands) > 5 or None, "the commands are registered")
            yield opened
        finally:
            suite.stop()
            await running


# Discord


async def test_on_discord_the_lists_change_in_the_one_message_that_only_one_person_sees(scene: Scene) -> None:
    town, diego = scene.town, scene.town.people.diego
    before = len(town.discord.history(town.places.general))
    asked = town.discord.command(diego, town.places.general, "faq")
    shown = await scene.answer_of(asked)

    await scene.chosen(diego, shown, "transaction")
    await scene.changes(shown, "choose a question")
    await scene.chosen(diego, shown, "tx-pending")
    await scene.changes(shown, TITLE)
    await scene.pressed(diego, shown, "« Back")
    await scene.changes(shown, "choose a question")
    await scene.pressed(diego, shown, "« Back")
    await scene.changes(shown, "What is it about?")

    assert asked.messages == [shown]
    assert len(town.discord.history(town.places.general)) == before


async def test_on_discord_staff_show_to_all_what_they_looked_up(scene: Scene) -> None:
    town, mia = scene.town, scene.town.people.mia
    shown = await scene.answer_of(town.discord.command(mia, town.places.general, "faq", {"words": PENDING}))

    await scene.pressed(mia, shown, "Show to all")
    posted = await scene.look.until(lambda: scene.look.last_in(town.places.general, TITLE), "the answer for all")

    def labels() -> list[str]:
        return [str(part.get("label")) for row in shown.components for part in row["components"]]

    await scene.look.until(lambda: "Show to all" not in labels() or None, "the button goes")
    assert "Mia" not in posted.content
    assert not posted.flags & EPHEMERAL


async def test_on_discord_a_member_is_not_offered_to_show_it_to_all(scene: Scene) -> None:
    town, diego = scene.town, scene.town.people.diego

    shown = await scene.answer_of(town.discord.command(diego, town.places.general, "faq", {"words": PENDING}))

    assert all(part.get("label") != "Show to all" for row in shown.components for part in row["components"])


async def test_on_discord_the_answer_follows_its_question_when_that_is_edited_and_deleted(scene: Scene) -> None:
    town, diego = scene.town, scene.town.people.diego
    asked = town.discord.say(diego, town.places.support, PENDING)
    answer = await scene.reply_to(asked)

    town.discord.edit(diego, asked.id, FEES)
    await scene.changes(answer, "fee")
    town.discord.delete(diego, asked.id)
    await scene.look.until(lambda: answer.deleted or None, "the answer goes with its question")


async def test_on_discord_a_forum_post_is_answered_by_its_title_and_a_thread_like_its_channel(scene: Scene) -> None:
    town, diego = scene.town, scene.town.people.diego
    forum, support = town.discord.channels[scene.questions], town.discord.channels[town.places.support]
    thread = discord_threads.open_alone(town.discord, diego, support, discord_threads.ThreadPlan("chat"))

    _, first = discord_threads.open_post(
        town.discord, diego, forum, discord_threads.ThreadPlan(PENDING), Draft(content="Please have a look."), []
    )
    asked = town.discord.say(diego, thread.id, FEES)

    assert "FAQ" in (await scene.reply_to(first)).content
    assert "FAQ" in (await scene.reply_to(asked)).content


async def test_on_discord_other_channels_are_answered_only_when_the_bot_is_mentioned(scene: Scene) -> None:
    town, diego = scene.town, scene.town.people.diego
    unasked = town.discord.say(diego, town.places.general, PENDING)

    await scene.quiet(town.places.general, diego)

    history = town.discord.history(town.places.general)
    assert not any(one.reference and one.reference[1] == unasked.id for one in history)


async def test_on_discord_a_follow_up_in_reply_to_an_answer_gets_the_rest_of_it(scene: Scene) -> None:
    town, diego = scene.town, scene.town.people.diego
    answer = await scene.reply_to(town.discord.say(diego, town.places.support, PENDING))

    more = town.discord.say(diego, town.places.support, "??? and then?", reply_to=answer.id)

    assert TITLE in (await scene.reply_to(more)).content
    assert "block explorer of that network" in (await scene.reply_to(more)).content


async def test_on_discord_the_way_to_a_human_quotes_the_question_and_puts_it_into_the_ticket(scene: Scene) -> None:
    town, diego = scene.town, scene.town.people.diego
    answer = await scene.reply_to(town.discord.say(diego, town.places.support, PENDING))

    menu = await scene.answer_of(await scene.pressed(diego, answer, "Talk to a human"))
    opened = town.discord.choose(diego, menu.id, menu.components[0]["components"][0]["custom_id"], ["transaction"])
    await scene.look.until(lambda: opened.modal, "the form")
    await scene.look.submit(opened, "It is 0xabc on Ethereum.")

    assert PENDING in menu.content
    told = await scene.look.until(lambda: scene.look.in_post("Diego", "0xabc"), "the words in the post")
    assert PENDING in told.content


async def test_on_discord_the_way_to_a_human_is_in_the_language_of_the_question(scene: Scene) -> None:
    town = scene.town
    ling = town.discord.add_user("ling", global_name="Ling").id
    town.discord.add_member(town.places.guild, ling)
    answer = await scene.reply_to(town.discord.say(ling, town.places.support, "我的账户被锁定了怎么办"))

    menu = await scene.answer_of(await scene.pressed(ling, answer, "联系人工客服"))
    opened = town.discord.choose(ling, menu.id, menu.components[0]["components"][0]["custom_id"], ["account"])
    form = await scene.look.until(lambda: opened.modal, "the form")

    assert "是哪方面的问题？" in menu.content
    assert form.title == "开工单"


# Telegram


async def test_on_telegram_the_way_to_a_human_leads_into_private_with_the_question(scene: Scene) -> None:
    town, amara = scene.town, scene.town.people.amara
    asked = town.telegram.say(amara, town.places.group, PENDING)
    answer = await scene.look.until(lambda: scene.look.bot_reply(asked), "an answer")
    (url,) = [str(b["url"]) for row in answer.inline_keyboard for b in row if "?start=" in str(b.get("url", ""))]

    town.telegram.start(amara, BOT_USERNAME, url.partition("?start=")[2])
    menu = await scene.look.until(lambda: scene.look.private_saying("Your question"), "the categories")
    town.telegram.press(amara, town.telegram_bot, menu.message_id, scene.look.button(menu, "Transaction"))
    ask = await scene.look.until(lambda: scene.look.private_with("Send as it is"), "whether there is more")
    town.telegram.press(amara, town.telegram_bot, ask.message_id, scene.look.button(ask, "Send as it is"))

    assert PENDING in menu.content
    assert PENDING in ask.content
    await scene.look.until(lambda: scene.look.in_post("Amara", PENDING), "the question in the post")


async def test_on_telegram_the_answer_follows_an_edit_of_its_question(scene: Scene) -> None:
    town, amara = scene.town, scene.town.people.amara
    asked = town.telegram.say(amara, town.places.group, PENDING)
    answer = await scene.look.until(lambda: scene.look.bot_reply(asked), "an answer")

    town.telegram.edit(amara, town.places.group, asked.message_id, FEES)
    await scene.look.until(lambda: "fee" in answer.content.lower() or None, "the other answer")
    town.telegram.edit(amara, town.places.group, asked.message_id, "good morning everybody")
    await scene.look.until(lambda: answer.deleted_at, "the answer goes")


async def test_on_telegram_the_lists_change_in_one_message(scene: Scene) -> None:
    town, amara = scene.town, scene.town.people.amara
    town.telegram.start(amara, BOT_USERNAME)
    town.telegram.say(amara, town.telegram_bot, "/faq")
    shown = await scene.look.until(lambda: scene.look.private_saying("Choose a topic"), "the categories")

    for label, words in (("Transaction", "choose a question"), (TITLE, TITLE), ("« Back", "choose a question")):
        town.telegram.press(amara, town.telegram_bot, shown.message_id, scene.look.button(shown, label))
        await scene.turns_into(shown, words)


async def test_on_telegram_staff_who_reply_silence_the_bot(scene: Scene) -> None:
    town, people = scene.town, scene.town.people
    hello = town.telegram.say(people.kavya, town.places.group, "hello all")
    town.telegram.say(people.mia_telegram, town.places.group, "hi, what is it", reply_to=hello.message_id)
    asked = town.telegram.say(people.kavya, town.places.group, PENDING)

    later = town.telegram.say(people.wei, town.places.group, FEES)

    await scene.look.until(lambda: scene.look.bot_reply(later), "the answer to somebody else")
    assert scene.look.bot_reply(asked) is None
