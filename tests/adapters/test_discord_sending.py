"""Sending, changing and removing messages on the local Discord."""

import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from discord.http import Route

from adapters.discord.translate import message_ref, place
from bots.playground.discord_records import SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS
from bots.playground.faults import DropAfter, Flood, HttpError
from core.effects import Action, Button, Controls, DeleteMessage, EditText, Menu, Option, React, SendText
from core.errors import ChannelDown, NeverDeliverable, RetryLater
from core.events import Media
from core.ids import Address, ChannelName, MediaHash, PersonRef, RoomName
from core.text.markup import Bold, Lines, Mention, Text, span
from tests.adapters.discord_stage import Stage, discord_stage

DISCORD = ChannelName("discord")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with discord_stage(tmp_path / "pack") as opened:
        yield opened


async def test_a_text_arrives_as_written(stage: Stage) -> None:
    receipt = await stage.deliver(SendText(to=stage.at, text=span(Bold(Text("Hi")), " *there*")))

    (message,) = stage.world.history(stage.general.id)
    assert message.content == "**Hi** \\*there\\*"
    assert message.flags & SUPPRESS_EMBEDS
    assert receipt.message == message_ref(stage.general.id, message.id)


async def test_the_same_delivery_again_shows_once(stage: Stage) -> None:
    first = await stage.deliver(SendText(to=stage.at, text=Text("once")), key="k#1")
    again = await stage.deliver(SendText(to=stage.at, text=Text("once")), key="k#1", attempt=2)
    await stage.deliver(SendText(to=stage.at, text=Text("another")), key="k#2")

    assert stage.contents() == ["once", "another"]
    assert first == again


async def test_a_lost_answer_and_a_new_attempt_show_one_message(stage: Stage) -> None:
    stage.faults.schedule("POST /channels/*/messages", DropAfter())

    with pytest.raises(RetryLater):
        await stage.deliver(SendText(to=stage.at, text=Text("once")))
    await stage.deliver(SendText(to=stage.at, text=Text("once")), attempt=2)

    assert stage.contents() == ["once"]


async def test_a_long_text_comes_in_parts_that_each_show_once(stage: Stage) -> None:
    text = Lines(tuple(Text(f"{number} " + "x" * 90) for number in range(50)))
    controls = Controls(((Button(label="Ok", action=Action("ok"), token="t1"),),))

    await stage.deliver(SendText(to=stage.at, text=text, controls=controls))
    receipt = await stage.deliver(SendText(to=stage.at, text=text, controls=controls), attempt=2)

    parts = stage.world.history(stage.general.id)
    assert len(parts) == 3
    assert "\n".join(part.content for part in parts).count("x" * 90) == 50
    assert [bool(part.components) for part in parts] == [False, False, True]
    assert receipt.message == message_ref(stage.general.id, parts[-1].id)


async def test_a_reply_points_at_its_message_even_when_that_is_gone(stage: Stage) -> None:
    said = stage.world.say(stage.bob.id, stage.general.id, "question")
    reply_to = message_ref(stage.general.id, said.id)

    await stage.deliver(SendText(to=stage.at, text=Text("answer"), reply_to=reply_to), key="a")
    stage.world.delete(stage.bob.id, said.id)
    await stage.deliver(SendText(to=stage.at, text=Text("late"), reply_to=reply_to), key="b")

    answer, late = stage.world.history(stage.general.id)
    assert answer.reference is not None
    assert answer.reference[1] == said.id
    assert late.content == "late"


async def test_nobody_is_notified_unless_the_core_says_so(stage: Stage) -> None:
    bob = PersonRef(DISCORD, str(stage.bob.id))
    text = span(f"@everyone <@{stage.mod.id}> ", Mention(bob, "Bob", ping=True))

    await stage.deliver(SendText(to=stage.at, text=text, silent=True))

    (message,) = stage.world.history(stage.general.id)
    assert message.mentions == (stage.bob.id,)
    assert not message.mention_everyone
    assert message.flags & SUPPRESS_NOTIFICATIONS


async def test_a_file_from_the_vault_is_sent_with_its_caption(stage: Stage) -> None:
    stored = MediaHash("hash")
    stage.vault.files["hash"] = b"picture"
    media = Media(kind="photo", name='a"\n/b.png', mime="image/png", size=7, source="", stored=stored)

    await stage.deliver(SendText(to=stage.at, text=Text("see"), media=media))

    (message,) = stage.world.history(stage.general.id)
    assert [one.content for one in message.attachments] == [b"picture"]
    assert message.attachments[0].filename == "a___b.png"
    assert message.content == "see"


