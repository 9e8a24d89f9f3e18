"""What staff do with a ticket, who may, and how they learn whether the member got it."""

import logging
from datetime import timedelta

import msgspec
import pytest

from core.community import Role
from core.effects import Effect, Outcome, React, SendText
from core.errors import NeverDeliverable
from core.events import Author
from core.ids import Address
from core.outbox import store as outbox
from core.text.markup import Text, plain
from core.tickets.rights import NEEDED, may
from tests.house import AMARA, DESK, DIEGO, MIA, OTTO, THIEF, WEI, House

MIA_LOUNGE = Address(DESK, "lounge")
STRANGER = msgspec.structs.replace(DIEGO, name="Mia")


async def presses(house: House, who: Author, act: str) -> None:
    card = (await house.room(1))[0]
    await house.presses(who, house.words(f"button-{act}"), card)


async def replies(house: House, text: str = "Which coin?") -> None:
    card = (await house.room(1))[0]
    await house.submits(MIA, card.buttons[house.words("button-reply")], card.ref.at, text=text)


async def test_claim_release_and_claim_by_another(house: House):
    await house.opens_ticket()

    await presses(house, MIA, "claim")
    assert house.words("card-claimed", name="Mia") in (await house.room(1))[0].text
    assert house.words("button-release") in (await house.room(1))[0].buttons

    await house.commands(OTTO, "claim", await house.room_at(1))
    assert house.toast() == house.words("claimed-by-other", name="Mia")
    await house.commands(MIA, "claim", await house.room_at(1))
    assert house.toast() == house.words("claimed-already-yours")

    await presses(house, MIA, "release")
    assert house.toast() == house.words("released", number=1)
    await house.commands(MIA, "release", await house.room_at(1))
    assert house.toast() == house.words("not-claimed")

    await presses(house, OTTO, "claim")
    assert house.toast() == house.words("claimed", number=1)
    assert house.words("card-claimed", name="Otto") in (await house.room(1))[0].text


async def test_two_who_claim_at_once_do_not_both_get_it(house: House):
    await house.opens_ticket()
    card = (await house.room(1))[0]

    await presses(house, MIA, "claim")
    await house.presses(OTTO, "", card, token=card.buttons[house.words("button-claim")])

    assert house.toast() == house.words("claimed-by-other", name="Mia")
    assert await house.sql("SELECT claimed_name FROM ticket") == [("Mia",)]


async def test_a_reply_from_the_form_reaches_the_member_as_coming_from_the_team(house: House):
    await house.opens_ticket()

    await replies(house, "Which coin?")

    text = house.private(AMARA)[-1].text
    assert text == f"{house.words('reply-from', community='Harbour', number=1)}\nWhich coin?\n".rstrip("\n")
    assert "Mia" not in text
    assert house.toast() == house.words("reply-on-its-way")
    assert await house.sql("SELECT state FROM ticket") == [("waiting",)]


async def test_a_reply_by_command_in_the_post_reaches_the_member(house: House):
    await house.opens_ticket()

    await house.commands(MIA, "reply", await house.room_at(1), text="Which coin?")

    assert "Which coin?" in house.private(AMARA)[-1].text


async def test_a_reply_that_arrived_is_marked_on_the_copy(house: House):
    await house.opens_ticket()

    await replies(house)

    copy = (await house.room(1))[-1]
    assert "Mia → Amara" in copy.text
    assert house.desk.marks[copy.ref] == "delivered"


@pytest.mark.parametrize(
    ("reason", "key"),
    [
        ("blocked", "not-delivered-blocked"),
        ("forbidden", "not-delivered-forbidden"),
        ("gone", "not-delivered-gone"),
        ("too-long", "not-delivered-too-long"),
        ("other", "not-delivered-other"),
        ("something new", "not-delivered-other"),
    ],
)
async def test_a_reply_that_did_not_arrive_is_said_in_words(house: House, reason: str, key: str):
    await house.opens_ticket()

    def refuse(effect: Effect) -> None:
        raise NeverDeliverable(reason, "as the platform says")

    house.chat.refuse = refuse
    await replies(house)

    room = await house.room(1)
    copy = next(message for message in room if "→" in message.text)
    assert house.desk.marks[copy.ref] == "failed"
    assert room[-1].text == house.words(key)
    assert room[-1].parent == copy.ref
    assert await house.sql("SELECT delivery FROM ticket_entry WHERE kind = 'reply'") == [("failed",)]


