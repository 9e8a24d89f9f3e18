"""From an answer to a human: the question comes along, is quoted, can be added to, and is forgotten in time."""

from datetime import timedelta

import pytest

from core.effects import Action
from tests.house import AMARA, DIEGO, GROUP, PANEL, WEI, House
from tests.toy_channel import ToyMessage

PENDING = "My transaction is pending for hours, why?"
VAGUE = "something about fees, or was it the swap?"


def button(house: House) -> str:
    return house.words("button-human")


async def described(house: House) -> str:
    (row,) = await house.sql("SELECT text FROM ticket_entry WHERE kind = 'member'")
    return str(row[0])


async def goes_on(house: House, answer: ToyMessage) -> ToyMessage:
    """Through the button into the private chat, up to the choice of a category."""
    await house.follows(AMARA, button(house), answer)
    return house.private(AMARA)[-1]


async def test_the_question_is_quoted_with_the_choice_of_a_category(house: House):
    await house.says(AMARA, PENDING, GROUP)

    menu = await goes_on(house, house.group()[0])

    assert menu.text == "\n".join((house.words("support-your-question"), PENDING, house.words("support-which")))


async def test_what_is_added_to_the_question_stands_below_it_in_the_ticket(house: House):
    await house.says(AMARA, PENDING, GROUP)
    menu = await goes_on(house, house.group()[0])

    await house.presses(AMARA, house.words("category-transaction"), menu)
    asked = house.private(AMARA)[-1]
    await house.says(AMARA, "It is 0xabc on Ethereum, since noon.")

    assert PENDING in asked.text
    assert house.words("support-add") in asked.text
    assert await described(house) == f"{PENDING}\n\nIt is 0xabc on Ethereum, since noon."


async def test_the_question_can_be_sent_as_it_is(house: House):
    await house.says(AMARA, PENDING, GROUP)
    menu = await goes_on(house, house.group()[0])
    await house.presses(AMARA, house.words("category-transaction"), menu)

    await house.presses(AMARA, house.words("button-as-it-is"), house.private(AMARA)[-1])

    assert await described(house) == PENDING
    assert await house.sql("SELECT category FROM ticket") == [("transaction",)]


async def test_sending_it_as_it_is_twice_opens_one_ticket(house: House):
    await house.says(AMARA, PENDING, GROUP)
    menu = await goes_on(house, house.group()[0])
    await house.presses(AMARA, house.words("category-transaction"), menu)
    asked = house.private(AMARA)[-1]
    await house.presses(AMARA, house.words("button-as-it-is"), asked)

    await house.presses(AMARA, house.words("button-as-it-is"), asked)

    assert house.toast(house.chat) == house.words("button-expired")
    assert await house.sql("SELECT count(*) FROM ticket_entry WHERE kind = 'member'") == [(1,)]


async def test_pressing_again_brings_the_question_along_again(house: House):
    await house.says(AMARA, PENDING, GROUP)
    await goes_on(house, house.group()[0])

    menu = await goes_on(house, house.group()[0])

    assert PENDING in menu.text


async def test_after_a_day_the_person_is_asked_instead(house: House):
    await house.says(AMARA, PENDING, GROUP)
    house.clock.pass_by(timedelta(hours=24))

    menu = await goes_on(house, house.group()[0])

    assert menu.text == house.words("support-which")


async def test_a_private_answer_takes_the_question_along(house: House):
    await house.says(AMARA, PENDING)

    await house.presses(AMARA, button(house), house.private(AMARA)[0])

    assert PENDING in house.private(AMARA)[-1].text


async def test_suggestions_take_the_question_along(unsure: House):
    house = unsure
    await house.commands(AMARA, "ask", words=VAGUE)
    offered = house.private(AMARA)[-1]
    assert offered.text == house.words("faq-did-you-mean")

    await house.presses(AMARA, button(house), offered)

    assert VAGUE in house.private(AMARA)[-1].text


async def test_a_topic_chosen_among_the_suggestions_still_takes_the_question_along(unsure: House):
    house = unsure
    await house.commands(AMARA, "ask", words=VAGUE)
    offered = house.private(AMARA)[-1]
    await house.presses(AMARA, next(iter(offered.buttons)), offered)

    await house.presses(AMARA, button(house), house.private(AMARA)[-1])

    assert VAGUE in house.private(AMARA)[-1].text
    assert await house.sql("SELECT question FROM faq_answer ORDER BY id") == [("",), (VAGUE,)]


async def test_words_that_got_no_answer_are_taken_along(clueless: House):
    house = clueless
    await house.says(AMARA, "qwertz uiop")

    await house.presses(AMARA, button(house), house.private(AMARA)[-1])

    assert "qwertz uiop" in house.private(AMARA)[-1].text


async def test_words_that_got_no_answer_are_forgotten_after_a_day(clueless: House):
    house = clueless
    await house.says(AMARA, "qwertz uiop")

    await house.time_passes(timedelta(hours=24, seconds=1))

    assert await house.sql("SELECT count(*) FROM faq_unanswered") == [(0,)]


async def test_where_there_are_forms_the_question_is_quoted_and_stands_above_what_the_form_says(house: House):
    await house.says(DIEGO, PENDING, PANEL, mentions=True)
    await house.presses(DIEGO, button(house), house.desk.at(PANEL.place)[0])
    menu = house.desk.answer_controls[-1]

    await house.submits(DIEGO, menu.menu, PANEL, choice="transaction", description="0xabc on Ethereum")

    assert menu.text.startswith(f"{house.words('support-your-question')}\n{PENDING}")
    assert await described(house) == f"{PENDING}\n\n0xabc on Ethereum"


async def test_nobody_else_can_take_a_question_along(house: House):
    await house.says(AMARA, PENDING, GROUP)

    await house.follows(WEI, button(house), house.group()[0])

    assert all(PENDING not in message.text for message in house.private(WEI))


async def test_what_somebody_wrote_is_never_part_of_a_format(house: House):
    words = "why is my transaction pending { $number } <b>**bold**</b>?"
    await house.says(AMARA, words, GROUP)

    menu = await goes_on(house, house.group()[0])

    assert words in menu.text


@pytest.mark.parametrize("argument", ["999", "1"])
async def test_a_button_whose_words_are_gone_asks_instead(house: House, argument: str):
    signer = house.engine._signer
    assert signer is not None
    token = signer.token(Action("faq-carry", argument, AMARA.person))
    await house.commands(AMARA, "faq")

    await house.presses(AMARA, "", house.private(AMARA)[-1], token=token)

    assert house.private(AMARA)[-1].text == house.words("support-which")
