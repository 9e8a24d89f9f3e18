"""Where time comes from; services get ``now`` handed in and never ask."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Gives the time now, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)
