"""The database: one writing connection with group commit, and a small pool that only reads."""

import asyncio
import contextlib
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from core.clock import Clock, SystemClock
from core.errors import StorageError
from core.storage.backups import copy_verified, problems_of
from core.storage.connection import Hop, open_reader, open_writer
from core.storage.migrate import MIGRATIONS, bring_up_to_date
from core.storage.tx import Discard, Row, SqlValue, Tx

__all__ = ["Database", "Discard", "Row", "SqlValue", "Tx"]

T = TypeVar("T")

# A batch is as long as its last caller waits for: 256 small transactions take some 20 ms.
LARGEST_BATCH = 256
READERS = 3


class _Job(Generic[T]):
    """One function on its way through the connection's thread.

    ``done`` only wakes the caller. Value and error stay here, so that nothing is reported as never retrieved
    when the caller has gone.
    """

    __slots__ = ("done", "error", "value", "work")

    def __init__(self, work: Callable[[Tx], T], done: asyncio.Future[None]) -> None:
        self.work = work
        self.done = done
        self.error: BaseException | None = None
        self.value: T | None = None

    def run(self, tx: Tx) -> bool:
        """True if what it wrote is to be kept."""
        try:
            self.value = self.work(tx)
        except Discard as discard:
            self.value = discard.value  # type: ignore[assignment]  # the raiser's promise
            return False
        except BaseException as error:
            self.error = error
            return False
        return True

    def result(self) -> T:
        if self.error is not None:
            raise self.error
        return self.value  # type: ignore[return-value]  # None only where T allows it


