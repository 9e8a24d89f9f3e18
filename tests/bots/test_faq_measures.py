"""The measures of an FAQ lookup, on results whose numbers can be done by hand."""

import pytest

from bots.faq_measures import Judged, by_language, measure
from core.faq.calibration import Candidate, Kind, Where
from core.faq.lookup import Found
from core.language import Language


def judged(topic: str | None, *candidates: tuple[str, float], kind: Kind = "silent", language: str = "en") -> Judged:
    """A text with what was found; an answer names the first candidate, a suggestion the first two."""
    ranked = tuple(Candidate(*candidate) for candidate in candidates)
    named = {"answer": 1, "suggest": 2, "silent": 0}[kind]
    topics = tuple(one.topic for one in ranked[:named])
    place: Where = "group"
    return Judged(topic, language, {place: Found(kind, topics, ranked, Language(language, "Latn", sure=True))})


BY_HAND = [
    judged("a", ("a", 0.9), ("b", 0.2), kind="answer"),
    judged("a", ("b", 0.8), ("a", 0.3), kind="answer"),
    judged("b", ("b", 0.5), ("a", 0.4), kind="suggest"),
    judged("b", ("c", 0.4), ("a", 0.3), ("d", 0.2), ("b", 0.1), kind="suggest", language="ta"),
    judged("b", language="ta"),
    judged(None, ("a", 0.8), kind="answer"),
    judged(None, ("b", 0.45), kind="suggest"),
    judged(None, ("b", 0.1)),
    judged(None, language="ta"),
]


def test_ranks_are_counted_as_by_hand() -> None:
    found = measure(BY_HAND)

    assert (found.questions, found.others) == (5, 4)
    assert found.recall_at_1 == pytest.approx(2 / 5)
    assert found.recall_at_3 == pytest.approx(3 / 5)
    assert found.mrr == pytest.approx((1 + 1 / 2 + 1 + 1 / 4 + 0) / 5)
    # 0.9 beats all four; 0.8 three and a half; 0.5 three; 0.4 two; nothing found ties with nothing found.
    assert found.auroc == pytest.approx((4 + 3.5 + 3 + 2 + 0.5) / 20)


def test_decisions_are_counted_as_by_hand() -> None:
    found = measure(BY_HAND).places["group"]

    assert (found.right, found.wrong, found.offered, found.misled, found.silent) == (0.2, 0.2, 0.2, 0.2, 0.2)
    assert (found.false_answers, found.false_suggestions) == (0.25, 0.25)


def test_the_curve_says_what_each_threshold_would_bring() -> None:
    steps = {step.threshold: (step.right, step.wrong, step.false_answers) for step in measure(BY_HAND).curve}

    assert len(steps) == 21
    assert steps[0.0] == (0.4, 0.4, 0.75), "what found nothing is answered at no threshold"
    assert steps[0.4] == (0.4, 0.4, 0.5)
    assert steps[0.8] == (0.2, 0.2, 0.25)
    assert steps[0.85] == (0.2, 0.0, 0.0)
    assert steps[1.0] == (0.0, 0.0, 0.0)


def test_a_bound_is_the_lowest_threshold_that_keeps_it() -> None:
    others = [judged(None, ("a", number / 1000)) for number in range(200)]
    questions = [judged("a", ("a", score)) for score in (0.1985, 0.1975, 0.195)] + [judged("a", ("b", 0.1965))]

    found = {
        bound.false_answers: (bound.threshold, bound.right, bound.wrong) for bound in measure(questions + others).bounds
    }

    # Of 200 texts 1, 2, 4 and 10 may be answered; they score 0.199, 0.198, and so on.
    assert found == {
        0.005: (0.1985, 0.25, 0.0),
        0.01: (0.1975, 0.5, 0.0),
        0.02: (0.1965, 0.5, 0.25),
        0.05: (0.195, 0.75, 0.25),
    }


def test_a_bound_that_no_question_reaches_is_none() -> None:
    found = measure([judged("a", ("a", 0.5)), judged(None, ("a", 0.5))]).bounds

    assert {(bound.threshold, bound.right) for bound in found} == {(None, 0.0)}


def test_a_language_is_measured_by_its_own_texts() -> None:
    found = {language: measure(some) for language, some in by_language(BY_HAND).items()}

    assert {language: (one.questions, one.others) for language, one in found.items()} == {"en": (3, 3), "ta": (2, 1)}


def test_without_other_texts_there_is_nothing_to_compare_with() -> None:
    found = measure([judged("a", ("a", 0.5))])

    assert (found.auroc, found.bounds, found.curve[0].false_answers) == (None, (), None)
