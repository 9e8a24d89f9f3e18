"""A group's own limits follow its own lines: bounded, monotone, and never on thin evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.faq.calibration import Limits
from core.faq.recalibration import BINS, ENOUGH, HIGHEST, LOWER_AT_MOST, MOST, SHARE, Scores, recalibrated

DEFAULT = Limits(0.93, 0.48)
LOWEST = round(DEFAULT.answer - LOWER_AT_MOST, 3)

counts = st.lists(st.integers(0, 30), min_size=BINS, max_size=BINS)
probabilities = st.floats(0, 1)
limits = st.tuples(probabilities, probabilities).map(lambda pair: Limits(max(pair), min(pair)))


def scores_of(strangers: list[int], seen: int) -> Scores:
    searched = max(ENOUGH, sum(strangers))
    return Scores(searched + seen, searched, strangers)


def reaching(scores: Scores, limit: float) -> float:
    return sum(count for place, count in enumerate(scores.counts) if place / BINS >= limit)


@given(limits)
def test_without_lines_the_defaults_hold(default: Limits):
    assert recalibrated(Scores(), default) == default


@given(counts, limits)
def test_with_too_few_searched_lines_the_defaults_hold(strangers: list[int], default: Limits):
    assert recalibrated(Scores(100_000, ENOUGH - 1, strangers), default) == default


@given(counts, st.integers(0, 100_000), limits)
def test_limits_stay_near_the_defaults_and_a_choice_never_needs_more_than_an_answer(
    strangers: list[int], seen: int, default: Limits
):
    own = recalibrated(scores_of(strangers, seen), default)

    assert default.answer - LOWER_AT_MOST - 0.001 <= own.answer <= max(HIGHEST, default.answer) + 0.001
    assert own.suggest == min(default.suggest, own.answer)


@given(counts, st.integers(0, 100_000))
def test_no_more_than_the_share_of_all_lines_reaches_the_limit(strangers: list[int], seen: int):
    scores = scores_of(strangers, seen)

    own = recalibrated(scores, DEFAULT)

    # One in a hundred of the best scores lies above the highest limit there is.
    assert own.answer == HIGHEST or reaching(scores, own.answer) + 1 <= SHARE * (scores.seen + 1)


@given(counts, st.integers(0, 100_000), probabilities)
def test_one_more_stranger_lowers_no_limit(strangers: list[int], seen: int, score: float):
    before, after = scores_of(strangers, seen), scores_of(strangers, seen)
    after.put(score)

    assert recalibrated(after, DEFAULT).answer >= recalibrated(before, DEFAULT).answer


@given(counts, st.integers(0, 100_000), st.integers(0, 100_000))
def test_more_lines_that_nobody_would_answer_raise_no_limit(strangers: list[int], seen: int, more: int):
    before, after = scores_of(strangers, seen), scores_of(strangers, seen + more)

    assert recalibrated(after, DEFAULT).answer <= recalibrated(before, DEFAULT).answer


@given(counts, st.integers(0, 100_000), probabilities)
def test_what_is_counted_and_taken_back_changes_nothing(strangers: list[int], seen: int, score: float):
    scores = scores_of(strangers, seen)
    before = list(scores.counts)

    scores.put(score)
    scores.take(score)

    assert scores.counts == before


@given(st.integers(0, BINS))
def test_a_score_on_an_edge_counts_above_it(hundredths: int):
    scores = Scores()

    scores.put(hundredths / BINS)

    assert reaching(scores, min(hundredths, BINS - 1) / BINS) == 1


def test_a_group_of_idle_talk_lets_more_questions_be_answered():
    scores = Scores(5_000, 500, [5.0] * 60)

    assert recalibrated(scores, DEFAULT).answer == LOWEST


def test_near_misses_keep_the_limit_above_them():
    scores = Scores(1_000, 500)
    for _ in range(7):
        scores.put(0.85)
    assert recalibrated(scores, DEFAULT).answer == LOWEST

    scores.put(0.85)

    assert recalibrated(scores, DEFAULT).answer == 0.86


def test_wrong_answers_raise_the_limit_above_the_default():
    scores = Scores(1_000, 500)
    for _ in range(8):
        scores.put(0.955)

    assert recalibrated(scores, DEFAULT).answer == 0.96


def test_a_calibration_that_asks_for_certainty_can_be_met_by_certainty_only():
    certain = Limits(1.0, 0.5)

    assert recalibrated(Scores(1_000, 500, [0.0] * 99 + [20.0]), certain).answer == 1.0


@pytest.mark.parametrize("strange", [True, False])
def test_every_searched_line_is_one_seen_and_only_strangers_have_a_score(strange: bool):
    scores = Scores()

    scores.search(0.5, strange=strange)

    assert (scores.seen, scores.searched, sum(scores.counts)) == (1, 1, int(strange))


def test_old_lines_count_for_less_until_the_limit_follows_the_new_ones():
    scores = Scores()
    for _ in range(MOST):
        scores.search(0.9, strange=True)
    assert recalibrated(scores, DEFAULT).answer == 0.91

    for _ in range(8 * MOST):
        scores.search(0.2, strange=True)

    assert scores.searched <= MOST
    assert scores.seen == scores.searched
    assert recalibrated(scores, DEFAULT).answer == LOWEST


def test_a_halved_count_is_enough_for_limits_of_its_own():
    scores = Scores()
    for _ in range(MOST + 1):
        scores.search(0.1, strange=True)

    assert scores.searched > ENOUGH
    assert recalibrated(scores, DEFAULT) != DEFAULT
