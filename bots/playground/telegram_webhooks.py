"""Delivering updates by webhook: real POST requests, the secret token, repeats until the bot accepts."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable

import aiohttp

from bots.playground.telegram_call import Call
from bots.playground.telegram_errors import bad_request
from bots.playground.telegram_model import TelegramWorld
from bots.playground.telegram_records import JsonObject, Webhook
from bots.playground.telegram_state import Bot

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_ANSWER_WITHIN = aiohttp.ClientTimeout(total=60)
Execute = Callable[[Bot, JsonObject], Awaitable[None]]


def pause_after(attempt: int) -> float:
    """Seconds before the next attempt: 1, 2, 4, … up to a minute."""
    return float(min(60, 2 ** (attempt - 1)))


class Webhooks:
    """One group of workers for each bot with a webhook, as many as it allows connections."""

    def __init__(self, world: TelegramWorld, execute: Execute, pause: Callable[[int], float]) -> None:
        self._world = world
        self._execute = execute
        self._pause = pause
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Take up the deliveries for bots that set a webhook before."""
        self._session = aiohttp.ClientSession(timeout=_ANSWER_WITHIN)
        for bot in self._world.bots.values():
            if bot.webhook.url:
                self._tasks[bot.id] = asyncio.create_task(self._run(bot, self._session))

    async def close(self) -> None:
        for bot_id in tuple(self._tasks):
            await self._stop(bot_id)
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def set_webhook(self, call: Call) -> bool:
        url = call.text("url") or ""
        if not url:
            return await self.delete_webhook(call)
        if not url.startswith(("https://", "http://127.0.0.1", "http://localhost", "http://[::1]")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = call.text("secret_token") or None
        if secret is not None and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        connections = call.number("max_connections") or 40
        if not 1 <= connections <= 100:
            raise bad_request("max_connections must be between 1 and 100")
        await self._stop(call.bot.id)
        call.bot.updates.allow(call.array("allowed_updates"))
        if call.flag("drop_pending_updates"):
            call.bot.updates.clear()
        call.bot.webhook = Webhook(url, secret, connections)
        if self._session is not None:
            self._tasks[call.bot.id] = asyncio.create_task(self._run(call.bot, self._session))
        return True

    async def delete_webhook(self, call: Call) -> bool:
        await self._stop(call.bot.id)
        call.bot.webhook = Webhook()
        if call.flag("drop_pending_updates"):
            call.bot.updates.clear()
        return True

    def get_webhook_info(self, call: Call) -> JsonObject:
        bot, hook = call.bot, call.bot.webhook
        shape: JsonObject = {
            "url": hook.url,
            "has_custom_certificate": False,
            "pending_update_count": len(bot.updates),
        }
        if hook.url:
            shape |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
        if hook.last_error is not None:
            shape |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error}
        if bot.updates.allowed is not None:
            shape["allowed_updates"] = sorted(bot.updates.allowed)
        return shape

    async def _stop(self, bot_id: int) -> None:
        task = self._tasks.pop(bot_id, None)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self, bot: Bot, session: aiohttp.ClientSession) -> None:
        arrived = asyncio.Event()
        bot.updates.on_push.append(arrived.set)
        try:
            async with asyncio.TaskGroup() as workers:
                for _ in range(bot.webhook.max_connections):
                    workers.create_task(self._work(bot, session, arrived))
        finally:
            bot.updates.on_push.remove(arrived.set)

    async def _work(self, bot: Bot, session: aiohttp.ClientSession, arrived: asyncio.Event) -> None:
        while True:
            arrived.clear()
            update = bot.updates.take()
            if update is None:
                await arrived.wait()
                continue
            update_id: int = update["update_id"]
            try:
                await self._deliver(bot, session, update)
                bot.updates.done(update_id)
                self._world.notify("delivered", bot_id=bot.id, update_id=update_id)
            finally:
                bot.updates.give_back(update_id)

    async def _deliver(self, bot: Bot, session: aiohttp.ClientSession, update: JsonObject) -> None:
        """Send the update until it is accepted."""
        headers = {} if bot.webhook.secret is None else {SECRET_HEADER: bot.webhook.secret}
        attempt = 0
        while True:
            attempt += 1
            answer: JsonObject | None = None
            try:
                async with session.post(bot.webhook.url, json=update, headers=headers) as response:
                    if response.ok:
                        is_json = response.content_type == "application/json"
                        answer = await response.json() if is_json else None
                        break
                    problem = f"Wrong response from the webhook: {response.status} {response.reason}"
            except (aiohttp.ClientError, TimeoutError) as error:
                problem = f"Connection failed: {type(error).__name__}"
            bot.webhook.last_error, bot.webhook.last_error_date = problem, self._world.stamp()
            log.debug("webhook refused bot=%d attempt=%d problem=%s", bot.id, attempt, problem)
            await asyncio.sleep(self._pause(attempt))
        if isinstance(answer, dict) and "method" in answer:
            await self._execute(bot, answer)
