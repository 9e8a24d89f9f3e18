"""How fast a channel may be sent to: sliding windows for the whole channel, for each place and for groups.

Seconds are monotonic and handed in, so that hours can be tested in an instant.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence

from core.channel import Limit, Pace

NEVER = float("inf")

# A request may be overtaken on its way; windows are this many seconds longer than the platform says.
MARGIN = 0.01
# While people are being answered, broadcasts leave a tenth of the window free for them, and else one message.
_ANSWERING_LASTS = 10.0
_IDLE_SHARE = 1
_BUSY_PART = 10
# How many turns a broadcast may catch up on after the program came late, so that lateness does not add up.
_CATCH_UP = 2


class Window:
    """At most ``count`` in any stretch of ``length`` seconds.

    What was let through but is not on its way yet counts for as long as it takes: so the windows hold for the
    moments of sending, however long the claim before it lasts.
    """

    __slots__ = ("_pending", "_sent", "count", "length")

    def __init__(self, count: int, length: float) -> None:
        self.count = count
        self.length = length
        self._pending = 0
        self._sent: deque[float] = deque()

    def free_at(self, now: float) -> float:
        """When one more may go: ``now`` or earlier if it may, NEVER if that depends on something pending."""
        sent, length = self._sent, self.length
        while sent and sent[0] + length <= now:
            sent.popleft()
        too_many = len(sent) + self._pending - self.count
        if too_many < 0:
            return now
        return sent[too_many] + length if too_many < len(sent) else NEVER

    def take(self) -> None:
        self._pending += 1

    def sent(self, now: float) -> None:
        self._pending -= 1
        self._sent.append(now)

    def give_back(self) -> None:
        self._pending -= 1

    def is_idle(self, now: float) -> bool:
        return not self._pending and (not self._sent or self._sent[-1] + self.length <= now)


class _Share:
    """The part of the whole channel's windows that broadcasts may use, spread evenly over time.

    Spread, because then a slot comes free every few hundredths of a second: an answer that finds the window
    full waits for the next slot and not for the end of a burst.
    """

    def __init__(self, limits: Sequence[Limit], margin: float) -> None:
        self._windows = [(limit.count, _window(limit, margin)) for limit in limits]
        self._next = 0.0
        self._answered = -NEVER

    def answered(self, now: float) -> None:
        self._answered = now

    def free_at(self, now: float) -> float:
        self._resize(now)
        spaced = self._next - _CATCH_UP * self._spacing()
        return max(spaced, *(window.free_at(now) for _, window in self._windows)) if self._windows else now

    def take(self, now: float) -> None:
        self._next = max(self._next, now) + self._spacing()
        for _, window in self._windows:
            window.take()

    def sent(self, now: float) -> None:
        for _, window in self._windows:
            window.sent(now)

    def give_back(self) -> None:
        self._next -= self._spacing()
        for _, window in self._windows:
            window.give_back()

    def _resize(self, now: float) -> None:
        busy = now - self._answered < _ANSWERING_LASTS
        for count, window in self._windows:
            left = max(_IDLE_SHARE, count // _BUSY_PART) if busy else _IDLE_SHARE
            window.count = max(1, count - left)

    def _spacing(self) -> float:
        return max((window.length / window.count for _, window in self._windows), default=0.0)


class Pacer:
    """Keeps the windows of one channel. ``place`` None: only the whole channel's windows count.

    For each message: ``take`` when both ``free_at`` are reached, then ``sent`` at the moment of sending, or
    ``give_back`` if it is not sent after all.
    """

    def __init__(self, pace: Pace, is_crowded: Callable[[str], bool], *, margin: float = MARGIN) -> None:
        self._pace = pace
        self._is_crowded = is_crowded
        self._margin = margin
        self._overall = [_window(limit, margin) for limit in pace.overall]
        self._share = _Share(pace.overall, margin)
        self._places: OrderedDict[str, list[Window]] = OrderedDict()
        self._paused_until = -NEVER

    def pause(self, until: float) -> None:
        """Let nothing through before ``until``; an earlier end of an earlier pause does not shorten it."""
        self._paused_until = max(self._paused_until, until)

    def channel_free_at(self, now: float, *, bulk: bool) -> float:
        free = max((self._paused_until, now, *(window.free_at(now) for window in self._overall)))
        return max(free, self._share.free_at(now)) if bulk else free

    def place_free_at(self, place: str, now: float) -> float:
        windows = self._places.get(place)
        return max((now, *(window.free_at(now) for window in windows))) if windows else now

    def take(self, place: str | None, now: float, *, bulk: bool) -> None:
        for window in self._windows(place):
            window.take()
        if bulk:
            self._share.take(now)
        else:
            self._share.answered(now)
        self._forget_idle(now)

    def sent(self, place: str | None, now: float, *, bulk: bool) -> None:
        for window in self._windows(place):
            window.sent(now)
        if bulk:
            self._share.sent(now)

    def give_back(self, place: str | None, *, bulk: bool) -> None:
        for window in self._windows(place):
            window.give_back()
        if bulk:
            self._share.give_back()

    @property
    def remembered_places(self) -> int:
        return len(self._places)

    def _windows(self, place: str | None) -> Iterable[Window]:
        if place is None:
            return self._overall
        windows = self._places.get(place)
        if windows is None:
            limits = self._pace.per_place + (self._pace.crowded if self._is_crowded(place) else ())
            windows = self._places[place] = [_window(limit, self._margin) for limit in limits]
        self._places.move_to_end(place)
        return (*self._overall, *windows)

    def _forget_idle(self, now: float) -> None:
        # Two looks for each message taken: more leave than can come, and never are thousands swept at once.
        for _ in range(min(2, len(self._places))):
            place, windows = next(iter(self._places.items()))
            if not all(window.is_idle(now) for window in windows):
                break
            del self._places[place]


def _window(limit: Limit, margin: float) -> Window:
    return Window(limit.count, limit.period.total_seconds() + margin)
