"""How much the FAQ answers, in numbers: by topic and by question, with silence counted as silence."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from core.faq.deflection.store import Counts, altogether, by_locale, by_topic, often_wrong
from core.storage.moments import to_db
from tests.areas.faq_desk import HELEN, STAFFED, says
from tests.areas.faq_missed import missed
from tests.house import AMARA, GROUP, START, House, open_house

DAY = timedelta(days=1)
FEES, PENDING, LIMITS = "tx.fees", "tx.pending", "tx.limits"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=STAFFED) as opened:
        yield opened


async def given(house: House, *rows: Sequence[str | int]) -> None:
    """Answers as the desk writes them: topic, kind, outcome; then days ago, root, locale and shown where it matters."""
    filled = [(*row, *(0, 0, "en", "yes")[len(row) - 3 :]) for row in rows]
    now = house.clock.now()
    await house.database.write(
        lambda tx: tx.many(
            "INSERT INTO faq_answer (topic, kind, outcome, at, root, locale, shown, channel, place)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 'chat', '-100')",
            [(topic, kind, outcome, to_db(now - int(ago) * DAY), *rest) for topic, kind, outcome, ago, *rest in filled],
        )
    )


async def of_topics(house: House) -> dict[str, tuple[int, ...]]:
    since = house.clock.now() - 30 * DAY
    found = await house.database.read(lambda tx: by_topic(tx, since))
    return {one.topic: numbers(one) for one in found}


def numbers(counts: Counts) -> tuple[int, ...]:
    """Asked, answered, helped, not helped, human, deflected."""
    return counts.asked, counts.answered, counts.helped, counts.not_helped, counts.human, counts.deflected


async def test_a_topic_counts_answers_and_offers_and_what_came_of_them(house: House):
    await given(
        house,
        (FEES, "answer", "helped"),
        (FEES, "answer", "none"),
        (FEES, "answer", "not-helped"),
        (FEES, "answer", "human"),
        (FEES, "suggest", "none"),
        (PENDING, "answer", "none"),
    )

    assert await of_topics(house) == {FEES: (5, 4, 1, 1, 1, 2), PENDING: (1, 1, 0, 0, 0, 1)}


async def test_an_offer_from_which_an_answer_was_chosen_is_that_answers(house: House):
    await given(house, (FEES, "suggest", "none"), (PENDING, "answer", "helped", 0, 1))

    assert await of_topics(house) == {PENDING: (1, 1, 1, 0, 0, 1)}


async def test_a_question_counts_once_however_many_answers_it_took(house: House):
    await given(
        house,
        (FEES, "answer", "not-helped"),
        (PENDING, "answer", "helped", 0, 1),
        (LIMITS, "answer", "not-helped"),
        (PENDING, "suggest", "human", 0, 3),
    )

    total = await house.database.read(lambda tx: altogether(tx, START - DAY))

    assert numbers(total) == (2, 2, 1, 0, 1, 1)


async def test_what_was_taken_back_or_is_too_old_does_not_count(house: House):
    await given(house, (FEES, "answer", "none", 0, 0, "en", "taken-back"), (FEES, "answer", "none", 31))

    assert await of_topics(house) == {}
    total = await house.database.read(lambda tx: altogether(tx, house.clock.now() - 30 * DAY))
    assert numbers(total) == (0, 0, 0, 0, 0, 0)


async def test_languages_are_counted_by_question(house: House):
    await given(
        house,
        (FEES, "answer", "none", 0, 0, "ta"),
        (FEES, "suggest", "none"),
        (PENDING, "answer", "none", 0, 2),
        (FEES, "answer", "none"),
    )

    assert await house.database.read(lambda tx: by_locale(tx, START - DAY)) == [("en", 2), ("ta", 1)]


async def test_an_answer_is_often_wrong_by_its_last_ten(house: House):
    await given(house, *[(FEES, "answer", "not-helped")] * 5, *[(FEES, "answer", "none")] * 9)
    await given(
        house, (PENDING, "answer", "not-helped"), (PENDING, "answer", "none"), (PENDING, "answer", "not-helped")
    )
    await given(house, (LIMITS, "suggest", "not-helped"), (LIMITS, "suggest", "not-helped"))

    assert await house.database.read(lambda tx: often_wrong(tx, 2, 10, 5)) == [(PENDING, 2, 3)]


async def test_the_report_says_what_the_rows_say(house: House):
    await given(house, *[(FEES, "answer", "helped")] * 3, *[(FEES, "answer", "none")] * 2, (FEES, "answer", "human"))
    await given(house, *[(PENDING, "answer", "not-helped")] * 4, (PENDING, "answer", "none", 0, 0, "ta"))
    await missed(house, "Where can I watch the AMA recording?", times=2)

    text = (await says(house, "stats", HELEN)).text

    fees, pending = (title(house, topic) for topic in (FEES, PENDING))
    assert text.split("\n") == [
        house.words("faq-stats-title", days=30),
        house.words("faq-stats-total", asked=13, answered=11, helped=3, refused=4, human=1, rate=46),
        house.words("faq-stats-unanswered", count=2),
        house.words("faq-stats-languages", shares=" · ".join((share(house, "en", 91), share(house, "ta", 9)))),
        house.words("faq-stats-line", title=fees, asked=6, answered=6, helped=3, refused=0, human=1, rate=83),
        house.words("faq-stats-line", title=pending, asked=5, answered=5, helped=0, refused=4, human=0, rate=20),
        house.words("faq-stats-best", title=fees, rate=83),
        house.words("faq-stats-worst", title=pending, rate=20),
        house.words("faq-missed-title"),
        house.words("faq-missed-line", title=full_title(house, PENDING), topic=PENDING, wrong=4, answers=5),
        house.words("faq-stats-how", silent=3),
    ]


async def test_more_than_ten_topics_are_summed_up_and_fit_one_message(house: House):
    topics = house.engine._library.book.topics[:14]
    for number, topic in enumerate(topics):
        await given(house, *[(topic, "answer", "none")] * (20 - number))

    text = (await says(house, "stats")).text

    rest = {"asked": 34, "answered": 34, "helped": 0, "refused": 0, "human": 0, "rate": 100}
    assert house.words("faq-stats-rest", topics=4, **rest) in text
    assert text.count("👍") == 12
    assert len(text) < 2000


@pytest.mark.parametrize(("words", "days"), [("stats", 30), ("stats 7", 7), ("stats 0", 1), ("stats 9999", 365)])
async def test_the_days_can_be_chosen(house: House, words: str, days: int):
    assert (await says(house, words)).text == house.words("faq-stats-none", days=days)

    await given(house, (FEES, "answer", "none", days - 1), (FEES, "answer", "none", days + 1))

    text = (await says(house, words)).text
    assert house.words("faq-stats-title", days=days) in text
    assert house.words("faq-stats-total", asked=1, answered=1, helped=0, refused=0, human=0, rate=100) in text


@pytest.mark.parametrize("words", ["stats of the token", "stats 1 2", "stats -1", "stats soon"])
async def test_other_words_are_a_search(house: House, words: str):
    await given(house, (FEES, "answer", "none"))

    assert house.words("faq-stats-title", days=30) not in (await says(house, words)).text


async def test_what_members_press_is_what_is_counted(house: House):
    await house.says(AMARA, "My transaction is pending for hours, why?", GROUP)
    await house.presses(AMARA, house.words("button-not-my-question"), house.group()[0])

    assert (await of_topics(house))[PENDING][:4] == (1, 1, 0, 1)
    rows = await house.sql("SELECT question, why, topic FROM faq_question")
    assert rows == [("My transaction is pending for hours, why?", "not-helped", PENDING)]


def full_title(house: House, topic: str) -> str:
    entry = house.engine._library.book.entry(topic, "en")
    assert entry is not None
    return entry.title


def title(house: House, topic: str) -> str:
    words = full_title(house, topic)
    return words if len(words) <= 36 else f"{words[:35]}…"


def share(house: House, locale: str, percent: int) -> str:
    return house.words("faq-stats-share", language=house.words("language-name", locale), share=percent)
