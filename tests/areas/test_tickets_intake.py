"""Opening a ticket: from wherever somebody asks, into private, in their own words, with a number and a post."""

import dataclasses
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from core.community import Policy
from core.effects import Effect, OpenRoom
from core.errors import NeverDeliverable
from core.events import Media
from core.ids import MediaHash
from core.storage.db import Tx
from core.storage.moments import to_db
from tests.house import (
    AMARA,
    CARDS,
    COMMUNITY,
    DESK,
    DIEGO,
    FORUM,
    GROUP,
    MIA,
    OTTO,
    PANEL,
    START,
    WEI,
    House,
    open_house,
)


@pytest.fixture
async def without_forum(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=dataclasses.replace(COMMUNITY, ticket_forum=None)) as opened:
        yield opened


@pytest.fixture
async def without_staff_rooms(tmp_path: Path) -> AsyncIterator[House]:
    alone = dataclasses.replace(COMMUNITY, ticket_forum=None, staff_rooms=())
    async with open_house(tmp_path, community=alone) as opened:
        yield opened


async def chooses(house: House, category: str = "transaction") -> None:
    await house.commands(AMARA, "support")
    await house.presses(AMARA, house.words(f"category-{category}"), house.private(AMARA)[-1])


async def test_asking_for_support_in_a_group_leads_to_private(house: House):
    await house.commands(AMARA, "support", GROUP)

    (message,) = house.group()
    assert message.text == house.words("support-in-private")
    assert message.urls[house.words("button-human")]

    await house.follows(AMARA, house.words("button-human"), message)
    assert house.private(AMARA)[-1].text == house.words("support-which")


async def test_category_description_number_and_post(house: House):
    await chooses(house)
    asked = house.private(AMARA)[-1].text
    assert house.words("support-describe", category=house.words("category-transaction")) in asked
    assert house.words("never-share") in asked

    await house.says(AMARA, "My coins never arrived.")

    assert house.words("ticket-opened", number=1) in house.private(AMARA)[-1].text
    opened = next(effect for effect in house.desk.delivered if isinstance(effect, OpenRoom))
    assert opened.parent == FORUM
    assert opened.title == "#1 · Transaction · Amara"
    assert opened.tags == ("new", "normal", "Transaction", "en")
    card, words = await house.room(1)
    assert house.words("card-how") in card.text
    assert list(card.buttons)[:4] == [house.words(f"button-{act}") for act in ("claim", "reply", "note", "close")]
    assert "My coins never arrived." in words.text


async def test_a_security_ticket_is_urgent(house: House):
    await house.opens_ticket(category="Security")

    assert await house.sql("SELECT priority FROM ticket") == [("urgent",)]


@pytest.mark.parametrize("empty", ["", "   ", "thanks!"], ids=["nothing", "spaces", "thanks"])
async def test_an_empty_description_is_asked_for_again(house: House, empty: str):
    await chooses(house)

    await house.says(AMARA, empty)

    assert house.private(AMARA)[-1].text == house.words("support-describe-again")
    assert await house.sql("SELECT count(*) FROM ticket") == [(0,)]


async def test_a_picture_alone_is_a_description(house: House):
    await chooses(house)
    picture = Media(kind="photo", name="p.jpg", mime="image/jpeg", size=9, source="x", stored=MediaHash("ab" * 32))

    await house.says(AMARA, "", media=(picture,))

    assert await house.sql("SELECT text, media FROM ticket_entry") == [("", "p.jpg")]


async def test_a_question_that_waited_too_long_is_over(house: House):
    await chooses(house)
    house.clock.pass_by(timedelta(hours=25))

    await house.says(AMARA, "qwertz")

    assert house.private(AMARA)[-1].text == house.words("private-unknown")


async def test_words_given_with_the_command_are_carried_over(house: House):
    await house.commands(AMARA, "support", words="my coins are gone")

    await house.presses(AMARA, house.words("category-account"), house.private(AMARA)[-1])

    assert await house.sql("SELECT text FROM ticket_entry") == [("my coins are gone",)]
    assert [text for _, text in house.chat.answers] == [None] * len(house.chat.answers)
    assert len({caller for caller, _ in house.chat.answers}) == len(house.chat.answers)


async def test_words_carried_along_once_do_not_turn_up_in_a_later_ticket(house: House):
    await house.commands(AMARA, "support", words="my coins are gone")
    await chooses(house, "account")

    await house.says(AMARA, "I cannot log in")

    assert await house.sql("SELECT text FROM ticket_entry") == [("I cannot log in",)]


