"""One open page: what it looks at, what it was sent last, and the wishes it has."""

import asyncio
import logging
from datetime import UTC, timedelta

from aiohttp import web

from bots.playground.discord_errors import ApiError as DiscordApiError
from bots.playground.discord_model import PlayError
from bots.playground.page_cast import Side
from bots.playground.page_discord import DiscordSight
from bots.playground.page_discord_actions import DiscordActions
from bots.playground.page_frame import Stage, frame_parts
from bots.playground.page_telegram import TelegramSight
from bots.playground.page_telegram_actions import TelegramActions
from bots.playground.page_wish import JsonObject, PageError, Wish, sentence
from bots.playground.telegram_errors import ApiError as TelegramApiError
from bots.playground.telegram_model import NotPossible

log = logging.getLogger(__name__)

# Several changes that come together are drawn together; nobody sees a thirtieth of a second.
GATHER_SECONDS = 0.03
_MOST_SHOWN = 20_000
_LONGEST_JUMP = timedelta(days=31)
_REFUSALS = (PageError, NotPossible, PlayError, DiscordApiError, TelegramApiError)


class PageSession:
    """Sends the page what changed, whole sections or single messages, and carries out its wishes."""

    def __init__(self, stage: Stage, socket: web.WebSocketResponse, greeting: Wish) -> None:
        """`greeting` may say what the page looked at before its connection broke."""
        self._stage = stage
        self._socket = socket
        cast = stage.cast
        self._telegram = TelegramSight(cast.on("telegram")[0][0], cast.telegram_chat)
        self._discord = DiscordSight(cast.on("discord")[0][0], cast.discord_channel)
        self._telegram_actions = TelegramActions(stage.telegram)
        self._discord_actions = DiscordActions(stage.discord)
        self._sent: dict[str, object] = {}
        self._news: list[JsonObject] = []
        self._dirty: set[str] = {"telegram", "discord", "page"}
        self._changed = asyncio.Event()
        self._changed.set()
        self._sending = asyncio.Lock()
        if greeting.fields.get("world") == stage.world:
            self._resume(greeting)

    def _resume(self, greeting: Wish) -> None:
        try:
            self._show_telegram(Wish(greeting.table("telegram")))
            self._show_discord(Wish(greeting.table("discord")))
        except PageError:
            log.debug("a page asked to go on with something that is not there")

    async def run(self) -> None:
        """Serve the page until it is closed."""
        async with asyncio.TaskGroup() as tasks:
            pump = tasks.create_task(self._pump())
            try:
                async for message in self._socket:
                    if message.type == web.WSMsgType.TEXT:
                        await self._answer(message.data)
            finally:
                pump.cancel()

    # what the worlds tell

    def telegram_changed(self, change: JsonObject) -> None:
        match change["type"]:
            case "call" | "refused" | "poll" | "delivered":
                return
            case "callback_answer" if change["user_id"] == self._telegram.person:
                self._tell({"news": "telegram.answer"} | change)
            case "chat_action":
                self._tell({"news": "telegram.typing", "chat": change["chat"], "action": change["action"]})
                return
        self._mark("telegram")

    def discord_changed(self, change: JsonObject) -> None:
        interaction = self._discord_actions.news(change)
        if interaction is not None:
            self._tell({"news": "discord.interaction", "interaction": interaction})
        if change["type"] == "typing":
            self._tell({"news": "discord.typing", "channel": change["channel_id"], "user": str(change["user_id"])})
            return
        self._mark("discord")

    def page_changed(self) -> None:
        """The clock or the tour has moved."""
        self._mark("page")

    def _mark(self, what: str) -> None:
        self._dirty.add(what)
        self._changed.set()

    def _tell(self, news: JsonObject) -> None:
        self._news.append(news)
        self._changed.set()

    # sending

    async def _pump(self) -> None:
        while not self._socket.closed:
            await self._changed.wait()
            await asyncio.sleep(GATHER_SECONDS)
            await self._flush()

    async def _flush(self) -> None:
        async with self._sending:
            self._changed.clear()
            dirty, self._dirty = self._dirty, set()
            news, self._news = self._news, []
            parts = self._differences(dirty)
            if parts:
                await self._send({"parts": parts})
            # After the parts, so that what the news are about is on the page already.
            for one in news:
                await self._send(one)

    def _differences(self, dirty: set[str]) -> JsonObject:
        parts: dict[str, object] = {}
        if "telegram" in dirty:
            parts |= self._stage.telegram.parts(self._telegram)
        if "discord" in dirty:
            parts |= self._stage.discord.parts(self._discord)
        if "page" in dirty:
            parts |= frame_parts(self._stage, self._telegram, self._discord)
        changed: JsonObject = {}
        for name, part in parts.items():
            before = self._sent.get(name)
            if part == before:
                continue
            self._sent[name] = part
            is_history = isinstance(part, dict) and "items" in part and isinstance(before, dict)
            changed[name] = _history_difference(before, part) if is_history else part
        return changed

    async def _send(self, message: JsonObject) -> None:
        if not self._socket.closed:
            try:
                await self._socket.send_json(message)
            except ConnectionError:
                log.debug("a page went away while it was being told")

    # wishes

    async def _answer(self, raw: str) -> None:
        number: object = None
        try:
            wish = Wish.read(raw)
            number = wish.fields.get("id")
            result = await self._perform(wish)
        except _REFUSALS as error:
            words = error.message if isinstance(error, DiscordApiError) else str(error)
            await self._send({"answer": number, "ok": False, "error": sentence(words)})
            return
        except Exception:
            # One wish must not end the page; the person is told and the operator finds the traceback.
            log.exception("a wish of the demo page failed")
            await self._send({"answer": number, "ok": False, "error": "That did not work; see the log."})
            return
        # What the wish changed goes first: the page may rely on seeing it when the answer comes.
        await self._flush()
        await self._send({"answer": number, "ok": True, "result": result or {}})

    async def _perform(self, wish: Wish) -> JsonObject | None:
        side, _, verb = wish.text("do").partition(".")
        match side, verb:
            case "telegram", "show":
                self._show_telegram(wish)
            case "discord", "show":
                self._show_discord(wish)
            case "telegram", _:
                return self._telegram_actions.perform(verb, self._telegram, wish)
            case "discord", _:
                return self._discord_actions.perform(verb, self._discord, wish)
            case "clock", "advance":
                self._advance(timedelta(seconds=wish.number("seconds")))
            case "clock", "jump":
                await self._jump()
            case "tour", "do":
                await self._stage.tour.do(wish.text("step"))
            case _:
                raise PageError("This page does not know that action.")
        return None

    def _show_telegram(self, wish: Wish) -> None:
        person = self._person("telegram", wish)
        limit = _limit(wish)
        topic = wish.number_or_none("topic")
        self._telegram = TelegramSight(person, wish.number_or_none("chat"), topic, limit)
        self._dirty |= {"telegram", "page"}

    def _show_discord(self, wish: Wish) -> None:
        person = self._person("discord", wish)
        limit = _limit(wish)
        self._discord = DiscordSight(person, wish.number_or_none("channel"), limit)
        self._dirty |= {"discord", "page"}

    def _person(self, side: Side, wish: Wish) -> int:
        number = wish.number("person")
        if self._stage.cast.who(side, number) is None:
            raise PageError("Nobody of this name can be played.")
        return number

    def _advance(self, span: timedelta) -> None:
        if not timedelta() < span <= _LONGEST_JUMP:
            raise PageError("The clock goes forward only, by a month at most.")
        self._stage.clock.advance(span)

    async def _jump(self) -> None:
        due = None if self._stage.next_due is None else await self._stage.next_due()
        if due is None:
            raise PageError("Nothing is waiting for its time.")
        span = due.astimezone(UTC) - self._stage.clock.now() + timedelta(seconds=1)
        self._advance(max(span, timedelta(seconds=1)))


def _limit(wish: Wish) -> int:
    return max(1, min(wish.number_or_none("limit") or 300, _MOST_SHOWN))


def _history_difference(before: object, after: object) -> JsonObject:
    """A history as its order and the messages that are new or different; another place is sent whole."""
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    if before["key"] != after["key"]:
        return after
    old, new = before["items"], after["items"]
    changed = {number: item for number, item in new.items() if old.get(number) != item}
    return {"key": after["key"], "more": after["more"], "order": list(new), "changed": changed}
