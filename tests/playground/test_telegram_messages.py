"""Messages of bots and people on the local Bot API server: sending, editing, deleting, answering buttons."""

from datetime import timedelta

import pytest
from telegram import BotCommand, BotCommandScopeChat, ForceReply, ReplyParameters
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup as Keyboard
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest, Forbidden

from bots.playground.telegram_methods_messages import REACTIONS
from bots.playground.telegram_model import NotPossible
from bots.playground.waiting import until
from tests.playground.telegram_stage import stage

YES = Keyboard([[Button("Yes", callback_data="yes"), Button("Site", url="https://example.org")]])


async def test_a_message_arrives_with_text_entities_and_keyboard():
    async with stage() as here:
        sent = await here.bot.send_message(
            here.group.id, "<b>Tide</b> is <i>out</i>", parse_mode="HTML", reply_markup=YES
        )

        shown = here.world.history(here.group.id)[-1]
        assert sent.text_html == "<b>Tide</b> is <i>out</i>"
        assert sent.reply_markup == YES
        assert shown.text == "Tide is out"
        assert here.world.calls("sendMessage")[0].params["chat_id"] == here.group.id


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x" * 4097, "Message is too long"),
        (" \n ", "Message text is empty"),
        ("<b>x", "Can't parse entities: can't find end tag corresponding to start tag"),
    ],
)
async def test_text_that_cannot_be_sent_is_refused(text, complaint):
    async with stage() as here:
        with pytest.raises(BadRequest, match=f"(?i){complaint}"):
            await here.bot.send_message(here.group.id, text, parse_mode="HTML")


async def test_the_limit_counts_after_parsing():
    async with stage() as here:
        sent = await here.bot.send_message(here.group.id, f"<b>{'x' * 4096}</b>", parse_mode="HTML")

        assert len(sent.text) == 4096


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        (Keyboard([[Button("x", callback_data="é" * 33)]]), "Button_data_invalid"),
        (Keyboard([[Button("x")]]), "Text buttons are unallowed"),
        (Keyboard([[Button("x", url="nonsense")]]), "Wrong HTTP URL"),
    ],
)
async def test_a_wrong_button_is_refused(markup, complaint):
    async with stage() as here:
        with pytest.raises(BadRequest, match=f"(?i){complaint}"):
            await here.bot.send_message(here.group.id, "x", reply_markup=markup)


async def test_a_pressed_button_is_answered_once_the_bot_answers():
    async with stage() as here:
        sent = await here.bot.send_message(here.group.id, "well?", reply_markup=YES)
        handle = here.world.press(here.ann.id, here.group.id, sent.message_id, "yes")
        query = (await here.updates())[-1].callback_query

        await query.answer("Aye", show_alert=True)
        await query.edit_message_text("done")

        assert (query.data, query.from_user.id, query.message.text) == ("yes", here.ann.id, "well?")
        assert handle.answer is not None
        assert (handle.answer.text, handle.answer.show_alert) == ("Aye", True)
        assert here.world.history(here.group.id)[-1].inline_keyboard == []


async def test_only_a_forged_press_can_carry_what_no_button_carries():
    async with stage() as here:
        sent = await here.bot.send_message(here.group.id, "well?", reply_markup=YES)
        with pytest.raises(NotPossible):
            here.world.press(here.ann.id, here.group.id, sent.message_id, "admin")

        here.world.press(here.ann.id, here.group.id, sent.message_id, "admin", forged=True)
        here.world.press(here.ann.id, here.group.id, 4711, "gone", forged=True)
        updates = await here.updates()

        assert [update.callback_query.data for update in updates] == ["admin", "gone"]
        assert updates[1].callback_query.message.is_accessible is False


async def test_an_old_press_cannot_be_answered():
    async with stage() as here:
        sent = await here.bot.send_message(here.group.id, "well?", reply_markup=YES)
        handle = here.world.press(here.ann.id, here.group.id, sent.message_id, "yes")
        here.clock.forward(timedelta(minutes=5))

        with pytest.raises(BadRequest, match="Query is too old"):
            await here.bot.answer_callback_query(handle.id)


async def test_editing_without_a_change_is_refused():
    async with stage() as here:
        sent = await here.bot.send_message(here.group.id, "<b>x</b>", parse_mode="HTML", reply_markup=YES)

        with pytest.raises(BadRequest, match="Message is not modified"):
            await sent.edit_text("<b>x</b>", parse_mode="HTML", reply_markup=YES)
        with pytest.raises(BadRequest, match="Message is not modified"):
            await sent.edit_reply_markup(YES)
        edited = await sent.edit_text("x", reply_markup=YES)

        assert edited.entities == ()
        assert edited.edit_date is not None
        assert here.world.history(here.group.id)[-1].edits[0]["text"] == "x"


async def test_only_own_and_existing_messages_can_be_edited():
    async with stage() as here:
        said = here.world.say(here.ann.id, here.group.id, "mine")
        sent = await here.bot.send_message(here.group.id, "x")
        await sent.delete()

        with pytest.raises(BadRequest, match="Message can't be edited"):
            await here.bot.edit_message_text("y", here.group.id, said.message_id)
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await sent.edit_text("y")
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await sent.delete()


async def test_messages_can_be_deleted_for_two_days():
    async with stage() as here:
        old = here.world.say(here.ann.id, here.group.id, "old")
        here.clock.forward(timedelta(hours=47))
        young = here.world.say(here.ann.id, here.group.id, "young")
        here.clock.forward(timedelta(hours=2))

        with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
            await here.bot.delete_message(here.group.id, old.message_id)
        await here.bot.delete_messages(here.group.id, [young.message_id, 4711])

        assert [message.text for message in here.world.history(here.group.id)] == ["old"]


