"""What tests of the staff side of the FAQ have in common: people, and the way over cards, forms and previews."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from core.channel import Handled
from core.community import Official, OfficialAddress, Role
from core.events import Author
from core.faq.entry import Written
from core.ids import Address, PersonRef
from tests.house import CHAT, COMMUNITY, DESK, MIA, PANEL, START, House
from tests.toy_channel import ToyMessage

HELEN = Author(person=PersonRef(DESK, "3"), name="Helen")
SVEN = Author(person=PersonRef(CHAT, "4"), name="Sven", language="en")
STAFFED = replace(
    COMMUNITY,
    people=(
        *COMMUNITY.people,
        Official("Helen", Role.HELPER, (HELEN.person,)),
        Official("Sven", Role.MODERATOR, (SVEN.person,)),
    ),
    addresses=(OfficialAddress("ethereum", "0x" + "ab" * 20, "token"),),
)
WITHOUT_OTTO = replace(STAFFED, people=tuple(one for one in STAFFED.people if one.name != "Otto"))
LATER = START + timedelta(days=400)
TOPIC = "account.locked"
PHRASING = "someone turned the key on my profile"
SHORT = "A lock ends by itself after one hour. Nobody can open it for money."
NEW = {
    "title": "Where is the harbour?",
    "short": "The harbour of {name} lies behind the lighthouse. Follow the buoys.",
    "body": "1. Leave the lighthouse to starboard.\n2. Follow the **green** buoys.",
    "asks": "where is the harbour\nhow do I reach the harbour\n- where do the boats land",
    "never": "Never row at night.",
}


async def says(house: House, words: str, who: Author = MIA, at: Address | None = PANEL) -> ToyMessage:
    """Give a command to the desk of the FAQ; what it answers to the person."""
    await house.commands(who, "faq", at, words=words)
    return house.desk.answer_controls[-1] if who.person.channel == DESK else house.private(who)[-1]


async def form(
    house: House, message: ToyMessage, label: str, who: Author = MIA, name: str = "faq-entry"
) -> dict[str, str]:
    """What stands in the form that a button opens."""
    token = message.buttons[house.words(label)]
    return dict(await house.engine.form_values(name, token, None, who))


async def submits(
    house: House, message: ToyMessage, label: str, values: Mapping[str, str], who: Author = MIA
) -> ToyMessage:
    """Send the form of a button; the answer to it."""
    await house.submits(who, message.buttons[house.words(label)], PANEL, **values)
    return house.desk.answer_controls[-1]


async def drafted(house: House, words: str = f"edit {TOPIC}", who: Author = MIA, **changes: str) -> ToyMessage:
    """The preview of an entry with some words changed."""
    card = await says(house, words, who)
    label = "button-faq-text" if house.words("button-faq-text") in card.buttons else "button-faq-write"
    values = await form(house, card, label, who)
    return await submits(house, card, label, values | changes, who)


async def publishes(house: House, preview: ToyMessage, who: Author = MIA) -> Handled:
    return await house.presses(who, house.words("button-faq-publish"), preview)


async def published(house: House, words: str = f"edit {TOPIC}", who: Author = MIA, **changes: str) -> None:
    """An entry changed from the command to being in force."""
    await publishes(house, await drafted(house, words, who, **changes), who)


async def answer(house: House, question: str = "my account is locked") -> str:
    """What somebody gets who asks in private with a command."""
    asker = Author(person=PersonRef(CHAT, f"9{house.next_id()}"), name="Asker", language="en")
    await house.commands(asker, "ask", words=question)
    return house.private(asker)[-1].text


async def new_topic(house: House, topic: str = "harbour.where") -> None:
    """A topic that only staff know of, in force."""
    menu = await says(house, f"add {topic}")
    await house.submits(MIA, menu.menu, PANEL, choice="support", **NEW)
    await publishes(house, last(house))


def words(house: House, topic: str = TOPIC, locale: str = "en") -> Written:
    """What is in force, as its author wrote it."""
    entry = house.library.entry(topic, locale)
    assert entry is not None
    assert entry.written is not None
    return entry.written


def last(house: House) -> ToyMessage:
    """The last answer that only one person saw."""
    return house.desk.answer_controls[-1]


async def revisions(house: House) -> list[tuple[object, ...]]:
    return await house.sql("SELECT topic, locale, what, state, who_name, why FROM faq_revision ORDER BY id")
