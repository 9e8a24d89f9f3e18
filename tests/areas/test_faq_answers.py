"""Answers in a group: short, sourced, once; silence about everything else, and nothing written down about it."""

from datetime import timedelta

import msgspec
import pytest

from core.channel import Handled
from core.events import Author, MessageReceived, PlaceKind
from core.ids import EventId, MessageRef, PersonRef
from tests.house import AMARA, CHAT, DIEGO, GROUP, MIA, PANEL, START, WEI, House, private_with

PENDING = "My transaction is pending for hours, why?"
TITLE = "My transaction is pending or unconfirmed"
CHATTER = [
    "gm everyone",
    "to the moon 🚀",
    "nice weather today",
    "lol",
    "I sold everything yesterday",
    "早上好",
    "வணக்கம்",
]


async def counts(house: House) -> dict[str, int]:
    tables = await house.sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {str(name): int(str((await house.sql(f"SELECT count(*) FROM {name}"))[0][0])) for (name,) in tables}


async def changes(house: House) -> int:
    return await house.database.write(lambda tx: int(tx.value("SELECT total_changes()")))


async def test_a_question_gets_one_short_answer_with_its_source_and_ways_on(house: House):
    ref, handled = await house.says(AMARA, PENDING, GROUP)

    (answer,) = house.group()
    assert handled is Handled.DONE
    assert "Look up the hash in a block explorer" in answer.text
    assert house.words("faq-source", title=TITLE, topic="tx.pending") in answer.text
    assert list(answer.buttons) == [
        house.words("button-helped"),
        house.words("button-not-my-question"),
        house.words("button-human"),
    ]
    assert answer.parent == ref


@pytest.mark.parametrize("text", CHATTER)
async def test_chatter_is_met_with_silence_and_leaves_no_trace(house: House, text: str):
    rows, written = await counts(house), await changes(house)

    _, handled = await house.says(AMARA, text, GROUP)

    assert handled is Handled.IGNORED
    assert house.group() == []
    assert await counts(house) == rows
    assert await changes(house) == written


async def test_the_same_topic_is_not_answered_again_within_the_cool_down(house: House):
    await house.says(AMARA, PENDING, GROUP)
    rows = await counts(house)

    _, handled = await house.says(WEI, "is my transaction still pending?", GROUP)

    assert handled is Handled.IGNORED
    assert len(house.group()) == 1
    assert await counts(house) == rows


async def test_another_topic_and_another_place_have_a_cool_down_of_their_own(house: House):
    await house.says(AMARA, PENDING, GROUP)

    await house.says(AMARA, "gas fees so high why?", GROUP)
    await house.says(DIEGO, PENDING, PANEL, mentions=True)

    assert len(house.group()) == 2
    assert len(house.desk.at(PANEL.place)) == 1


async def test_after_the_cool_down_the_topic_is_answered_again(house: House):
    await house.says(AMARA, PENDING, GROUP)
    house.clock.pass_by(timedelta(seconds=61))

    await house.says(WEI, PENDING, GROUP)

    assert len(house.group()) == 2


@pytest.mark.parametrize(
    "speaker",
    [
        Author(person=PersonRef(CHAT, "1"), name="An admin of the group", is_privileged=True),
        Author(person=PersonRef(CHAT, "136817688"), name="Harbour News", is_privileged=True),
    ],
    ids=["administrator", "linked channel"],
)
async def test_statements_of_those_who_run_the_group_are_not_answered(house: House, speaker: Author):
    await house.says(speaker, PENDING, GROUP)

    assert house.group() == []


async def test_statements_of_staff_are_not_answered_but_a_staff_member_who_asks_us_is(house: House):
    await house.says(MIA, PENDING, PANEL)
    assert house.desk.at(PANEL.place) == []

    await house.says(MIA, PENDING, PANEL, mentions=True)
    assert len(house.desk.at(PANEL.place)) == 1


async def test_a_message_that_an_edit_finishes_at_once_is_answered_like_a_new_one(house: House):
    ref, _ = await house.says(AMARA, "hello", GROUP)

    _, handled = await house.says(AMARA, PENDING, GROUP, edits=ref)

    assert handled is Handled.DONE
    assert [message.parent for message in house.group()] == [ref]