@pytest.mark.parametrize("content", [None, b"x" * (10 * 1024 * 1024 + 1)], ids=["not kept", "too large"])
async def test_a_file_that_cannot_be_sent_is_named(stage: Stage, content: bytes | None) -> None:
    if content is not None:
        stage.vault.files["hash"] = content
    media = Media(kind="photo", name="a.png", mime="image/png", size=7, source="", stored=MediaHash("hash"))

    await stage.deliver(SendText(to=stage.at, text=Text("see"), media=media))

    assert stage.contents() == ["see\n`a.png`"]


async def test_a_person_gets_a_direct_message(stage: Stage) -> None:
    to = Address(DISCORD, f"user:{stage.bob.id}")

    receipt = await stage.deliver(SendText(to=to, text=Text("hello")))
    await stage.deliver(SendText(to=to, text=Text("again")), key="e#1")

    direct = stage.world.direct_channel(stage.bob.id, stage.bot.id)
    assert stage.contents(direct.id) == ["hello", "again"]
    assert receipt.message is not None
    assert receipt.message.at == place(direct.id)
    assert len(stage.requests("POST", "/users/@me/channels")) == 1


async def test_edit_changes_text_and_controls(stage: Stage) -> None:
    controls = Controls(((Button(label="Ok", action=Action("ok"), token="t1"),),))
    sent = await stage.deliver(SendText(to=stage.at, text=Text("old"), controls=controls))
    assert sent.message is not None

    await stage.deliver(EditText(to=stage.at, target=sent.message, text=Text("new")))

    (message,) = stage.world.history(stage.general.id)
    assert (message.content, message.components) == ("new", [])


async def test_delete_removes_and_a_second_time_is_done_as_well(stage: Stage) -> None:
    said = stage.world.say(stage.bob.id, stage.general.id, "scam")
    effect = DeleteMessage(target=message_ref(stage.general.id, said.id), channel=DISCORD, reason="phishing ü")

    await stage.deliver(effect)
    await stage.deliver(effect)

    assert stage.contents() == []
    assert stage.requests("DELETE", "/channels/*/messages/*")[0].reason == "phishing ü"


@pytest.mark.parametrize(("mark", "emoji"), [("delivered", "✅"), ("failed", "⚠️"), ("seen", "👀")])
async def test_marks_are_reactions(stage: Stage, mark: str, emoji: str) -> None:
    said = stage.world.say(stage.bob.id, stage.general.id, "hi")

    await stage.deliver(React(to=stage.at, target=message_ref(stage.general.id, said.id), mark=mark))

    assert said.reactions == {emoji: [stage.bot.id]}


async def test_an_archived_thread_is_opened_for_what_it_refuses(stage: Stage) -> None:
    thread = stage.world.open_thread(stage.mod.id, stage.general.id, "old")
    sent = await stage.deliver(SendText(to=place(thread.id), text=Text("card")))
    stage.world.archive_thread(stage.mod.id, thread.id)
    assert sent.message is not None

    await stage.deliver(EditText(to=place(thread.id), target=sent.message, text=Text("new card")))

    assert stage.contents(thread.id)[-1] == "new card"


async def test_buttons_and_menus_are_shown(stage: Stage) -> None:
    menu = Menu(
        action=Action("pick"), placeholder="What?", token="m1", form="ticket",
        options=tuple(Option(str(number), f"Option {number}", "hint") for number in range(30)),
    )  # fmt: skip
    row = tuple(Button(label=f"B{number}", token=f"t{number}", action=Action("b")) for number in range(6))
    link = Button(label="Site", url="https://example.org/")

    await stage.deliver(SendText(to=stage.at, text=Text("choose"), controls=Controls((row, (link,)), menu)))

    (message,) = stage.world.history(stage.general.id)
    select, first, second, third = message.components
    assert select["components"][0]["custom_id"] == "ticket|m1"
    assert len(select["components"][0]["options"]) == 25
    assert [one["custom_id"] for one in first["components"]] == [f"-|t{number}" for number in range(5)]
    assert [one["custom_id"] for one in second["components"]] == ["-|t5"]
    assert third["components"][0]["url"] == "https://example.org/"


