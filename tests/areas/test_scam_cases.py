"""A scam in a group: removed where rights allow, one warning, one card, and moderators have the last word."""

import dataclasses
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from core.buttons import ButtonSigner
from core.channel import Handled
from core.community import Official, Policy, Role
from core.effects import Action, Ban, DeleteMessage, Effect, Restrict, SendText
from core.errors import NeverDeliverable
from core.events import Author
from core.ids import Address, ChannelName, PersonRef
from tests.house import AMARA, CARDS, CHAT, COMMUNITY, DIEGO, GROUP, MIA, OTTO, START, THIEF, House, open_house

ASKS = "please send me your 12 word seed phrase now to validate your wallet"
DRAWS = "I am support agent, write me in dm please"
OLD_MEMBER = msgspec.structs.replace(AMARA, joined=START - timedelta(days=400))
OTHER_THIEF = Author(person=PersonRef(CHAT, "67"), name="Support Team")
NIGHT = Address(ChannelName("desk"), "night")


def acted(house: House, kind: type[Effect]) -> list[Effect]:
    return [effect for effect in house.chat.delivered if isinstance(effect, kind)]


@pytest.fixture
async def watching(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, policy=Policy(scam_acts=False)) as opened:
        yield opened


@pytest.fixture
async def two_rooms(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=dataclasses.replace(COMMUNITY, staff_rooms=(CARDS, NIGHT))) as opened:
        yield opened


async def test_a_flood_brings_one_warning_and_one_card_that_counts(house: House):
    sent = [(await house.says(THIEF, ASKS, GROUP))[0] for _ in range(9)]

    assert house.chat.gone == sent
    assert len(house.group()) == 1
    assert len(acted(house, Restrict)) == 1
    (card,) = house.cards()
    assert house.words("scam-card-more", count=8) in card.text
    assert await house.sql("SELECT count(*) FROM scam_case") == [(9,)]


async def test_a_second_person_is_carded_at_once_and_members_are_warned_again_after_a_minute(house: House):
    await house.says(THIEF, ASKS, GROUP)
    await house.says(OTHER_THIEF, ASKS, GROUP)
    assert len(house.group()) == 1
    first, second = house.cards()
    assert house.words("scam-warned") in first.text
    assert house.words("scam-warned-before") in second.text

    house.clock.pass_by(timedelta(minutes=1))
    await house.says(OTHER_THIEF, ASKS, GROUP)

    assert len(house.group()) == 2
    assert len(house.cards()) == 3


async def test_a_decision_holds_for_every_message_of_the_flood(house: House):
    for number in range(3):
        await house.says(THIEF, f"{ASKS} {number}", GROUP)

    await house.presses(MIA, house.words("button-undo"), house.cards()[0])

    restored = house.group()[-1].text
    assert all(f"{ASKS} {number}" in restored for number in range(3))
    assert await house.sql("SELECT DISTINCT state FROM scam_case") == [("undone",)]
    await house.says(OLD_MEMBER, ASKS, GROUP)
    assert len(house.cards()) == 2, "a case that is decided takes no further messages in"


async def test_a_removal_that_fails_within_a_flood_is_said_on_the_card(house: House):
    def refuse(effect: Effect) -> None:
        if isinstance(effect, DeleteMessage) and len(house.chat.gone) == 1:
            raise NeverDeliverable("forbidden")

    house.chat.refuse = refuse
    await house.says(THIEF, ASKS, GROUP)

    await house.says(THIEF, ASKS, GROUP)

    (card,) = house.cards()
    assert house.words("no-right-to-delete") in card.text


async def test_our_own_people_cannot_be_banned_from_a_card(house: House):
    await house.says(OTTO, ASKS, Address(OTTO.person.channel, "lounge"))
    card = house.cards()[0]
    assert list(card.buttons) == [house.words("button-dismiss")]
    key = (await house.sql("SELECT value FROM fact WHERE key = 'button-key'"))[0][0]
    token = ButtonSigner(bytes.fromhex(str(key))).token(Action("s-ban", "1"))

    await house.presses(MIA, "", card, token=token)

    assert house.toast() == house.words("ban-above-you")
    assert not [effect for effect in house.desk.delivered if isinstance(effect, Ban)]


async def test_somebody_who_became_staff_since_is_not_banned_by_an_equal(house: House, tmp_path: Path):
    await house.says(THIEF, ASKS, GROUP)
    card = house.cards()[0]
    (tmp_path / "later").mkdir()
    await house.database.backup(tmp_path / "later" / "bellbuoy.db")
    peer = Official("Peer", Role.MODERATOR, (THIEF.person,))
    grown = dataclasses.replace(COMMUNITY, people=(*COMMUNITY.people, peer))

    async with open_house(tmp_path / "later", community=grown) as later:
        await later.presses(MIA, "", card, token=card.buttons[house.words("button-ban")])
        assert later.toast() == later.words("ban-above-you")

        await later.presses(OTTO, "", card, token=card.buttons[house.words("button-ban")])
        assert later.toast() == later.words("ban-on-its-way")


