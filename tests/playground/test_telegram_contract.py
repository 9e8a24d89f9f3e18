"""Every method of the local Bot API server against the published description of the Bot API."""

import pytest
from telegram import (
    BotCommand,
    ChatAdministratorRights,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)

from bots.playground.telegram_api import METHODS
from bots.playground.telegram_model import Media
from tests.playground.telegram_spec import SPEC_FILE, load, problems
from tests.playground.telegram_stage import Stage, differences, stage

EVERYTHING = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "message_reaction",
    "guest_message",
]


@pytest.mark.skipif(load() is None, reason=f"the description of the Bot API is not at {SPEC_FILE.name}")
async def test_every_method_and_update_is_as_described():
    async with stage() as here:
        here.world.promote(here.group.id, here.account.id, dict.fromkeys(_all_rights(), True))
        await here.updates(allowed=EVERYTHING)
        await _send_everything(here)
        await _change_everything(here)
        await _people_and_rooms(here)
        await _about_the_bot(here)
        await here.updates()

        called = {call.method for call in here.world.sent_log}
        assert set(METHODS) - called == set()
        assert differences(here.world) == []


def _all_rights() -> list[str]:
    names = ChatAdministratorRights.all_rights().to_dict()
    return [name for name in names if name.startswith("can_")]


async def _send_everything(here: Stage) -> None:
    here.world.start(here.ann.id, "helper_bot")
    bot, chat = here.bot, here.group.id
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    first = await bot.send_message(
        chat,
        "<b>x</b> https://a.org @ann",
        parse_mode="HTML",
        reply_markup=keyboard,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        protect_content=False,
    )
    await bot.send_message(
        chat, "re", reply_parameters=ReplyParameters(first.message_id, quote="x"), disable_notification=True
    )
    for kind in ("photo", "document", "voice", "video", "sticker", "animation", "audio"):
        sent = await getattr(bot, f"send_{kind}")(chat, b"content")
    await bot.send_media_group(chat, [InputMediaPhoto(b"1"), InputMediaPhoto(b"2", caption="two")])
    await bot.get_file(sent.effective_attachment.file_id)
    for send in (bot.copy_message, bot.forward_message):
        await send(here.ann.id, chat, first.message_id)
    for several in (bot.copy_messages, bot.forward_messages):
        await several(here.ann.id, chat, [first.message_id, 4711])
    press = here.world.press(here.ann.id, chat, first.message_id, "a")
    await bot.answer_callback_query(press.id, "ok", url="https://t.me/helper_bot?start=1")
    for kind in ("photo", "document", "voice", "video", "video_note", "sticker", "animation", "audio"):
        here.world.say(here.ann.id, chat, media=Media(kind, file_name="f.bin", mime_type="a/b", emoji="🔥"))
    here.world.press(here.ann.id, chat, 4711, "gone", forged=True)
    guest = here.world.add_bot("9:g", username="guest_bot", first_name="G", supports_guest_queries=True)
    here.world.say(here.ann.id, chat, "@guest_bot hello")
    visitor = await here.another("9:g")
    asked = (await visitor.get_updates(timeout=0))[0].guest_message
    article = InlineQueryResultArticle("1", "t", InputTextMessageContent("answer"))
    await visitor.answer_guest_query(asked.guest_query_id, article)
    assert guest.id == 9


async def _change_everything(here: Stage) -> None:
    bot, chat = here.bot, here.group.id
    text = await bot.send_message(chat, "old")
    photo = await bot.send_photo(chat, b"content", caption="old")
    await text.edit_text("new")
    await text.edit_reply_markup(InlineKeyboardMarkup([[InlineKeyboardButton("b", callback_data="b")]]))
    await photo.edit_caption("new")
    await bot.set_message_reaction(chat, text.message_id, "👍")
    await bot.set_message_reaction(chat, text.message_id)
    await bot.pin_chat_message(chat, text.message_id)
    await bot.get_chat(chat)
    await bot.unpin_chat_message(chat, text.message_id)
    await bot.unpin_all_chat_messages(chat)
    said = here.world.say(here.ann.id, chat, "teh")
    here.world.edit(here.ann.id, chat, said.message_id, "the")
    here.world.react(here.ann.id, chat, said.message_id, "🔥")
    await bot.delete_message(chat, said.message_id)
    await bot.delete_messages(chat, [text.message_id, photo.message_id])


