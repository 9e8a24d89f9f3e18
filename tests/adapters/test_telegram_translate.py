"""Recorded updates and the events they tell."""

from datetime import UTC, datetime

import msgspec
import pytest

from adapters.telegram.translate import translate
from adapters.telegram.update import read_number, read_update
from core.events import (
    ButtonPressed,
    CommandGiven,
    HiddenLink,
    Media,
    MessageReceived,
    PlaceKind,
)
from core.ids import Address, MessageRef, PersonRef
from tests.adapters.telegram_recorded import (
    ANN,
    BELL,
    CHANNEL,
    GROUP,
    HERE,
    KNOWN,
    NOW,
    OLGA,
    PRIVATE,
    command,
    message,
    only,
    told,
)


def test_a_message_says_who_where_when_and_what():
    event = only(told(text="hello"))

    assert event.id == "telegram:u:42"
    assert event.when == datetime.fromtimestamp(1_700_000_000, UTC)
    assert (event.at, event.kind, event.message) == (HERE, PlaceKind.GROUP, MessageRef(HERE, "5"))
    assert event.author.person == PersonRef(CHANNEL, "7")
    assert (event.author.name, event.author.username, event.author.language) == ("Ann Lee", "ann", "ta")
    assert (event.replies_to_bot, event.mentions_bot, event.edited) == (False, False, False)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"sticker": {"file_id": "s", "emoji": "🚀"}}, "🚀"),
        ({"sticker": {"file_id": "s"}}, "🖼"),
        ({"contact": {"phone_number": "+44", "first_name": "Bo", "last_name": "Li"}}, "👤 Bo Li +44"),
        ({"location": {"latitude": 1.5, "longitude": -2.25}}, "📍 1.5, -2.25"),
        (
            {
                "location": {"latitude": 1.5, "longitude": 2.0},
                "venue": {
                    "location": {"latitude": 1.5, "longitude": 2.0},
                    "title": "Pier",
                    "address": "1 Quay",
                },
            },
            "📍 Pier, 1 Quay (1.5, 2.0)",
        ),
        ({"poll": {"question": "Which?", "options": [{"text": "A"}, {"text": "B"}]}}, "📊 Which?\n• A\n• B"),
        ({"checklist": {"title": "To do", "tasks": [{"id": 1, "text": "A"}]}}, "☑ To do\n• A"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "🎲 3"),
        ({"game": {"title": "Chess"}}, "🎮 Chess"),
        ({"story": {"chat": GROUP, "id": 1}}, "📖"),
    ],
)
def test_what_has_no_words_becomes_a_short_line(fields, text):
    assert only(told(**fields)).text == text


@pytest.mark.parametrize(
    ("fields", "media"),
    [
        (
            {
                "photo": [
                    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 90, "file_size": 1},
                    {"file_id": "large", "file_unique_id": "l", "width": 800, "height": 600, "file_size": 9},
                ],
                "caption": "look",
            },
            Media("photo", "photo-l.jpg", "image/jpeg", 9, "large", caption="look"),
        ),
        (
            {"document": {"file_id": "d", "file_name": "a.log", "mime_type": "text/plain", "file_size": 3}},
            Media("document", "a.log", "text/plain", 3, "d"),
        ),
        (
            {"animation": {"file_id": "a", "file_unique_id": "u"}, "document": {"file_id": "a"}},
            Media("animation", "animation-u.mp4", "video/mp4", 0, "a"),
        ),
        (
            {"voice": {"file_id": "v", "file_unique_id": "u"}},
            Media("voice", "voice-u.ogg", "audio/ogg", 0, "v"),
        ),
        (
            {"video_note": {"file_id": "n", "file_unique_id": "u"}},
            Media("video", "video-u.mp4", "video/mp4", 0, "n"),
        ),
        (
            {"video": {"file_id": "n", "file_unique_id": "u"}},
            Media("video", "video-u.mp4", "video/mp4", 0, "n"),
        ),
        ({"audio": {"file_id": "n", "file_name": "x.mp3"}}, Media("audio", "x.mp3", "audio/mpeg", 0, "n")),
    ],
    ids=["photo", "document", "animation", "voice", "video note", "video", "audio"],
)
def test_a_file_is_named_with_kind_type_and_size(fields, media):
    event = only(told(**fields, media_group_id="77"))

    assert event.media == (media,)
    assert (event.text, event.album) == (media.caption, "77")


def test_links_that_hide_their_target_are_shown():
    text = "🚀🚀 claim here or here"
    event = only(
        told(
            text=text,
            entities=[
                {"type": "text_link", "offset": 5, "length": 10, "url": "https://evil.example"},
                {"type": "text_link", "offset": 19, "length": 4, "url": "here"},
            ],
            reply_markup={"inline_keyboard": [[{"text": "Claim", "url": "https://b.example"}, {"text": "x"}]]},
            link_preview_options={"url": "https://p.example"},
        )
    )

    assert event.links == (
        HiddenLink("claim here", "https://evil.example"),
        HiddenLink("Claim", "https://b.example"),
        HiddenLink("", "https://p.example"),
    )


