"""The people of the load: they ask, cheat, complain and answer without pause, whether or not anybody listens."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bots.demo_town import Town
from bots.playground.discord_interactions import Interaction
from bots.playground.discord_records import Message as Post
from tests.crash.books import Books, Conversation
from tests.crash.clicks import Clicks
from tests.crash.eyes import Eyes, key_under, marked, part_of

QUESTION = "my transaction has been pending for 3 hours, what can I do?"
SCAM = "Dear users, due to an upgrade you must validate your wallet. Send me your 12 word seed phrase in DM now."
CHATTER = ("gm everyone", "早上好 ☀️", "வணக்கம்!", "доброе утро, как погода?", "nice weather at the harbour today")


@dataclass(frozen=True, slots=True)
class Load:
    """How many members have a ticket, besides those who ask, chat and cheat in the group."""

    telegram_tickets: int
    discord_tickets: int


class Crowd:
    """``start`` it; after ``stop`` every actor finishes what it has begun, for which the suite has to run.

    Altogether they want a little less than what the pace of the platforms lets through while processes are young.
    """

    def __init__(self, town: Town, eyes: Eyes, books: Books, clicks: Clicks, chance: random.Random) -> None:
        self._town = town
        self._eyes = eyes
        self._books = books
        self._clicks = clicks
        self._chance = chance
        self._over = asyncio.Event()
        self._actors: list[asyncio.Task[None]] = []

    def start(self, load: Load) -> None:
        """The panel must be posted already."""
        for number in range(3):
            self._act(self._asker(self._newcomer(f"Asker {number}")), f"asker {number}")
        self._act(self._chatterer(), "chatterer")
        self._act(self._scammers(), "scammers")
        self._act(self._bans(), "bans")
        for number in range(load.telegram_tickets):
            self._act(self._telegram_member(f"t{number}"), f"member t{number}")
        for number in range(load.discord_tickets):
            self._act(self._discord_member(f"d{number}"), f"member d{number}")

    def _act(self, work: Awaitable[None], name: str) -> None:
        self._actors.append(asyncio.ensure_future(work))
        self._actors[-1].set_name(name)

    def raise_faults(self) -> None:
        """Raise what stopped an actor; nobody else would notice."""
        for actor in self._actors:
            if actor.done():
                actor.result()

    async def stop(self) -> None:
        self._over.set()
        await asyncio.gather(*self._actors)

    def cancel(self) -> None:
        for actor in self._actors:
            actor.cancel()

    async def _pause(self, mean: float) -> None:
        """The next act of a person follows after a while that nobody knows; less when the load ends."""
        try:
            await asyncio.wait_for(self._over.wait(), self._chance.uniform(0.2, 1.8) * mean)
        except TimeoutError:
            return

    def _newcomer(self, name: str) -> int:
        person = self._town.telegram.add_user(name, language_code="en").id
        self._town.telegram.add_member(self._town.places.group, person)
        return person

    # Telegram

    async def _asker(self, person: int) -> None:
        town = self._town
        while not self._over.is_set():
            asked = town.telegram.say(person, town.places.group, QUESTION)
            self._books.questions.append(asked)
            if self._chance.random() < 0.5:
                answers = self._eyes.answers[asked.message_id]
                answer = (await self._eyes.until(lambda found=answers: found, "an answer"))[0]  # type: ignore[misc]
                key = key_under(answer, "This helped")
                if key is not None:
                    pressed = town.telegram.press(person, town.places.group, answer.message_id, key)
                    self._books.presses.append(pressed)
            await self._pause(12)

    async def _chatterer(self) -> None:
        town = self._town
        while not self._over.is_set():
            town.telegram.say(town.people.wei, town.places.group, self._chance.choice(CHATTER))
            await self._pause(0.5)

    async def _scammers(self) -> None:
        town = self._town
        while not self._over.is_set():
            person = self._newcomer(f"Helpdesk {len(self._books.scams)}")
            self._books.scams[person] = town.telegram.say(person, town.places.group, SCAM)
            await self._pause(6)

    async def _telegram_member(self, name: str) -> None:
        """Opens a ticket in the private chat, then goes on writing in it; staff answer meanwhile."""
        town, member = self._town, self._newcomer(name)
        chat = self._eyes.private[member]
        town.telegram.start(member, "HarbourHelpBot")
        town.telegram.say(member, town.telegram_bot, "/support")
        menu = await self._eyes.until(
            lambda: next((one for one in chat if key_under(one, "Transaction")), None), f"categories for {name}"
        )
        key = key_under(menu, "Transaction")
        assert key is not None
        self._books.presses.append(town.telegram.press(member, town.telegram_bot, menu.message_id, key))
        await self._eyes.until(lambda: any("Tell me" in one.content for one in chat), f"a question to {name}")
        talk = Conversation(name, member, on_discord=False)
        self._books.conversations.append(talk)

        def say(words: str) -> None:
            town.telegram.say(member, town.telegram_bot, words)

        await self._talk(talk, say)

    async def _talk(self, talk: Conversation, say: Callable[[str], object]) -> None:
        """The member's side, with a moderator who answers beside it."""
        if not talk.on_discord:
            say(f"{marked(talk.name, 0)} It has not arrived.")
            talk.said = 1
        talk.post = await self._eyes.until(lambda: self._post_with(marked(talk.name, 0)), f"a post for {talk.name}")
        staff = asyncio.ensure_future(self._moderator(talk))
        try:
            while not self._over.is_set():
                say(f"{marked(talk.name, talk.said)} and one more thing")
                talk.said += 1
                await self._pause(3)
            await staff
        finally:
            staff.cancel()

    def _post_with(self, mark: str) -> int | None:
        forum = self._town.places.forum
        posts = [one for one in self._town.discord.channels.values() if one.parent_id == forum]
        found = (p.id for p in posts if any(mark in said.content for said in p.messages.values()))
        return next(found, None)

    # Discord

    async def _moderator(self, talk: Conversation) -> None:
        """Answers with the form and with the command in turn."""
        town, mia = self._town, self._town.people.mia
        card = await self._eyes.until(lambda: self._card(talk.post), f"the card of {talk.name}")
        while not self._over.is_set():
            mark = marked(talk.reply_name, talk.replied)
            words = f"{mark} we look into it"
            if talk.replied % 2:
                form = await self._clicks.form(lambda: self._press(mia, card, "Reply"))
                field = form.fields[0]["custom_id"]
                await self._clicks.act(lambda f=form, i=field, w=words: town.discord.submit(f, {i: w}), mark)  # type: ignore[misc]
            else:
                await self._clicks.act(
                    lambda w=words: town.discord.command(mia, talk.post, "reply", {"text": w}),  # type: ignore[misc]
                    mark,
                )
            talk.replied += 1
            await self._pause(5)

    async def _bans(self) -> None:
        """Mia bans every second scammer by the button on the card."""
        town = self._town
        wanted = 0
        while not self._over.is_set():
            cards = [post for post in self._eyes.posted[town.places.cards] if "Case" in post.content]
            if len(cards) <= wanted:
                await self._pause(1)
                continue
            card = cards[wanted]
            wanted += 2
            person = next(one for one in self._books.scams if f" {one}`" in card.content)
            self._books.bans.append(person)
            if part_of(card, "Ban") is not None:
                await self._clicks.act(
                    lambda c=card: self._press(town.people.mia, c, "Ban"),  # type: ignore[misc]
                    f"ban {person}",
                    is_done=lambda c=card: part_of(c, "Ban") is None,  # type: ignore[misc]
                )

    async def _discord_member(self, name: str) -> None:
        """Opens a ticket from the panel with a form, then writes in the private thread."""
        town = self._town
        member = town.discord.add_user(name, global_name=name).id
        town.discord.add_member(town.places.guild, member)
        panel = await self._eyes.until(lambda: self._panel(), "the panel")
        pressed = await self._clicks.act(lambda: self._press(member, panel, "Open a ticket"), f"panel {name}")
        menu = await self._eyes.until(lambda: pressed.messages, f"categories for {name}")
        menu_id, choice = menu[-1].id, menu[-1].components[0]["components"][0]["custom_id"]
        form = await self._clicks.form(lambda: town.discord.choose(member, menu_id, choice, ["account"]))
        words: dict[str, object] = {form.fields[0]["custom_id"]: f"{marked(name, 0)} The code never arrives."}
        await self._clicks.act(lambda: town.discord.submit(form, words), marked(name, 0))
        talk = Conversation(name, member, on_discord=True, said=1)
        self._books.conversations.append(talk)
        talk.place = await self._eyes.until(lambda: self._thread_of(member), f"a private thread for {name}")
        await self._talk(talk, lambda words: town.discord.say(member, talk.place, words))

    def _press(self, person: int, post: Post, label: str) -> Interaction:
        part = part_of(post, label)
        assert part is not None, f"no button {label}"
        return self._town.discord.press(person, post.id, part)

    def _panel(self) -> Post | None:
        posted = self._eyes.posted[self._town.places.panel]
        return next((post for post in posted if part_of(post, "Open a ticket")), None)

    def _card(self, channel: int) -> Post | None:
        posts = self._town.discord.channels[channel].messages.values()
        return next((post for post in posts if part_of(post, "Reply")), None)

    def _thread_of(self, member: int) -> int | None:
        panel = self._town.places.panel
        threads = [one for one in self._town.discord.channels.values() if one.parent_id == panel and one.thread]
        return next((one.id for one in threads if one.thread and member in one.thread.members), None)
