"""Who may change answers of the FAQ, for how long a draft lives, and what each platform can do."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.events import FormSubmitted, PlaceKind
from core.ids import EventId
from tests.areas.faq_desk import (
    HELEN,
    SHORT,
    STAFFED,
    SVEN,
    TOPIC,
    WITHOUT_OTTO,
    drafted,
    form,
    published,
    publishes,
    revisions,
    says,
    submits,
    words,
)
from tests.house import DESK, DIEGO, GROUP, MIA, OTTO, PANEL, House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=STAFFED) as opened:
        yield opened


@pytest.mark.parametrize("words", [f"edit {TOPIC}", "add new.topic", f"disable {TOPIC}", f"alias {TOPIC} hey"])
async def test_helpers_may_not_change_answers(house: House, words: str):
    said = await says(house, words, HELEN)

    assert said.text == house.words("faq-moderators-only")
    assert await revisions(house) == []
    assert await house.sql("SELECT count(*) FROM faq_draft") == [(0,)]


async def test_for_members_the_words_of_staff_are_a_search(house: House):
    await house.commands(DIEGO, "faq", PANEL, words="edit account.locked")

    shown = house.desk.answer_controls[-1]
    assert house.words("button-faq-text") not in shown.buttons
    assert await house.sql("SELECT count(*) FROM faq_draft") == [(0,)]


async def test_buttons_and_forms_are_for_the_person_who_got_them(house: House):
    preview = await drafted(house, short=SHORT)
    token = preview.buttons[house.words("button-faq-again")]

    await publishes(house, preview, OTTO)
    assert house.toast() == house.words("button-not-yours")
    await house.submits(OTTO, token, PANEL, short="Stolen.")
    assert house.toast() == house.words("button-expired")

    assert await house.engine.form_values("faq-entry", token, None, OTTO) == {}
    assert await revisions(house) == []


@pytest.mark.parametrize("token", ["", "b-p-fe-pub--1_AAAAAAAAAAA", "fe-text--1", "b-a-fe-undo--1-1_AAAAAAAAAAA"])
async def test_a_forged_token_does_nothing(house: House, token: str):
    await drafted(house, short=SHORT)

    await house.submits(MIA, token, PANEL, short="Forged.")

    assert house.toast() == house.words("button-expired")
    assert await house.engine.form_values("faq-entry", token, None, MIA) == {}
    assert await revisions(house) == []


async def test_somebody_who_is_no_longer_of_the_staff_can_not_go_on(house: House, tmp_path: Path):
    preview = await drafted(house, who=OTTO, short=SHORT)
    async with open_house(tmp_path, community=WITHOUT_OTTO) as later:
        await publishes(later, preview, OTTO)
        assert later.toast() == later.words("not-allowed")
        assert await form(later, preview, "button-faq-again", OTTO) == {}
        await later.submits(OTTO, preview.buttons[later.words("button-faq-again")], PANEL, short="Mine.")
        assert later.toast() == later.words("not-allowed")
        assert await revisions(later) == []


async def test_after_a_day_a_draft_is_gone_and_says_so(house: House):
    preview = await drafted(house, short=SHORT)
    house.clock.pass_by(timedelta(days=1, minutes=1))

    gone = await house.engine.tidy()
    await publishes(house, preview)

    assert gone["drafts"] == 2
    assert house.toast() == house.words("faq-draft-gone")
    assert await form(house, preview, "button-faq-again") == {}


async def test_a_form_sent_a_second_time_by_the_platform_makes_one_draft(house: House):
    card = await says(house, f"edit {TOPIC}")
    event = FormSubmitted(
        id=EventId("again"), when=house.clock.now(), at=PANEL, kind=PlaceKind.GROUP, author=MIA,
        token=card.buttons[house.words("button-faq-text")], values={"short": SHORT}, caller="call-again",
    )  # fmt: skip

    await house.happens(event)
    await house.happens(event)

    assert await house.sql("SELECT count(*) FROM faq_draft WHERE state = 'written'") == [(1,)]


async def test_an_entry_that_no_form_can_hold_says_so_and_keeps_what_it_is(house: House):
    long = "\n".join(f"my account is locked in way number {number}" for number in range(110))
    await published(house, asks=long)

    card = await says(house, f"edit {TOPIC}")

    field = house.words("faq-field-asks")
    assert house.words("faq-too-long", field=field, length=len(long), longest=4000) in card.text
    assert house.words("button-faq-asks") not in card.buttons
    # A channel leaves such a field out of the form.
    preview = await submits(house, card, "button-faq-text", {"short": SHORT})
    await publishes(house, preview)
    assert len(words(house).asks) == 110


async def test_on_a_platform_without_forms_the_card_says_where_there_are_some(house: House):
    card = await says(house, f"edit {TOPIC}", SVEN, None)

    assert house.words("faq-needs-forms", topic=TOPIC, locale="en") in card.text
    assert house.words("button-faq-text") not in card.buttons
    assert house.words("button-faq-disable") in card.buttons
    added = await says(house, "add harbour.where", SVEN, None)
    assert added.text == house.words("faq-add-needs-forms", topic="harbour.where")


async def test_in_a_group_that_all_read_staff_are_led_into_private(house: House):
    await house.commands(SVEN, "faq", GROUP, words=f"edit {TOPIC}")

    assert [message.text for message in house.group()] == [house.words("faq-in-private")]


async def test_texts_staff_read_are_in_their_language_and_cards_in_that_of_the_community(house: House):
    speaker = OTTO
    await house.commands(speaker, "language", PANEL, language="zh-Hans")

    card = await says(house, f"edit {TOPIC}", speaker)

    assert house.words("faq-from-pack", "zh-Hans") in card.text
    assert house.words("language-name", "zh-Hans") in card.text
    assert card.ref.at.channel == DESK
