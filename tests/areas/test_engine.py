"""One event, one transaction: repeats, faults, dead events, outages, moves, and what is forgotten when."""

import asyncio
import logging
import threading
from datetime import datetime, timedelta

import pytest

from core.buttons import ButtonSigner
from core.channel import Handled
from core.effects import Action, EditText, Outcome, SendText
from core.errors import StorageError
from core.events import Event, MemberJoined, MessageReceived, PlaceKind, TimePassed
from core.ids import Address, EventId, MessageRef
from core.inbox import store as inbox
from core.outbox import store as outbox
from core.storage.db import Tx
from core.text.markup import Text
from tests.house import (
    AMARA,
    CARDS,
    DESK,
    DIEGO,
    GROUP,
    MIA,
    START,
    THIEF,
    House,
    private_with,
)

PENDING = "My transaction is pending for hours, why?"
ASKS = "please send me your 12 word seed phrase now to validate your wallet"


async def breaks(house: House, table: str, act: str = "INSERT") -> None:
    """Let every write of one area fail, as a fault in it would."""
    await house.database.write(
        lambda tx: tx.run(f"CREATE TRIGGER broken BEFORE {act} ON {table} BEGIN SELECT RAISE (ABORT, 'broken'); END")
    )


async def mends(house: House) -> None:
    await house.database.write(lambda tx: tx.run("DROP TRIGGER broken"))


async def count(house: House, table: str) -> int:
    return int(str((await house.sql(f"SELECT count(*) FROM {table}"))[0][0]))


# Seen twice


async def test_the_same_message_told_twice_is_answered_once(house: House):
    await house.says(AMARA, PENDING, GROUP, event_id="telegram:u:1")

    _, handled = await house.says(AMARA, PENDING, GROUP, event_id="telegram:u:1")

    assert handled is Handled.REPEATED
    assert len(house.group()) == 1
    assert await count(house, "faq_answer") == 1


async def test_the_same_press_told_twice_is_carried_out_once(house: House):
    await house.says(THIEF, ASKS, GROUP)
    card = house.cards()[0]
    await house.presses(MIA, house.words("button-ban"), card, event_id="discord:i:1")
    done = len(house.chat.delivered)

    handled = await house.presses(MIA, house.words("button-ban"), card, event_id="discord:i:1")

    assert handled is Handled.REPEATED
    assert len(house.chat.delivered) == done


async def test_a_ticket_message_told_twice_stands_once_in_the_ticket(house: House):
    await house.opens_ticket()
    await house.says(AMARA, "and one more thing", event_id="telegram:u:9")

    await house.says(AMARA, "and one more thing", event_id="telegram:u:9")

    assert await house.sql("SELECT count(*) FROM ticket_entry WHERE text = 'and one more thing'") == [(1,)]


# Faults


async def test_an_event_that_fails_three_times_is_put_aside_and_staff_are_told(
    house: House, caplog: pytest.LogCaptureFixture
):
    await breaks(house, "faq_answer")

    _, handled = await house.says(AMARA, PENDING, event_id="telegram:u:5")

    assert handled is Handled.DEAD
    told = house.words("event-dead", number=1, kind="MessageReceived", error="IntegrityError")
    assert [card.text for card in house.cards()] == [told]
    assert await house.sql("SELECT event_id, attempts FROM dead_event") == [("telegram:u:5", 3)]
    assert caplog.text.count("event failed event=telegram:u:5") == 3
    assert PENDING not in caplog.text


async def test_while_one_event_is_dead_others_go_on(house: House):
    await breaks(house, "faq_answer")
    await house.says(AMARA, PENDING, GROUP)

    await house.says(THIEF, ASKS, GROUP)

    assert len(house.chat.gone) == 1


async def test_a_dead_event_told_again_is_not_tried_again(house: House):
    await breaks(house, "faq_answer")
    await house.says(AMARA, PENDING, event_id="telegram:u:5")
    await mends(house)

    _, handled = await house.says(AMARA, PENDING, event_id="telegram:u:5")

    assert handled is Handled.REPEATED
    assert house.private(AMARA) == []


