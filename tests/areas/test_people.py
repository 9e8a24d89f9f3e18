"""First words, commands nobody knows, and the language in which somebody is spoken to."""

import logging

import msgspec
import pytest

from core.channel import Handled
from core.events import BotReach, PlaceKind
from core.ids import Address, EventId
from tests.house import AMARA, CHAT, DIEGO, GROUP, MIA, PANEL, START, WEI, House, private_with


@pytest.mark.parametrize(("command", "key"), [("start", "hello"), ("help", "help-title")])
async def test_the_first_words_say_who_we_are_and_what_we_never_ask(house: House, command: str, key: str):
    await house.commands(AMARA, command)

    (message,) = house.private(AMARA)
    assert house.words(key, community="Harbour") in message.text
    assert house.words("never-share") in message.text
    assert list(message.buttons) == [house.words("button-human")]


async def test_an_unknown_command_is_answered_in_words(house: House):
    await house.commands(AMARA, "airdrop")

    assert house.private(AMARA)[-1].text == house.words("command-unknown")


async def test_a_person_is_spoken_to_as_their_platform_hints(house: House):
    await house.commands(WEI, "help")

    assert house.words("help-title", "zh-Hans", community="Harbour") in house.private(WEI)[-1].text


async def test_the_language_just_written_wins_over_the_hint_of_the_platform(house: House):
    await house.says(AMARA, "你们能帮我吗？我的帐户登录不了了，怎么办")

    assert house.words("button-human", "zh-Hans") in house.private(AMARA)[-1].buttons


async def test_words_of_another_script_are_answered_in_it_though_the_spelling_leaves_a_doubt(house: House):
    await house.says(AMARA, "你好")

    assert house.private(AMARA)[-1].text == house.words("private-unknown", "zh-Hans")


async def test_the_hint_decides_between_two_spellings_of_one_language(house: House):
    hong_kong = msgspec.structs.replace(WEI, language="zh-HK")

    await house.says(hong_kong, "你好")

    assert house.private(WEI)[-1].text == house.words("private-unknown", "zh-Hant")


async def test_a_person_s_own_choice_wins_over_everything(house: House):
    await house.commands(WEI, "language", language="ta")
    assert house.private(WEI)[-1].text == house.words("language-set", "ta")

    await house.says(WEI, "你好")

    assert house.private(WEI)[-1].text == house.words("private-unknown", "ta")


async def test_the_menu_of_languages_sets_the_one_chosen(house: House):
    await house.commands(AMARA, "language")
    menu = house.private(AMARA)[-1]

    await house.presses(AMARA, house.words("language-name", "zh-Hant"), menu)
    await house.commands(AMARA, "help")

    assert house.words("help-title", "zh-Hant", community="Harbour") in house.private(AMARA)[-1].text


async def test_automatic_goes_back_to_the_hint(house: House):
    await house.commands(WEI, "language", language="en")

    await house.commands(WEI, "language", language="auto")
    await house.commands(WEI, "status")

    assert house.private(WEI)[-1].text == house.words("status-none", "zh-Hans")


async def test_a_language_we_do_not_speak_is_refused_with_those_we_do(house: House):
    await house.commands(AMARA, "language", language="tlh")

    assert house.private(AMARA)[-1].text == house.words("language-unknown", known="en, zh-Hans, zh-Hant, ta")


async def test_status_shows_only_the_tickets_of_whoever_asks(house: House):
    await house.opens_ticket(AMARA)
    await house.commands(WEI, "support")
    await house.presses(WEI, house.words("category-account", "zh-Hans"), house.private(WEI)[-1])
    await house.says(WEI, "登录不了")

    await house.commands(AMARA, "status")

    text = house.private(AMARA)[-1].text
    assert "#1" in text
    assert "#2" not in text


async def test_status_in_a_group_leads_to_private_where_answers_there_are_public(house: House):
    await house.opens_ticket(AMARA)

    await house.commands(AMARA, "status", GROUP)

    assert house.group()[-1].text == house.words("support-in-private")
    assert "#1" not in house.group()[-1].text


async def test_status_in_a_group_is_answered_where_only_the_asker_sees_it(house: House):
    await house.commands(DIEGO, "status", PANEL)

    assert house.toast() == house.words("status-none")
    assert house.desk.at(PANEL.place) == []


async def test_cancel_drops_what_was_asked(house: House):
    await house.commands(AMARA, "support")
    await house.presses(AMARA, house.words("category-account"), house.private(AMARA)[-1])

    await house.commands(AMARA, "cancel")
    assert house.private(AMARA)[-1].text == house.words("cancelled")

    await house.commands(AMARA, "cancel")
    assert house.private(AMARA)[-1].text == house.words("nothing-to-cancel")


async def reach(
    house: House,
    at: Address,
    *,
    present: bool = True,
    rights: tuple[str, ...] = (),
    title: str = "Harbour Community",
) -> Handled:
    private = at == private_with(AMARA)
    return await house.happens(
        BotReach(
            id=EventId(f"reach:{house.next_id()}"),
            when=START,
            at=at,
            kind=PlaceKind.PRIVATE if private else PlaceKind.GROUP,
            title=title,
            present=present,
            rights=frozenset(rights),
            person=AMARA.person if private else None,
        )
    )


@pytest.mark.parametrize(
    ("place", "present", "rights", "key"),
    [
        ("-100", False, (), "reach-lost"),
        ("-100", True, ("write",), "reach-weak"),
        ("-100", True, ("delete", "restrict"), "reach-full"),
    ],
)
async def test_staff_are_told_once_what_we_may_do_in_a_group(
    house: House, place: str, present: bool, rights: tuple[str, ...], key: str
):
    await reach(house, Address(CHAT, place), present=present, rights=rights)

    assert [message.text for message in house.cards()] == [house.words(key, place="Harbour Community")]


@pytest.mark.parametrize("present", [True, False])
async def test_a_group_that_is_not_in_the_settings_is_named_to_the_operator_alone(
    house: House, present: bool, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)

    await reach(house, Address(CHAT, "-555"), present=present, rights=("delete", "restrict"))

    assert house.cards() == []
    assert "place=-555" in caplog.text
    assert "Harbour Community" not in caplog.text


async def test_the_title_of_a_place_stays_one_line_that_turns_nothing(house: House):
    await reach(house, GROUP, title="Harbour\n\n\u202ecom.evil//:sptth", rights=("delete", "restrict"))

    assert house.cards()[0].text == house.words("reach-full", place="Harbour com.evil//:sptth")


async def test_a_place_on_a_channel_that_is_all_ours_needs_no_entry_in_the_settings(house: House):
    await reach(house, Address(MIA.person.channel, "server"), rights=("delete", "restrict"))

    assert house.cards()[0].text == house.words("reach-full", place="Harbour Community")


async def test_being_blocked_is_remembered_until_they_come_back(house: House):
    await house.commands(AMARA, "help")

    await reach(house, private_with(AMARA), present=False)
    assert await house.sql("SELECT blocked_us FROM person") == [(1,)]

    await reach(house, private_with(AMARA), present=True)
    assert await house.sql("SELECT blocked_us FROM person") == [(0,)]
    assert house.cards() == []
