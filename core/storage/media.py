"""Files that belong to tickets, by the hash of their content, in a SQLite file of their own.

The main file stays small and quick to back up, and writing a large file does not hold up a ticket.
"""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from core.clock import Clock, SystemClock
from core.errors import StorageError
from core.ids import MediaHash
from core.storage.db import Database, Tx
from core.storage.moments import to_db

_MIGRATIONS = Path(__file__).parent / "media_migrations"
# Reading is a use, but one write a day tells enough for retention.
_USE_IS_NOTED_EVERY = timedelta(days=1)


class MediaRefused(StorageError):
    """The file is larger than allowed, or there is no room left for it; nothing was stored."""


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What is known about a stored file; ``size`` in bytes."""

    mime: str
    name: str
    size: int


class MediaStore:
    """Implements core.channel.MediaVault."""

    def __init__(self, database: Database, clock: Clock, *, largest: int, most: int) -> None:
        self._database = database
        self._clock = clock
        self._largest = largest
        self._most = most

    @classmethod
    async def open(
        cls, path: Path, *, largest: int, most: int, clock: Clock | None = None, durable: bool = True
    ) -> "MediaStore":
        """``largest``: bytes of one file. ``most``: bytes of all of them; more is refused."""
        clock = clock or SystemClock()
        database = await Database.open(path, migrations=_MIGRATIONS, clock=clock, readers=1, durable=durable)
        return cls(database, clock, largest=largest, most=most)

    async def put(self, data: bytes, *, mime: str, name: str, now: datetime) -> MediaHash:
        """Store a file, or note that it is used again. Raises MediaRefused."""
        if len(data) > self._largest:
            raise MediaRefused(f"a file of {len(data)} bytes is larger than the allowed {self._largest}")
        digest = await asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest())

        def store(tx: Tx) -> None:
            if _note_use(tx, digest, now):
                return
            # A flood of files must not push out those that tickets refer to, so the new one is refused.
            if tx.value("SELECT coalesce(sum(size), 0) FROM media") + len(data) > self._most:
                raise MediaRefused(f"stored files would take more than the allowed {self._most} bytes")
            tx.run(
                "INSERT INTO media (hash, mime, name, size, last_used, content) VALUES (?, ?, ?, ?, ?, ?)",
                digest, mime, name, len(data), to_db(now), data,
            )  # fmt: skip

        await self._database.write(store)
        return MediaHash(digest)

    async def get(self, stored: MediaHash) -> bytes | None:
        now = self._clock.now()

        def content(tx: Tx) -> tuple[bytes, int] | None:
            row = tx.one("SELECT content, last_used FROM media WHERE hash = ?", stored)
            return None if row is None else (row["content"], row["last_used"])

        found = await self._database.read(content)
        if found is None:
            return None
        if found[1] < to_db(now - _USE_IS_NOTED_EVERY):
            await self._database.write(lambda tx: _note_use(tx, stored, now))
        return found[0]

    async def facts(self, stored: MediaHash) -> MediaFacts | None:
        def facts(tx: Tx) -> MediaFacts | None:
            row = tx.one("SELECT mime, name, size FROM media WHERE hash = ?", stored)
            return None if row is None else MediaFacts(row["mime"], row["name"], row["size"])

        return await self._database.read(facts)

    async def forget(self, stored: MediaHash) -> bool:
        """Remove one file; false if it was not there."""
        return bool(await self._database.write(lambda tx: tx.run("DELETE FROM media WHERE hash = ?", stored)))

    async def forget_before(self, when: datetime) -> int:
        """Remove what nobody put or read since ``when``; returns how many files."""
        return await self._database.write(lambda tx: tx.run("DELETE FROM media WHERE last_used < ?", to_db(when)))

    async def backup(self, to: Path) -> None:
        await self._database.backup(to)

    async def integrity(self) -> list[str]:
        return await self._database.integrity()

    async def close(self) -> None:
        await self._database.close()


def _note_use(tx: Tx, digest: str, now: datetime) -> bool:
    changed = tx.run("UPDATE media SET last_used = max(last_used, ?) WHERE hash = ?", to_db(now), digest)
    return bool(changed)
