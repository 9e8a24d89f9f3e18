"""Fetching updates by long polling: getUpdates with its one poller per bot."""

import asyncio

from bots.playground.telegram_call import Call
from bots.playground.telegram_errors import OTHER_POLLER, WEBHOOK_ACTIVE, ApiError
from bots.playground.telegram_records import JsonObject

TERMINATED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"
LONGEST_POLL = 50


class LongPolls:
    """The waiting getUpdates requests, at most one for each bot: a newer one ends the older with 409."""

    def __init__(self) -> None:
        self._waiting: dict[int, asyncio.Future[str | None]] = {}

    def terminate(self, bot_id: int, conflict: str | None) -> None:
        """End the waiting request of the bot, with 409 and this text, or without updates for None."""
        waiting = self._waiting.pop(bot_id, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(conflict)

    def close(self) -> None:
        for bot_id in tuple(self._waiting):
            self.terminate(bot_id, None)

    def is_waiting(self, bot_id: int) -> bool:
        return bot_id in self._waiting

    async def get_updates(self, call: Call) -> list[JsonObject]:
        """Confirm by offset and hand out what is there, waiting for it up to the timeout.

        Updates stay until a later offset confirms them, so a client that dies gets them again.
        """
        bot, queue = call.bot, call.bot.updates
        if bot.webhook.url:
            raise ApiError(409, WEBHOOK_ACTIVE)
        self.terminate(bot.id, OTHER_POLLER)
        queue.allow(call.array("allowed_updates"))
        offset = call.number("offset")
        if offset:
            queue.confirm(offset)
        given = call.number("limit")
        limit = 100 if given is None else min(100, max(1, given))
        timeout = min(LONGEST_POLL, call.number("timeout") or 0)
        ready = queue.first(limit)
        if ready or timeout <= 0:
            return ready
        conflict = await self._wait(call, timeout)
        if conflict is not None:
            raise ApiError(409, conflict)
        return queue.first(limit)

    async def _wait(self, call: Call, timeout: int) -> str | None:
        bot_id, queue = call.bot.id, call.bot.updates
        arrived: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()

        def wake() -> None:
            if not arrived.done():
                arrived.set_result(None)

        self._waiting[bot_id] = arrived
        queue.on_push.append(wake)
        call.world.notify("poll", bot_id=bot_id)
        try:
            async with asyncio.timeout(timeout):
                return await arrived
        except TimeoutError:
            return None
        finally:
            queue.on_push.remove(wake)
            if self._waiting.get(bot_id) is arrived:
                del self._waiting[bot_id]
