"""Bot API methods that put a message into a chat: sendMessage, media, albums, copies and forwards."""

from dataclasses import replace
from typing import Any

from bots.playground.telegram_call import Call
from bots.playground.telegram_contents import (
    Markup,
    Placement,
    caption_text,
    chat_to_post_in,
    checked_markup,
    message_text,
    placement,
)
from bots.playground.telegram_errors import ApiError, bad_request, forbidden
from bots.playground.telegram_people import PERMISSION_OF_MEDIA
from bots.playground.telegram_records import Chat, JsonObject, Media, Message, User
from bots.playground.telegram_shapes import message_json, origin_json

UPLOAD_LIMIT = 50 * 1024 * 1024
_NAMES = {
    "PHO": "photo",
    "DOC": "document",
    "VOI": "voice",
    "VID": "video",
    "AUD": "audio",
    "STI": "sticker",
    "ANI": "animation",
}


def new_message(call: Call, chat: Chat, place: Placement, markup: Markup) -> Message:
    """An empty message of the bot, numbered and placed, not yet stored."""
    channel = chat.kind == "channel"
    return Message(
        chat.last_message_id + 1,
        chat,
        call.world.stamp(),
        sender=None if channel else call.bot.user,
        sender_chat=chat if channel else None,
        bot_id=call.bot.id,
        author_id=call.bot.id,
        reply_to_id=place.reply_to_id,
        thread_id=place.thread_id,
        quote=place.quote,
        external_reply=place.external_reply,
        inline_keyboard=markup.inline_keyboard,
        client_markup=markup.client_markup,
        protected=call.flag("protect_content"),
        silent=call.flag("disable_notification"),
    )


def publish(call: Call, message: Message) -> JsonObject:
    call.world.store(message)
    call.world.discuss(message)
    return message_json(message)


def send_message(call: Call) -> JsonObject:
    chat = chat_to_post_in(call, "can_send_messages")
    text, entities = message_text(call)
    message = new_message(call, chat, placement(call, chat), checked_markup(call.structure("reply_markup")))
    message.text, message.entities = text, entities
    message.link_preview_options = call.structure("link_preview_options")
    return publish(call, message)


def attachment(call: Call, kind: str, given: Any, details: JsonObject) -> Media:
    """The media of a request: uploaded, or known by its file id. Nothing is fetched from elsewhere."""
    name = str(given).removeprefix("attach://") if isinstance(given, str) else kind
    upload = call.files.get(name) or (call.files.get(kind) if not given else None)
    media = Media(kind)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > UPLOAD_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        media.content, media.file_name, media.mime_type = upload.content, upload.file_name, upload.mime_type
    elif not given:
        raise bad_request(f"there is no {kind} in the request")
    elif str(given).startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    else:
        stored = call.world.files.get(str(given))
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        of_kind = _NAMES.get(stored.file_id[:3])
        if of_kind != kind:
            raise bad_request(f"type of file mismatch: can't use file of type {of_kind} as {kind}")
        media.content, media.size = stored.content, stored.size
    for field in ("width", "height", "duration"):
        if isinstance(details.get(field), int):
            setattr(media, field, details[field])
    media.emoji = details.get("emoji")
    return media


def _send_media(kind: str) -> Any:
    def send(call: Call) -> JsonObject:
        chat = chat_to_post_in(call, PERMISSION_OF_MEDIA[kind])
        media = attachment(call, kind, call.params.get(kind), call.params)
        caption, entities = caption_text(call, call.params)
        message = new_message(call, chat, placement(call, chat), checked_markup(call.structure("reply_markup")))
        call.world.keep_file(media)
        message.media, message.caption, message.caption_entities = media, caption, entities
        return publish(call, message)

    return send


def send_media_group(call: Call) -> list[JsonObject]:
    items = call.array("media") or []
    if not 2 <= len(items) <= 10:
        raise bad_request("media must include 2-10 items")
    if any(item.get("type") not in ("photo", "video", "document", "audio") for item in items):
        raise bad_request("wrong type of the media in the album")
    chat = chat_to_post_in(call, PERMISSION_OF_MEDIA[items[0]["type"]])
    place = placement(call, chat)
    group = str(call.world.number())
    prepared = [(attachment(call, item["type"], item.get("media"), item), *caption_text(call, item)) for item in items]
    sent = []
    for media, caption, entities in prepared:
        message = new_message(call, chat, place, Markup([], None))
        call.world.keep_file(media)
        message.media, message.caption, message.caption_entities = media, caption, entities
        message.media_group_id = group
        sent.append(publish(call, message))
    return sent


