"""Brings a database file to the newest schema: numbered SQL files, all in one transaction."""

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from core.errors import SchemaTooNew, StorageError
from core.storage.backups import copy_verified
from core.storage.connection import BUSY_TIMEOUT_MS

MIGRATIONS = Path(__file__).parent / "migrations"
_FILE_NAME = re.compile(r"(\d{4})_\w+\.sql")


def bring_up_to_date(path: Path, migrations: Path, now: datetime) -> Path | None:
    """Apply what is missing, or nothing at all. An existing database is copied first; returns where to.

    Raises SchemaTooNew, and StorageError where a migration fails: the file is then as it was before.
    """
    steps = _steps(migrations)
    newest = max(steps, default=0)
    backup: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # SQLite gives its -wal and -shm files the permissions of the database: it holds people's words.
        path.touch(mode=0o600)
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            version = _version(connection)
            if version > newest:
                raise SchemaTooNew(
                    f"the database {path} was written by a newer Bellbuoy (schema {version}, this version "
                    f"knows {newest}). Install that version, or restore a copy from its folder backups."
                )
            if version == newest:
                return None
            if version:
                backup = path.parent / "backups" / f"before-{newest:04}-{now:%Y%m%dT%H%M%S%fZ}.db"
                copy_verified(path, backup)
            _apply(connection, {number: step for number, step in steps.items() if number > version})
    except sqlite3.Error as error:
        raise StorageError(f"the database {path} cannot be used: {error}") from error
    return backup


def statements(sql: str) -> Iterator[str]:
    """The statements of a file one by one; a trigger with semicolons inside is one statement."""
    # executescript would commit what is open before it starts, and so end the transaction around this.
    statement = ""
    for piece in re.split(r"(?<=;)", sql):
        statement += piece
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if re.sub(r"--[^\n]*", "", statement).strip():
        raise StorageError("the last statement of a migration is not complete")


def _steps(migrations: Path) -> dict[int, Path]:
    steps: dict[int, Path] = {}
    for file in sorted(migrations.glob("*.sql")):
        named = _FILE_NAME.fullmatch(file.name)
        if named is None or int(named[1]) == 0:
            raise StorageError(f"{file} is not named like 0001_what.sql")
        if (number := int(named[1])) in steps:
            raise StorageError(f"{file.name} and {steps[number].name} have the same number")
        steps[number] = file
    return steps


def _apply(connection: sqlite3.Connection, steps: dict[int, Path]) -> None:
    # Off while tables are rebuilt, as SQLite advises (lang_altertable.html); checked before the commit.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        for number, file in steps.items():
            # A migration that could commit by itself could also be left half done.
            connection.set_authorizer(_no_transactions)
            _run_file(connection, file)
            connection.set_authorizer(None)
            # The number lies in the file's header and so belongs to the transaction.
            connection.execute(f"PRAGMA user_version = {number}")
        if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise StorageError(f"after the migration a row of {broken[0]} points to a missing row of {broken[2]}")
        connection.execute("COMMIT")
    finally:
        connection.set_authorizer(None)
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _run_file(connection: sqlite3.Connection, file: Path) -> None:
    for statement in statements(file.read_text(encoding="utf-8")):
        try:
            connection.execute(statement)
        except sqlite3.Error as error:
            raise StorageError(f"the migration {file.name} failed: {error}") from error


def _no_transactions(action: int, *_: str | None) -> int:
    denied = action in (sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_SAVEPOINT)
    return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
