"""``/faq`` without words: lists in one message, a way back at each step, and showing to all what staff looked up."""

from datetime import timedelta

import pytest

from core.effects import Answer, SendText
from core.faq import browsing
from core.faq.book import FaqBook
from tests.house import AMARA, DIEGO, GROUP, MIA, PANEL, WEI, House
from tests.toy_channel import ToyMessage

TITLE = "My transaction is pending or unconfirmed"
WORDS = "my transaction is pending"


async def opened(house: House) -> ToyMessage:
    """The list of one category in a private chat."""
    await house.commands(AMARA, "faq")
    await house.presses(AMARA, house.words("category-transaction"), house.private(AMARA)[-1])
    return house.private(AMARA)[-1]


async def test_the_lists_and_the_answer_come_in_one_message_with_a_way_back(house: House):
    listing = await opened(house)
    await house.presses(AMARA, TITLE, listing)
    (answer,) = house.private(AMARA)

    await house.presses(AMARA, house.words("button-back"), answer)
    (again,) = house.private(AMARA)
    await house.presses(AMARA, house.words("button-back"), again)
    (top,) = house.private(AMARA)

    assert TITLE in answer.text
    assert again.text == listing.text
    assert list(again.buttons) == list(listing.buttons)
    assert top.text == house.words("faq-topics")


async def test_an_answer_out_of_the_lists_can_be_thanked_for_and_leads_to_a_human_but_is_no_wrong_one(house: House):
    await house.presses(AMARA, TITLE, await opened(house))

    (answer,) = house.private(AMARA)
    assert list(answer.buttons) == [
        house.words("button-helped"),
        house.words("button-human"),
        house.words("button-back"),
    ]


