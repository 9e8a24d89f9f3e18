"""The local Telegram as one object: setting it up, acting in it, looking at it. No network here."""

from typing import Any

from bots.playground.telegram_membership import Rights, rights_map
from bots.playground.telegram_people import People
from bots.playground.telegram_queue import UpdateQueue
from bots.playground.telegram_records import (
    Chat,
    ChatKind,
    JsonObject,
    Media,
    Member,
    Message,
    NotPossible,
    User,
)
from bots.playground.telegram_shapes import chat_json, member_json, message_view, topic_json, user_json
from bots.playground.telegram_state import Bot

__all__ = ["Bot", "Chat", "Media", "Member", "Message", "NotPossible", "TelegramWorld", "User", "scope_key"]


class TelegramWorld(People):
    """A Telegram of its own: people, bots and chats in memory, driven by plain method calls.

    Setting up (`add_…`) tells nobody; everything else does what Telegram would do, updates for bots included.
    """

    def add_user(
        self,
        first_name: str,
        *,
        username: str | None = None,
        last_name: str | None = None,
        language_code: str | None = None,
        is_bot: bool = False,
        user_id: int | None = None,
    ) -> User:
        number = 5_000_000_000 + self.number() if user_id is None else user_id
        user = User(number, first_name, is_bot, last_name, username, language_code)
        self.users[number] = user
        self.notify("user", user=user_json(user))
        return user

    def add_bot(
        self,
        token: str,
        *,
        username: str,
        first_name: str,
        can_read_all_group_messages: bool = True,
        supports_guest_queries: bool = False,
    ) -> Bot:
        """A bot whose id is the number before the colon of its token."""
        bot_id = int(token.partition(":")[0])
        user = self.add_user(first_name, username=username, is_bot=True, user_id=bot_id)
        queue = UpdateQueue(first_id=100_000_000 + bot_id % 1_000_000 * 1000)
        bot = Bot(user, token, can_read_all_group_messages, supports_guest_queries, queue)
        self.bots[bot_id] = bot
        self.bots_by_token[token] = bot
        return bot

    def add_chat(
        self,
        kind: ChatKind,
        title: str,
        *,
        chat_id: int | None = None,
        username: str | None = None,
        is_forum: bool = False,
        linked_chat_id: int | None = None,
    ) -> Chat:
        """A group, supergroup or channel; linking a channel and a group links both sides."""
        if kind == "private":
            raise ValueError("a private chat is opened by start() or say()")
        number = self.new_chat_id(kind) if chat_id is None else chat_id
        chat = Chat(number, kind, title, username, is_forum, linked_chat_id)
        self.chats[number] = chat
        if linked_chat_id is not None:
            self.chats[linked_chat_id].linked_chat_id = number
        self.notify("chat", chat, title=title)
        return chat

    def add_member(
        self,
        chat_id: int,
        user_id: int,
        *,
        status: str = "member",
        rights: Rights = None,
        custom_title: str | None = None,
        anonymous: bool = False,
    ) -> Member:
        """Put the person into the chat without telling anyone; for `rights` see `rights_map`."""
        member = Member(
            self.user(user_id),
            status,
            rights_map(status, rights),
            custom_title=custom_title,
            anonymous=anonymous,
        )
        self.find_chat(chat_id).members[user_id] = member
        return member

    def history(self, chat_id: int, viewer_id: int | None = None) -> list[Message]:
        """The messages to be seen, oldest first. A private chat is named by one side, seen by the other."""
        chat = self.find_chat(chat_id, viewer_id)
        return [message for message in chat.messages.values() if message.deleted_at is None]

    def chats_of(self, user_id: int) -> list[Chat]:
        """The chats in the person's list."""
        groups = [chat for chat in self.chats.values() if self.member(chat, user_id).is_present]
        return groups + [chat for key, chat in self.privates.items() if user_id in key]

    def bot_commands(self, bot_id: int, scope: JsonObject | None = None, language: str = "") -> list[JsonObject]:
        """The commands set for exactly this scope and language."""
        return list(self.bots[bot_id].commands.get((scope_key(scope), language), []))

    def snapshot(self) -> JsonObject:
        """Everything there is, ready for JSON."""
        chats = [*self.chats.values(), *self.privates.values()]
        return {
            "time": self.stamp(),
            "users": {str(user.id): user_json(user) for user in self.users.values()},
            "bots": {str(bot.id): _bot_view(bot) for bot in self.bots.values()},
            "chats": {chat.key: self._chat_view(chat) for chat in chats},
        }

    def _chat_view(self, chat: Chat) -> JsonObject:
        members = [self.member(chat, user_id) for user_id in tuple(chat.members)]
        return {
            **chat_json(chat),
            "bot_id": chat.bot_id,
            "blocked": chat.blocked,
            "linked_chat_id": chat.linked_chat_id,
            "migrated_to": chat.migrated_to,
            "permissions": dict(chat.permissions),
            "members": [member_json(chat, member) for member in members],
            "pinned": list(chat.pinned),
            "topics": [{**topic_json(topic), "closed": topic.closed} for topic in chat.topics.values()],
            "join_requests": sorted(chat.join_requests),
            "messages": [message_view(message) for message in chat.messages.values()],
        }


def scope_key(scope: JsonObject | None) -> str:
    """A command scope as one word: "default", "chat:-100…", "chat_member:-100…:7"."""
    given = scope or {"type": "default"}
    parts: list[Any] = [given["type"], *(given[name] for name in ("chat_id", "user_id") if name in given)]
    return ":".join(str(part) for part in parts)


def _bot_view(bot: Bot) -> JsonObject:
    return {
        **user_json(bot.user),
        "can_read_all_group_messages": bot.can_read_all_group_messages,
        "commands": {" ".join(key).strip(): commands for key, commands in bot.commands.items()},
        "texts": {" ".join(key).strip(): text for key, text in bot.texts.items()},
        "pending_updates": len(bot.updates),
    }
