"""From one update to the core and back: the way that polling and the webhook share."""

import logging

import msgspec

from adapters.telegram.admins import Administrators
from adapters.telegram.downloads import Downloads
from adapters.telegram.surroundings import Ourselves, Surroundings
from adapters.telegram.translate import translate
from adapters.telegram.update import Update, read_number, read_update
from core.channel import Intake
from core.clock import Clock
from core.events import Event

log = logging.getLogger(__name__)


class Receiver:
    """Reads, translates and hands over; what it cannot read is logged with its number and skipped."""

    def __init__(
        self,
        ourselves: Ourselves,
        intake: Intake,
        administrators: Administrators,
        downloads: Downloads,
        clock: Clock,
    ) -> None:
        self._ourselves = ourselves
        self._intake = intake
        self._administrators = administrators
        self._downloads = downloads
        self._clock = clock

    def read(self, data: bytes | msgspec.Raw) -> Update | int | None:
        """The update; only its number where the rest cannot be read; None where not even that can."""
        try:
            return read_update(data)
        except msgspec.DecodeError as error:
            number = read_number(data)
            # The decoder's words name the field and the type it found, never what people wrote.
            log.error("an update cannot be read and is skipped update=%s: %s", number, error)
            return number

    async def handle(self, update: Update) -> None:
        """Returns once all its events are committed; raises what the intake raises, and TelegramError."""
        for event in await self._events(update):
            await self._intake.handle(await self._downloads.with_media(event, self._intake))

    async def _events(self, update: Update) -> tuple[Event, ...]:
        if update.chat_member is not None:
            self._administrators.changed(update.chat_member)
        chat = update.chat
        # Telegram numbers groups below zero. What concerns our own reach needs no administrators, and after a
        # removal they would not be told.
        is_group = chat is not None and chat < 0 and update.my_chat_member is None
        group = await self._administrators.group(chat) if is_group and chat is not None else None
        known = Surroundings(self._ourselves, self._clock.now(), group)
        try:
            return translate(update, known)
        except Exception:
            log.exception("an update cannot be translated and is skipped update=%s", update.update_id)
            return ()
