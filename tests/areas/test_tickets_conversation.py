"""What members write in a ticket, how they change it, and what brings an ended ticket back, or does not."""

from datetime import timedelta

import pytest

from core.effects import Effect, SendText
from core.errors import NeverDeliverable
from core.events import Media, MessageDeleted
from core.ids import EventId, MediaHash
from tests.house import AMARA, DIEGO, MIA, OTTO, START, WEI, House

WEEK = timedelta(days=7)


async def closes(house: House, number: int = 1) -> None:
    await house.commands(MIA, "close", await house.room_at(number))


async def state(house: House, number: int = 1) -> str:
    return str((await house.sql("SELECT state FROM ticket WHERE id = ?", number))[0][0])


async def texts(house: House, number: int = 1) -> str:
    return "\n".join(message.text for message in await house.room(number))


# Writing


async def test_further_words_go_to_the_post_without_a_word_in_return(house: House):
    await house.opens_ticket()
    told = len(house.private(AMARA))

    await house.says(AMARA, "It was 2 ETH.")

    assert "It was 2 ETH." in await texts(house)
    assert len(house.private(AMARA)) == told


async def test_writing_after_an_answer_makes_the_ticket_wait_for_staff_again(house: House):
    await house.opens_ticket()
    await house.commands(MIA, "reply", await house.room_at(1), text="Which coin?")
    house.clock.pass_by(timedelta(hours=1))

    await house.says(AMARA, "ETH")

    assert await state(house) == "open"
    since = START + timedelta(hours=1)
    assert await house.sql("SELECT waiting_since FROM ticket") == [(int(since.timestamp() * 1_000_000),)]
    assert house.words("state-open") in (await house.room(1))[0].text


async def test_a_question_in_a_ticket_is_for_staff_and_not_for_the_machine(house: House):
    await house.opens_ticket()
    told = len(house.private(AMARA))

    await house.says(AMARA, "My transaction is pending for hours, why?")

    assert len(house.private(AMARA)) == told
    assert "pending for hours" in await texts(house)


async def test_files_follow_the_words_and_what_was_not_kept_is_named(house: House):
    await house.opens_ticket()
    files = (
        Media(kind="photo", name="one.jpg", mime="image/jpeg", size=9, source="x", stored=MediaHash("aa" * 32)),
        Media(kind="photo", name="two.jpg", mime="image/jpeg", size=9, source="y", stored=MediaHash("bb" * 32)),
        Media(kind="video", name="long.mp4", mime="video/mp4", size=9, source="z", problem="too-large"),
    )

    await house.says(AMARA, "see here", media=files)

    sent = [effect for effect in house.desk.delivered if isinstance(effect, SendText) and effect.media]
    assert [effect.media.name for effect in sent if effect.media] == ["one.jpg", "two.jpg"]
    assert house.words("media-too-large", name="long.mp4") in await texts(house)
    assert await house.sql("SELECT media FROM ticket_entry ORDER BY id DESC LIMIT 1") == [
        ("one.jpg, two.jpg, long.mp4",)
    ]


async def test_a_flood_is_stopped_with_one_notice_and_goes_on_a_minute_later(house: House):
    await house.opens_ticket()
    for number in range(25):
        await house.says(AMARA, f"message {number}")

    notice = house.words("ticket-flood", limit=20)
    assert [message.text for message in house.private(AMARA)].count(notice) == 1
    assert await house.sql("SELECT count(*) FROM ticket_entry WHERE kind = 'member'") == [(20,)]

    house.clock.pass_by(timedelta(seconds=61))
    await house.says(AMARA, "and the rest")
    assert "and the rest" in await texts(house)


async def test_a_flood_of_one_member_does_not_stop_another(house: House):
    await house.opens_ticket()
    await house.opens_ticket(WEI)
    for number in range(25):
        await house.says(AMARA, f"message {number}")

    await house.says(WEI, "still here")

    assert "still here" in await texts(house, 2)


# Which ticket is meant


async def test_words_go_to_the_ticket_that_was_last_active(house: House):
    await house.opens_ticket(category="Account")
    house.clock.pass_by(timedelta(minutes=1))
    await house.opens_ticket(category="Legal")
    house.clock.pass_by(timedelta(minutes=1))
    await house.commands(MIA, "reply", await house.room_at(1), text="Which account?")

    await house.says(AMARA, "the first one")

    assert "the first one" in await texts(house, 1)
    assert "the first one" not in await texts(house, 2)


