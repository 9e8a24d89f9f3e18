"""What a relay has before it, in memory: lanes in order, the most urgent first, each place at its own pace.

Derived from the outbox's rows and rebuilt from them at start. Every step costs the logarithm of what waits.
"""

from dataclasses import dataclass, field
from heapq import heappop, heappush

from core.effects import Urgency
from core.outbox.pacing import NEVER, Pacer
from core.outbox.store import Queued

# Urgency and id decide who goes first; the lane says where it stands.
Head = tuple[int, int, str]


@dataclass(slots=True)
class _Lane:
    """``current`` is on its way; ``until`` keeps the whole lane waiting for a retry."""

    waiting: list[tuple[int, Queued]] = field(default_factory=list)
    current: Queued | None = None
    until: float = -NEVER
    place: str | None = None

    def head(self) -> Queued:
        return self.waiting[0][1]


@dataclass(slots=True)
class _Gate:
    """The lanes that lead to one place. ``listed`` is the head that stands for it among the ready ones.

    Closed while the place's windows are full, stuck while nobody knows until when.
    """

    heads: list[Head] = field(default_factory=list)
    listed: Head | None = None
    closed: bool = False
    stuck: bool = False


@dataclass(frozen=True, slots=True)
class _Flight:
    lane: str
    place: str | None
    bulk: bool


