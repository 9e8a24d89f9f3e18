"""Whoever asks in a language is answered on in it, whatever the language of their app; their own choice stands."""

import pytest

from core.events import Author
from core.ids import PersonRef
from tests.house import AMARA, CHAT, DIEGO, GROUP, MIA, PANEL, House
from tests.toy_channel import ToyMessage

LOCKED = "என் கணக்கு பூட்டப்பட்டது"
PENDING = "我的交易一直待确认怎么办"
NONSENSE = "昨晚的足球比赛谁赢了？"


def says_in(house: House, locale: str, key: str) -> str:
    return house.words(key, locale)


async def asked(house: House, words: str, *, mentions: bool = False) -> ToyMessage:
    await house.says(AMARA, words, GROUP, mentions=mentions)
    return house.group()[-1]


async def test_other_topics_come_in_the_language_of_the_question(house: House):
    answer = await asked(house, LOCKED)

    await house.presses(AMARA, says_in(house, "ta", "button-not-my-question"), answer)
    choice = house.group()[-1]
    await house.presses(AMARA, next(iter(choice.buttons)), choice)

    assert choice.text == says_in(house, "ta", "faq-did-you-mean")
    assert says_in(house, "ta", "button-helped") in house.group()[-1].buttons


async def test_thanks_come_in_the_language_of_the_question(house: House):
    await house.presses(AMARA, says_in(house, "zh-Hans", "button-helped"), await asked(house, PENDING))

    assert house.toast(house.chat) == says_in(house, "zh-Hans", "faq-glad")


async def test_the_whole_way_to_a_human_is_in_the_language_of_the_question(house: House):
    await house.follows(AMARA, says_in(house, "zh-Hans", "button-human"), await asked(house, PENDING))
    menu = house.private(AMARA)[-1]
    await house.presses(AMARA, says_in(house, "zh-Hans", "category-transaction"), menu)
    more = house.private(AMARA)[-1]
    await house.presses(AMARA, says_in(house, "zh-Hans", "button-as-it-is"), more)

    assert says_in(house, "zh-Hans", "support-which") in menu.text
    assert says_in(house, "zh-Hans", "support-add") in more.text
    assert says_in(house, "zh-Hans", "never-share") in house.private(AMARA)[-1].text
    assert await house.sql("SELECT locale FROM ticket") == [("zh-Hans",)]


async def test_the_lists_below_no_answer_are_in_the_language_of_the_question(house: House):
    sorry = await asked(house, NONSENSE, mentions=True)
    assert sorry.text == says_in(house, "zh-Hans", "faq-nothing")

    await house.presses(AMARA, says_in(house, "zh-Hans", "button-browse"), sorry)

    assert house.group()[-1].text == says_in(house, "zh-Hans", "faq-topics")


async def test_words_without_an_answer_lead_to_a_human_in_their_language(house: House):
    await house.follows(AMARA, says_in(house, "zh-Hans", "button-human"), await asked(house, NONSENSE, mentions=True))

    assert says_in(house, "zh-Hans", "support-which") in house.private(AMARA)[-1].text


async def test_what_was_last_written_in_private_decides_about_what_is_pressed_later(house: House):
    await house.says(AMARA, NONSENSE)

    await house.commands(AMARA, "support")
    assert house.private(AMARA)[-1].text == says_in(house, "zh-Hans", "support-which")

    await house.says(AMARA, "What is the weather like at the lighthouse today, and why?")
    await house.commands(AMARA, "support")
    assert house.private(AMARA)[-1].text == says_in(house, "en", "support-which")


async def test_the_language_that_somebody_chose_stands(house: House):
    await house.commands(AMARA, "language", language="en")

    await house.presses(AMARA, says_in(house, "ta", "button-not-my-question"), await asked(house, LOCKED))

    assert house.group()[-1].text == says_in(house, "en", "faq-did-you-mean")


async def test_the_language_of_the_app_can_be_gone_back_to(house: House):
    await house.says(AMARA, NONSENSE)
    await house.commands(AMARA, "language", language="auto")

    await house.commands(AMARA, "support")

    assert house.private(AMARA)[-1].text == says_in(house, "en", "support-which")


async def test_an_answer_in_another_language_for_want_of_theirs_does_not_change_theirs(house: House):
    kavya = Author(person=PersonRef(CHAT, "44"), name="கவ்யா", language="ta")
    await house.commands(MIA, "faq", PANEL, words="disable account.locked ta")

    await house.commands(kavya, "faq", words="account.locked")
    answer = house.private(kavya)[-1]
    await house.presses(kavya, says_in(house, "ta", "button-not-my-question"), answer)

    assert "My account is locked" in answer.text
    assert house.private(kavya)[-1].text == says_in(house, "ta", "faq-nothing")


@pytest.mark.parametrize("words", ["手续费", "手续费 gas"])
async def test_a_topic_is_suggested_in_the_language_that_is_typed_and_answered_in_it(house: House, words: str):
    offered = await house.engine.suggestions("faq", "words", words, "en", DIEGO)
    chosen = next(value for value in offered if value == "tx.fees zh-Hans")

    await house.commands(DIEGO, "faq", PANEL, words=chosen)

    fees = house.library.book.entry("tx.fees", "zh-Hans")
    assert fees is not None
    assert offered[chosen] == fees.title
    assert fees.title in house.desk.answer_controls[-1].text


async def test_staff_show_to_all_in_the_language_they_looked_up(house: House):
    await house.commands(MIA, "faq", PANEL, words="tx.fees zh-Hans")
    shown = house.desk.answer_controls[-1]

    await house.presses(MIA, house.words("button-show-all", "zh-Hans"), shown, at=PANEL)

    fees = house.library.book.entry("tx.fees", "zh-Hans")
    assert fees is not None
    assert fees.title in house.desk.at(PANEL.place)[-1].text
    await house.commands(MIA, "faq", PANEL)
    assert house.desk.answer_controls[-1].text == house.words("faq-topics")


async def test_the_way_to_a_human_is_not_offered_twice(house: House):
    await house.commands(AMARA, "ask", words="gracias, talk human account")

    labels = list(house.private(AMARA)[-1].buttons)

    assert labels.count(house.words("button-human")) == 1
