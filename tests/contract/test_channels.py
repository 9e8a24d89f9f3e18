"""What every channel must do, whatever the platform; a new channel adds itself to the fixture in conftest.py."""

import pytest

from core.channel import Capability, Delivery
from core.effects import Action, Answer, Button, Controls, DeleteMessage, EditText, SendText
from core.errors import NeverDeliverable
from core.ids import MessageRef
from core.text.markup import Bold, Code, Lines, Link, Quote, Text, lines, span
from tests.contract.conftest import Platform


async def test_a_message_arrives_and_is_named_in_the_receipt(platform: Platform) -> None:
    receipt = await platform.channel.deliver(Delivery("k#0", SendText(to=platform.at, text=Text("ahoy")), 1))

    assert receipt.message is not None
    assert receipt.message.at.place == platform.at.place
    assert platform.read()[-1] == "ahoy"


@pytest.mark.parametrize(
    "words",
    [
        "plain",
        '<b>not bold</b> & "quotes"',
        "**stars** _under_ `tick` ~~x~~ ||spoiler||",
        "[label](https://evil.example)",
        "a\\b",
        "# heading",
        "> quote",
        "- item",
        "{placeholder} %s",
        "你好，世界",
        "வணக்கம்",
        "1. first",
        "snake_case_name",
    ],
)
async def test_peoples_words_are_shown_exactly_and_never_format(platform: Platform, words: str) -> None:
    await platform.channel.deliver(Delivery("k#0", SendText(to=platform.at, text=Text(words)), 1))

    assert platform.read()[-1].replace("\u200b", "").replace("<https", "https").replace("example>", "example") == words


async def test_every_kind_of_markup_can_be_shown(platform: Platform) -> None:
    text = lines(
        span(Bold(Text("bold")), Code("code")),
        Quote(Lines((Text("one"), Text("two")))),
        Link("here", "https://x.example"),
    )

    await platform.channel.deliver(Delivery("k#0", SendText(to=platform.at, text=text), 1))

    shown = platform.read()[-1]
    for word in ("bold", "code", "one", "two", "here"):
        assert word in shown


async def test_a_text_that_is_too_long_for_one_message_arrives_whole(platform: Platform) -> None:
    words = [f"word{number:05d}" for number in range(900)]
    text = Lines(tuple(Text(" ".join(words[at : at + 10])) for at in range(0, 900, 10)))

    await platform.channel.deliver(Delivery("k#0", SendText(to=platform.at, text=text), 1))

    assert " ".join(platform.read()).split() == words


async def test_an_edit_changes_the_message_and_the_same_edit_again_does_no_harm(platform: Platform) -> None:
    sent = await platform.channel.deliver(Delivery("k#0", SendText(to=platform.at, text=Text("before")), 1))
    assert sent.message is not None
    edit = EditText(to=platform.at, target=sent.message, text=Text("after"))

    await platform.channel.deliver(Delivery("k#1", edit, 1))
    await platform.channel.deliver(Delivery("k#1", edit, 2))

    assert platform.read()[-1] == "after"


async def test_a_removal_removes_and_the_same_removal_again_does_no_harm(platform: Platform) -> None:
    sent = await platform.channel.deliver(Delivery("k#0", SendText(to=platform.at, text=Text("gone soon")), 1))
    assert sent.message is not None
    removal = DeleteMessage(target=sent.message, channel=platform.channel.name)

    await platform.channel.deliver(Delivery("k#1", removal, 1))
    await platform.channel.deliver(Delivery("k#1", removal, 2))

    assert "gone soon" not in platform.read()


async def test_buttons_can_be_sent_with_the_longest_token(platform: Platform) -> None:
    button = Button(label="Press me", action=Action("verb"), token="b-a-" + "x" * 60)

    receipt = await platform.channel.deliver(
        Delivery("k#0", SendText(to=platform.at, text=Text("choose"), controls=Controls(((button,),))), 1)
    )

    assert receipt.message is not None


async def test_a_place_that_does_not_exist_is_never_deliverable(platform: Platform) -> None:
    if platform.channel.name == "toy":
        pytest.skip("a platform made of lists has every place")

    with pytest.raises(NeverDeliverable):
        await platform.channel.deliver(Delivery("k#0", SendText(to=platform.nowhere, text=Text("anybody?")), 1))


async def test_an_answer_to_a_malformed_caller_is_refused_and_not_a_crash(platform: Platform) -> None:
    if platform.channel.name == "toy":
        pytest.skip("a platform made of lists takes every caller")

    with pytest.raises(NeverDeliverable):
        await platform.channel.deliver(
            Delivery("k#0", Answer(channel=platform.channel.name, caller="nonsense", text=Text("hello")), 1)
        )


async def test_a_repeat_shows_once_where_the_channel_says_so(platform: Platform) -> None:
    if platform.channel.name == "toy" or Capability.IDEMPOTENT_SENDS not in platform.channel.capabilities:
        pytest.skip("the channel does not promise it")
    effect = SendText(to=platform.at, text=Text("only once"))

    first = await platform.channel.deliver(Delivery("same#0", effect, 1))
    second = await platform.channel.deliver(Delivery("same#0", effect, 2))

    assert first.message == second.message
    assert platform.read().count("only once") == 1


async def test_a_reply_to_a_message_that_is_gone_is_sent_all_the_same(platform: Platform) -> None:
    effect = SendText(to=platform.at, text=Text("still here"), reply_to=MessageRef(platform.at, "999999999"))

    await platform.channel.deliver(Delivery("k#0", effect, 1))

    assert platform.read()[-1] == "still here"