def _source(call: Call, message_id: int, purpose: str) -> Message:
    found = call.message(call.chat("from_chat_id"), message_id, purpose)
    if found.service is not None:
        raise bad_request(f"message can't be {purpose.replace('copy', 'copie')}ed")
    if found.protected:
        raise bad_request(f"message can't be {purpose.replace('copy', 'copie')}ed")
    return found


def _permission_for(message: Message) -> str:
    return "can_send_messages" if message.media is None else PERMISSION_OF_MEDIA[message.media.kind]


def _copy(call: Call, message_id: int) -> JsonObject:
    original = _source(call, message_id, "copy")
    chat = chat_to_post_in(call, _permission_for(original))
    message = new_message(call, chat, placement(call, chat), checked_markup(call.structure("reply_markup")))
    message.text, message.entities, message.media = original.text, original.entities, original.media
    message.caption, message.caption_entities = original.caption, original.caption_entities
    if original.media is not None and "caption" in call.params:
        message.caption, message.caption_entities = caption_text(call, call.params)
    publish(call, message)
    return {"message_id": message.message_id}


def _forward(call: Call, message_id: int) -> JsonObject:
    original = _source(call, message_id, "forward")
    chat = chat_to_post_in(call, _permission_for(original))
    message = new_message(call, chat, placement(call, chat), Markup([], None))
    message.text, message.entities, message.media = original.text, original.entities, original.media
    message.caption, message.caption_entities = original.caption, original.caption_entities
    message.forward_origin = origin_json(original)
    return publish(call, message)


def copy_message(call: Call) -> JsonObject:
    return _copy(call, call.required_number("message_id"))


def forward_message(call: Call) -> JsonObject:
    return _forward(call, call.required_number("message_id"))


def _several(call: Call) -> list[int]:
    """The numbers that are there, in order: what cannot be found or copied is left out."""
    chat = call.chat("from_chat_id")
    found = []
    for message_id in call.array("message_ids") or []:
        message = chat.messages.get(message_id)
        usable = message is not None and message.deleted_at is None and message.service is None
        if usable and message is not None and not message.protected:
            found.append(message_id)
    return found


def copy_messages(call: Call) -> list[JsonObject]:
    return [_copy(call, message_id) for message_id in _several(call)]


def forward_messages(call: Call) -> list[JsonObject]:
    return [{"message_id": _forward(call, message_id)["message_id"]} for message_id in _several(call)]


def answer_guest_query(call: Call) -> JsonObject:
    """Answer a message that called the bot by name in a chat where it is no member."""
    waiting = call.world.guest_queries.pop(call.text("guest_query_id") or "", None)
    if waiting is None or waiting[0] != call.bot.id:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    asked = waiting[1]
    result = call.structure("result") or {}
    content = result.get("input_message_content") or {}
    words = replace_params(call, content)
    text, entities = message_text(words)
    if asked.chat.migrated_to is not None:
        raise forbidden("the chat is not available")
    caller: User | None = asked.sender
    markup = checked_markup(result.get("reply_markup"))
    message = new_message(words, asked.chat, Placement(reply_to_id=asked.message_id), markup)
    message.text, message.entities, message.via_guest = text, entities, caller
    call.world.store(message)
    inline_id = f"guest-{call.world.number()}"
    call.world.inline_messages[inline_id] = message
    return {"inline_message_id": inline_id}


def replace_params(call: Call, content: JsonObject) -> Call:
    """The same call with the parameters of an InputTextMessageContent."""
    given = {
        "text": content.get("message_text"),
        "parse_mode": content.get("parse_mode"),
        "entities": content.get("entities"),
    }
    return replace(call, params={name: value for name, value in given.items() if value is not None})


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": _send_media("photo"),
    "sendDocument": _send_media("document"),
    "sendVoice": _send_media("voice"),
    "sendVideo": _send_media("video"),
    "sendSticker": _send_media("sticker"),
    "sendAnimation": _send_media("animation"),
    "sendAudio": _send_media("audio"),
    "sendMediaGroup": send_media_group,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
    "answerGuestQuery": answer_guest_query,
}
LIMITED = frozenset(METHODS)
