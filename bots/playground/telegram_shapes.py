"""The JSON of the Bot API made from records: users, chats, members, messages."""

from bots.playground.telegram_html import render_html
from bots.playground.telegram_records import (
    ADMIN_RIGHTS,
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    PERMISSIONS,
    Chat,
    JsonObject,
    Media,
    Member,
    Message,
    Topic,
    User,
)


def user_json(user: User) -> JsonObject:
    shape: JsonObject = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    if user.last_name:
        shape["last_name"] = user.last_name
    if user.username:
        shape["username"] = user.username
    if user.language_code:
        shape["language_code"] = user.language_code
    return shape


def chat_json(chat: Chat) -> JsonObject:
    shape: JsonObject = {"id": chat.id, "type": chat.kind}
    if chat.owner is not None:
        shape["first_name"] = chat.owner.first_name
        if chat.owner.last_name:
            shape["last_name"] = chat.owner.last_name
        if chat.owner.username:
            shape["username"] = chat.owner.username
        return shape
    shape["title"] = chat.title
    if chat.username:
        shape["username"] = chat.username
    if chat.is_forum:
        shape["is_forum"] = True
    return shape


def rights_of_kind(chat: Chat) -> tuple[str, ...]:
    """The administrator rights that exist in this kind of chat."""
    return ADMIN_RIGHTS + (CHANNEL_RIGHTS if chat.kind == "channel" else GROUP_RIGHTS)


def member_json(chat: Chat, member: Member) -> JsonObject:
    shape: JsonObject = {"status": member.status, "user": user_json(member.user)}
    match member.status:
        case "creator":
            shape["is_anonymous"] = member.anonymous
        case "administrator":
            shape |= {"can_be_edited": False, "is_anonymous": member.anonymous}
            shape |= {name: member.rights.get(name, False) for name in rights_of_kind(chat)}
        case "restricted":
            shape |= {"is_member": member.is_member, "until_date": member.until}
            shape |= {name: member.rights.get(name, False) for name in PERMISSIONS}
        case "kicked":
            shape["until_date"] = member.until
    if member.custom_title and member.is_admin:
        shape["custom_title"] = member.custom_title
    return shape


def topic_json(topic: Topic) -> JsonObject:
    shape: JsonObject = {
        "message_thread_id": topic.thread_id,
        "name": topic.name,
        "icon_color": topic.icon_color,
    }
    if topic.icon_custom_emoji_id:
        shape["icon_custom_emoji_id"] = topic.icon_custom_emoji_id
    return shape


def media_json(media: Media) -> JsonObject:
    """The message fields that carry the attachment."""
    file: JsonObject = {
        "file_id": media.file_id,
        "file_unique_id": f"u{media.file_id}",
        "file_size": media.length,
    }
    if media.kind == "photo":
        small = {
            "file_id": media.small_file_id,
            "file_unique_id": f"u{media.small_file_id}",
            "width": 90,
            "height": 67,
        }
        return {"photo": [small, {**file, "width": media.width, "height": media.height}]}
    if media.mime_type:
        file["mime_type"] = media.mime_type
    if media.kind in ("voice", "audio", "video", "animation", "video_note"):
        file["duration"] = media.duration
    if media.kind in ("video", "animation", "sticker"):
        file |= {"width": media.width, "height": media.height}
    if media.kind == "video_note":
        file["length"] = media.width
        file.pop("mime_type", None)
    if media.kind == "sticker":
        file |= {"type": "regular", "is_animated": False, "is_video": False}
        file.pop("mime_type", None)
        if media.emoji:
            file["emoji"] = media.emoji
    elif media.file_name and media.kind not in ("voice", "video_note"):
        file["file_name"] = media.file_name
    if media.kind == "animation":
        document = {name: value for name, value in file.items() if name not in ("duration", "width", "height")}
        return {"animation": file, "document": document}
    return {media.kind: file}


def message_json(message: Message, *, with_reply: bool = True) -> JsonObject:
    """A Message object; a quoted message comes without the one that it quotes itself, as in the Bot API."""
    shape: JsonObject = {
        "message_id": message.message_id,
        "date": message.date,
        "chat": chat_json(message.chat),
    }
    if message.sender is not None:
        shape["from"] = user_json(message.sender)
    if message.sender_chat is not None:
        shape["sender_chat"] = chat_json(message.sender_chat)
    if message.thread_id is not None:
        shape["message_thread_id"] = message.thread_id
        if message.chat.is_forum:
            shape["is_topic_message"] = True
    if message.text is not None:
        shape["text"] = message.text
        if message.entities:
            shape["entities"] = message.entities
    if message.media is not None:
        shape |= media_json(message.media)
        if message.caption:
            shape["caption"] = message.caption
            if message.caption_entities:
                shape["caption_entities"] = message.caption_entities
    if with_reply and message.reply_to_id is not None:
        answered = message.chat.messages.get(message.reply_to_id)
        if answered is not None and answered.deleted_at is None:
            shape["reply_to_message"] = message_json(answered, with_reply=False)
    if message.inline_keyboard:
        shape["reply_markup"] = {"inline_keyboard": message.inline_keyboard}
    _add_circumstances(shape, message)
    return shape


def _add_circumstances(shape: JsonObject, message: Message) -> None:
    for name, value in (
        ("edit_date", message.edit_date),
        ("media_group_id", message.media_group_id),
        ("quote", message.quote),
        ("external_reply", message.external_reply),
        ("link_preview_options", message.link_preview_options),
        ("forward_origin", message.forward_origin),
        ("author_signature", message.signature),
    ):
        if value is not None:
            shape[name] = value
    if message.protected:
        shape["has_protected_content"] = True
    if message.automatic_forward:
        shape["is_automatic_forward"] = True
    if message.via_guest is not None:
        shape["guest_bot_caller_user"] = user_json(message.via_guest)
    if message.service is not None:
        shape |= message.service


def origin_json(message: Message) -> JsonObject:
    """The MessageOrigin that a forwarded copy of the message carries."""
    if message.forward_origin is not None:
        return message.forward_origin
    if message.chat.kind == "channel":
        origin: JsonObject = {
            "type": "channel",
            "date": message.date,
            "chat": chat_json(message.chat),
            "message_id": message.message_id,
        }
        return origin if message.signature is None else {**origin, "author_signature": message.signature}
    if message.sender_chat is not None:
        return {"type": "chat", "date": message.date, "sender_chat": chat_json(message.sender_chat)}
    if message.sender is not None:
        return {"type": "user", "date": message.date, "sender_user": user_json(message.sender)}
    return {"type": "hidden_user", "date": message.date, "sender_user_name": "Unknown"}


def message_view(message: Message) -> JsonObject:
    """A Message object with what only someone who looks at the world can know: markup, edits, deletion."""
    shape = message_json(message)
    shape["html"] = render_html(message.content, message.content_entities)
    shape["deleted_at"] = message.deleted_at
    shape["edits"] = list(message.edits)
    shape["silent"] = message.silent
    if message.client_markup is not None:
        shape["client_markup"] = message.client_markup
    if message.reactions:
        shape["reactions"] = {str(user): list(emoji) for user, emoji in message.reactions.items()}
    if message.author_id is not None:
        shape["author_id"] = message.author_id
    return shape
