"""A good answer of the team becomes the draft of an entry, without what names anybody."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.events import MessageReceived, PlaceKind
from core.faq.learning.masks import MARK
from core.ids import EventId, MessageRef
from tests.areas.faq_desk import HELEN, STAFFED, SVEN, publishes
from tests.areas.secrets_of_nobody import PHRASE
from tests.house import AMARA, DIEGO, GROUP, MIA, PANEL, START, House, open_house
from tests.toy_channel import ToyMessage


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=STAFFED) as opened:
        yield opened


def answered(who=MIA, text: str = "", at=PANEL) -> MessageReceived:
    return MessageReceived(
        id=EventId("answer"),
        when=START,
        at=at,
        kind=PlaceKind.GROUP,
        author=who,
        message=MessageRef(at, "said"),
        text=text,
    )


ANSWER = (
    "Hi Amara, @amara_k! Your ticket 4711 is fine. Open https://harbour.example/bridge, choose Polygon and wait for"
    " half an hour. Never send to 0x" + "ab12" * 10 + " again. Everything else comes by itself."
)


async def promoted(house: House, who=MIA, text: str = ANSWER, title: str = "") -> ToyMessage:
    await house.commands(who, "promote", PANEL, target=answered(text=text), title=title)
    return house.desk.answer_controls[-1]


async def test_an_answer_of_the_team_becomes_a_draft_without_names_numbers_and_addresses(house: House):
    preview = await promoted(house, title="How do I bridge to Polygon?")

    assert "https://harbour.example/bridge" in preview.text
    assert MARK in preview.text
    for word in ("Amara", "amara_k", "4711", "ab12"):
        assert word not in preview.text
    assert house.words("button-faq-publish") in preview.buttons
    assert house.words("faq-promote-read", category=category_of(house, preview)) in preview.text


async def test_nothing_is_in_force_before_the_draft_is_published(house: House):
    preview = await promoted(house, title="How do I bridge to Polygon?")
    assert await house.sql("SELECT * FROM faq_revision") == []

    await publishes(house, preview)

    (row,) = await house.sql("SELECT topic, locale, what, who_name FROM faq_revision")
    assert row[1:] == ("en", "promoted", "Mia")
    assert house.engine._library.lookup.find("How do I bridge to Polygon?", "private").topics[0] == row[0]


async def test_the_category_of_a_draft_can_be_changed(house: House):
    preview = await promoted(house, title="How do I bridge to Polygon?")

    await house.presses(MIA, house.words("category-legal"), preview, at=PANEL)
    again = house.desk.answer_controls[-1]
    await publishes(house, again)

    assert house.words("faq-promote-read", category=house.words("category-legal")) in again.text
    topic = str((await house.sql("SELECT topic FROM faq_revision"))[0][0])
    entry = house.engine._library.entry(topic, "en")
    assert entry is not None
    assert entry.category == "legal"


async def test_without_a_question_the_first_sentence_is_the_title(house: House):
    text = "A bridge takes half an hour. Wait for it and do not send again."

    preview = await promoted(house, text=text)
    await publishes(house, preview)

    entry = house.engine._library.entry(str((await house.sql("SELECT topic FROM faq_revision"))[0][0]), "en")
    assert entry is not None
    assert entry.title == "A bridge takes half an hour."


async def test_a_reply_in_a_ticket_is_promoted_with_the_members_question(house: House):
    ticket = await house.opens_ticket(AMARA, words="How do I bridge my tokens to Polygon?")
    at = await house.room_at(ticket)
    await house.commands(MIA, "reply", at, text="Dear Amara, use the bridge and wait for half an hour.")
    copy = (await house.room(ticket))[-1]

    await house.commands(MIA, "promote", at, replies_to=copy.ref)
    preview = house.desk.answer_controls[-1]
    await publishes(house, preview)

    entry = house.engine._library.entry(str((await house.sql("SELECT topic FROM faq_revision"))[0][0]), "en")
    assert entry is not None
    assert entry.title == "How do I bridge my tokens to Polygon?"
    assert entry.asks == ("How do I bridge my tokens to Polygon?",)
    assert "Amara" not in preview.text
    assert "Mia" not in preview.text


@pytest.mark.parametrize(
    ("who", "author", "text", "key"),
    [
        (DIEGO, MIA, ANSWER, "not-allowed"),
        (HELEN, MIA, ANSWER, "not-allowed"),
        (MIA, DIEGO, ANSWER, "faq-promote-whose"),
        (MIA, MIA, "", "faq-promote-nothing"),
        (MIA, MIA, PHRASE, "faq-secret-refused"),
        (MIA, MIA, " ".join(["harbour"] * 12), "faq-promote-nothing"),
    ],
    ids=["member", "helper", "of a member", "no text", "a phrase", "what may be one"],
)
async def test_what_cannot_be_promoted_is_refused_with_a_way_on(house: House, who, author, text: str, key: str):
    await house.commands(who, "promote", PANEL, target=answered(author, text))

    assert house.toast() == house.words(key)
    assert await house.sql("SELECT * FROM faq_draft") == []


async def test_promote_without_an_answer_says_how(house: House):
    await house.commands(MIA, "promote", PANEL)

    assert house.toast() == house.words("faq-promote-how")


async def test_in_a_group_the_draft_is_shown_in_private_only(house: House):
    answer = answered(SVEN, ANSWER, GROUP)

    await house.commands(SVEN, "promote", GROUP, target=answer)
    notice = house.group()[-1]
    assert notice.text == house.words("faq-promote-in-private")
    assert notice.urls[house.words("button-promote")]
    await house.follows(SVEN, house.words("button-promote"), notice)

    assert "choose Polygon" in house.private(SVEN)[-1].text
    await house.follows(AMARA, house.words("button-promote"), notice)
    assert house.private(AMARA)[-1].text == house.words("button-not-yours")


def category_of(house: House, preview: ToyMessage) -> str:
    first = preview.text.split("\n")[0]
    return first.rsplit(": ", 1)[1]
