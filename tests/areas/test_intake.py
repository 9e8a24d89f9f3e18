"""What adapters ask of the core: files, rooms to watch, small facts, and buttons that outlive a restart."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.community import Policy
from core.events import Author, Media, MessageReceived, PlaceKind
from core.ids import Address, EventId, MessageRef
from tests.areas.secrets_of_nobody import PHRASE
from tests.house import AMARA, CHAT, DESK, DIEGO, GROUP, MIA, START, THIEF, WEI, House, open_house, private_with

ASKS = "please send me your 12 word seed phrase now to validate your wallet"


def with_file(who: Author, at: Address, text: str = "see", name: str = "a.png") -> MessageReceived:
    return MessageReceived(
        id=EventId("f"),
        when=START,
        at=at,
        kind=PlaceKind.PRIVATE if at == private_with(who) else PlaceKind.GROUP,
        author=who,
        message=MessageRef(at, "f"),
        text=text,
        media=(Media(kind="photo", name=name, mime="image/png", size=5, source="f"),),
    )


async def test_files_are_wanted_only_where_they_belong_to_a_conversation_with_us(house: House):
    await house.opens_thread(DIEGO)
    thread = await house.room_at(1, "member")
    post = await house.room_at(1)

    assert await house.engine.wants_media(with_file(DIEGO, thread))
    assert not await house.engine.wants_media(with_file(MIA, post))
    assert not await house.engine.wants_media(with_file(AMARA, GROUP))


async def test_files_of_somebody_who_only_writes_to_us_are_not_wanted(house: House):
    sent = with_file(AMARA, private_with(AMARA))
    await house.commands(AMARA, "help")
    assert not await house.engine.wants_media(sent)

    await house.commands(AMARA, "support")
    assert not await house.engine.wants_media(sent)

    await house.presses(AMARA, house.words("category-account"), house.private(AMARA)[-1])
    assert await house.engine.wants_media(sent), "asked to describe the problem"


async def test_files_are_wanted_as_long_as_a_ticket_is_live_or_may_come_back(house: House):
    sent = with_file(AMARA, private_with(AMARA))
    await house.opens_ticket()
    assert await house.engine.wants_media(sent)
    assert not await house.engine.wants_media(with_file(WEI, private_with(WEI)))

    await house.commands(MIA, "close", await house.room_at(1))
    assert await house.engine.wants_media(sent)

    house.clock.pass_by(Policy().reopen_within + timedelta(seconds=1))
    assert not await house.engine.wants_media(sent)


@pytest.mark.parametrize(("text", "name"), [(PHRASE, "a.png"), ("see", f"{PHRASE}.txt")], ids=["words", "name"])
async def test_a_file_that_comes_with_a_secret_is_never_wanted(house: House, text: str, name: str):
    await house.opens_ticket()

    assert not await house.engine.wants_media(with_file(AMARA, private_with(AMARA), text, name))


async def test_everything_said_to_us_is_listened_to_in_its_order(house: House):
    await house.opens_thread(DIEGO)

    assert house.engine.listens_to(private_with(AMARA), private=True)
    assert house.engine.listens_to(await house.room_at(1, "member"), private=False)
    assert not house.engine.listens_to(await house.room_at(1), private=False)
    assert not house.engine.listens_to(GROUP, private=False)


async def test_a_room_is_watched_as_long_as_its_ticket_is_live_or_may_come_back(house: House):
    await house.opens_thread(DIEGO)
    await house.commands(MIA, "close", await house.room_at(1))
    assert len(await house.engine.watched_rooms(DESK)) == 1

    house.clock.pass_by(Policy().reopen_within + timedelta(seconds=1))

    assert await house.engine.watched_rooms(DESK) == []


async def test_a_private_chat_is_watched_where_it_has_a_ticket(house: House):
    await house.opens_ticket()

    (chat,) = await house.engine.watched_rooms(CHAT)

    assert chat.at == private_with(AMARA)
    assert chat.after is not None


async def test_rooms_of_members_are_watched_from_the_last_message_handled_there(house: House):
    await house.opens_thread(DIEGO)
    thread = await house.room_at(1, "member")
    (before,) = await house.engine.watched_rooms(DESK)
    ref, _ = await house.says(DIEGO, "are you there?", thread)

    (room,) = await house.engine.watched_rooms(DESK)

    assert (before.at, before.after) == (thread, None)
    assert (room.at, room.after) == (thread, ref.id)


async def test_an_adapter_gets_back_what_it_asked_us_to_remember(house: House):
    assert await house.engine.remembered(CHAT, "offset") is None

    await house.engine.remember(CHAT, "offset", "17")

    assert await house.engine.remembered(CHAT, "offset") == "17"
    assert await house.engine.remembered(DESK, "offset") is None


async def test_buttons_still_work_after_a_restart(house: House, tmp_path: Path):
    await house.says(THIEF, ASKS, GROUP)
    card = house.cards()[0]
    folder = tmp_path / "again"
    folder.mkdir()
    await house.database.backup(folder / "bellbuoy.db")

    async with open_house(folder) as again:
        await again.presses(MIA, "", card, token=card.buttons[house.words("button-ban")])

        assert again.toast() == again.words("ban-on-its-way")
