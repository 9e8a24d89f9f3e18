"""Deliveries of every kind, against the local Telegram: what people then see."""

from datetime import timedelta

import pytest

from bots.playground.faults import Flood, HttpError
from bots.playground.telegram_records import Media as Attachment
from core.effects import (
    Action,
    Ban,
    Button,
    Controls,
    DeleteMessage,
    EditText,
    Menu,
    OpenRoom,
    Option,
    React,
    Restrict,
    SendText,
    UpdateRoom,
)
from core.errors import NeverDeliverable, RetryLater
from core.events import ButtonPressed, Media, MessageReceived
from core.ids import MessageRef, PersonRef, RoomName
from core.text.markup import Bold, Link, Text, lines, span
from tests.adapters.telegram_stage import CHANNEL, open_stage

pytestmark = pytest.mark.asyncio

CLAIM = Button(label="Claim", action=Action("ticket.claim", "17"), token="b-claim17", style="primary")
PRIVATELY = Button(label="Open", action=Action("ticket.open"), token="b-open", private=True)
SITE = Button(label="Site", url="https://example.org/?a=1&b=2")


def person(user) -> PersonRef:
    return PersonRef(CHANNEL, str(user.id))


def to(stage, text="hello", **more) -> SendText:
    return SendText(to=stage.at(stage.group), text=Text(text), **more)


async def test_markup_arrives_as_formatted_text_and_foreign_markup_as_words():
    async with open_stage() as stage, stage.delivering():
        text = lines(span("<b>hi & ", Bold(Text("you"))), Link("docs", "https://example.org/?a=1&b=2"))
        receipt = await stage.deliver(SendText(to=stage.at(stage.group), text=text))

        shown = stage.world.history(stage.group.id)[-1]
        assert shown.text == "<b>hi & you\ndocs"
        assert [entity["type"] for entity in shown.entities] == ["bold", "text_link"]
        assert shown.entities[1]["url"] == "https://example.org/?a=1&b=2"
        assert receipt.message == stage.ref(stage.group, shown.message_id)
        assert stage.params_of("sendMessage")[0]["link_preview_options"] == {"is_disabled": True}


async def test_an_answer_in_a_topic_stands_there_and_points_at_its_question():
    async with open_stage() as stage, stage.delivering():
        topic = stage.world.create_topic(stage.group.id, "Staking", by=stage.olga.id)
        asked = stage.world.say(stage.ann.id, stage.group.id, "how?", thread_id=topic.thread_id)
        at = stage.at(stage.group, topic.thread_id)
        await stage.deliver(
            SendText(to=at, text=Text("so"), reply_to=MessageRef(at, str(asked.message_id)), silent=True)
        )

        shown = stage.world.history(stage.group.id)[-1]
        assert (shown.thread_id, shown.reply_to_id, shown.silent) == (
            topic.thread_id,
            asked.message_id,
            True,
        )


async def test_a_reply_to_a_message_that_is_gone_arrives_all_the_same():
    async with open_stage() as stage, stage.delivering():
        gone = stage.ref(stage.group, 4711)

        await stage.deliver(to(stage, reply_to=gone))

        assert stage.world.history(stage.group.id)[-1].text == "hello"


async def test_buttons_round_trip_and_lead_into_private():
    async with open_stage() as stage, stage.running():
        sent = await stage.deliver(to(stage, controls=Controls(((CLAIM, PRIVATELY), (SITE,)))))
        assert sent.message is not None
        stage.world.press(stage.ann.id, stage.group.id, int(sent.message.id), "b-claim17")
        pressed = await stage.intake.one(ButtonPressed)

        keyboard = stage.world.history(stage.group.id)[-1].inline_keyboard
        assert keyboard[0][1]["url"] == "https://t.me/bell_bot?start=b-open"
        assert keyboard[1][0]["url"] == "https://example.org/?a=1&b=2"
        assert (pressed.token, pressed.message) == ("b-claim17", sent.message)
        assert pressed.author.person == person(stage.ann)


async def test_a_menu_becomes_buttons_with_the_tokens_of_its_options():
    async with open_stage() as stage, stage.delivering():
        menu = Menu(
            action=Action("ticket.topic"),
            placeholder="Topic",
            options=(Option("a", "Wallet"), Option("b", "Bridge"), Option("c", "Other")),
            option_tokens=("b-a", "b-b", "b-c"),
        )
        await stage.deliver(to(stage, controls=Controls(menu=menu)))

        keyboard = stage.world.history(stage.group.id)[-1].inline_keyboard
        assert [[button["callback_data"] for button in row] for row in keyboard] == [["b-a", "b-b"], ["b-c"]]


async def test_a_long_text_becomes_several_messages_with_the_buttons_under_the_last():
    async with open_stage() as stage, stage.delivering():
        text = "\n".join(f"line {number} " + "x" * 60 for number in range(120))
        sent = await stage.deliver(to(stage, text, controls=Controls(((CLAIM,),))))

        shown = stage.world.history(stage.group.id)
        assert "\n".join(message.text or "" for message in shown) == text
        assert [bool(message.inline_keyboard) for message in shown] == [False, False, True]
        assert sent.message == stage.ref(stage.group, shown[-1].message_id)


