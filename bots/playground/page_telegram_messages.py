"""Telegram messages as the page draws them: text and entities apart, everything else as plain values."""

from bots.playground.page_cast import Cast
from bots.playground.page_sample import picture_type
from bots.playground.page_wish import JsonObject
from bots.playground.telegram_model import Media, Message, TelegramWorld

_ENTITY_FIELDS = ("type", "offset", "length", "url", "language", "unix_time", "date_time_format")
_PREVIEW_LENGTH = 90


class TelegramMessages:
    """Views of messages for one viewer."""

    def __init__(self, world: TelegramWorld, cast: Cast) -> None:
        self._world = world
        self._cast = cast

    def view(self, message: Message, viewer: int) -> JsonObject:
        shape: JsonObject = {"id": message.message_id, "date": message.date}
        if message.deleted_at is not None:
            return shape | {"removed": True}
        shape |= self._author(message) | {"mine": message.author_id == viewer}
        if message.service is not None:
            return shape | {"service": _service(message.service)}
        shape |= {"text": message.content, "entities": _entities(message)}
        for name, value in (
            ("keyboard", message.inline_keyboard),
            ("reply", self._reply(message)),
            ("media", _media(message.media)),
            ("reactions", _reactions(message, viewer)),
            ("forwarded", _forwarded(message)),
            ("edited", message.edit_date is not None),
            ("by_bot", message.bot_id is not None),
            ("topic", self._topic(message)),
        ):
            if value:
                shape[name] = value
        return shape

    def preview(self, message: Message, viewer: int) -> JsonObject:
        """One line about a message, for a list."""
        words = message.content.replace("\n", " ")[:_PREVIEW_LENGTH]
        media = "" if message.media is None else message.media.kind
        mine = message.author_id == viewer
        return {
            "name": "You" if mine else self._author(message)["name"],
            "text": words,
            "media": media,
            "service": None if message.service is None else _service(message.service),
            "date": message.date,
        }

    def _author(self, message: Message) -> JsonObject:
        if message.sender_chat is not None:
            return {"name": message.sender_chat.title or "", "author": message.sender_chat.id}
        if message.sender is None:
            return {"name": message.chat.title or "", "author": message.chat.id}
        person = self._cast.who("telegram", message.sender.id)
        name = " ".join(filter(None, (message.sender.first_name, message.sender.last_name)))
        shape: JsonObject = {"name": name, "author": message.sender.id}
        if person is not None:
            shape |= {"colour": person.colour, "initials": person.initials}
        member = self._world.member(message.chat, message.sender.id) if message.chat.is_group else None
        if member is not None and member.is_admin:
            shape["rank"] = member.custom_title or ("owner" if member.status == "creator" else "admin")
        return shape

    def _reply(self, message: Message) -> JsonObject | None:
        if message.reply_to_id is None:
            return None
        answered = message.chat.messages.get(message.reply_to_id)
        # The first message of a topic is what every message of the topic formally answers.
        if answered is not None and answered.service is not None and message.chat.is_forum:
            return None
        if answered is None or answered.deleted_at is not None:
            return {"id": message.reply_to_id, "name": "", "text": "", "gone": True}
        media = "" if answered.media is None else answered.media.kind
        words = answered.content.replace("\n", " ")[:_PREVIEW_LENGTH]
        return {"id": answered.message_id, "name": self._author(answered)["name"], "text": words, "media": media}

    def _topic(self, message: Message) -> str | None:
        topic = message.chat.topics.get(message.thread_id or 0) if message.chat.is_forum else None
        return None if topic is None else topic.name


def _entities(message: Message) -> list[JsonObject]:
    return [{name: entity[name] for name in _ENTITY_FIELDS if name in entity} for entity in message.content_entities]


def _media(media: Media | None) -> JsonObject | None:
    if media is None:
        return None
    shape: JsonObject = {"kind": media.kind, "name": media.file_name, "size": media.length}
    if picture_type(media.content) is not None:
        shape |= {"picture": media.file_id, "width": media.width, "height": media.height}
    return shape


def _reactions(message: Message, viewer: int) -> list[JsonObject]:
    counts: dict[str, list[int]] = {}
    for person, emoji in message.reactions.items():
        for one in emoji:
            counts.setdefault(one, []).append(person)
    return [{"emoji": one, "count": len(who), "mine": viewer in who} for one, who in counts.items()]


def _forwarded(message: Message) -> str | None:
    origin = message.forward_origin
    if origin is None:
        return None
    chat = origin.get("chat") or origin.get("sender_chat") or {}
    user = origin.get("sender_user") or {}
    return str(chat.get("title") or user.get("first_name") or origin.get("sender_user_name") or "someone")


def _service(fields: JsonObject) -> JsonObject:
    """What happened and to whom; the page finds the words."""
    kind, value = next(iter(fields.items()), ("", None))
    people = value if isinstance(value, list) else [value]
    names = [str(one["first_name"]) for one in people if isinstance(one, dict) and "first_name" in one]
    given = value.get("name") if isinstance(value, dict) else value
    return {"kind": kind, "names": names, "value": given if isinstance(given, str) else ""}
