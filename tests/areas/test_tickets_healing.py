"""A post or thread that could not be opened: it is told, nothing is lost, and it is made as soon as it can be."""

from collections.abc import Awaitable, Callable

import pytest

from core.effects import Effect, OpenRoom, SendText
from core.errors import NeverDeliverable
from tests.house import AMARA, CARDS, DIEGO, MIA, PANEL, House


def refuses(house: House, *, threads: bool) -> None:
    """The platform opens no private threads, or else no posts."""

    def refuse(effect: Effect) -> None:
        if isinstance(effect, OpenRoom) and (effect.member is not None) is threads:
            raise NeverDeliverable("forbidden", "missing access")

    house.desk.refuse = refuse


def allows(house: House) -> None:
    house.desk.refuse = lambda effect: None


def opened(house: House, side: str) -> int:
    named = f"ticket:1:{side}"
    rooms = [effect.room for effect in house.desk.delivered if isinstance(effect, OpenRoom)]
    return sum(getattr(room, "name", "") == named for room in rooms)


async def asks_again(house: House, words: str) -> None:
    await house.commands(DIEGO, "support", PANEL)
    await house.submits(DIEGO, house.desk.answer_controls[-1].menu, PANEL, choice="transaction", description=words)


# The staff's post


async def test_without_its_post_a_ticket_can_be_answered_from_the_cards(house: House):
    refuses(house, threads=False)
    await house.opens_ticket()
    unshown = next(card for card in house.cards() if "My coins never arrived." in card.text)

    await house.commands(MIA, "reply", CARDS, replies_to=unshown.ref, text="Which coin?")
    await house.submits(MIA, unshown.buttons[house.words("button-reply")], CARDS, text="And when?")

    said = "\n".join(message.text for message in house.private(AMARA))
    assert "Which coin?" in said
    assert "And when?" in said


@pytest.mark.parametrize("place", ["post-failed", "entry-not-shown"])
async def test_each_card_of_a_ticket_without_post_has_its_buttons(house: House, place: str):
    why = "forbidden: missing access"
    refuses(house, threads=False)

    await house.opens_ticket()

    card = next(card for card in house.cards() if card.text.startswith(house.words(place, number=1, why=why)))
    acts = [house.words(f"button-{act}") for act in ("claim", "reply", "note", "close")]
    assert list(card.buttons)[:4] == acts


async def test_a_post_that_could_not_be_made_is_made_with_the_member_s_next_words(house: House):
    refuses(house, threads=False)
    await house.opens_ticket()
    allows(house)

    await house.says(AMARA, "anybody there?")

    card, before, words = await house.room(1)
    assert house.words("button-claim") in card.buttons
    assert "My coins never arrived." in before.text
    assert "anybody there?" not in before.text
    assert "anybody there?" in words.text
    await house.says(AMARA, "hello?")
    assert opened(house, "staff") == 1


async def test_a_post_that_could_not_be_made_is_made_when_staff_do_something(house: House):
    refuses(house, threads=False)
    await house.opens_ticket()
    allows(house)

    await house.presses(MIA, house.words("button-claim"), house.cards()[0])

    card, before = await house.room(1)
    assert house.words("card-claimed", name="Mia") in card.text
    assert "My coins never arrived." in before.text


async def test_what_is_wrong_is_told_once_and_every_word_of_the_member_is_shown(house: House):
    refuses(house, threads=False)
    await house.opens_ticket()

    await house.says(AMARA, "anybody there?")
    await house.says(AMARA, "hello?")

    cards = [card.text for card in house.cards()]
    told = house.words("post-failed", number=1, why="forbidden: missing access")
    assert cards.count(told) == 1
    for words in ("My coins never arrived.", "anybody there?", "hello?"):
        assert sum(words in text for text in cards) == 1


