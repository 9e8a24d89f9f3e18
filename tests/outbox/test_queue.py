"""The queue against a plain model of it: lanes in order, one at a time, nothing lost, nothing twice."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.channel import Pace
from core.effects import Urgency
from core.outbox.pacing import Pacer
from core.outbox.queue import Queue
from core.outbox.store import Queued
from tests.outbox.stage import TOY

LANES = st.sampled_from(["a", "b", "c", "d"])
URGENCIES = st.sampled_from([Urgency.REMOVAL, Urgency.WAITING, Urgency.STAFF])


class QueueMachine(RuleBasedStateMachine):
    """The model is a list per lane and a set of rows on their way; without limits every choice is known."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = Queue(Pacer(Pace(), lambda _: False))
        self.now = 0.0
        self.number = 0
        self.waiting: dict[int, Queued] = {}
        self.scheduled: dict[int, tuple[float, Queued]] = {}
        self.flying: dict[int, Queued] = {}
        self.lane_until: dict[str, float] = {}

    @rule(lane=LANES, urgency=URGENCIES, has_place=st.booleans())
    def add(self, lane: str, urgency: Urgency, has_place: bool) -> None:
        entry = self._made(lane, urgency, has_place)
        self.queue.add(entry, self.now)
        self.queue.add(entry, self.now)
        self.waiting[entry.id] = entry

    @rule(lane=LANES, urgency=URGENCIES, after=st.floats(0.1, 5))
    def add_for_later(self, lane: str, urgency: Urgency, after: float) -> None:
        entry = self._made(lane, urgency, True)
        self.queue.add(entry, self.now, due=self.now + after)
        self.scheduled[entry.id] = (self.now + after, entry)

    @rule(passes=st.floats(0.1, 5))
    def time_passes(self, passes: float) -> None:
        self.now += passes
        for number, (due, entry) in list(self.scheduled.items()):
            if due <= self.now:
                del self.scheduled[number]
                self.waiting[number] = entry

    @rule()
    def take(self) -> None:
        chosen = self.queue.next(self.now)
        expected = self._best()
        assert (chosen and chosen.id) == (expected and expected.id)
        if chosen is not None:
            self.queue.sent(chosen.id, self.now)
            self.flying[chosen.id] = self.waiting.pop(chosen.id)

    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        if self.flying:
            number = data.draw(st.sampled_from(sorted(self.flying)))
            self.queue.done(number, self.now)
            del self.flying[number]

    @rule(data=st.data(), after=st.floats(0, 3))
    def try_again(self, data: st.DataObject, after: float) -> None:
        if self.flying:
            number = data.draw(st.sampled_from(sorted(self.flying)))
            self.queue.again(number, self.now, at=self.now + after)
            entry = self.flying.pop(number)
            self.waiting[number] = entry
            self.lane_until[entry.lane] = max(self.lane_until.get(entry.lane, 0), self.now + after)

    @invariant()
    def nothing_is_lost(self) -> None:
        assert len(self.queue) == len(self.waiting) + len(self.scheduled) + len(self.flying)

    @invariant()
    def something_wakes_what_can_go(self) -> None:
        if self._best() is not None:
            assert self.queue.wake_at(self.now) <= self.now

    def _made(self, lane: str, urgency: Urgency, has_place: bool) -> Queued:
        self.number += 1
        return Queued(self.number, TOY, lane, urgency, lane.upper() if has_place else None)

    def _best(self) -> Queued | None:
        busy = {entry.lane for entry in self.flying.values()}
        heads: dict[str, Queued] = {}
        for number in sorted(self.waiting):
            heads.setdefault(self.waiting[number].lane, self.waiting[number])
        free = [head for lane, head in heads.items() if lane not in busy and self.lane_until.get(lane, 0) <= self.now]
        return min(free, key=lambda head: (head.urgency, head.id), default=None)


QueueMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestQueue = QueueMachine.TestCase
