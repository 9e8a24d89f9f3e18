"""Updates of the local Bot API server as python-telegram-bot gets them: long polling and webhooks."""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import ClientSession, web
from telegram import Update
from telegram.error import Conflict, InvalidToken

from bots.playground.waiting import until
from tests.playground.telegram_stage import TOKEN, Stage, real_bot, stage


async def test_a_bot_starts_as_the_library_starts_it():
    async with stage() as here:
        await here.bot.delete_webhook()
        updates = await here.bot.get_updates(timeout=0)

        assert here.bot.username == "helper_bot"
        assert here.bot.can_read_all_group_messages is True
        assert updates == ()


async def test_an_unknown_token_is_refused():
    async with stage() as here:
        stranger = real_bot(here.server, "999:zzz")
        async with stranger.request:
            with pytest.raises(InvalidToken):
                await stranger.get_me()


async def test_a_waiting_poll_wakes_when_something_is_said():
    async with stage() as here:
        poll = asyncio.create_task(here.bot.get_updates(timeout=30))
        await until([here.world.watch], lambda: here.server.polls.is_waiting(here.account.id))

        here.world.say(here.ann.id, here.group.id, "ahoy")
        updates = await asyncio.wait_for(poll, 5)

        assert [update.message.text for update in updates] == ["ahoy"]


async def test_what_is_not_confirmed_is_delivered_again():
    async with stage() as here:
        for text in ("one", "two", "three"):
            here.world.say(here.ann.id, here.group.id, text)

        first = await here.updates()
        again = await here.updates()
        after = await here.updates(offset=first[0].update_id + 1)
        rest = await here.updates(offset=-1)

        assert [update.message.text for update in again] == ["one", "two", "three"]
        assert [update.message.text for update in after] == ["two", "three"]
        assert [update.message.text for update in rest] == ["three"]


async def test_updates_outlive_a_restart_of_the_server():
    async with stage() as here:
        port = here.server.port
        await here.server.stop()
        here.world.say(here.ann.id, here.group.id, "while you were away")
        await here.server.start(port=port)

        updates = await (await here.another()).get_updates(timeout=0)

        assert [update.message.text for update in updates] == ["while you were away"]


async def test_updates_are_kept_for_a_day():
    async with stage() as here:
        here.world.say(here.ann.id, here.group.id, "old")
        here.clock.forward(timedelta(hours=25))
        here.world.say(here.ann.id, here.group.id, "new")

        assert [update.message.text for update in await here.updates()] == ["new"]


async def test_a_second_poller_ends_the_older_one():
    async with stage() as here:
        older = asyncio.create_task(here.bot.get_updates(timeout=30))
        await until([here.world.watch], lambda: here.server.polls.is_waiting(here.account.id))

        await (await here.another()).get_updates(timeout=0)

        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await asyncio.wait_for(older, 5)


async def test_a_poller_that_died_does_not_stand_in_the_way():
    async with stage() as here:
        url = f"{here.server.base_url}/bot{TOKEN}/getUpdates"
        async with ClientSession() as doomed:
            dying = asyncio.create_task(doomed.post(url, json={"timeout": 30}))
            await until([here.world.watch], lambda: here.server.polls.is_waiting(here.account.id))
            dying.cancel()
        here.world.say(here.ann.id, here.group.id, "anyone?")

        updates = await here.bot.get_updates(timeout=5)

        assert [update.message.text for update in updates] == ["anyone?"]


async def test_chat_member_updates_come_only_when_asked_for():
    async with stage() as here:
        ben, cleo = here.world.add_user("Ben"), here.world.add_user("Cleo")
        here.world.join(ben.id, here.group.id)
        silent = await here.updates(allowed=["message", "chat_member"])
        here.world.join(cleo.id, here.group.id)
        asked = await here.updates(offset=silent[-1].update_id + 1)

        assert [update.message.new_chat_members[0].first_name for update in silent] == ["Ben"]
        assert asked[0].chat_member.new_chat_member.user.first_name == "Cleo"
        assert asked[0].chat_member.old_chat_member.status == "left"


class Hook:
    """A web server in the place of the bot; `answers` are the statuses it gives, the last one for ever."""

    def __init__(self, *answers: int, reply: dict[str, object] | None = None) -> None:
        self.answers = list(answers)
        self.reply = reply
        self.seen: list[tuple[str | None, Update | None]] = []
        self.url = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> "Hook":
        app = web.Application()
        app.router.add_post("/hook", self._take)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"
        return self

    async def __aexit__(self, *problem: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        update = Update.de_json(await request.json())
        self.seen.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update))
        status = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return web.json_response(self.reply) if self.reply else web.Response(status=status)


async def _drained(here: Stage) -> None:
    await until([here.world.watch], lambda: len(here.account.updates) == 0)


async def test_a_webhook_gets_each_update_with_the_secret_until_it_accepts():
    async with stage() as here, Hook(500, 403, 200) as hook:
        await here.bot.set_webhook(hook.url, secret_token="s3cret", max_connections=1)
        here.world.say(here.ann.id, here.group.id, "knock")
        await _drained(here)
        info = await here.bot.get_webhook_info()

        assert [secret for secret, _ in hook.seen] == ["s3cret"] * 3
        assert {update.message.text for _, update in hook.seen if update and update.message} == {"knock"}
        assert info.pending_update_count == 0
        assert info.last_error_message == "Wrong response from the webhook: 403 Forbidden"


async def test_polling_is_refused_while_a_webhook_is_set():
    async with stage() as here, Hook(200) as hook:
        await here.bot.set_webhook(hook.url)
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await here.bot.get_updates(timeout=0)

        await here.bot.delete_webhook(drop_pending_updates=True)

        assert await here.bot.get_updates(timeout=0) == ()


async def test_a_bot_may_answer_inside_the_webhook():
    async with stage() as here:
        reply = {"method": "sendMessage", "chat_id": here.group.id, "text": "inside"}
        async with Hook(200, reply=reply) as hook:
            await here.bot.set_webhook(hook.url, max_connections=1)
            here.world.say(here.ann.id, here.group.id, "knock")
            await until([here.world.watch], lambda: here.world.calls("sendMessage"))

        assert here.world.history(here.group.id)[-1].text == "inside"
