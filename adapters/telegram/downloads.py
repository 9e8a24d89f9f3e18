"""Saves the files of messages that belong to a conversation with us, before their event is handled."""

import asyncio
import logging

import msgspec
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from adapters.telegram.refusals import says, seconds
from core.channel import Intake, MediaVault
from core.clock import Clock
from core.errors import StorageError
from core.events import Event, Media, MessageReceived

log = logging.getLogger(__name__)

# https://core.telegram.org/bots/api#getfile
LARGEST = 20 * 1024 * 1024
_TRIES = 3
# A batch has up to a hundred updates, and each file is held in memory while it is fetched and saved.
_AT_ONCE = 4


class Downloads:
    """A file that cannot be had is marked with its problem; it never holds up the words it came with."""

    def __init__(self, bot: Bot, vault: MediaVault, clock: Clock, *, pause: float = 1.0) -> None:
        self._bot = bot
        self._vault = vault
        self._clock = clock
        self._pause = pause
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def with_media(self, event: Event, intake: Intake) -> Event:
        """The event with its files saved, if anybody wants them."""
        if not isinstance(event, MessageReceived) or not event.media:
            return event
        if not await intake.wants_media(event):
            return event
        saved = [await self._saved(media) for media in event.media]
        return msgspec.structs.replace(event, media=tuple(saved))

    async def _saved(self, media: Media) -> Media:
        if media.size > LARGEST:
            return msgspec.structs.replace(media, problem="too-large")
        async with self._room:
            return await self._kept(media)

    async def _kept(self, media: Media) -> Media:
        try:
            content = await self._fetched(media.source)
        except TelegramError as error:
            problem = "too-large" if says(error, "file is too big") else "unavailable"
            log.warning("a file is not saved kind=%s size=%s: %s", media.kind, media.size, error)
            return msgspec.structs.replace(media, problem=problem)
        if len(content) > LARGEST:
            return msgspec.structs.replace(media, problem="too-large")
        try:
            stored = await self._vault.put(content, mime=media.mime, name=media.name, now=self._clock.now())
        except StorageError as error:  # no room left for files: raised on, it would hold up every later update
            log.error("a file is not saved kind=%s size=%s: %s", media.kind, len(content), error)
            return msgspec.structs.replace(media, problem="unavailable")
        return msgspec.structs.replace(media, stored=stored, size=len(content))

    async def _fetched(self, file_id: str) -> bytes:
        for attempt in range(1, _TRIES + 1):
            try:
                file = await self._bot.get_file(file_id)
                return bytes(await file.download_as_bytearray())
            except (BadRequest, Forbidden):
                raise
            except RetryAfter as error:
                if attempt == _TRIES:
                    raise
                await asyncio.sleep(seconds(error).total_seconds())
            except NetworkError:
                if attempt == _TRIES:
                    raise
                await asyncio.sleep(self._pause * attempt)
        raise NetworkError("no attempt was made")
