"""Pacing: never more than the limit in any window, nothing idle that could go, answers before broadcasts."""

from collections import defaultdict
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.channel import Limit, Pace
from core.effects import Urgency
from core.outbox.pacing import NEVER, Pacer
from core.outbox.queue import Queue
from core.outbox.store import Queued
from tests.outbox.stage import TOY

SECOND = timedelta(seconds=1)
TELEGRAM = Pace(
    overall=(Limit(30, SECOND),),
    per_place=(Limit(1, SECOND),),
    crowded=(Limit(20, timedelta(minutes=1)),),
)


def entry(number: int, place: str | None, urgency: Urgency, lane: str | None = None) -> Queued:
    suffix = ":bulk" if urgency is Urgency.BULK else ""
    return Queued(number, TOY, f"{lane or place}{suffix}", urgency, place)


def is_group(place: str) -> bool:
    return place.startswith("-")


def drained(queue: Queue, *, latency: float = 0.0, start: float = 0.0) -> list[tuple[float, Queued]]:
    """Everything in the queue with the moment at which it was sent, as fast as the queue lets it."""
    now, sent = start, []
    while len(queue):
        while (chosen := queue.next(now)) is not None:
            # What takes time between choosing and sending must not make the windows too full.
            queue.sent(chosen.id, now + latency)
            sent.append((now + latency, chosen))
            now += latency
            queue.done(chosen.id, now)
        if len(queue):
            wake = queue.wake_at(now)
            assert wake != NEVER, "something waits and nothing will ever wake it"
            assert wake > now
            now = wake
    return sent


