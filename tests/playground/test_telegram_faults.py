"""Faults and limits of the local Bot API server, and the table of faults itself."""

import asyncio
from datetime import timedelta

import pytest
from telegram.error import BadRequest, EndPointNotFound, NetworkError, RetryAfter, TelegramError

from bots.playground.faults import DropAfter, DropBefore, Faults, Flood, Garbage, Hold, HttpError
from bots.playground.telegram_api import Limits
from tests.playground.telegram_stage import stage


async def test_a_dropped_request_is_not_carried_out_and_a_dropped_answer_is():
    async with stage() as here:
        here.faults.schedule("sendMessage", DropBefore())
        with pytest.raises(NetworkError):
            await here.bot.send_message(here.group.id, "never")
        here.faults.schedule("sendMessage", DropAfter())
        with pytest.raises(NetworkError):
            await here.bot.send_message(here.group.id, "sent, but who knows")

        assert [message.text for message in here.world.history(here.group.id)] == ["sent, but who knows"]


@pytest.mark.parametrize(
    "fault", [HttpError(500, "oops"), HttpError(502, "<html>"), Garbage()], ids=["500", "502", "garbage"]
)
async def test_a_broken_answer_is_an_error_and_the_next_one_is_well(fault):
    async with stage() as here:
        here.faults.schedule("send*", fault)
        with pytest.raises(TelegramError):
            await here.bot.send_message(here.group.id, "x")
        await here.bot.send_message(here.group.id, "y")

        assert [message.text for message in here.world.history(here.group.id)] == ["y"]


async def test_a_flood_names_the_seconds_to_wait():
    async with stage() as here:
        here.faults.schedule("sendMessage", Flood(2.2))

        with pytest.raises(RetryAfter) as refusal:
            await here.bot.send_message(here.group.id, "x")
        assert refusal.value.retry_after == timedelta(seconds=3)


async def test_a_held_request_waits_for_its_gate():
    async with stage() as here:
        hold = Hold()
        here.faults.schedule("sendMessage", hold)
        sending = asyncio.create_task(here.bot.send_message(here.group.id, "x"))
        await asyncio.wait_for(hold.reached.wait(), 5)
        before = here.world.history(here.group.id)
        hold.gate.set()
        await asyncio.wait_for(sending, 5)

        assert before == []
        assert len(here.world.history(here.group.id)) == 1


@pytest.mark.parametrize("model", ["strict", "burst"])
async def test_too_many_messages_are_refused(model):
    limits = Limits(model, chat_burst=1, clock=lambda: 0.0)
    async with stage(limits=limits) as here:
        await here.bot.send_message(here.group.id, "one")
        with pytest.raises(RetryAfter):
            await here.bot.send_message(here.group.id, "two")

        assert limits.refused == 1
        assert len(here.world.history(here.group.id)) == 1


def test_strict_limits_hold_in_any_window_and_buckets_allow_bursts():
    time = [0.0]
    strict = Limits("strict", clock=lambda: time[0])
    burst = Limits("burst", chat_burst=5, clock=lambda: time[0])

    in_burst = [burst.refuse(1, -5, is_group=True) for _ in range(6)]
    in_window = []
    for step in range(22):
        time[0] = float(step)
        in_window.append(strict.refuse(1, -5, is_group=True))
    time[0] = 100.0
    others = [strict.refuse(1, chat, is_group=False) for chat in range(31)]

    assert in_burst == [None, None, None, None, None, 1]
    assert in_window[:20] == [None] * 20
    assert in_window[20] == 40
    assert others == [None] * 30 + [1]


def test_faults_are_taken_in_order_and_as_often_as_scheduled():
    faults = Faults()
    faults.schedule("POST /channels/*/messages", DropBefore(), count=2, skip=1)
    faults.schedule("*", DropAfter(), count=None)

    taken = [faults.next("post /channels/7/messages") for _ in range(4)]
    faults.clear("*")

    assert taken == [DropAfter(), DropBefore(), DropBefore(), DropAfter()]
    assert faults.waiting == 0
    assert faults.next("GET /x") is None
    assert len(faults.taken) == 4


def test_a_fault_for_no_request_is_a_mistake():
    with pytest.raises(ValueError, match="count"):
        Faults().schedule("*", DropBefore(), count=0)


async def test_a_method_that_does_not_exist_is_not_found():
    async with stage() as here:
        with pytest.raises(EndPointNotFound):
            await here.bot.do_api_request("makeCoffee")
        with pytest.raises(BadRequest, match=r"(?i)chat_id is empty"):
            await here.bot.send_message("", "x")
