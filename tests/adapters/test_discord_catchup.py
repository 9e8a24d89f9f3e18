"""What was said while nobody listened, and files that are saved."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.discord.media import LARGEST
from adapters.discord.translate import place
from bots.playground.discord_content import File
from bots.playground.faults import HttpError
from core.channel import WatchedRoom
from core.errors import StorageError
from core.events import MessageReceived, RoomChanged
from tests.adapters.discord_stage import Stage, discord_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with discord_stage(tmp_path / "pack", connected=False) as opened:
        yield opened


def watch(stage: Stage, channel_id: int, after: int | None) -> None:
    stage.intake.rooms.append(WatchedRoom(place(channel_id), None if after is None else str(after)))


async def texts(stage: Stage, count: int) -> list[str]:
    await stage.intake.until(lambda: len(stage.intake.all(MessageReceived)) >= count)
    return [one.text for one in stage.intake.all(MessageReceived)]


async def test_missed_messages_come_oldest_first_with_who_is_staff(stage: Stage) -> None:
    seen = stage.world.say(stage.bob.id, stage.general.id, "seen")
    for number in range(130):
        stage.world.say(stage.bob.id, stage.general.id, f"missed {number}")
    stage.world.say(stage.mod.id, stage.general.id, "from staff")
    watch(stage, stage.general.id, seen.id)

    await stage.connect()

    assert await texts(stage, 131) == [*(f"missed {number}" for number in range(130)), "from staff"]
    last = stage.intake.all(MessageReceived)[-1]
    assert last.author.is_privileged
    assert len(last.author.roles) == 1
    assert len(stage.requests("GET", "/guilds/*/members/*")) == 2


async def test_a_missed_message_has_the_same_id_as_a_heard_one(stage: Stage) -> None:
    await stage.connect()
    said = stage.world.say(stage.bob.id, stage.general.id, "hello")
    await texts(stage, 1)
    await stage.disconnect()
    watch(stage, stage.general.id, said.id - 1)

    await stage.connect()

    await texts(stage, 2)
    heard, missed = stage.intake.all(MessageReceived)
    assert heard.id == missed.id


async def test_rooms_are_read_from_their_beginning_when_nothing_was_handled_yet(stage: Stage) -> None:
    thread = stage.world.open_thread(stage.bob.id, stage.general.id, "mine", private=False)
    stage.world.say(stage.bob.id, thread.id, "first")
    stage.world.archive_thread(stage.bob.id, thread.id)
    watch(stage, thread.id, None)

    await stage.connect()

    assert await texts(stage, 1) == ["first"]


async def test_direct_messages_are_caught_up_as_well(stage: Stage) -> None:
    said = stage.world.direct(stage.bob.id, stage.bot.id, "seen")
    stage.world.direct(stage.bob.id, stage.bot.id, "missed")
    watch(stage, said.channel_id, said.id)

    await stage.connect()

    assert await texts(stage, 1) == ["missed"]
    assert stage.intake.all(MessageReceived)[0].kind == "private"


async def test_a_room_that_is_gone_is_told_and_the_next_is_read(stage: Stage) -> None:
    gone = stage.world.add_channel(stage.guild.id, "gone")
    stage.world.delete_channel(stage.owner.id, gone.id)
    seen = stage.world.say(stage.bob.id, stage.general.id, "seen")
    stage.world.say(stage.bob.id, stage.general.id, "missed")
    watch(stage, gone.id, 1)
    watch(stage, stage.general.id, seen.id)

    await stage.connect()

    assert await texts(stage, 1) == ["missed"]
    assert [(one.at, one.state) for one in stage.intake.all(RoomChanged)] == [(place(gone.id), "gone")]


async def test_a_room_that_cannot_be_read_does_not_stop_the_next(stage: Stage) -> None:
    seen = stage.world.say(stage.bob.id, stage.general.id, "seen")
    stage.world.say(stage.bob.id, stage.general.id, "missed")
    other = stage.world.add_channel(stage.guild.id, "other")
    watch(stage, other.id, 1)
    watch(stage, stage.general.id, seen.id)
    stage.faults.schedule(f"GET /channels/{other.id}/messages*", HttpError(403))

    await stage.connect()

    assert await texts(stage, 1) == ["missed"]


async def test_a_resumed_session_reads_nothing_twice(stage: Stage) -> None:
    def read() -> int:
        return len(stage.requests("GET", "/channels/*/messages"))

    seen = stage.world.say(stage.bob.id, stage.general.id, "seen")
    watch(stage, stage.general.id, seen.id)
    await stage.connect()
    await stage.world.until(lambda: read() == 1)
    await stage.server.require_reconnect()
    stage.world.say(stage.bob.id, stage.general.id, "in between")

    assert await texts(stage, 1) == ["in between"]

    assert read() == 1


async def test_files_are_saved_before_the_core_hears_of_them(stage: Stage) -> None:
    stage.intake.wants_files = True
    await stage.connect()

    stage.world.say(stage.bob.id, stage.general.id, "see", attachments=[File("proof.png", b"pixels", "image/png")])
    await texts(stage, 1)

    (media,) = stage.intake.all(MessageReceived)[0].media
    assert (media.kind, media.name, media.mime, media.size) == ("photo", "proof.png", "image/png", 6)
    assert media.stored is not None
    assert stage.vault.files[media.stored] == b"pixels"


async def test_files_of_ordinary_talk_are_left_where_they_are(stage: Stage) -> None:
    await stage.connect()

    stage.world.say(stage.bob.id, stage.general.id, "see", attachments=[("cat.png", b"pixels")])
    await texts(stage, 1)

    (media,) = stage.intake.all(MessageReceived)[0].media
    assert media.stored is None
    assert media.source.startswith(stage.server.cdn_url)
    assert stage.vault.files == {}


async def test_a_file_that_is_gone_is_said_to_be_unavailable(stage: Stage) -> None:
    stage.intake.wants_files = True
    await stage.connect()
    stage.server.pause_events()
    said = stage.world.say(stage.bob.id, stage.general.id, "see", attachments=[("cat.png", b"pixels")])
    stage.world.files.pop(said.attachments[0].id)

    stage.server.resume_events()
    await texts(stage, 1)

    (media,) = stage.intake.all(MessageReceived)[0].media
    assert (media.stored, media.problem) == (None, "unavailable")


async def test_words_arrive_although_there_is_no_room_for_their_file(stage: Stage) -> None:
    stage.intake.wants_files = True
    stage.vault.failure = StorageError("stored files would take more than the allowed bytes")
    await stage.connect()

    stage.world.say(stage.bob.id, stage.general.id, "see", attachments=[("cat.png", b"pixels")])

    assert await texts(stage, 1) == ["see"]
    (media,) = stage.intake.all(MessageReceived)[0].media
    assert (media.stored, media.problem) == (None, "unavailable")


async def test_a_file_that_is_too_large_is_not_fetched(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.discord.media.LARGEST", 5)
    stage.intake.wants_files = True
    await stage.connect()

    stage.world.say(stage.bob.id, stage.general.id, "see", attachments=[("cat.png", b"pixels")])
    await texts(stage, 1)

    (media,) = stage.intake.all(MessageReceived)[0].media
    assert (media.stored, media.problem) == (None, "too-large")
    assert LARGEST == 20 * 1024 * 1024
