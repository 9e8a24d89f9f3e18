"""Rooms as a person uses them: finding the chat, pinning in it, topics of a forum."""

from bots.playground.telegram_membership import Membership
from bots.playground.telegram_records import Chat, JsonObject, Message, NotPossible, Topic, User
from bots.playground.telegram_shapes import message_json


class Rooms(Membership):
    """What is done to a chat as a whole."""

    def place(self, user_id: int, chat_id: int) -> Chat:
        if chat_id not in self.bots:
            chat = self.find_chat(chat_id, user_id)
            if chat.migrated_to is not None:
                raise NotPossible(f"chat {chat_id} has become {chat.migrated_to}")
            return chat
        chat = self.private_chat(user_id, self.bots[chat_id])
        if chat.blocked:
            raise NotPossible(f"user {user_id} has blocked bot {chat_id}")
        return chat

    def pin(self, user_id: int, chat_id: int, message_id: int) -> None:
        chat = self.place(user_id, chat_id)
        if chat.is_group and not self.member(chat, user_id).may("can_pin_messages"):
            raise NotPossible(f"user {user_id} may not pin in chat {chat.key}")
        self.set_pinned(self.message(chat, message_id), self.user(user_id))

    def set_pinned(self, message: Message, actor: User) -> None:
        chat = message.chat
        if message.message_id in chat.pinned:
            chat.pinned.remove(message.message_id)
        chat.pinned.append(message.message_id)
        self.service(chat, actor, {"pinned_message": message_json(message, with_reply=False)})
        self.notify("pin", chat, message_id=message.message_id)

    def create_topic(
        self,
        chat_id: int,
        name: str,
        *,
        by: User | int,
        icon_color: int = 0x6FB9F0,
        emoji_id: str | None = None,
    ) -> Topic:
        """Open a topic in a forum; its thread id is the number of the service message about it."""
        chat = self.find_chat(chat_id)
        if not chat.is_forum:
            raise NotPossible(f"chat {chat.key} is not a forum")
        actor = by if isinstance(by, User) else self.user(by)
        topic = Topic(chat.last_message_id + 1, name, icon_color, emoji_id)
        chat.topics[topic.thread_id] = topic
        created: JsonObject = {"name": name, "icon_color": icon_color}
        if emoji_id:
            created["icon_custom_emoji_id"] = emoji_id
        self.service(chat, actor, {"forum_topic_created": created}, thread_id=topic.thread_id)
        self.notify("topic", chat, thread_id=topic.thread_id, name=name, closed=False)
        return topic

    def delete_topic(self, chat_id: int, thread_id: int) -> None:
        """Remove the topic with its messages; bots are not told."""
        chat = self.find_chat(chat_id)
        if chat.topics.pop(thread_id, None) is None:
            raise NotPossible(f"chat {chat.key} has no topic {thread_id}")
        for message in chat.messages.values():
            if message.thread_id == thread_id and message.deleted_at is None:
                message.deleted_at = self.stamp()
        self.notify("topic_deleted", chat, thread_id=thread_id)

    def set_topic_closed(self, chat_id: int, thread_id: int, *, closed: bool, by: User | int) -> None:
        chat = self.find_chat(chat_id)
        topic = chat.topics[thread_id]
        topic.closed = closed
        actor = by if isinstance(by, User) else self.user(by)
        field = "forum_topic_closed" if closed else "forum_topic_reopened"
        self.service(chat, actor, {field: {}}, thread_id=thread_id)
        self.notify("topic", chat, thread_id=thread_id, name=topic.name, closed=closed)

    def edit_topic(self, chat: Chat, topic: Topic, *, name: str, emoji_id: str | None, actor: User) -> None:
        """Rename the topic or change its icon; the service message names only what changed."""
        changed: JsonObject = {}
        if name != topic.name:
            changed["name"] = name
        if emoji_id != topic.icon_custom_emoji_id:
            changed["icon_custom_emoji_id"] = emoji_id or ""
        topic.name, topic.icon_custom_emoji_id = name, emoji_id
        self.service(chat, actor, {"forum_topic_edited": changed}, thread_id=topic.thread_id)
        self.notify("topic", chat, thread_id=topic.thread_id, name=name, closed=topic.closed)