class Queue:
    """Decides what goes next. All times are monotonic seconds; ``now`` never goes back."""

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer
        self._lanes: dict[str, _Lane] = {}
        self._gates: dict[str, _Gate] = {}
        # The best head of each open gate, and heads without a place. Entries that are no longer true are left
        # in and recognised when they come up.
        self._ready: list[tuple[Head, str | None]] = []
        self._timers: list[tuple[float, int, str, str]] = []
        self._scheduled: dict[int, Queued] = {}
        self._flights: dict[int, _Flight] = {}
        self._known: set[int] = set()
        self._bulk_flights = 0
        self._now = -NEVER

    def __len__(self) -> int:
        return len(self._known)

    @property
    def bulk_flights(self) -> int:
        return self._bulk_flights

    def add(self, entry: Queued, now: float, *, due: float | None = None) -> None:
        """Take in a row; one that is known already is left as it is.

        Before ``due`` a new row is in nobody's way, a row that waits for another attempt holds its lane.
        """
        if entry.id in self._known:
            return
        self._known.add(entry.id)
        if due is not None and due > now and not entry.tried:
            self._scheduled[entry.id] = entry
            heappush(self._timers, (due, entry.id, "row", ""))
        else:
            self._join(entry, now, until=due if entry.tried else None)

    def next(self, now: float, *, bulk: bool = True) -> Queued | None:
        """The row to carry out now; its lane and its part of the windows are taken.

        ``bulk`` false leaves out broadcasts.
        """
        self._now = now
        self._ring(now)
        while self._ready:
            head, place = self._ready[0]
            if not self._is_true(head, place):
                heappop(self._ready)
                continue
            if place is not None and (free := self._pacer.place_free_at(place, now)) > now:
                heappop(self._ready)
                self._close(place, free)
                continue
            is_bulk = head[0] >= Urgency.BULK
            # Nothing behind it is more urgent, so nothing else may go either.
            if (is_bulk and not bulk) or self._pacer.channel_free_at(now, bulk=is_bulk) > now:
                return None
            heappop(self._ready)
            return self._depart(head, place, now)
        return None

    def wake_at(self, now: float, *, bulk: bool = True) -> float:
        """When to ask ``next`` again if nothing else happens; NEVER if only something else can help."""
        timer = self._timers[0][0] if self._timers else NEVER
        if not self._ready:
            return timer
        is_bulk = self._ready[0][0][0] >= Urgency.BULK
        if is_bulk and not bulk:
            return timer
        return min(timer, self._pacer.channel_free_at(now, bulk=is_bulk))

    def sent(self, outbox_id: int, now: float) -> None:
        """The row leaves now: its windows run from here."""
        flight = self._flights[outbox_id]
        self._pacer.sent(flight.place, now, bulk=flight.bulk)
        self._unstick(flight.place, now)

    def not_sent(self, outbox_id: int, now: float) -> None:
        """Instead of ``sent``: the row used nothing of the windows."""
        flight = self._flights[outbox_id]
        self._pacer.give_back(flight.place, bulk=flight.bulk)
        self._unstick(flight.place, now)

    def done(self, outbox_id: int, now: float) -> None:
        """The row is settled; the next one of its lane may go."""
        flight, lane, _ = self._land(outbox_id)
        self._known.discard(outbox_id)
        if lane.waiting:
            self._offer(flight.lane, lane, now)
        else:
            del self._lanes[flight.lane]

    def again(self, outbox_id: int, now: float, *, at: float) -> None:
        """The row stays at the head of its lane and is tried again at ``at``."""
        _, _, entry = self._land(outbox_id)
        self._join(entry, now, until=at)

    def learn_place(self, lane: str, place: str) -> None:
        """Tell where a lane that is addressed by a room's name leads."""
        if lane in self._lanes:
            self._lanes[lane].place = place

    def pause(self, until: float) -> None:
        self._pacer.pause(until)

    def _join(self, entry: Queued, now: float, *, until: float | None) -> None:
        lane = self._lanes.setdefault(entry.lane, _Lane())
        heappush(lane.waiting, (entry.id, entry))
        if until is not None:
            lane.until = max(lane.until, until)
        # Behind others it changes nothing: who stands at the head competes already, or waits.
        if until is not None or lane.head() is entry:
            self._offer(entry.lane, lane, now)

    def _offer(self, name: str, lane: _Lane, now: float) -> None:
        """Let the lane's head compete, unless the lane is busy or waits."""
        if lane.current is not None:
            return
        if lane.until > now:
            heappush(self._timers, (lane.until, lane.head().id, "lane", name))
            return
        entry = lane.head()
        head = (entry.urgency, entry.id, name)
        place = entry.place or lane.place
        if place is None:
            heappush(self._ready, (head, None))
            return
        gate = self._gates.setdefault(place, _Gate())
        heappush(gate.heads, head)
        if not gate.closed and gate.heads[0] == head:
            self._list(place, gate)

    def _is_true(self, head: Head, place: str | None) -> bool:
        """Whether an entry of ``_ready`` still says what is so; brings the gate's heads up to date."""
        if place is None:
            return self._is_head(head)
        gate = self._gates.get(place)
        if gate is None or gate.listed != head:
            return False
        if self._is_head(head) and gate.heads[0] == head:
            return True
        gate.listed = None
        self._promote(place, gate)
        return False

    def _is_head(self, head: Head) -> bool:
        """Whether a row stands at the head of its lane, and the lane neither waits nor has one on its way."""
        lane = self._lanes.get(head[2])
        if lane is None or lane.current is not None or not lane.waiting:
            return False
        return lane.head().id == head[1] and lane.until <= self._now

    def _promote(self, place: str, gate: _Gate) -> None:
        """Put the gate's best true head among the ready ones; a gate that leads nowhere is removed."""
        while gate.heads and not self._is_head(gate.heads[0]):
            heappop(gate.heads)
        if gate.heads:
            self._list(place, gate)
        else:
            del self._gates[place]

    def _list(self, place: str, gate: _Gate) -> None:
        if gate.listed != gate.heads[0]:
            gate.listed = gate.heads[0]
            heappush(self._ready, (gate.listed, place))

    def _close(self, place: str, until: float) -> None:
        gate = self._gates[place]
        gate.closed = True
        gate.listed = None
        gate.stuck = until == NEVER
        if not gate.stuck:
            heappush(self._timers, (until, 0, "place", place))

    def _unstick(self, place: str | None, now: float) -> None:
        gate = self._gates.get(place) if place is not None else None
        if place is not None and gate is not None and gate.stuck:
            self._close(place, self._pacer.place_free_at(place, now))

    def _ring(self, now: float) -> None:
        """Do what the timers that have run out ask for."""
        while self._timers and self._timers[0][0] <= now:
            _, outbox_id, kind, name = heappop(self._timers)
            if kind == "row":
                self._join(self._scheduled.pop(outbox_id), now, until=None)
            elif kind == "lane":
                lane = self._lanes.get(name)
                if lane is not None and lane.waiting:
                    self._offer(name, lane, now)
            elif (gate := self._gates.get(name)) is not None:
                gate.closed = False
                self._promote(name, gate)

    def _depart(self, head: Head, place: str | None, now: float) -> Queued:
        lane = self._lanes[head[2]]
        _, entry = heappop(lane.waiting)
        lane.current = entry
        bulk = entry.urgency >= Urgency.BULK
        self._bulk_flights += bulk
        self._flights[entry.id] = _Flight(head[2], place, bulk)
        self._pacer.take(place, now, bulk=bulk)
        if place is not None:
            gate = self._gates[place]
            gate.listed = None
            self._promote(place, gate)
        return entry

    def _land(self, outbox_id: int) -> tuple[_Flight, _Lane, Queued]:
        flight = self._flights.pop(outbox_id)
        lane = self._lanes[flight.lane]
        entry = lane.current
        assert entry is not None, "a row lands in the lane that it left from"
        lane.current = None
        self._bulk_flights -= flight.bulk
        return flight, lane, entry
