"""Whether something works, said once when it stops and once when it is back."""

import logging

from core.clock import Clock

log = logging.getLogger(__name__)


class Health:
    """``patience``: how many failures in a row make an outage."""

    def __init__(self, what: str, clock: Clock, *, patience: int = 1) -> None:
        self._what = what
        self._clock = clock
        self._patience = patience
        self._failures = 0
        self._down_since = clock.now()
        self._down = False

    @property
    def is_down(self) -> bool:
        return self._down

    def failed(self, why: str, *, at_once: bool = False, longest: float = 30.0) -> float:
        """Count a failure; returns how many seconds to wait, twice as many each time."""
        if not self._failures:
            self._down_since = self._clock.now()
        self._failures += 1
        if not self._down and (at_once or self._failures >= self._patience):
            self._down = True
            log.warning("outage starts: %s why=%s", self._what, why)
        return min(longest, 0.5 * 2.0 ** min(self._failures, 20))

    def works(self) -> None:
        self._failures = 0
        if self._down:
            self._down = False
            lasted = (self._clock.now() - self._down_since).total_seconds()
            log.info("outage ends: %s seconds=%.0f", self._what, lasted)
