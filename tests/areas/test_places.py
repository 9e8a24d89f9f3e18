"""Places that are not ours, places that move, channels that go down and come back."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.channel import Handled
from core.events import ChannelState, MessageReceived, PlaceKind, PlaceMoved
from core.ids import Address, EventId, MessageRef
from tests.house import AMARA, CHAT, GROUP, MIA, START, THIEF, WEI, House, open_house

PENDING = "My transaction is pending for hours, why?"
ASKS = "please send me your 12 word seed phrase now to validate your wallet"


@pytest.mark.parametrize("command", ["report", "support", "help", "ask", "status"])
async def test_a_command_in_a_group_of_others_does_nothing(house: House, command: str):
    foreign = Address(CHAT, "-999")
    said = MessageReceived(
        id=EventId("x"),
        when=START,
        at=foreign,
        kind=PlaceKind.GROUP,
        author=THIEF,
        message=MessageRef(foreign, "x"),
        text="an ordinary message of other people",
    )

    await house.commands(AMARA, command, foreign, target=said, typed=True, reason="x")

    assert house.chat.delivered == house.desk.delivered == []
    assert await house.sql("SELECT count(*) FROM scam_case") == [(0,)]


async def moves(house: House, old: str, new: str) -> None:
    event = PlaceMoved(id=EventId(f"move:{old}:{new}"), when=START, old=Address(CHAT, old), new=Address(CHAT, new))
    await house.happens(event)


async def test_a_group_is_looked_after_at_its_new_address(house: House):
    await moves(house, "-100", "-200")

    await house.says(AMARA, PENDING, Address(CHAT, "-200"))

    assert len(house.chat.at("-200")) == 1
    assert house.cards()[0].text == house.words("place-moved", old="-100", new="-200")


async def test_a_group_that_moves_twice_is_still_ours_also_after_a_restart(house: House, tmp_path: Path):
    await moves(house, "-100", "-200")
    await moves(house, "-200", "-300")
    await house.says(AMARA, PENDING, Address(CHAT, "-300"))
    assert len(house.chat.at("-300")) == 1

    folder = tmp_path / "again"
    folder.mkdir()
    await house.database.backup(folder / "bellbuoy.db")
    async with open_house(folder, starts=START + timedelta(hours=1)) as again:
        await again.says(WEI, PENDING, Address(CHAT, "-300"))

        assert len(again.chat.at("-300")) == 1


async def test_a_private_ticket_follows_its_member_to_a_new_place(house: House):
    await house.opens_ticket()
    await moves(house, AMARA.person.id, "9042")

    card = (await house.room(1))[0]
    await house.submits(MIA, card.buttons[house.words("button-reply")], card.ref.at, text="Found it.")

    assert "Found it." in house.chat.at("9042")[-1].text
    assert await house.sql("SELECT member_place FROM ticket") == [("9042",)]


async def test_what_was_queued_for_the_old_address_goes_to_the_new_one(house: House):
    await house.says(THIEF, ASKS, GROUP)
    await moves(house, "-100", "-200")

    await house.presses(MIA, house.words("button-undo"), house.cards()[0])

    assert house.words("scam-restored") in house.chat.at("-200")[-1].text


async def state(house: House, up: bool, why: str = "connection refused") -> Handled:
    event = ChannelState(id=EventId(f"state:{house.next_id()}"), when=START, channel=CHAT, up=up, why=why)
    return await house.happens(event)


async def test_an_outage_is_told_once_when_it_begins_and_once_when_it_ends(house: House):
    assert await state(house, up=True) is Handled.IGNORED
    await state(house, up=False)
    assert await state(house, up=False) is Handled.IGNORED
    await state(house, up=True, why="connected")
    assert await state(house, up=True) is Handled.IGNORED

    assert [card.text for card in house.cards()] == [
        house.words("channel-down", channel="chat", why="connection refused"),
        house.words("channel-up", channel="chat", why="connected"),
    ]
