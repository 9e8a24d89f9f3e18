"""What a Discord message says: its words as people read them, hidden links, files."""

import re
from collections.abc import Iterator, Sequence

import discord

from core.events import HiddenLink, Media

# https://discord.com/developers/docs/reference#message-formatting-formats
_FORMAT = re.compile(
    r"<@!?(?P<user>\d+)>|<@&(?P<role>\d+)>|<#(?P<channel>\d+)>|<a?:(?P<emoji>\w+):\d+>|</(?P<command>[^:>]+):\d+>"
)
_MASKED = re.compile(
    r"\[(?P<label>[^\[\]\n]+)\]\(\s*<?(?P<url>https?://[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?[^)\n]*\)",
    re.I,
)

_Source = discord.Message | discord.MessageSnapshot


def words_of(message: discord.Message, me: int) -> str:
    """The text with mentions as names; a mention of the bot itself is left out, ``mentions_bot`` says it.

    Stickers, polls and the embeds of programs are words as well: they can ask for a seed phrase just like a sentence.
    """
    return "\n".join(part for part in _parts(message, me) if part)


def links_of(message: discord.Message) -> tuple[HiddenLink, ...]:
    """Masked links ``[label](address)``, in the message and in what it forwards."""
    return tuple(
        HiddenLink(found["label"], found["url"])
        for source in _sources(message)
        for found in _MASKED.finditer(source.content)
    )


def media_of(message: discord.Message) -> tuple[Media, ...]:
    """The files, not saved yet; ``source`` is Discord's address, which expires after about a day."""
    return tuple(
        Media(
            kind=_kind(attachment),
            name=attachment.filename,
            mime=_mime(attachment),
            size=attachment.size,
            source=attachment.url,
            caption=attachment.description or "",
        )
        for attachment in attachments_of(message)
    )


def attachments_of(message: discord.Message) -> list[discord.Attachment]:
    """In the order of ``media_of``."""
    return [attachment for source in _sources(message) for attachment in source.attachments]


def _sources(message: discord.Message) -> Sequence[_Source]:
    return [message, *message.message_snapshots]


def _parts(message: discord.Message, me: int) -> Iterator[str]:
    yield _readable(message.content, message, me)
    for snapshot in message.message_snapshots:
        yield _readable(snapshot.content, message, me)
    for source in _sources(message):
        yield " ".join(f":{sticker.name}:" for sticker in source.stickers)
    if message.poll is not None:
        yield "\n".join([message.poll.question, *(answer.text for answer in message.poll.answers)])
    if message.author.bot or message.webhook_id is not None:
        # Under a person's message an embed is the preview of a link; a program writes in embeds.
        for embed in message.embeds:
            yield from _embed_words(embed)


def _embed_words(embed: discord.Embed) -> Iterator[str]:
    yield embed.title or ""
    yield embed.description or ""
    yield embed.url or ""
    for field in embed.fields:
        yield f"{field.name or ''}\n{field.value or ''}"


def _readable(content: str, message: discord.Message, me: int) -> str:
    people = {user.id: user.display_name for user in message.mentions}

    def name(found: re.Match[str]) -> str:
        whole = found.group()
        if user := found["user"]:
            return "" if int(user) == me else f"@{people[int(user)]}" if int(user) in people else whole
        if found["role"]:
            role = message.guild.get_role(int(found["role"])) if message.guild else None
            return f"@{role.name}" if role else whole
        if found["channel"]:
            channel = message.guild.get_channel_or_thread(int(found["channel"])) if message.guild else None
            return f"#{channel.name}" if channel else whole
        if found["emoji"]:
            return f":{found['emoji']}:"
        return f"/{found['command']}"

    return _FORMAT.sub(name, content).strip()


def _mime(attachment: discord.Attachment) -> str:
    return (attachment.content_type or "application/octet-stream").partition(";")[0].strip()


def _kind(attachment: discord.Attachment) -> str:
    if attachment.is_voice_message():
        return "voice"
    mime = _mime(attachment)
    if mime == "image/gif":
        return "animation"
    families = {"image": "photo", "video": "video", "audio": "audio"}
    return families.get(mime.partition("/")[0], "document")
