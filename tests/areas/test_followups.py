"""Coming back after a ticket was closed: planned once, sent when due, answered by a tap, never asked twice."""

from datetime import timedelta
from pathlib import Path

from core.effects import Effect, SendText
from core.errors import NeverDeliverable, RetryLater
from tests.house import AMARA, MIA, START, WEI, House, open_house

DAY = timedelta(hours=24)


async def states(house: House) -> list[str]:
    return [str(state) for (state,) in await house.sql("SELECT state FROM followup ORDER BY id")]


async def closed(house: House) -> int:
    number = await house.opens_ticket()
    await house.commands(MIA, "close", await house.room_at(number))
    return number


def asked(house: House, number: int = 1) -> list[str]:
    question = house.words("followup-solved", community="Harbour", number=number)
    return [message.text for message in house.private(AMARA) if question in message.text]


async def test_closing_plans_the_question_and_nothing_is_sent_before_it_is_due(house: House):
    await closed(house)

    await house.time_passes(DAY - timedelta(seconds=1))

    assert await states(house) == ["planned"]
    assert asked(house) == []


async def test_it_is_sent_when_due_and_only_once(house: House):
    await closed(house)

    await house.time_passes(DAY)
    await house.time_passes(timedelta(seconds=15))
    await house.time_passes(DAY)

    assert len(asked(house)) == 1
    assert await states(house) == ["sent"]


async def test_a_ticket_that_is_opened_again_is_not_asked_about(house: House):
    await closed(house)
    await house.says(AMARA, "still nothing here")

    await house.time_passes(DAY)

    assert await states(house) == ["cancelled"]
    assert asked(house) == []


async def test_a_ticket_closed_again_is_asked_about_once_from_then_on(house: House):
    await closed(house)
    await house.says(AMARA, "still nothing here")
    await house.time_passes(timedelta(hours=5))
    await house.commands(MIA, "close", await house.room_at(1))

    await house.time_passes(DAY - timedelta(hours=5))
    assert asked(house) == []

    await house.time_passes(timedelta(hours=5))
    assert len(asked(house)) == 1


async def test_yes_is_noted_and_the_buttons_go(house: House):
    await closed(house)
    await house.time_passes(DAY)
    question = house.private(AMARA)[-1]

    await house.presses(AMARA, house.words("button-solved"), question)

    assert house.words("followup-thanks") in house.private(AMARA)[-1].text
    assert house.private(AMARA)[-1].buttons == {}
    assert await house.sql("SELECT state, answer FROM followup") == [("answered", "f-yes")]
    assert await house.sql("SELECT state FROM ticket") == [("closed",)]


async def test_no_opens_the_ticket_again_and_staff_see_it(house: House):
    await closed(house)
    await house.time_passes(DAY)

    await house.presses(AMARA, house.words("button-not-solved"), house.private(AMARA)[-1])

    assert await house.sql("SELECT state FROM ticket") == [("open",)]
    assert house.words("ticket-reopened", number=1) in [message.text for message in house.private(AMARA)]
    assert house.words("ticket-reopened-by", name="Amara") in [message.text for message in await house.room(1)]


async def test_an_answer_counts_once(house: House):
    await closed(house)
    await house.time_passes(DAY)
    question = house.private(AMARA)[-1]
    await house.presses(AMARA, house.words("button-solved"), question)

    await house.presses(AMARA, house.words("button-not-solved"), question)

    assert house.toast(house.chat) == house.words("button-expired")
    assert await house.sql("SELECT state FROM ticket") == [("closed",)]


async def test_nobody_else_can_answer(house: House):
    await closed(house)
    await house.time_passes(DAY)

    await house.presses(WEI, house.words("button-not-solved"), house.private(AMARA)[-1])

    assert await states(house) == ["sent"]
    assert await house.sql("SELECT state FROM ticket") == [("closed",)]


async def test_no_with_a_newer_ticket_of_the_kind_leads_there(house: House):
    await closed(house)
    await house.time_passes(DAY)
    question = house.private(AMARA)[-1]
    await house.opens_ticket(words="It happened again.")

    await house.presses(AMARA, house.words("button-not-solved"), question)

    said = [message.text for message in house.private(AMARA)]
    assert house.words("ticket-other-open", number=2) in said
    assert not any("open again" in text for text in said)
    assert await house.sql("SELECT state FROM ticket ORDER BY id") == [("closed",), ("new",)]


async def test_no_long_after_the_end_opens_nothing_and_says_what_to_do_next(house: House):
    await closed(house)
    await house.time_passes(DAY)
    question = house.private(AMARA)[-1]
    house.clock.pass_by(timedelta(days=7))

    await house.presses(AMARA, house.words("button-not-solved"), question)

    last = house.private(AMARA)[-1]
    assert last.text == house.words("ticket-ended", number=1)
    assert house.words("button-open-ticket") in last.buttons
    assert await house.sql("SELECT state FROM ticket") == [("closed",)]


