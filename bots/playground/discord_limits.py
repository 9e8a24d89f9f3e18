"""REST rate limits: buckets by route and major parameter, and the global one. Off, they are headers only."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bots.playground.discord_calls import Match

MAJOR = ("channel_id", "guild_id", "application_id", "token")
# Requests and seconds, near what Discord's headers have shown; they are not documented and may change there.
SPECIAL = {
    "POST /channels/{channel_id}/messages": (5, 5.0),
    "PATCH /channels/{channel_id}/messages/{message_id}": (5, 5.0),
    "DELETE /channels/{channel_id}/messages/{message_id}": (5, 1.0),
    "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me": (1, 0.25),
    "PATCH /channels/{channel_id}": (5, 15.0),
    "POST /users/@me/channels": (10, 10.0),
    "POST /webhooks/{application_id}/{token}": (5, 2.0),
}
USUAL = (10, 2.0)
GLOBAL = (50, 1.0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rate limit headers of an answer and, when refused, how long to wait in seconds."""

    headers: dict[str, str]
    retry_after: float | None = None
    everywhere: bool = False


@dataclass(slots=True)
class _Window:
    times: deque[float] = field(default_factory=deque)

    def wait(self, limit: int, period: float, now: float) -> float:
        """Return 0 and count the request, or the seconds until there is room."""
        while self.times and self.times[0] <= now - period:
            self.times.popleft()
        if len(self.times) < limit:
            self.times.append(now)
            return 0.0
        return self.times[0] + period - now


class RateLimits:
    """Counts requests; `enforced` decides whether too many are refused."""

    def __init__(self, *, enforced: bool, now: Callable[[], float] = time.monotonic) -> None:
        self._enforced = enforced
        self._now = now
        self._windows: dict[tuple[str, ...], _Window] = {}
        self._global: dict[int, _Window] = {}
        self._hashes: dict[str, str] = {}

    def bucket(self, match: Match) -> str:
        """Return the bucket's name, the same for all requests of a route."""
        key = f"{match.method} {match.template}"
        if key not in self._hashes:
            self._hashes[key] = hashlib.sha256(key.encode()).hexdigest()[:32]
        return self._hashes[key]

    def take(self, match: Match, application_id: int | None) -> Verdict:
        """Count a request and say whether it may pass."""
        limit, period = SPECIAL.get(f"{match.method} {match.template}", USUAL)
        bucket = self.bucket(match)
        if not self._enforced:
            return Verdict(self._headers(bucket, 1000, 999, 1.0))
        now = self._now()
        if application_id is not None and not match.template.startswith("/webhooks"):
            wait = self._global.setdefault(application_id, _Window()).wait(*GLOBAL, now)
            if wait:
                return Verdict(refusal_headers(wait, everywhere=True), wait, everywhere=True)
        key = (str(application_id), bucket, *(match.parts.get(name, "") for name in MAJOR))
        window = self._windows.setdefault(key, _Window())
        wait = window.wait(limit, period, now)
        left = limit - len(window.times)
        reset = max(0.001, (window.times[0] + period - now) if window.times else period)
        headers = self._headers(bucket, limit, left, reset)
        if wait:
            return Verdict(headers | refusal_headers(wait, everywhere=False), wait)
        return Verdict(headers)

    def _headers(self, bucket: str, limit: int, left: int, reset: float) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": f"{time.time() + reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": bucket,
        }


def refusal_headers(wait: float, *, everywhere: bool) -> dict[str, str]:
    """Return the headers of a 429; without Via clients take it for a ban by the network before Discord."""
    headers = {
        "Retry-After": str(max(1, round(wait))),
        "Via": "1.1 google",
        "X-RateLimit-Scope": "global" if everywhere else "user",
    }
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    return headers


def refusal_body(wait: float, *, everywhere: bool) -> dict[str, object]:
    """Return the body of a 429."""
    return {"message": "You are being rate limited.", "retry_after": round(wait, 3), "global": everywhere}
