"""The relay when something goes wrong: faults, full disks, stops and restarts."""

import asyncio
import logging
from datetime import timedelta

import pytest

from core.effects import Repeat
from core.errors import ChannelDown, RetryLater, StorageError
from core.outbox import store
from core.outbox.relay import Relay
from core.storage.db import Database
from tests.outbox.stage import NOW, Stage, ToyChannel, becomes_true, text

AT_ONCE = timedelta()


async def test_an_outcome_the_core_cannot_take_is_put_aside(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.outcomes.mistakes = [KeyError("secret words") for _ in range(3)]

    async with stage.running():
        await stage.queue(text("first", note="a.b:1"), text("next"))
        await stage.settled()

    assert stage.channel.words == ["first", "next"]
    rows = await stage.database.read(lambda tx: tx.all("SELECT event_id, kind, error FROM dead_event"))
    assert [tuple(row) for row in rows] == [("event-1#0", "outcome", "KeyError")]
    assert "secret words" not in caplog.text


async def test_an_end_before_sending_that_the_core_cannot_take_does_not_stop_the_relay(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.outcomes.mistakes = [KeyError("secret words") for _ in range(3)]

    async with stage.running():
        await stage.queue(text("late", note="a.b:1", expires_at=NOW), text("next"))
        await stage.settled()

    assert stage.channel.words == ["next"]
    assert (await stage.states())["event-1#0"] == "expired"
    rows = await stage.database.read(lambda tx: tx.all("SELECT event_id, kind, error FROM dead_event"))
    assert [tuple(row) for row in rows] == [("event-1#0", "outcome", "KeyError")]
    assert "secret words" not in caplog.text


async def test_a_row_cut_off_whose_end_the_core_cannot_take_does_not_keep_the_relay_from_starting(
    stage: Stage,
) -> None:
    (queued, _) = await stage.queue(text("words", note="a.b:1", repeat=Repeat.UNCERTAIN), text("next"))
    await stage.database.write(lambda tx: store.take(tx, queued.id, now=NOW, lease=timedelta(minutes=1)))
    stage.outcomes.mistakes = [KeyError()]

    async with stage.running():
        await stage.settled()

    assert stage.channel.words == ["next"]
    assert (await stage.states())["event-1#0"] == "uncertain"
    rows = await stage.database.read(lambda tx: tx.all("SELECT event_id, error FROM dead_event"))
    assert [tuple(row) for row in rows] == [("event-1#0", "KeyError")]


async def test_while_a_channel_needs_a_person_what_is_to_be_sent_waits(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.outbox.courier.LONGEST_PAUSE", AT_ONCE)
    stage.channel.answers["words"] = [ChannelDown("the token was revoked", fatal=True) for _ in range(20)]

    async with stage.running():
        await stage.queue(text("words", note="a.b:1"))
        await stage.settled()

    assert stage.channel.words == ["words"]
    assert stage.outcomes.ends == [("a.b:1", "sent", "")]
    assert {delivery.attempt for delivery in stage.channel.tried} == {1}


async def test_a_fault_is_logged_without_what_people_wrote(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.channel.answers["words"] = [ValueError("my seed phrase")]

    async with stage.running():
        await stage.queue(text("words"))
        await stage.channel.until(lambda: len(stage.channel.tried) == 1)

        async def is_logged() -> bool:
            return "ValueError" in caplog.text

        await becomes_true(is_logged)

    assert "seed phrase" not in caplog.text
    assert "stage.py" in caplog.text


async def test_an_outage_is_logged_once_when_it_starts_and_once_when_it_ends(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    stage.channel.answers["words"] = [RetryLater(AT_ONCE, "unreachable") for _ in range(6)]

    async with stage.running():
        await stage.queue(text("words"))
        await stage.settled()

    assert caplog.text.count("outage starts") == 1
    assert caplog.text.count("outage ends") == 1


async def test_a_receipt_is_kept_until_the_storage_takes_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    held = asyncio.Event()
    stage.channel.answers["words"] = [held]
    write = stage.database.write
    failures = [StorageError("disk full"), StorageError("disk full")]

    async def failing(work):
        if failures and stage.channel.delivered:
            raise failures.pop()
        return await write(work)

    async def no_pause(_: float) -> None:
        return

    monkeypatch.setattr(stage.database, "write", failing)
    monkeypatch.setattr("core.outbox.health.Health.failed", lambda *_, **__: 0.0)
    async with stage.running():
        await stage.queue(text("words", note="a.b:1"))
        held.set()
        await stage.settled()

    assert failures == []
    assert stage.channel.words == ["words"]
    assert stage.outcomes.ends == [("a.b:1", "sent", "")]


@pytest.mark.parametrize(
    ("repeat", "idempotent", "state"),
    [
        (Repeat.HARMLESS, False, "sent"),
        (Repeat.RESEND, False, "sent"),
        (Repeat.UNCERTAIN, False, "uncertain"),
        (Repeat.UNCERTAIN, True, "sent"),
    ],
)
async def test_a_row_cut_off_while_sending_is_repeated_or_reported(
    database: Database, repeat: Repeat, idempotent: bool, state: str
) -> None:
    stage = Stage(database, ToyChannel(idempotent=idempotent))
    (queued,) = await stage.queue(text("words", note="a.b:1", repeat=repeat))
    await database.write(lambda tx: store.take(tx, queued.id, now=NOW, lease=timedelta(minutes=1)))

    async with stage.running():
        await stage.settled()

    assert list((await stage.states()).values()) == [state]
    assert len(stage.channel.words) == (state == "sent")
    assert [(end[0], end[1]) for end in stage.outcomes.ends] == [("a.b:1", state)]


async def test_an_operator_can_send_an_uncertain_row_after_all(stage: Stage) -> None:
    (queued,) = await stage.queue(text("words", repeat=Repeat.UNCERTAIN, expires_at=NOW))

    async with stage.running():
        await stage.settled()
        again = await stage.database.write(lambda tx: store.requeue(tx, queued.id))
        assert again is not None
        stage.relay.post([again])
        await stage.settled()

    assert stage.channel.words == ["words"]


async def test_stopping_finishes_what_is_in_flight(stage: Stage) -> None:
    held = asyncio.Event()
    stage.channel.answers["words"] = [held]
    task = asyncio.create_task(stage.relay.run())
    await stage.queue(text("words"))
    await stage.channel.until(lambda: len(stage.channel.tried) == 1)

    task.cancel()
    await asyncio.sleep(0)
    held.set()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert list((await stage.states()).values()) == ["sent"]


async def test_stopping_hands_back_what_takes_too_long(database: Database) -> None:
    stage = Stage(database)
    stage.relay = Relay(stage.channel, database, stage.outcomes, stage.clock, grace=AT_ONCE)
    stage.channel.answers["words"] = [asyncio.Event()]
    task = asyncio.create_task(stage.relay.run())
    await stage.queue(text("words"))
    await stage.channel.until(lambda: len(stage.channel.tried) == 1)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert list((await stage.states()).values()) == ["waiting"]


async def test_a_payload_of_another_version_does_not_stop_the_lane(stage: Stage) -> None:
    await stage.queue(text("old"), text("next"))
    await stage.database.write(lambda tx: tx.run("UPDATE outbox SET payload = '{}' WHERE id = 1"))

    async with stage.running():
        await stage.settled()

    assert stage.channel.words == ["next"]
    assert list((await stage.states()).values()) == ["failed", "sent"]
