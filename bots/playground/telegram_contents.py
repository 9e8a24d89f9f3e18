"""Checks what a bot wants to say: words with their entities, keyboards, the place of a reply and a topic."""

from dataclasses import dataclass
from typing import Any

from bots.playground.telegram_call import Call
from bots.playground.telegram_entities import find_entities, slice_units, units
from bots.playground.telegram_errors import bad_request, forbidden
from bots.playground.telegram_html import parse_html, trimmed
from bots.playground.telegram_people import thread_of_reply
from bots.playground.telegram_records import Chat, JsonObject, Message
from bots.playground.telegram_shapes import chat_json, origin_json, user_json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_BUTTON_ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)


def marked_text(
    call: Call, source: str, parse_mode: str | None, entities: list[JsonObject] | None
) -> tuple[str, list[JsonObject]]:
    """Plain text and all its entities; raises 400 for markup that cannot be parsed."""
    if parse_mode and parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    text, found = parse_html(source) if parse_mode else trimmed(source, entities or [])
    known: list[JsonObject] = []
    for entity in found:
        if entity["type"] == "text_mention":
            user = call.world.users.get(entity.get("user", {}).get("id"))
            if user is None:
                continue
            entity["user"] = user_json(user)
        known.append(entity)
    return text, find_entities(text, known)


def message_text(call: Call) -> tuple[str, list[JsonObject]]:
    source = call.text("text")
    if not source:
        raise bad_request("message text is empty")
    text, entities = marked_text(call, source, call.text("parse_mode"), call.array("entities"))
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, entities


def caption_text(call: Call, given: JsonObject) -> tuple[str | None, list[JsonObject]]:
    """The caption in `given`: the request itself, or one item of an album."""
    source = given.get("caption")
    if not source:
        return None, []
    text, entities = marked_text(call, str(source), given.get("parse_mode"), given.get("caption_entities"))
    if units(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text or None, entities


@dataclass(frozen=True, slots=True)
class Markup:
    inline_keyboard: list[list[JsonObject]]
    client_markup: JsonObject | None


def checked_markup(markup: JsonObject | None) -> Markup:
    if markup is None:
        return Markup([], None)
    if "inline_keyboard" not in markup:
        if not markup.keys() & {"keyboard", "remove_keyboard", "force_reply"}:
            return Markup([], None)
        return Markup([], markup)
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    return Markup([[_checked_button(button) for button in row] for row in rows if row], None)


def _checked_button(button: Any) -> JsonObject:
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    actions = button.keys() & _BUTTON_ACTIONS
    if len(actions) != 1:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None:
        scheme, _, rest = str(url).partition("://")
        bare = not rest and "." in scheme
        if not bare and (scheme.lower() not in ("http", "https", "tg", "ton") or not rest):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return button


def require_posting(call: Call, chat: Chat, permission: str) -> None:
    """Refuse unless the bot may post this here."""
    if chat.kind == "private":
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return
    if call.world.allows(chat, call.bot.id, permission):
        return
    if chat.kind == "channel":
        raise bad_request("need administrator rights in the channel chat")
    what = permission.removeprefix("can_send_").replace("_", " ")
    what = {"messages": "text messages", "other messages": "stickers or animations"}.get(what, what)
    raise bad_request(f"not enough rights to send {what} to the chat")


def chat_to_post_in(call: Call, permission: str) -> Chat:
    """The chat of the request; a person the bot knows but who never started it answers 403."""
    target = call.params.get("chat_id")
    if isinstance(target, int) and target > 0 and (target, call.bot.id) not in call.world.privates:
        if target in call.world.bots:
            raise forbidden("bot can't send messages to bots")
        shared = (chat for chat in call.world.chats.values() if call.bot.id in chat.members)
        if any(target in chat.members for chat in shared):
            raise forbidden("bot can't initiate conversation with a user")
    chat = call.chat()
    require_posting(call, chat, permission)
    return chat


@dataclass(slots=True)
class Placement:
    """Where in the chat a message goes."""

    thread_id: int | None = None
    reply_to_id: int | None = None
    quote: JsonObject | None = None
    external_reply: JsonObject | None = None


def placement(call: Call, chat: Chat) -> Placement:
    place = Placement(thread_id=call.number("message_thread_id"))
    if place.thread_id is not None and place.thread_id not in chat.topics:
        raise bad_request("message thread not found")
    reply = call.structure("reply_parameters")
    if reply is None and call.number("reply_to_message_id"):
        reply = {"message_id": call.number("reply_to_message_id")}
        reply["allow_sending_without_reply"] = call.flag("allow_sending_without_reply")
    if reply is not None:
        _place_reply(call, chat, place, reply)
    topic = chat.topics.get(place.thread_id or 0)
    if topic is not None and topic.closed and not call.world.member(chat, call.bot.id).may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return place


def _place_reply(call: Call, chat: Chat, place: Placement, reply: JsonObject) -> None:
    elsewhere = reply.get("chat_id") not in (None, chat.id)
    source = call.world.chats.get(reply["chat_id"]) if elsewhere else chat
    answered = None if source is None else source.messages.get(int(reply.get("message_id", 0)))
    if source is None or answered is None or answered.deleted_at is not None:
        if reply.get("allow_sending_without_reply"):
            return
        raise bad_request("message to be replied not found")
    if elsewhere:
        place.external_reply = {"origin": origin_json(answered), "message_id": answered.message_id}
        place.external_reply["chat"] = chat_json(source)
        return
    place.reply_to_id = answered.message_id
    if place.thread_id is None:
        place.thread_id = thread_of_reply(answered)
    if reply.get("quote"):
        place.quote = _quote(answered, reply)


def _quote(answered: Message, reply: JsonObject) -> JsonObject:
    words = str(reply["quote"])
    position = answered.content.find(words)
    if position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    start = units(answered.content[:position])
    if slice_units(answered.content, start, units(words)) != words:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"text": words, "position": start, "is_manual": True}
