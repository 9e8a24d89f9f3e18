"""Answers that want a second look, what is in force after a restart, and what is offered while staff type."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.community import Policy
from core.events import TimePassed
from core.faq.editor.completing import suggestions
from core.ids import EventId
from tests.areas.faq_desk import (
    HELEN,
    LATER,
    PHRASING,
    SHORT,
    STAFFED,
    TOPIC,
    answer,
    drafted,
    form,
    last,
    published,
    publishes,
    revisions,
    says,
    words,
)
from tests.house import AMARA, DIEGO, MIA, OTTO, PANEL, House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=STAFFED) as opened:
        yield opened


async def test_what_nobody_checked_for_long_is_listed_checked_and_done(tmp_path: Path):
    async with open_house(tmp_path, community=STAFFED, starts=LATER) as house:
        listed = await says(house, "review")
        assert house.words("faq-review", count=75, language="English").partition("**")[0] in listed.text
        label = next(iter(listed.buttons))
        await house.presses(MIA, label, listed)
        card = last(house)
        assert label in card.text
        await house.presses(MIA, house.words("button-faq-still-right"), card)

        due = (LATER + timedelta(days=180)).date().isoformat()
        assert house.toast() == house.words("faq-reviewed", date=due)
        assert label not in (await says(house, "review")).buttons
        assert (await revisions(house))[0][2:4] == ("reviewed", "packed")
        assert house.cards() == []


async def test_still_right_is_only_said_of_the_words_one_has_read(house: House):
    card = await says(house, f"edit {TOPIC}")
    await published(house, who=OTTO, body="Wait two hours.")

    await house.presses(MIA, house.words("button-faq-still-right"), card)

    assert house.toast() == house.words("faq-look-again", topic=TOPIC, locale="en")
    assert len(await revisions(house)) == 1


async def test_nothing_is_due_when_all_was_checked(house: House):
    said = await says(house, "review ta")

    assert said.text == house.words("faq-review-none", language="தமிழ்")


async def test_review_followed_by_other_words_is_a_search(house: House):
    await house.commands(MIA, "faq", PANEL, words="review of my documents")

    assert house.words("faq-review-look") not in last(house).buttons
    assert house.words("faq-review-none", language="English") not in last(house).text


async def test_staff_are_reminded_once_a_week(tmp_path: Path):
    async with open_house(tmp_path, community=STAFFED, starts=LATER) as house:
        await house.time_passes(timedelta(minutes=1))
        await house.time_passes(timedelta(days=6))
        assert [card.text for card in house.cards()] == [house.words("faq-review-due", count=300)]

        await house.time_passes(timedelta(days=1))
        assert len(house.cards()) == 2
        await house.presses(HELEN, house.words("button-faq-review"), house.cards()[0])

        assert "75" in last(house).text


async def test_a_reminder_is_not_given_twice_for_one_moment(tmp_path: Path):
    async with open_house(tmp_path, community=STAFFED, starts=LATER) as house:
        event = TimePassed(id=EventId("tick"), when=LATER)
        await house.happens(event)
        await house.happens(event)
        assert len(house.cards()) == 1


async def test_when_an_answer_is_due_is_for_the_operator_to_say(tmp_path: Path):
    policy = Policy(faq_review_after=timedelta(days=1000))
    async with open_house(tmp_path, community=STAFFED, starts=LATER, policy=policy) as house:
        await house.time_passes(timedelta(minutes=1))

        assert house.cards() == []


async def test_everything_staff_did_is_in_force_after_a_restart(tmp_path: Path):
    async with open_house(tmp_path, community=STAFFED) as house:
        await published(house, body="Wait an hour.")
        await says(house, "disable tx.pending en")
        await says(house, f"alias tx.fees {PHRASING}")
        menu = await says(house, "add harbour.where")
        values = {
            "title": "Harbour",
            "short": "Behind it.",
            "body": "Behind the lighthouse.",
            "asks": "where are boats",
        }
        await house.submits(MIA, menu.menu, PANEL, choice="support", **values)
        await publishes(house, last(house))
        said = [await answer(house, question) for question in ("my account is locked", PHRASING, "where are boats")]
        preview = await drafted(house, short=SHORT)

    async with open_house(tmp_path, community=STAFFED) as again:
        for before, question in zip(said, ("my account is locked", PHRASING, "where are boats"), strict=True):
            assert await answer(again, question) == before
        assert again.library.entry("tx.pending", "en") is None
        assert again.library.entry("tx.pending", "ta") is not None
        assert (await form(again, preview, "button-faq-again"))["short"] == SHORT
        await publishes(again, preview)
        assert words(again).short == SHORT


@pytest.mark.parametrize(
    ("topic", "entry"),
    [
        ("harbour.where", "{not json"),
        ("harbour.where", '{"title": "Harbour", "category": "piracy"}'),
        ("account_locked", '{"title": "T", "category": "support", "asks": ["a"], "short": "s", "body": "b"}'),
        ("gone.topic", ""),
    ],
    ids=["broken", "unsound", "name of another", "empty"],
)
async def test_a_stored_entry_that_does_not_fit_is_left_out_and_logged(
    tmp_path: Path, topic: str, entry: str, caplog: pytest.LogCaptureFixture
):
    async with open_house(tmp_path, community=STAFFED) as house:
        await published(house, body="Wait an hour.")
        await house.database.write(
            lambda tx: tx.run(
                "INSERT INTO faq_revision (at, topic, locale, what, state, entry, who_channel, who, who_name)"
                " VALUES (1, ?, 'en', 'added', 'written', ?, 'desk', '1', 'Mia')",
                topic,
                entry,
            )
        )

    with caplog.at_level(logging.ERROR):
        async with open_house(tmp_path, community=STAFFED) as again:
            assert "Wait an hour." in await answer(again)
            assert topic not in again.library.book.topics

    assert f"topic={topic}" in caplog.text


async def test_what_the_packs_do_not_have_any_more_stays_as_staff_wrote_it(tmp_path: Path):
    async with open_house(tmp_path, community=STAFFED) as house:
        await house.database.write(
            lambda tx: tx.run(
                "INSERT INTO faq_revision (at, topic, locale, what, state, entry, who_channel, who, who_name)"
                " VALUES (1, 'gone.topic', 'en', 'reverted', 'packed', '{}', 'desk', '1', 'Mia')"
            )
        )

    async with open_house(tmp_path, community=STAFFED) as again:
        assert "gone.topic" not in again.library.book.topics
        assert (await says(again, "edit gone.topic")).text != ""


async def test_members_are_offered_titles_and_staff_the_verbs_with_topics(house: House):
    asked = ("faq", "words", "edit account.lo", "en")
    staff = await house.engine.suggestions(*asked, MIA)

    assert next(iter(staff.items())) == (
        "edit account.locked",
        "edit account.locked — My account is locked or suspended",
    )
    for who in (DIEGO, AMARA, HELEN, None):
        assert await house.engine.suggestions(*asked, who) == {}


async def test_staff_find_a_topic_by_the_words_of_its_title_too(house: House):
    found = await house.engine.suggestions("faq", "words", "history pending or unconf", "en", HELEN)

    assert list(found) == ["history tx.pending"]


async def test_staff_are_told_what_the_verbs_do(house: House):
    offered = await house.engine.suggestions("faq", "words", "", "en", MIA)
    assert list(offered)[:8] == ["add", "edit", "history", "revert", "alias", "disable", "enable", "review"]
    assert len(offered) == 25

    helped = await house.engine.suggestions("faq", "words", "re", "en", HELEN)
    assert "review" in helped
    assert "revert" not in helped
    assert "review" not in await house.engine.suggestions("faq", "words", "re", "en", DIEGO)


def test_every_value_offered_fits_what_discord_takes(house: House):
    role = STAFFED.role_of(MIA)

    for verb in ("edit ", "disable ", ""):
        found = suggestions(house.library, house.texts, verb, "ta", role)
        assert len(found) == 25
        assert all(0 < len(value) <= 100 for value in found)