@pytest.mark.parametrize("number", [1, 2])
async def test_a_reply_to_a_message_of_a_ticket_goes_to_that_ticket(house: House, number: int):
    await house.opens_ticket(category="Account")
    await house.opens_ticket(category="Legal")
    for ticket in (1, 2):
        await house.commands(MIA, "reply", await house.room_at(ticket), text=f"question {ticket}")
    asked = next(message for message in house.private(AMARA) if f"question {number}" in message.text)

    await house.says(AMARA, "my answer", reply_to=asked.ref)

    assert "my answer" in await texts(house, number)
    assert "my answer" not in await texts(house, 3 - number)


async def test_a_reply_to_one_s_own_words_of_a_ticket_goes_to_that_ticket(house: House):
    await house.opens_ticket(category="Account")
    own, _ = await house.says(AMARA, "about the account")
    await house.opens_ticket(category="Legal")

    await house.says(AMARA, "one more thing about it", reply_to=own)

    assert "one more thing" in await texts(house, 1)


async def test_a_reply_to_a_welcome_reaches_its_ticket_though_a_question_of_ours_waits(house: House):
    await house.opens_ticket(category="Account")
    welcome = house.private(AMARA)[-1]
    await house.commands(AMARA, "support")
    await house.presses(AMARA, house.words("category-legal"), house.private(AMARA)[-1])

    await house.says(AMARA, "about the account", reply_to=welcome.ref)
    await house.says(AMARA, "about the law")

    assert "about the account" in await texts(house, 1)
    assert "about the law" in await texts(house, 2)


async def test_a_reply_to_a_message_of_an_ended_ticket_brings_that_one_back(house: House):
    await house.opens_ticket(category="Account")
    await closes(house)
    closing = house.private(AMARA)[-1]
    await house.opens_ticket(category="Legal")

    await house.says(AMARA, "not solved", reply_to=closing.ref)

    assert await state(house, 1) == "open"
    assert "not solved" in await texts(house, 1)


# Editing and deleting


async def test_an_edit_shows_staff_before_and_after_on_the_same_message(house: House):
    await house.opens_ticket()
    ref, _ = await house.says(AMARA, "It was 2 ETH.")
    count = len(await house.room(1))

    await house.says(AMARA, "It was 3 ETH.", edits=ref)

    shown = (await house.room(1))[-1].text
    assert "It was 3 ETH." in shown
    assert "It was 2 ETH." in shown
    assert house.words("edited") in shown
    assert len(await house.room(1)) == count


async def test_an_edit_that_changes_nothing_is_not_shown(house: House):
    await house.opens_ticket()
    ref, _ = await house.says(AMARA, "It was 2 ETH.")
    done = len(house.desk.delivered)

    await house.says(AMARA, "It was 2 ETH.", edits=ref)

    assert len(house.desk.delivered) == done


async def test_an_edit_of_words_outside_any_ticket_does_nothing(house: House):
    ref, _ = await house.says(AMARA, "qwertz")
    told = len(house.private(AMARA))

    await house.says(AMARA, "qwertzu", edits=ref)

    assert len(house.private(AMARA)) == told


async def test_a_deleted_message_is_marked_and_stays_in_the_record(house: House):
    await house.opens_thread()
    thread = await house.room_at(1, "member")
    ref, _ = await house.says(DIEGO, "my address is 12 Harbour Lane", thread)

    await house.happens(MessageDeleted(id=EventId("gone:1"), when=START, message=ref))

    shown = (await house.room(1))[-1].text
    assert house.words("deleted-by-member") in shown
    assert "12 Harbour Lane" in shown
    assert await house.sql("SELECT count(*) FROM ticket_entry WHERE deleted_at IS NOT NULL") == [(1,)]


async def test_a_deletion_elsewhere_is_nobody_s_business(house: House):
    ref, _ = await house.says(AMARA, "gm")

    await house.happens(MessageDeleted(id=EventId("gone:1"), when=START, message=ref))

    assert house.desk.delivered == []


# The end and after it


async def test_a_member_closes_their_own_ticket_with_a_reason(house: House):
    await house.opens_ticket()

    await house.commands(AMARA, "close", reason="found it")

    assert await state(house) == "closed"
    assert house.words("ticket-closed", number=1) in house.private(AMARA)[-1].text
    assert house.words("state-closed") in (await house.room(1))[0].text
    await house.commands(AMARA, "close")
    assert house.private(AMARA)[-1].text == house.words("no-open-ticket")


async def test_a_rating_replaces_the_question_and_a_later_tap_replaces_the_rating(house: House):
    await house.opens_ticket()
    await closes(house)
    question = house.private(AMARA)[-1]

    await house.presses(AMARA, "★★", question)
    assert house.words("rating-thanks", stars=2) in house.private(AMARA)[-1].text
    assert house.private(AMARA)[-1].buttons == {}
    assert house.toast(house.chat) == house.words("rating-noted")

    await house.presses(AMARA, "★★★★★", question)
    assert await house.sql("SELECT rating FROM ticket") == [(5,)]
    assert house.words("card-rating", stars=5) in (await house.room(1))[0].text