async def test_a_dead_event_works_when_an_operator_tries_it_again(house: House):
    await breaks(house, "faq_answer")
    await house.says(AMARA, PENDING)
    await mends(house)

    assert await house.engine.retry_dead(1)
    await house.settles()

    assert "pending" in house.private(AMARA)[0].text
    assert not await house.engine.retry_dead(1)


async def test_a_dead_event_that_fails_again_is_put_aside_again(house: House):
    await breaks(house, "faq_answer")
    await house.says(AMARA, PENDING)

    assert not await house.engine.retry_dead(1)
    assert await house.sql("SELECT count(*) FROM dead_event WHERE retried_at IS NULL") == [(1,)]


async def test_the_words_of_a_group_are_not_kept_with_a_dead_event(house: House):
    await breaks(house, "faq_answer")

    await house.says(AMARA, PENDING, GROUP)

    assert await house.sql("SELECT payload FROM dead_event") == [("",)]
    assert not await house.engine.retry_dead(1)


async def test_a_message_that_cannot_even_be_read_does_not_stop_the_others(house: House):
    """Half of a surrogate pair can be neither stored nor shown."""
    await house.opens_ticket()

    _, handled = await house.says(AMARA, "half a pair \ud83d")

    assert handled is Handled.DEAD
    assert (await house.says(AMARA, "whole"))[1] is Handled.DONE


async def test_a_clock_that_fails_is_told_to_staff_once_until_it_goes_well(house: House):
    await house.opens_ticket()
    await house.commands(MIA, "close", await house.room_at(1))
    await breaks(house, "followup", "UPDATE")
    await house.time_passes(timedelta(hours=24))
    await house.time_passes(timedelta(seconds=15))
    assert await count(house, "dead_event") == 1

    await mends(house)
    await house.time_passes(timedelta(seconds=15))

    assert await house.sql("SELECT state FROM followup") == [("sent",)]


async def test_a_database_that_cannot_be_written_is_raised_and_nothing_is_acknowledged(house: House):
    await house.database.close()
    event = MessageReceived(
        id=EventId("u:1"),
        when=START,
        at=private_with(AMARA),
        kind=PlaceKind.PRIVATE,
        author=AMARA,
        message=MessageRef(private_with(AMARA), "1"),
        text=PENDING,
    )

    with pytest.raises(StorageError):
        await house.engine.handle(event)


async def test_a_full_disk_is_raised_and_the_event_works_once_there_is_room(house: House):
    await house.opens_ticket()
    pages = await house.database.write(lambda tx: int(tx.value("PRAGMA page_count")))
    await house.database.write(lambda tx: tx.value(f"PRAGMA max_page_count = {pages}"))

    with pytest.raises(StorageError):
        await house.says(AMARA, "x" * 50_000, event_id="u:1")

    await house.database.write(lambda tx: tx.value("PRAGMA max_page_count = 1000000"))
    _, handled = await house.says(AMARA, "x" * 50_000, event_id="u:1")
    assert handled is Handled.DONE


async def test_an_outcome_that_could_not_be_taken_works_when_tried_again(house: House):
    await house.opens_ticket()
    await breaks(house, "ticket_entry", "UPDATE")
    card = (await house.room(1))[0]
    await house.submits(MIA, card.buttons[house.words("button-reply")], card.ref.at, text="On it.")
    await mends(house)
    ((number,),) = await house.sql("SELECT id FROM dead_event WHERE kind = 'outcome'")

    assert await house.engine.retry_dead(int(str(number)))

    assert await house.sql("SELECT delivery FROM ticket_entry WHERE kind = 'reply'") == [("sent",)]


# Whoever waits for an event may give up


