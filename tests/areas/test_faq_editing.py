"""Staff change an answer of the FAQ from chat: card, form, preview, publish, undo, and two at once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.areas.faq_desk import (
    SHORT,
    STAFFED,
    TOPIC,
    answer,
    drafted,
    form,
    published,
    publishes,
    revisions,
    says,
    submits,
    words,
)
from tests.house import AMARA, GROUP, MIA, OTTO, House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=STAFFED) as opened:
        yield opened


async def test_the_card_says_what_is_in_force_and_offers_what_can_be_done(house: House):
    card = await says(house, f"edit {TOPIC}")

    assert "My account is locked or suspended" in card.text
    assert house.words("faq-from-pack") in card.text
    assert house.words("faq-card-checked", date="2026-11-21") in card.text
    assert house.words("faq-card-asks", count=12) in card.text
    for label in ("text", "asks", "still-right", "disable", "history"):
        assert house.words(f"button-faq-{label}") in card.buttons
    assert house.words("language-name", "ta") in card.buttons
    assert house.words("language-name", "en") not in card.buttons


async def test_the_form_opens_with_the_present_words(house: House):
    card = await says(house, f"edit {TOPIC}")

    values = await form(house, card, "button-faq-text")

    assert values["title"] == "My account is locked or suspended"
    assert values["short"].startswith("Read the message at login")
    assert values["body"].startswith("**Common reasons**\n\n- Too many wrong passwords")
    assert values["asks"].split("\n")[:2] == ["my account is locked", "account suspended why"]
    assert values["never"].split("\n")[0] == "Never pay anyone to have the account unlocked."
    assert await form(house, card, "button-faq-asks", name="faq-asks") == {"asks": values["asks"]}


async def test_a_published_change_is_in_the_very_next_answer_and_told_to_staff(house: House):
    preview = await drafted(house, short=SHORT)
    assert SHORT in preview.text
    assert SHORT not in await answer(house)

    await publishes(house, preview)

    assert house.toast() == house.words("faq-published", topic=TOPIC)
    await house.says(AMARA, "my account is locked, why?", GROUP)
    assert SHORT in house.group()[-1].text
    (card,) = house.cards()
    assert "Mia" in card.text
    assert SHORT in card.text
    assert house.words("faq-changed", fields=house.words("faq-field-short")) in card.text
    assert await revisions(house) == [(TOPIC, "en", "edited", "written", "Mia", "")]


async def test_the_preview_shows_both_forms_and_what_differs(house: House):
    preview = await drafted(house, short=SHORT, never="Never pay.\nNever pay.\nNever wait.")

    shown = preview.text
    assert shown.index(house.words("faq-preview-group")) < shown.index(SHORT)
    assert shown.index(SHORT) < shown.index(house.words("faq-preview-private")) < shown.index("Common reasons")
    assert shown.count("⛔ Never pay.") == 1
    assert house.words("faq-field-never") in shown
    assert house.words("faq-preview-clean") in shown


async def test_what_a_form_does_not_hold_stays(house: House):
    before = house.library.entry(TOPIC, "en")
    await published(house, short=SHORT)

    after = house.library.entry(TOPIC, "en")
    assert before is not None
    assert after is not None
    kept = (after.category, after.related, after.needs, after.reviewed, after.asks)
    assert kept == (before.category, before.related, before.needs, before.reviewed, before.asks)


async def test_a_reason_goes_into_the_history_and_onto_the_card(house: House):
    preview = await drafted(house, short=SHORT)

    await submits(house, preview, "button-faq-publish-why", {"why": "The lock takes an hour now."})

    assert (await revisions(house))[0][-1] == "The lock takes an hour now."
    assert house.words("faq-why", why="The lock takes an hour now.") in house.cards()[0].text


async def test_undo_brings_back_what_was_there_and_says_so_on_the_card(house: House):
    before = await answer(house)
    await published(house, body="Wait an hour.")
    assert "Wait an hour." in await answer(house)

    await house.presses(OTTO, house.words("button-faq-undo"), house.cards()[0])

    assert await answer(house) == before
    assert house.cards()[0].buttons == {}
    assert "Otto" in house.cards()[0].text
    assert [row[2:4] for row in await revisions(house)] == [("edited", "written"), ("reverted", "packed")]


async def test_undo_comes_too_late_once_the_answer_was_changed_again(house: House):
    await published(house, body="Wait an hour.")
    await published(house, body="Wait two hours.")

    await house.presses(OTTO, house.words("button-faq-undo"), house.cards()[0])

    assert house.toast() == house.words("faq-undo-late")
    assert "Wait two hours." in await answer(house)


async def test_undo_pressed_twice_undoes_once(house: House):
    await published(house, body="Wait an hour.")
    card = house.cards()[0]

    await house.presses(OTTO, house.words("button-faq-undo"), card)
    await house.presses(MIA, house.words("button-faq-undo"), card)

    assert house.toast() == house.words("faq-undo-late")
    assert len(await revisions(house)) == 2


async def test_two_clicks_publish_once(house: House):
    preview = await drafted(house, short=SHORT)

    await asyncio.gather(publishes(house, preview), publishes(house, preview))

    assert len(await revisions(house)) == 1
    assert len(house.cards()) == 1
    assert house.words("faq-published-already") in [text for _, text in house.desk.answers]


async def test_of_two_who_change_the_same_answer_the_second_is_told_and_can_go_on(house: House):
    first, second = await drafted(house, body="Mia's words."), await drafted(house, who=OTTO, body="Otto's words.")

    await asyncio.gather(publishes(house, first), publishes(house, second, OTTO))

    assert len(await revisions(house)) == 1
    winner = (await revisions(house))[0][4]
    loser = OTTO if winner == "Mia" else MIA
    refused = next(one for one in house.desk.answer_controls if house.words("button-faq-over") in one.buttons)
    assert str(winner) in refused.text
    await house.presses(loser, house.words("button-faq-over"), refused)
    await publishes(house, house.desk.answer_controls[-1], loser)
    assert f"{loser.name}'s words." in await answer(house)
    assert len(await revisions(house)) == 2


async def test_changing_again_starts_from_the_preview(house: House):
    preview = await drafted(house, short=SHORT)

    values = await form(house, preview, "button-faq-again")
    again = await submits(house, preview, "button-faq-again", values | {"title": "Locked out"})

    assert values["short"] == SHORT
    assert SHORT in again.text
    assert "Locked out" in again.text


async def test_an_older_preview_publishes_what_it_shows(house: House):
    older = await drafted(house, short=SHORT)
    await submits(house, older, "button-faq-again", {"short": "Something else altogether."})

    await publishes(house, older)

    assert words(house).short == SHORT


async def test_what_is_discarded_can_not_be_published(house: House):
    preview = await drafted(house, short=SHORT)
    await house.presses(MIA, house.words("button-faq-drop"), preview)
    assert house.toast() == house.words("faq-dropped")

    await publishes(house, preview)

    assert house.toast() == house.words("faq-dropped")
    assert await revisions(house) == []
    assert await form(house, preview, "button-faq-again") == {}