async def test_an_edit_that_makes_a_question_of_an_older_message_is_not_answered(house: House):
    ref, _ = await house.says(AMARA, "hello", GROUP)
    house.clock.pass_by(timedelta(seconds=121))

    _, handled = await house.says(AMARA, PENDING, GROUP, edits=ref)

    assert handled is Handled.IGNORED


async def test_a_group_that_is_not_ours_gets_no_answer(house: House):
    other = msgspec.structs.replace(GROUP, place="-999")

    _, handled = await house.says(AMARA, PENDING, other, mentions=True)

    assert handled is Handled.IGNORED


async def test_the_answer_is_in_the_language_of_the_question(house: House):
    await house.says(AMARA, "我的交易一直待处理，怎么办？", GROUP)

    assert house.words("button-human", "zh-Hans") in house.group()[0].buttons
    assert "区块浏览器" in house.group()[0].text


async def test_this_helped_takes_the_buttons_away_and_is_counted(house: House):
    await house.says(AMARA, PENDING, GROUP)

    await house.presses(AMARA, house.words("button-helped"), house.group()[0])

    assert house.group()[0].buttons == {}
    assert house.toast(house.chat) == house.words("faq-glad")
    assert await house.sql("SELECT outcome FROM faq_answer") == [("helped",)]


async def test_not_my_question_offers_what_else_it_may_have_been_and_a_human(house: House):
    await house.says(AMARA, PENDING, GROUP)

    await house.presses(AMARA, house.words("button-not-my-question"), house.group()[0])

    (message,) = house.group()
    assert house.words("button-human") in message.buttons
    assert await house.sql("SELECT outcome FROM faq_answer") == [("not-helped",)]


async def test_a_suggestion_turns_into_the_answer_in_its_place(house: House):
    await house.says(AMARA, PENDING, GROUP)
    await house.presses(AMARA, house.words("button-not-my-question"), house.group()[0])
    titles = [label for label in house.group()[0].buttons if label != house.words("button-human")]

    await house.presses(AMARA, titles[0], house.group()[0])

    (message,) = house.group()
    assert titles[0] in message.text
    assert house.words("button-helped") in message.buttons


@pytest.mark.parametrize("button", ["button-helped", "button-not-my-question"])
async def test_nobody_else_can_press_the_buttons_of_an_answer(house: House, button: str):
    await house.says(AMARA, PENDING, GROUP)
    before = house.group()[0].text

    await house.presses(WEI, house.words(button), house.group()[0])

    assert house.toast(house.chat) == house.words("button-not-yours", "zh-Hans")
    assert house.group()[0].text == before
    assert await house.sql("SELECT outcome FROM faq_answer") == [("none",)]


async def test_nobody_else_can_choose_among_the_suggestions(house: House):
    await house.says(AMARA, PENDING, GROUP)
    await house.presses(AMARA, house.words("button-not-my-question"), house.group()[0])
    titles = [label for label in house.group()[0].buttons if label != house.words("button-human")]

    await house.presses(WEI, titles[0], house.group()[0])

    assert house.toast(house.chat) == house.words("button-not-yours", "zh-Hans")


async def test_talk_to_a_human_leads_into_the_private_chat_where_there_are_deep_links(house: House):
    await house.says(AMARA, PENDING, GROUP)
    assert house.group()[0].urls[house.words("button-human")]

    await house.follows(AMARA, house.words("button-human"), house.group()[0])

    assert house.private(AMARA)[-1].text.endswith(house.words("support-which"))
    assert len(house.group()) == 1


async def test_talk_to_a_human_is_answered_on_the_spot_where_there_are_none(house: House):
    await house.says(DIEGO, PENDING, PANEL, mentions=True)

    await house.presses(DIEGO, house.words("button-human"), house.desk.at(PANEL.place)[0])

    menu = house.desk.answer_controls[-1]
    assert menu.text.endswith(house.words("support-which"))
    assert house.words("category-transaction") in menu.buttons
    assert len(house.desk.at(PANEL.place)) == 1


async def test_in_private_the_whole_answer_is_given(house: House):
    await house.says(AMARA, PENDING)

    text = house.private(AMARA)[0].text
    assert house.words("faq-needs") in text
    assert "⛔" in text


