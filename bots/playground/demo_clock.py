"""The clock of a demonstration: real time plus an offset that a person can push forward."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class DemoClock:
    """Runs at the speed of real time and never backwards; `now` can be handed to both local platforms."""

    def __init__(self, *, real: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._real = real
        self._offset = timedelta()
        self._watchers: list[Callable[[datetime], None]] = []

    def now(self) -> datetime:
        """The present moment of the demonstration, aware and in UTC."""
        return self._real() + self._offset

    def advance(self, span: timedelta) -> datetime:
        """Jump forward and tell all watchers; returns the new present. Raises ValueError for a step back."""
        if span < timedelta():
            raise ValueError("a demonstration's clock cannot go back")
        self._offset += span
        moment = self.now()
        for callback in tuple(self._watchers):
            callback(moment)
        return moment

    def watch(self, callback: Callable[[datetime], None]) -> Callable[[], None]:
        """Call back with the new present after each jump; the returned function ends that."""
        self._watchers.append(callback)

        def stop() -> None:
            if callback in self._watchers:
                self._watchers.remove(callback)

        return stop