@pytest.mark.parametrize("who", [WEI, MIA], ids=["member", "staff"])
async def test_nobody_rates_in_the_place_of_the_member(house: House, who):
    await house.opens_ticket()
    await closes(house)

    await house.presses(who, "★★★★★", house.private(AMARA)[-1])

    assert await house.sql("SELECT rating FROM ticket") == [(None,)]


async def test_answering_within_the_period_brings_the_ticket_back_with_the_words(house: House):
    await house.opens_ticket()
    await closes(house)
    house.clock.pass_by(WEEK)

    await house.says(AMARA, "still nothing here")

    assert await state(house) == "open"
    assert house.words("ticket-reopened", number=1) in [message.text for message in house.private(AMARA)]
    assert "still nothing here" in await texts(house)
    assert house.desk.archived[(await house.room_at(1)).place] is False


async def test_answering_after_the_period_opens_nothing_and_says_what_to_do_next(house: House):
    await house.opens_ticket()
    await closes(house)
    house.clock.pass_by(WEEK + timedelta(seconds=1))

    await house.says(AMARA, "still nothing here")

    assert await state(house) == "closed"
    assert house.words("button-human") in house.private(AMARA)[-1].buttons


async def test_a_reply_to_a_ticket_that_ended_long_ago_says_to_open_a_new_one(house: House):
    await house.opens_ticket()
    await closes(house)
    closing = house.private(AMARA)[-1]
    house.clock.pass_by(WEEK + timedelta(seconds=1))

    await house.says(AMARA, "still nothing here", reply_to=closing.ref)

    assert house.private(AMARA)[-1].text == house.words("ticket-ended", number=1)
    assert house.words("button-open-ticket") in house.private(AMARA)[-1].buttons


@pytest.mark.parametrize(
    ("text", "locale"), [("thank you!", "en"), ("谢谢！", "zh-Hans"), ("நன்றி", "ta"), ("👍", "en")]
)
async def test_a_mere_thank_you_is_answered_kindly_and_opens_nothing(house: House, text: str, locale: str):
    await house.opens_ticket()
    await closes(house)
    room = len(await house.room(1))

    await house.says(AMARA, text)

    assert await state(house) == "closed"
    assert house.private(AMARA)[-1].text == house.words("thanks-answer", locale)
    assert len(await house.room(1)) == room


async def test_thanks_with_a_question_behind_it_does_bring_the_ticket_back(house: House):
    await house.opens_ticket()
    await closes(house)

    await house.says(AMARA, "thanks, but it is still not here")

    assert await state(house) == "open"


async def test_thanks_in_a_live_ticket_reach_staff(house: House):
    await house.opens_ticket()

    await house.says(AMARA, "thank you!")

    assert "thank you!" in await texts(house)


async def test_thanks_in_an_ended_thread_open_nothing(house: House):
    await house.opens_thread()
    await closes(house)

    await house.says(DIEGO, "thanks a lot", await house.room_at(1, "member"))

    assert await state(house) == "closed"
    assert (await house.room(1, "member"))[-1].text == house.words("thanks-answer")


async def test_a_known_question_after_the_end_is_answered_and_does_not_reopen(house: House):
    await house.opens_ticket()
    await closes(house)

    await house.says(AMARA, "what are the official links?")

    assert await state(house) == "closed"


async def test_history_tells_every_move_with_who_made_it(house: House):
    await house.opens_ticket()
    await house.commands(MIA, "claim", await house.room_at(1))
    await house.commands(MIA, "reply", await house.room_at(1), text="Which coin?")
    await house.commands(OTTO, "close", await house.room_at(1), reason="no answer")

    moves = await house.sql("SELECT what, before, after, who_name FROM ticket_move ORDER BY id")

    assert moves == [
        ("open", "", "new", "Amara"),
        ("claim", "new", "open", "Mia"),
        ("staff-answer", "open", "waiting", "Mia"),
        ("close", "waiting", "closed", "Otto"),
    ]


async def test_words_that_cannot_be_shown_in_the_post_reach_staff_another_way(house: House):
    await house.opens_ticket()

    def refuse(effect: Effect) -> None:
        if isinstance(effect, SendText) and effect.note.startswith("ticket.entry"):
            raise NeverDeliverable("forbidden")

    house.desk.refuse = refuse
    await house.says(AMARA, "It was 2 ETH.")

    card = house.cards()[-1].text
    assert house.words("entry-not-shown", number=1) in card
    assert "It was 2 ETH." in card
