"""One transaction as services see it: SQL in, rows by name out. It is valid only while its function runs."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

Row = sqlite3.Row
SqlValue = str | int | float | bytes | None


class Discard(Exception):
    """Raised inside ``Database.write`` to undo what was done and make ``write`` return ``value``."""

    def __init__(self, value: object = None) -> None:
        super().__init__()
        self.value = value


class Tx:
    """Wraps the plain connection; statements are prepared once and kept by the connection."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, sql: str, *params: SqlValue) -> list[Row]:
        """Every row of a SELECT or of a RETURNING clause."""
        return self._connection.execute(sql, params).fetchall()

    def one(self, sql: str, *params: SqlValue) -> Row | None:
        """The first row, or None. The statement runs to its end, so RETURNING is safe here too."""
        rows: list[Row] = self._connection.execute(sql, params).fetchall()
        return rows[0] if rows else None

    # A column's type is known to the statement's author alone, as with the fields of a row.
    def value(self, sql: str, *params: SqlValue) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, *params)
        return None if row is None else row[0]

    def run(self, sql: str, *params: SqlValue) -> int:
        """Carry out a statement; returns how many rows it changed."""
        return self._connection.execute(sql, params).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[SqlValue]]) -> int:
        """Carry out one statement for many rows; returns how many rows were changed altogether."""
        return self._connection.executemany(sql, rows).rowcount

    def insert(self, sql: str, *params: SqlValue) -> int:
        """Insert one row and return its id; not meaningful for INSERT OR IGNORE that ignored."""
        return self._connection.execute(sql, params).lastrowid or 0
