"""What Telegram refuses, and what trouble on the way means for a delivery."""

from datetime import timedelta

import pytest

from bots.playground.faults import DropAfter, DropBefore, Flood, HttpError
from core.effects import Repeat, SendText
from core.errors import ChannelDown, NeverDeliverable, PlaceHasMoved, RetryLater
from core.ids import Address
from core.text.markup import Text
from tests.adapters.telegram_stage import CHANNEL, TOKEN, open_stage

pytestmark = pytest.mark.asyncio


def to(stage, text="hello", **more) -> SendText:
    return SendText(to=stage.at(stage.group), text=Text(text), **more)


async def refusal(stage, effect) -> NeverDeliverable:
    with pytest.raises(NeverDeliverable) as raised:
        await stage.deliver(effect)
    return raised.value


async def test_a_person_who_blocked_us_one_who_never_started_and_a_group_without_us():
    async with open_stage() as stage, stage.delivering():
        never = await refusal(stage, SendText(to=stage.at(stage.ann), text=Text("hi")))
        stage.world.start(stage.ann.id, "bell_bot")
        stage.world.block_bot(stage.ann.id, stage.bot.id)
        blocked = await refusal(stage, SendText(to=stage.at(stage.ann), text=Text("hi")))
        stage.world.kick_bot(stage.group.id, stage.bot.id)
        kicked = await refusal(stage, to(stage))

        assert (never.reason, blocked.reason, kicked.reason) == ("forbidden", "blocked", "gone")


async def test_a_topic_that_was_deleted_is_a_missing_room():
    async with open_stage() as stage, stage.delivering():
        topic = stage.world.create_topic(stage.group.id, "T", by=stage.olga.id)
        stage.world.delete_topic(stage.group.id, topic.thread_id)

        error = await refusal(stage, SendText(to=stage.at(stage.group, topic.thread_id), text=Text("hi")))

        assert error.reason == "room-missing"


async def test_nothing_to_say_is_never_deliverable():
    async with open_stage() as stage, stage.delivering():
        assert (await refusal(stage, to(stage, " \n"))).reason == "other"


async def test_a_group_that_became_a_supergroup_names_its_new_address():
    async with open_stage() as stage, stage.delivering():
        small = stage.world.add_chat("group", "Small")
        for member in (stage.olga, stage.bot.user):
            stage.world.add_member(small.id, member.id)
        new = stage.world.migrate(small.id)

        with pytest.raises(PlaceHasMoved) as raised:
            await stage.deliver(SendText(to=stage.at(small), text=Text("hi")))
        assert raised.value.new_place == str(new)


async def test_a_flood_wait_does_not_use_up_attempts():
    async with open_stage() as stage, stage.delivering():
        stage.server.faults.schedule("sendMessage", Flood(7))

        with pytest.raises(RetryLater) as raised:
            await stage.deliver(to(stage))

        assert (raised.value.after, raised.value.counts) == (timedelta(seconds=7), False)


@pytest.mark.parametrize("fault", [HttpError(502), HttpError(503, "{}"), DropBefore()], ids=repr)
async def test_trouble_on_the_way_is_tried_again_with_growing_pauses(fault):
    async with open_stage() as stage, stage.delivering():
        pauses = []
        for attempt in (1, 2, 3):
            stage.server.faults.schedule("sendMessage", fault)
            with pytest.raises(RetryLater) as raised:
                await stage.deliver(to(stage), attempt=attempt)
            assert raised.value.counts
            assert TOKEN not in f"{raised.value!r}{raised.value.__cause__!r}"
            pauses.append(raised.value.after)

        assert pauses == sorted(pauses)
        assert pauses[0] < pauses[-1]


async def test_what_must_not_be_doubled_ends_as_uncertain_when_the_answer_is_lost():
    async with open_stage() as stage, stage.delivering():
        stage.server.faults.schedule("sendMessage", DropAfter())

        error = await refusal(stage, to(stage, repeat=Repeat.UNCERTAIN))

        assert error.reason == "uncertain"
        assert len(stage.world.history(stage.group.id)) == 1


async def test_what_must_not_be_doubled_is_tried_again_when_it_cannot_have_arrived():
    async with open_stage() as stage, stage.delivering():
        await stage.server.stop()
        # The first attempt still finds the old connection and cannot know; the second finds nobody at all.
        with pytest.raises(RetryLater):
            await stage.deliver(to(stage))

        with pytest.raises(RetryLater):
            await stage.deliver(to(stage, repeat=Repeat.UNCERTAIN), key="uncertain")


async def test_while_nobody_can_be_reached_the_channel_waits_and_no_attempt_is_used_up():
    async with open_stage() as stage, stage.delivering():
        await stage.server.stop()
        # The first attempt still finds the old connection.
        with pytest.raises(RetryLater):
            await stage.deliver(to(stage))

        with pytest.raises(RetryLater) as raised:
            await stage.deliver(to(stage))

        assert (raised.value.whole_channel, raised.value.counts) == (True, False)


async def test_a_revoked_token_takes_the_channel_down():
    async with open_stage() as stage, stage.delivering():
        del stage.world.bots_by_token[TOKEN]

        with pytest.raises(ChannelDown) as raised:
            await stage.deliver(to(stage))

        assert raised.value.fatal


async def test_an_address_elsewhere_is_not_looked_into():
    async with open_stage() as stage, stage.delivering():
        error = await refusal(stage, SendText(to=Address(CHANNEL, "-100999"), text=Text("hi")))

        assert error.reason == "forbidden"