@pytest.mark.parametrize(
    ("state", "why", "key", "delivery"),
    [
        ("expired", "", "not-delivered-expired", "failed"),
        ("uncertain", "other: interrupted", "not-delivered-uncertain", "uncertain"),
        ("failed", "room-missing", "not-delivered-room-missing", "failed"),
        ("failed", "attempts: unreachable", "not-delivered-attempts", "failed"),
    ],
)
async def test_every_other_end_of_a_reply_is_said_in_words(house: House, state: str, why: str, key: str, delivery: str):
    await house.opens_ticket()
    await replies(house)
    ((number,),) = await house.sql("SELECT id FROM ticket_entry WHERE kind = 'reply'")
    effect = SendText(to=await house.room_at(1), text=Text("x"))
    outcome = Outcome(note=f"ticket.reply:{number}", effect=effect, state=state, why=why)

    queued = await house.database.write(lambda tx: house.engine.outcome(tx, outcome, house.clock.now()))

    told = await house.database.read(lambda tx: [outbox.claimed(tx, entry.id).effect for entry in queued])
    assert [plain(effect.text) for effect in told if isinstance(effect, SendText)] == [house.words(key)]
    assert [effect.mark for effect in told if isinstance(effect, React)] == ["failed"]
    assert await house.sql("SELECT delivery FROM ticket_entry WHERE kind = 'reply'") == [(delivery,)]


async def test_who_answers_a_ticket_of_a_colleague_is_told(house: House):
    await house.opens_ticket()
    await house.commands(MIA, "reply", await house.room_at(1), text="Which coin?")

    await house.commands(OTTO, "reply", await house.room_at(1), text="Which network?")

    assert house.toast() == house.words("reply-on-its-way-other", name="Mia")
    assert "Which network?" in house.private(AMARA)[-1].text


async def test_a_note_never_reaches_the_member(house: House):
    await house.opens_ticket()
    before = len(house.chat.delivered)

    await house.commands(MIA, "note", await house.room_at(1), text="looks like a lost key")

    assert len(house.chat.delivered) == before
    assert any("looks like a lost key" in message.text for message in await house.room(1))
    assert house.toast() == house.words("note-kept")


async def test_a_correction_changes_the_reply_on_both_sides(house: House):
    await house.opens_ticket()
    await replies(house, "It takes 2 days.")

    await house.commands(MIA, "edit", await house.room_at(1), text="It takes 3 days.")

    text = house.private(AMARA)[-1].text
    assert "It takes 3 days." in text
    assert "2 days" not in text
    assert house.words("reply-corrected") in text
    copy = next(message.text for message in await house.room(1) if "→" in message.text)
    assert "It takes 3 days." in copy
    assert "It takes 2 days." in copy
    assert house.toast() == house.words("reply-corrected-both")


async def test_there_is_nothing_to_correct_before_the_first_reply(house: House):
    await house.opens_ticket()

    await house.commands(MIA, "edit", await house.room_at(1), text="x")

    assert house.toast() == house.words("nothing-to-edit")


async def test_a_correction_that_did_not_arrive_leaves_the_reply_delivered(house: House):
    await house.opens_ticket()
    await replies(house)

    def refuse(effect: Effect) -> None:
        raise NeverDeliverable("not-found")

    house.chat.refuse = refuse
    await house.commands(MIA, "edit", await house.room_at(1), text="x")

    assert (await house.room(1))[-1].text == house.words("not-delivered-correction")
    assert await house.sql("SELECT delivery FROM ticket_entry WHERE kind = 'reply'") == [("sent",)]


@pytest.mark.parametrize("command", ["reply", "note", "edit"])
@pytest.mark.parametrize(
    ("words", "key"), [("   ", "text-missing"), ("x" * 1801, "text-too-long")], ids=["none", "too long"]
)
async def test_words_that_cannot_be_sent_are_refused_with_the_reason(house: House, command: str, words: str, key: str):
    await house.opens_ticket()
    await replies(house)
    before = await house.sql("SELECT count(*) FROM ticket_entry")

    await house.commands(MIA, command, await house.room_at(1), text=words)

    said = house.words(key, length=1801, longest=1800) if key == "text-too-long" else house.words(key)
    assert house.toast() == said
    assert await house.sql("SELECT count(*) FROM ticket_entry") == before


async def test_the_priority_is_set_by_menu_and_by_command(house: House):
    await house.opens_ticket()
    card = (await house.room(1))[0]

    await house.presses(MIA, "", card, token=card.menu, choice="urgent")
    assert house.toast() == house.words("priority-set", number=1, priority=house.words("priority-urgent"))

    await house.commands(MIA, "priority", await house.room_at(1), level="low")
    assert await house.sql("SELECT priority FROM ticket") == [("low",)]

    await house.commands(MIA, "priority", await house.room_at(1), level="sky-high")
    assert await house.sql("SELECT priority FROM ticket") == [("low",)]


