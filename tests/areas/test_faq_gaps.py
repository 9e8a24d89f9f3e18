"""Questions without an answer become gaps, and gaps are offered to staff once a week."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.community import Policy
from core.faq.learning import store
from core.faq.learning.masks import MARK
from core.person import Person
from tests.areas.faq_desk import STAFFED
from tests.areas.faq_missed import AMA, BRIDGE, DAY, WEEK, asked_in_vain, cards, grouped, missed, offered
from tests.areas.secrets_of_nobody import PHRASE
from tests.house import AMARA, START, House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=STAFFED) as opened:
        yield opened


def whole_database(folder: Path) -> bytes:
    """Every byte of the database, its log and a copy of it."""
    return b"".join(file.read_bytes() for file in folder.glob("*.db*"))


# What is kept


async def test_a_question_is_kept_by_the_day_and_no_more_is_known_of_it(house: House):
    await missed(house, AMA, why="offered", topic="edu.learn")

    (row,) = await house.sql("SELECT day, question, locale, why, topic, times, gap FROM faq_question")
    assert row == ((START.date() - START.date().replace(1970, 1, 1)).days, AMA, "en", "offered", "edu.learn", 1, None)


async def test_nothing_in_the_database_tells_who_asked(house: House, tmp_path: Path):
    person = Person(1, AMARA.person, "Zwetlana Amaranth", "en", chose_locale=False)
    wallet = "0x" + "5e1f" * 10
    question = f"Hello Borislav, Zwetlana Amaranth here (@zwetla_nya, 99887766554), why is {wallet} empty since lunch?"

    await missed(house, question, person=person)
    await grouped(house)

    assert await house.sql("SELECT question FROM faq_gap") == [
        (f"Hello {MARK} here {MARK}), why is {MARK} empty since lunch?",)
    ]
    await house.database.backup(tmp_path / "copy.db")
    held = whole_database(tmp_path)
    assert b"empty since lunch" in held
    for word in (b"Zwetlana", b"Amaranth", b"Borislav", b"zwetla_nya", b"99887766554", wallet.encode()):
        assert word not in held


@pytest.mark.parametrize("question", [PHRASE, f"is this right: {PHRASE}", "@mia", "help", ""])
async def test_what_may_be_a_secret_or_asks_nothing_is_not_kept(house: House, question: str):
    await missed(house, question)

    assert await house.sql("SELECT * FROM faq_question") == []


async def test_who_does_not_want_questions_kept_has_none(house: House):
    await missed(house, AMA, policy=Policy(faq_collects=False))

    assert await house.sql("SELECT * FROM faq_question") == []


async def test_the_same_words_on_one_day_are_one_row_with_a_count(house: House):
    await missed(house, AMA, times=3)
    await grouped(house)
    await missed(house, AMA, times=2)
    await house.time_passes(DAY)
    await missed(house, AMA)

    assert await house.sql("SELECT times FROM faq_question ORDER BY id") == [(5,), (1,)]
    assert await house.sql("SELECT asked FROM faq_gap") == [(5,)]


async def test_a_flood_fills_neither_the_disk_nor_the_counts(house: House):
    await missed(house, AMA, times=store.MOST_REPEATED + 20)
    for number in range(store.MOST_A_DAY + 20):
        await missed(house, f"what about {'x' * (number % 15)} {'y' * (number // 15)} then")

    (row,) = await house.sql("SELECT count(*), max(times) FROM faq_question")
    assert row == (store.MOST_A_DAY, store.MOST_REPEATED)

    house.clock.pass_by(DAY)
    await missed(house, "is there room again today")
    assert await house.sql("SELECT count(*) FROM faq_question") == [(store.MOST_A_DAY + 1,)]


async def test_old_questions_are_forgotten_and_a_gap_that_goes_on_keeps_none_of_their_words(house: House):
    await missed(house, "how do I bridge my very own old tokens to polygon")
    await missed(house, AMA)
    await grouped(house)
    house.clock.pass_by(80 * DAY)
    await missed(house, "how do I bridge my own tokens to polygon")
    await grouped(house)
    house.clock.pass_by(20 * DAY)

    gone = await house.engine.tidy()

    assert (gone["questions"], gone["gaps"]) == (2, 1)
    assert await house.sql("SELECT question, asked FROM faq_gap") == [("how do I bridge my own tokens to polygon", 2)]


# Grouping


async def test_questions_with_one_meaning_are_one_gap_under_its_most_central_words(house: House):
    await asked_in_vain(house)

    await grouped(house)

    rows = await house.sql("SELECT question, asked, state FROM faq_gap ORDER BY asked DESC")
    assert rows[1] == (AMA, 1, "open")
    assert rows[0][0] in BRIDGE
    assert rows[0][1:] == (6, "open")


async def test_grouping_goes_in_small_steps_that_hold_nobody_up(house: House):
    for number in range(60):
        await missed(house, f"what is {'abcdefghij'[number % 10] * 5} {'klmnopqrst'[number // 10] * 6}")

    await house.time_passes(timedelta(seconds=15))
    first = await house.sql("SELECT count(*) FROM faq_question WHERE gap IS NOT NULL")
    await grouped(house)

    assert 0 < int(str(first[0][0])) <= 20
    assert await house.sql("SELECT count(*) FROM faq_question WHERE gap IS NULL") == [(0,)]


async def test_a_tick_without_questions_writes_nothing(house: House):
    before = await house.database.write(lambda tx: int(tx.value("SELECT total_changes()")))

    await house.time_passes(timedelta(seconds=15))

    assert await house.database.write(lambda tx: int(tx.value("SELECT total_changes()"))) == before


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT id, question FROM faq_question WHERE gap IS NULL ORDER BY id LIMIT 20", "faq_question_of_gap"),
        ("SELECT question, sum(times) FROM faq_question WHERE gap = 1 GROUP BY question", "faq_question_of_gap"),
        ("SELECT count(*) FROM faq_question WHERE day = 1", "sqlite_autoindex_faq_question_1"),
        ("SELECT id FROM faq_gap ORDER BY last_day DESC, id DESC LIMIT 300", "faq_gap_by_day"),
    ],
)
async def test_what_the_clock_asks_at_every_tick_reads_no_whole_table(house: House, query: str, index: str):
    plan = await house.sql(f"EXPLAIN QUERY PLAN {query}")

    assert index in str(plan[0][3])


# The weekly offer


async def test_the_card_says_how_often_in_which_words_and_what_comes_near(house: House):
    card = await offered(house)

    assert house.words("faq-gap-title", asked=6, week=6) in card.text
    assert all(question in card.text for question in BRIDGE)
    near = house.engine._library.lookup.find(BRIDGE[0], "private").candidates[0].topic
    entry = house.engine._library.book.entry(near, "en")
    assert entry is not None
    assert entry.title in card.text
    assert entry.title in card.buttons
    assert house.words("button-gap-entry") in card.buttons
    assert house.words("button-gap-ignore") in card.buttons
    assert len(cards(house)) == 1
    assert house.words("faq-gaps-week", gaps=1, open=2) in [message.text for message in house.cards()]


async def test_nothing_is_offered_before_a_week_is_over(house: House):
    await asked_in_vain(house)
    await grouped(house)

    await house.time_passes(WEEK - timedelta(hours=1))

    assert house.cards() == []


async def test_the_offer_comes_once_a_week_also_after_a_restart(tmp_path: Path):
    async with open_house(tmp_path, community=STAFFED) as house:
        await offered(house)
        await house.time_passes(DAY)
        sent = len(house.cards())
        later = house.clock.now()

    async with open_house(tmp_path, community=STAFFED, starts=later) as again:
        await again.time_passes(timedelta(seconds=15))
        await again.time_passes(DAY)
        assert again.cards() == []

        await missed(again, BRIDGE[0], times=3)
        await grouped(again)
        await again.time_passes(WEEK)
        assert len(cards(again)) == 1

    assert sent == 2


async def test_a_long_stop_leads_to_one_offer_and_keeps_the_day_of_the_week(house: House):
    await asked_in_vain(house)
    await grouped(house)

    await house.time_passes(3 * WEEK + DAY)
    await house.time_passes(timedelta(seconds=15))

    assert len(cards(house)) == 1
    await missed(house, AMA, times=5)
    await grouped(house)
    await house.time_passes(6 * DAY)
    assert len(cards(house)) == 2


async def test_a_gap_nobody_asks_about_any_more_is_not_offered_again(house: House):
    await offered(house)

    await house.time_passes(WEEK)

    assert len(cards(house)) == 1


async def test_at_most_five_gaps_are_offered_the_most_asked_first(house: House):
    for number, word in enumerate(("anchor", "lantern", "harbour", "compass", "rudder", "sextant", "galley")):
        await missed(house, f"what of {word} {word}s", times=3 + number)
    await grouped(house)

    await house.time_passes(WEEK)

    found = cards(house)
    assert len(found) == 5
    assert "galley" in found[0].text
    assert not any("anchor" in card.text or "lantern" in card.text for card in found)


async def test_a_question_that_was_answered_wrongly_says_with_what(house: House):
    await missed(house, BRIDGE[0], times=2, why="not-helped", topic="tx.wrong_network")
    await missed(house, BRIDGE[1], why="human", topic="tx.wrong_network")
    await grouped(house)

    await house.time_passes(WEEK)

    entry = house.engine._library.book.entry("tx.wrong_network", "en")
    assert entry is not None
    assert house.words("faq-gap-wrong", title=entry.title, topic="tx.wrong_network") in cards(house)[0].text


async def test_an_answer_that_is_refused_again_and_again_is_named_in_the_offer(house: House):
    await missed(house, AMA)
    await house.database.write(
        lambda tx: tx.many(
            "INSERT INTO faq_answer (at, channel, place, topic, locale, kind, outcome) VALUES (?, 'chat', '1', ?, 'en',"
            " 'answer', ?)",
            [
                (1, "tx.fees", "not-helped"),
                (2, "tx.fees", "none"),
                (3, "tx.fees", "not-helped"),
                (4, "tx.limits", "none"),
            ],
        )
    )
    await grouped(house)

    await house.time_passes(WEEK)

    (head,) = house.cards()
    entry = house.engine._library.book.entry("tx.fees", "en")
    assert entry is not None
    assert house.words("faq-missed-line", title=entry.title, topic="tx.fees", wrong=2, answers=3) in head.text
    assert "tx.limits" not in head.text
