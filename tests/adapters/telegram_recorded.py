"""Recorded people, chats and messages, and the events that an update with them tells."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from adapters.telegram.surroundings import Group, Ourselves, Surroundings
from adapters.telegram.translate import translate
from adapters.telegram.update import read_update
from core.ids import Address, ChannelName

CHANNEL = ChannelName("telegram")
NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
KNOWN = Surroundings(Ourselves(CHANNEL, 1, "bell_bot"), NOW, Group(frozenset({8}), -100777))
ANN = {
    "id": 7,
    "is_bot": False,
    "first_name": "Ann",
    "last_name": "Lee",
    "username": "ann",
    "language_code": "ta",
}
OLGA = {"id": 8, "is_bot": False, "first_name": "Olga"}
BELL = {"id": 1, "is_bot": True, "first_name": "Bell", "username": "bell_bot"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Harbour"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ann"}
HERE = Address(CHANNEL, "-1001")


def message(**fields: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1_700_000_000, "chat": GROUP, "from": ANN} | fields


def told(kind: str = "message", **fields: Any) -> tuple[Any, ...]:
    content = fields if kind in {"callback_query", "my_chat_member", "chat_member"} else message(**fields)
    update = {"update_id": 42, kind: content, "something_new": {"from": "a later Bot API"}}
    return translate(read_update(msgspec.json.encode(update)), KNOWN)


def only(events: tuple[Any, ...]) -> Any:
    (event,) = events
    return event


def command(text: str, **fields: Any) -> tuple[Any, ...]:
    entity = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
    return told(text=text, entities=[entity], **fields)