async def test_in_private_words_that_nobody_knows_are_no_dead_end(clueless: House):
    house = clueless
    await house.says(AMARA, "qwertz")

    assert house.private(AMARA)[0].text == house.words("private-unknown")
    assert list(house.private(AMARA)[0].buttons) == [house.words("button-browse"), house.words("button-human")]


async def test_the_command_lists_categories_then_topics_and_shows_the_one_chosen(house: House):
    await house.commands(AMARA, "faq")
    categories = house.private(AMARA)[-1]
    await house.presses(AMARA, house.words("category-transaction"), categories)
    listing = house.private(AMARA)[-1]

    await house.presses(AMARA, TITLE, listing)

    assert TITLE in house.private(AMARA)[-1].text


@pytest.mark.parametrize("words", ["tx.pending", "tx-pending"])
async def test_the_command_takes_a_topic_by_its_name(house: House, words: str):
    await house.commands(AMARA, "faq", words=words)

    assert "My transaction is pending" in house.private(AMARA)[-1].text


@pytest.mark.parametrize(
    ("words", "key"), [("qwertz uiop", "faq-nothing"), ("", "faq-topics")], ids=["unknown", "no words"]
)
async def test_asking_without_a_known_topic_says_what_to_do(clueless: House, words: str, key: str):
    house = clueless
    await house.commands(AMARA, "ask", words=words)

    assert house.private(AMARA)[-1].text == house.words(key)


async def test_ask_answers_the_question(house: House):
    await house.commands(AMARA, "ask", words="why is my transaction pending?")

    assert "My transaction is pending" in house.private(AMARA)[-1].text


async def test_an_answer_whose_record_is_gone_says_that_the_button_has_expired(house: House):
    await house.says(AMARA, PENDING, GROUP)
    answer = house.group()[0]
    await house.database.write(lambda tx: tx.run("DELETE FROM faq_answer"))

    await house.presses(AMARA, house.words("button-helped"), answer)

    assert house.toast(house.chat) == house.words("button-expired")


async def test_nobody_who_merely_asks_in_a_group_is_known_to_us(house: House):
    await house.says(AMARA, PENDING, GROUP)

    assert await house.sql("SELECT count(*) FROM person") == [(0,)]


async def test_the_words_of_a_question_are_forgotten_after_a_day(house: House):
    await house.says(AMARA, PENDING, GROUP)
    kept = await house.sql("SELECT question FROM faq_answer")

    await house.time_passes(timedelta(hours=24, seconds=1))

    assert kept == [(PENDING,)]
    assert await house.sql("SELECT question FROM faq_answer") == [("",)]


async def test_who_asked_is_forgotten_once_the_question_is_not_followed_any_more(house: House):
    await house.says(AMARA, PENDING, GROUP)
    house.clock.pass_by(timedelta(days=2, seconds=1))

    await house.engine.tidy()

    rows = await house.sql("SELECT * FROM faq_answer")
    assert len(rows) == 1
    assert not any(AMARA.person.id == value or PENDING in str(value) for row in rows for value in row)


async def test_words_that_helped_are_forgotten_at_once(house: House):
    await house.says(AMARA, PENDING, GROUP)

    await house.presses(AMARA, house.words("button-helped"), house.group()[0])

    assert await house.sql("SELECT question FROM faq_answer") == [("",)]


async def test_a_bot_that_chatters_is_not_answered(house: House):
    robot = msgspec.structs.replace(AMARA, is_bot=True)
    event = MessageReceived(
        id=EventId("robot"),
        when=START,
        at=GROUP,
        kind=PlaceKind.GROUP,
        author=robot,
        message=MessageRef(GROUP, "1"),
        text=PENDING,
    )

    assert await house.happens(event) is Handled.IGNORED
    assert house.group() == []
    assert private_with(robot) == private_with(AMARA)


async def test_titles_are_suggested_while_a_topic_is_typed(house: House):
    found = await house.engine.suggestions("faq", "words", "pending or unconf", "en-GB", None)

    assert found == {"tx.pending": TITLE}
    assert await house.engine.suggestions("reply", "text", "pend", "en", None) == {}