async def test_another_attempt_goes_on_behind_the_parts_that_stand():
    async with open_stage() as stage, stage.delivering():
        text = "\n".join(f"line {number} " + "x" * 60 for number in range(100))
        stage.server.faults.schedule("sendMessage", Flood(3), skip=1)

        with pytest.raises(RetryLater):
            await stage.deliver(to(stage, text))
        await stage.deliver(to(stage, text), attempt=2)

        shown = stage.world.history(stage.group.id)
        assert "\n".join(message.text or "" for message in shown) == text


@pytest.mark.parametrize("kind", ["photo", "document", "voice", "audio", "video", "animation", "sticker"])
async def test_a_stored_file_is_sent_by_its_kind(kind):
    async with open_stage() as stage, stage.delivering():
        stored = await stage.vault.put(b"bytes", mime="", name="", now=stage.clock.now())
        media = Media(kind=kind, name="shot.bin", mime="application/octet-stream", size=5, source="", stored=stored)
        await stage.deliver(to(stage, "see", media=media))

        shown = stage.world.history(stage.group.id)[-1]
        assert shown.media is not None
        assert shown.media.kind == ("document" if kind == "sticker" else kind)
        assert (shown.media.content, shown.caption) == (b"bytes", "see")


async def test_a_caption_too_long_follows_as_a_message():
    async with open_stage() as stage, stage.delivering():
        stored = await stage.vault.put(b"bytes", mime="", name="", now=stage.clock.now())
        media = Media(kind="photo", name="a.jpg", mime="image/jpeg", size=5, source="", stored=stored)
        await stage.deliver(to(stage, "x" * 1025, media=media))

        first, second = stage.world.history(stage.group.id)
        assert (first.caption, second.text) == (None, "x" * 1025)


async def test_words_arrive_although_their_file_is_no_longer_stored():
    async with open_stage() as stage, stage.delivering():
        media = Media(kind="photo", name="a.jpg", mime="image/jpeg", size=5, source="", stored=None)

        await stage.deliver(to(stage, "see", media=media))

        assert stage.world.history(stage.group.id)[-1].text == "see"


async def test_editing_changes_text_or_caption_and_the_same_again_is_done():
    async with open_stage() as stage, stage.delivering():
        stored = await stage.vault.put(b"bytes", mime="", name="", now=stage.clock.now())
        media = Media(kind="photo", name="a.jpg", mime="image/jpeg", size=5, source="", stored=stored)
        for number, file in enumerate((None, media)):
            sent = await stage.deliver(to(stage, "open", media=file), key=f"send{number}")
            assert sent.message is not None
            edit = EditText(to=sent.message.at, target=sent.message, text=Text("closed"))
            await stage.deliver(edit, key=f"edit{number}")
            await stage.deliver(edit, key=f"again{number}")

        assert [message.content for message in stage.world.history(stage.group.id)] == ["closed", "closed"]


async def test_deleting_what_is_gone_counts_as_done():
    async with open_stage() as stage, stage.delivering():
        spam = stage.world.say(stage.ann.id, stage.group.id, "spam")
        delete = DeleteMessage(target=stage.ref(stage.group, spam.message_id), channel=CHANNEL)

        await stage.deliver(delete)
        await stage.deliver(delete, key="again")

        assert stage.world.history(stage.group.id) == []


async def test_what_is_older_than_48_hours_cannot_be_deleted():
    async with open_stage() as stage, stage.delivering():
        spam = stage.world.say(stage.ann.id, stage.group.id, "spam")
        stage.clock.forward(timedelta(hours=49))

        with pytest.raises(NeverDeliverable) as raised:
            await stage.deliver(DeleteMessage(target=stage.ref(stage.group, spam.message_id), channel=CHANNEL))
        assert raised.value.reason == "forbidden"


async def test_restricting_and_lifting_it():
    async with open_stage() as stage, stage.delivering():
        until = stage.clock.now() + timedelta(seconds=5)
        restrict = Restrict(person=person(stage.ann), at=stage.at(stage.group), until=until)
        await stage.deliver(restrict)
        member = stage.world.member(stage.group, stage.ann.id)
        assert member.status == "restricted"
        # A restriction of less than 30 seconds would last for ever.
        assert member.until == int((stage.clock.now() + timedelta(seconds=35)).timestamp())

        await stage.deliver(Restrict(person=person(stage.ann), at=stage.at(stage.group), until=None))
        assert stage.world.member(stage.group, stage.ann.id).status == "member"


async def test_a_restriction_that_has_ended_is_not_made():
    async with open_stage() as stage, stage.delivering():
        past = stage.clock.now() - timedelta(seconds=1)

        await stage.deliver(Restrict(person=person(stage.ann), at=stage.at(stage.group), until=past))

        assert stage.world.member(stage.group, stage.ann.id).status == "member"


