"""What tests of questions asked in vain have in common: asking them, grouping them, the cards in the staff room."""

from datetime import timedelta
from typing import Literal

from core.community import Policy
from core.context import Context
from core.facts import QuestionMissed
from core.faq.gaps import FaqGaps
from core.person import Person
from core.storage.db import Tx
from tests.areas.faq_desk import STAFFED
from tests.house import House
from tests.toy_channel import ToyMessage

DAY, WEEK = timedelta(days=1), timedelta(days=7)
BRIDGE = (
    "How do I bridge my tokens to Polygon?",
    "how do i bridge my tokens to polygon please",
    "How do I bridge tokens to Polygon",
)
AMA = "Where can I watch the AMA recording?"


async def missed(
    house: House,
    question: str,
    *,
    times: int = 1,
    locale: str = "en",
    why: Literal["unknown", "offered", "not-helped", "human"] = "unknown",
    topic: str = "",
    person: Person | None = None,
    policy: Policy | None = None,
) -> None:
    """What the answers' desk tells about a question that it could not answer well."""
    gaps = FaqGaps(house.engine._library)
    fact = QuestionMissed(question=question, locale=locale, why=why, topic=topic)

    def work(tx: Tx) -> None:
        ctx = Context(
            tx=tx,
            now=house.clock.now(),
            texts=house.texts,
            community=STAFFED,
            policy=policy or Policy(),
            capabilities={},
            perception=None,
            person=person,
            room=None,
            locale=locale,
            moved={},
        )
        for _ in range(times):
            assert gaps.on_question(fact, ctx) == []

    await house.database.write(work)


async def asked_in_vain(house: House) -> None:
    """One question in several words, three times and more, and one that is asked once."""
    for question in BRIDGE:
        await missed(house, question, times=2)
    await missed(house, AMA)


async def grouped(house: House) -> None:
    """Ticks of the clock until every question is in a gap."""
    await house.time_passes(timedelta(seconds=15))
    while await house.sql("SELECT id FROM faq_question WHERE gap IS NULL"):
        await house.time_passes(timedelta(seconds=15))


async def offered(house: House) -> ToyMessage:
    """The first card of the weekly offer."""
    await asked_in_vain(house)
    await grouped(house)
    await house.time_passes(WEEK)
    return cards(house)[0]


def cards(house: House) -> list[ToyMessage]:
    """The cards of gaps in the staff room, oldest first."""
    return [message for message in house.cards() if "🕳" in message.text]


async def states(house: House) -> list[tuple[object, ...]]:
    return await house.sql("SELECT state, settled_by FROM faq_gap ORDER BY asked DESC, id")


def own_labels(house: House) -> tuple[str, ...]:
    return house.words("button-gap-entry"), house.words("button-gap-ignore")


async def first_near(house: House, card: ToyMessage) -> tuple[str, str]:
    """The first topic of the card's menu: its title and its name."""
    title = next(label for label in card.buttons if label not in own_labels(house))
    library = house.engine._library
    topic = next(entry.topic for entry in library.entries() if entry.title == title)
    return title, topic