@pytest.mark.parametrize(
    ("text", "entity", "expected"),
    [
        ("ask @Bell_Bot now", {"type": "mention", "offset": 4, "length": 9}, True),
        ("🚀 @bell_bot", {"type": "mention", "offset": 3, "length": 9}, True),
        ("ask @bell_bots", {"type": "mention", "offset": 4, "length": 10}, False),
        ("ask Bell", {"type": "text_mention", "offset": 4, "length": 4, "user": BELL}, True),
        ("ask Ann", {"type": "text_mention", "offset": 4, "length": 3, "user": ANN}, False),
    ],
)
def test_only_our_own_name_mentions_us(text, entity, expected):
    assert only(told(text=text, entities=[entity])).mentions_bot is expected


def test_a_reply_to_us_is_told_apart_from_a_reply_to_others():
    ours = only(told(text="thanks", reply_to_message=message(message_id=3, **{"from": BELL})))
    theirs = only(told(text="thanks", reply_to_message=message(message_id=3)))

    assert (ours.replies_to_bot, theirs.replies_to_bot) == (True, False)
    assert ours.reply_to == MessageRef(HERE, "3")


def test_the_start_of_a_topic_is_nothing_replied_to():
    root = message(message_id=3, forum_topic_created={"name": "T", "icon_color": 1})
    event = only(told(text="hi", is_topic_message=True, message_thread_id=3, reply_to_message=root))

    assert (event.at.thread, event.reply_to) == ("3", None)


def test_a_thread_of_replies_is_no_topic():
    assert only(told(text="hi", message_thread_id=3)).at == HERE


@pytest.mark.parametrize(
    ("fields", "person", "privileged"),
    [
        ({}, "7", False),
        ({"from": OLGA}, "8", True),
        ({"from": {"id": 777000, "first_name": "Telegram"}}, "777000", True),
        (
            {"from": {"id": 1087968824, "first_name": "Group", "is_bot": True}, "sender_chat": GROUP},
            "chat:-1001",
            True,
        ),
        (
            {
                "from": {"id": 777000, "first_name": "Telegram"},
                "sender_chat": {"id": -100777, "type": "channel", "title": "News"},
                "is_automatic_forward": True,
            },
            "chat:-100777",
            True,
        ),
        (
            {
                "from": {"id": 136817688, "first_name": "Channel", "is_bot": True},
                "sender_chat": {"id": -100777, "type": "channel", "title": "News"},
            },
            "chat:-100777",
            True,
        ),
        (
            {
                "from": {"id": 136817688, "first_name": "Channel", "is_bot": True},
                "sender_chat": {"id": -100999, "type": "channel", "title": "Free coins"},
            },
            "chat:-100999",
            False,
        ),
        (
            {"from": {"id": 99, "first_name": "Guest", "is_bot": True}, "guest_bot_caller_user": ANN},
            "7",
            False,
        ),
    ],
    ids=["member", "administrator", "telegram", "anonymous", "linked post", "linked", "foreign", "guest bot"],
)
def test_who_answers_for_a_message(fields, person, privileged):
    author = only(told(text="hi", **fields)).author

    assert (author.person.id, author.is_privileged) == (person, privileged)


@pytest.mark.parametrize(
    ("fields", "origin"),
    [
        ({"forward_origin": {"type": "user", "date": 1, "sender_user": OLGA}}, "user:8"),
        ({"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Bo"}}, "hidden:Bo"),
        ({"forward_origin": {"type": "chat", "date": 1, "sender_chat": GROUP}}, "chat:-1001"),
        ({"forward_origin": {"type": "channel", "date": 1, "chat": GROUP, "message_id": 2}}, "chat:-1001"),
        ({"external_reply": {"origin": {"type": "channel", "date": 1, "chat": GROUP}}}, "chat:-1001"),
        ({}, None),
    ],
)
def test_whose_words_were_forwarded(fields, origin):
    assert only(told(text="hi", **fields)).forwarded_from == origin


def test_a_quote_from_another_chat_is_read_along():
    event = only(
        told(
            text="see",
            external_reply={"origin": {"type": "channel", "date": 1, "chat": GROUP}},
            quote={
                "text": "claim now",
                "position": 0,
                "entities": [{"type": "text_link", "offset": 0, "length": 5, "url": "https://e.example"}],
            },
        )
    )

    assert event.text == "claim now\n\nsee"
    assert event.links == (HiddenLink("claim", "https://e.example"),)


def test_a_message_through_another_bot_names_it():
    assert only(told(text="hi", via_bot={"id": 9, "username": "gif"})).via_bot == "gif"


