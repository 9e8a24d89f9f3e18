"""Verified copies of a database that is in use."""

import contextlib
import os
import sqlite3
from pathlib import Path

from core.errors import StorageError
from core.storage.connection import BUSY_TIMEOUT_MS, read_only


def copy_verified(source: Path, to: Path) -> None:
    """Copy ``source`` as it stands now. ``to`` appears only when complete, checked and on the disk."""
    if to.exists():
        raise StorageError(f"{to} exists already; a backup never replaces a file")
    part = to.with_name(to.name + ".part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        _copy(source, part)
        if problems := problems_of(part):
            raise StorageError(f"the copy of {source} is damaged: {'; '.join(problems[:3])}")
        _sync(part)
        part.rename(to)
        _sync(to.parent)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(f"{source} could not be copied to {to}: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def problems_of(path: Path) -> list[str]:
    """What SQLite finds wrong with the file; empty means sound."""
    try:
        with contextlib.closing(sqlite3.connect(read_only(path), uri=True)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(20):
                found.append(f"row {rowid} of {table} points to a missing row of {parent}")
            return found
    except sqlite3.DatabaseError as error:
        return [str(error)]


def _copy(source: Path, to: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(read_only(source), uri=True)) as reading,
        contextlib.closing(sqlite3.connect(to)) as writing,
    ):
        reading.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        # All pages in one step: one view of the source, and no writer can make it start again.
        reading.backup(writing, pages=-1)
        # The copy would keep WAL mode, and could then not be read where its directory cannot be written.
        writing.execute("PRAGMA journal_mode = DELETE")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
