"""Forum topics, channels with their discussion group, and guests on the local Bot API server."""

import json

import pytest
from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.error import BadRequest

from bots.playground.telegram_model import NotPossible, TelegramWorld
from tests.playground.telegram_stage import START, stage


async def test_a_topic_is_created_used_closed_and_deleted():
    async with stage() as here:
        topic = await here.bot.create_forum_topic(here.group.id, "Ticket 7")
        thread = topic.message_thread_id
        sent = await here.bot.send_message(here.group.id, "hello", message_thread_id=thread)
        here.world.say(here.ann.id, here.group.id, "hi", thread_id=thread)
        answer = await here.bot.send_message(here.group.id, "re", reply_to_message_id=sent.message_id)
        await here.bot.close_forum_topic(here.group.id, thread)
        with pytest.raises(NotPossible, match="closed"):
            here.world.say(here.ann.id, here.group.id, "late", thread_id=thread)
        with pytest.raises(BadRequest, match=r"(?i)topic_not_modified"):
            await here.bot.close_forum_topic(here.group.id, thread)
        await here.bot.edit_forum_topic(here.group.id, thread, name="Ticket 7 (done)")
        await here.bot.delete_forum_topic(here.group.id, thread)

        with pytest.raises(BadRequest, match="Message thread not found"):
            await here.bot.send_message(here.group.id, "x", message_thread_id=thread)
        said = [update.message for update in await here.updates()]
        assert (sent.message_thread_id, sent.is_topic_message, answer.message_thread_id) == (
            thread,
            True,
            thread,
        )
        assert said[0].forum_topic_created.name == "Ticket 7"
        assert [message.text for message in said if message.text] == ["hi"]
        assert here.world.history(here.group.id) == []


async def test_topics_need_the_right_and_a_forum():
    async with stage(rights=[]) as here:
        plain = here.world.add_chat("supergroup", "Plain")
        here.world.add_member(plain.id, here.account.id, status="administrator")

        with pytest.raises(BadRequest, match="Not enough rights to create a topic"):
            await here.bot.create_forum_topic(here.group.id, "x")
        with pytest.raises(BadRequest, match="The chat is not a forum"):
            await here.bot.create_forum_topic(plain.id, "x")


async def test_a_channel_post_is_forwarded_into_the_linked_group():
    async with stage() as here:
        channel = here.world.add_chat("channel", "News", linked_chat_id=here.group.id)
        here.world.add_member(channel.id, here.owner.id, status="creator")
        here.world.add_member(channel.id, here.account.id, status="administrator")
        here.world.say(here.owner.id, channel.id, "ship ahoy")

        post, copy = await here.updates()

        assert post.channel_post.text == "ship ahoy"
        assert (copy.message.is_automatic_forward, copy.message.from_user.id) == (True, 777000)
        assert copy.message.sender_chat.id == channel.id
        assert copy.message.forward_origin.message_id == post.channel_post.message_id
        assert (await here.bot.get_chat(here.group.id)).linked_chat_id == channel.id


async def test_a_bot_posts_in_a_channel_only_with_the_right():
    async with stage() as here:
        channel = here.world.add_chat("channel", "News", username="harbour_news")
        here.world.add_member(channel.id, here.account.id, status="administrator", rights=["can_post_messages"])
        sent = await here.bot.send_message("@harbour_news", "high tide")
        here.world.promote(channel.id, here.account.id, [], by=here.owner.id)

        with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
            await here.bot.send_message(channel.id, "low tide")
        assert (sent.sender_chat.id, sent.from_user) == (channel.id, None)


async def test_a_banned_channel_cannot_speak_in_the_group():
    async with stage() as here:
        mask = here.world.add_chat("channel", "Mask", username="mask")
        here.world.say(here.ann.id, here.group.id, "boo", sender_chat_id=mask.id)
        message = (await here.updates())[0].message
        await here.bot.ban_chat_sender_chat(here.group.id, message.sender_chat.id)

        with pytest.raises(NotPossible, match="banned"):
            here.world.say(here.ann.id, here.group.id, "boo", sender_chat_id=mask.id)
        assert message.from_user.username == "Channel_Bot"


async def test_a_guest_bot_answers_where_it_is_no_member():
    async with stage() as here:
        guest = here.world.add_bot("77:guest", username="guest_bot", first_name="Guest", supports_guest_queries=True)
        visitor = await here.another("77:guest")
        here.world.say(here.ann.id, here.group.id, "@guest_bot what now?")
        asked = (await visitor.get_updates(timeout=0))[0].guest_message
        result = InlineQueryResultArticle("1", "Answer", InputTextMessageContent("<b>this</b>", parse_mode="HTML"))
        await visitor.answer_guest_query(asked.guest_query_id, result)

        answer = here.world.history(here.group.id)[-1]
        assert (answer.text, answer.bot_id, answer.reply_to_id) == ("this", guest.id, asked.message_id)


async def test_pinning_is_seen_in_the_chat():
    async with stage() as here:
        said = here.world.say(here.ann.id, here.group.id, "rules")
        await here.bot.pin_chat_message(here.group.id, said.message_id)
        chat = await here.bot.get_chat(here.group.id)
        await here.bot.unpin_chat_message(here.group.id)

        assert chat.pinned_message.text == "rules"
        assert (await here.updates())[-1].message.pinned_message.message_id == said.message_id
        assert here.group.pinned == []


async def test_a_snapshot_is_complete_and_fit_for_json():
    async with stage() as here:
        here.world.start(here.ann.id, "helper_bot")
        sent = await here.bot.send_message(here.ann.id, "<b>a</b> & b", parse_mode=None)
        await here.bot.edit_message_text("<b>a</b>", here.ann.id, sent.message_id, parse_mode="HTML")
        said = here.world.say(here.ann.id, here.group.id, "oops")
        here.world.delete(here.ann.id, here.group.id, said.message_id)

        snapshot = json.loads(json.dumps(here.world.snapshot()))

        private = snapshot["chats"][f"{here.ann.id}:{here.account.id}"]
        group = snapshot["chats"][str(here.group.id)]
        assert private["messages"][1]["html"] == "<b>a</b>"
        assert private["messages"][1]["edits"][0]["text"] == "<b>a</b> & b"
        assert group["messages"][0]["deleted_at"] == int(START.timestamp())
        assert {member["status"] for member in group["members"]} == {"creator", "member", "administrator"}


def test_a_long_run_keeps_only_as_much_as_it_is_told_to():
    world = TelegramWorld(clock=lambda: START, keep_messages=10, keep_calls=5)
    world.add_bot("1:x", username="b_bot", first_name="B")
    ann = world.add_user("Ann")
    chat = world.add_chat("supergroup", "G")
    world.add_member(chat.id, ann.id)

    for number in range(50):
        world.say(ann.id, chat.id, str(number))

    assert [message.text for message in world.history(chat.id)] == [str(number) for number in range(40, 50)]
    assert world.sent_log.maxlen == 5
