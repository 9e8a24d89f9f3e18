"""Whoever posts a problem in a group is told once a day, with the answer, that staff never write first."""

import dataclasses
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from core.community import Policy
from tests.house import AMARA, GROUP, WEI, House, open_house
from tests.toy_channel import ToyMessage

PENDING = "My transaction is pending for hours and stuck, help"
FEES = "Why are the gas fees so high?"


def shielded(house: House, messages: Sequence[ToyMessage]) -> list[bool]:
    return [house.words("faq-shield") in message.text for message in messages]


async def test_a_problem_is_answered_with_the_line(house: House):
    await house.says(AMARA, PENDING, GROUP)

    assert shielded(house, house.group()) == [True]


async def test_a_mere_question_is_answered_without_it(house: House):
    await house.says(AMARA, FEES, GROUP)

    assert shielded(house, house.group()) == [False]


async def test_one_person_is_told_once_a_day_and_another_as_well(house: House):
    await house.says(AMARA, PENDING, GROUP)
    house.clock.pass_by(timedelta(minutes=5))
    await house.says(AMARA, PENDING, GROUP)
    house.clock.pass_by(timedelta(minutes=5))
    await house.says(WEI, PENDING, GROUP)
    house.clock.pass_by(timedelta(hours=24))
    await house.says(AMARA, PENDING, GROUP)

    assert shielded(house, house.group()) == [True, False, True, True]


async def test_in_private_there_is_nobody_to_be_shielded_from(house: House):
    await house.says(AMARA, PENDING)

    assert shielded(house, house.private(AMARA)) == [False]


async def test_an_answer_that_takes_the_place_of_another_keeps_the_line(house: House):
    await house.says(AMARA, PENDING, GROUP)
    await house.presses(AMARA, house.words("button-not-my-question"), house.group()[0])
    choice = house.group()[0]

    await house.presses(AMARA, next(iter(choice.buttons)), choice)

    assert shielded(house, house.group()) == [True]


async def test_once_it_helped_the_line_goes_with_the_button_it_speaks_of(house: House):
    await house.says(AMARA, PENDING, GROUP)

    await house.presses(AMARA, house.words("button-helped"), house.group()[0])

    assert shielded(house, house.group()) == [False]


async def test_a_delayed_answer_carries_the_line(tmp_path: Path):
    async with open_house(tmp_path, policy=Policy(faq_delay=timedelta(seconds=30))) as house:
        await house.says(AMARA, PENDING, GROUP)

        await house.time_passes(timedelta(seconds=30))

        assert shielded(house, house.group()) == [True]


async def test_the_line_can_be_switched_off(tmp_path: Path):
    async with open_house(tmp_path, policy=dataclasses.replace(Policy(), faq_shield=False)) as house:
        await house.says(AMARA, PENDING, GROUP)

        assert shielded(house, house.group()) == [False]
        assert await house.sql("SELECT count(*) FROM faq_shielded") == [(0,)]


@pytest.mark.parametrize(("after", "left"), [(timedelta(days=1), 1), (timedelta(days=2, seconds=1), 0)])
async def test_who_was_told_is_forgotten_after_two_days(house: House, after: timedelta, left: int):
    await house.says(AMARA, PENDING, GROUP)
    house.clock.pass_by(after)

    await house.engine.tidy()

    assert await house.sql("SELECT count(*) FROM faq_shielded") == [(left,)]
