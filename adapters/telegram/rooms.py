"""Rooms on Telegram: topics of a forum supergroup for staff; for one person, the private chat with us."""

from telegram import Bot
from telegram.error import BadRequest

from adapters.telegram.progress import Steps
from adapters.telegram.refusals import says
from adapters.telegram.sending import Letter, Sender
from core.channel import Receipt
from core.effects import OpenRoom, UpdateRoom
from core.errors import NeverDeliverable
from core.ids import Address

# https://core.telegram.org/bots/api#createforumtopic
_LONGEST_TITLE = 128


class Rooms:
    """Topics have a title and are open or closed; Telegram has no tags for them."""

    def __init__(self, bot: Bot, sender: Sender) -> None:
        self._bot = bot
        self._sender = sender

    async def open(self, effect: OpenRoom, steps: Steps) -> Receipt:
        """A topic with its first message. Raises TelegramError and NeverDeliverable."""
        if not isinstance(effect.parent, Address):
            raise NeverDeliverable("room-missing", "the place to open the room in is not known")
        if steps.room is None:
            steps.room = await self._place(effect, effect.parent)
        letter = Letter(to=steps.room, text=effect.text, controls=effect.controls)
        return Receipt(message=await self._sender.send(letter, steps), room=steps.room)

    async def update(self, effect: UpdateRoom) -> None:
        """Rename, close or reopen a topic; what is so already counts as done."""
        if not isinstance(effect.to, Address):
            raise NeverDeliverable("room-missing", "the room is not known")
        if effect.to.thread is None:
            return  # a private chat can be neither renamed nor closed
        chat, topic = effect.to.place, int(effect.to.thread)
        wishes = [wish for wish in (effect.archived, effect.locked) if wish is not None]
        closed = any(wishes) if wishes else None
        # Open before renaming and close after it, so that the note about the title stands in the topic.
        if closed is False:
            await self._set_closed(chat, topic, closed=False)
        if effect.title is not None:
            try:
                await self._bot.edit_forum_topic(chat, topic, name=effect.title[:_LONGEST_TITLE])
            except BadRequest as error:
                if not says(error, "not_modified", "not modified"):
                    raise
        if closed is True:
            await self._set_closed(chat, topic, closed=True)

    async def _place(self, effect: OpenRoom, parent: Address) -> Address:
        if effect.member is not None:
            return Address(parent.channel, effect.member.id)
        topic = await self._bot.create_forum_topic(parent.place, name=effect.title[:_LONGEST_TITLE] or "—")
        return Address(parent.channel, parent.place, str(topic.message_thread_id))

    async def _set_closed(self, chat: str, topic: int, *, closed: bool) -> None:
        try:
            if closed:
                await self._bot.close_forum_topic(chat, topic)
            else:
                await self._bot.reopen_forum_topic(chat, topic)
        except BadRequest as error:
            if not says(error, "not_modified", "not modified"):
                raise
