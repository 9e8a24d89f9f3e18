"""A member reports a message: one card for staff, and nothing in public shows who reported."""

from datetime import timedelta

import msgspec
import pytest

from core.events import Author, MessageReceived, PlaceKind
from core.ids import Address, EventId, MessageRef
from tests.house import AMARA, DIEGO, GROUP, MIA, START, THIEF, House

OLD_MEMBER = msgspec.structs.replace(AMARA, joined=START - timedelta(days=400))


def reported(author: Author = THIEF, text: str = "buy this now") -> MessageReceived:
    return MessageReceived(
        id=EventId("reported"),
        when=START,
        at=GROUP,
        kind=PlaceKind.GROUP,
        author=author,
        message=MessageRef(GROUP, "r1"),
        text=text,
    )


async def test_a_report_reaches_staff_without_naming_who_reported(house: House):
    await house.commands(AMARA, "report", GROUP, target=reported(), reason="spam")

    (card,) = house.cards()
    assert house.words("scam-done-report") in card.text
    assert "spam" in card.text
    assert "buy this now" in card.text
    assert AMARA.name not in card.text


@pytest.mark.parametrize("accused", [THIEF, MIA], ids=["member", "staff"])
async def test_a_report_in_public_leaves_nothing_that_shows_who_reported(house: House, accused: Author):
    await house.commands(AMARA, "report", GROUP, target=reported(accused), typed=True)

    (command,) = house.chat.gone
    (told,) = house.group()
    assert command.at == GROUP
    assert told.parent is None
    assert house.words("report-thanks") not in told.text


async def test_who_reports_where_answers_are_private_hears_that_nobody_learns_of_it(house: House):
    await house.commands(DIEGO, "report", Address(DIEGO.person.channel, "lounge"), target=reported())

    assert house.toast() == house.words("report-thanks")


async def test_a_message_reported_by_many_is_one_case(house: House):
    await house.commands(AMARA, "report", GROUP, target=reported())
    await house.commands(OLD_MEMBER, "report", GROUP, target=reported())

    assert len(house.cards()) == 1


async def test_a_report_of_nothing_says_how_to_report(house: House):
    await house.commands(AMARA, "report", GROUP)

    assert house.group()[-1].text == house.words("report-how")
    assert house.cards() == []


@pytest.mark.parametrize("accused", [MIA, msgspec.structs.replace(THIEF, is_privileged=True)], ids=["staff", "admin"])
async def test_a_report_about_our_own_team_goes_another_way(house: House, accused: Author):
    await house.commands(AMARA, "report", GROUP, target=reported(accused))

    assert house.group()[-1].text == house.words("report-about-staff")
    assert house.cards() == []


async def test_evidence_is_shown_without_live_links(house: House):
    await house.commands(AMARA, "report", GROUP, target=reported(text="claim at https://evil.example/now"))

    assert "https://evil.example" not in house.cards()[0].text
    assert "evil" in house.cards()[0].text