async def test_a_request_for_a_seed_phrase_is_removed_with_one_warning_and_one_card(house: House):
    ref, handled = await house.says(THIEF, ASKS, GROUP)

    assert handled is Handled.DONE
    assert house.chat.gone == [ref]
    assert [message.text for message in house.group()] == [house.words("scam-warning-removed", community="Harbour")]
    (card,) = house.cards()
    assert "send me … 12 word seed phrase" in card.text
    assert house.words("scam-done-remove-restrict") in card.text
    assert list(card.buttons) == [house.words("button-undo"), house.words("button-ban")]


async def test_a_newcomer_may_not_write_for_a_while_and_an_old_member_still_may(house: House):
    await house.says(THIEF, ASKS, GROUP)
    (first,) = acted(house, Restrict)
    assert isinstance(first, Restrict)
    assert first.until == START + Policy().restrict_for
    house.clock.pass_by(timedelta(minutes=2))

    await house.says(OLD_MEMBER, ASKS, GROUP)

    assert len(acted(house, DeleteMessage)) == 2
    assert len(acted(house, Restrict)) == 1
    assert house.words("scam-done-remove") in house.cards()[-1].text


async def test_a_weak_suspicion_warns_below_the_message_and_removes_nothing(house: House):
    ref, _ = await house.says(THIEF, DRAWS, GROUP)

    (warning,) = house.group()
    assert warning.parent == ref
    assert acted(house, DeleteMessage) == acted(house, Restrict) == []
    assert house.words("scam-done-warn") in house.cards()[0].text


@pytest.mark.parametrize(
    "speaker",
    [
        Author(person=PersonRef(CHAT, "7"), name="Owner", is_privileged=True),
        Author(person=PersonRef(CHAT, "1087968824"), name="Anonymous admin", is_privileged=True),
        Author(person=PersonRef(CHAT, "-100777"), name="Linked channel", is_privileged=True),
    ],
    ids=["owner", "anonymous", "linked channel"],
)
async def test_those_who_run_the_group_are_never_acted_on_but_moderators_hear_of_it(house: House, speaker: Author):
    await house.says(speaker, ASKS, GROUP)

    assert house.chat.delivered == []
    assert house.words("scam-done-note") in house.cards()[0].text


async def test_staff_are_never_acted_on(house: House):
    await house.says(MIA, ASKS, Address(MIA.person.channel, "lounge"))

    assert [type(effect) for effect in house.desk.delivered] == [SendText]
    assert house.words("scam-done-note") in house.cards()[0].text


async def test_observing_acts_on_nothing_and_the_card_says_what_would_have_been_done(watching: House):
    await watching.says(THIEF, ASKS, GROUP)

    assert watching.chat.delivered == []
    assert watching.words("scam-done-observe", wanted="remove_restrict") in watching.cards()[0].text
    assert watching.words("button-dismiss") in watching.cards()[0].buttons


async def test_an_edit_that_turns_a_message_into_a_scam_is_caught(house: House):
    ref, _ = await house.says(THIEF, "gm", GROUP)

    await house.says(THIEF, ASKS, GROUP, edits=ref)

    assert house.chat.gone == [ref]


async def test_a_message_edited_again_and_again_brings_one_warning_and_one_card(house: House):
    ref, _ = await house.says(THIEF, DRAWS, GROUP)

    await house.says(THIEF, DRAWS + "!", GROUP, edits=ref)
    await house.says(THIEF, DRAWS + "!!", GROUP, edits=ref)

    assert len(house.group()) == 1
    assert len(house.cards()) == 1


async def test_undo_restores_the_words_as_a_quote_and_lifts_the_restriction(house: House):
    await house.says(THIEF, ASKS, GROUP)

    await house.presses(MIA, house.words("button-undo"), house.cards()[0])

    lifted = acted(house, Restrict)[-1]
    assert isinstance(lifted, Restrict)
    assert lifted.until is None
    restored = house.group()[-1].text
    assert ASKS in restored
    assert house.words("scam-restored") in restored
    assert house.toast() == house.words("undone")
    (card,) = house.cards()
    assert card.buttons == {}
    assert "Mia" in card.text


async def test_a_ban_is_carried_out_and_shown_on_the_card(house: House):
    await house.says(THIEF, ASKS, GROUP)

    await house.presses(MIA, house.words("button-ban"), house.cards()[0])

    (ban,) = acted(house, Ban)
    assert isinstance(ban, Ban)
    assert (ban.person, ban.at, ban.banned) == (THIEF.person, GROUP, True)
    assert house.cards()[0].buttons == {}


