"""Answers to presses and commands: as a passing notice, in private, or under the command."""

import pytest

from adapters.telegram.caller import Caller
from core.effects import Action, Answer, Button, Controls, SendText
from core.errors import NeverDeliverable
from core.events import ButtonPressed
from core.text.markup import Text
from tests.adapters.telegram_stage import CHANNEL, open_stage

pytestmark = pytest.mark.asyncio

CLAIM = Button(label="Claim", action=Action("ticket.claim", "17"), token="b-claim17")


async def pressed_in(stage, chat):
    """A press in ``chat`` on a message of ours, and the caller that came with it."""
    sent = await stage.deliver(
        SendText(to=stage.at(chat), text=Text("menu"), controls=Controls(((CLAIM,),))), key="menu"
    )
    place = stage.bot.id if chat is stage.ann else chat.id
    handle = stage.world.press(stage.ann.id, place, int(sent.message.id), "b-claim17")
    event = await stage.intake.one(ButtonPressed)
    return handle, event.caller


async def test_a_brief_answer_is_a_passing_notice_of_at_most_200_characters():
    async with open_stage() as stage, stage.running():
        handle, caller = await pressed_in(stage, stage.group)
        await stage.deliver(Answer(channel=CHANNEL, caller=caller, text=Text("x" * 300), brief=True))

        assert handle.answer is not None
        assert handle.answer.text == "x" * 199 + "…"


async def test_a_private_answer_to_a_press_in_a_group_goes_to_the_private_chat():
    async with open_stage() as stage, stage.running():
        stage.world.start(stage.ann.id, "bell_bot")
        handle, caller = await pressed_in(stage, stage.group)
        await stage.deliver(Answer(channel=CHANNEL, caller=caller, text=Text("your ticket")))

        private = stage.world.history(stage.bot.id, stage.ann.id)
        assert private[-1].text == "your ticket"
        assert handle.answer is not None
        assert handle.answer.text is None


async def test_a_private_answer_to_somebody_who_never_started_the_bot_is_shown_on_the_button():
    async with open_stage() as stage, stage.running():
        handle, caller = await pressed_in(stage, stage.group)
        await stage.deliver(Answer(channel=CHANNEL, caller=caller, text=Text("your ticket")))

        assert handle.answer is not None
        assert (handle.answer.text, handle.answer.show_alert) == ("your ticket", True)


async def test_an_answer_in_the_private_chat_is_written_there():
    async with open_stage() as stage, stage.running():
        stage.world.start(stage.ann.id, "bell_bot")
        handle, caller = await pressed_in(stage, stage.ann)
        receipt = await stage.deliver(Answer(channel=CHANNEL, caller=caller, text=Text("done")))

        assert stage.world.history(stage.bot.id, stage.ann.id)[-1].text == "done"
        assert receipt.message is not None
        assert handle.answer is not None


async def test_a_press_that_is_too_old_to_answer_counts_as_done():
    async with open_stage() as stage, stage.delivering():
        caller = str(Caller(str(stage.ann.id), "999", str(stage.group.id), None, "1"))

        await stage.deliver(Answer(channel=CHANNEL, caller=caller, text=None))
        await stage.deliver(Answer(channel=CHANNEL, caller=caller, text=Text("late"), brief=True), key="b")

        assert stage.world.history(stage.group.id) == []


async def test_a_command_is_answered_under_it_and_in_private_where_asked():
    async with open_stage() as stage, stage.delivering():
        stage.world.start(stage.ann.id, "bell_bot")
        asked = stage.world.say(stage.ann.id, stage.group.id, "/help")
        caller = str(Caller(str(stage.ann.id), None, str(stage.group.id), None, str(asked.message_id)))
        await stage.deliver(Answer(channel=CHANNEL, caller=caller, text=Text("here"), private=False))
        await stage.deliver(Answer(channel=CHANNEL, caller=caller, text=Text("for you")), key="private")

        shown = stage.world.history(stage.group.id)[-1]
        assert (shown.text, shown.reply_to_id) == ("here", asked.message_id)
        assert stage.world.history(stage.bot.id, stage.ann.id)[-1].text == "for you"


@pytest.mark.parametrize("caller", ["", "discord:1:2", "callback:1", "callback::5:-1::", "message:1:5:-1::"])
async def test_a_caller_of_another_kind_is_refused(caller):
    async with open_stage() as stage, stage.delivering():
        with pytest.raises(NeverDeliverable):
            await stage.deliver(Answer(channel=CHANNEL, caller=caller, text=Text("hi")))
