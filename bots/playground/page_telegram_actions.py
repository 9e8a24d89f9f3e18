"""What the browser may do in Telegram for the person it plays; each action is one call of the world."""

from collections.abc import Callable
from dataclasses import replace

from bots.playground.page_links import inside_telegram
from bots.playground.page_sample import HEIGHT, WIDTH, sample_picture
from bots.playground.page_telegram import TelegramSight, TelegramView
from bots.playground.page_wish import JsonObject, PageError, Wish
from bots.playground.telegram_model import Chat, Media, Message
from bots.playground.telegram_shapes import origin_json

_MUTED_SECONDS = 600


class TelegramActions:
    """Carries out one wish; raises PageError or the world's NotPossible with words for the person."""

    def __init__(self, view: TelegramView) -> None:
        self._view = view
        self._world = view.world
        self._verbs: dict[str, Callable[[TelegramSight, Wish], JsonObject | None]] = {
            "say": self._say,
            "edit": self._edit,
            "delete": self._delete,
            "press": self._press,
            "link": self._link,
            "start": self._start,
            "join": self._join,
            "leave": self._leave,
            "block": self._block,
            "unblock": self._unblock,
            "react": self._react,
            "pin": self._pin,
            "forward": self._forward,
            "ban": self._ban,
            "mute": self._mute,
        }

    def perform(self, verb: str, sight: TelegramSight, wish: Wish) -> JsonObject | None:
        action = self._verbs.get(verb)
        if action is None:
            raise PageError("This page does not know that action.")
        return action(sight, wish)

    def _chat(self, sight: TelegramSight) -> int:
        if sight.chat is None:
            raise PageError("No chat is open.")
        return sight.chat

    def _open_chat(self, sight: TelegramSight) -> Chat:
        chat = self._view.open_chat(sight)
        if chat is None:
            raise PageError("This chat is not open to you.")
        return chat

    def _message(self, sight: TelegramSight, wish: Wish) -> Message:
        return self._world.message(self._open_chat(sight), wish.number("message"))

    def _say(self, sight: TelegramSight, wish: Wish) -> None:
        number, text = self._chat(sight), wish.text("text").strip()
        picture = Media("photo", sample_picture(), "buoy.png", "image/png", width=WIDTH, height=HEIGHT)
        media = picture if wish.flag("picture") else None
        if not text and media is None:
            raise PageError("Write something first.")
        if len(text) > 4096:
            raise PageError("A message may have at most 4096 characters.")
        if number not in self._world.bots:
            chat = self._open_chat(sight)
            if not self._world.member(chat, sight.person).is_present:
                raise PageError("Join this chat before you write.")
            if not self._world.allows(chat, sight.person, "can_send_messages"):
                raise PageError("You may not write here.")
        self._world.say(
            sight.person,
            number,
            text or None,
            reply_to=wish.number_or_none("reply"),
            thread_id=sight.topic or None,
            media=media,
        )

    def _edit(self, sight: TelegramSight, wish: Wish) -> None:
        text = wish.text("text").strip()
        if not text:
            raise PageError("A message cannot be empty. Delete it instead.")
        self._world.edit(sight.person, self._chat(sight), wish.number("message"), text)

    def _delete(self, sight: TelegramSight, wish: Wish) -> None:
        self._world.delete(sight.person, self._chat(sight), wish.number("message"))

    def _press(self, sight: TelegramSight, wish: Wish) -> JsonObject:
        pressed = self._world.press(sight.person, self._chat(sight), wish.number("message"), wish.text("data"))
        return {"press": pressed.id}

    def _link(self, sight: TelegramSight, wish: Wish) -> JsonObject:
        """Follow a link as far as it stays inside the demonstration."""
        found = inside_telegram(self._world, wish.text("url"))
        if found is None:
            return {"outside": wish.text("url")}
        place, payload = found
        if place in self._world.bots:
            bot = self._world.bots[place]
            begun = (sight.person, bot.id) in self._world.privates
            if payload is not None or not begun:
                self._world.start(sight.person, bot.username, payload)
        return {"telegram": place}

    def _start(self, sight: TelegramSight, wish: Wish) -> None:
        bot = self._world.bots.get(self._chat(sight))
        if bot is None:
            raise PageError("Only a private chat with a bot is started.")
        self._world.start(sight.person, bot.username, wish.text_or_none("payload"))

    def _join(self, sight: TelegramSight, wish: Wish) -> None:
        chat = self._open_chat(sight)
        if self._world.member(chat, sight.person).status == "kicked":
            raise PageError("You are banned from this chat.")
        self._world.join(sight.person, chat.id)

    def _leave(self, sight: TelegramSight, wish: Wish) -> None:
        chat = self._open_chat(sight)
        member = self._world.member(chat, sight.person)
        if member.status == "creator":
            raise PageError("The owner cannot leave.")
        if not member.is_present:
            raise PageError("You are not in this chat.")
        self._world.leave(sight.person, chat.id)

    def _block(self, sight: TelegramSight, wish: Wish) -> None:
        self._world.block_bot(sight.person, self._chat(sight))

    def _unblock(self, sight: TelegramSight, wish: Wish) -> None:
        self._world.unblock_bot(sight.person, self._chat(sight))

    def _react(self, sight: TelegramSight, wish: Wish) -> None:
        message, emoji = self._message(sight, wish), wish.text("emoji")
        before = message.reactions.get(sight.person, [])
        after = [] if emoji in before else [emoji]
        self._world.react(sight.person, self._chat(sight), message.message_id, *after)

    def _pin(self, sight: TelegramSight, wish: Wish) -> None:
        self._world.pin(sight.person, self._chat(sight), wish.number("message"))

    def _forward(self, sight: TelegramSight, wish: Wish) -> JsonObject:
        """Forward a message to the bot's private chat, as members do who want to have it checked."""
        message, bot_id = self._message(sight, wish), self._view.cast.telegram_bot_id
        self._world.say(
            sight.person,
            bot_id,
            message.content or None,
            entities=list(message.content_entities),
            media=None if message.media is None else replace(message.media),
            forward_origin=origin_json(message),
        )
        return {"telegram": bot_id}

    def _author(self, sight: TelegramSight, wish: Wish) -> int:
        author = self._message(sight, wish).author_id
        if author is None:
            raise PageError("This message was not written by a person.")
        return author

    def _ban(self, sight: TelegramSight, wish: Wish) -> None:
        self._world.ban(self._chat(sight), self._author(sight, wish), by=sight.person)

    def _mute(self, sight: TelegramSight, wish: Wish) -> None:
        until = self._world.stamp() + _MUTED_SECONDS
        self._world.restrict(self._chat(sight), self._author(sight, wish), by=sight.person, until=until)
