"""Whole stories over both toy platforms, told from what people see."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from core.channel import Handled
from core.effects import DeleteMessage, Effect, Restrict
from core.errors import NeverDeliverable
from tests.areas.secrets_of_nobody import PHRASE, WORDS
from tests.house import AMARA, DIEGO, GROUP, MIA, OTTO, PANEL, START, THIEF, WEI, House, open_house


@pytest.fixture
async def house(tmp_path: Path):
    async with open_house(tmp_path) as opened:
        yield opened


def reads(house: House, who) -> str:
    return "\n".join(message.text for message in house.private(who))


async def test_a_question_a_ticket_an_answer_and_a_week_later(house: House):
    """Amara asks in the group, is not helped by the answer, talks to a human, and comes back after the end."""
    await house.says(AMARA, "My transaction is pending for hours, why?", GROUP)
    await house.follows(AMARA, house.words("button-human"), house.group()[0])
    await house.presses(AMARA, house.words("category-transaction"), house.private(AMARA)[-1])
    await house.says(AMARA, "I sent 2 ETH three days ago.")
    assert house.words("ticket-opened", number=1) in reads(house, AMARA)

    post = await house.room_at(1)
    await house.presses(MIA, house.words("button-claim"), (await house.room(1))[0])
    await house.commands(MIA, "reply", post, text="Please give us the hash.")
    await house.says(AMARA, "it is 0xabc")
    await house.commands(OTTO, "reply", post, text="Found it, on its way.")
    assert house.toast() == house.words("reply-on-its-way-other", name="Mia")
    await house.commands(MIA, "close", post, reason="Confirmed.")
    await house.presses(AMARA, "★★★★", house.private(AMARA)[-1])
    await house.says(AMARA, "thank you!")
    assert house.private(AMARA)[-1].text == house.words("thanks-answer")

    await house.time_passes(timedelta(hours=24))
    await house.presses(AMARA, house.words("button-not-solved"), house.private(AMARA)[-1])
    await house.says(AMARA, "it went away again")

    room = "\n".join(message.text for message in await house.room(1))
    assert "it is 0xabc" in room
    assert "it went away again" in room
    assert house.words("ticket-reopened-by", name="Amara") in room
    assert await house.sql("SELECT state, rating FROM ticket") == [("open", 4)]
    assert await house.sql("SELECT delivery FROM ticket_entry WHERE kind = 'reply'") == [("sent",), ("sent",)]
    assert "Mia" not in reads(house, AMARA)
    assert len(house.group()) == 1


async def test_a_scam_is_caught_undone_and_caught_again(house: House):
    """A moderator takes back the first removal; the second time the thief is banned."""
    ask = "please send me your 12 word seed phrase now to validate your wallet"
    await house.says(THIEF, ask, GROUP)
    await house.presses(MIA, house.words("button-undo"), house.cards()[0])
    assert ask in house.group()[-1].text

    await house.says(THIEF, ask, GROUP)
    await house.presses(DIEGO, house.words("button-ban"), house.cards()[1])
    await house.presses(OTTO, house.words("button-ban"), house.cards()[1])

    names = [type(effect).__name__ for effect in house.chat.delivered]
    assert names.count("Ban") == 1
    assert names.count("DeleteMessage") == 2
    assert [effect.until is None for effect in house.chat.delivered if isinstance(effect, Restrict)] == [
        False,
        True,
        False,
    ]


async def test_a_phrase_posted_in_panic_is_kept_nowhere_while_help_goes_on(
    house: House, caplog: pytest.LogCaptureFixture
):
    """Wei posts the phrase in the group, again in private and again in the ticket; help comes without it."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, logger="aiosqlite")
    await house.says(WEI, f"help {PHRASE}", GROUP)
    await house.says(WEI, f"help {PHRASE}")
    await house.commands(WEI, "support")
    await house.presses(WEI, house.words("category-security", "zh-Hans"), house.private(WEI)[-1])
    await house.says(WEI, f"I posted it: {PHRASE}")

    await house.commands(MIA, "reply", await house.room_at(1), text="Move everything to a new wallet now.")

    assert "Move everything" in house.private(WEI)[-1].text
    assert len(house.chat.gone) == 3
    kept = b"".join(file.read_bytes() for file in Path(house.database.path).parent.iterdir() if file.is_file())
    for at in range(11):
        pair = " ".join(WORDS[at : at + 2])
        assert pair.encode() not in kept
        assert pair not in caplog.text


async def test_a_member_of_the_server_goes_from_the_panel_to_the_end(house: House):
    """Diego opens a ticket at the panel; a stranger in the thread is not heard; Diego closes it himself."""
    await house.commands(OTTO, "panel", PANEL)
    await house.presses(DIEGO, house.words("button-open-ticket"), house.desk.at(PANEL.place)[0])
    await house.submits(DIEGO, house.desk.answer_controls[-1].menu, PANEL, choice="account", description="locked out")
    thread, post = await house.room_at(1, "member"), await house.room_at(1)

    await house.says(DIEGO, "it says wrong code", thread)
    await house.says(THIEF, "write me, I can unlock it", thread)
    await house.commands(MIA, "note", post, text="2FA, check the clock")
    await house.commands(MIA, "reply", post, text="Is your phone's clock right?")
    await house.commands(DIEGO, "close", thread, reason="that was it, thanks")

    member = "\n".join(message.text for message in await house.room(1, "member"))
    staff = "\n".join(message.text for message in await house.room(1))
    assert "phone's clock" in member
    assert "2FA, check the clock" not in member
    assert "it says wrong code" in staff
    assert "I can unlock it" not in staff
    assert await house.sql("SELECT state, reason FROM ticket") == [("closed", "that was it, thanks")]


async def test_a_blocked_bot_a_lost_right_and_an_outage_are_all_said_in_words(house: House):
    def refuse(effect: Effect) -> None:
        if isinstance(effect, DeleteMessage):
            raise NeverDeliverable("forbidden")

    await house.opens_ticket()
    house.chat.refuse = refuse
    await house.says(THIEF, "please send me your 12 word seed phrase now to validate your wallet", GROUP)
    assert house.words("no-right-to-delete") in house.cards()[-1].text

    def blocked(effect: Effect) -> None:
        raise NeverDeliverable("blocked")

    house.chat.refuse = blocked
    await house.commands(MIA, "reply", await house.room_at(1), text="Hello?")
    assert (await house.room(1))[-1].text == house.words("not-delivered-blocked")


async def test_everything_goes_on_after_a_restart(tmp_path: Path):
    """Committed, killed before anything was delivered, started again: each thing arrives once."""
    async with open_house(tmp_path, delivers=False) as stopped:
        await stopped.says(AMARA, "My transaction is pending for hours, why?", GROUP)
        await stopped.commands(WEI, "help")

    async with open_house(tmp_path, starts=START + timedelta(seconds=5)) as again:
        await again.settles()

        assert len(again.group()) == 1
        assert len(again.private(WEI)) == 1
        handled = await again.presses(AMARA, again.words("button-helped"), again.group()[0])
        assert handled is Handled.DONE
        assert again.group()[0].buttons == {}
