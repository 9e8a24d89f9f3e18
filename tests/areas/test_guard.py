"""A secret is gone at once, whatever way it comes in: its owner is told, staff learn of it, nothing keeps it."""

import logging
from pathlib import Path

import pytest

from core.effects import DeleteMessage, Effect, SendText
from core.errors import NeverDeliverable
from core.events import Media, MessageReceived, PlaceKind
from core.ids import EventId, MediaHash, MessageRef
from tests.areas.secrets_of_nobody import PHRASE, SECRETS, WORDS, marks_of
from tests.house import AMARA, DIEGO, GROUP, MIA, PANEL, START, THIEF, House

WAYS = (
    "group",
    "private",
    "described",
    "ticket",
    "edit",
    "command",
    "member-command",
    "carried",
    "form",
    "reply",
    "note",
)
ways = pytest.mark.parametrize("way", WAYS)
secrets = pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, logger="aiosqlite")


async def leak(house: House, secret: str, way: str) -> None:
    """Let somebody write a secret in one of the ways that people do."""
    words = f"please help me\n{secret}"
    match way:
        case "group":
            await house.says(AMARA, words, GROUP)
        case "private":
            await house.says(AMARA, words)
        case "described":
            await house.commands(AMARA, "support")
            await house.presses(AMARA, house.words("category-account"), house.private(AMARA)[-1])
            await house.says(AMARA, words)
        case "ticket":
            await house.opens_ticket()
            await house.says(AMARA, words)
        case "edit":
            await house.opens_ticket()
            ref, _ = await house.says(AMARA, "please help me")
            await house.says(AMARA, words, edits=ref)
        case "command":
            await house.commands(AMARA, "ask", GROUP, typed=True, words=words)
        case "member-command":
            await house.commands(AMARA, "close", typed=True, reason=words)
        case "carried":
            await house.commands(AMARA, "support", typed=True, words=words)
        case "form":
            await panel_form(house, words)
        case "reply":
            await house.opens_ticket()
            card = (await house.room(1))[0]
            await house.submits(MIA, card.buttons[house.words("button-reply")], card.ref.at, text=words)
        case "note":
            await house.opens_ticket()
            await house.commands(MIA, "note", await house.room_at(1), typed=True, text=words)
        case _:
            raise AssertionError(way)


async def panel_form(house: House, words: str) -> None:
    await house.commands(DIEGO, "support", PANEL)
    menu = house.desk.answer_controls[-1]
    await house.submits(DIEGO, menu.menu, PANEL, choice="account", description=words)


async def everything_kept(house: House) -> bytes:
    """Every byte of the database, its log and its index, after everything was written."""
    folder = Path(house.database.path).parent
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file())


@ways
@secrets
async def test_a_secret_is_kept_nowhere(house: House, caplog: pytest.LogCaptureFixture, way: str, secret: str):
    await leak(house, secret, way)

    kept = await everything_kept(house)
    shown = repr((house.chat.delivered, house.desk.delivered)).encode()
    logged = caplog.text.encode()
    assert len(kept) > 10_000
    for mark in marks_of(secret):
        assert mark not in kept
        assert mark not in shown
        assert mark not in logged


@pytest.mark.parametrize(
    "way", ["group", "private", "ticket", "described", "command", "member-command", "carried", "note"]
)
async def test_the_message_that_held_it_is_removed(house: House, way: str):
    await leak(house, PHRASE, way)

    removed = house.chat.gone + house.desk.gone
    assert len(removed) == 1


@pytest.mark.parametrize("way", ["private", "ticket", "described", "member-command", "carried"])
async def test_its_owner_is_told_that_it_counts_as_stolen_now(house: House, way: str):
    await leak(house, PHRASE, way)

    told = [message.text for message in house.private(AMARA) + house.group()]
    assert any(house.words("secret-told-private") in text and house.words("secret-steps") in text for text in told)


@pytest.mark.parametrize("way", ["group", "command"])
async def test_in_a_group_one_message_warns_without_saying_whose_it_was(house: House, way: str):
    await leak(house, PHRASE, way)

    (message,) = house.group()
    assert house.words("secret-told-group") in message.text
    assert AMARA.name not in message.text