def most_in_window(moments: list[float], length: float) -> int:
    """The largest number of moments in any half-open stretch of that length."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - length:
            first += 1
        most = max(most, last - first + 1)
    return most


PLACES = st.sampled_from(["1", "2", "3", "-4", "-5", None])
URGENCIES = st.sampled_from(list(Urgency))
PACES = st.builds(
    lambda overall, place, crowded: Pace(
        overall=(Limit(overall, SECOND),),
        per_place=(Limit(place, SECOND),),
        crowded=(Limit(crowded, 5 * SECOND),),
    ),
    st.integers(1, 12),
    st.integers(1, 3),
    st.integers(1, 6),
)


@settings(max_examples=40, deadline=None)
@given(PACES, st.lists(st.tuples(PLACES, URGENCIES), max_size=60), st.sampled_from([0.0, 0.003, 0.05]))
def test_no_window_ever_holds_more_than_its_limit(
    pace: Pace, wanted: list[tuple[str | None, Urgency]], latency: float
) -> None:
    queue = Queue(Pacer(pace, is_group))
    for number, (place, urgency) in enumerate(wanted):
        queue.add(entry(number, place, urgency), 0.0)

    sent = drained(queue, latency=latency)

    assert len(sent) == len(wanted)
    assert most_in_window([at for at, _ in sent], 1.0) <= pace.overall[0].count
    by_place = defaultdict(list)
    for at, one in sent:
        if one.place is not None:
            by_place[one.place].append(at)
    for place, moments in by_place.items():
        assert most_in_window(moments, 1.0) <= pace.per_place[0].count
        if is_group(place):
            assert most_in_window(moments, 5.0) <= pace.crowded[0].count


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(PLACES, URGENCIES), max_size=60))
def test_lanes_keep_their_order(wanted: list[tuple[str | None, Urgency]]) -> None:
    queue = Queue(Pacer(TELEGRAM, is_group))
    for number, (place, urgency) in enumerate(wanted):
        queue.add(entry(number, place, urgency), 0.0)

    by_lane = defaultdict(list)
    for _, one in drained(queue):
        by_lane[one.lane].append(one.id)

    assert all(numbers == sorted(numbers) for numbers in by_lane.values())


@settings(max_examples=40, deadline=None)
@given(st.lists(URGENCIES, max_size=60))
def test_the_more_urgent_goes_first_where_no_lane_says_otherwise(urgencies: list[Urgency]) -> None:
    queue = Queue(Pacer(TELEGRAM, is_group))
    for number, urgency in enumerate(urgencies):
        queue.add(entry(number, str(number), urgency), 0.0)

    ranks = [(one.urgency, one.id) for _, one in drained(queue)]

    assert ranks == sorted(ranks)


def test_what_is_chosen_but_not_sent_yet_fills_its_window() -> None:
    queue = Queue(Pacer(Pace(overall=(Limit(2, SECOND),)), is_group))
    for number in range(3):
        queue.add(entry(number, str(number), Urgency.WAITING), 0.0)
    first, second = queue.next(0.0), queue.next(0.0)
    assert first is not None
    assert second is not None

    assert queue.next(100.0) is None
    assert queue.wake_at(100.0) == NEVER

    queue.not_sent(first.id, 100.0)
    assert queue.next(100.0) is not None


def test_ten_thousand_private_notices_take_hardly_longer_than_the_limit_asks() -> None:
    queue = Queue(Pacer(TELEGRAM, is_group))
    for number in range(10_000):
        queue.add(entry(number, str(number), Urgency.BULK), 0.0)

    sent = drained(queue)

    moments = [at for at, _ in sent]
    assert moments[-1] <= 1.05 * 10_000 / 30
    assert most_in_window(moments, 1.0) <= 30


def test_answers_do_not_wait_behind_a_broadcast() -> None:
    queue = Queue(Pacer(TELEGRAM, is_group))
    for number in range(2_000):
        queue.add(entry(number, str(number), Urgency.BULK), 0.0)
    asked: dict[int, float] = {}
    waited: list[float] = []
    bulk: list[float] = []
    now = 0.0
    next_answer = 1.0
    while len(queue):
        if now >= next_answer:
            number = 1_000_000 + len(asked)
            asked[number] = now
            queue.add(entry(number, f"p{number}", Urgency.WAITING), now)
            next_answer += 0.5
        while (chosen := queue.next(now)) is not None:
            queue.sent(chosen.id, now)
            queue.done(chosen.id, now)
            if chosen.urgency is Urgency.WAITING:
                waited.append(now - asked[chosen.id])
            else:
                bulk.append(now)
        now = min(queue.wake_at(now), max(next_answer, now))

    assert max(waited) <= 0.05
    assert bulk[-1] <= 1.15 * 2_000 / 30


def test_a_place_at_its_limit_does_not_hold_up_the_rest() -> None:
    queue = Queue(Pacer(TELEGRAM, is_group))
    for number in range(50):
        queue.add(entry(number, "-1", Urgency.WAITING, lane=f"topic{number}"), 0.0)
    for number in range(50, 60):
        queue.add(entry(number, str(number), Urgency.STAFF), 0.0)

    sent = {one.id: at for at, one in drained(queue)}

    assert all(sent[number] == 0.0 for number in range(50, 60))


def test_a_pause_of_the_channel_holds_everything() -> None:
    queue = Queue(Pacer(TELEGRAM, is_group))
    queue.add(entry(1, None, Urgency.REMOVAL, lane="removal"), 0.0)
    queue.pause(5.0)

    assert queue.next(4.9) is None
    assert queue.wake_at(4.9) == 5.0
    assert queue.next(5.0) is not None


def test_places_that_are_idle_are_forgotten() -> None:
    pacer = Pacer(TELEGRAM, is_group)
    now = 0.0
    for number in range(5_000):
        now += 0.05
        pacer.take(str(number), now, bulk=False)
        pacer.sent(str(number), now, bulk=False)

    assert pacer.remembered_places < 50


@pytest.mark.parametrize("count", [1, 2, 50])
def test_a_broadcast_alone_always_gets_on(count: int) -> None:
    queue = Queue(Pacer(Pace(overall=(Limit(count, SECOND),)), is_group))
    for number in range(20):
        queue.add(entry(number, str(number), Urgency.BULK), 0.0)

    assert len(drained(queue)) == 20