async def test_deleting_the_words_of_others_needs_the_right():
    async with stage(rights=["can_pin_messages"]) as here:
        said = here.world.say(here.ann.id, here.group.id, "spam")
        with pytest.raises(BadRequest, match="Message can't be deleted"):
            await here.bot.delete_message(here.group.id, said.message_id)

        here.world.delete(here.ann.id, here.group.id, said.message_id)

        assert [update.message.text for update in await here.updates()] == ["spam"]


async def test_a_reply_to_a_missing_message_is_refused_unless_allowed():
    async with stage() as here:
        with pytest.raises(BadRequest, match="Message to be replied not found"):
            await here.bot.send_message(here.group.id, "x", reply_parameters=ReplyParameters(99))
        tolerant = ReplyParameters(99, allow_sending_without_reply=True)
        sent = await here.bot.send_message(here.group.id, "x", reply_parameters=tolerant)
        answer = await sent.reply_text("y", do_quote=True)

        assert sent.reply_to_message is None
        assert answer.reply_to_message.text == "x"


async def test_an_edited_message_is_announced():
    async with stage() as here:
        said = here.world.say(here.ann.id, here.group.id, "teh link")
        here.world.edit(here.ann.id, here.group.id, said.message_id, "the link https://a.org")

        edited = (await here.updates())[-1].edited_message

        assert edited.text == "the link https://a.org"
        assert edited.edit_date is not None
        assert [entity.type for entity in edited.entities] == ["url"]


async def test_a_bot_cannot_write_first_nor_to_someone_who_blocked_it():
    async with stage() as here:
        with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
            await here.bot.send_message(here.ann.id, "hi")
        with pytest.raises(BadRequest, match="Chat not found"):
            await here.bot.send_message(424242, "hi")

        here.world.start(here.ann.id, "helper_bot", "ticket-7")
        await here.bot.send_message(here.ann.id, "hi", reply_markup=ForceReply())
        here.world.block_bot(here.ann.id, here.account.id)

        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await here.bot.send_message(here.ann.id, "still there?")
        updates = await here.updates()
        assert updates[0].message.text == "/start ticket-7"
        assert updates[1].my_chat_member.new_chat_member.status == "kicked"
        assert [message.text for message in here.world.history(here.account.id, here.ann.id)] == [
            "/start ticket-7",
            "hi",
        ]


async def test_in_privacy_mode_a_bot_sees_only_what_concerns_it():
    async with stage(rank="member", privacy=True) as here:
        sent = await here.bot.send_message(here.group.id, "ask me")
        for text in ("hello", "/help", "/help@other_bot", "hi @helper_bot"):
            here.world.say(here.ann.id, here.group.id, text)
        here.world.say(here.ann.id, here.group.id, "thanks", reply_to=sent.message_id)

        seen = [update.message.text for update in await here.updates()]

        assert seen == ["/help", "hi @helper_bot", "thanks"]


async def test_reactions_are_limited_to_the_published_ones():
    async with stage() as here:
        said = here.world.say(here.ann.id, here.group.id, "nice")
        await here.bot.set_message_reaction(here.group.id, said.message_id, "👍")
        with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
            await here.bot.set_message_reaction(here.group.id, said.message_id, "🛟")
        here.world.react(here.ann.id, here.group.id, said.message_id, "🔥")
        await here.updates(allowed=["message_reaction"])
        here.world.react(here.ann.id, here.group.id, said.message_id)

        update = (await here.updates())[-1].message_reaction

        assert said.reactions == {here.account.id: ["👍"]}
        assert (update.old_reaction[0].emoji, update.new_reaction) == ("🔥", ())


def test_the_reactions_are_those_the_library_knows():
    assert {emoji.value.replace("\ufe0f", "") for emoji in ReactionEmoji} == REACTIONS


async def test_commands_are_kept_by_scope_and_language():
    async with stage() as here:
        scope = BotCommandScopeChat(here.group.id)
        await here.bot.set_my_commands([BotCommand("help", "Hilfe")], scope=scope, language_code="de")
        await here.bot.set_my_commands([BotCommand("help", "Help")])
        with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
            await here.bot.set_my_commands([("Not-Good", "x")])

        german = here.world.bot_commands(here.account.id, {"type": "chat", "chat_id": here.group.id}, "de")
        assert german == [{"command": "help", "description": "Hilfe"}]
        assert [one.description for one in await here.bot.get_my_commands()] == ["Help"]


async def test_a_watcher_hears_of_each_change():
    async with stage() as here:
        heard: list[str] = []
        stop = here.world.watch(lambda change: heard.append(change["type"]))
        sent = await here.bot.send_message(here.group.id, "one")
        await here.bot.send_chat_action(here.group.id, "typing")
        await sent.edit_text("two")
        await sent.delete()
        stop()
        here.world.say(here.ann.id, here.group.id, "unheard")

        assert [kind for kind in heard if kind != "call"] == ["message", "chat_action", "edit", "delete"]


async def test_waiting_ends_when_the_condition_holds_or_the_time_is_over():
    async with stage() as here:
        with pytest.raises(TimeoutError):
            await until([here.world.watch], lambda: here.world.history(here.group.id), timeout=0.01)
        here.world.say(here.ann.id, here.group.id, "now")

        assert len(await until([here.world.watch], lambda: here.world.history(here.group.id))) == 1