async def test_what_is_committed_is_sent_and_remembered_though_nobody_waits_for_it_any_more(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    await house.opens_ticket()
    loop, begun, goes_on = asyncio.get_running_loop(), asyncio.Event(), threading.Event()
    first_time = inbox.first_time

    def slow(tx: Tx, event: EventId, now: datetime) -> bool:
        loop.call_soon_threadsafe(begun.set)
        assert goes_on.wait(10)
        return first_time(tx, event, now)

    monkeypatch.setattr(inbox, "first_time", slow)
    task = asyncio.create_task(house.says(AMARA, "are you there?"))
    await begun.wait()
    task.cancel()
    goes_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task

    await house.until(lambda tx: tx.value("SELECT count(*) FROM ticket_entry WHERE text = 'are you there?'") == 1)
    await house.settles()
    assert "are you there?" in (await house.room(1))[-1].text


# What concerns nobody


@pytest.mark.parametrize(
    "event",
    [
        MemberJoined(id=EventId("j"), when=START, at=GROUP, kind=PlaceKind.GROUP, author=AMARA),
    ],
    ids=["joined"],
)
async def test_what_concerns_nobody_is_not_written_down(house: House, event: Event):
    assert await house.happens(event) is Handled.IGNORED
    assert await count(house, "seen_event") == 0


async def test_a_tick_with_nothing_due_writes_nothing(house: House):
    handled = await house.happens(TimePassed(id=EventId("t"), when=START))

    assert handled is Handled.IGNORED
    assert await count(house, "seen_event") == 0


# Refusals leave a trace of ids alone


async def test_a_forged_button_is_refused_in_words_and_logged_with_ids_alone(
    house: House, caplog: pytest.LogCaptureFixture
):
    await house.says(AMARA, PENDING, GROUP)
    answer = house.group()[0]
    token = answer.buttons[house.words("button-helped")]

    with caplog.at_level(logging.WARNING):
        for forged in ("b-a-s-ban--1_AAAAAAAAAAA", token[:-1], token.replace("faq-yes", "s-ban"), "x" * 5000, ""):
            await house.presses(AMARA, "", answer, token=forged)

    refused = [record.getMessage() for record in caplog.records if "refused" in record.getMessage()]
    assert len(refused) == 5
    assert all(message.endswith("person=chat:42") for message in refused)
    assert not any("xxx" in message or "Amara" in message for message in refused)
    assert house.words("button-expired") in {text for _, text in house.chat.answers}
    assert await house.sql("SELECT outcome FROM faq_answer") == [("none",)]


async def test_a_forged_form_is_refused(house: House):
    await house.submits(DIEGO, "b-a-t-cat_AAAAAAAAAAA", Address(DESK, "panel"), choice="account", description="hello")

    assert house.toast() == house.words("button-expired")
    assert await count(house, "ticket") == 0


async def test_a_button_that_means_nothing_any_more_says_so(house: House):
    """A verb of an earlier version, signed by us."""
    key = (await house.sql("SELECT value FROM fact WHERE key = 'button-key'"))[0][0]
    token = ButtonSigner(bytes.fromhex(str(key))).token(Action("gone-verb"))
    await house.says(AMARA, PENDING, GROUP)

    await house.presses(AMARA, "", house.group()[0], token=token)

    assert house.toast(house.chat) == house.words("button-expired")


async def test_an_outcome_without_a_note_asks_nothing_of_anybody(house: House):
    effect = SendText(to=GROUP, text=Text("x"))
    outcome = Outcome(note="", effect=effect, state="failed", why="other")

    queued = await house.database.write(lambda tx: house.engine.outcome(tx, outcome, START))

    assert queued == []


async def test_a_copy_of_a_card_in_a_further_staff_room_is_not_taken_for_the_card(house: House):
    outcome = Outcome(note="scam.card:1~1", effect=SendText(to=CARDS, text=Text("x")), state="failed", why="gone")

    assert await house.database.write(lambda tx: house.engine.outcome(tx, outcome, START)) == []


async def test_the_rows_of_an_event_are_queued_once_however_often_it_is_worked_on(house: House):
    effect = EditText(to=GROUP, target=MessageRef(GROUP, "1"), text=Text("x"))

    first = await house.database.write(lambda tx: outbox.add(tx, cause=EventId("e"), effects=[effect], now=START))
    second = await house.database.write(lambda tx: outbox.add(tx, cause=EventId("e"), effects=[effect], now=START))

    assert (len(first), len(second)) == (1, 0)