async def test_words_that_find_the_post_deleted_reach_staff_when_no_new_one_can_be_made(house: House):
    await house.opens_ticket()
    old = await house.room_at(1)

    def refuse(effect: Effect) -> None:
        if isinstance(effect, OpenRoom):
            raise NeverDeliverable("forbidden", "missing access")
        if isinstance(effect, SendText) and effect.to == old:
            raise NeverDeliverable("gone")

    house.desk.refuse = refuse

    await house.says(AMARA, "It was 2 ETH.")

    assert any("It was 2 ETH." in card.text and card.buttons for card in house.cards())
    assert await house.sql("SELECT delivery FROM ticket_entry WHERE text = 'It was 2 ETH.'") == [("failed",)]


# The member's thread


async def test_a_thread_that_cannot_be_opened_is_told_to_the_member_and_to_staff(house: House):
    refuses(house, threads=True)

    await house.opens_thread()

    assert [text for _, text in house.desk.answers][-2:] == [
        house.words("ticket-opened-thread", number=1),
        house.words("ticket-thread-failed", number=1),
    ]
    assert len({caller for caller, _ in house.desk.answers[-2:]}) == 1
    told = house.words("thread-failed", number=1, why="forbidden: missing access")
    assert [card.text for card in house.cards()] == [told]
    assert any("My coins never arrived." in message.text for message in await house.room(1))
    assert await house.sql("SELECT caller FROM ticket") == [(None,)]


async def test_whom_to_answer_is_forgotten_once_the_thread_is_there(house: House):
    await house.opens_thread()

    assert await house.sql("SELECT caller FROM ticket") == [(None,)]


async def replies(house: House) -> None:
    await house.commands(MIA, "reply", await house.room_at(1), text="Which coin?")


async def closes(house: House) -> None:
    await house.commands(MIA, "close", await house.room_at(1), reason="Which coin?")


async def closes_and_reopens(house: House) -> None:
    refuses(house, threads=True)
    await closes(house)
    allows(house)
    await house.commands(MIA, "reopen", await house.room_at(1))
    await replies(house)


async def member_comes_again(house: House) -> None:
    await asks_again(house, "Anybody?")
    await replies(house)


@pytest.mark.parametrize("act", [replies, closes, closes_and_reopens, member_comes_again])
async def test_a_thread_that_could_not_be_opened_is_opened_when_there_is_something_to_say(
    house: House, act: Callable[[House], Awaitable[None]]
):
    refuses(house, threads=True)
    await house.opens_thread()
    allows(house)

    await act(house)

    first, *rest = await house.room(1, "member")
    assert first.text.startswith("Diego")
    assert house.words("ticket-opened", number=1) in first.text
    assert any("Which coin?" in message.text for message in rest)
    assert opened(house, "member") == 1


async def test_a_member_who_comes_again_is_told_again_that_there_is_no_thread(house: House):
    refuses(house, threads=True)
    await house.opens_thread()

    await asks_again(house, "Anybody?")

    assert [text for _, text in house.desk.answers][-2:] == [
        house.words("ticket-added", number=1),
        house.words("ticket-thread-failed", number=1),
    ]
    assert len(house.cards()) == 1
    assert any("Anybody?" in message.text for message in await house.room(1))


async def test_a_reply_without_a_thread_is_told_as_not_delivered(house: House):
    refuses(house, threads=True)
    await house.opens_thread()

    await replies(house)

    assert (await house.room(1))[-1].text == house.words("not-delivered-room-missing")
    assert await house.sql("SELECT delivery FROM ticket_entry WHERE kind = 'reply'") == [("failed",)]


async def test_a_reply_that_finds_the_thread_deleted_goes_into_a_new_one(house: House):
    await house.opens_thread()
    old = await house.room_at(1, "member")

    def refuse(effect: Effect) -> None:
        if isinstance(effect, SendText) and effect.to == old:
            raise NeverDeliverable("gone")

    house.desk.refuse = refuse

    await replies(house)
    await house.commands(MIA, "reply", await house.room_at(1), text="And when?")

    assert await house.room_at(1, "member") != old
    said = [message.text for message in await house.room(1, "member")]
    assert house.words("thread-again", number=1) in said[0]
    assert "Which coin?" in said[1]
    assert "And when?" in said[2]
    assert house.words("room-healed", number=1) in [card.text for card in house.cards()]
    assert await house.sql("SELECT DISTINCT delivery FROM ticket_entry WHERE kind = 'reply'") == [("sent",)]
