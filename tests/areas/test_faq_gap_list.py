"""``/faq gaps`` shows what is open at any time, to staff alone."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.community import Policy
from core.ids import MessageRef
from tests.areas.faq_desk import HELEN, STAFFED, SVEN, says
from tests.areas.faq_missed import AMA, asked_in_vain, cards, first_near, grouped, missed, offered
from tests.house import DIEGO, GROUP, MIA, PANEL, House, open_house, private_with


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=STAFFED) as opened:
        yield opened


async def test_the_list_shows_what_would_be_offered_and_opens_one(house: House):
    await asked_in_vain(house)
    await grouped(house)

    listed = await says(house, "gaps", HELEN)
    assert house.words("faq-gaps-title") in listed.text
    assert AMA not in listed.text
    (label,) = listed.buttons
    await house.presses(HELEN, label, listed, at=PANEL)

    opened = house.desk.answer_controls[-1]
    assert house.words("faq-gap-title", asked=6, week=6) in opened.text
    assert house.words("button-gap-ignore") in opened.buttons


async def test_settling_from_the_list_changes_what_was_opened_and_the_card(house: House):
    await offered(house)
    listed = await says(house, "gaps")
    await house.presses(MIA, next(iter(listed.buttons)), listed, at=PANEL)
    opened = house.desk.answer_controls[-1]

    await house.presses(MIA, house.words("button-gap-ignore"), opened, at=PANEL)

    said = house.words("faq-gap-ignored", name="Mia", days=90)
    assert said in house.desk.answer_controls[-1].text
    assert said in cards(house)[0].text


async def test_a_phrasing_added_before_any_offer_is_shown_to_all_staff(house: House):
    await asked_in_vain(house)
    await grouped(house)
    listed = await says(house, "gaps")
    await house.presses(MIA, next(iter(listed.buttons)), listed, at=PANEL)
    opened = house.desk.answer_controls[-1]
    title, _ = await first_near(house, opened)

    await house.presses(MIA, title, opened, at=PANEL)

    (card,) = cards(house)
    assert "Mia" in card.text
    assert list(card.buttons) == [house.words("button-gap-undo")]


async def test_all_gaps_come_in_pages(house: House):
    for number in range(12):
        await missed(house, f"what of {'abcdefghijkl'[number] * 6} {'mnopqrstuvwx'[number] * 7}", times=1 + number % 2)
    await grouped(house)

    page = await says(house, "gaps all")
    assert house.words("faq-gaps-page", page=1, pages=2, gaps=12) in page.text
    await house.presses(MIA, house.words("button-gaps-next"), page, at=PANEL)

    second = house.desk.answer_controls[-1]
    assert house.words("faq-gaps-page", page=2, pages=2, gaps=12) in second.text
    assert house.words("button-gaps-before") in second.buttons
    assert house.words("button-gaps-next") not in second.buttons


@pytest.mark.parametrize(("collects", "key"), [(True, "faq-gaps-none"), (False, "faq-gaps-off")])
async def test_an_empty_list_says_why(tmp_path: Path, collects: bool, key: str):
    async with open_house(tmp_path, community=STAFFED, policy=Policy(faq_collects=collects)) as house:
        assert (await says(house, "gaps")).text == house.words(key)
        assert (await says(house, "gaps all")).text == house.words(key)


async def test_questions_asked_less_often_are_pointed_at(house: House):
    await missed(house, AMA)
    await grouped(house)

    assert (await says(house, "gaps")).text == house.words("faq-gaps-few")
    assert AMA in (await says(house, "gaps all")).text


@pytest.mark.parametrize("words", ["gaps", "gaps all", "stats", "stats 7"])
async def test_for_members_these_words_are_a_search(house: House, words: str):
    await asked_in_vain(house)
    await grouped(house)

    answer = await says(house, words, DIEGO)

    assert house.words("faq-gaps-title") not in answer.text
    assert house.words("faq-stats-title", days=7) not in answer.text


@pytest.mark.parametrize("words", ["gaps", "gaps all", "stats"])
async def test_in_a_group_where_all_read_along_staff_are_sent_into_private(house: House, words: str):
    await asked_in_vain(house)
    await grouped(house)

    await house.commands(SVEN, "faq", GROUP, words=words)
    assert house.group()[-1].text == house.words("faq-in-private")

    await house.commands(SVEN, "faq", words=words)
    assert house.private(SVEN)[-1].text != house.words("faq-in-private")


async def test_an_opened_gap_changes_in_place_where_the_message_can_be_edited(house: House):
    await asked_in_vain(house)
    await grouped(house)
    await house.commands(SVEN, "faq", words="gaps")
    listed = house.private(SVEN)[-1]
    await house.presses(SVEN, next(iter(listed.buttons)), listed)
    opened = replace(house.chat.answer_controls[-1], ref=MessageRef(private_with(SVEN), "opened"))

    await house.presses(SVEN, house.words("button-gap-ignore"), opened)

    changed = house.chat.messages[opened.ref]
    assert house.words("faq-gap-ignored", name="Sven", days=90) in changed.text
    assert list(changed.buttons) == [house.words("button-gap-undo")]


async def test_staff_are_offered_the_words_while_they_type(house: House):
    suggested = await house.engine.suggestions("faq", "words", "gap", "en", MIA)
    assert {"gaps", "gaps all"} <= set(suggested)

    assert "gaps" not in await house.engine.suggestions("faq", "words", "gap", "en", DIEGO)
