"""Staff settle a gap from its card: an entry, another phrasing, nothing; and take that back."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.areas.faq_desk import HELEN, STAFFED, form, publishes, says
from tests.areas.faq_missed import (
    BRIDGE,
    WEEK,
    cards,
    first_near,
    grouped,
    missed,
    offered,
    own_labels,
    states,
)
from tests.house import DIEGO, MIA, OTTO, PANEL, House, open_house

HELP = {
    "title": "How do I bridge to Polygon?",
    "short": "Use the bridge that the website names. It takes half an hour.",
    "body": "1. Open the bridge.\n2. Wait.",
}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=STAFFED) as opened:
        yield opened


async def test_an_ignored_gap_says_by_whom_and_can_be_opened_again(house: House):
    card = await offered(house)

    await house.presses(MIA, house.words("button-gap-ignore"), card)
    ignored = cards(house)[0]
    assert house.words("faq-gap-ignored", name="Mia", days=90) in ignored.text
    assert list(ignored.buttons) == [house.words("button-gap-undo")]
    assert (await states(house))[0] == ("ignored", "Mia")

    await house.presses(OTTO, house.words("button-gap-undo"), ignored)
    assert house.words("button-gap-ignore") in cards(house)[0].buttons
    assert (await states(house))[0] == ("open", "")


async def test_an_ignored_gap_comes_back_only_when_asked_twice_as_often(house: House):
    card = await offered(house)
    await house.presses(MIA, house.words("button-gap-ignore"), card)

    await missed(house, BRIDGE[0], times=5)
    await grouped(house)
    await house.time_passes(WEEK)
    assert len(cards(house)) == 1

    await missed(house, BRIDGE[0])
    await grouped(house)
    await house.time_passes(WEEK)
    assert len(cards(house)) == 2


async def test_a_phrasing_added_from_the_card_is_found_by_the_very_next_lookup(house: House):
    card = await offered(house)
    title, topic = await first_near(house, card)

    await house.presses(MIA, title, card)

    (gap,) = await house.sql("SELECT question, topic, phrasing FROM faq_gap WHERE state = 'phrasing'")
    assert gap[1:] == (topic, gap[0])
    assert house.engine._library.lookup.find(str(gap[0]), "private").topics[0] == topic
    assert house.words("faq-gap-became-phrasing", name="Mia", title=title, phrasing=str(gap[0])) in cards(house)[0].text
    assert await house.sql("SELECT topic, locale, what, who_name FROM faq_revision") == [(topic, "en", "alias", "Mia")]


async def test_taking_a_phrasing_back_restores_what_the_packs_say(house: House):
    card = await offered(house)
    title, topic = await first_near(house, card)
    await house.presses(MIA, title, card)

    await house.presses(OTTO, house.words("button-gap-undo"), cards(house)[0])

    assert house.library.changed() == set()
    assert house.words("button-gap-ignore") in cards(house)[0].buttons
    assert await house.sql("SELECT what, state, who_name FROM faq_revision ORDER BY id") == [
        ("alias", "written", "Mia"),
        ("reverted", "packed", "Otto"),
    ]
    assert topic in house.library.book.topics


async def test_taking_a_phrasing_back_leaves_later_changes_of_the_entry(house: House):
    card = await offered(house)
    title, topic = await first_near(house, card)
    await house.presses(MIA, title, card)
    await says(house, f"alias {topic} a later way of asking this")

    await house.presses(OTTO, house.words("button-gap-undo"), cards(house)[0])

    entry = house.engine._library.entry(topic, "en")
    assert entry is not None
    assert "a later way of asking this" in entry.asks
    assert not set(BRIDGE) & set(entry.asks)


async def test_words_that_lead_elsewhere_already_are_refused_with_a_way_on(house: House):
    taken = house.engine._library.entry("tx.fees", "en")
    assert taken is not None
    await missed(house, taken.asks[0], times=3)
    await grouped(house)
    await house.time_passes(WEEK)
    card = cards(house)[0]
    other = next(label for label in card.buttons if label not in (taken.title, *own_labels(house)))

    await house.presses(MIA, other, card)

    assert house.toast() == house.words("faq-gap-taken", topic="tx.fees", title=taken.title)
    assert (await states(house))[0] == ("open", "")


async def test_an_entry_is_made_from_the_card_with_the_question_as_its_first_phrasing(house: House):
    card = await offered(house)
    await house.presses(MIA, house.words("button-gap-entry"), card)
    menu = house.desk.answer_controls[-1]
    question = str((await house.sql("SELECT question FROM faq_gap ORDER BY asked DESC"))[0][0])
    assert question in menu.text

    opened = await form(house, menu, "category-transaction")
    assert opened["asks"] == question
    await house.submits(MIA, menu.menu, PANEL, choice="transaction", **(opened | HELP))
    await publishes(house, house.desk.answer_controls[-1])

    (row,) = await house.sql("SELECT topic, settled_by FROM faq_gap WHERE state = 'entry'")
    assert row[1] == "Mia"
    assert house.engine._library.lookup.find(question, "private").topics[0] == row[0]
    shown = house.words("faq-gap-became-entry", name="Mia", title=HELP["title"], topic=str(row[0]))
    assert shown in cards(house)[0].text
    assert cards(house)[0].buttons == {}


@pytest.mark.parametrize("button", ["button-gap-entry", "button-gap-ignore", "near"])
async def test_helpers_and_members_cannot_settle_a_gap(house: House, button: str):
    card = await offered(house)
    label = (await first_near(house, card))[0] if button == "near" else house.words(button)

    for who in (HELEN, DIEGO):
        await house.presses(who, label, card)
        assert house.toast() == house.words("not-allowed")

    assert (await states(house))[0] == ("open", "")
    assert await house.sql("SELECT * FROM faq_revision") == []


async def test_a_forged_button_does_nothing(house: House):
    card = await offered(house)
    token = card.buttons[house.words("button-gap-ignore")]

    await house.presses(MIA, "", card, token=token[:-1] + ("A" if token[-1] != "A" else "B"))

    assert house.toast() == house.words("button-expired")
    assert (await states(house))[0] == ("open", "")


async def test_a_choice_that_was_never_offered_does_nothing(house: House):
    card = await offered(house)

    for choice in ("no-such-topic", "1; DROP TABLE faq_gap", ""):
        await house.presses(MIA, "", card, token=card.menu, choice=choice)
        assert house.toast() == house.words("faq-gap-topic-gone")

    assert (await states(house))[0] == ("open", "")


async def test_a_gap_that_is_forgotten_says_that_its_button_has_expired(house: House):
    card = await offered(house)
    await house.database.write(lambda tx: tx.run("DELETE FROM faq_gap"))

    await house.presses(MIA, house.words("button-gap-ignore"), card)

    assert house.toast() == house.words("button-expired")


async def test_of_two_who_press_at_once_one_decides(house: House):
    card = await offered(house)
    title, _ = await first_near(house, card)

    await asyncio.gather(
        house.presses(MIA, house.words("button-gap-ignore"), card, event_id="first"),
        house.presses(OTTO, title, card, event_id="second"),
    )

    told = [text for _, text in house.desk.answers]
    assert told.count(house.words("decided-before")) == 1
    assert (await states(house))[0][0] in ("ignored", "phrasing")


async def test_undo_of_what_is_open_again_changes_nothing(house: House):
    card = await offered(house)
    await house.presses(MIA, house.words("button-gap-ignore"), card)
    undo = cards(house)[0]
    await house.presses(MIA, house.words("button-gap-undo"), undo)

    await house.presses(OTTO, house.words("button-gap-undo"), undo)

    assert house.toast() == house.words("decided-before")
    assert (await states(house))[0] == ("open", "")


async def test_a_settled_gap_that_is_asked_again_is_offered_again(house: House):
    card = await offered(house)
    await house.presses(MIA, (await first_near(house, card))[0], card)

    await missed(house, BRIDGE[0], times=3)
    await grouped(house)
    await house.time_passes(WEEK)

    assert len(cards(house)) == 2
    assert (await states(house))[0] == ("open", "")