async def test_a_category_with_many_topics_is_paged(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(browsing, "PAGE", 5)
    first = await opened(house)
    await house.presses(AMARA, house.words("button-next"), first)
    second = house.private(AMARA)[-1]
    await house.presses(AMARA, house.words("button-next"), second)
    last = house.private(AMARA)[-1]
    await house.presses(AMARA, house.words("button-previous"), last)

    titles = [set(page.buttons) - words_of_steps(house) for page in (first, second, last)]
    assert [len(page) for page in titles] == [5, 5, 3]
    assert len(set.union(*titles)) == 13
    assert house.words("button-next") not in last.buttons
    assert house.words("button-previous") not in first.buttons
    assert house.private(AMARA)[-1].text == second.text


def words_of_steps(house: House) -> set[str]:
    return {house.words(key) for key in ("button-next", "button-previous", "button-back")}


async def test_back_from_an_answer_leads_to_the_page_it_was_on(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(browsing, "PAGE", 5)
    await house.presses(AMARA, house.words("button-next"), await opened(house))
    second = house.private(AMARA)[-1]
    title = next(label for label in second.buttons if label not in words_of_steps(house))
    await house.presses(AMARA, title, second)

    await house.presses(AMARA, house.words("button-back"), house.private(AMARA)[-1])

    assert house.private(AMARA)[-1].text == second.text


async def test_with_few_topics_the_lists_begin_with_them(house: House, monkeypatch: pytest.MonkeyPatch):
    book = house.library.book
    few = FaqBook([entry for entry in house.library.entries() if entry.category == "legal"], "en")
    monkeypatch.setattr(house.library, "book", few)

    await house.commands(AMARA, "faq")
    top = house.private(AMARA)[-1]
    await house.presses(AMARA, next(iter(top.buttons)), top)
    await house.presses(AMARA, house.words("button-back"), house.private(AMARA)[-1])

    assert len(top.buttons) == len(few.topics) < len(book.topics)
    assert house.private(AMARA)[-1].buttons == top.buttons


async def test_in_a_group_only_whoever_asked_for_the_lists_can_use_them(house: House):
    await house.commands(AMARA, "faq", GROUP, typed=True)

    await house.presses(WEI, house.words("category-transaction"), house.group()[0])

    assert house.toast(house.chat) == house.words("button-not-yours", "zh-Hans")
    assert house.group()[0].text == house.words("faq-topics")


async def test_in_a_group_the_lists_end_in_the_short_answer(house: House):
    await house.commands(AMARA, "faq", GROUP, typed=True)
    await house.presses(AMARA, house.words("category-transaction"), house.group()[0])

    await house.presses(AMARA, TITLE, house.group()[0])

    (answer,) = house.group()
    assert house.words("faq-source", title=TITLE, topic="tx.pending") in answer.text
    assert house.words("faq-needs") not in answer.text


async def test_where_answers_are_private_the_lists_change_in_place_for_one_person(house: House):
    await house.commands(DIEGO, "faq", PANEL)
    top = house.desk.answer_controls[-1]

    await house.presses(DIEGO, house.words("category-transaction"), top, at=PANEL)

    step = house.desk.delivered[-1]
    assert isinstance(step, Answer)
    assert (step.private, step.in_place) == (True, True)
    assert house.desk.at(PANEL.place) == []


async def test_a_topic_that_is_gone_says_that_the_button_has_expired(house: House, monkeypatch: pytest.MonkeyPatch):
    listing = await opened(house)
    monkeypatch.setattr(house.library, "book", FaqBook([], "en"))

    await house.presses(AMARA, TITLE, listing)

    assert house.toast(house.chat) == house.words("button-expired")


@pytest.mark.parametrize("command", ["faq", "ask"])
async def test_words_that_are_not_found_say_what_to_do_next(clueless: House, command: str):
    house = clueless
    await house.commands(AMARA, command, words="qwertz uiop")

    message = house.private(AMARA)[-1]
    assert message.text == house.words("faq-nothing")
    assert list(message.buttons) == [house.words("button-browse"), house.words("button-human")]


async def test_the_way_to_the_lists_turns_the_message_into_them(clueless: House):
    house = clueless
    await house.commands(AMARA, "ask", words="qwertz uiop")

    await house.presses(AMARA, house.words("button-browse"), house.private(AMARA)[-1])

    assert house.private(AMARA)[-1].text == house.words("faq-topics")


# What one person alone sees


async def looked_up(house: House) -> ToyMessage:
    await house.commands(MIA, "faq", PANEL, words=WORDS)
    return house.desk.answer_controls[-1]


async def test_staff_show_an_answer_to_all_with_nobodys_name(house: House):
    answer = await looked_up(house)

    await house.presses(MIA, house.words("button-show-all"), answer, at=PANEL)

    (shown,) = house.desk.at(PANEL.place)
    assert house.words("faq-source", title=TITLE, topic="tx.pending") in shown.text
    assert MIA.name not in shown.text
    assert shown.parent is None
    assert house.words("button-show-all") not in house.desk.answer_controls[-1].buttons
    assert house.words("button-helped") in house.desk.answer_controls[-1].buttons


async def test_an_answer_is_shown_to_all_once(house: House):
    answer = await looked_up(house)
    await house.presses(MIA, house.words("button-show-all"), answer, at=PANEL)

    await house.presses(MIA, house.words("button-show-all"), answer, at=PANEL)

    assert len(house.desk.at(PANEL.place)) == 1
    assert house.toast() == house.words("faq-shown-already")


async def test_anybody_gets_from_an_answer_shown_to_all_to_a_human(house: House):
    await house.presses(MIA, house.words("button-show-all"), await looked_up(house), at=PANEL)

    await house.presses(DIEGO, house.words("button-human"), house.desk.at(PANEL.place)[0])

    assert house.toast() == house.words("support-which")


async def test_members_are_not_offered_to_show_an_answer_to_all(house: House):
    await house.commands(DIEGO, "faq", PANEL, words=WORDS)

    assert house.words("button-show-all") not in house.desk.answer_controls[-1].buttons


async def test_what_one_person_saw_is_no_answer_to_the_others(house: House):
    await house.commands(DIEGO, "faq", PANEL, words=WORDS)

    await house.says(DIEGO, WORDS, PANEL, mentions=True)

    assert len(house.desk.at(PANEL.place)) == 1


async def test_what_staff_showed_to_all_is_not_said_again_at_once(house: House):
    answer = await looked_up(house)
    house.clock.pass_by(timedelta(minutes=5))
    await house.presses(MIA, house.words("button-show-all"), answer, at=PANEL)

    await house.says(DIEGO, WORDS, PANEL, mentions=True)

    assert len(house.desk.at(PANEL.place)) == 1


async def test_a_wrong_answer_that_one_person_sees_changes_in_place(house: House):
    await house.commands(DIEGO, "faq", PANEL, words=WORDS)

    await house.presses(DIEGO, house.words("button-not-my-question"), house.desk.answer_controls[-1], at=PANEL)

    last = house.desk.delivered[-1]
    assert isinstance(last, Answer)
    assert last.in_place
    assert not any(isinstance(effect, SendText) for effect in house.desk.delivered)
