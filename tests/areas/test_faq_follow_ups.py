"""A question goes on after its answer: it is asked on in a reply, changed, deleted, or was never needed."""

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest

from core.channel import Handled
from core.effects import EditText, SendText
from core.errors import NeverDeliverable
from core.events import Author
from core.ids import Address, MessageRef, PersonRef
from tests.house import AMARA, CHAT, COMMUNITY, DESK, DIEGO, GROUP, MIA, START, WEI, House, open_house

PENDING = "My transaction is pending for hours, why?"
GAS = "Why are the gas fees so high?"
HOW_LONG = "and how long does that take?"
FULL = "Open it in the block explorer of that network."
ADMIN = Author(person=PersonRef(CHAT, "1"), name="An admin of the group", is_privileged=True)


async def writes(house: House) -> int:
    return await house.database.write(lambda tx: int(tx.value("SELECT total_changes()")))


# Asking on


async def test_a_vague_question_in_reply_to_an_answer_gets_the_rest_of_it(house: House):
    await house.says(AMARA, PENDING, GROUP)

    ref, _ = await house.says(AMARA, HOW_LONG, GROUP, reply_to=house.group()[0].ref)

    _, more = house.group()
    assert FULL in more.text
    assert more.parent == ref


async def test_another_person_may_ask_on_in_reply_to_an_answer(house: House):
    await house.says(AMARA, PENDING, GROUP)

    await house.says(WEI, HOW_LONG, GROUP, reply_to=house.group()[0].ref)

    assert FULL in house.group()[-1].text


async def test_once_everything_was_said_a_vague_question_gets_related_topics_to_choose_from(house: House):
    await house.says(AMARA, PENDING, GROUP)
    await house.says(AMARA, HOW_LONG, GROUP, reply_to=house.group()[0].ref)

    await house.says(AMARA, "but why?", GROUP, reply_to=house.group()[1].ref)

    choice = house.group()[-1]
    assert choice.text == house.words("faq-did-you-mean")
    assert "fees" in " ".join(choice.buttons).lower()
    assert await house.sql(
        "SELECT kind, topic IN ('tx.fees', 'tx.withdrawal_delayed', 'tx.speed_up') FROM faq_answer WHERE id = 3"
    ) == [("suggest", 1)]


async def test_a_follow_up_about_a_related_topic_is_answered_with_that(house: House):
    await house.says(AMARA, PENDING, GROUP)

    await house.says(AMARA, "and why are the fees so high?", GROUP, reply_to=house.group()[0].ref)

    assert await house.sql("SELECT topic FROM faq_answer ORDER BY id") == [("tx.pending",), ("tx.fees",)]


async def test_a_follow_up_that_surely_asks_something_else_is_a_new_question(house: House):
    await house.says(AMARA, PENDING, GROUP)

    await house.says(AMARA, "how do I turn on 2fa", GROUP, reply_to=house.group()[0].ref)

    assert await house.sql("SELECT topic FROM faq_answer ORDER BY id") == [("tx.pending",), ("sec.enable_2fa",)]


@pytest.mark.parametrize("text", ["thanks a lot!", "ok, looking now", "👍"])
async def test_a_reply_that_asks_nothing_is_met_with_silence(house: House, text: str):
    await house.says(AMARA, PENDING, GROUP)

    _, handled = await house.says(AMARA, text, GROUP, reply_to=house.group()[0].ref)

    assert handled is Handled.IGNORED
    assert len(house.group()) == 1


async def test_staff_who_comment_on_an_answer_are_not_answered(house: House):
    await house.says(AMARA, PENDING, GROUP)

    _, handled = await house.says(ADMIN, "and how long does that take?", GROUP, reply_to=house.group()[0].ref)

    assert handled is Handled.IGNORED


async def test_a_follow_up_keeps_the_language_of_the_answer_when_its_words_do_not_tell(house: House):
    await house.says(AMARA, "我的交易一直待处理，怎么办？", GROUP)

    await house.says(AMARA, "???", GROUP, reply_to=house.group()[0].ref)

    assert "交易" in house.group()[-1].text
    assert await house.sql("SELECT DISTINCT locale FROM faq_answer") == [("zh-Hans",)]


async def test_in_private_a_follow_up_leads_on_to_related_topics_as_everything_was_said(house: House):
    await house.says(AMARA, PENDING)

    await house.says(AMARA, HOW_LONG, reply_to=house.private(AMARA)[0].ref)

    assert house.private(AMARA)[-1].text == house.words("faq-did-you-mean")
    assert await house.sql("SELECT kind FROM faq_answer ORDER BY id") == [("answer",), ("suggest",)]


async def test_a_follow_up_in_private_does_not_bring_back_a_ticket_that_ended(house: House):
    number = await house.opens_ticket(AMARA)
    await house.commands(AMARA, "close")
    await house.says(AMARA, "my transaction is pending")
    answer = house.private(AMARA)[-1]

    await house.says(AMARA, HOW_LONG, reply_to=answer.ref)

    assert await house.sql("SELECT state FROM ticket WHERE id = ?", number) == [("closed",)]
    assert await house.sql("SELECT kind FROM faq_answer ORDER BY id") == [("answer",), ("suggest",)]