async def test_banning_and_unbanning_never_removes_a_member():
    async with open_stage() as stage, stage.delivering():
        at = stage.at(stage.group)
        await stage.deliver(Ban(person=person(stage.ann), at=at))
        assert stage.world.member(stage.group, stage.ann.id).status == "kicked"
        await stage.deliver(Ban(person=person(stage.ann), at=at, banned=False), key="unban")
        stage.world.join(stage.ann.id, stage.group.id)
        await stage.deliver(Ban(person=person(stage.ann), at=at, banned=False), key="again")

        assert stage.world.member(stage.group, stage.ann.id).status == "member"


async def test_a_channel_that_writes_is_banned_but_cannot_be_restricted():
    async with open_stage() as stage, stage.delivering():
        foreign = stage.world.add_chat("channel", "Free coins")
        writer, at = PersonRef(CHANNEL, f"chat:{foreign.id}"), stage.at(stage.group)
        await stage.deliver(Ban(person=writer, at=at))
        assert stage.group.banned_senders == {foreign.id}
        await stage.deliver(Ban(person=writer, at=at, banned=False), key="unban")
        assert stage.group.banned_senders == set()

        until = stage.clock.now() + timedelta(hours=1)
        with pytest.raises(NeverDeliverable) as raised:
            await stage.deliver(Restrict(person=writer, at=at, until=until), key="restrict")
        assert raised.value.reason == "forbidden"


async def test_an_administrator_cannot_be_banned():
    async with open_stage() as stage, stage.delivering():
        with pytest.raises(NeverDeliverable) as raised:
            await stage.deliver(Ban(person=person(stage.olga), at=stage.at(stage.group)))

        assert raised.value.reason == "forbidden"


async def test_marks_are_reactions_that_bots_may_use():
    async with open_stage() as stage, stage.delivering():
        message = stage.world.say(stage.ann.id, stage.group.id, "hello")
        for mark, emoji in (("seen", "👀"), ("delivered", "👍"), ("failed", "👎")):
            target = stage.ref(stage.group, message.message_id)
            await stage.deliver(React(to=stage.at(stage.group), target=target, mark=mark), key=mark)
            assert message.reactions[stage.bot.id] == [emoji]


async def test_a_room_is_a_topic_that_can_be_renamed_closed_and_reopened():
    async with open_stage() as stage, stage.delivering():
        opened = await stage.deliver(
            OpenRoom(
                room=RoomName("ticket:17:staff", CHANNEL),
                parent=stage.at(stage.group),
                title="Ticket 17",
                text=Text("Ann needs help"),
                controls=Controls(((CLAIM,),)),
            )
        )
        assert opened.room is not None
        assert opened.message is not None
        topic = stage.group.topics[int(opened.room.thread or 0)]
        assert (topic.name, opened.message.at) == ("Ticket 17", opened.room)

        close = UpdateRoom(to=opened.room, title="Ticket 17 ✓", archived=True)
        await stage.deliver(close, key="close")
        await stage.deliver(close, key="again")
        assert (topic.name, topic.closed) == ("Ticket 17 ✓", True)
        await stage.deliver(UpdateRoom(to=opened.room, archived=False), key="open")
        assert not topic.closed


async def test_a_room_is_opened_once_although_its_first_message_failed():
    async with open_stage() as stage, stage.delivering():
        room = OpenRoom(room=RoomName("r", CHANNEL), parent=stage.at(stage.group), title="T", text=Text("hi"))
        stage.server.faults.schedule("sendMessage", HttpError(502))

        with pytest.raises(RetryLater):
            await stage.deliver(room)
        await stage.deliver(room, attempt=2)

        assert len(stage.group.topics) == 1


async def test_a_room_for_one_person_is_the_private_chat():
    async with open_stage() as stage, stage.delivering():
        stage.world.start(stage.ann.id, "bell_bot")
        opened = await stage.deliver(
            OpenRoom(
                room=RoomName("r", CHANNEL),
                parent=stage.at(stage.group),
                title="T",
                text=Text("hi Ann"),
                member=person(stage.ann),
            )
        )

        assert opened.room == stage.at(stage.ann)
        assert stage.world.history(stage.bot.id, stage.ann.id)[-1].text == "hi Ann"


async def test_groups_are_crowded_and_people_are_not():
    async with open_stage() as stage, stage.delivering():
        assert stage.adapter.channel.is_crowded(str(stage.group.id))
        assert not stage.adapter.channel.is_crowded(str(stage.ann.id))


async def test_an_attachment_survives_the_way_in_and_out():
    async with open_stage() as stage, stage.running():
        stage.world.start(stage.ann.id, "bell_bot")
        stage.world.say(stage.ann.id, stage.bot.id, media=Attachment("document", b"log", "log.txt"))

        event = await stage.intake.one(MessageReceived)
        await stage.deliver(to(stage, "", media=event.media[0]))

        shown = stage.world.history(stage.group.id)[-1].media
        assert shown is not None
        assert (shown.content, shown.file_name) == (b"log", "log.txt")
