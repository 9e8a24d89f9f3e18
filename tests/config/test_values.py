"""Durations as people write them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.values import UnfitError, format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90s", timedelta(seconds=90)),
        ("10m", timedelta(minutes=10)),
        ("2h", timedelta(hours=2)),
        ("7d", timedelta(days=7)),
        ("1w", timedelta(weeks=1)),
        ("1h30m", timedelta(minutes=90)),
        (" 1d ", timedelta(days=1)),
        ("PT24H", timedelta(hours=24)),
        ("P1DT2H3M4S", timedelta(days=1, hours=2, minutes=3, seconds=4)),
        ("P2W", timedelta(weeks=2)),
    ],
)
def test_a_duration_is_read(text: str, expected: timedelta) -> None:
    assert parse_duration(text) == expected


@pytest.mark.parametrize("value", ["", "90", "h", "1.5h", "-1h", "1h 30m", "1y", "P", "PT", "P1M", 90, None, True])
def test_what_is_no_duration_is_refused(value: object) -> None:
    with pytest.raises(UnfitError, match="duration"):
        parse_duration(value)


def test_a_duration_of_more_than_ten_years_is_refused() -> None:
    with pytest.raises(UnfitError, match="ten years"):
        parse_duration("9999999999999999w")


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3650)))
def test_what_is_written_is_read_back_to_the_second(duration: timedelta) -> None:
    whole = timedelta(days=duration.days, seconds=duration.seconds)

    assert parse_duration(format_duration(whole)) == whole