def test_an_edit_has_the_time_of_the_edit_and_gives_no_command():
    entity = {"type": "bot_command", "offset": 0, "length": 5}
    event = only(told("edited_message", text="/help", entities=[entity], edit_date=1_700_000_100))

    assert isinstance(event, MessageReceived)
    assert event.edited
    assert event.when == datetime.fromtimestamp(1_700_000_100, UTC)


@pytest.mark.parametrize(
    ("text", "name", "arguments"),
    [
        ("/help", "help", {}),
        ("/HELP@Bell_Bot", "help", {}),
        ("/faq  how to stake? ", "faq", {"words": "how to stake?"}),
        ("/close it works", "close", {"reason": "it works"}),
        ("/reply@bell_bot line one\nline two", "reply", {"text": "line one\nline two"}),
        ("/status please", "status", {"words": "please"}),
    ],
)
def test_a_command_for_us(text, name, arguments):
    event = only(command(text))

    assert isinstance(event, CommandGiven)
    assert (event.name, event.arguments) == (name, arguments)
    assert event.message == MessageRef(HERE, "5")


@pytest.mark.parametrize("text", ["/help@other_bot", "/price", "/price@other_bot"])
def test_a_bare_command_for_another_bot_is_no_event(text):
    assert command(text) == ()


@pytest.mark.parametrize("text", ["/help@other_bot see https://evil.example", "/price of scam"])
def test_words_behind_a_foreign_command_are_still_read(text):
    event = only(command(text))

    assert isinstance(event, MessageReceived)
    assert event.text == text


def test_an_unknown_command_in_private_is_given_so_that_it_can_be_answered():
    event = only(command("/halp me", chat=PRIVATE))

    assert (event.name, event.arguments, event.kind) == ("halp", {"words": "me"}, PlaceKind.PRIVATE)


def test_a_command_in_reply_points_at_what_it_means():
    scam = message(message_id=3, text="send me your seed", **{"from": OLGA})
    event = only(command("/report scam", reply_to_message=scam))

    assert (event.target, event.target_text) == (MessageRef(HERE, "3"), "send me your seed")
    assert event.target_author.person.id == "8"


def test_a_deep_link_with_a_token_is_a_button_and_another_is_not():
    pressed = only(command("/start b-x_Y-1", chat=PRIVATE))
    given = only(command("/start spring", chat=PRIVATE))
    in_group = only(command("/start b-x_Y-1"))

    assert isinstance(pressed, ButtonPressed)
    assert (pressed.token, pressed.at, pressed.message) == ("b-x_Y-1", Address(CHANNEL, "7"), None)
    assert (given.name, given.arguments) == ("start", {"words": "spring"})
    assert isinstance(in_group, CommandGiven)


def test_a_slash_that_is_no_command_is_a_message():
    assert isinstance(only(told(text="/ is a slash")), MessageReceived)


@pytest.mark.parametrize(
    ("pressed", "at", "ref"),
    [
        (message(**{"from": BELL}), HERE, "5"),
        (message(is_topic_message=True, message_thread_id=3), Address(CHANNEL, "-1001", "3"), "5"),
        ({"chat": GROUP, "message_id": 5, "date": 0}, HERE, "5"),
        (None, Address(CHANNEL, "7"), None),
    ],
    ids=["message", "topic", "inaccessible", "inline"],
)
def test_a_pressed_button(pressed, at, ref):
    shown = {} if pressed is None else {"message": pressed}
    event = only(told("callback_query", id="900", **{"from": ANN}, chat_instance="1", data="b-tok", **shown))

    assert (event.token, event.at, event.when) == ("b-tok", at, NOW)
    assert event.message == (None if ref is None else MessageRef(at, ref))
    assert event.caller.startswith("callback:900:7:")


def test_a_games_button_is_no_event():
    assert told("callback_query", id="900", **{"from": ANN}, chat_instance="1", game_short_name="chess") == ()


@pytest.mark.parametrize(
    "update",
    [
        {"message": message(new_chat_title="Port")},
        {"message": message(pinned_message=message(text="rules"))},
        {"message": message(chat={"id": -9, "type": "channel"}, text="post")},
        {"message_reaction": {"chat": GROUP}},
        {"poll": {"id": "1"}},
        {},
    ],
    ids=["title", "pin", "channel", "reaction", "poll", "empty"],
)
def test_what_does_not_concern_us_is_no_event(update):
    assert translate(read_update(msgspec.json.encode({"update_id": 1} | update)), KNOWN) == ()


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (b'{"update_id": 9, "message": {"message_id": "x"}}', 9),
        (b'{"update_id": 9, "message": 1}', 9),
        (b'{"update_id": "x"}', None),
        (b"[]", None),
        (b"<html>", None),
    ],
)
def test_an_unreadable_update_keeps_its_number_where_it_has_one(data, number):
    with pytest.raises(msgspec.DecodeError):
        read_update(data)
    assert read_number(data) == number
