"""What staff do to answers of the FAQ in one step, and what the history tells of it."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.storage.db import Tx
from tests.areas.faq_desk import (
    HELEN,
    PHRASING,
    STAFFED,
    SVEN,
    TOPIC,
    answer,
    last,
    published,
    publishes,
    revisions,
    says,
    words,
)
from tests.house import MIA, OTTO, PANEL, House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=STAFFED) as opened:
        yield opened


async def test_a_phrasing_added_by_command_is_known_at_once(house: House):
    said = await says(house, f"alias {TOPIC} {PHRASING}")

    assert said.text.startswith(house.words("faq-alias-added", words=PHRASING, topic=TOPIC, language="English")[:40])
    assert "My account is locked" in await answer(house, PHRASING)
    assert PHRASING in house.cards()[0].text
    assert (await revisions(house))[0][:4] == (TOPIC, "en", "alias", "written")


async def test_a_phrasing_goes_to_the_language_it_is_in(house: House):
    await says(house, f"alias {TOPIC} 我的账户好像进不去被锁住了吗")
    await says(house, f"alias {TOPIC} ta en account open aagala da")

    assert [row[1] for row in await revisions(house)] == ["zh-Hans", "ta"]


async def test_a_phrasing_of_another_topic_is_not_added(house: House):
    said = await says(house, f"alias {TOPIC} my transaction is pending")

    assert "tx.pending" in said.text
    assert await revisions(house) == []


async def test_a_phrasing_added_by_command_can_be_undone(house: House):
    await says(house, f"alias {TOPIC} {PHRASING}")

    await house.presses(MIA, house.words("button-faq-undo"), house.cards()[0])

    assert PHRASING not in words(house).asks


async def test_what_is_disabled_is_no_longer_answered_in_any_language_until_it_is_enabled(house: House):
    before = await answer(house)

    said = await says(house, f"disable {TOPIC} the rules change today")
    assert "English" in said.text
    assert "தமிழ்" in said.text
    assert await answer(house) != before
    assert "the rules change today" in house.cards()[0].text
    await says(house, f"enable {TOPIC}")

    assert await answer(house) == before
    assert [row[2] for row in await revisions(house)] == ["disabled"] * 4 + ["enabled"] * 4


async def test_what_comes_back_stands_where_it_stood_in_the_lists(house: House):
    before = house.library.book.topics
    await says(house, f"disable {TOPIC}")
    await says(house, f"enable {TOPIC}")

    assert house.library.book.topics == before


async def test_one_language_alone_is_disabled_and_undone(house: House):
    await says(house, f"disable {TOPIC} ta")
    assert house.library.entry(TOPIC, "ta") is None
    assert house.library.entry(TOPIC, "en") is not None

    await house.presses(MIA, house.words("button-faq-undo"), house.cards()[0])

    assert house.library.entry(TOPIC, "ta") is not None


async def test_undo_brings_all_languages_back_at_once(house: House):
    await says(house, f"disable {TOPIC}")
    assert house.library.book.entry(TOPIC, "en") is None

    await house.presses(OTTO, house.words("button-faq-undo"), house.cards()[0])

    assert all(house.library.entry(TOPIC, locale) for locale in ("en", "zh-Hans", "zh-Hant", "ta"))
    assert len(house.cards()) == 1


async def test_what_staff_wrote_comes_back_as_they_wrote_it(house: House):
    await published(house, body="Wait an hour.")
    card = await says(house, f"edit {TOPIC}")
    await house.presses(MIA, house.words("button-faq-disable"), card)
    assert "Wait an hour." not in await answer(house)

    card = await says(house, f"edit {TOPIC}")
    assert house.words("button-faq-disable") not in card.buttons
    await house.presses(MIA, house.words("button-faq-enable"), card)

    assert "Wait an hour." in await answer(house)


async def test_disabling_twice_says_so(house: House):
    await says(house, f"disable {TOPIC}")

    assert (await says(house, f"disable {TOPIC}")).text == house.words("faq-nothing-to-disable", topic=TOPIC)
    assert len(await revisions(house)) == 4


async def test_the_history_tells_who_did_what_and_brings_any_of_it_back(house: House):
    await published(house, body="Wait an hour.")
    await published(house, who=OTTO, body="Wait two hours.")
    listed = await says(house, f"history {TOPIC}")
    assert listed.text.index("Otto") < listed.text.index("Mia")

    await house.presses(MIA, next(label for label in listed.buttons if label.startswith("1 ·")), listed)
    seen = last(house)
    assert "Wait an hour." in seen.text
    await house.presses(MIA, house.words("button-faq-back"), seen)

    assert "Wait an hour." in await answer(house)
    assert (await revisions(house))[-1][2:] == ("reverted", "written", "Mia", "→ 1")


async def test_bringing_back_twice_does_it_once(house: House):
    await published(house, body="Wait an hour.")
    await published(house, body="Wait two hours.")

    await says(house, f"revert {TOPIC} 1 it was better")
    await says(house, f"revert {TOPIC} 1")

    assert last(house).text == house.words("faq-in-force-already")
    assert [row[-1] for row in await revisions(house)] == ["", "", "→ 1 it was better"]


async def test_the_packs_own_words_come_back_and_are_followed(house: House):
    before = await answer(house)
    await published(house, body="Wait an hour.")
    listed = await says(house, f"history {TOPIC}")

    await house.presses(MIA, house.words("button-faq-as-packed"), listed)

    assert await answer(house) == before
    card = await says(house, f"edit {TOPIC}")
    assert "Mia" in card.text
    assert house.words("button-faq-as-packed") not in (await says(house, f"history {TOPIC}")).buttons


async def test_what_staff_made_has_no_words_of_the_packs_to_go_back_to(house: House):
    menu = await says(house, "add harbour.where")
    values = {"title": "Harbour", "short": "Behind the lighthouse.", "body": "There.", "asks": "where is the harbour"}
    await house.submits(MIA, menu.menu, PANEL, choice="support", **values)
    await publishes(house, last(house))

    said = await says(house, "revert harbour.where pack")

    assert said.text == house.words("faq-not-in-pack", topic="harbour.where", language="English")
    await house.presses(MIA, house.words("button-faq-undo"), house.cards()[0])
    assert "harbour.where" not in house.library.book.topics


async def test_an_untouched_answer_has_no_history(house: House):
    assert (await says(house, f"history {TOPIC}")).text == house.words(
        "faq-history-none", topic=TOPIC, language="English"
    )


async def test_helpers_read_the_history_but_bring_nothing_back(house: House):
    await published(house, body="Wait an hour.")
    await published(house, body="Wait two hours.")

    listed = await says(house, f"history {TOPIC}", HELEN)
    assert house.words("button-faq-as-packed") not in listed.buttons
    await house.presses(HELEN, next(label for label in listed.buttons if label.startswith("1 ·")), listed)

    assert "Wait an hour." in last(house).text
    assert last(house).buttons == {}
    await house.presses(HELEN, house.words("button-faq-undo"), house.cards()[-1])
    assert house.toast() == house.words("not-allowed")


async def test_the_history_can_not_be_rewritten(house: House):
    await published(house, body="Wait an hour.")

    def rewrite(tx: Tx) -> int:
        return tx.run("UPDATE faq_revision SET who_name = 'x'")

    def forget(tx: Tx) -> int:
        return tx.run("DELETE FROM faq_revision")

    for change in (rewrite, forget):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            await house.database.write(change)


async def test_telegram_takes_every_act_that_needs_no_form(house: House):
    await says(house, f"alias {TOPIC} {PHRASING}", SVEN, None)
    assert "My account is locked" in await answer(house, PHRASING)
    await says(house, f"disable {TOPIC} en", SVEN, None)
    await says(house, f"enable {TOPIC} en", SVEN, None)
    listed = await says(house, f"history {TOPIC}", SVEN, None)
    assert listed.text.count("Sven") == 3
    await house.presses(SVEN, next(label for label in listed.buttons if label.startswith("1 ·")), listed)
    await says(house, f"revert {TOPIC} pack", SVEN, None)

    assert [row[2] for row in await revisions(house)] == ["alias", "disabled", "enabled", "reverted"]
    assert house.private(SVEN)[-1].text == house.words("faq-reverted-to-pack", topic=TOPIC)
