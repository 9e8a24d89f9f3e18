"""The main job told as a story: every step does what a person does and then waits until the others see it."""

import tomllib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bots.demo_look import Look, StepFailed
from bots.demo_town import BOT_USERNAME, Town

Tick = Callable[[], Awaitable[None]]

AMARA, DIEGO = "Amara", "Diego"
FOLLOW_UP_AFTER = timedelta(hours=24, minutes=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does. ``person`` is who does it, ``place`` where that can be watched."""

    name: str
    title: str
    text: str
    on_discord: bool
    person: str
    place: str
    act: Callable[[], Awaitable[None]]


def _written() -> list[dict[str, str]]:
    steps: list[dict[str, str]] = tomllib.loads((Path(__file__).parent / "demo_steps.toml").read_text("utf-8"))["step"]
    return steps


class Story(Look):
    """The steps share what happened before; play them in order. ``tick`` makes the clock's jump felt at once."""

    def __init__(self, town: Town, tick: Tick) -> None:
        super().__init__(town)
        self._tick = tick
        self.done: set[str] = set()
        self.steps = tuple(self._step_of(entry) for entry in _written())

    def _step_of(self, entry: dict[str, str]) -> Step:
        act: Callable[[], Awaitable[None]] = getattr(self, "_" + entry["name"].replace("-", "_"))
        return Step(
            name=entry["name"],
            title=entry["title"],
            text=entry["text"],
            on_discord=entry["focus"] == "discord",
            person=entry["person"],
            place=entry["place"],
            act=act,
        )

    def chat_of(self, step: Step) -> int:
        """The Telegram chat or Discord channel in which a step can be watched now."""
        places = self._town.places
        match step.place.partition(":"):
            case ("group", _, _):
                return places.group
            case ("private", _, _):
                return self._town.telegram_bot
            case ("cards", _, _):
                return places.cards
            case ("post", _, name):
                return self.post_of(name) or places.forum
            case ("thread", _, _):
                return self.private_thread() or places.panel
        raise LookupError(step.place)

    def seen(self, name: str) -> bool:
        """Whether a step can be seen to have happened, whoever did it."""
        town = self._town
        if name in self.done:
            return True
        match name:
            case "chatter":
                return len(self.group()) >= 4 or self.source() is not None
            case "question":
                return self.source() is not None
            case "helped":
                return any(not m.inline_keyboard for m in self.group() if m.bot_id and "Source" in m.content)
            case "scam":
                return self.card() is not None
            case "ban":
                return town.telegram.chats[town.places.group].members[town.people.thief].status == "kicked"
            case "support":
                return self.post_of(AMARA) is not None
            case "claim":
                return self.in_post(AMARA, "Claimed by") is not None or self.in_post(AMARA, "→ Amara") is not None
            case "reply":
                return self.in_post(AMARA, "→ Amara") is not None
            case "note":
                return self.in_post(AMARA, "📝") is not None
            case "answer-back":
                return self.in_post(AMARA, "Before") is not None
            case "close":
                return self.private_saying("is closed") is not None or self.private_saying("stars") is not None
            case "rate":
                return self.private_saying("You gave us") is not None
            case "follow-up":
                return self.private_saying("Is it really solved?") is not None
            case "reopen":
                return self.private_saying("is open again") is not None
            case "discord-member":
                return self.post_of(DIEGO) is not None
            case "discord-talk":
                return self.in_post(DIEGO, "→ Diego") is not None
        raise LookupError(name)

    async def play(self, step: Step) -> None:
        """Play one step whose predecessors have been played; raises StepFailed."""
        await step.act()
        self.done.add(step.name)

    async def play_until(self, name: str) -> None:
        """Play every step up to and with this one that nobody has played yet."""
        for step in self.steps:
            if not self.seen(step.name):
                await self.play(step)
            if step.name == name:
                return

    # Steps

    async def _chatter(self) -> None:
        town, people = self._town, self._town.people
        before = len(self.group())
        for person, words in (
            (people.amara, "gm everyone"),
            (people.wei, "早上好 ☀️"),
            (people.kavya, "வணக்கம்!"),
        ):
            town.telegram.say(person, town.places.group, words)
        town.telegram.say(people.amara, town.places.group, "nice weather at the harbour today")
        # The bot has read the last message once it has confirmed its update; until then silence proves nothing.
        queue = town.telegram.bots[town.telegram_bot].updates
        await self.until(lambda: len(queue) == 0 or None, "the bot reads the chatter")
        said = [message for message in self.group()[before:] if message.bot_id == town.telegram_bot]
        if said:
            raise StepFailed("the bot answered chatter")

    async def _question(self) -> None:
        town = self._town
        asked = town.telegram.say(
            town.people.amara,
            town.places.group,
            "my transaction has been pending for 3 hours, what can I do?",
        )
        answer = await self.until(lambda: self.bot_reply(asked), "an answer in the group")
        self.expect("Source" in answer.content, "the answer names its source")

    async def _helped(self) -> None:
        town = self._town
        answer = self.last_from_bot()
        pressed = town.telegram.press(
            town.people.amara, town.places.group, answer.message_id, self.button(answer, "This helped")
        )
        await self.until(lambda: pressed.answer, "the button answers")
        await self.until(lambda: not answer.inline_keyboard or None, "the buttons go")

    async def _scam(self) -> None:
        town = self._town
        scam = town.telegram.say(
            town.people.thief,
            town.places.group,
            "Dear users, due to an upgrade you must validate your wallet. Send me your 12 word seed phrase in DM now.",
        )
        await self.until(lambda: scam.deleted_at, "the scam is removed")
        await self.until(lambda: next((m for m in self.group() if m.bot_id and "scam" in m.content), None), "a warning")
        await self.until(lambda: self.card(), "a card in Discord")

    async def _ban(self) -> None:
        town = self._town
        card = self.card()
        assert card is not None
        town.discord.press(town.people.mia, card.id, self.component(card, "Ban"))
        chat = town.telegram.chats[town.places.group]
        await self.until(lambda: chat.members[town.people.thief].status == "kicked" or None, "the thief is banned")
        await self.until(lambda: "Banned" in card.content or None, "the card shows who decided")

    async def _support(self) -> None:
        town, amara = self._town, self._town.people.amara
        town.telegram.say(amara, town.places.group, "/support")
        door = await self.until(lambda: self.with_url(), "a way into the private chat")
        payload = door.partition("?start=")[2]
        town.telegram.start(amara, BOT_USERNAME, payload)
        menu = await self.until(lambda: self.private_with("Transaction"), "the categories")
        town.telegram.press(amara, town.telegram_bot, menu.message_id, self.button(menu, "Transaction"))
        await self.until(lambda: self.private_saying("Tell me"), "the question what happened")
        town.telegram.say(
            amara, town.telegram_bot, "I sent 0.5 ETH to my exchange four hours ago and it has not arrived."
        )
        await self.until(lambda: self.private_saying("Your ticket is #"), "the ticket's number")
        await self.until(lambda: self.post_of(AMARA), "a post in the ticket forum")
        await self.until(lambda: self.in_post(AMARA, "0.5 ETH"), "the member's words in the post")

    async def _claim(self) -> None:
        card = await self.until(lambda: self.in_post(AMARA, "earlier tickets"), "the card")
        self._town.discord.press(self._town.people.mia, card.id, self.component(card, "Claim"))
        await self.until(lambda: "Claimed by" in card.content or None, "the card shows who claimed it")

    async def _reply(self) -> None:
        town = self._town
        card = await self.until(lambda: self.in_post(AMARA, "earlier tickets"), "the card")
        opened = town.discord.press(town.people.mia, card.id, self.component(card, "Reply"))
        await self.until(lambda: opened.modal, "the form")
        await self.submit(opened, "Thank you. Which network did you choose when you sent it?")
        await self.until(lambda: self.private_saying("Which network"), "the answer in Telegram")
        copy = await self.until(lambda: self.in_post(AMARA, "Which network"), "the copy in the post")
        await self.until(lambda: copy.reactions or None, "the mark that it was delivered")

    async def _note(self) -> None:
        town = self._town
        post = self.post_of(AMARA)
        assert post is not None
        town.discord.command(town.people.mia, post, "note", {"text": "Looks like a wrong-network deposit."})
        await self.until(lambda: self.in_post(AMARA, "wrong-network"), "the note in the post")
        self.expect(self.private_saying("wrong-network") is None, "the member does not see the note")

    async def _answer_back(self) -> None:
        town, amara = self._town, self._town.people.amara
        said = town.telegram.say(amara, town.telegram_bot, "Arbitum, I think")
        copy = await self.until(lambda: self.in_post(AMARA, "Arbitum"), "the member's answer in the post")
        town.telegram.edit(amara, town.telegram_bot, said.message_id, "Arbitrum, I think")
        await self.until(
            lambda: ("Arbitrum" in copy.content and "Arbitum" in copy.content) or None,
            "before and after in the post",
        )

    async def _close(self) -> None:
        town = self._town
        post = self.post_of(AMARA)
        assert post is not None
        town.discord.command(town.people.mia, post, "close", {"reason": "The exchange has credited it."})
        await self.until(lambda: self.private_with("★★★★★"), "the question for a rating")
        thread = town.discord.channels[post]
        await self.until(lambda: (thread.thread is not None and thread.thread.archived) or None, "the post is archived")

    async def _rate(self) -> None:
        town, amara = self._town, self._town.people.amara
        asked = self.private_with("★★★★★")
        assert asked is not None
        town.telegram.press(amara, town.telegram_bot, asked.message_id, self.button(asked, "★★★★★"))
        await self.until(lambda: "5 stars" in asked.content or None, "the thanks")

    async def _follow_up(self) -> None:
        self._town.clock.advance(FOLLOW_UP_AFTER)
        await self._tick()
        await self.until(lambda: self.private_with("Yes, solved"), "the follow-up")

    async def _reopen(self) -> None:
        town, amara = self._town, self._town.people.amara
        asked = self.private_with("No, I still need help")
        assert asked is not None
        town.telegram.press(amara, town.telegram_bot, asked.message_id, self.button(asked, "No, I still need help"))
        await self.until(lambda: self.private_saying("is open again"), "the ticket is open again")
        await self.until(lambda: self.in_post(AMARA, "Reopened by"), "staff see it")

    async def _discord_member(self) -> None:
        town = self._town
        town.discord.command(town.people.otto, town.places.panel, "panel")
        panel = await self.until(lambda: self.last_in(town.places.panel), "the panel")
        pressed = town.discord.press(town.people.diego, panel.id, self.component(panel, "Open a ticket"))
        menu = await self.until(lambda: pressed.messages[-1] if pressed.messages else None, "the categories")
        chosen = town.discord.choose(
            town.people.diego, menu.id, menu.components[0]["components"][0]["custom_id"], ["account"]
        )
        await self.until(lambda: chosen.modal, "the form")
        await self.submit(chosen, "I cannot log in since the update, the code never arrives.")
        await self.until(lambda: self.private_thread(), "a private thread")
        await self.until(lambda: self.post_of(DIEGO), "a post in the ticket forum")
        await self.until(lambda: self.in_post(DIEGO, "the code never arrives"), "the member's words in the post")

    async def _discord_talk(self) -> None:
        town = self._town
        post = self.post_of(DIEGO)
        assert post is not None
        thread = self.private_thread()
        assert thread is not None
        town.discord.command(town.people.mia, post, "reply", {"text": "Please try once more, we reset it."})
        await self.until(lambda: self.last_in(thread, "we reset it"), "the answer in the private thread")
        town.discord.say(town.people.diego, thread, "It works, thank you!")
        await self.until(lambda: self.in_post(DIEGO, "It works, thank you!"), "the member's words in the post")
