"""Taking in updates by long polling, against the local Telegram: what arrives, and what is never lost."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bots.playground.faults import DropAfter, DropBefore, Flood, Garbage, Hold, HttpError
from bots.playground.telegram_records import Media
from core.errors import ChannelDown, StorageError
from core.events import (
    BotReach,
    ButtonPressed,
    ChannelState,
    CommandGiven,
    MemberJoined,
    MemberLeft,
    MessageReceived,
    PlaceKind,
    PlaceMoved,
    RoomChanged,
)
from core.ids import Address
from tests.adapters.telegram_stage import CHANNEL, TOKEN, open_stage

pytestmark = pytest.mark.asyncio


async def test_a_question_in_a_group_arrives_and_is_confirmed():
    async with open_stage() as stage:
        async with stage.running():
            stage.world.say(stage.ann.id, stage.group.id, "how do I stake?")
            event = await stage.intake.one(MessageReceived)

        assert event.text == "how do I stake?"
        assert event.at == stage.at(stage.group)
        assert event.kind is PlaceKind.GROUP
        assert (event.author.person.id, event.author.language) == (str(stage.ann.id), "ta")
        assert not event.author.is_privileged
        assert len(stage.bot.updates) == 0


async def test_an_owner_is_privileged_and_a_promoted_member_becomes_so():
    async with open_stage() as stage, stage.running():
        stage.world.say(stage.olga.id, stage.group.id, "welcome")
        stage.world.say(stage.ann.id, stage.group.id, "thanks")
        stage.world.promote(stage.group.id, stage.ann.id)
        stage.world.say(stage.ann.id, stage.group.id, "I help now")
        stage.world.demote(stage.group.id, stage.ann.id)
        stage.world.say(stage.ann.id, stage.group.id, "no more")
        await stage.intake.one(MessageReceived, 4)

        privileged = [event.author.is_privileged for event in stage.intake.all(MessageReceived)]
        assert privileged == [True, False, True, False]
        assert len(stage.params_of("getChatAdministrators")) == 1


async def test_a_forum_topic_is_the_thread_and_its_creation_is_no_reply():
    async with open_stage() as stage, stage.running():
        topic = stage.world.create_topic(stage.group.id, "Staking", by=stage.olga.id)
        stage.world.say(stage.ann.id, stage.group.id, "hello topic", thread_id=topic.thread_id)
        event = await stage.intake.one(MessageReceived)

        assert event.at == stage.at(stage.group, topic.thread_id)
        assert event.reply_to is None


async def test_closing_and_reopening_a_topic_is_told():
    async with open_stage() as stage, stage.running():
        topic = stage.world.create_topic(stage.group.id, "Ticket 17", by=stage.olga.id)
        stage.world.set_topic_closed(stage.group.id, topic.thread_id, closed=True, by=stage.olga.id)
        stage.world.set_topic_closed(stage.group.id, topic.thread_id, closed=False, by=stage.olga.id)
        await stage.intake.one(RoomChanged, 2)

        changes = stage.intake.all(RoomChanged)
        assert [change.state for change in changes] == ["archived", "open"]
        assert {change.at for change in changes} == {stage.at(stage.group, topic.thread_id)}


async def test_an_anonymous_administrator_and_a_linked_post_are_privileged_but_a_foreign_channel_is_not():
    async with open_stage() as stage, stage.running():
        linked = stage.world.add_chat("channel", "News", linked_chat_id=stage.group.id)
        stage.world.add_member(linked.id, stage.olga.id, status="creator")
        foreign = stage.world.add_chat("channel", "Free coins")
        stage.world.say(stage.olga.id, stage.group.id, "by the team", anonymous=True)
        stage.world.say(stage.olga.id, linked.id, "release 2")
        stage.world.say(stage.ann.id, stage.group.id, "free coins", sender_chat_id=foreign.id)
        await stage.intake.one(MessageReceived, 3)

        authors = [event.author for event in stage.intake.all(MessageReceived)]
        assert [author.person.id for author in authors] == [
            f"chat:{stage.group.id}",
            f"chat:{linked.id}",
            f"chat:{foreign.id}",
        ]
        assert [author.is_privileged for author in authors] == [True, True, False]


async def test_an_edit_arrives_as_such():
    async with open_stage() as stage, stage.running():
        message = stage.world.say(stage.ann.id, stage.group.id, "hello")
        stage.world.edit(stage.ann.id, stage.group.id, message.message_id, "free airdrop")
        event = await stage.intake.one(MessageReceived, 2)

        assert (event.edited, event.text) == (True, "free airdrop")
        assert event.message == stage.ref(stage.group, message.message_id)


async def test_a_deep_link_presses_its_button_in_private():
    async with open_stage() as stage, stage.running():
        stage.world.start(stage.ann.id, "bell_bot", "b-abc_DEF")
        stage.world.start(stage.ann.id, "bell_bot", "campaign7")
        pressed = await stage.intake.one(ButtonPressed)
        given = await stage.intake.one(CommandGiven)

        assert (pressed.token, pressed.at, pressed.kind) == (
            "b-abc_DEF",
            stage.at(stage.ann),
            PlaceKind.PRIVATE,
        )
        assert (given.name, given.arguments) == ("start", {"words": "campaign7"})


async def test_a_join_told_twice_has_one_id():
    async with open_stage() as stage, stage.running():
        new = stage.world.add_user("Newt")
        stage.world.join(new.id, stage.group.id)
        stage.world.leave(new.id, stage.group.id)
        await stage.intake.one(MemberLeft, 2)

        assert len({event.id for event in stage.intake.all(MemberJoined)}) == 1
        assert len({event.id for event in stage.intake.all(MemberLeft)}) == 1
        assert {event.author.name for event in stage.intake.all(MemberJoined)} == {"Newt"}


async def test_block_kick_and_migration_are_told():
    async with open_stage() as stage, stage.running():
        stage.world.start(stage.ann.id, "bell_bot")
        stage.world.block_bot(stage.ann.id, stage.bot.id)
        blocked = await stage.intake.one(BotReach)
        stage.world.kick_bot(stage.group.id, stage.bot.id)
        kicked = await stage.intake.one(BotReach, 2)
        small = stage.world.add_chat("group", "Small")
        for member in (stage.olga, stage.bot.user):
            stage.world.add_member(small.id, member.id)
        new = stage.world.migrate(small.id)
        moved = await stage.intake.one(PlaceMoved)

        assert (blocked.present, blocked.at) == (False, stage.at(stage.ann))
        assert blocked.person is not None
        assert blocked.person.id == str(stage.ann.id)
        assert (kicked.present, kicked.title, kicked.rights) == (False, "Harbour", frozenset())
        assert (moved.old, moved.new) == (stage.at(small), Address(CHANNEL, str(new)))


async def test_a_file_for_us_is_saved_before_its_event_and_a_large_one_is_marked():
    async with open_stage() as stage, stage.running():
        stage.world.start(stage.ann.id, "bell_bot")
        shot = Media("photo", content=b"pixels")
        stage.world.say(stage.ann.id, stage.bot.id, media=shot, caption="look")
        huge = Media("document", file_name="log.zip", size=21 * 1024 * 1024)
        stage.world.say(stage.ann.id, stage.bot.id, media=huge)
        await stage.intake.one(MessageReceived, 2)

        first, second = (event.media[0] for event in stage.intake.all(MessageReceived))
        assert first.stored is not None
        assert stage.vault.files[first.stored] == b"pixels"
        assert (first.kind, first.caption) == ("photo", "look")
        assert (second.stored, second.problem, second.name) == (None, "too-large", "log.zip")


async def test_a_file_that_the_core_does_not_want_is_not_even_fetched():
    async with open_stage() as stage, stage.running():
        stage.intake.media_wanted = False
        stage.world.start(stage.ann.id, "bell_bot")
        stage.world.say(stage.ann.id, stage.bot.id, media=Media("photo", content=b"pixels"), caption="my secret")
        event = await stage.intake.one(MessageReceived)

        assert (event.media[0].stored, event.media[0].problem) == (None, None)
        assert stage.params_of("getFile") == []
        assert stage.vault.files == {}


async def test_a_file_that_cannot_be_fetched_does_not_hold_up_the_words():
    async with open_stage() as stage, stage.running():
        stage.world.start(stage.ann.id, "bell_bot")
        stage.server.faults.schedule("getFile", HttpError(502), count=None)
        stage.world.say(stage.ann.id, stage.bot.id, media=Media("photo"), caption="look")
        event = await stage.intake.one(MessageReceived)

        assert (event.text, event.media[0].problem) == ("look", "unavailable")


async def test_a_file_for_which_there_is_no_room_does_not_hold_up_the_updates():
    async with open_stage() as stage, stage.running():
        stage.vault.failure = StorageError("stored files would take more than the allowed bytes")
        stage.world.start(stage.ann.id, "bell_bot")
        stage.world.say(stage.ann.id, stage.bot.id, media=Media("photo", content=b"pixels"), caption="look")
        stage.world.say(stage.ann.id, stage.bot.id, "are you there?")
        await stage.intake.one(MessageReceived, 2)

        first, second = stage.intake.all(MessageReceived)
        assert (first.text, first.media[0].stored, first.media[0].problem) == ("look", None, "unavailable")
        assert second.text == "are you there?"


async def test_files_of_chatter_in_a_group_are_not_fetched():
    async with open_stage() as stage, stage.running():
        stage.world.say(stage.ann.id, stage.group.id, media=Media("photo"), caption="cat")
        event = await stage.intake.one(MessageReceived)

        assert event.media[0].stored is None
        assert stage.params_of("getFile") == []


async def test_what_the_core_could_not_commit_comes_again_and_in_order():
    async with open_stage() as stage:
        stage.intake.failures = 2
        async with stage.running():
            for word in ("one", "two", "three"):
                stage.world.say(stage.ann.id, stage.group.id, word)
            await stage.intake.one(MessageReceived, 3)

        assert [event.text for event in stage.intake.all(MessageReceived)] == ["one", "two", "three"]
        assert len(stage.bot.updates) == 0


async def test_an_update_stays_unconfirmed_while_the_core_works_on_it():
    async with open_stage() as stage:
        stage.intake.gate = asyncio.Event()
        async with stage.running():
            stage.world.say(stage.ann.id, stage.group.id, "hello")
            await stage.until(lambda: stage.params_of("getChat"))
            assert len(stage.bot.updates) == 1

            stage.intake.gate.set()
            await stage.intake.one(MessageReceived)

        assert len(stage.bot.updates) == 0


async def test_one_chat_that_waits_does_not_hold_up_another():
    async with open_stage() as stage:
        other = stage.world.add_chat("supergroup", "Other")
        stage.world.add_member(other.id, stage.ann.id)
        stage.world.add_member(other.id, stage.bot.id)
        hold = Hold()
        stage.server.faults.schedule("getChatAdministrators", hold)
        stage.world.say(stage.ann.id, stage.group.id, "slow")
        stage.world.say(stage.ann.id, other.id, "quick")
        async with stage.running():
            quick = await stage.intake.one(MessageReceived)
            assert quick.text == "quick"

            hold.gate.set()
            await stage.intake.one(MessageReceived, 2)


@pytest.mark.parametrize(
    "fault",
    [HttpError(502), HttpError(500, "{}"), Garbage(), DropBefore(), DropAfter(), Flood(1)],
    ids=lambda fault: type(fault).__name__,
)
async def test_polling_survives(fault):
    async with open_stage() as stage:
        stage.server.faults.schedule("getUpdates", fault)
        async with stage.running():
            stage.world.say(stage.ann.id, stage.group.id, "still there?")
            event = await stage.intake.one(MessageReceived)

        assert event.text == "still there?"
        assert stage.server.faults.waiting == 0


async def test_an_update_that_nobody_can_read_is_skipped_with_its_number(caplog):
    async with open_stage() as stage:
        stage.world.push(stage.bot, "message", {"message_id": "not a number", "chat": {}})
        stage.world.say(stage.ann.id, stage.group.id, "after it")
        number = stage.bot.updates.first(1)[0]["update_id"]
        async with stage.running():
            event = await stage.intake.one(MessageReceived)

        assert event.text == "after it"
        assert len(stage.bot.updates) == 0
        assert f"update={number}" in caplog.text


async def test_another_poller_is_named_in_clear_words_and_outlived(caplog):
    async with open_stage() as stage, stage.running():
        await stage.until(lambda: stage.server.polls.is_waiting(stage.bot.id))
        stage.server.polls.terminate(stage.bot.id, "Conflict: terminated by other getUpdates request")
        stage.world.say(stage.ann.id, stage.group.id, "hello")
        await stage.intake.one(MessageReceived)

        assert "another program polls with this token" in caplog.text


async def test_a_webhook_left_over_is_removed():
    async with open_stage() as stage:
        stage.bot.webhook.url = "https://example.org/old"
        async with stage.running():
            stage.world.say(stage.ann.id, stage.group.id, "hello")
            await stage.intake.one(MessageReceived)

        assert stage.bot.webhook.url == ""


async def test_a_revoked_token_ends_the_channel_for_good_and_is_never_shown(caplog):
    caplog.set_level(logging.DEBUG, logger="adapters")
    async with open_stage() as stage:
        adapter = stage.make_adapter()
        await adapter.start(stage.intake)
        del stage.world.bots_by_token[TOKEN]

        with pytest.raises(ChannelDown) as raised:
            await adapter.run(stage.intake)
        await adapter.close()

        assert raised.value.fatal
        assert [state.up for state in stage.intake.all(ChannelState)] == [False]
        assert TOKEN not in f"{raised.value!r} {raised.value.__cause__!r} {caplog.text}"


async def test_an_outage_is_logged_once_each_way_and_reported_when_it_lasts(caplog):
    async with open_stage() as stage, stage.running():
        await stage.until(lambda: stage.server.polls.is_waiting(stage.bot.id))
        port = stage.server.port
        await stage.server.stop()
        await stage.until(lambda: "is cut off" in caplog.text)
        assert stage.intake.all(ChannelState) == []

        stage.clock.forward(timedelta(seconds=61))
        down = await stage.intake.one(ChannelState)
        await stage.server.start(port=port)
        up = await stage.intake.one(ChannelState, 2)
        stage.world.say(stage.ann.id, stage.group.id, "back again")
        await stage.intake.one(MessageReceived)

        assert (down.up, up.up) == (False, True)
        assert caplog.text.count("is cut off") == 1
        assert caplog.text.count("is connected again") == 1
        assert TOKEN not in caplog.text


async def test_stopping_ends_the_long_poll_at_once():
    async with open_stage() as stage, stage.running(hold=timedelta(seconds=50)) as task:
        await stage.until(lambda: stage.server.polls.is_waiting(stage.bot.id))

        stage.adapter.stop()
        await asyncio.wait_for(asyncio.shield(task), 10)


async def test_stopping_finishes_and_confirms_what_is_in_hand():
    async with open_stage() as stage:
        stage.intake.gate = asyncio.Event()
        async with stage.running() as task:
            stage.world.say(stage.ann.id, stage.group.id, "hello")
            await stage.until(lambda: stage.params_of("getChat"))

            stage.adapter.stop()
            stage.intake.gate.set()
            await asyncio.wait_for(asyncio.shield(task), 10)

        assert [event.text for event in stage.intake.all(MessageReceived)] == ["hello"]
        assert len(stage.bot.updates) == 0


async def test_only_the_updates_that_are_read_are_asked_for():
    async with open_stage() as stage, stage.running():
        await stage.until(lambda: stage.server.polls.is_waiting(stage.bot.id))

        assert set(stage.bot.updates.allowed or ()) == {
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
            "chat_member",
        }
