"""New topics, new languages, and commands that do not fit."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.areas.faq_desk import (
    NEW,
    SHORT,
    STAFFED,
    TOPIC,
    answer,
    form,
    new_topic,
    publishes,
    revisions,
    says,
    submits,
    words,
)
from tests.house import AMARA, MIA, OTTO, PANEL, House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=STAFFED) as opened:
        yield opened


async def test_a_new_topic_goes_from_its_category_over_the_form_into_the_next_answer(house: House):
    menu = await says(house, "add harbour.where")
    assert menu.text.startswith(house.words("faq-new-topic", topic="harbour.where", language="English"))
    assert house.words("category-support") in menu.buttons
    assert await house.engine.form_values("faq-entry", menu.menu, "support", MIA) == {
        "title": "", "short": "", "body": "", "asks": "", "never": ""
    }  # fmt: skip

    await house.submits(MIA, menu.menu, PANEL, choice="support", **NEW)
    preview = house.desk.answer_controls[-1]
    assert "The harbour of Harbour lies behind the lighthouse." in preview.text
    await publishes(house, preview)

    assert "green" in await answer(house, "where do the boats land")
    entry = house.library.entry("harbour.where", "en")
    assert entry is not None
    assert entry.asks == ("where is the harbour", "how do I reach the harbour", "where do the boats land")
    assert entry.category == "support"
    assert entry.reviewed == house.clock.now().date()
    await house.commands(AMARA, "faq", words="harbour.where")
    assert "starboard" in house.private(AMARA)[-1].text


async def test_a_form_whose_category_was_not_ours_can_not_be_published(house: House):
    menu = await says(house, "add harbour.where")

    await house.submits(MIA, menu.menu, PANEL, choice="piracy", **NEW)

    preview = house.desk.answer_controls[-1]
    assert house.words("faq-wrong-category") in preview.text
    assert house.words("button-faq-publish") not in preview.buttons


@pytest.mark.parametrize(
    ("said_by_staff", "key", "arguments"),
    [
        ("add", "faq-add-how", {}),
        ("add Harbour.Where", "faq-wrong-topic", {}),
        ("add ../secrets", "faq-wrong-topic", {}),
        (f"add {'a' * 61}", "faq-wrong-topic", {}),
        ("add account.locked", "faq-topic-there", {"topic": "account.locked"}),
        ("add account_locked", "faq-name-taken", {"topic": "account_locked", "other": "account.locked"}),
        ("edit", "faq-which-topic", {"verb": "edit"}),
        ("history", "faq-which-topic", {"verb": "history"}),
        ("edit qqqqqqqq", "faq-no-topic", {"topic": "qqqqqqqq"}),
        ("revert account.locked", "faq-revert-how", {"topic": "account.locked"}),
        ("revert account.locked twelve", "faq-revert-how", {"topic": "account.locked"}),
        ("revert account.locked 12", "faq-no-revision", {"topic": "account.locked", "number": 12}),
        ("revert account.locked pack", "faq-in-force-already", {}),
        ("alias account.locked", "faq-alias-how", {"topic": "account.locked"}),
        ("alias account.locked MY account is  locked?", "faq-alias-there", {}),
        ("enable account.locked", "faq-nothing-to-enable", {"topic": "account.locked"}),
    ],
)
async def test_a_command_that_does_not_fit_says_what_to_do(
    house: House, said_by_staff: str, key: str, arguments: dict[str, str | int]
):
    if key == "faq-alias-there":
        arguments = {"words": "MY account is locked?", "topic": TOPIC}

    said = await says(house, said_by_staff)

    assert said.text == house.words(key, **arguments)
    assert await revisions(house) == []


async def test_a_topic_misspelt_is_answered_with_those_it_may_be(house: House):
    said = await says(house, "edit acount.locked")

    assert "account.locked" in said.text.replace("acount.locked", "")
    assert "/ask" in said.text


async def test_two_new_topics_that_buttons_could_not_tell_apart_do_not_both_come_into_force(house: House):
    first, second = await says(house, "add harbour.where"), await says(house, "add harbour_where", OTTO)
    await house.submits(MIA, first.menu, PANEL, choice="support", **NEW)
    one = house.desk.answer_controls[-1]
    await house.submits(OTTO, second.menu, PANEL, choice="support", **NEW)
    other = house.desk.answer_controls[-1]

    await asyncio.gather(publishes(house, one), publishes(house, other, OTTO))

    assert len(await revisions(house)) == 1
    assert "green" in await answer(house, "where do the boats land")


async def test_a_language_without_the_entry_is_written_from_its_card(house: House):
    await new_topic(house)
    card = await says(house, "edit harbour.where ta")

    values = await form(house, card, "button-faq-write")
    assert set(values.values()) == {""}
    await publishes(house, await submits(house, card, "button-faq-write", NEW | {"title": "துறைமுகம்"}))

    assert words(house, "harbour.where", "ta").title == "துறைமுகம்"
    assert words(house, "harbour.where", "ta").category == "support"


async def test_what_is_out_of_use_is_written_anew_from_its_last_words(house: House):
    await says(house, "disable account.locked ta")
    card = await says(house, "edit account.locked ta")
    assert house.words("button-faq-enable") in card.buttons

    values = await form(house, card, "button-faq-write")
    assert values["title"] == "என் கணக்கு பூட்டப்பட்டது அல்லது முடக்கப்பட்டது"
    await publishes(house, await submits(house, card, "button-faq-write", values | {"short": SHORT}))

    assert words(house, TOPIC, "ta").short == SHORT


async def test_a_new_topic_that_was_taken_back_can_be_published_after_all(house: House):
    await new_topic(house)
    await house.presses(MIA, house.words("button-faq-undo"), house.cards()[0])
    assert "harbour.where" not in house.library.book.topics

    card = await says(house, "edit harbour.where")
    values = await form(house, card, "button-faq-write")
    await publishes(house, await submits(house, card, "button-faq-write", values))

    assert words(house, "harbour.where").category == "support"
    assert house.words("faq-not-in-force", number=2, name="Mia", when=0)[:12] in card.text


async def test_the_menu_leads_to_the_card_in_another_language(house: House):
    card = await says(house, f"edit {TOPIC}")

    await house.presses(MIA, "", card, token=card.menu, choice="zh-Hans")

    assert house.words("language-name", "zh-Hans") in house.desk.answer_controls[-1].text
    assert "账" in house.desk.answer_controls[-1].text


async def test_a_gap_is_closed_by_what_is_published_for_it_and_by_nothing_before(house: House):
    gap = await house.database.write(
        lambda tx: tx.insert(
            "INSERT INTO faq_gap (question, locale, first_day, last_day) VALUES ('where is the harbour', 'en', 1, 1)"
        )
    )
    menu = await says(house, "add harbour.where")
    await house.database.write(lambda tx: tx.run("UPDATE faq_draft SET gap = ?", gap))

    await house.submits(MIA, menu.menu, PANEL, choice="support", **NEW)
    preview = house.desk.answer_controls[-1]
    assert await house.sql("SELECT state, topic FROM faq_gap") == [("open", "")]
    await publishes(house, preview)
    await publishes(house, preview)

    assert await house.sql("SELECT state, topic FROM faq_gap") == [("entry", "harbour.where")]
