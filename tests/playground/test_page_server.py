"""The demo page's server: who may open it, and what its websocket shows and refuses. No browser needed."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bots.playground.page_sample import sample_picture
from bots.playground.page_server import TourStep
from bots.playground.telegram_model import Media
from tests.playground.page_stage import ANN, BEN, EVE, HARBOUR, START, TEAM, PageStage, page_stage


@pytest.fixture
async def stage() -> AsyncIterator[PageStage]:
    async with page_stage() as made:
        yield made


class Visitor:
    """A page reduced to its websocket: the parts as sent last, and wishes with their answers."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self.parts: dict[str, Any] = {}
        self.news: list[dict[str, Any]] = []

    async def hear(self) -> dict[str, Any]:
        message: dict[str, Any] = await self._socket.receive_json(timeout=10)
        for name, part in message.get("parts", {}).items():
            if isinstance(part, dict) and "order" in part:
                old = self.parts[name]["items"]
                items = {number: part["changed"].get(number) or old[number] for number in part["order"]}
                part = {"key": part["key"], "more": part["more"], "items": items}
            self.parts[name] = part
        if "news" in message:
            self.news.append(message)
        return message

    async def wish(self, do: str, **fields: Any) -> dict[str, Any]:
        await self._socket.send_json({"id": 1, "do": do, **fields})
        while True:
            message = await self.hear()
            if "answer" in message:
                return message

    async def until_news(self, kind: str) -> dict[str, Any]:
        while not any(one["news"] == kind for one in self.news):
            await self.hear()
        return next(one for one in self.news if one["news"] == kind)

    def texts(self, side: str) -> list[str]:
        return [item["text"] for item in self.parts[f"{side}.messages"]["items"].values() if "text" in item]


async def token_of(session: aiohttp.ClientSession, url: str) -> str:
    async with session.get(url) as response:
        found = re.search(r'name="token" content="([^"]+)"', await response.text())
    assert found is not None
    return found[1]


@asynccontextmanager
async def visit(stage: PageStage) -> AsyncIterator[Visitor]:
    url = stage.page.url
    async with aiohttp.ClientSession() as session:
        token = await token_of(session, url)
        async with session.ws_connect(f"{url}live", origin=url.rstrip("/")) as socket:
            await socket.send_json({"token": token})
            visitor = Visitor(socket)
            while "telegram.messages" not in visitor.parts:
                await visitor.hear()
            yield visitor


async def test_a_request_by_another_host_name_is_refused(stage: PageStage) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(stage.page.url, headers={"Host": "evil.example"}) as answer,
    ):
        assert answer.status == 403
        assert "token" not in await answer.text()


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null", None])
async def test_a_websocket_of_another_origin_is_refused(stage: PageStage, origin: str | None) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(f"{stage.page.url}live", origin=origin)

    assert refused.value.status == 403


@pytest.mark.parametrize("greeting", ['{"token": "guess"}', '{"token": 7}', "[]", "no json"])
async def test_a_websocket_without_the_token_hears_nothing_but_its_end(stage: PageStage, greeting: str) -> None:
    url = stage.page.url
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{url}live", origin=url.rstrip("/")) as socket,
    ):
        await socket.send_str(greeting)
        message = await socket.receive(timeout=10)

    assert message.type is aiohttp.WSMsgType.CLOSE
    assert message.data == 4401


async def test_the_page_forbids_inline_and_foreign_scripts(stage: PageStage) -> None:
    async with aiohttp.ClientSession() as session, session.get(stage.page.url) as answer:
        policy = answer.headers["Content-Security-Policy"]
        markup = await answer.text()

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*src=\"/page/)", markup)
    assert "style=" not in markup