@pytest.mark.parametrize("way", ["group", "private", "ticket", "command", "member-command", "carried"])
async def test_staff_learn_that_it_happened_and_to_whom(house: House, way: str):
    await leak(house, PHRASE, way)

    cards = [message.text for message in house.cards() if AMARA.name in message.text]
    place = "Harbour Community" if way in ("group", "command") else house.words("place-private")
    assert any(house.words("secret-card", place=place) in text for text in cards)


@pytest.mark.parametrize("way", ["ticket", "described", "edit"])
async def test_what_stands_around_the_secret_still_reaches_staff(house: House, way: str):
    await leak(house, PHRASE, way)

    room = "\n".join(message.text for message in await house.room(1))
    assert "please help me" in room
    assert house.words("secret-mark") in room


async def test_a_reply_with_a_secret_is_not_sent_to_the_member(house: House):
    await leak(house, PHRASE, "reply")

    assert house.toast() == house.words("staff-secret-refused")
    assert not any("please help me" in message.text for message in house.private(AMARA))
    assert await house.sql("SELECT count(*) FROM ticket_entry WHERE kind = 'reply'") == [(0,)]


async def test_a_form_with_a_secret_opens_the_ticket_without_it_and_tells_its_owner(house: House):
    await leak(house, PHRASE, "form")

    answers = [text for _, text in house.desk.answers if text]
    assert any(house.words("secret-told-private") in text for text in answers)
    assert house.words("secret-mark") in "\n".join(message.text for message in await house.room(1))


async def test_a_secret_of_staff_is_removed_and_nobody_is_punished(house: House):
    await house.says(MIA, PHRASE, PANEL)

    assert len(house.desk.gone) == 1
    assert [type(effect).__name__ for effect in house.desk.delivered].count("Restrict") == 0


async def test_what_staff_write_to_each_other_in_a_post_is_not_read(house: House):
    await house.opens_ticket()
    before = len(house.desk.delivered)

    await house.says(MIA, "I will ask finance", await house.room_at(1))

    assert len(house.desk.delivered) == before


@pytest.mark.parametrize("way", ["group", "command"])
async def test_a_secret_that_cannot_be_removed_is_told_to_staff_and_once_to_whoever_reads_there(house: House, way: str):
    house.chat.refuse = refuse_removals

    await leak(house, PHRASE, way)

    assert house.words("secret-not-removed") in [message.text for message in house.cards()]
    (told,) = house.group()
    assert told.text == f"{house.words('secret-please-delete')}\n{house.words('secret-steps')}"


async def test_nobody_hears_of_a_removal_that_has_not_happened(house: House):
    house.chat.refuse = refuse_removals

    await leak(house, PHRASE, "private")

    (told,) = house.private(AMARA)
    assert house.words("secret-delete-yourself") in told.text
    assert house.words("secret-steps") in told.text
    assert house.words("secret-told-private") not in told.text


@pytest.mark.parametrize("where", ["name", "caption"])
async def test_a_secret_beside_a_file_is_found_as_well(house: House, where: str):
    await house.opens_ticket()
    said = {"name": f"{PHRASE}.txt"} if where == "name" else {"name": "a.txt", "caption": PHRASE}
    media = Media(kind="document", mime="text/plain", size=5, source="f", stored=MediaHash("h"), **said)

    ref, _ = await house.says(AMARA, "", media=(media,))

    assert house.chat.gone == [ref]
    assert " ".join(WORDS[5:7]).encode() not in await everything_kept(house)
    assert not any(isinstance(effect, SendText) and effect.media for effect in house.desk.delivered)


def refuse_removals(effect: Effect) -> None:
    if isinstance(effect, DeleteMessage):
        raise NeverDeliverable("forbidden")


async def test_two_secrets_that_cannot_be_removed_are_told_twice_though_the_clock_stands_still(house: House):
    house.chat.refuse = refuse_removals

    await leak(house, PHRASE, "group")
    await leak(house, PHRASE, "group")

    assert [message.text for message in house.cards()].count(house.words("secret-not-removed")) == 2


async def test_a_secret_in_a_reported_message_does_not_get_onto_the_card(house: House):
    stolen = MessageReceived(
        id=EventId("r"),
        when=START,
        at=GROUP,
        kind=PlaceKind.GROUP,
        author=THIEF,
        message=MessageRef(GROUP, "r1"),
        text=f"this is his phrase {PHRASE}",
    )

    await house.commands(AMARA, "report", GROUP, target=stolen)

    assert house.words("secret-mark") in house.cards()[0].text
    assert " ".join(WORDS[5:7]).encode() not in await everything_kept(house)
