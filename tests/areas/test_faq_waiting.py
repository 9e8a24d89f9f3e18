"""An answer that is put off: members come first, and it comes only if nobody helped."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.channel import Handled
from core.community import Policy
from core.events import Author
from core.ids import PersonRef
from tests.house import AMARA, CHAT, GROUP, START, WEI, House, open_house

PENDING = "My transaction is pending for hours, why?"
DELAY = timedelta(seconds=90)
PATIENT = Policy(faq_delay=DELAY)
ADMIN = Author(person=PersonRef(CHAT, "1"), name="An admin of the group", is_privileged=True)


@pytest.fixture
async def patient(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, policy=PATIENT) as house:
        yield house


async def test_the_answer_comes_when_nobody_helped(patient: House):
    ref, handled = await patient.says(AMARA, PENDING, GROUP)
    at_once = patient.group()

    await patient.time_passes(DELAY)

    (answer,) = patient.group()
    assert handled is Handled.DONE
    assert at_once == []
    assert answer.parent == ref
    assert patient.words("button-helped") in answer.buttons


async def test_it_does_not_come_before_its_time(patient: House):
    await patient.says(AMARA, PENDING, GROUP)

    await patient.time_passes(DELAY - timedelta(seconds=1))

    assert patient.group() == []


async def test_it_comes_once(patient: House):
    await patient.says(AMARA, PENDING, GROUP)
    await patient.time_passes(DELAY)

    await patient.time_passes(DELAY)

    assert len(patient.group()) == 1


@pytest.mark.parametrize("helper", [WEI, ADMIN], ids=["member", "staff"])
async def test_somebody_who_replies_to_the_question_makes_it_needless(patient: House, helper: Author):
    ref, _ = await patient.says(AMARA, PENDING, GROUP)
    await patient.says(helper, "Look at the explorer.", GROUP, reply_to=ref)

    await patient.time_passes(DELAY)

    assert patient.group() == []
    assert await patient.sql("SELECT count(*) FROM faq_waiting") == [(0,)]


async def test_whoever_asks_and_replies_to_themselves_still_waits(patient: House):
    ref, _ = await patient.says(AMARA, PENDING, GROUP)
    await patient.says(AMARA, "anybody here", GROUP, reply_to=ref)

    await patient.time_passes(DELAY)

    assert len(patient.group()) == 1


async def test_staff_who_reply_to_something_else_of_the_asker_make_it_needless(patient: House):
    other, _ = await patient.says(AMARA, "hello all", GROUP)
    await patient.says(AMARA, PENDING, GROUP)
    await patient.says(ADMIN, "I am looking into it", GROUP, reply_to=other)

    await patient.time_passes(DELAY)

    assert patient.group() == []


async def test_a_member_who_replies_to_something_else_of_the_asker_changes_nothing(patient: House):
    other, _ = await patient.says(AMARA, "hello all", GROUP)
    await patient.says(AMARA, PENDING, GROUP)
    await patient.says(WEI, "hello", GROUP, reply_to=other)

    await patient.time_passes(DELAY)

    assert len(patient.group()) == 1


async def test_a_question_that_is_no_more_is_not_answered(patient: House):
    edited, _ = await patient.says(AMARA, PENDING, GROUP)
    deleted, _ = await patient.says(WEI, "Why are the gas fees so high?", GROUP)
    await patient.says(AMARA, "good morning everybody", GROUP, edits=edited)
    await patient.deletes(deleted)

    await patient.time_passes(DELAY)

    assert patient.group() == []


async def test_a_question_that_changes_is_answered_as_it_is_then_and_at_its_time(patient: House):
    ref, _ = await patient.says(AMARA, PENDING, GROUP)
    patient.clock.pass_by(timedelta(seconds=60))
    await patient.says(AMARA, "Why are the gas fees so high?", GROUP, edits=ref)

    await patient.time_passes(timedelta(seconds=30))

    assert len(patient.group()) == 1
    assert await patient.sql("SELECT topic, question FROM faq_answer") == [("tx.fees", "Why are the gas fees so high?")]


async def test_a_topic_that_was_answered_here_meanwhile_is_not_answered_again(patient: House):
    await patient.says(AMARA, PENDING, GROUP)
    patient.clock.pass_by(timedelta(seconds=5))
    await patient.says(WEI, "is my transaction still pending?", GROUP, mentions=True)

    await patient.time_passes(DELAY)

    assert len(patient.group()) == 1


async def test_two_who_ask_the_same_get_one_answer(patient: House):
    await patient.says(AMARA, PENDING, GROUP)
    await patient.says(WEI, PENDING, GROUP)

    await patient.time_passes(DELAY)

    assert len(patient.group()) == 1


async def test_whoever_asks_the_bot_by_name_or_in_private_is_answered_at_once(patient: House):
    await patient.says(AMARA, PENDING, GROUP, mentions=True)
    await patient.says(WEI, PENDING)

    assert len(patient.group()) == 1
    assert len(patient.private(WEI)) == 1


async def test_what_waits_is_answered_after_a_restart(tmp_path: Path):
    async with open_house(tmp_path, policy=PATIENT) as before:
        ref, _ = await before.says(AMARA, PENDING, GROUP)
    async with open_house(tmp_path, policy=PATIENT, starts=START + timedelta(seconds=60)) as house:
        await house.time_passes(timedelta(seconds=30))

        assert [message.parent for message in house.group()] == [ref]


async def test_a_reply_after_a_restart_makes_it_needless_all_the_same(tmp_path: Path):
    async with open_house(tmp_path, policy=PATIENT) as before:
        ref, _ = await before.says(AMARA, PENDING, GROUP)
    async with open_house(tmp_path, policy=PATIENT, starts=START + timedelta(seconds=60)) as house:
        await house.says(WEI, "Look at the explorer.", GROUP, reply_to=ref)

        await house.time_passes(timedelta(seconds=30))

        assert house.group() == []


async def test_after_a_long_outage_nobody_is_answered_any_more(tmp_path: Path):
    async with open_house(tmp_path, policy=PATIENT) as before:
        await before.says(AMARA, PENDING, GROUP)
    async with open_house(tmp_path, policy=PATIENT, starts=START + timedelta(hours=3)) as house:
        await house.time_passes(timedelta())

        assert house.group() == []
        assert await house.sql("SELECT count(*) FROM faq_waiting") == [(0,)]


async def test_an_answer_that_was_put_off_is_in_the_language_of_the_question(patient: House):
    await patient.says(AMARA, "我的交易一直待处理，怎么办？", GROUP)

    await patient.time_passes(DELAY)

    assert patient.words("button-helped", "zh-Hans") in patient.group()[0].buttons


async def test_a_question_that_waits_can_be_carried_to_a_human_later(patient: House):
    await patient.says(AMARA, PENDING, GROUP)
    await patient.time_passes(DELAY)

    await patient.follows(AMARA, patient.words("button-human"), patient.group()[0])

    assert PENDING in patient.private(AMARA)[-1].text
