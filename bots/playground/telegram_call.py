"""One request to the Bot API: its typed parameters, its chat and message, or the refusal they earn."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bots.playground.telegram_errors import CHAT_NOT_FOUND, bad_request, kicked, migrated, not_a_member
from bots.playground.telegram_model import TelegramWorld
from bots.playground.telegram_records import Chat, JsonObject, Member, Message, NotPossible, User
from bots.playground.telegram_state import Bot

_STRUCTURES = frozenset(
    {
        "allowed_updates",
        "caption_entities",
        "commands",
        "entities",
        "link_preview_options",
        "media",
        "message_ids",
        "permissions",
        "reaction",
        "reply_markup",
        "reply_parameters",
        "result",
        "rights",
        "scope",
    }
)
_WORDS = frozenset(
    {
        "action",
        "callback_query_id",
        "caption",
        "custom_title",
        "description",
        "emoji",
        "file_id",
        "guest_query_id",
        "icon_custom_emoji_id",
        "inline_message_id",
        "language_code",
        "name",
        "parse_mode",
        "performer",
        "secret_token",
        "short_description",
        "text",
        "title",
        "url",
    }
)
_LITERALS = {"true": True, "True": True, "false": False, "False": False}


@dataclass(frozen=True, slots=True)
class Upload:
    content: bytes
    file_name: str | None
    mime_type: str | None


def decoded(raw: Mapping[str, Any]) -> JsonObject:
    """Parameters in their types: a form carries numbers and structures as text, a JSON body does not."""
    return {name: _decode(name, value) for name, value in raw.items()}


def _decode(name: str, value: Any) -> Any:
    if not isinstance(value, str) or name in _WORDS:
        return value
    if name in _STRUCTURES:
        if not value:
            return None
        if value[0] not in "[{":
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error
    if value in _LITERALS:
        return _LITERALS[value]
    digits = value.removeprefix("-")
    return int(value) if digits.isascii() and digits.isdigit() else value


@dataclass(slots=True)
class Call:
    """A decoded request by a bot, with what every method needs to look up."""

    world: TelegramWorld
    bot: Bot
    method: str
    params: JsonObject
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        value = self.params.get(name)
        return None if value is None else str(value)

    def number(self, name: str) -> int | None:
        value = self.params.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise bad_request(f'field "{name}" must be a valid Number')
        return value

    def required_number(self, name: str) -> int:
        value = self.number(name)
        if value is None:
            raise bad_request(f"{name} is not specified")
        return value

    def flag(self, name: str) -> bool:
        return self.params.get(name) in (True, 1)

    def structure(self, name: str) -> JsonObject | None:
        value = self.params.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value

    def array(self, name: str) -> list[Any] | None:
        value = self.params.get(name)
        if value is None:
            return None
        if not isinstance(value, list):
            raise bad_request(f"expected an Array of {name.replace('_', ' ')}")
        return value

    @property
    def me(self) -> Member:
        return self.world.member(self.chat(), self.bot.id)

    def any_chat(self, name: str = "chat_id") -> Chat:
        """The chat as far as the bot knows of it, whether or not it may do anything there."""
        value = self.params.get(name)
        if value is None or value == "":
            raise bad_request(f"{name} is empty")
        if isinstance(value, str):
            try:
                return self.world.find_chat(value)
            except NotPossible as error:
                raise bad_request(CHAT_NOT_FOUND) from error
        found = self.world.chats.get(value) or self.world.privates.get((value, self.bot.id))
        if found is None or (
            found.owner is None
            and found.username is None
            and self.bot.id not in found.members
            and found.migrated_to is None
        ):
            raise bad_request(CHAT_NOT_FOUND)
        return found

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat, with the bot present in it: otherwise 403, or 400 after a migration."""
        chat = self.any_chat(name)
        if chat.migrated_to is not None:
            raise migrated(chat)
        if chat.kind == "private":
            return chat
        member = self.world.member(chat, self.bot.id)
        if member.status == "kicked":
            raise kicked(chat)
        if not member.is_present:
            raise not_a_member(chat)
        return chat

    def right(self, chat: Chat, right: str, refusal: str) -> None:
        """Refuse unless the bot is an administrator with this right."""
        if not self.world.member(chat, self.bot.id).may(right):
            raise bad_request(refusal)

    def user(self, name: str = "user_id") -> User:
        user_id = self.required_number(name)
        if user_id not in self.world.users:
            raise bad_request("PARTICIPANT_ID_INVALID")
        return self.world.users[user_id]

    def message(self, chat: Chat, message_id: int, purpose: str) -> Message:
        """A message that is there: otherwise 400 "message to … not found"."""
        found = chat.messages.get(message_id)
        if found is None or found.deleted_at is not None:
            raise bad_request(f"message to {purpose} not found")
        return found
