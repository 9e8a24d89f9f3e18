"""Bot API methods about messages that are there: edit, delete, react, pin, answer a button, fetch a file."""

from datetime import timedelta
from typing import Any

from bots.playground.telegram_call import Call
from bots.playground.telegram_contents import caption_text, checked_markup, message_text
from bots.playground.telegram_errors import NOT_MODIFIED, QUERY_TOO_OLD, bad_request
from bots.playground.telegram_records import CallbackAnswer, Chat, JsonObject, Message
from bots.playground.telegram_shapes import message_json

DELETABLE_FOR = int(timedelta(hours=48).total_seconds())
DOWNLOAD_LIMIT = 20 * 1024 * 1024
# From https://core.telegram.org/bots/api#reactiontypeemoji, where they stand without variation selector.
_REACTION_ROWS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊",
    "🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋",
    "🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃",
    "💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡",
)
REACTIONS = frozenset(" ".join(_REACTION_ROWS).split(" "))


def _to_edit(call: Call) -> Message:
    inline_id = call.text("inline_message_id")
    if inline_id is not None:
        found = call.world.inline_messages.get(inline_id)
        if found is None or found.deleted_at is not None or found.bot_id != call.bot.id:
            raise bad_request("MESSAGE_ID_INVALID")
        return found
    chat = call.chat()
    found = call.message(chat, call.required_number("message_id"), "edit")
    in_own_channel = chat.kind == "channel" and call.world.member(chat, call.bot.id).may("can_edit_messages")
    if found.service is not None or (found.bot_id != call.bot.id and not in_own_channel):
        raise bad_request("message can't be edited")
    return found


def _edited(call: Call, message: Message) -> JsonObject | bool:
    return True if "inline_message_id" in call.params else message_json(message)


def edit_message_text(call: Call) -> JsonObject | bool:
    message = _to_edit(call)
    text, entities = message_text(call)
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    markup = checked_markup(call.structure("reply_markup"))
    preview = call.structure("link_preview_options")
    same_words = (text, entities) == (message.text, message.entities)
    if same_words and markup.inline_keyboard == message.inline_keyboard and preview == message.link_preview_options:
        raise bad_request(NOT_MODIFIED)
    message.inline_keyboard, message.link_preview_options = markup.inline_keyboard, preview
    call.world.rewrite(message, text, entities)
    return _edited(call, message)


def edit_message_caption(call: Call) -> JsonObject | bool:
    message = _to_edit(call)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    caption, entities = caption_text(call, call.params)
    keyboard = checked_markup(call.structure("reply_markup")).inline_keyboard
    if (caption or "", entities, keyboard) == (
        message.caption or "",
        message.caption_entities,
        message.inline_keyboard,
    ):
        raise bad_request(NOT_MODIFIED)
    message.inline_keyboard = keyboard
    call.world.rewrite(message, caption or "", entities)
    return _edited(call, message)


def edit_message_reply_markup(call: Call) -> JsonObject | bool:
    message = _to_edit(call)
    keyboard = checked_markup(call.structure("reply_markup")).inline_keyboard
    if keyboard == message.inline_keyboard:
        raise bad_request(NOT_MODIFIED)
    message.inline_keyboard = keyboard
    message.edit_date = call.world.stamp()
    call.world.notify_message("edit", message)
    return _edited(call, message)


def _refusal_to_delete(call: Call, chat: Chat, message: Message) -> str | None:
    """Why the bot may not delete it (https://core.telegram.org/bots/api#deletemessage)."""
    service = message.service or {}
    if service.keys() & {"migrate_from_chat_id", "group_chat_created", "forum_topic_created"}:
        return "message can't be deleted"
    if message.date < call.world.stamp() - DELETABLE_FOR:
        return "message can't be deleted for everyone"
    if message.bot_id == call.bot.id or chat.kind == "private":
        return None
    return None if call.world.member(chat, call.bot.id).may("can_delete_messages") else "message can't be deleted"


def delete_message(call: Call) -> bool:
    chat = call.chat()
    message = call.message(chat, call.required_number("message_id"), "delete")
    refusal = _refusal_to_delete(call, chat, message)
    if refusal is not None:
        raise bad_request(refusal)
    call.world.remove(message)
    return True


def delete_messages(call: Call) -> bool:
    chat = call.chat()
    numbers = call.array("message_ids") or []
    if not 1 <= len(numbers) <= 100:
        raise bad_request("there must be 1-100 message identifiers")
    there = [chat.messages[number] for number in numbers if number in chat.messages]
    there = [message for message in there if message.deleted_at is None]
    for message in there:
        refusal = _refusal_to_delete(call, chat, message)
        if refusal is not None:
            raise bad_request(refusal)
    for message in there:
        call.world.remove(message)
    return True


def set_message_reaction(call: Call) -> bool:
    chat = call.chat()
    message = call.message(chat, call.required_number("message_id"), "react")
    wanted = [one.get("emoji", "").replace("\ufe0f", "") for one in call.array("reaction") or []]
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(emoji not in REACTIONS for emoji in wanted):
        raise bad_request("REACTION_INVALID")
    call.world.set_reactions(message, call.bot.id, wanted)
    return True


def _may_pin(call: Call, chat: Chat) -> None:
    if chat.kind == "private":
        return
    right = "can_edit_messages" if chat.kind == "channel" else "can_pin_messages"
    permitted = chat.is_group and chat.permissions.get(right, False)
    if not permitted:
        call.right(chat, right, "not enough rights to manage pinned messages in the chat")


def pin_chat_message(call: Call) -> bool:
    chat = call.chat()
    _may_pin(call, chat)
    message = call.message(chat, call.required_number("message_id"), "pin")
    call.world.set_pinned(message, call.bot.user)
    return True


def unpin_chat_message(call: Call) -> bool:
    chat = call.chat()
    _may_pin(call, chat)
    number = call.number("message_id")
    if number is None:
        number = chat.pinned[-1] if chat.pinned else None
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    call.world.notify("unpin", chat, message_id=number)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    chat = call.chat()
    _may_pin(call, chat)
    chat.pinned.clear()
    call.world.notify("unpin", chat, message_id=None)
    return True


def answer_callback_query(call: Call) -> bool:
    press = call.world.presses.get(call.text("callback_query_id") or "")
    if press is None or press.bot_id != call.bot.id:
        raise bad_request(QUERY_TOO_OLD)
    if call.world.stamp() - press.pressed_at > call.world.callback_lifetime:
        raise bad_request(QUERY_TOO_OLD)
    text = call.text("text")
    if text is not None and len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answer = CallbackAnswer(text, call.flag("show_alert"), call.text("url"))
    call.world.notify(
        "callback_answer",
        press.chat,
        id=press.id,
        user_id=press.user_id,
        message_id=press.message_id,
        text=text,
        show_alert=press.answer.show_alert,
        url=press.answer.url,
    )
    return True


def get_file(call: Call) -> JsonObject:
    stored = call.world.files.get(call.text("file_id") or "")
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }


METHODS: dict[str, Any] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "setMessageReaction": set_message_reaction,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
    "answerCallbackQuery": answer_callback_query,
    "getFile": get_file,
}
