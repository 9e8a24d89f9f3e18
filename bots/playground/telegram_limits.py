"""How often a bot may send: Telegram's limits in two models, strict windows and buckets that allow bursts.

The numbers are those of https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this; how
Telegram counts is not published, so a sender should live with both models.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

_MANY = 10_000


class _Meter(Protocol):
    def wait(self, now: float) -> float:
        """Seconds until one more is allowed, 0 when it is allowed now."""
        ...

    def count(self, now: float) -> None: ...

    def idle(self, now: float) -> bool: ...


@dataclass(slots=True)
class _Window:
    """At most `allowed` in any `seconds`."""

    allowed: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        self._forget(now)
        return 0.0 if len(self.times) < self.allowed else self.times[0] + self.seconds - now

    def count(self, now: float) -> None:
        self.times.append(now)

    def idle(self, now: float) -> bool:
        self._forget(now)
        return not self.times

    def _forget(self, now: float) -> None:
        while self.times and self.times[0] <= now - self.seconds:
            self.times.popleft()


@dataclass(slots=True)
class _Bucket:
    """`allowed` per `seconds` on average, up to `capacity` at once."""

    allowed: int
    seconds: float
    capacity: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        self._refill(now)
        return 0.0 if self.level >= 1 else (1 - self.level) * self.seconds / self.allowed

    def count(self, now: float) -> None:
        self.level -= 1

    def idle(self, now: float) -> bool:
        self._refill(now)
        return self.level >= self.capacity

    def _refill(self, now: float) -> None:
        self.level = min(self.capacity, self.level + (now - self.at) * self.allowed / self.seconds)
        self.at = now


class Limits:
    """Counts what a bot sends, overall, per chat and per group; `refused` is the number of answers 429."""

    def __init__(
        self,
        model: Literal["strict", "burst"] = "strict",
        *,
        overall_per_second: int = 30,
        chat_per_second: int = 1,
        group_per_minute: int = 20,
        chat_burst: int = 5,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.model = model
        self.overall_per_second = overall_per_second
        self.chat_per_second = chat_per_second
        self.group_per_minute = group_per_minute
        self.chat_burst = chat_burst
        self.refused = 0
        self._clock = clock
        self._meters: dict[tuple[int, str, object], _Meter] = {}

    def refuse(self, bot_id: int, chat_id: object, *, is_group: bool) -> int | None:
        """Count one message to the chat; when it is one too many, return the seconds to wait instead."""
        now = self._clock()
        meters = [
            self._meter((bot_id, "all", None), self.overall_per_second, 1.0, self.overall_per_second, now),
            self._meter((bot_id, "chat", chat_id), self.chat_per_second, 1.0, self.chat_burst, now),
        ]
        if is_group:
            group = (bot_id, "group", chat_id)
            meters.append(self._meter(group, self.group_per_minute, 60.0, self.group_per_minute, now))
        longest = max(meter.wait(now) for meter in meters)
        if longest > 0:
            self.refused += 1
            return max(1, math.ceil(longest))
        for meter in meters:
            meter.count(now)
        return None

    def _meter(self, key: tuple[int, str, object], allowed: int, seconds: float, capacity: int, now: float) -> _Meter:
        found = self._meters.get(key)
        if found is None:
            if len(self._meters) >= _MANY:
                self._meters = {one: meter for one, meter in self._meters.items() if not meter.idle(now)}
            found = (
                _Window(allowed, seconds)
                if self.model == "strict"
                else _Bucket(allowed, seconds, capacity, capacity, now)
            )
            self._meters[key] = found
        return found
