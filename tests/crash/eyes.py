"""Looking at both platforms as people do: what the bot wrote where, and waiting until something can be seen."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from bots.demo_town import Town
from bots.playground.discord_records import JsonObject
from bots.playground.discord_records import Message as Post
from bots.playground.telegram_records import Message

Found = TypeVar("Found")
PATIENCE_SECONDS = 120.0


class Eyes:
    """Keeps what the bot wrote by place, in the order in which it appeared. ``on_sight`` is told of each message."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._waiting: set[asyncio.Event] = set()
        self.updates = 0
        self.answers: defaultdict[int, list[Message]] = defaultdict(list)  # in the group, by the message replied to
        self.group: list[Message] = []
        self.private: defaultdict[int, list[Message]] = defaultdict(list)  # by person
        self.posted: defaultdict[int, list[Post]] = defaultdict(list)  # by Discord channel
        self.on_sight: Callable[[str], None] = lambda what: None
        town.telegram.bots[town.telegram_bot].updates.on_push.append(self._count_update)
        town.telegram.watch(self._telegram)
        town.discord.watch(self._discord)

    async def until(self, condition: Callable[[], Found | None], what: str) -> Found:
        """Wait until a condition gives something, asking anew after every change on either platform."""
        changed = asyncio.Event()
        self._waiting.add(changed)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    changed.clear()
                    found = condition()
                    if found:
                        return found
                    await changed.wait()
        except TimeoutError:
            raise TimeoutError(f"waited {PATIENCE_SECONDS:.0f} s for: {what}") from None
        finally:
            self._waiting.discard(changed)

    def wake(self) -> None:
        """Something changed that is not on a platform: let everybody look again."""
        for changed in self._waiting:
            changed.set()

    def _count_update(self) -> None:
        self.updates += 1

    def _telegram(self, change: JsonObject) -> None:
        if change["type"] == "message":
            self._telegram_message(change)
        elif change["type"] == "call" and change["method"] == "getUpdates":
            self.on_sight("updates")
        self.wake()

    def _telegram_message(self, change: JsonObject) -> None:
        person, _, bot = str(change["chat"]).partition(":")
        world = self._town.telegram
        chat = world.privates[int(person), int(bot)] if bot else world.chats[int(person)]
        message = chat.messages[change["message_id"]]
        if message.bot_id is None:
            return
        if bot:
            self.private[int(person)].append(message)
        else:
            self.group.append(message)
            if message.reply_to_id is not None:
                self.answers[message.reply_to_id].append(message)
        self.on_sight("telegram")

    def _discord(self, change: JsonObject) -> None:
        if change["type"] == "message":
            channel = self._town.discord.channels[int(change["channel_id"])]
            post = channel.messages[int(change["message"]["id"])]
            if post.author_id == self._town.discord_bot:
                self.posted[channel.id].append(post)
                self.on_sight("discord")
        elif change["type"] == "interaction" and change["state"] in ("waiting", "deferred"):
            self.on_sight("click")
        self.wake()


def numbers(name: str, texts: list[str]) -> list[int]:
    """The numbers of one speaker's messages, in the order in which they stand there."""
    mark = re.compile(rf"«{re.escape(name)}-(\d+)»")
    return [int(found[1]) for text in texts for found in mark.finditer(text)]


def marked(name: str, number: int) -> str:
    return f"«{name}-{number}»"


def key_under(message: Message, label: str) -> str | None:
    """What the button of that label carries under a Telegram message."""
    buttons = (button for row in message.inline_keyboard for button in row)
    return next((str(button["callback_data"]) for button in buttons if button["text"] == label), None)


def part_of(post: Post, label: str) -> str | None:
    """The custom id of the button of that label under a Discord message."""
    parts = (part for row in post.components for part in row["components"])
    return next((str(part["custom_id"]) for part in parts if part.get("label") == label), None)