async def test_one_open_ticket_for_each_person_and_category(house: House):
    await house.opens_ticket(words="first")

    await house.opens_ticket(words="second")

    assert await house.sql("SELECT id FROM ticket") == [(1,)]
    assert house.words("ticket-added", number=1) in [message.text for message in house.private(AMARA)]
    assert any("second" in message.text for message in await house.room(1))


async def test_adding_to_an_answered_ticket_makes_the_member_wait_again(house: House):
    await house.opens_ticket(words="first")
    await house.commands(MIA, "reply", await house.room_at(1), text="What is the hash?")
    assert await house.sql("SELECT state FROM ticket") == [("waiting",)]

    await house.opens_ticket(words="second")

    assert await house.sql("SELECT state, waiting_since IS NOT NULL FROM ticket") == [("open", 1)]


async def test_two_people_have_a_ticket_each(house: House):
    await house.opens_ticket(AMARA)

    await house.opens_ticket(WEI)

    assert await house.sql("SELECT count(*) FROM ticket") == [(2,)]


async def test_nobody_has_more_open_tickets_than_allowed(house: House):
    menus = []
    for category in ("Account", "Transaction", "Legal"):
        await house.opens_ticket(category=category)
        menus.append(next(message for message in house.private(AMARA) if len(message.buttons) == 8))

    await house.commands(AMARA, "support")
    assert house.private(AMARA)[-1].text == house.words("ticket-too-many", limit=3)

    await house.presses(AMARA, "Project", menus[0])
    assert house.toast(house.chat) == house.words("ticket-too-many", limit=3)
    assert await house.sql("SELECT count(*) FROM ticket") == [(3,)]


async def test_a_category_chosen_in_time_does_not_get_round_the_limit(tmp_path: Path):
    async with open_house(tmp_path, policy=Policy(tickets_per_person=1)) as house:
        await house.commands(AMARA, "support")
        menu = house.private(AMARA)[-1]
        await house.presses(AMARA, "Account", menu)
        await house.says(AMARA, "I cannot log in")

        await house.presses(AMARA, "Legal", menu)

        assert house.toast(house.chat) == house.words("ticket-too-many", limit=1)


async def test_the_honest_wait_names_no_figure_before_there_is_one(house: House):
    await house.opens_ticket()

    assert house.words("wait-unknown") in house.private(AMARA)[-1].text


async def test_the_honest_wait_is_the_median_of_what_others_waited(tmp_path: Path):
    async with open_house(tmp_path, policy=Policy(tickets_per_person=20)) as house:
        for number, category in enumerate(("Account", "Transaction", "Security", "Technical", "Project"), 1):
            await house.opens_ticket(category=category)
            house.clock.pass_by(timedelta(minutes=10 * number))
            await house.commands(MIA, "reply", await house.room_at(number), text="Hello.")

        await house.opens_ticket(WEI)

        assert (
            house.words("wait-minutes", "zh-Hans", count=30) in house.private(WEI)[-1].text
            or house.words("wait-minutes", count=30) in house.private(WEI)[-1].text
        )


async def test_the_honest_wait_looks_at_the_last_two_hundred_answered_tickets(house: House):
    def insert(tx: Tx) -> None:
        tx.insert(
            "INSERT INTO person (channel, external, name, first_seen, last_seen) VALUES ('chat', '9', 'Old', 0, 0)"
        )
        for number in range(600):
            opened = to_db(START - timedelta(minutes=number))
            tx.insert(
                "INSERT INTO ticket (person, channel, member_place, category, state, priority, locale, opened_at,"
                " first_response_at, active_at) VALUES (1, 'chat', '9', 'other', 'closed', 'normal', 'en', ?, ?, 0)",
                opened,
                opened + (10 if number < 200 else 300) * 60_000_000,
            )

    await house.database.write(insert)

    await house.opens_ticket()

    assert house.words("wait-minutes", count=10) in house.private(AMARA)[-1].text


async def test_a_description_as_long_as_the_platform_allows_is_kept_whole(house: House):
    words = "a" + " so it went on" * 290 + " THE END"
    await house.opens_ticket(words=words)

    assert len(words) > 4000
    assert await house.sql("SELECT text FROM ticket_entry") == [(words,)]
    assert "THE END" in (await house.room(1))[-1].text


async def test_a_ticket_speaks_the_language_that_its_member_wrote(house: House):
    await house.commands(AMARA, "support")
    await house.presses(AMARA, house.words("category-account"), house.private(AMARA)[-1])
    await house.says(AMARA, "我的账户登录不了，怎么办")

    await house.commands(MIA, "reply", await house.room_at(1), text="请稍等")

    head = house.words("reply-from", "zh-Hans", community="Harbour", number=1)
    assert house.private(AMARA)[-1].text.startswith(head)
    assert house.toast() == house.words("reply-on-its-way")


