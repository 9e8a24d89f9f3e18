"""The outbox's statements: their plans, and what they keep and forget."""

from datetime import timedelta

import pytest

from core.channel import Receipt
from core.effects import Answer, Urgency
from core.ids import EventId
from core.outbox import store
from core.outbox.lanes import lane_of
from core.storage.db import Database, Tx
from core.text.markup import Text
from tests.outbox.stage import NOW, TOY, Stage, text

DAY = timedelta(days=1)


async def plans_of(database: Database, run) -> list[str]:
    """How SQLite carries out each statement of ``run``, which works on an empty table."""
    seen: list[str] = []

    def traced(tx: Tx) -> list[str]:
        tx._connection.set_trace_callback(seen.append)
        run(tx)
        tx._connection.set_trace_callback(None)
        plans = []
        for sql in seen:
            if sql.startswith(("SELECT", "UPDATE", "DELETE")):
                plans += [row["detail"] for row in tx.all(f"EXPLAIN QUERY PLAN {sql}")]
        return plans

    return await database.write(traced)


@pytest.mark.parametrize(
    ("run", "index"),
    [
        (lambda tx: store.take(tx, 1, now=NOW, lease=DAY), "INTEGER PRIMARY KEY"),
        (lambda tx: store.unfinished(tx, TOY), "outbox_unfinished"),
        (lambda tx: store.left_sending(tx, TOY), "outbox_unfinished"),
        (lambda tx: store.settle(tx, 1, state="sent", now=NOW), "INTEGER PRIMARY KEY"),
        (lambda tx: store.retry(tx, 1, not_before=NOW, why=""), "INTEGER PRIMARY KEY"),
        (lambda tx: store.is_coming(tx, "a.b:1", before=2), "outbox_unfinished_note"),
        (lambda tx: store.forget_payloads_before(tx, NOW, 500), "outbox_with_words"),
        (lambda tx: store.forget_rows_before(tx, NOW, 500), "outbox_settled"),
        (lambda tx: store.settled_since(tx, NOW), "outbox_settled"),
        (lambda tx: store.backlogs(tx, NOW), "outbox_unfinished"),
    ],
    ids=["take", "unfinished", "left", "settle", "retry", "coming", "forget", "remove", "settled", "backlogs"],
)
async def test_no_statement_reads_the_whole_table(database: Database, run, index: str) -> None:
    plans = await plans_of(database, run)

    assert any(index in plan for plan in plans), plans
    assert not [plan for plan in plans if plan.startswith("SCAN") and "USING" not in plan]
    assert not [plan for plan in plans if "TEMP B-TREE" in plan and "ORDER BY" in plan], plans


async def test_words_are_forgotten_and_the_row_stays(stage: Stage) -> None:
    old, new, waiting = await stage.queue(text("old"), text("new"), text("waiting"))

    def settle_both(tx: Tx) -> None:
        store.settle(tx, old.id, state="sent", now=NOW - 9 * DAY, receipt=Receipt())
        store.settle(tx, new.id, state="sent", now=NOW, receipt=Receipt())

    await stage.database.write(settle_both)

    forgotten = await stage.database.write(lambda tx: store.forget_payloads_before(tx, NOW - 7 * DAY, 500))

    assert forgotten == 1
    rows = await stage.database.read(lambda tx: tx.all("SELECT id, payload FROM outbox ORDER BY id"))
    assert [(row["id"], bool(row["payload"])) for row in rows] == [
        (old.id, False),
        (new.id, True),
        (waiting.id, True),
    ]
    assert await stage.database.write(lambda tx: store.requeue(tx, old.id)) is None


async def test_nothing_of_whom_an_answer_went_to_is_left_once_the_words_are_forgotten(stage: Stage) -> None:
    (queued,) = await stage.queue(Answer(channel=TOY, caller="i:1:2:interaction-token:t", text=Text("hello")))
    await stage.database.write(lambda tx: store.settle(tx, queued.id, state="sent", now=NOW - 9 * DAY))
    await stage.database.write(lambda tx: store.forget_payloads_before(tx, NOW - 7 * DAY, 500))

    (row,) = await stage.database.read(lambda tx: tx.all("SELECT * FROM outbox"))

    assert "interaction-token" not in repr(tuple(row))


async def test_answers_to_one_caller_keep_their_order_and_others_do_not_wait_for_them() -> None:
    lanes = [lane_of(Answer(channel=TOY, caller=caller, text=None)) for caller in ("a", "a", "b")]

    assert lanes[0] == lanes[1] != lanes[2]


async def test_operators_see_what_waits_and_how_things_ended(stage: Stage) -> None:
    first, _, _ = await stage.queue(text("a"), text("b"), text("later", not_before=NOW + DAY))
    await stage.database.write(lambda tx: store.settle(tx, first.id, state="failed", now=NOW, why="gone"))

    (backlog,) = await stage.database.read(lambda tx: store.backlogs(tx, NOW))
    ended = await stage.database.read(lambda tx: store.settled_since(tx, NOW - DAY))

    assert (backlog.channel, backlog.waiting, backlog.sending, backlog.oldest) == (TOY, 2, 0, NOW)
    assert ended == {"failed": 1}


async def test_moves_are_followed_and_never_in_a_circle(stage: Stage) -> None:
    def move(tx: Tx) -> list[str]:
        store.place_has_moved(tx, TOY, "a", "b")
        store.place_has_moved(tx, TOY, "b", "c")
        there = store.where_now(tx, text("", "a").to).place  # type: ignore[arg-type]  # an address here
        store.place_has_moved(tx, TOY, "c", "a")
        back = store.where_now(tx, text("", "c").to).place  # type: ignore[arg-type]  # an address here
        return [there, back]

    assert (await stage.database.write(move))[0] == "c"


def test_a_broadcast_to_a_place_has_a_lane_of_its_own() -> None:
    assert lane_of(text("a", "1")) != lane_of(text("a", "1", urgency=Urgency.BULK))
    assert lane_of(text("a", "1")) == lane_of(text("a", "1", urgency=Urgency.STAFF))


async def test_an_event_without_effects_queues_nothing(database: Database) -> None:
    assert await database.write(lambda tx: store.add(tx, cause=EventId("e"), effects=[], now=NOW)) == []