async def test_no_to_a_ticket_that_is_open_again_already_says_so(house: House):
    await closed(house)
    await house.time_passes(DAY)
    question = house.private(AMARA)[-1]
    await house.says(AMARA, "still nothing here")

    await house.presses(AMARA, house.words("button-not-solved"), question)

    assert house.private(AMARA)[-1].text == house.words("ticket-still-open")
    assert await house.sql("SELECT state FROM ticket") == [("open",)]


async def test_one_that_did_not_arrive_is_told_to_staff(house: House):
    await closed(house)

    def refuse(effect: Effect) -> None:
        if isinstance(effect, SendText) and effect.note.startswith("followup"):
            raise NeverDeliverable("blocked")

    house.chat.refuse = refuse

    await house.time_passes(DAY)

    assert await states(house) == ["failed"]
    assert house.words("followup-failed", number=1, why="blocked") in [message.text for message in house.cards()]


async def test_one_that_waited_too_long_is_not_sent_any_more(house: House, tmp_path: Path):
    await closed(house)
    folder = tmp_path / "later"
    folder.mkdir()
    await house.database.backup(folder / "bellbuoy.db")
    async with open_house(folder, delivers=False) as stopped:
        await stopped.time_passes(DAY)

    async with open_house(folder, starts=START + DAY + timedelta(days=4)) as later:
        await later.settles()

        assert await states(later) == ["failed"]
        assert asked(later) == []
        assert later.words("followup-failed", number=1, why="expired") in [card.text for card in later.cards()]


async def test_one_cut_off_by_a_crash_is_not_sent_twice_but_told_to_staff(house: House, tmp_path: Path):
    await closed(house)
    folder = tmp_path / "crashed"
    folder.mkdir()
    await house.database.backup(folder / "bellbuoy.db")
    async with open_house(folder, delivers=False) as stopped:
        await stopped.time_passes(DAY)
        # As if the program had been killed between sending and noting that it was sent.
        await stopped.database.write(lambda tx: tx.run("UPDATE outbox SET state = 'sending' WHERE state = 'waiting'"))

    async with open_house(folder, starts=START + DAY) as again:
        await again.settles()

        assert await states(again) == ["uncertain"]
        assert asked(again) == []
        assert [card.text for card in again.cards()] == [again.words("followup-uncertain", number=1)]


async def test_a_question_overtaken_by_a_second_closing_stops_nothing(house: House, tmp_path: Path):
    """The question still waits for a channel that is down when the ticket is opened and closed once more."""
    await closed(house)
    folder = tmp_path / "down"
    folder.mkdir()
    await house.database.backup(folder / "bellbuoy.db")
    async with open_house(folder, delivers=False) as stopped:
        await stopped.time_passes(DAY)
        await stopped.says(AMARA, "still nothing here")
        await stopped.commands(AMARA, "close")

        assert await states(stopped) == ["cancelled", "planned"]
        assert await stopped.sql("SELECT count(*) FROM dead_event") == [(0,)]


async def test_a_question_that_waits_in_the_outbox_is_called_back_when_the_ticket_opens_again(
    house: House, tmp_path: Path
):
    await closed(house)
    folder = tmp_path / "down"
    folder.mkdir()
    await house.database.backup(folder / "bellbuoy.db")
    async with open_house(folder, delivers=False) as stopped:
        await stopped.time_passes(DAY)
        await stopped.says(AMARA, "still nothing here")
        assert await states(stopped) == ["cancelled"]

    async with open_house(folder, starts=START + DAY) as back:
        await back.settles()

        assert asked(back) == []
        assert back.words("ticket-reopened", number=1) in [message.text for message in back.private(AMARA)]
        assert await states(back) == ["cancelled"]
        assert back.cards() == []


async def test_a_question_held_up_by_the_platform_is_not_tried_again_once_the_ticket_is_open(house: House):
    await closed(house)
    tries: list[Effect] = []

    def refuse(effect: Effect) -> None:
        if isinstance(effect, SendText) and effect.note.startswith("followup"):
            tries.append(effect)
            raise RetryLater(timedelta(seconds=0.05), "busy", counts=False)

    house.chat.refuse = refuse
    house.delivers = False
    await house.time_passes(DAY)
    await house.until(lambda tx: tx.value("SELECT error FROM outbox WHERE note = 'followup.ask:1'") is not None)

    await house.says(AMARA, "still nothing here")
    house.chat.refuse = lambda effect: None
    await house.until(lambda tx: tx.value("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')") == 0)

    assert tries
    assert asked(house) == []
    assert await states(house) == ["cancelled"]


async def test_the_question_is_in_the_language_of_the_ticket(house: House):
    await house.commands(WEI, "support")
    await house.presses(WEI, house.words("category-account", "zh-Hans"), house.private(WEI)[-1])
    await house.says(WEI, "登录不了")
    await house.commands(MIA, "close", await house.room_at(1))

    await house.time_passes(DAY)

    assert house.words("button-solved", "zh-Hans") in house.private(WEI)[-1].buttons
