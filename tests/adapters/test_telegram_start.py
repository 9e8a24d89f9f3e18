"""Starting: who we are, which commands people are offered, and what is said when it does not work."""

import logging

import pytest

from bots.playground.faults import Garbage, HttpError
from core.commands import COMMANDS, Audience
from core.errors import ChannelDown
from core.events import ChannelState
from tests.adapters.telegram_stage import TOKEN, open_stage

pytestmark = pytest.mark.asyncio
PRIVATE = {"type": "all_private_chats"}
GROUPS = {"type": "all_group_chats"}


async def test_commands_are_offered_by_kind_of_chat_and_language():
    async with open_stage() as stage, stage.delivering():
        for scope, place in ((PRIVATE, "private"), (GROUPS, "group")):
            expected = [
                command.name
                for command in COMMANDS
                if command.audience is Audience.EVERYONE and getattr(command, place)
            ]
            for language, locale in (("", "en"), ("ta", "ta"), ("zh", "zh-Hans")):
                offered = stage.world.bot_commands(stage.bot.id, scope, language)
                assert [command["command"] for command in offered] == expected
                assert offered[0]["description"] == f"command-{expected[0]} in {locale}"


async def test_commands_are_sent_only_when_they_have_changed():
    async with open_stage() as stage:
        async with stage.delivering():
            first = len(stage.params_of("setMyCommands"))
        async with stage.delivering():
            pass
        assert (first, len(stage.params_of("setMyCommands"))) == (6, 6)

        del stage.intake.facts["telegram", "commands:all_group_chats:ta"]
        async with stage.delivering():
            assert len(stage.params_of("setMyCommands")) == 7


async def test_commands_that_telegram_does_not_take_now_do_not_hold_up_the_start(caplog):
    async with open_stage() as stage:
        stage.server.faults.schedule("setMyCommands", HttpError(502))
        async with stage.delivering():
            assert "commands are not registered" in caplog.text

        async with stage.delivering():
            assert len(stage.world.bot_commands(stage.bot.id, GROUPS, "zh")) > 0


async def test_privacy_mode_is_warned_of_in_clear_words(caplog):
    async with open_stage() as stage:
        stage.bot.can_read_all_group_messages = False
        async with stage.delivering():
            assert "/setprivacy" in caplog.text


async def test_no_warning_without_privacy_mode(caplog):
    async with open_stage() as stage, stage.delivering():
        assert "/setprivacy" not in caplog.text


async def test_a_wrong_token_is_fatal_and_not_repeated(caplog):
    caplog.set_level(logging.DEBUG, logger="adapters")
    async with open_stage() as stage:
        adapter = stage.make_adapter(token="2:wrong")
        with pytest.raises(ChannelDown) as raised:
            await adapter.start(stage.intake)
        await adapter.close()

        assert raised.value.fatal
        (down,) = stage.intake.all(ChannelState)
        assert (down.up, down.why) == (False, str(raised.value))
        assert raised.value.__suppress_context__
        assert "2:wrong" not in f"{raised.value!r} {caplog.text}"


@pytest.mark.parametrize("fault", [HttpError(502), Garbage()], ids=["down", "garbage"])
async def test_telegram_out_of_reach_is_no_reason_to_give_up(fault):
    async with open_stage() as stage:
        stage.server.faults.schedule("getMe", fault)
        adapter = stage.make_adapter()
        with pytest.raises(ChannelDown) as raised:
            await adapter.start(stage.intake)
        assert not raised.value.fatal

        await adapter.start(stage.intake)
        assert adapter.bot.username == "bell_bot"
        await adapter.close()


async def test_stopping_before_running_ends_at_once():
    async with open_stage() as stage:
        adapter = stage.make_adapter()
        await adapter.start(stage.intake)
        adapter.stop()

        await adapter.run(stage.intake)
        await adapter.close()

        assert stage.bot.updates.allowed is None


async def test_the_token_is_not_in_the_options_words():
    async with open_stage() as stage:
        adapter = stage.make_adapter()

        assert TOKEN not in repr(adapter._options)
        await adapter.close()
