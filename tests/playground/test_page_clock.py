"""The clock of the demonstration."""

from datetime import UTC, datetime, timedelta

import pytest

from bots.playground.demo_clock import DemoClock

START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def test_it_runs_with_real_time_plus_what_was_added() -> None:
    real = [START]
    clock = DemoClock(real=lambda: real[0])
    clock.advance(timedelta(hours=3))

    real[0] += timedelta(minutes=5)

    assert clock.now() == START + timedelta(hours=3, minutes=5)


def test_it_never_goes_back() -> None:
    clock = DemoClock(real=lambda: START)

    with pytest.raises(ValueError, match="cannot go back"):
        clock.advance(timedelta(seconds=-1))

    assert clock.now() == START


def test_watchers_hear_the_new_present_until_they_stop() -> None:
    clock = DemoClock(real=lambda: START)
    heard: list[datetime] = []
    stop = clock.watch(heard.append)
    clock.advance(timedelta(minutes=1))

    stop()
    clock.advance(timedelta(minutes=1))

    assert heard == [START + timedelta(minutes=1)]