class Database:
    """Open it with ``Database.open``; one process at a time may hold a file open (core.storage.lock)."""

    def __init__(self, path: Path, writer: Hop, readers: Sequence[Hop]) -> None:
        self.path = path
        self._writer = writer
        self._readers = tuple(readers)
        self._idle: asyncio.Queue[Hop] = asyncio.Queue()
        for reader in readers:
            self._idle.put_nowait(reader)
        self._waiting: deque[_Job[Any]] = deque()
        self._drain: asyncio.Task[None] | None = None
        self._closed = False

    @classmethod
    async def open(
        cls,
        path: Path,
        *,
        migrations: Path = MIGRATIONS,
        clock: Clock | None = None,
        readers: int = READERS,
        durable: bool = True,
    ) -> "Database":
        """Create or upgrade the file and open it.

        Raises SchemaTooNew or StorageError, in words for the operator. ``durable`` false leaves out the fsync
        of each commit: for tests and measurements only.
        """
        now = (clock or SystemClock()).now()
        await asyncio.to_thread(bring_up_to_date, path, migrations, now)
        opened: list[Hop] = []
        try:
            opened.append(await open_writer(path, durable=durable))
            for _ in range(readers):
                opened.append(await open_reader(path))
        except sqlite3.Error as error:
            for hop in opened:
                await hop.close()
            raise StorageError(f"the database {path} cannot be opened: {error}") from error
        return cls(path, opened[0], opened[1:])

    @classmethod
    @contextlib.asynccontextmanager
    async def looking(cls, path: Path) -> AsyncIterator["Looker"]:
        """Read a database that another process may have open; nothing can be written through this."""
        try:
            hop = await open_reader(path)
        except sqlite3.Error as error:
            raise StorageError(f"the database {path} cannot be opened: {error}") from error
        try:
            yield Looker(hop)
        finally:
            await hop.close()

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Run ``work`` in a transaction; when this returns, it is on the disk.

        What waits at the same time is committed together, each work in its own savepoint: an exception undoes
        only its own work and is raised here. ``work`` must not wait for anything. Raises StorageError if the
        commit fails; then nothing of the work is stored. Cancelling a caller does not undo its work once its
        batch runs.
        """
        if self._closed:
            raise StorageError("the database is closed")
        job = _Job(work, asyncio.get_running_loop().create_future())
        self._waiting.append(job)
        if self._drain is None:
            self._drain = asyncio.create_task(self._write_what_waits(), name="database writer")
        await job.done
        return job.result()

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run ``work`` on one unchanging view of what is committed; it cannot write."""
        if self._closed:
            raise StorageError("the database is closed")
        job = _Job(work, asyncio.get_running_loop().create_future())
        reader = await self._idle.get()
        try:
            await reader.run(lambda raw: _read(raw, job))
        finally:
            # After a cancellation the thread may still be busy: whoever gets this reader next waits for it.
            self._idle.put_nowait(reader)
        return job.result()

    async def backup(self, to: Path) -> None:
        """Copy the database while it is in use; ``to`` appears only when the copy is complete and sound."""
        await asyncio.to_thread(copy_verified, self.path, to)

    async def integrity(self) -> list[str]:
        """What is wrong with the file, in SQLite's words; an empty list means sound."""
        return await asyncio.to_thread(problems_of, self.path)

    async def close(self) -> None:
        """Finish what waits, then close every connection. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        while self._drain is not None:
            await asyncio.wait([self._drain])
        # Readers first: the last connection to close writes the log back, and they must not.
        for hop in (*self._readers, self._writer):
            await hop.close()

    async def _write_what_waits(self) -> None:
        batch: list[_Job[Any]] = []
        try:
            while self._waiting:
                batch = self._next_batch()
                if batch:
                    await self._writer.run(lambda raw, jobs=batch: _commit(raw, jobs))  # type: ignore[misc]
                    _wake(batch)
        except Exception as error:  # not even the undoing worked: whoever waits must not wait for ever
            for job in (*batch, *self._waiting):
                job.error = StorageError(f"the database could not be written: {error}")
                job.error.__cause__ = error
            _wake((*batch, *self._waiting))
            self._waiting.clear()
        finally:
            # Empty unless this task was cancelled with the whole program: then nobody may wait for ever.
            for job in (*batch, *self._waiting):
                job.done.cancel()
            self._waiting.clear()
            self._drain = None

    def _next_batch(self) -> list[_Job[Any]]:
        """What still has a caller; whoever gave up before the start is left out."""
        taken = (self._waiting.popleft() for _ in range(min(len(self._waiting), LARGEST_BATCH)))
        return [job for job in taken if not job.done.done()]


class Looker:
    """One connection that only reads."""

    def __init__(self, hop: Hop) -> None:
        self._hop = hop

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run ``work`` on one unchanging view of what is committed."""
        job = _Job(work, asyncio.get_running_loop().create_future())
        await self._hop.run(lambda raw: _read(raw, job))
        return job.result()


def _wake(batch: Sequence[_Job[Any]]) -> None:
    for job in batch:
        if not job.done.done():
            job.done.set_result(None)


def _read(raw: sqlite3.Connection, job: _Job[Any]) -> None:
    raw.execute("BEGIN")
    try:
        job.run(Tx(raw))
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")


def _commit(raw: sqlite3.Connection, batch: Sequence[_Job[Any]]) -> None:
    """Run the batch in one transaction. Every job gets a value or an error; the connection stays usable."""
    try:
        # A deferred BEGIN that upgrades later fails at once, whatever busy_timeout says.
        raw.execute("BEGIN IMMEDIATE")
        keep = [_run_in_savepoint(raw, job) for job in batch]
        raw.execute("COMMIT" if any(keep) else "ROLLBACK")
    except BaseException as error:
        for job in batch:
            job.error = StorageError(f"the database could not be written: {error}")
            job.error.__cause__ = error
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")


def _run_in_savepoint(raw: sqlite3.Connection, job: _Job[Any]) -> bool:
    raw.execute("SAVEPOINT work")
    keep = job.run(Tx(raw))
    if not raw.in_transaction:
        # SQLite undoes everything by itself on a full disk or an I/O error, with it what others did before.
        raise job.error or StorageError("a transaction was ended by its own work")
    if not keep:
        raw.execute("ROLLBACK TO work")
    raw.execute("RELEASE work")
    return keep