async def test_a_follow_up_is_still_known_after_a_restart(tmp_path: Path):
    async with open_house(tmp_path) as before:
        await before.says(AMARA, PENDING, GROUP)
        answer = before.group()[0]
    async with open_house(tmp_path, starts=START + timedelta(minutes=5)) as house:
        house.chat.messages[answer.ref] = answer

        await house.says(AMARA, HOW_LONG, GROUP, reply_to=answer.ref)

        assert FULL in house.group()[-1].text


# Edits and deletions


async def test_an_edit_that_asks_the_same_changes_nothing(house: House):
    ref, _ = await house.says(AMARA, PENDING, GROUP)
    before = len(house.chat.delivered)

    await house.says(AMARA, "My transaction is pending since hours, why??", GROUP, edits=ref)

    assert len(house.chat.delivered) == before
    assert await house.sql("SELECT question FROM faq_answer") == [("My transaction is pending since hours, why??",)]


async def test_an_edit_that_asks_something_else_turns_the_answer_into_that(house: House):
    ref, _ = await house.says(AMARA, PENDING, GROUP)

    await house.says(AMARA, GAS, GROUP, edits=ref)

    (answer,) = house.group()
    assert await house.sql("SELECT topic, shown FROM faq_answer ORDER BY id") == [
        ("tx.pending", "taken-back"),
        ("tx.fees", "yes"),
    ]
    assert "fee" in answer.text.lower()
    assert house.words("button-helped") in answer.buttons


async def test_a_second_edit_still_finds_the_message_of_the_first_answer(house: House):
    ref, _ = await house.says(AMARA, PENDING, GROUP)
    await house.says(AMARA, GAS, GROUP, edits=ref)

    await house.says(AMARA, "how do I turn on 2fa", GROUP, edits=ref)

    (answer,) = house.group()
    assert "2FA" in answer.text


async def test_an_edit_that_leaves_no_question_takes_the_answer_back(house: House):
    ref, _ = await house.says(AMARA, PENDING, GROUP)

    await house.says(AMARA, "never mind, good morning everybody", GROUP, edits=ref)

    assert house.group() == []
    assert await house.sql("SELECT shown, question FROM faq_answer") == [("taken-back", "")]


async def test_an_edit_that_becomes_a_scam_takes_the_answer_back(house: House):
    ref, _ = await house.says(AMARA, PENDING, GROUP)
    scam = "URGENT: verify your wallet at https://harbour-verify.example or lose your funds, enter your seed phrase"

    await house.says(AMARA, scam, GROUP, edits=ref)

    assert await house.sql("SELECT shown FROM faq_answer") == [("taken-back",)]


async def test_an_answer_that_helped_stays_whatever_becomes_of_the_question(house: House):
    ref, _ = await house.says(AMARA, PENDING, GROUP)
    await house.presses(AMARA, house.words("button-helped"), house.group()[0])

    await house.says(AMARA, "solved, thank you all", GROUP, edits=ref)

    assert len(house.group()) == 1


async def test_when_the_question_is_deleted_the_answer_goes(house: House):
    ref, _ = await house.says(AMARA, PENDING, GROUP)

    await house.deletes(ref)

    assert house.group() == []
    assert await house.sql("SELECT shown FROM faq_answer") == [("taken-back",)]


async def test_an_answer_that_was_taken_back_does_not_count_for_the_cool_down(house: House):
    ref, _ = await house.says(AMARA, PENDING, GROUP)
    await house.deletes(ref)

    await house.says(WEI, PENDING, GROUP)

    assert len(house.group()) == 1


async def test_an_answer_that_could_not_be_sent_does_not_count_for_the_cool_down(house: House):
    def refuse(effect: object) -> None:
        if isinstance(effect, SendText):
            raise NeverDeliverable("forbidden", "no right to write there")

    house.chat.refuse = refuse
    await house.says(AMARA, PENDING, GROUP)
    house.chat.refuse = lambda effect: None

    await house.says(WEI, PENDING, GROUP)

    assert len(house.group()) == 1


async def test_an_answer_that_waits_to_be_sent_is_removed_behind_it(tmp_path: Path):
    async with open_house(tmp_path, delivers=False) as house:
        ref, _ = await house.says(AMARA, PENDING, GROUP)

        await house.deletes(ref)

        kinds = await house.sql("SELECT kind FROM outbox ORDER BY id")
        assert kinds == [("send",), ("delete",)]


async def test_edits_and_deletions_of_messages_that_we_never_answered_cost_no_transaction(house: House):
    ref, _ = await house.says(AMARA, "good morning everybody", GROUP)
    house.clock.pass_by(timedelta(minutes=3))
    before = await writes(house)

    edited = (await house.says(AMARA, PENDING, GROUP, edits=ref))[1]
    deleted = await house.deletes(ref)

    assert (edited, deleted) == (Handled.IGNORED, Handled.IGNORED)
    assert await writes(house) == before


