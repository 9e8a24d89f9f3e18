"""What one person's Telegram shows: the chat list, the open chat with its topics, the commands of its bot."""

from dataclasses import dataclass
from itertools import islice

from bots.playground.page_cast import Cast
from bots.playground.page_marks import ReadMarks
from bots.playground.page_telegram_messages import TelegramMessages
from bots.playground.page_wish import JsonObject
from bots.playground.telegram_model import Bot, Chat, Message, TelegramWorld, scope_key
from bots.playground.telegram_records import Topic

GENERAL = 0
_COUNTED = 400


@dataclass(slots=True)
class TelegramSight:
    """What the page looks at; `chat` is a bot's id for the private chat, `topic` None is the whole chat."""

    person: int
    chat: int | None = None
    topic: int | None = None
    limit: int = 300


class TelegramView:
    """Makes the page's JSON from the world; nothing here changes the world."""

    def __init__(self, world: TelegramWorld, cast: Cast, marks: ReadMarks) -> None:
        self.world = world
        self.cast = cast
        self._marks = marks
        self._messages = TelegramMessages(world, cast)
        for chat in [*world.chats.values(), *world.privates.values()]:
            for topic in [None, *chat.topics, GENERAL]:
                marks.begin(_place(chat, topic), chat.last_message_id)

    def parts(self, sight: TelegramSight) -> dict[str, object]:
        """The sections of the page by name; a section that is equal to the last one need not be sent."""
        chat = self.open_chat(sight)
        if chat is not None:
            self._marks.seen(sight.person, _place(chat, sight.topic), chat.last_message_id)
            if sight.topic is None:
                for topic in [GENERAL, *chat.topics]:
                    self._marks.seen(sight.person, _place(chat, topic), chat.last_message_id)
        return {
            "telegram.chats": self._chats(sight),
            "telegram.room": self._room(sight, chat),
            "telegram.messages": self._history(sight, chat),
        }

    def open_chat(self, sight: TelegramSight) -> Chat | None:
        """The chat that is looked at, unless this person may not see it or it has not begun."""
        if sight.chat is None:
            return None
        if sight.chat in self.world.bots:
            return self.world.privates.get((sight.person, sight.chat))
        chat = self.world.chats.get(sight.chat)
        return chat if chat is not None and self._shown(sight.person, chat) else None

    def _shown(self, person: int, chat: Chat) -> bool:
        """Members see a group; others see it when it is public, in order to join."""
        if chat.migrated_to is not None:
            return False
        is_public = chat.username is not None or chat.id == self.cast.telegram_chat
        return is_public or self.world.member(chat, person).is_present

    def _chats(self, sight: TelegramSight) -> list[JsonObject]:
        bot = self.world.bots[self.cast.telegram_bot_id]
        private = self.world.privates.get((sight.person, bot.id))
        entries = [self._entry(sight.person, bot.id, bot.user.first_name, private)]
        for chat in self.world.chats.values():
            if self._shown(sight.person, chat):
                entry = self._entry(sight.person, chat.id, chat.title or "", chat)
                entry["topics"] = [
                    {"id": topic.thread_id, "name": topic.name, "closed": topic.closed, "unread": unread}
                    for topic in self._topics(chat)
                    for unread in [self._unread(sight.person, chat, topic.thread_id)]
                ]
                entries.append(entry)
        return entries

    def _topics(self, chat: Chat) -> list[Topic]:
        if not chat.is_forum:
            return []
        newest_first = sorted(chat.topics.values(), key=lambda topic: topic.thread_id, reverse=True)
        return [Topic(GENERAL, "General"), *newest_first]

    def _entry(self, person: int, number: int, title: str, chat: Chat | None) -> JsonObject:
        member = None if chat is None or chat.kind == "private" else self.world.member(chat, person)
        present = member is None or member.is_present
        last = self._last(chat) if present else None
        return {
            "id": number,
            "title": title,
            "kind": "private" if chat is None else chat.kind,
            "status": "member" if member is None else member.status,
            "joined": present,
            "forum": chat is not None and chat.is_forum,
            "blocked": chat is not None and chat.blocked,
            "unread": self._unread(person, chat, None) if chat is not None and present else 0,
            "last": None if last is None else self._messages.preview(last, person),
            "topics": [],
        }

    def _last(self, chat: Chat | None) -> Message | None:
        if chat is None:
            return None
        return next((one for one in reversed(chat.messages.values()) if one.deleted_at is None), None)

    def _unread(self, person: int, chat: Chat, topic: int | None) -> int:
        if chat.is_forum and topic is None:
            return sum(self._unread(person, chat, one.thread_id) for one in self._topics(chat))
        mark = self._marks.up_to(person, _place(chat, topic))
        count = 0
        for message in islice(reversed(chat.messages.values()), _COUNTED):
            if message.message_id <= mark:
                break
            here = topic is None or (message.thread_id or GENERAL) == topic
            count += here and message.deleted_at is None and message.author_id != person
        return count

    def _room(self, sight: TelegramSight, chat: Chat | None) -> JsonObject | None:
        if sight.chat is None:
            return None
        if sight.chat in self.world.bots:
            bot = self.world.bots[sight.chat]
            return {
                **self._entry(sight.person, bot.id, bot.user.first_name, chat),
                "bot": bot.username,
                "about": bot.texts.get(("ShortDescription", ""), "") or "bot",
                "welcome": bot.texts.get(("Description", ""), ""),
                "begun": chat is not None and bool(chat.messages),
                "writable": chat is None or not chat.blocked,
                "commands": self._commands(sight.person, chat, bot, private=True),
                "pinned": None,
                "topic": None,
                "rights": {"delete": True, "ban": False, "pin": True},
            }
        if chat is None:
            return None
        return self._group_room(sight, chat)

    def _group_room(self, sight: TelegramSight, chat: Chat) -> JsonObject:
        member = self.world.member(chat, sight.person)
        topic = chat.topics.get(sight.topic or GENERAL)
        closed = topic is not None and topic.closed and not member.may("can_manage_topics")
        bot = self.world.bots[self.cast.telegram_bot_id]
        present = sum(self.world.member(chat, number).is_present for number in tuple(chat.members))
        may_write = self.world.allows(chat, sight.person, "can_send_messages") and not closed
        return {
            **self._entry(sight.person, chat.id, chat.title or "", chat),
            "bot": None,
            "about": f"{present} subscribers" if chat.kind == "channel" else f"{present} members",
            "welcome": chat.description or "",
            "begun": True,
            "writable": may_write,
            "commands": self._commands(sight.person, chat, bot, private=False),
            "pinned": self._pinned(chat, sight.person),
            "topic": None if sight.topic is None else (topic.name if topic is not None else "General"),
            "rights": {
                "delete": member.may("can_delete_messages"),
                "ban": member.may("can_restrict_members"),
                "pin": member.may("can_pin_messages"),
            },
        }

    def _pinned(self, chat: Chat, person: int) -> JsonObject | None:
        number = chat.pinned[-1] if chat.pinned else None
        message = None if number is None else chat.messages.get(number)
        return None if message is None else self._messages.preview(message, person) | {"id": number}

    def _commands(self, person: int, chat: Chat | None, bot: Bot, *, private: bool) -> list[JsonObject]:
        """The command menu, from the narrowest scope that has one (core.telegram.org/bots/api, botcommandscope)."""
        if not private and chat is not None and not self.world.member(chat, bot.id).is_present:
            return []
        language = self.world.user(person).language_code or ""
        for scope in self._scopes(person, chat, private=private):
            for code in (language, ""):
                found = bot.commands.get((scope_key(scope), code))
                if found:
                    return found
        return []

    def _scopes(self, person: int, chat: Chat | None, *, private: bool) -> list[JsonObject | None]:
        if private:
            return [{"type": "chat", "chat_id": person}, {"type": "all_private_chats"}, None]
        number = 0 if chat is None else chat.id
        is_admin = chat is not None and self.world.member(chat, person).is_admin
        scopes: list[JsonObject | None] = [{"type": "chat_member", "chat_id": number, "user_id": person}]
        scopes += [{"type": "chat_administrators", "chat_id": number}] if is_admin else []
        scopes += [{"type": "chat", "chat_id": number}]
        scopes += [{"type": "all_chat_administrators"}] if is_admin else []
        return [*scopes, {"type": "all_group_chats"}, None]

    def _history(self, sight: TelegramSight, chat: Chat | None) -> JsonObject:
        key = f"{sight.person}/{sight.chat}/{sight.topic}"
        if chat is None or (chat.kind != "private" and not self._may_read(chat, sight.person)):
            return {"key": key, "more": False, "items": {}}
        shown = (
            one
            for one in reversed(chat.messages.values())
            if sight.topic is None or (one.thread_id or GENERAL) == sight.topic
        )
        newest = list(islice(shown, sight.limit + 1))
        kept = reversed(newest[: sight.limit])
        return {
            "key": key,
            "more": len(newest) > sight.limit,
            "items": {str(one.message_id): self._messages.view(one, sight.person) for one in kept},
        }

    def _may_read(self, chat: Chat, person: int) -> bool:
        """Outsiders of a public chat may look at it before joining; who is banned may not."""
        member = self.world.member(chat, person)
        return member.is_present or (chat.username is not None and member.status != "kicked")


def _place(chat: Chat, topic: int | None) -> str:
    return chat.key if topic is None else f"{chat.key}/{topic}"
