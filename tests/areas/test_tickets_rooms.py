"""Rooms of our own: the member's private thread and the staff's post, and what happens when one is deleted."""

from datetime import timedelta

import pytest

from core.channel import Handled
from core.effects import Effect, OpenRoom, SendText
from core.errors import NeverDeliverable
from core.events import Author, RoomChanged
from core.ids import Address, EventId, PersonRef
from tests.house import AMARA, DESK, DIEGO, MIA, START, THIEF, House

EVE = Author(person=PersonRef(DESK, "99"), name="Eve")


async def changes(house: House, at: Address, state: str = "gone") -> Handled:
    event = RoomChanged(id=EventId(f"room:{house.next_id()}"), when=START, at=at, state=state)
    return await house.happens(event)


async def test_words_in_the_thread_reach_staff_and_answers_come_back_into_it(house: House):
    await house.opens_thread()
    thread = await house.room_at(1, "member")

    await house.says(DIEGO, "are you there?", thread)
    await house.commands(MIA, "reply", await house.room_at(1), text="Yes, which coin?")

    assert any("are you there?" in message.text for message in await house.room(1))
    assert "Yes, which coin?" in (await house.room(1, "member"))[-1].text


@pytest.mark.parametrize("who", [THIEF, MIA], ids=["stranger", "staff"])
async def test_what_others_write_in_the_thread_does_not_go_to_the_post(house: House, who):
    await house.opens_thread()
    before = len(await house.room(1))

    await house.says(who, "let me help you, write me in private", await house.room_at(1, "member"))

    assert len(await house.room(1)) == before
    assert await house.sql("SELECT count(*) FROM ticket_entry") == [(1,)]


async def test_a_deleted_thread_is_opened_anew_and_answers_go_there(house: House):
    await house.opens_thread()
    old = await house.room_at(1, "member")

    await changes(house, old)

    new = await house.room_at(1, "member")
    assert new != old
    assert house.words("thread-again", number=1) in (await house.room(1, "member"))[0].text
    assert house.words("room-healed", number=1) in [card.text for card in house.cards()]
    await house.commands(MIA, "reply", await house.room_at(1), text="Here I am.")
    await house.says(DIEGO, "good", new)
    assert "Here I am." in (await house.room(1, "member"))[-1].text
    assert any("good" in message.text for message in await house.room(1))


async def test_a_deleted_post_is_made_anew_with_the_last_lines(house: House):
    await house.opens_ticket()
    await house.says(AMARA, "It was 2 ETH.")
    old = await house.room_at(1)

    await changes(house, old)

    new = await house.room(1)
    assert await house.room_at(1) != old
    assert house.words("card-how") in new[0].text
    assert "My coins never arrived." in new[1].text
    assert "It was 2 ETH." in new[1].text
    await house.commands(MIA, "claim", await house.room_at(1))
    assert house.words("card-claimed", name="Mia") in (await house.room(1))[0].text


async def test_a_deletion_told_twice_or_late_does_not_take_away_the_new_room(house: House):
    await house.opens_ticket()
    old = await house.room_at(1)
    await changes(house, old)
    new = await house.room_at(1)

    assert await changes(house, old) is Handled.IGNORED

    assert await house.room_at(1) == new
    assert [card.text for card in house.cards()] == [house.words("room-healed", number=1)]


async def test_a_post_found_deleted_on_delivery_is_made_anew_with_the_words(house: House):
    await house.opens_ticket()
    old = await house.room_at(1)

    def refuse(effect: Effect) -> None:
        if isinstance(effect, SendText) and effect.to == old:
            raise NeverDeliverable("gone")

    house.desk.refuse = refuse
    await house.says(AMARA, "It was 2 ETH.")

    assert await house.room_at(1) != old
    assert "It was 2 ETH." in "\n".join(message.text for message in await house.room(1))
    assert await changes(house, old) is Handled.DONE
    assert len([effect for effect in house.desk.delivered if isinstance(effect, OpenRoom)]) == 2


async def test_a_room_of_an_ended_ticket_stays_away_until_the_ticket_comes_back(house: House):
    await house.opens_thread()
    post, thread = await house.room_at(1), await house.room_at(1, "member")
    await house.commands(MIA, "close", post)
    await changes(house, post)
    await changes(house, thread)
    assert await house.sql("SELECT count(*) FROM room WHERE gone_at IS NULL") == [(0,)]
    assert house.cards() == []
    card = next(message for message in house.desk.messages.values() if house.words("button-reopen") in message.buttons)

    await house.presses(MIA, house.words("button-reopen"), card)

    assert house.words("ticket-reopened", number=1) in [message.text for message in await house.room(1, "member")]
    assert house.words("ticket-reopened-by", name="Mia") in [message.text for message in await house.room(1)]
    await house.says(DIEGO, "thanks for coming back to me", await house.room_at(1, "member"))
    assert any("coming back" in message.text for message in await house.room(1))