async def _people_and_rooms(here: Stage) -> None:
    bot, chat, ben = here.bot, here.group.id, here.world.add_user("Ben", last_name="Gunn")
    here.world.join(ben.id, chat)
    await bot.restrict_chat_member(chat, ben.id, ChatPermissions(can_send_messages=True))
    await bot.get_chat_member(chat, ben.id)
    await bot.ban_chat_member(chat, ben.id)
    await bot.get_chat_member(chat, ben.id)
    await bot.unban_chat_member(chat, ben.id)
    here.world.request_join(ben.id, chat, bio="x")
    await bot.approve_chat_join_request(chat, ben.id)
    cleo = here.world.add_user("Cleo")
    here.world.request_join(cleo.id, chat)
    await bot.decline_chat_join_request(chat, cleo.id)
    await bot.promote_chat_member(chat, ben.id, can_delete_messages=True, is_anonymous=True)
    await bot.get_chat_administrators(chat)
    await bot.get_chat_member_count(chat)
    await bot.set_chat_permissions(chat, ChatPermissions.all_permissions())
    await bot.export_chat_invite_link(chat)
    await bot.create_chat_invite_link(chat, name="door", member_limit=3, creates_join_request=False)
    channel = here.world.add_chat("channel", "News", linked_chat_id=chat)
    here.world.add_member(channel.id, here.owner.id, status="creator")
    here.world.add_member(channel.id, here.account.id, status="administrator")
    post = here.world.say(here.owner.id, channel.id, "post")
    here.world.edit(here.owner.id, channel.id, post.message_id, "post!")
    await bot.ban_chat_sender_chat(chat, channel.id)
    await bot.unban_chat_sender_chat(chat, channel.id)
    await bot.get_chat(channel.id)
    await bot.get_chat(here.ann.id)
    topic = await bot.create_forum_topic(chat, "T", icon_color=7322096)
    await bot.send_message(chat, "in topic", message_thread_id=topic.message_thread_id)
    await bot.edit_forum_topic(chat, topic.message_thread_id, name="U", icon_custom_emoji_id="5368324170671202286")
    await bot.close_forum_topic(chat, topic.message_thread_id)
    await bot.reopen_forum_topic(chat, topic.message_thread_id)
    await bot.delete_forum_topic(chat, topic.message_thread_id)
    here.world.block_bot(here.ann.id, here.account.id)
    here.world.unblock_bot(here.ann.id, here.account.id)
    await bot.leave_chat(channel.id)


async def _about_the_bot(here: Stage) -> None:
    bot = here.bot
    await bot.set_my_commands([BotCommand("help", "Help")], language_code="de")
    await bot.get_my_commands(language_code="de")
    await bot.delete_my_commands(language_code="de")
    await bot.set_my_name("Bell")
    await bot.get_my_name()
    await bot.set_my_description("long")
    await bot.get_my_description()
    await bot.set_my_short_description("short")
    await bot.get_my_short_description()
    await bot.set_my_default_administrator_rights(ChatAdministratorRights.no_rights())
    await bot.get_my_default_administrator_rights()
    await bot.send_chat_action(here.group.id, "typing")
    await bot.get_webhook_info()
    await bot.close()
    await bot.log_out()


@pytest.mark.skipif(load() is None, reason=f"the description of the Bot API is not at {SPEC_FILE.name}")
@pytest.mark.parametrize(
    ("method", "params", "result", "problem"),
    [
        ("sendMessage", {"text": "x"}, None, "sendMessage.chat_id: missing"),
        ("getMe", {}, {"id": 1, "is_bot": True}, "getMe result(User).first_name: missing"),
        ("getMe", {"x": 1}, {"id": 1, "is_bot": True, "first_name": "a"}, "getMe.x: not described"),
        ("leaveChat", {"chat_id": 1}, 1, "leaveChat result: 1 instead of Boolean"),
        ("brewTea", {}, None, "brewTea: no such method"),
        (
            "getChatMember",
            {"chat_id": 1, "user_id": 1},
            {"status": "king", "user": {"id": 1, "is_bot": False, "first_name": "a"}},
            "'king' instead of",
        ),
    ],
)
def test_the_comparison_finds_what_differs(method, params, result, problem):
    spec = load()
    assert spec is not None

    assert any(problem in found for found in problems(method, params, result, spec))