@pytest.mark.parametrize("name", ["..%2Fpage_server.py", "missing.js", "%2Fetc%2Fpasswd", "index.htmlx"])
async def test_only_files_of_the_page_are_served(stage: PageStage, name: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{stage.page.url}page/{name}") as answer:
        assert answer.status == 404


async def test_every_start_has_a_token_of_its_own(stage: PageStage) -> None:
    async with aiohttp.ClientSession() as session:
        first = await token_of(session, stage.page.url)
        port = stage.page.port
        await stage.page.stop()
        await stage.page.start(port=port)

        assert await token_of(session, stage.page.url) != first


async def test_what_a_person_says_comes_back_as_one_changed_message(stage: PageStage) -> None:
    stage.telegram.say(BEN, HARBOUR, "hello")
    async with visit(stage) as visitor:
        answer = await visitor.wish("telegram.say", text="hi <b>all</b>", reply=1)

        assert answer["ok"]
        assert visitor.texts("telegram") == ["hello", "hi <b>all</b>"]
    sent = stage.telegram.history(HARBOUR)[-1]
    assert (sent.author_id, sent.reply_to_id) == (ANN, 1)


async def test_the_private_chat_of_somebody_else_is_never_sent(stage: PageStage) -> None:
    stage.telegram.say(EVE, stage.bot.id, "between us")
    stage.telegram.say(BEN, TEAM, "staff only")
    async with visit(stage) as visitor:
        await visitor.wish("telegram.show", person=str(ANN), chat=stage.bot.id)
        await visitor.wish("telegram.show", person=str(ANN), chat=TEAM)

        assert visitor.parts["telegram.room"] is None
        seen = json.dumps(visitor.parts)
    assert "between us" not in seen
    assert "staff only" not in seen
    assert "Harbour team" not in seen


async def test_a_muted_member_is_told_in_words(stage: PageStage) -> None:
    stage.telegram.restrict(HARBOUR, ANN, by=BEN)
    async with visit(stage) as visitor:
        answer = await visitor.wish("telegram.say", text="let me")

        assert (answer["ok"], answer["error"]) == (False, "You may not write here.")
        assert visitor.parts["telegram.room"]["writable"] is False


async def test_a_start_link_is_followed_inside_the_demo(stage: PageStage) -> None:
    async with visit(stage) as visitor:
        answer = await visitor.wish("telegram.link", url="https://t.me/bellbuoy_bot?start=ticket_7")

        assert answer["result"] == {"telegram": stage.bot.id}
    assert stage.telegram.history(ANN)[-1].text == "/start ticket_7"


@pytest.mark.parametrize("url", ["https://evil.example", "javascript:alert(1)", "t.me/nobody_here", "http://[", ""])
async def test_other_links_are_only_shown(stage: PageStage, url: str) -> None:
    async with visit(stage) as visitor:
        answer = await visitor.wish("telegram.link", url=url)

        assert answer["result"] == {"outside": url}


async def test_commands_come_from_the_narrowest_scope_and_language(stage: PageStage) -> None:
    scope = {"type": "chat_member", "chat_id": HARBOUR, "user_id": BEN}
    stage.api("setMyCommands", commands=[{"command": "ban", "description": "Ban"}], scope=scope)
    stage.api("setMyCommands", commands=[{"command": "hilfe", "description": "x"}], language_code="de")
    async with visit(stage) as visitor:
        await visitor.wish("telegram.show", person=str(BEN), chat=HARBOUR)
        mine = visitor.parts["telegram.room"]["commands"]
        await visitor.wish("telegram.show", person=str(ANN), chat=HARBOUR)

        assert [one["command"] for one in mine] == ["ban"]
        assert visitor.parts["telegram.room"]["commands"] == []


async def test_the_answer_to_a_pressed_button_reaches_the_page(stage: PageStage) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    sent = stage.api("sendMessage", chat_id=HARBOUR, text="Helped?", reply_markup=keyboard)
    async with visit(stage) as visitor:
        pressed = await visitor.wish("telegram.press", message=sent["message_id"], data="y")
        stage.api("answerCallbackQuery", callback_query_id=pressed["result"]["press"], text="Thanks")
        news = await visitor.until_news("telegram.answer")

        assert (news["text"], news["id"]) == ("Thanks", pressed["result"]["press"])


async def test_discord_channels_are_listed_by_permission(stage: PageStage) -> None:
    async with visit(stage) as visitor:
        ann = json.dumps(visitor.parts["discord.place"])
        await visitor.wish("discord.show", person=str(stage.people["Ben"]), channel=str(stage.channels["alerts"]))
        ben = json.dumps(visitor.parts["discord.place"])
        await visitor.wish("discord.show", person=str(stage.people["Ann"]), channel=str(stage.channels["alerts"]))

        assert "alerts" not in ann
        assert "alerts" in ben
        assert visitor.parts["discord.room"] is None


async def test_an_ephemeral_answer_is_seen_by_its_person_alone(stage: PageStage) -> None:
    ann, ben, general = stage.people["Ann"], stage.people["Ben"], stage.channels["general"]
    async with visit(stage) as visitor:
        await visitor.wish("discord.command", name="ticket open", options={})
        stage.answer(await stage.asked(), 4, content="only for Ann", flags=64)
        news = await visitor.until_news("discord.interaction")
        await visitor.wish("discord.show", person=str(ann), channel=str(general))
        seen_by_ann = visitor.texts("discord")
        await visitor.wish("discord.show", person=str(ben), channel=str(general))

        assert news["interaction"]["state"] == "answered"
        assert seen_by_ann == ["only for Ann"]
        assert visitor.texts("discord") == []


async def test_an_unanswered_interaction_fails_when_the_clock_passes_its_deadline(stage: PageStage) -> None:
    async with visit(stage) as visitor:
        await visitor.wish("discord.command", name="ticket open", options={})
        await visitor.wish("clock.advance", seconds=60)
        news = await visitor.until_news("discord.interaction")

        assert news["interaction"]["state"] == "failed"


async def test_the_clock_goes_forward_only(stage: PageStage) -> None:
    async with visit(stage) as visitor:
        forward = await visitor.wish("clock.advance", seconds=3600)
        back = await visitor.wish("clock.advance", seconds=-60)

        assert (forward["ok"], back["ok"]) == (True, False)
        assert visitor.parts["clock"]["now"] == (START + timedelta(hours=1)).timestamp()
    assert stage.clock.now() == START + timedelta(hours=1)


@pytest.mark.parametrize("raw", ["{", "[]", '{"do": "telegram.nonsense"}', '{"do": 7}', '{"do": "discord.press"}'])
async def test_a_malformed_wish_is_refused_and_the_page_lives_on(stage: PageStage, raw: str) -> None:
    async with visit(stage) as visitor:
        await visitor._socket.send_str(raw)
        message = await visitor.hear()
        while "answer" not in message:
            message = await visitor.hear()
        after = await visitor.wish("telegram.say", text="still here")

        assert message["ok"] is False
        assert message["error"].endswith(".")
        assert after["ok"]


async def test_a_long_history_is_sent_from_its_end(stage: PageStage) -> None:
    for number in range(1, 1001):
        stage.telegram.say(BEN, HARBOUR, f"message {number}")
    async with visit(stage) as visitor:
        first = visitor.parts["telegram.messages"]
        await visitor.wish("telegram.show", person=str(ANN), chat=HARBOUR, limit=600)
        longer = visitor.parts["telegram.messages"]

    assert (len(first["items"]), first["more"]) == (300, True)
    assert next(iter(longer["items"].values()))["text"] == "message 401"


async def test_unread_counts_go_up_and_are_gone_after_opening(stage: PageStage) -> None:
    async with visit(stage) as visitor:
        await visitor.wish("telegram.show", person=str(ANN), chat=stage.bot.id)
        stage.telegram.say(BEN, HARBOUR, "news")
        await visitor.wish("telegram.show", person=str(ANN), chat=stage.bot.id)
        unread = visitor.parts["telegram.chats"][1]["unread"]
        await visitor.wish("telegram.show", person=str(ANN), chat=HARBOUR)

        assert unread == 1
        assert visitor.parts["telegram.chats"][1]["unread"] == 0


async def test_a_picture_is_served_with_the_token_and_other_files_are_not(stage: PageStage) -> None:
    photo = stage.telegram.say(ANN, HARBOUR, media=Media("photo", sample_picture()))
    script = stage.telegram.say(ANN, HARBOUR, media=Media("document", b"<script>alert(1)</script>"))
    assert photo.media is not None
    assert script.media is not None
    async with aiohttp.ClientSession() as session:
        token = await token_of(session, stage.page.url)
        address = f"{stage.page.url}picture/telegram"
        answers = []
        for file_id, given in ((photo.media.file_id, token), (photo.media.file_id, "x"), (script.media.file_id, token)):
            async with session.get(f"{address}/{file_id}", params={"token": given}) as answer:
                answers.append((answer.status, answer.content_type))

    assert answers[0] == (200, "image/png")
    assert [status for status, _ in answers[1:]] == [403, 404]


async def test_a_step_of_the_tour_is_ticked_once_and_stays() -> None:
    def steps(stage: PageStage) -> list[TourStep]:
        async def act() -> None:
            stage.telegram.say(ANN, HARBOUR, "done")

        def done() -> bool:
            return any(one.text == "done" for one in stage.telegram.history(HARBOUR))

        return [TourStep("say", "Say", "Say it", done, action=act, person="Ann", chat=lambda: HARBOUR)]

    async with page_stage(tour=steps) as stage, visit(stage) as visitor:
        before = visitor.parts["tour"][0]["done"]
        await visitor.wish("tour.do", step="say")
        while not visitor.parts["tour"][0]["done"]:
            await visitor.hear()
        stage.telegram.remove(stage.telegram.history(HARBOUR)[-1])
        await visitor.wish("clock.advance", seconds=1)

        assert before is False
        assert visitor.parts["tour"][0]["done"] is True
        assert visitor.parts["tour"][0]["person"] == str(ANN)


async def test_stopping_closes_open_pages(stage: PageStage) -> None:
    async with visit(stage) as visitor:
        await stage.page.stop()
        async with asyncio.timeout(10):
            while (message := await visitor._socket.receive()).type is aiohttp.WSMsgType.TEXT:
                continue

        assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.CLOSED)


@pytest.mark.parametrize(("same", "chat"), [(True, TEAM), (False, HARBOUR)], ids=["same-worlds", "other-worlds"])
async def test_a_page_goes_on_where_it_was_only_in_the_same_worlds(stage: PageStage, same: bool, chat: int) -> None:
    async with visit(stage) as before:
        world = before.parts["self"]["world"] if same else "another"
    url = stage.page.url
    async with aiohttp.ClientSession() as session:
        token = await token_of(session, url)
        async with session.ws_connect(f"{url}live", origin=url.rstrip("/")) as socket:
            was = {"telegram": {"person": BEN, "chat": TEAM}}
            was["discord"] = {"person": stage.people["Ben"]}
            await socket.send_json({"token": token, "world": world, **was})
            visitor = Visitor(socket)
            while "self" not in visitor.parts:
                await visitor.hear()

    assert visitor.parts["self"]["telegram_chat"] == str(chat)