async def test_a_deleted_channel_is_gone(stage: Stage) -> None:
    stage.world.delete_channel(stage.owner.id, stage.general.id)

    with pytest.raises(NeverDeliverable) as raised:
        await stage.deliver(SendText(to=stage.at, text=Text("x")))

    assert raised.value.reason == "gone"


async def test_closed_direct_messages_are_blocked(stage: Stage) -> None:
    stage.world.close_dms(stage.bob.id)

    with pytest.raises(NeverDeliverable) as raised:
        await stage.deliver(SendText(to=Address(DISCORD, f"user:{stage.bob.id}"), text=Text("x")))

    assert raised.value.reason == "blocked"


async def test_what_the_bot_may_not_see_is_forbidden(stage: Stage) -> None:
    hidden = stage.world.add_channel(stage.guild.id, "hidden", overwrites={stage.guild.id: (0, 1 << 10)})

    with pytest.raises(NeverDeliverable) as raised:
        await stage.deliver(SendText(to=place(hidden.id), text=Text("x")))

    assert raised.value.reason == "forbidden"


async def test_a_message_that_is_gone_cannot_be_edited(stage: Stage) -> None:
    effect = EditText(to=stage.at, target=message_ref(stage.general.id, 1), text=Text("x"))

    with pytest.raises(NeverDeliverable) as raised:
        await stage.deliver(effect)

    assert raised.value.reason == "not-found"


async def test_a_room_that_does_not_exist_yet_is_missing(stage: Stage) -> None:
    with pytest.raises(NeverDeliverable) as raised:
        await stage.deliver(SendText(to=RoomName("ticket:1:staff", DISCORD), text=Text("x")))

    assert raised.value.reason == "room-missing"


async def test_a_short_flood_wait_is_waited_out(stage: Stage) -> None:
    stage.faults.schedule("POST /channels/*/messages", Flood(0.05))

    await stage.deliver(SendText(to=stage.at, text=Text("patient")))

    assert stage.contents() == ["patient"]


async def test_a_long_flood_wait_goes_back_to_the_queue_and_costs_no_attempt(stage: Stage) -> None:
    stage.faults.schedule("POST /channels/*/messages", Flood(45))

    with pytest.raises(RetryLater) as raised:
        await stage.deliver(SendText(to=stage.at, text=Text("x")))

    assert raised.value.after == timedelta(seconds=45)
    assert not raised.value.counts


@pytest.mark.parametrize(("status", "counts"), [(503, True), (429, False)], ids=["server", "proxy ban"])
async def test_errors_of_the_platform_are_tried_again(stage: Stage, status: int, counts: bool) -> None:
    stage.faults.schedule("POST /channels/*/messages", HttpError(status))

    with pytest.raises(RetryLater) as raised:
        await stage.deliver(SendText(to=stage.at, text=Text("x")))

    assert raised.value.counts is counts


async def test_while_discord_cannot_be_reached_the_channel_waits_and_no_attempt_is_used_up(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unheard:  # bound and not listening: whoever connects is refused
        unheard.bind(("127.0.0.1", 0))
        monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{unheard.getsockname()[1]}/api/v10")

        with pytest.raises(RetryLater) as raised:
            await stage.deliver(SendText(to=stage.at, text=Text("x")))

    assert (raised.value.whole_channel, raised.value.counts) == (True, False)


async def test_a_refused_token_takes_the_channel_down(stage: Stage) -> None:
    stage.faults.schedule("POST /channels/*/messages", HttpError(401))

    with pytest.raises(ChannelDown) as raised:
        await stage.deliver(SendText(to=stage.at, text=Text("x")))

    assert raised.value.fatal


async def test_nothing_is_lost_while_there_is_no_connection(stage: Stage) -> None:
    await stage.disconnect()

    with pytest.raises(RetryLater) as raised:
        await stage.deliver(SendText(to=stage.at, text=Text("x")))

    assert not raised.value.counts


async def test_sent_buttons_leave_nothing_in_memory(stage: Stage) -> None:
    for number in range(30):
        controls = Controls(((Button(label="Ok", action=Action("ok"), token=f"t{number}"),),))
        await stage.deliver(
            SendText(to=place(stage.world.add_channel(stage.guild.id, f"c{number}").id), text=Text("x"),
                     controls=controls),
            key=f"k{number}",
        )  # fmt: skip

    store = stage.rest.client._connection._view_store
    assert (store._views, store._synced_message_views, store._modals) == ({}, {}, {})
    assert list(stage.rest.client.cached_messages) == []
