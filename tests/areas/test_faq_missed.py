"""Which questions in chats are handed on as not well answered, and that each is counted once."""

import pytest

from core.effects import SendText
from tests.house import AMARA, GROUP, House

PENDING = "My transaction is pending for hours, why?"
STRANGE = "how do I paint my boat with varnish?"


async def missed(house: House) -> list[tuple[object, ...]]:
    return await house.sql("SELECT why, topic, times FROM faq_question ORDER BY id")


@pytest.mark.parametrize("way", ["group", "mention", "private", "command"])
async def test_a_question_without_an_answer_is_handed_on(clueless: House, way: str):
    match way:
        case "group":
            await clueless.says(AMARA, STRANGE, GROUP)
        case "mention":
            await clueless.says(AMARA, STRANGE, GROUP, mentions=True)
        case "private":
            await clueless.says(AMARA, STRANGE)
        case "command":
            await clueless.commands(AMARA, "ask", words=STRANGE)

    assert await missed(clueless) == [("unknown", "", 1)]


async def test_in_a_group_nothing_is_said_about_a_question_that_is_merely_kept(clueless: House):
    await clueless.says(AMARA, STRANGE, GROUP)

    assert clueless.group() == []


@pytest.mark.parametrize("way", ["group", "private", "command"])
async def test_suggestions_are_handed_on_as_such(unsure: House, way: str):
    match way:
        case "group":
            await unsure.says(AMARA, STRANGE, GROUP)
        case "private":
            await unsure.says(AMARA, STRANGE)
        case "command":
            await unsure.commands(AMARA, "faq", words=STRANGE)

    assert await missed(unsure) == [("offered", "tx.fees", 1)]


@pytest.mark.parametrize(
    ("button", "why"), [("button-not-my-question", "not-helped"), ("button-human", "human")], ids=["wrong", "human"]
)
async def test_an_answer_that_does_not_do_is_handed_on_with_its_question(house: House, button: str, why: str):
    await house.says(AMARA, PENDING)

    await house.presses(AMARA, house.words(button), house.private(AMARA)[0])

    assert await missed(house) == [(why, "tx.pending", 1)]


async def test_one_question_is_counted_once_however_often_it_is_refused(house: House):
    await house.says(AMARA, PENDING)
    await house.presses(AMARA, house.words("button-not-my-question"), house.private(AMARA)[0])
    choice = house.private(AMARA)[0]
    await house.presses(AMARA, next(iter(choice.buttons)), choice)
    await house.presses(AMARA, house.words("button-not-my-question"), house.private(AMARA)[0])

    await house.presses(AMARA, house.words("button-human"), house.private(AMARA)[0])

    assert await missed(house) == [("not-helped", "tx.pending", 1)]


async def test_an_answer_that_helped_is_nothing_missed(house: House):
    await house.says(AMARA, PENDING, GROUP)

    await house.presses(AMARA, house.words("button-helped"), house.group()[0])

    assert await missed(house) == []


async def test_suggestions_turn_into_the_answer_in_the_one_message(unsure: House):
    await unsure.says(AMARA, STRANGE, GROUP)
    offered = unsure.group()[0]
    title = next(iter(offered.buttons))

    await unsure.presses(AMARA, title, offered)

    (message,) = unsure.group()
    assert title in message.text
    assert unsure.words("button-helped") in message.buttons
    assert sum(isinstance(effect, SendText) for effect in unsure.chat.delivered) == 1
    assert await unsure.sql("SELECT kind, topic, root FROM faq_answer ORDER BY id") == [
        ("suggest", "tx.fees", 0),
        ("answer", "tx.fees", 1),
    ]


async def test_a_wrong_answer_without_others_says_what_to_do_next(house: House):
    await house.commands(AMARA, "faq", words="tx.pending")

    await house.presses(AMARA, house.words("button-not-my-question"), house.private(AMARA)[-1])

    (message,) = house.private(AMARA)
    assert message.text == house.words("faq-nothing")
    assert list(message.buttons) == [house.words("button-browse"), house.words("button-human")]


async def test_a_topic_chosen_after_a_wrong_answer_leaves_the_rest_to_choose_from(house: House):
    await house.says(AMARA, PENDING, GROUP)
    await house.presses(AMARA, house.words("button-not-my-question"), house.group()[0])
    first = house.group()[0]
    chosen, *left = [label for label in first.buttons if label != house.words("button-human")]
    await house.presses(AMARA, chosen, first)

    await house.presses(AMARA, house.words("button-not-my-question"), house.group()[0])

    assert [label for label in house.group()[0].buttons if label != house.words("button-human")] == left
    assert await house.sql("SELECT outcome FROM faq_answer ORDER BY id") == [("not-helped",), ("not-helped",)]