async def test_closing_with_a_reason_tells_the_member_and_archives_the_post(house: House):
    await house.opens_ticket()
    card = (await house.room(1))[0]

    await house.submits(MIA, card.buttons[house.words("button-close")], card.ref.at, reason="Paid out today.")

    text = house.private(AMARA)[-1].text
    assert house.words("ticket-closed", number=1) in text
    assert "Paid out today." in text
    assert house.words("rating-ask") in text
    assert house.desk.archived[card.ref.at.place]
    assert list((await house.room(1))[0].buttons) == [house.words("button-reopen")]


@pytest.mark.parametrize("command", ["reply", "close", "claim"])
async def test_a_closed_ticket_must_be_reopened_first(house: House, command: str):
    await house.opens_ticket()
    at = await house.room_at(1)
    await house.commands(MIA, "close", at)

    await house.commands(MIA, command, at, text="x")

    assert house.toast() == house.words("ticket-not-open")


async def test_staff_reopen_by_button_and_everything_comes_back(house: House):
    await house.opens_ticket()
    at = await house.room_at(1)
    await house.commands(MIA, "close", at)

    await presses(house, MIA, "reopen")

    assert house.toast() == house.words("reopened-by-you", number=1)
    assert house.private(AMARA)[-1].text == house.words("ticket-reopened", number=1)
    assert house.desk.archived[at.place] is False
    await house.commands(MIA, "reopen", at)
    assert house.toast() == house.words("ticket-still-open")


async def test_a_ticket_with_a_newer_open_one_of_its_kind_is_not_reopened(house: House):
    await house.opens_ticket()
    at = await house.room_at(1)
    await house.commands(MIA, "close", at)
    await house.opens_ticket(words="It happened again.")

    await house.commands(MIA, "reopen", at)

    assert house.toast() == house.words("ticket-other-open", number=2)
    assert await house.sql("SELECT count(*) FROM dead_event") == [(0,)]


@pytest.mark.parametrize(
    "command", ["claim", "release", "reply", "edit", "note", "priority", "reopen", "close"], ids=lambda name: name
)
async def test_a_member_cannot_do_what_staff_do_whatever_they_are_called(
    house: House, command: str, caplog: pytest.LogCaptureFixture
):
    await house.opens_ticket()
    before = await house.sql("SELECT state, priority, claimed_by FROM ticket")

    with caplog.at_level(logging.WARNING):
        await house.commands(STRANGER, command, await house.room_at(1), text="hello")

    assert house.toast() == house.words("not-allowed")
    assert await house.sql("SELECT state, priority, claimed_by FROM ticket") == before
    assert f"refused act={command} person=desk:77" in caplog.text
    assert "hello" not in caplog.text


@pytest.mark.parametrize("act", ["claim", "close"])
async def test_a_button_of_staff_does_nothing_for_a_member(house: House, act: str):
    await house.opens_ticket()

    await presses(house, STRANGER, act)

    assert house.toast() == house.words("not-allowed")
    assert await house.sql("SELECT state FROM ticket") == [("new",)]


@pytest.mark.parametrize("command", ["claim", "reply", "note"])
async def test_a_command_outside_a_post_says_where_it_belongs(house: House, command: str):
    await house.commands(MIA, command, MIA_LOUNGE, text="x")

    assert house.toast() == house.words("no-ticket-here")


async def test_a_reply_button_without_a_form_names_the_command(house: House):
    await house.opens_ticket()

    await presses(house, MIA, "reply")

    assert house.toast() == house.words("use-command", command="reply")


async def test_a_button_of_a_ticket_that_is_gone_does_no_harm(house: House):
    await house.opens_ticket()
    card = (await house.room(1))[0]
    await house.commands(MIA, "close", card.ref.at)
    house.clock.pass_by(timedelta(days=400))
    await house.engine.tidy()

    await house.presses(MIA, "", card, token=card.buttons[house.words("button-claim")])

    assert house.toast() == house.words("no-ticket-here")


async def test_the_member_never_sees_another_member_s_reply(house: House):
    await house.opens_ticket(AMARA)
    await house.opens_ticket(WEI)

    await house.commands(MIA, "reply", await house.room_at(2), text="for the second")

    assert not any("for the second" in message.text for message in house.private(AMARA))
    assert any("for the second" in message.text for message in house.private(WEI))
    assert house.private(THIEF) == []


@pytest.mark.parametrize("act", NEEDED)
def test_no_act_on_a_ticket_is_open_to_members(act: str):
    assert not may(Role.MEMBER, act)
    assert may(Role.ADMIN, act)
    assert not may(Role.ADMIN, "unheard-of")
