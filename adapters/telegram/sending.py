"""Sends markup, controls and files as one or more Telegram messages."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    TelegramObject,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from adapters.telegram import render
from adapters.telegram.progress import Steps
from adapters.telegram.refusals import says
from adapters.telegram.request import TelegramRequest
from adapters.telegram.update import read_sent
from core.channel import MediaVault
from core.effects import NO_CONTROLS, Controls
from core.errors import NeverDeliverable
from core.events import Media
from core.ids import Address, MessageRef
from core.text.markup import Markup

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NO_PREVIEW_JSON = NO_PREVIEW.to_json()
# Telegram takes photos up to 10 MB; https://core.telegram.org/bots/api#sending-files
_LARGEST_PHOTO = 10 * 1024 * 1024
_UPLOAD_TIMEOUT = timedelta(seconds=60).total_seconds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """All that is to be sent to one place."""

    to: Address
    text: Markup
    controls: Controls = NO_CONTROLS
    reply_to: int | None = None
    media: Media | None = None
    silent: bool = False


class Sender:
    """Sends letters; where one needs several messages, ``steps`` says which of them stand already."""

    def __init__(self, bot: Bot, request: TelegramRequest, vault: MediaVault) -> None:
        self._bot = bot
        self._request = request
        self._vault = vault

    async def send(self, letter: Letter, steps: Steps) -> MessageRef:
        """The message with the controls, which is the last. Raises TelegramError and NeverDeliverable."""
        content = await self._content(letter.media)
        texts = render.pieces(letter.text)
        caption: str | None = None
        if content is not None:
            captions = render.pieces(letter.text, render.LONGEST_CAPTION)
            if len(captions) <= 1:  # a longer caption follows as a message of its own
                texts, caption = [], "".join(captions)
        total = len(texts) + (content is not None)
        if total == 0:
            raise NeverDeliverable("other", "there is nothing to send")
        for number in range(len(steps.messages), total):
            options = self._options(letter, first=number == 0, last=number == total - 1)
            if content is not None and letter.media is not None and number == 0:
                sent = (await self._send_file(letter.media, content, caption, options)).message_id
            else:
                text = texts[number - (content is not None)]
                sent = await self._send_text(text, options)
            steps.messages.append(MessageRef(letter.to, str(sent)))
        return steps.messages[-1]

    def controls(self, controls: Controls, at: Address) -> InlineKeyboardMarkup | None:
        private = not at.place.startswith("-")
        return render.keyboard(controls, username=self._bot.username, private=private)

    async def _content(self, media: Media | None) -> bytes | None:
        """The file's bytes; None when there is none (any more), so that at least the words arrive."""
        if media is None or media.stored is None:
            return None
        return await self._vault.get(media.stored)

    def _options(self, letter: Letter, *, first: bool, last: bool) -> dict[str, Any]:
        options: dict[str, Any] = {"chat_id": letter.to.place, "parse_mode": ParseMode.HTML}
        if letter.to.thread is not None:
            options["message_thread_id"] = int(letter.to.thread)
        if letter.silent:
            options["disable_notification"] = True
        if first and letter.reply_to is not None:
            options["reply_parameters"] = ReplyParameters(letter.reply_to, allow_sending_without_reply=True)
        if last:
            options["reply_markup"] = self.controls(letter.controls, letter.to)
        return options

    async def _send_text(self, text: str, options: dict[str, Any]) -> int:
        """``Bot.send_message`` without making a Message of the answer, which costs more than the call itself."""
        parameters = {"text": text, "link_preview_options": _NO_PREVIEW_JSON}
        for name, value in options.items():
            if isinstance(value, TelegramObject):
                parameters[name] = value.to_json()
            elif value is not None:
                parameters[name] = value if isinstance(value, str) else str(value).lower()
        answer = await self._request.call(f"{self._bot.base_url}/sendMessage", parameters)
        return read_sent(answer)

    async def _send_file(self, media: Media, content: bytes, caption: str | None, options: dict[str, Any]) -> Message:
        options = {**options, "caption": caption, "filename": media.name, "write_timeout": _UPLOAD_TIMEOUT}
        match media.kind:
            case "photo" if len(content) <= _LARGEST_PHOTO:
                try:
                    return await self._bot.send_photo(photo=content, **options)
                except BadRequest as error:
                    # What another platform calls a picture may be one that Telegram cannot show.
                    if not says(error, "photo_", "image_process_failed", "wrong file"):
                        raise
            case "voice":
                return await self._bot.send_voice(voice=content, **options)
            case "audio":
                return await self._bot.send_audio(audio=content, **options)
            case "video":
                return await self._bot.send_video(video=content, **options)
            case "animation":
                return await self._bot.send_animation(animation=content, **options)
        return await self._bot.send_document(document=content, **options)