async def test_an_edit_is_still_followed_after_a_restart(tmp_path: Path):
    async with open_house(tmp_path) as before:
        ref, _ = await before.says(AMARA, PENDING, GROUP)
    async with open_house(tmp_path, starts=START + timedelta(minutes=5)) as house:
        await house.says(AMARA, GAS, GROUP, edits=ref)

        (edit,) = [effect for effect in house.chat.delivered if isinstance(effect, EditText)]
        assert edit.target == MessageRef(GROUP, "1")


async def test_an_edit_in_private_turns_the_answer_into_another(house: House):
    ref, _ = await house.says(AMARA, PENDING)

    await house.says(AMARA, GAS, edits=ref)

    (answer,) = house.private(AMARA)
    assert "fee" in answer.text.lower()


# Staff first


async def test_somebody_whom_staff_speak_with_is_not_answered_by_the_bot(house: House):
    ref, _ = await house.says(AMARA, "hello there", GROUP)
    await house.says(ADMIN, "hi, what is it?", GROUP, reply_to=ref)

    _, handled = await house.says(AMARA, PENDING, GROUP)

    assert handled is Handled.IGNORED
    assert house.group() == []


async def test_two_minutes_after_staff_spoke_the_bot_answers_again(house: House):
    ref, _ = await house.says(AMARA, "hello there", GROUP)
    await house.says(ADMIN, "hi, what is it?", GROUP, reply_to=ref)
    house.clock.pass_by(timedelta(seconds=121))

    await house.says(AMARA, PENDING, GROUP)

    assert len(house.group()) == 1


async def test_a_question_that_staff_answered_already_is_left_to_them(house: House):
    ref, _ = await house.says(AMARA, "hi all", GROUP)
    await house.says(ADMIN, "Look at the explorer.", GROUP, reply_to=ref)

    _, handled = await house.says(AMARA, PENDING, GROUP, edits=ref)

    assert handled is Handled.IGNORED


async def test_whoever_asks_the_bot_by_name_is_answered_although_staff_are_there(house: House):
    ref, _ = await house.says(AMARA, "hello there", GROUP)
    await house.says(ADMIN, "hi, what is it?", GROUP, reply_to=ref)

    await house.says(AMARA, PENDING, GROUP, mentions=True)

    assert len(house.group()) == 1


async def test_a_member_who_replies_silences_nobody(house: House):
    ref, _ = await house.says(AMARA, "hello there", GROUP)
    await house.says(WEI, "hi, what is it?", GROUP, reply_to=ref)

    await house.says(AMARA, PENDING, GROUP)

    assert len(house.group()) == 1


async def test_staff_who_speak_with_somebody_else_silence_nobody(house: House):
    ref, _ = await house.says(WEI, "hello there", GROUP)
    await house.says(ADMIN, "hi, what is it?", GROUP, reply_to=ref)

    await house.says(AMARA, PENDING, GROUP)

    assert len(house.group()) == 1


# Threads


SUPPORT = Address(DESK, "support")
HELP = dataclasses.replace(
    COMMUNITY, groups={**COMMUNITY.groups, SUPPORT: dataclasses.replace(COMMUNITY.groups[GROUP], at=SUPPORT)}
)


async def test_threads_of_a_support_channel_are_answered_like_the_channel(tmp_path: Path):
    async with open_house(tmp_path, community=HELP) as house:
        thread = Address(DESK, "thread-1")

        await house.says(DIEGO, PENDING, thread, within=SUPPORT)

        assert len(house.desk.at("thread-1")) == 1


async def test_other_public_channels_of_a_server_are_answered_only_when_the_bot_is_asked_by_name(tmp_path: Path):
    async with open_house(tmp_path, community=HELP) as house:
        lounge = Address(DESK, "lounge")

        _, unasked = await house.says(DIEGO, PENDING, lounge)
        await house.says(DIEGO, PENDING, lounge, mentions=True)

        assert unasked is Handled.IGNORED
        assert len(house.desk.at("lounge")) == 1


async def test_staff_who_write_in_the_thread_of_a_question_have_answered_it(tmp_path: Path):
    async with open_house(tmp_path, community=HELP) as house:
        ref, _ = await house.says(DIEGO, "hi all", SUPPORT)
        await house.says(MIA, "Look at the explorer.", Address(DESK, ref.id), within=SUPPORT)

        _, handled = await house.says(DIEGO, PENDING, SUPPORT, edits=ref)

        assert handled is Handled.IGNORED


async def test_an_unknown_question_to_the_bot_by_name_says_what_to_do_next(clueless: House):
    house = clueless
    await house.says(AMARA, "what colour is your qwertz uiop?", GROUP, mentions=True)

    (message,) = house.group()
    assert message.text == house.words("faq-nothing")
    assert list(message.buttons) == [house.words("button-browse"), house.words("button-human")]
