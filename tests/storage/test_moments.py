"""Points in time come back as they went in, and sort as they should."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.storage.moments import from_db, to_db

MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]))


@given(MOMENTS)
def test_a_moment_comes_back_to_the_microsecond(when: datetime) -> None:
    back = from_db(to_db(when))

    assert back == when
    assert back.tzinfo is UTC


@given(MOMENTS, MOMENTS)
def test_stored_moments_sort_like_moments(one: datetime, other: datetime) -> None:
    assert (to_db(one) < to_db(other)) == (one < other)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        to_db(datetime(2026, 1, 1))


def test_no_moment_stays_no_moment() -> None:
    assert (to_db(None), from_db(None)) == (None, None)
