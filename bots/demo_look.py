"""Looking at both local platforms as a person does: what was answered, which buttons there are, which post is new."""

from collections.abc import Callable
from typing import TypeVar

from bots.demo_town import Town
from bots.playground.discord_interactions import Interaction
from bots.playground.discord_records import Message as Post
from bots.playground.telegram_records import Message
from bots.playground.waiting import until

Found = TypeVar("Found")
PATIENCE_SECONDS = 20.0


class StepFailed(Exception):
    """What should have happened did not, in time."""


class Look:
    """Finds things in the town and waits for them."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def expect(self, true: bool, what: str) -> None:
        if not true:
            raise StepFailed(f"expected: {what}")

    async def until(self, condition: Callable[[], Found | None], what: str) -> Found:
        """Wait until a condition gives something, asking anew after every change on either platform."""
        watches = (self._town.telegram.watch, self._town.discord.watch)
        try:
            return await until(watches, condition, timeout=PATIENCE_SECONDS)
        except TimeoutError:
            raise StepFailed(f"waited {PATIENCE_SECONDS:.0f} s for: {what}") from None

    def group(self) -> list[Message]:
        return self._town.telegram.history(self._town.places.group)

    def bot_reply(self, asked: Message) -> Message | None:
        return next((m for m in self.group() if m.bot_id and m.reply_to_id == asked.message_id), None)

    def source(self) -> Message | None:
        return next((m for m in self.group() if m.bot_id and "Source" in m.content), None)

    def last_from_bot(self) -> Message:
        return next(m for m in reversed(self.group()) if m.bot_id)

    def private(self) -> list[Message]:
        key = (self._town.people.amara, self._town.telegram_bot)
        if key not in self._town.telegram.privates:
            return []
        return self._town.telegram.history(self._town.telegram_bot, self._town.people.amara)

    def private_saying(self, words: str) -> Message | None:
        return next((m for m in reversed(self.private()) if m.bot_id and words in m.content), None)

    def private_with(self, label: str) -> Message | None:
        """The last private message of the bot that has such a button."""
        return next((m for m in reversed(self.private()) if self.has(m, label)), None)

    def has(self, message: Message, label: str) -> bool:
        return any(button["text"] == label for row in message.inline_keyboard for button in row)

    def button(self, message: Message, label: str) -> str:
        for row in message.inline_keyboard:
            for button in row:
                if button["text"] == label:
                    return str(button["callback_data"])
        raise StepFailed(f"there is no button {label}")

    def with_url(self) -> str | None:
        last = self.last_from_bot()
        urls = [str(b["url"]) for row in last.inline_keyboard for b in row if "?start=" in str(b.get("url", ""))]
        return urls[0] if urls and "private" in last.content else None

    def card(self) -> Post | None:
        return self.last_in(self._town.places.cards, "Case")

    def last_in(self, channel: int, words: str = "") -> Post | None:
        posts = self._town.discord.history(channel)
        bot = self._town.discord_bot
        return next((p for p in reversed(posts) if p.author_id == bot and words in p.content), None)

    def in_post(self, name: str, words: str) -> Post | None:
        """The last message with these words that the bot wrote into the post of a person's ticket."""
        post = self.post_of(name)
        return None if post is None else self.last_in(post, words)

    def post_of(self, name: str) -> int | None:
        """The newest post of a person's ticket."""
        channels = self._town.discord.channels.values()
        forum = self._town.places.forum
        return max((c.id for c in channels if c.parent_id == forum and c.name.endswith(name)), default=None)

    def private_thread(self) -> int | None:
        threads = [c.id for c in self._town.discord.channels.values() if c.parent_id == self._town.places.panel]
        return max(threads, default=None)

    def component(self, post: Post, label: str) -> str:
        for row in post.components:
            for part in row["components"]:
                if part.get("label") == label:
                    return str(part["custom_id"])
        raise StepFailed(f"there is no button {label}")

    async def submit(self, opened: Interaction, words: str) -> None:
        assert opened.modal is not None
        field = opened.modal.fields[0]["custom_id"]
        sent = self._town.discord.submit(opened, {field: words})
        await self.until(lambda: sent.state == "answered" or None, "the form is taken")
