"""Opening and changing rooms, and sanctions, on the local Discord."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from adapters.discord.translate import message_ref, place, server_place
from bots.playground import discord_permissions as perms
from bots.playground.discord_records import PRIVATE_THREAD
from bots.playground.faults import DropAfter, Fault, HttpError
from core.effects import Action, Ban, Button, Controls, OpenRoom, Restrict, UpdateRoom
from core.errors import NeverDeliverable, RetryLater
from core.ids import ChannelName, PersonRef, RoomName
from core.text.markup import Mention, Text, span
from tests.adapters.discord_stage import Stage, discord_stage

DISCORD = ChannelName("discord")
ROOM = RoomName("ticket:17:staff", DISCORD)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with discord_stage(tmp_path / "pack") as opened:
        yield opened


def post(stage: Stage, *tags: str, text: str = "card") -> OpenRoom:
    controls = Controls(((Button(label="Claim", action=Action("claim"), token="c17"),),))
    return OpenRoom(
        room=ROOM, parent=place(stage.forum.id), title="#17 " + "long " * 40, text=Text(text), tags=tags,
        controls=controls,
    )  # fmt: skip


def private(stage: Stage) -> OpenRoom:
    return OpenRoom(
        room=ROOM, parent=stage.at, title="#17", text=Text("hello"),
        member=PersonRef(DISCORD, str(stage.bob.id)),
    )  # fmt: skip


def tag_names(stage: Stage, thread_id: int) -> list[str]:
    names = {tag.id: tag.name for tag in stage.forum.tags}
    state = stage.world.channels[thread_id].thread
    assert state is not None
    return [names[one] for one in state.tags]


async def test_a_post_is_opened_with_tags_buttons_and_a_title_that_fits(stage: Stage) -> None:
    receipt = await stage.deliver(post(stage, "open", "urgent"))

    (thread,) = stage.guild.threads.values()
    assert len(thread.name) <= 100
    assert thread.name.startswith("#17 ")
    assert tag_names(stage, thread.id) == ["open", "urgent"]
    assert receipt.room == place(thread.id)
    assert receipt.message == message_ref(thread.id, thread.id)
    assert stage.world.history(thread.id)[0].components[0]["components"][0]["custom_id"] == "-|c17"


async def test_a_tag_that_the_bot_may_not_add_is_left_out(stage: Stage) -> None:
    for role in stage.guild.roles.values():
        role.permissions &= ~(perms.MANAGE_CHANNELS | perms.ADMINISTRATOR)

    await stage.deliver(post(stage, "open", "urgent"))

    (thread,) = stage.guild.threads.values()
    assert tag_names(stage, thread.id) == ["open"]


async def test_a_post_is_opened_once_although_the_answer_was_lost(stage: Stage) -> None:
    stage.faults.schedule("POST /channels/*/threads", DropAfter())

    with pytest.raises(RetryLater):
        await stage.deliver(post(stage))
    receipt = await stage.deliver(post(stage), attempt=2)

    (thread,) = stage.guild.threads.values()
    assert receipt.room == place(thread.id)
    assert stage.contents(thread.id) == ["card"]


async def test_a_long_first_message_goes_on_in_the_post(stage: Stage) -> None:
    receipt = await stage.deliver(post(stage, text="word " * 600))

    (thread,) = stage.guild.threads.values()
    first, second = stage.world.history(thread.id)
    assert (first.components, bool(second.components)) == ([], True)
    assert receipt.message == message_ref(thread.id, second.id)


async def test_a_private_thread_holds_the_member_and_the_first_message(stage: Stage) -> None:
    receipt = await stage.deliver(private(stage))

    (thread,) = stage.guild.threads.values()
    assert thread.kind == PRIVATE_THREAD
    assert thread.thread is not None
    assert not thread.thread.invitable
    assert stage.bob.id in thread.thread.members
    assert "hello" in stage.contents(thread.id)
    assert receipt.room == place(thread.id)


async def test_nobody_is_let_into_a_room_of_the_same_title_that_greets_another(stage: Stage) -> None:
    def greeting(who: int) -> OpenRoom:
        person = PersonRef(DISCORD, str(who))
        return replace(private(stage), member=person, text=span(Mention(person, "you", ping=True), Text(" hello")))

    theirs = await stage.deliver(greeting(stage.bob.id), key="before the copy was restored")
    ours = await stage.deliver(greeting(stage.mod.id), key="after it")
    again = await stage.deliver(greeting(stage.mod.id), key="after it", attempt=2)

    assert theirs.room is not None
    assert ours == again
    assert ours.room != theirs.room
    thread = stage.world.channels[int(theirs.room.place)].thread
    assert thread is not None
    assert stage.mod.id not in thread.members


@pytest.mark.parametrize(
    ("route", "fault"),
    [
        ("POST /channels/*/threads", DropAfter()),
        ("PUT /channels/*/thread-members/*", HttpError(503)),
        ("POST /channels/*/messages", DropAfter()),
    ],
    ids=["opened", "member not added", "first message written"],
)
async def test_a_private_thread_is_opened_once_wherever_it_was_interrupted(
    stage: Stage, route: str, fault: Fault
) -> None:
    stage.faults.schedule(route, fault)

    with pytest.raises(RetryLater):
        await stage.deliver(private(stage))
    stage.clock.ahead += timedelta(hours=1)  # Discord has forgotten the nonce.
    receipt = await stage.deliver(private(stage), attempt=2)

    (thread,) = stage.guild.threads.values()
    assert stage.contents(thread.id).count("hello") == 1
    assert receipt.message is not None
    assert thread.thread is not None
    assert stage.bob.id in thread.thread.members


async def test_a_member_is_let_in_only_when_everything_else_stands(stage: Stage) -> None:
    stage.faults.schedule("POST /channels/*/messages", HttpError(503))

    with pytest.raises(RetryLater):
        await stage.deliver(private(stage))

    (thread,) = stage.guild.threads.values()
    assert thread.thread is not None
    assert stage.bob.id not in thread.thread.members


async def test_a_forum_has_no_private_rooms(stage: Stage) -> None:
    effect = OpenRoom(
        room=ROOM, parent=place(stage.forum.id), title="#17", text=Text("x"),
        member=PersonRef(DISCORD, str(stage.bob.id)),
    )  # fmt: skip

    with pytest.raises(NeverDeliverable) as raised:
        await stage.deliver(effect)

    assert raised.value.reason == "forbidden"


async def test_a_room_is_renamed_tagged_locked_and_archived_in_one_go(stage: Stage) -> None:
    room = (await stage.deliver(post(stage, "open"))).room
    assert room is not None

    await stage.deliver(UpdateRoom(to=room, title="#17 done", tags=("closed",), archived=True, locked=True))

    thread = stage.world.channels[int(room.place)]
    assert thread.thread is not None
    assert (thread.name, thread.thread.archived, thread.thread.locked) == ("#17 done", True, True)
    assert tag_names(stage, thread.id) == ["closed"]


async def test_an_archived_room_can_be_tagged_and_stays_archived(stage: Stage) -> None:
    room = (await stage.deliver(post(stage, "open"))).room
    assert room is not None
    await stage.deliver(UpdateRoom(to=room, archived=True, locked=True))

    await stage.deliver(UpdateRoom(to=room, tags=("closed",)))

    thread = stage.world.channels[int(room.place)]
    assert thread.thread is not None
    assert (thread.thread.archived, thread.thread.locked) == (True, True)
    assert tag_names(stage, thread.id) == ["closed"]


async def test_an_archived_room_can_be_reopened_with_other_tags(stage: Stage) -> None:
    room = (await stage.deliver(post(stage, "open"))).room
    assert room is not None
    await stage.deliver(UpdateRoom(to=room, tags=("closed",), archived=True, locked=True))

    await stage.deliver(UpdateRoom(to=room, tags=("open",), archived=False, locked=False))

    thread = stage.world.channels[int(room.place)]
    assert thread.thread is not None
    assert (thread.thread.archived, thread.thread.locked) == (False, False)
    assert tag_names(stage, thread.id) == ["open"]


async def test_a_deleted_room_is_gone(stage: Stage) -> None:
    room = (await stage.deliver(post(stage))).room
    assert room is not None
    stage.world.delete_channel(stage.owner.id, int(room.place))

    with pytest.raises(NeverDeliverable) as raised:
        await stage.deliver(UpdateRoom(to=room, archived=True))

    assert raised.value.reason == "gone"


@pytest.mark.parametrize("days", [1, 90])
async def test_a_time_out_is_given_up_to_what_discord_allows_and_lifted(stage: Stage, days: int) -> None:
    bob = PersonRef(DISCORD, str(stage.bob.id))
    until = datetime.now(UTC) + timedelta(days=days)

    await stage.deliver(Restrict(person=bob, at=stage.at, until=until, reason="flood"))

    given = stage.guild.members[stage.bob.id].timed_out_until
    assert given is not None
    assert given <= min(until, datetime.now(UTC) + timedelta(days=28))
    assert given > datetime.now(UTC) + timedelta(days=min(days, 28)) - timedelta(hours=1)
    await stage.deliver(Restrict(person=bob, at=stage.at, until=None))
    assert stage.guild.members[stage.bob.id].timed_out_until is None


async def test_a_ban_is_given_and_taken_back_also_twice(stage: Stage) -> None:
    bob = PersonRef(DISCORD, str(stage.bob.id))
    at = server_place(stage.guild.id)

    for _ in range(2):
        await stage.deliver(Ban(person=bob, at=at, reason="scam"))
    assert stage.guild.bans == {stage.bob.id: "scam"}
    for _ in range(2):
        await stage.deliver(Ban(person=bob, at=at, banned=False))

    assert stage.guild.bans == {}


async def test_whoever_stands_above_the_bot_cannot_be_restricted(stage: Stage) -> None:
    owner = PersonRef(DISCORD, str(stage.owner.id))

    with pytest.raises(NeverDeliverable) as raised:
        await stage.deliver(Restrict(person=owner, at=stage.at, until=datetime.now(UTC) + timedelta(hours=1)))

    assert raised.value.reason == "forbidden"


async def test_a_sanction_in_a_thread_that_is_not_cached_finds_its_server(stage: Stage) -> None:
    thread = stage.world.open_thread(stage.mod.id, stage.general.id, "old")
    stage.world.archive_thread(stage.mod.id, thread.id)
    bob = PersonRef(DISCORD, str(stage.bob.id))

    await stage.deliver(Ban(person=bob, at=place(thread.id)))

    assert stage.bob.id in stage.guild.bans