async def test_a_panel_leads_to_a_menu_with_a_form_a_private_thread_and_a_post(house: House):
    await house.commands(OTTO, "panel", PANEL)
    (panel,) = house.desk.at(PANEL.place)

    await house.presses(DIEGO, house.words("button-open-ticket"), panel)
    menu = house.desk.answer_controls[-1]
    await house.submits(DIEGO, menu.menu, PANEL, choice="transaction", description="My coins never arrived.")

    assert house.toast() == house.words("ticket-opened-thread", number=1)
    thread = await house.room(1, "member")
    assert thread[0].text.startswith("Diego")
    assert house.words("ticket-opened", number=1) in thread[0].text
    room = next(effect for effect in house.desk.delivered if isinstance(effect, OpenRoom) and effect.member)
    assert (room.parent, room.member) == (PANEL, DIEGO.person)
    assert any("My coins never arrived." in message.text for message in await house.room(1))


async def test_only_a_lead_posts_the_panel(house: House):
    await house.commands(MIA, "panel", PANEL)

    assert house.toast() == house.words("not-allowed")
    assert house.desk.at(PANEL.place) == []


@pytest.mark.parametrize(
    ("choice", "description"), [("treasure", "hello there"), ("account", "  ")], ids=["category", "words"]
)
async def test_a_form_with_nonsense_in_it_opens_nothing(house: House, choice: str, description: str):
    await house.commands(DIEGO, "support", PANEL)
    menu = house.desk.answer_controls[-1]

    await house.submits(DIEGO, menu.menu, PANEL, choice=choice, description=description)

    assert await house.sql("SELECT count(*) FROM ticket") == [(0,)]


async def test_without_a_place_for_threads_the_member_is_told(tmp_path: Path):
    async with open_house(tmp_path, community=dataclasses.replace(COMMUNITY, private_parents={})) as house:
        await house.commands(DIEGO, "support", PANEL)
        menu = house.desk.answer_controls[-1]

        await house.submits(DIEGO, menu.menu, PANEL, choice="account", description="I cannot log in")

        assert house.toast() == house.words("support-no-place")


async def test_without_a_forum_tickets_go_to_the_staff_room_and_are_answered_there(without_forum: House):
    house = without_forum
    await house.opens_ticket()
    card, words = house.cards()
    assert "#1" in card.text
    assert "My coins never arrived." in words.text

    await house.submits(MIA, card.buttons[house.words("button-reply")], CARDS, text="Which coin?")
    await house.commands(MIA, "note", CARDS, replies_to=words.ref, text="looks real")

    assert "Which coin?" in house.private(AMARA)[-1].text
    assert any("looks real" in message.text for message in house.cards())


async def test_a_command_in_the_staff_room_needs_to_say_which_ticket(without_forum: House):
    await without_forum.opens_ticket()

    await without_forum.commands(MIA, "reply", CARDS, text="Hello?")

    assert without_forum.toast() == without_forum.words("no-ticket-here")


async def test_without_any_staff_room_the_ticket_is_kept(without_staff_rooms: House):
    house = without_staff_rooms

    await house.opens_ticket()
    await house.says(AMARA, "and a picture")

    assert house.words("ticket-opened", number=1) in house.private(AMARA)[-1].text
    entries = await house.sql("SELECT text, delivery FROM ticket_entry ORDER BY id")
    assert entries == [("My coins never arrived.", "none"), ("and a picture", "none")]
    assert house.desk.delivered == []


async def test_a_post_that_cannot_be_made_is_told_to_staff_with_the_words(house: House):
    def refuse(effect: Effect) -> None:
        if isinstance(effect, OpenRoom):
            raise NeverDeliverable("forbidden", "no rights in the forum")

    house.desk.refuse = refuse

    await house.opens_ticket()

    cards = [card.text for card in house.cards()]
    assert house.words("post-failed", number=1, why="forbidden: no rights in the forum") in cards
    shown = house.words("entry-not-shown", number=1)
    assert any(shown in text and "My coins never arrived." in text for text in cards)
    assert house.words("ticket-opened", number=1) in house.private(AMARA)[-1].text


async def test_a_name_made_to_deceive_stays_one_harmless_line(house: House):
    trickster = msgspec.structs.replace(AMARA, name="\u202eMia\nBellbuoy: closed" + "x" * 65536)

    await house.opens_ticket(trickster)

    opened = next(effect for effect in house.desk.delivered if isinstance(effect, OpenRoom))
    assert len(opened.title) <= 100
    assert "\n" not in opened.title
    assert "\u202e" not in opened.title
    assert opened.room.channel == DESK
