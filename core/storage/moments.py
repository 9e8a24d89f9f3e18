"""How points in time stand in the database: INTEGER microseconds since 1970 in UTC, exact and sortable."""

from datetime import UTC, datetime, timedelta
from typing import overload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@overload
def to_db(when: datetime) -> int: ...
@overload
def to_db(when: None) -> None: ...
@overload
def to_db(when: datetime | None) -> int | None: ...
def to_db(when: datetime | None) -> int | None:
    """Raises TypeError for a datetime without a time zone."""
    return None if when is None else (when - _EPOCH) // _MICROSECOND


@overload
def from_db(stored: int) -> datetime: ...
@overload
def from_db(stored: None) -> None: ...
@overload
def from_db(stored: int | None) -> datetime | None: ...
def from_db(stored: int | None) -> datetime | None:
    """Give back what ``to_db`` stored, aware and in UTC."""
    return None if stored is None else _EPOCH + timedelta(microseconds=stored)