async def test_a_ban_takes_away_a_message_that_still_stands_there(house: House):
    ref, _ = await house.says(THIEF, DRAWS, GROUP)

    await house.presses(MIA, house.words("button-ban"), house.cards()[0])

    assert house.chat.gone == [ref]


@pytest.mark.parametrize(("first", "second"), [("button-undo", "button-ban"), ("button-ban", "button-undo")])
async def test_a_second_decision_is_refused(house: House, first: str, second: str):
    await house.says(THIEF, ASKS, GROUP)
    card = house.cards()[0]
    await house.presses(MIA, house.words(first), card)
    done = len(house.chat.delivered)

    await house.presses(OTTO, house.words(second), card)

    assert house.toast() == house.words("decided-before")
    assert len(house.chat.delivered) == done
    assert "Mia" in house.cards()[0].text


@pytest.mark.parametrize("button", ["button-undo", "button-ban"])
async def test_only_a_moderator_decides_and_the_attempt_is_logged_with_ids_alone(
    house: House, button: str, caplog: pytest.LogCaptureFixture
):
    await house.says(THIEF, ASKS, GROUP)
    done = len(house.chat.delivered)

    with caplog.at_level(logging.WARNING):
        await house.presses(DIEGO, house.words(button), house.cards()[0])

    assert house.toast() == house.words("not-allowed")
    assert len(house.chat.delivered) == done
    assert f"person={DIEGO.person.channel}:{DIEGO.person.id}" in caplog.text
    assert DIEGO.name not in caplog.text


async def test_an_undone_case_does_not_count_against_the_person(house: House):
    await house.says(OLD_MEMBER, ASKS, GROUP)
    await house.presses(MIA, house.words("button-undo"), house.cards()[0])

    await house.says(OLD_MEMBER, ASKS, GROUP)

    assert acted(house, Restrict) == []


async def test_a_person_acted_on_before_is_treated_as_a_newcomer(house: House):
    await house.says(OLD_MEMBER, ASKS, GROUP)

    await house.says(OLD_MEMBER, ASKS, GROUP)

    assert len(acted(house, Restrict)) == 1


async def test_a_removal_that_fails_for_lack_of_rights_is_said_in_words_on_the_card_and_to_members(house: House):
    def refuse(effect: Effect) -> None:
        if isinstance(effect, DeleteMessage):
            raise NeverDeliverable("forbidden", "not enough rights")

    house.chat.refuse = refuse

    await house.says(OLD_MEMBER, ASKS, GROUP)

    (card,) = house.cards()
    assert house.words("no-right-to-delete") in card.text
    assert house.words("scam-done-warn") in card.text
    assert house.words("button-ban") in card.buttons
    assert [message.text for message in house.group()] == [house.words("scam-warning", community="Harbour")]


async def test_every_right_that_is_missing_is_named(house: House):
    def refuse(effect: Effect) -> None:
        if isinstance(effect, DeleteMessage | Restrict):
            raise NeverDeliverable("forbidden")

    house.chat.refuse = refuse

    await house.says(THIEF, ASKS, GROUP)

    text = house.cards()[0].text
    assert house.words("no-right-to-delete") in text
    assert house.words("no-right-to-restrict") in text


async def test_nothing_is_restored_that_was_never_removed(house: House):
    def refuse(effect: Effect) -> None:
        if isinstance(effect, DeleteMessage):
            raise NeverDeliverable("forbidden")

    house.chat.refuse = refuse
    await house.says(OLD_MEMBER, ASKS, GROUP)

    await house.presses(MIA, house.words("button-undo"), house.cards()[0])

    assert not any(house.words("scam-restored") in message.text for message in house.group())


@pytest.mark.parametrize(
    ("error", "key"),
    [(NeverDeliverable("forbidden"), "no-right-to-ban"), (NeverDeliverable("other", "x"), "action-failed")],
    ids=["no right", "other"],
)
async def test_a_ban_that_fails_is_told_to_staff(house: House, error: NeverDeliverable, key: str):
    def refuse(effect: Effect) -> None:
        if isinstance(effect, Ban):
            raise error

    house.chat.refuse = refuse
    await house.says(THIEF, ASKS, GROUP)

    await house.presses(MIA, house.words("button-ban"), house.cards()[0])

    assert house.cards()[-1].text == house.words("ban-failed", number=1, why=house.words(key))


async def test_a_card_is_shown_and_updated_in_every_staff_room(two_rooms: House):
    await two_rooms.says(THIEF, ASKS, GROUP)

    await two_rooms.presses(MIA, two_rooms.words("button-undo"), two_rooms.desk.at(NIGHT.place)[0])

    assert two_rooms.cards()[0].text == two_rooms.desk.at(NIGHT.place)[0].text
    assert two_rooms.cards()[0].buttons == {}
