"""The state of the local Telegram: who and what there is, what waits for each bot, and who watches."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bots.playground.telegram_entities import slice_units
from bots.playground.telegram_queue import UpdateQueue
from bots.playground.telegram_records import (
    Chat,
    JsonObject,
    Media,
    Member,
    Message,
    NotPossible,
    PressHandle,
    SentCall,
    StoredFile,
    User,
    Webhook,
)
from bots.playground.telegram_shapes import message_json, message_view

Watcher = Callable[[JsonObject], None]

ANONYMOUS_ADMIN = User(1087968824, "Group", is_bot=True, username="GroupAnonymousBot")
CHANNEL_SENDER = User(136817688, "Channel", is_bot=True, username="Channel_Bot")
TELEGRAM_SERVICE = User(777000, "Telegram")

# Service messages that a bot is told of although it caused them (telegram-bot-api, Client.cpp).
_ECHOED = frozenset(
    {
        "left_chat_member",
        "pinned_message",
        "new_chat_title",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    }
)
_SUFFIXES = {
    "photo": ("photos", ".jpg"),
    "voice": ("voice", ".oga"),
    "video": ("videos", ".mp4"),
    "sticker": ("stickers", ".webp"),
}


@dataclass(slots=True)
class Bot:
    """A bot account with everything that the Bot API keeps for it."""

    user: User
    token: str
    can_read_all_group_messages: bool
    supports_guest_queries: bool
    updates: UpdateQueue
    webhook: Webhook = field(default_factory=Webhook)
    commands: dict[tuple[str, str], list[JsonObject]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    default_rights: dict[bool, dict[str, bool]] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def username(self) -> str:
        return self.user.username or ""


class WorldState:
    """Holds and finds; what people and bots do is in the subclasses. Not for use from several threads."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        keep_messages: int | None = None,
        keep_calls: int | None = None,
        keep_files: int | None = None,
        callback_lifetime: int = 60,
    ) -> None:
        """Without limits everything is kept; a long run gives numbers of messages per chat, calls, files."""
        self.clock = clock
        self.keep_messages = keep_messages
        self.keep_files = keep_files
        self.callback_lifetime = callback_lifetime
        self.users: dict[int, User] = {}
        self.bots: dict[int, Bot] = {}
        self.bots_by_token: dict[str, Bot] = {}
        self.chats: dict[int, Chat] = {}
        self.privates: dict[tuple[int, int], Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.files_by_path: dict[str, StoredFile] = {}
        self.presses: dict[str, PressHandle] = {}
        self.guest_queries: dict[str, tuple[int, Message]] = {}
        self.inline_messages: dict[str, Message] = {}
        self.sent_log: deque[SentCall] = deque(maxlen=keep_calls)
        self.refused_log: deque[SentCall] = deque(maxlen=keep_calls)
        self._watchers: list[Watcher] = []
        self._last_number = 0

    def stamp(self) -> int:
        """Now in whole seconds, as the Bot API gives times."""
        return int(self.clock().timestamp())

    def number(self) -> int:
        """The next of all numbers given out here: calls, files, queries."""
        self._last_number += 1
        return self._last_number

    def watch(self, callback: Watcher) -> Callable[[], None]:
        """Tell `callback` of each change; the returned function ends that."""
        self._watchers.append(callback)

        def stop() -> None:
            if callback in self._watchers:
                self._watchers.remove(callback)

        return stop

    def notify(self, kind: str, chat: Chat | None = None, **details: Any) -> None:
        if not self._watchers:
            return
        change: JsonObject = {"type": kind, **details}
        if chat is not None:
            change["chat"] = chat.key
        for callback in tuple(self._watchers):
            callback(change)

    def notify_message(self, kind: str, message: Message) -> None:
        if self._watchers:
            self.notify(kind, message.chat, message_id=message.message_id, message=message_view(message))

    def record(self, bot: Bot, method: str, params: JsonObject, result: Any, error: str | None = None) -> None:
        """Note a finished request. A getUpdates that brought nothing is not noted: it would fill the log."""
        if method == "getUpdates" and not result and error is None:
            return
        call = SentCall(self.number(), bot.id, method, params, result, error)
        (self.sent_log if error is None else self.refused_log).append(call)
        self.notify("call" if error is None else "refused", method=method, number=call.number)

    def calls(self, method: str) -> list[SentCall]:
        """The accepted requests of one method, oldest first."""
        return [call for call in self.sent_log if call.method == method]

    def user(self, user_id: int) -> User:
        if user_id not in self.users:
            raise NotPossible(f"there is no user {user_id}")
        return self.users[user_id]

    def find_chat(self, chat_id: int | str, viewer_id: int | None = None) -> Chat:
        """A chat by id or @name; a private chat by the id of one side, seen by the other side."""
        if isinstance(chat_id, str):
            name = chat_id.lstrip("@").lower()
            for chat in self.chats.values():
                if (chat.username or "").lower() == name:
                    return chat
            raise NotPossible(f"there is no chat {chat_id}")
        if chat_id in self.chats:
            return self.chats[chat_id]
        if viewer_id is None and len(self.bots) == 1:
            viewer_id = next(iter(self.bots))
        for key in ((viewer_id, chat_id), (chat_id, viewer_id)):
            if key in self.privates:
                return self.privates[key]
        raise NotPossible(f"there is no chat {chat_id} for {viewer_id}")

    def message(self, chat: Chat, message_id: int) -> Message:
        found = chat.messages.get(message_id)
        if found is None or found.deleted_at is not None:
            raise NotPossible(f"there is no message {message_id} in chat {chat.key}")
        return found

    def member(self, chat: Chat, user_id: int) -> Member:
        """The person's place in the chat now; a restriction or ban that has run out is gone."""
        found = chat.members.get(user_id)
        if found is None:
            return Member(self.users[user_id], "left")
        if 0 < found.until <= self.stamp():
            gone = found.status == "kicked" or not found.is_member
            found = Member(found.user, "left" if gone else "member")
            chat.members[user_id] = found
        return found

    def allows(self, chat: Chat, user_id: int, permission: str) -> bool:
        """True when the person may do this in the chat, by rank, by restriction or by the chat's defaults."""
        member = self.member(chat, user_id)
        if member.is_admin:
            return member.may("can_post_messages") if chat.kind == "channel" else True
        if member.status == "restricted" and member.is_member:
            return member.rights.get(permission, False) and chat.permissions.get(permission, False)
        return member.status == "member" and chat.kind != "channel" and chat.permissions.get(permission, False)

    def bots_in(self, chat: Chat) -> list[Bot]:
        if chat.kind == "private":
            return [self.bots[chat.bot_id]] if chat.bot_id is not None else []
        return [bot for bot in self.bots.values() if self.member(chat, bot.id).is_present]

    def push(self, bot: Bot, kind: str, payload: JsonObject) -> None:
        bot.updates.push(kind, payload, self.stamp())

    def keep_file(self, media: Media) -> None:
        """Give the attachment file ids under which it can be downloaded."""
        if media.file_id:
            return
        media.file_id = self._store(media)
        if media.kind == "photo":
            media.small_file_id = self._store(media)

    def _store(self, media: Media) -> str:
        number = self.number()
        folder, suffix = _SUFFIXES.get(media.kind, ("documents", ""))
        if not suffix and media.file_name and "." in media.file_name:
            suffix = "." + media.file_name.rsplit(".", 1)[1]
        file_id = f"{media.kind[:3].upper()}AAA{number:012d}"
        stored = StoredFile(file_id, f"u{file_id}", f"{folder}/file_{number}{suffix}", media.content, media.length)
        self.files[file_id] = stored
        self.files_by_path[stored.path] = stored
        while self.keep_files is not None and len(self.files) > self.keep_files:
            oldest = self.files.pop(next(iter(self.files)))
            del self.files_by_path[oldest.path]
        return file_id

    def store(self, message: Message) -> Message:
        """Put the message into its chat and tell watchers and the bots that may see it."""
        chat = message.chat
        chat.last_message_id = message.message_id
        chat.messages[message.message_id] = message
        if self.keep_messages is not None and len(chat.messages) > self.keep_messages:
            del chat.messages[next(iter(chat.messages))]
        self.notify_message("message", message)
        self.announce(message, "channel_post" if chat.kind == "channel" else "message")
        return message

    def announce(self, message: Message, kind: str) -> None:
        payload: JsonObject | None = None
        for bot in self.bots_in(message.chat):
            if self._sees(bot, message):
                payload = payload or message_json(message)
                self.push(bot, kind, payload)

    def _sees(self, bot: Bot, message: Message) -> bool:
        sender = message.sender
        by_bot = message.bot_id is not None or (sender is not None and sender.id in self.bots)
        if by_bot and (message.service is None or not _ECHOED & message.service.keys()):
            return False
        chat = message.chat
        if not chat.is_group or bot.can_read_all_group_messages or message.service is not None:
            return True
        return self.member(chat, bot.id).is_admin or self._concerns(bot, message)

    def _concerns(self, bot: Bot, message: Message) -> bool:
        """What a bot in privacy mode sees of a group (https://core.telegram.org/bots/features#privacy-mode)."""
        answered = message.chat.messages.get(message.reply_to_id or 0)
        if answered is not None and answered.bot_id == bot.id:
            return True
        name = bot.username.lower()
        for entity in message.content_entities:
            words = slice_units(message.content, entity["offset"], entity["length"]).lower()
            if entity["type"] == "mention" and words == f"@{name}":
                return True
            if entity["type"] == "bot_command" and words.partition("@")[2] in ("", name):
                return True
        return False
