"""Transactions: what is written together stands or falls alone, and what is acknowledged is there."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest

from core.errors import StorageError
from core.storage.db import Database, Discard, Tx

COUNT = "SELECT count(*) FROM seen_event"


def see(name: str):
    def work(tx: Tx) -> str:
        tx.run("INSERT INTO seen_event (id, at) VALUES (?, 1)", name)
        return name

    return work


def seen(tx: Tx) -> set[str]:
    return {row["id"] for row in tx.all("SELECT id FROM seen_event")}


async def test_a_write_is_visible_to_reads_once_it_returns(database: Database) -> None:
    assert await database.write(see("a")) == "a"

    assert await database.read(seen) == {"a"}


async def test_the_connection_is_set_up_as_the_design_asks(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "durable.db")

    def pragmas(tx: Tx) -> tuple[object, ...]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return tuple(tx.value(f"PRAGMA {name}") for name in names)

    assert await database.write(pragmas) == ("wal", 2, 1, 5000)
    await database.close()


async def test_a_failing_work_undoes_only_itself(database: Database) -> None:
    async def fail() -> None:
        def work(tx: Tx) -> None:
            see("lost")(tx)
            raise KeyError("mistake")

        await database.write(work)

    ended = await asyncio.gather(
        *(database.write(see(str(number))) for number in range(20)),
        fail(),
        *(database.write(see(str(number))) for number in range(20, 40)),
        return_exceptions=True,
    )

    assert [type(item) for item in ended if not isinstance(item, str)] == [KeyError]
    assert await database.read(seen) == {str(number) for number in range(40)}


async def test_works_that_wait_are_committed_together(database: Database) -> None:
    threads: list[int] = []
    commits: list[str] = []

    def trace(tx: Tx) -> None:
        # The plain connection is what a work must never see; a test of batches has no other way to listen.
        tx._connection.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)

    await database.write(trace)
    commits.clear()

    def work(tx: Tx) -> None:
        threads.append(threading.get_ident())
        tx.run("INSERT INTO seen_event (id, at) VALUES (?, 1)", str(len(threads)))

    await asyncio.gather(*(database.write(work) for _ in range(300)))

    assert len(commits) == 2
    assert set(threads) - {threading.get_ident()} == set(threads)


async def test_a_discarded_work_gives_its_value_and_leaves_nothing(database: Database) -> None:
    def work(tx: Tx) -> str:
        see("gone")(tx)
        raise Discard("value")

    given = await asyncio.gather(database.write(see("kept")), database.write(work))

    assert list(given) == ["kept", "value"]
    assert await database.read(seen) == {"kept"}


async def test_a_batch_of_discarded_works_writes_nothing_to_the_log(database: Database) -> None:
    await database.write(see("first"))
    log = database.path.with_name(database.path.name + "-wal")
    before = log.read_bytes()

    def work(tx: Tx) -> None:
        tx.many("INSERT INTO seen_event (id, at) VALUES (?, 1)", [(str(number),) for number in range(500)])
        raise Discard

    await asyncio.gather(*(database.write(work) for _ in range(5)))

    assert log.read_bytes() == before


async def test_a_cancelled_caller_does_not_harm_the_others(database: Database) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow(tx: Tx) -> None:
        see("slow")(tx)
        started.set()
        assert go_on.wait(10)

    running = asyncio.create_task(database.write(slow))
    assert await asyncio.to_thread(started.wait, 10)
    never = asyncio.create_task(database.write(see("never started")))
    others = [asyncio.create_task(database.write(see(str(number)))) for number in range(5)]
    await asyncio.sleep(0)

    running.cancel()
    never.cancel()
    go_on.set()
    await asyncio.gather(*others)

    assert running.cancelled() or running.cancelling()
    assert await database.read(seen) == {"slow", "0", "1", "2", "3", "4"}


async def test_a_full_disk_fails_the_batch_and_not_the_connection(database: Database) -> None:
    await database.write(lambda tx: tx.value("PRAGMA max_page_count = 60"))

    def large(tx: Tx) -> None:
        tx.run("INSERT INTO fact (channel, key, value) VALUES ('a', 'b', ?)", "x" * 1_000_000)

    ended = await asyncio.gather(database.write(see("innocent")), database.write(large), return_exceptions=True)

    # Whether a statement or the whole transaction was undone: nobody is told of a write that is not there.
    stored = await database.read(seen)
    assert isinstance(ended[1], StorageError | sqlite3.OperationalError)
    assert ("innocent" in stored) == (ended[0] == "innocent")
    assert await database.write(see("later")) == "later"


async def test_a_commit_that_fails_is_told_to_every_caller(database: Database) -> None:
    def child_without_parent(tx: Tx) -> None:
        tx.run("INSERT INTO child (parent) VALUES (7)")

    def tables(tx: Tx) -> None:
        tx.run("CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT")
        tx.run(
            "CREATE TABLE child (parent INTEGER NOT NULL REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED) STRICT"
        )

    await database.write(tables)

    ended = await asyncio.gather(database.write(see("a")), database.write(child_without_parent), return_exceptions=True)

    assert [type(error) for error in ended] == [StorageError, StorageError]
    assert ended[0] is not ended[1]
    assert await database.read(seen) == set()
    assert await database.write(see("b")) == "b"


async def test_when_not_even_the_undoing_works_every_caller_is_told_and_later_ones_are_served(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:

        def fails(raw: sqlite3.Connection, batch: object) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        broken.setattr("core.storage.db._commit", fails)
        ends = await asyncio.gather(*(database.write(see(str(n))) for n in range(300)), return_exceptions=True)

    assert {type(end) for end in ends} == {StorageError}
    await database.write(see("after"))
    assert await database.read(seen) == {"after"}


async def test_a_work_that_ends_the_transaction_is_refused(database: Database) -> None:
    with pytest.raises(StorageError):
        await database.write(lambda tx: tx.run("COMMIT"))

    assert await database.write(see("b")) == "b"


async def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await database.read(see("a"))

    assert await database.read(lambda tx: tx.value(COUNT)) == 0


async def test_reads_go_on_while_a_write_takes_long(database: Database) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow(tx: Tx) -> None:
        see("slow")(tx)
        started.set()
        assert go_on.wait(10)

    writing = asyncio.create_task(database.write(slow))
    assert await asyncio.to_thread(started.wait, 10)

    assert await asyncio.wait_for(database.read(seen), 10) == set()

    go_on.set()
    await writing


async def test_closing_finishes_what_waits(tmp_path: Path) -> None:
    path = tmp_path / "bellbuoy.db"
    database = await Database.open(path, durable=False)
    writes = [asyncio.create_task(database.write(see(str(number)))) for number in range(600)]
    await asyncio.sleep(0)

    await database.close()

    await asyncio.gather(*writes)
    again = await Database.open(path, durable=False)
    assert await again.read(lambda tx: tx.value(COUNT)) == 600
    await again.close()
    with pytest.raises(StorageError, match="closed"):
        await database.write(see("late"))


async def test_a_backup_is_whole_and_made_while_writing_goes_on(database: Database, tmp_path: Path) -> None:
    await database.write(see("before"))

    await asyncio.gather(
        database.backup(tmp_path / "deep" / "copy.db"), *(database.write(see(str(n))) for n in range(50))
    )

    copy = await Database.open(tmp_path / "deep" / "copy.db", durable=False)
    assert "before" in await copy.read(seen)
    assert await copy.integrity() == []
    await copy.close()
    with pytest.raises(StorageError, match="never replaces"):
        await database.backup(tmp_path / "deep" / "copy.db")


async def test_damage_is_told_in_words(database: Database) -> None:
    def damage(tx: Tx) -> None:
        tx.run("CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT")
        tx.run("CREATE TABLE child (parent INTEGER REFERENCES parent (id)) STRICT")
        tx.run("INSERT INTO parent VALUES (1)")
        tx.run("INSERT INTO child VALUES (1)")

    await database.write(damage)
    assert await database.integrity() == []
    other = sqlite3.connect(database.path)
    other.execute("DELETE FROM parent")
    other.commit()
    other.close()

    assert await database.integrity() == ["row 1 of child points to a missing row of parent"]


async def test_only_the_owner_can_read_the_files(database: Database) -> None:
    await database.write(see("a"))

    modes = {path.name: path.stat().st_mode & 0o777 for path in database.path.parent.glob("bellbuoy.db*")}

    assert set(modes.values()) == {0o600}, modes