@pytest.mark.parametrize("state", ["archived", "locked", "open"])
async def test_what_the_platform_does_by_itself_to_a_room_is_no_loss(house: House, state: str):
    await house.opens_ticket()
    at = await house.room_at(1)

    await changes(house, at, state)

    assert await house.room_at(1) == at
    assert house.cards() == []


async def test_a_room_that_is_not_ours_is_nobody_s_business(house: House):
    assert await changes(house, Address(MIA.person.channel, "lounge")) is Handled.IGNORED


async def test_writing_in_an_ended_thread_brings_the_ticket_back_in_it(house: House):
    await house.opens_thread()
    thread = await house.room_at(1, "member")
    await house.commands(MIA, "close", await house.room_at(1))
    assert house.desk.archived[thread.place]

    await house.says(DIEGO, "not solved", thread)

    assert house.desk.archived[thread.place] is False
    assert await house.sql("SELECT state FROM ticket") == [("open",)]


async def test_writing_in_an_old_thread_with_a_newer_ticket_of_the_kind_reaches_that_one(house: House):
    await house.opens_thread()
    old = await house.room_at(1, "member")
    await house.commands(MIA, "close", await house.room_at(1))
    await house.opens_thread(words="It happened again.")

    await house.says(DIEGO, "not solved", old)

    assert any("not solved" in message.text for message in await house.room(2))
    assert (await house.sql("SELECT state FROM ticket WHERE id = 1")) == [("closed",)]
    assert await house.sql("SELECT count(*) FROM dead_event") == [(0,)]


async def test_a_member_without_a_private_chat_closes_in_the_thread(house: House):
    await house.opens_thread()

    await house.commands(DIEGO, "close", await house.room_at(1, "member"), reason="found it")

    assert await house.sql("SELECT state, reason FROM ticket") == [("closed", "found it")]


async def test_whoever_else_was_asked_into_the_thread_cannot_close_it(house: House):
    await house.opens_thread()

    await house.commands(EVE, "close", await house.room_at(1, "member"), reason="write to my colleague instead")

    assert house.toast() == house.words("not-allowed")
    assert await house.sql("SELECT state, reason FROM ticket") == [("new", None)]
    assert not any("my colleague" in message.text for message in await house.room(1, "member"))


async def test_staff_may_close_from_the_member_s_thread(house: House):
    await house.opens_thread()

    await house.commands(MIA, "close", await house.room_at(1, "member"), reason="paid back")

    assert house.toast() == house.words("closed-by-you", number=1)
    assert await house.sql("SELECT state, reason FROM ticket") == [("closed", "paid back")]


async def test_old_stars_do_not_put_a_live_thread_away(house: House):
    await house.opens_thread()
    thread = await house.room_at(1, "member")
    await house.commands(MIA, "close", await house.room_at(1))
    closing = (await house.room(1, "member"))[-1]
    await house.says(DIEGO, "not solved", thread)

    await house.presses(DIEGO, "★★★★★", closing)

    assert house.toast() == house.words("rating-while-open", number=1)
    assert await house.sql("SELECT state, rating FROM ticket") == [("open", None)]
    assert house.desk.archived[thread.place] is False


async def test_words_in_the_thread_of_a_forgotten_ticket_are_answered_with_the_way_to_a_new_one(house: House):
    await house.opens_thread()
    thread = await house.room_at(1, "member")
    await house.commands(MIA, "close", await house.room_at(1))
    house.clock.pass_by(timedelta(days=200))
    await house.engine.tidy()
    assert await house.sql("SELECT count(*) FROM ticket") == [(0,)]

    await house.says(DIEGO, "it is broken again", thread)

    said = house.desk.at(thread.place)[-1]
    assert said.text == house.words("ticket-ended", number=1)
    assert house.words("button-open-ticket") in said.buttons
    await house.says(DIEGO, "thanks!", thread)
    assert house.desk.at(thread.place)[-1].text == house.words("thanks-answer")
    await house.commands(DIEGO, "close", thread)
    assert house.toast() == house.words("no-open-ticket")


async def test_a_rating_in_a_thread_leaves_it_archived(house: House):
    await house.opens_thread()
    await house.commands(MIA, "close", await house.room_at(1))
    closing = (await house.room(1, "member"))[-1]

    await house.presses(DIEGO, "★★★", closing)

    assert house.words("rating-thanks", stars=3) in (await house.room(1, "member"))[-1].text
    assert house.desk.archived[closing.ref.at.place]
