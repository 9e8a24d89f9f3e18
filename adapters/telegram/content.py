"""What a Telegram message holds, in words, links and files; who wrote it and where is translate.py's."""

from collections.abc import Sequence

from adapters.telegram.update import Entity, File, Message, Origin, User
from core.events import HiddenLink, Media

# Telegram names the type of a file only sometimes; these are what it delivers for each kind.
_KINDS: tuple[tuple[str, str, str, str], ...] = (
    ("animation", "animation", "video/mp4", "mp4"),  # before document: Telegram sets both for an animation
    ("document", "document", "application/octet-stream", "bin"),
    ("voice", "voice", "audio/ogg", "ogg"),
    ("audio", "audio", "audio/mpeg", "mp3"),
    ("video", "video", "video/mp4", "mp4"),
    ("video_note", "video", "video/mp4", "mp4"),
)


def slice_utf16(text: str, entity: Entity) -> str:
    """The part of ``text`` under an entity, whose numbers count UTF-16 units."""
    if text.isascii():
        return text[entity.offset : entity.offset + entity.length]
    units = text.encode("utf-16-le")[2 * entity.offset : 2 * (entity.offset + entity.length)]
    return units.decode("utf-16-le", "replace")


def own_words(message: Message) -> tuple[str, tuple[Entity, ...]]:
    """Text or caption with its entities."""
    if message.text is not None:
        return message.text, message.entities
    return message.caption or "", message.caption_entities


def words(message: Message) -> str:
    """All that a reader sees as words: text, caption or a short line for what has neither.

    The quote of a message in another chat is added, because it is shown in this one and nobody here wrote it.
    """
    text = own_words(message)[0] or _in_short(message)
    if message.external_reply is not None and message.quote is not None:
        return f"{message.quote.text}\n\n{text}"
    return text


def hidden_links(message: Message) -> tuple[HiddenLink, ...]:
    """Links whose target is not in the words: text links, other bots' buttons, other previews."""
    text, entities = own_words(message)
    found = _text_links(text, entities)
    if message.external_reply is not None and message.quote is not None:
        found += _text_links(message.quote.text, message.quote.entities)
    if message.reply_markup is not None:
        for row in message.reply_markup.inline_keyboard:
            found += [HiddenLink(button.text, button.url) for button in row if button.url]
    preview = message.link_preview_options
    if preview is not None and preview.url and not preview.is_disabled and preview.url not in text:
        found.append(HiddenLink("", preview.url))
    return tuple(found)


def media(message: Message) -> tuple[Media, ...]:
    """The file of a message; Telegram puts at most one into each, an album is several messages."""
    caption = message.caption or ""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return (_media("photo", largest, "image/jpeg", "jpg", caption),)
    for field, kind, mime, ending in _KINDS:
        file: File | None = getattr(message, field)
        if file is not None:
            return (_media(kind, file, mime, ending, caption),)
    return ()


def origin(message: Message) -> str | None:
    """Whose words these were before they were forwarded or quoted from elsewhere."""
    if message.forward_origin is not None:
        return _origin(message.forward_origin)
    if message.external_reply is not None:
        return _origin(message.external_reply.origin)
    if message.story is not None:
        return f"chat:{message.story.chat.id}"
    return None


def full_name(user: User) -> str:
    return f"{user.first_name} {user.last_name}" if user.last_name else user.first_name


def mentions(message: Message, bot: int, username: str) -> bool:
    text, entities = own_words(message)
    for entity in entities:
        if entity.type == "text_mention" and entity.user is not None and entity.user.id == bot:
            return True
        if entity.type == "mention" and slice_utf16(text, entity).lower() == f"@{username}".lower():
            return True
    return False


def _text_links(text: str, entities: Sequence[Entity]) -> list[HiddenLink]:
    links: list[HiddenLink] = []
    for entity in entities:
        if entity.type == "text_link" and entity.url:
            label = slice_utf16(text, entity)
            if label != entity.url:
                links.append(HiddenLink(label, entity.url))
    return links


def _media(kind: str, file: File, mime: str, ending: str, caption: str) -> Media:
    return Media(
        kind=kind,
        name=file.file_name or f"{kind}-{file.file_unique_id or 'file'}.{ending}",
        mime=file.mime_type or mime,
        size=file.file_size or 0,
        source=file.file_id,
        caption=caption,
    )


def _origin(source: Origin) -> str:
    if source.sender_user is not None:
        return f"user:{source.sender_user.id}"
    chat = source.sender_chat or source.chat
    if chat is not None:
        return f"chat:{chat.id}"
    return f"hidden:{source.sender_user_name or ''}"


def _in_short(message: Message) -> str:
    """One line for a message without words, in signs and data only, so that it needs no language."""
    if message.sticker is not None:
        return message.sticker.emoji or "🖼"
    if message.venue is not None:
        place = message.venue.location
        return f"📍 {message.venue.title}, {message.venue.address} ({place.latitude}, {place.longitude})"
    if message.location is not None:
        return f"📍 {message.location.latitude}, {message.location.longitude}"
    if message.contact is not None:
        name = " ".join(part for part in (message.contact.first_name, message.contact.last_name) if part)
        return f"👤 {name} {message.contact.phone_number}"
    if message.poll is not None:
        return "\n".join((f"📊 {message.poll.question}", *(f"• {option.text}" for option in message.poll.options)))
    if message.checklist is not None:
        return "\n".join((f"☑ {message.checklist.title}", *(f"• {task.text}" for task in message.checklist.tasks)))
    if message.dice is not None:
        return f"{message.dice.emoji} {message.dice.value}"
    if message.game is not None:
        return f"🎮 {message.game.title}"
    return "📖" if message.story is not None else ""
