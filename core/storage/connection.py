"""A SQLite connection whose own thread runs whole functions: one hop for a transaction, whatever is in it."""

import sqlite3
from collections import deque
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import aiosqlite

BUSY_TIMEOUT_MS = 5_000


class ThreadedConnection(sqlite3.Connection):
    """Runs the function handed to ``Hop`` when aiosqlite calls ``commit`` on the connection's thread.

    aiosqlite has no public way to run a function there, but its ``commit`` only calls this method. With
    ``isolation_level=None`` statements of ours begin and end transactions, so it is free for that.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through as aiosqlite gives them
        # A queue and not a field: a cancelled caller's function may still wait here when the next one comes.
        self.turns: deque[Callable[[], None]] = deque()

    def commit(self) -> None:
        self.turns.popleft()()


class Hop:
    """A connection and its thread."""

    def __init__(self, connection: aiosqlite.Connection, raw: ThreadedConnection) -> None:
        self._connection = connection
        self._raw = raw

    async def run(self, turn: Callable[[sqlite3.Connection], None]) -> None:
        """Run ``turn`` on the connection's thread; turns run one after the other, in order.

        If the caller is cancelled, the turn runs all the same.
        """
        self._raw.turns.append(lambda: turn(self._raw))
        await self._connection.commit()

    async def close(self) -> None:
        await self._connection.close()


async def open_writer(path: Path, *, durable: bool) -> Hop:
    """``durable`` false leaves out the fsync for each commit: for tests and measurements only."""
    hop = await _connect(str(path), uri=False)
    await hop.run(lambda raw: _prepare_writer(raw, durable=durable))
    return hop


async def open_reader(path: Path) -> Hop:
    hop = await _connect(read_only(path), uri=True)
    await hop.run(_prepare_reader)
    return hop


def read_only(path: Path) -> str:
    """The URI that opens the file without the right to write it."""
    return f"file:{quote(str(path.resolve()))}?mode=ro"


async def _connect(target: str, *, uri: bool) -> Hop:
    raw: list[ThreadedConnection] = []

    def connector() -> sqlite3.Connection:
        made = sqlite3.connect(target, uri=uri, isolation_level=None, factory=ThreadedConnection, cached_statements=512)
        made.row_factory = sqlite3.Row
        raw.append(made)
        return made

    connection = await aiosqlite.Connection(connector, iter_chunk_size=64)
    return Hop(connection, raw[0])


def _prepare_writer(raw: sqlite3.Connection, *, durable: bool) -> None:
    raw.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    raw.execute("PRAGMA journal_mode = WAL")
    # NORMAL survives a killed process but may lose the last commits when the power fails.
    raw.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
    raw.execute("PRAGMA foreign_keys = ON")
    # Erasing a person overwrites their words instead of only unlinking the pages.
    raw.execute("PRAGMA secure_delete = ON")
    raw.execute("PRAGMA journal_size_limit = 67108864")


def _prepare_reader(raw: sqlite3.Connection) -> None:
    raw.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    raw.execute("PRAGMA query_only = ON")
