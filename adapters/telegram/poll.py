"""Long polling that confirms an update to Telegram only after the core has committed it."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from adapters.telegram.outage import Outage
from adapters.telegram.receive import Receiver
from adapters.telegram.refusals import TOKEN_REFUSED, says, seconds
from adapters.telegram.request import TelegramRequest
from adapters.telegram.update import ALLOWED_UPDATES, Update, read_updates
from core.clock import Clock
from core.errors import BellbuoyError, ChannelDown

log = logging.getLogger(__name__)

T = TypeVar("T")
_ALLOWED = msgspec.json.encode(ALLOWED_UPDATES).decode()
_BATCH = 100
# How much longer than Telegram holds a long poll we wait for its answer.
_MARGIN = timedelta(seconds=10)
_LAST_WORD = timedelta(seconds=5)
_CONFLICT_REMINDER = timedelta(minutes=10)


class Poller:
    """Asks for updates until stopped. Telegram keeps what is not confirmed, so a crash loses nothing."""

    def __init__(
        self,
        bot: Bot,
        request: TelegramRequest,
        receiver: Receiver,
        outage: Outage,
        clock: Clock,
        *,
        hold: timedelta = timedelta(seconds=50),
    ) -> None:
        self._bot = bot
        self._request = request
        self._receiver = receiver
        self._outage = outage
        self._clock = clock
        self._hold = hold
        self._stopping = asyncio.Event()
        self._offset: int | None = None
        self._webhook_is_gone = False
        self._conflict_told: datetime | None = None

    def stop(self) -> None:
        """End the long poll; ``run`` returns once what is in hand is handled and confirmed."""
        self._stopping.set()

    async def run(self) -> None:
        """Raises ChannelDown when the token is refused; everything else it survives."""
        try:
            while not self._stopping.is_set():
                pause = await self._round()
                if pause is not None:
                    await self._unless_stopped(asyncio.sleep(pause.total_seconds()))
        finally:
            await self._confirm()

    async def _round(self) -> timedelta | None:
        """One batch; the pause to make after a failure."""
        try:
            if not self._webhook_is_gone:
                await self._bot.delete_webhook()
                self._webhook_is_gone = True
            # After an outage the first poll is not held, so that its end is known at once.
            hold = timedelta(0) if self._outage.is_on else self._hold
            batch = await self._unless_stopped(self._fetch(hold))
            if batch is not None:
                await self._outage.over()
                await self._take(batch)
        except InvalidToken as error:
            raise ChannelDown(TOKEN_REFUSED, fatal=True) from error
        except RetryAfter as error:
            log.warning("telegram asks to wait before the next updates: %s", error)
            return seconds(error)
        except Conflict as error:
            return self._conflict(error)
        except TelegramError as error:
            await self._outage.failed(str(error))
            return self._outage.pause()
        except ChannelDown:
            raise
        except Exception:
            log.exception("updates from %s on stay unconfirmed and will be taken again", self._offset)
            return self._outage.pause()
        return None

    async def _fetch(self, hold: timedelta, limit: int = _BATCH) -> Sequence[msgspec.Raw]:
        parameters = {
            "timeout": str(int(hold.total_seconds())),
            "limit": str(limit),
            "allowed_updates": _ALLOWED,
        }
        if self._offset is not None:
            parameters["offset"] = str(self._offset)
        answer = await self._request.call(
            f"{self._bot.base_url}/getUpdates", parameters, read_timeout=(hold + _MARGIN).total_seconds()
        )
        return read_updates(answer)

    async def _take(self, batch: Sequence[msgspec.Raw]) -> None:
        """Handle a batch, chats side by side and each in order; move the offset over what is handled.

        Behind a failure nothing of its chat is handled, and nothing of the batch is confirmed. What other
        chats had handled by then comes again and is known to the core.
        """
        order: list[int] = []
        chats: defaultdict[int | None, list[Update]] = defaultdict(list)
        handled: set[int] = set()
        for raw in batch:
            read = self._receiver.read(raw)
            if isinstance(read, Update):
                order.append(read.update_id)
                chats[read.chat].append(read)
            elif read is not None:
                order.append(read)
                handled.add(read)
        failures = await asyncio.gather(*(self._take_chat(updates, handled) for updates in chats.values()))
        for number in order:
            if number not in handled:
                break
            self._offset = number + 1
        for failure in failures:
            if failure is not None:
                raise failure
        if batch and not order:
            raise BellbuoyError("no update of a batch has a number")

    async def _take_chat(self, updates: Sequence[Update], handled: set[int]) -> Exception | None:
        for update in updates:
            try:
                await self._receiver.handle(update)
            except Exception as error:
                return error
            handled.add(update.update_id)
        return None

    def _conflict(self, error: Conflict) -> timedelta:
        if says(error, "webhook"):
            self._webhook_is_gone = False
        now = self._clock.now()
        if self._conflict_told is None or now - self._conflict_told > _CONFLICT_REMINDER:
            self._conflict_told = now
            log.error(
                "another program polls with this token, or a webhook was set for it: end it there, or give "
                "this installation a bot of its own; until then messages are late or go there (%s)",
                error,
            )
        return self._outage.pause()

    async def _unless_stopped(self, work: Awaitable[T]) -> T | None:
        """What the work gives, or None when we are stopped before."""
        task = asyncio.ensure_future(work)
        stopped = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            for waiting in (task, stopped):
                waiting.cancel()
            await asyncio.gather(task, stopped, return_exceptions=True)

    async def _confirm(self) -> None:
        """Tell Telegram what is handled; if that fails, it comes again and is known to the core."""
        if self._offset is None:
            return
        try:
            async with asyncio.timeout(_LAST_WORD.total_seconds()):
                await self._fetch(timedelta(0), limit=1)
        except (TelegramError, TimeoutError) as error:
            log.info("the last updates stay unconfirmed and will come again: %s", error)
