"""What a person does in a client: write, edit, delete, press, start, react, post."""

from dataclasses import replace

from bots.playground.telegram_entities import find_entities, slice_units
from bots.playground.telegram_records import (
    Chat,
    JsonObject,
    Media,
    Message,
    NotPossible,
    PressHandle,
)
from bots.playground.telegram_rooms import Rooms
from bots.playground.telegram_shapes import chat_json, message_json, origin_json, user_json
from bots.playground.telegram_state import ANONYMOUS_ADMIN, CHANNEL_SENDER, TELEGRAM_SERVICE

PERMISSION_OF_MEDIA = {
    "photo": "can_send_photos",
    "document": "can_send_documents",
    "voice": "can_send_voice_notes",
    "video": "can_send_videos",
    "video_note": "can_send_video_notes",
    "audio": "can_send_audios",
    "sticker": "can_send_other_messages",
    "animation": "can_send_other_messages",
}

_KEPT_EDITS = 100


class People(Rooms):
    """Everything is checked as a client would: what is not possible raises NotPossible."""

    def say(
        self,
        user_id: int,
        chat_id: int,
        text: str | None = None,
        *,
        reply_to: int | None = None,
        entities: list[JsonObject] | None = None,
        thread_id: int | None = None,
        media: Media | None = None,
        caption: str | None = None,
        media_group_id: str | None = None,
        anonymous: bool = False,
        sender_chat_id: int | None = None,
        forward_origin: JsonObject | None = None,
    ) -> Message:
        """Send a message; a private chat is named by the bot's id. With media, text is the caption."""
        chat = self.place(user_id, chat_id)
        self._must_be_allowed(chat, user_id, media, thread_id)
        message = Message(
            chat.last_message_id + 1,
            chat,
            self.stamp(),
            sender=self.user(user_id),
            author_id=user_id,
            reply_to_id=reply_to,
            thread_id=thread_id,
            forward_origin=forward_origin,
            media_group_id=media_group_id,
        )
        self.set_content(message, text, media, caption, entities)
        self._sign(message, anonymous=anonymous, sender_chat_id=sender_chat_id)
        if reply_to is not None:
            answered = self.message(chat, reply_to)
            message.thread_id = thread_of_reply(answered) if thread_id is None else thread_id
        self.store(message)
        self._summon_guests(message)
        self.discuss(message)
        return message

    def set_content(
        self,
        message: Message,
        text: str | None,
        media: Media | None,
        caption: str | None,
        entities: list[JsonObject] | None,
    ) -> None:
        words = caption if media is not None and caption is not None else text
        if media is None and not words:
            raise NotPossible("a message needs words or an attachment")
        found = find_entities(words, entities) if words else []
        if media is None:
            message.text, message.entities = words, found
            return
        message.media = replace(media)
        self.keep_file(message.media)
        message.caption, message.caption_entities = words, found

    def _must_be_allowed(self, chat: Chat, user_id: int, media: Media | None, thread_id: int | None) -> None:
        if thread_id is not None and thread_id not in chat.topics:
            raise NotPossible(f"chat {chat.key} has no topic {thread_id}")
        if chat.kind == "private":
            return
        permission = "can_send_messages" if media is None else PERMISSION_OF_MEDIA[media.kind]
        if not self.allows(chat, user_id, permission):
            status = self.member(chat, user_id).status
            raise NotPossible(f"user {user_id} ({status}) may not post in chat {chat.key}: {permission}")
        if thread_id is not None and chat.topics[thread_id].closed:
            member = self.member(chat, user_id)
            if not member.may("can_manage_topics"):
                raise NotPossible(f"topic {thread_id} of chat {chat.key} is closed")

    def _sign(self, message: Message, *, anonymous: bool, sender_chat_id: int | None) -> None:
        chat, author = message.chat, message.author_id or 0
        if chat.kind == "channel":
            message.sender, message.sender_chat = None, chat
        elif sender_chat_id is not None:
            if sender_chat_id in chat.banned_senders:
                raise NotPossible(f"chat {sender_chat_id} is banned from chat {chat.key}")
            message.sender, message.sender_chat = CHANNEL_SENDER, self.find_chat(sender_chat_id)
        elif chat.is_group and (anonymous or self.member(chat, author).anonymous):
            member = self.member(chat, author)
            if not member.is_admin:
                raise NotPossible(f"user {author} is not an administrator of chat {chat.key}")
            message.sender, message.sender_chat = ANONYMOUS_ADMIN, chat
            message.signature = member.custom_title

    def _summon_guests(self, message: Message) -> None:
        """A bot that is no member of the group but takes guest queries is told when its name is called."""
        if not message.chat.is_group:
            return
        for entity in message.content_entities:
            if entity["type"] != "mention":
                continue
            name = slice_units(message.content, entity["offset"], entity["length"])[1:].lower()
            for bot in self.bots.values():
                guest = not self.member(message.chat, bot.id).is_present
                if bot.username.lower() == name and bot.supports_guest_queries and guest:
                    query = str(self.number())
                    self.guest_queries[query] = (bot.id, message)
                    self.push(bot, "guest_message", {**message_json(message), "guest_query_id": query})

    def discuss(self, post: Message) -> Message | None:
        """Forward a channel post into the linked group, as Telegram itself does."""
        channel = post.chat
        if channel.kind != "channel" or channel.linked_chat_id is None:
            return None
        group = self.find_chat(channel.linked_chat_id)
        return self.store(
            replace(
                post,
                message_id=group.last_message_id + 1,
                chat=group,
                sender=TELEGRAM_SERVICE,
                sender_chat=channel,
                author_id=None,
                bot_id=None,
                reply_to_id=None,
                thread_id=None,
                edits=[],
                reactions={},
                forward_origin=origin_json(post),
                automatic_forward=True,
            )
        )

    def edit(self, user_id: int, chat_id: int, message_id: int, text: str) -> Message:
        """Change the words of the person's own message."""
        chat = self.place(user_id, chat_id)
        message = self.message(chat, message_id)
        if message.author_id != user_id:
            raise NotPossible(f"message {message_id} in chat {chat.key} is not by user {user_id}")
        self.rewrite(message, text, find_entities(text))
        self.announce(message, "edited_channel_post" if chat.kind == "channel" else "edited_message")
        return message

    def rewrite(self, message: Message, text: str, entities: list[JsonObject]) -> None:
        """Replace text or caption, and keep the old words in the record of edits."""
        message.edits.append({"at": self.stamp(), "text": message.content})
        # A message that shows progress is edited without end.
        del message.edits[:-_KEPT_EDITS]
        if message.media is None:
            message.text, message.entities = text, entities
        else:
            message.caption, message.caption_entities = text, entities
        message.edit_date = self.stamp()
        self.notify_message("edit", message)

    def delete(self, user_id: int, chat_id: int, message_id: int) -> None:
        """Remove the person's own message, or as a moderator anybody's. Bots are not told, as in Telegram."""
        chat = self.place(user_id, chat_id)
        message = self.message(chat, message_id)
        own = message.author_id == user_id or chat.kind == "private"
        if not own and not self.member(chat, user_id).may("can_delete_messages"):
            raise NotPossible(f"user {user_id} may not delete message {message_id} in chat {chat.key}")
        self.remove(message)

    def remove(self, message: Message) -> None:
        message.deleted_at = self.stamp()
        if message.message_id in message.chat.pinned:
            message.chat.pinned.remove(message.message_id)
        self.notify("delete", message.chat, message_id=message.message_id, at=message.deleted_at)

    def press(
        self,
        user_id: int,
        chat_id: int,
        message_id: int,
        data: str,
        *,
        forged: bool = False,
        bot_id: int | None = None,
    ) -> PressHandle:
        """Press the button that carries `data`; `forged`: a changed client sends what no button carries."""
        chat = self.place(user_id, chat_id)
        message = chat.messages.get(message_id)
        there = message is not None and message.deleted_at is None
        offered = message.inline_keyboard if message is not None and there else []
        if not forged and not any(button.get("callback_data") == data for row in offered for button in row):
            raise NotPossible(f"message {message_id} in chat {chat.key} has no such button")
        if bot_id is None:
            known = None if message is None else message.bot_id
            bot_id = known if known is not None else next((bot.id for bot in self.bots_in(chat)), None)
        if bot_id is None:
            raise NotPossible(f"there is no bot in chat {chat.key}")
        handle = PressHandle(str(self.number()), bot_id, user_id, chat, message_id, data, pressed_at=self.stamp())
        self._remember(handle)
        shown: JsonObject = {"chat": chat_json(chat), "message_id": message_id, "date": 0}
        self.push(
            self.bots[bot_id],
            "callback_query",
            {
                "id": handle.id,
                "from": user_json(self.user(user_id)),
                "message": message_json(message) if message is not None and there else shown,
                "chat_instance": str(abs(chat.id) * 7919),
                "data": data,
            },
        )
        return handle

    def _remember(self, handle: PressHandle) -> None:
        self.presses[handle.id] = handle
        oldest = next(iter(self.presses.values()))
        while oldest.pressed_at < self.stamp() - self.callback_lifetime:
            del self.presses[oldest.id]
            oldest = next(iter(self.presses.values()))

    def start(self, user_id: int, bot_username: str, payload: str | None = None) -> Message:
        """Open the private chat by a link to the bot and press Start, which also ends a block."""
        name = bot_username.lstrip("@").lower()
        bot = next((one for one in self.bots.values() if one.username.lower() == name), None)
        if bot is None:
            raise NotPossible(f"there is no bot @{name}")
        self.private_chat(user_id, bot)
        self.unblock_bot(user_id, bot.id)
        return self.say(user_id, bot.id, "/start" if payload is None else f"/start {payload}")

    def rename(
        self,
        user_id: int,
        first_name: str | None = None,
        *,
        last_name: str | None = None,
        username: str | None = None,
    ) -> None:
        """Change names; bots see it with the next act. An empty name removes last name or username."""
        user = self.user(user_id)
        user.first_name = first_name or user.first_name
        user.last_name = user.last_name if last_name is None else last_name or None
        user.username = user.username if username is None else username or None
        self.notify("user", user=user_json(user))

    def react(self, user_id: int, chat_id: int, message_id: int, *emoji: str) -> None:
        """Set the person's reactions; none removes them. Administrators that asked for it are told."""
        chat = self.place(user_id, chat_id)
        message = self.message(chat, message_id)
        old = message.reactions.get(user_id, [])
        self.set_reactions(message, user_id, list(emoji))
        change: JsonObject = {
            "chat": chat_json(chat),
            "message_id": message_id,
            "user": user_json(self.user(user_id)),
            "date": self.stamp(),
            "old_reaction": [{"type": "emoji", "emoji": one} for one in old],
            "new_reaction": [{"type": "emoji", "emoji": one} for one in emoji],
        }
        for bot in self.bots_in(chat):
            if chat.kind == "private" or self.member(chat, bot.id).is_admin:
                self.push(bot, "message_reaction", change)

    def set_reactions(self, message: Message, user_id: int, emoji: list[str]) -> None:
        message.reactions[user_id] = emoji
        if not emoji:
            del message.reactions[user_id]
        self.notify("reaction", message.chat, message_id=message.message_id, user_id=user_id, emoji=emoji)


def thread_of_reply(answered: Message) -> int | None:
    """The thread of an answer: the topic in a forum, the first answered message in a supergroup."""
    if answered.chat.kind != "supergroup":
        return None
    if answered.chat.is_forum:
        return answered.thread_id
    return answered.thread_id or answered.message_id
