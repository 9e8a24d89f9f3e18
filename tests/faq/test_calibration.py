"""From evidence to a decision, and how a calibration is fitted and written."""

import random
import tomllib

import msgspec
import numpy as np
import pytest

from bots.faq_calibrate import is_chosen_on, written
from core.faq.calibration import PLAIN, Calibration, Candidate, Limits, language_key
from core.faq.evidence import FEATURES, Evidence
from core.faq.fitting import Aims, Judged, fit
from core.language import Language

ENGLISH, TAMIL, TANGLISH = Language("en", "Latn", True), Language("ta", "Taml", True), Language("ta", "Latn", True)
LIMITS = Limits(0.8, 0.4)


def evidence(strength: float, lead: float = 0.5, *, meant: bool = True) -> Evidence:
    features = np.zeros(len(FEATURES), np.float32)
    features[[0, 1, 2]] = 1.0, strength, lead
    return Evidence(("a", "b"), (strength, strength - lead), features, np.zeros(3, np.float32), meant)


@pytest.mark.parametrize(
    ("scores", "kind", "topics"),
    [
        ((0.9, 0.1), "answer", ("t0",)),
        ((0.8, 0.79), "answer", ("t0",)),
        ((0.5, 0.4, 0.3, 0.2), "suggest", ("t0", "t1", "t2")),
        ((0.5, 0.05), "suggest", ("t0",)),
        ((0.3, 0.2), "silent", ()),
        ((), "silent", ()),
    ],
)
def test_the_best_score_decides_between_answer_suggestions_and_silence(scores, kind, topics):
    candidates = [Candidate(f"t{number}", score) for number, score in enumerate(scores)]

    decision = PLAIN.decide(candidates, LIMITS)

    assert (decision.kind, decision.topics) == (kind, topics)


def test_stronger_evidence_is_likelier_and_the_second_topic_never_likelier_than_the_first():
    weak, strong = PLAIN.candidates(evidence(1.0)), PLAIN.candidates(evidence(3.0))

    assert strong[0].score > weak[0].score
    assert weak[0].score > weak[1].score
    assert PLAIN.candidates(Evidence((), (), np.zeros(3, np.float32), np.zeros(1, np.float32), meant=False)) == ()


def test_languages_have_their_own_limits_and_share_those_of_others():
    calibration = msgspec.structs.replace(
        PLAIN, limits={**PLAIN.limits, "group": {"other": Limits(0.9, 0.7), "ta-Latn": Limits(0.6, 0.5)}}
    )

    assert calibration.limits_for("group", TANGLISH) == Limits(0.6, 0.5)
    assert calibration.limits_for("group", TAMIL) == calibration.limits_for("group", ENGLISH) == Limits(0.9, 0.7)
    assert [language_key(one) for one in (ENGLISH, TAMIL, TANGLISH)] == ["en", "ta", "ta-Latn"]


def test_the_plain_calibration_fits_the_features():
    assert PLAIN.faults() == []


def test_faults_name_missing_weights_and_limits():
    broken = Calibration((1.0,), PLAIN.letters, 0.0, {"group": {"en": LIMITS}})

    assert broken.faults() == [
        f"meant has 1 weights, there are {len(FEATURES)} features",
        "limits.group.other is missing",
        "limits.mention.other is missing",
        "limits.private.other is missing",
    ]


def judged(count: int, seed: int) -> list[Judged]:
    """Questions are strong, strangers weak, with some of each where the others are."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        is_question = number % 2 == 0
        strength = chance.gauss(2.5 if is_question else 1.0, 0.6)
        full, letters = evidence(strength), evidence(strength - 0.2, meant=False)
        found.append(Judged("a" if is_question else None, ENGLISH if number % 3 else TAMIL, full, letters))
    return found


def test_a_fitted_calibration_keeps_strangers_unanswered():
    examples = judged(2_000, 1)
    calibration = fit(examples)
    limits = calibration.limits_for("group", ENGLISH)

    strangers = [calibration.candidates(one.full)[0].score for one in examples if one.topic is None]
    questions = [calibration.candidates(one.full)[0].score for one in examples if one.topic]

    assert sum(score >= limits.answer for score in strangers) / len(strangers) <= 0.02
    assert sum(score >= limits.answer for score in questions) / len(questions) >= 0.3
    assert limits.suggest <= limits.answer
    assert calibration.faults() == []


def test_fitting_twice_gives_the_same():
    assert fit(judged(400, 2)) == fit(judged(400, 2))


def test_stricter_aims_give_higher_limits():
    examples = judged(1_000, 3)
    aims = {where: Aims(0.01, 0.05) for where in ("group", "mention", "private")}
    loose = {where: Aims(0.2, 0.4) for where in aims}

    strict_limits = fit(examples, aims).limits["group"]["other"]
    loose_limits = fit(examples, loose).limits["group"]["other"]

    assert strict_limits.answer > loose_limits.answer
    assert strict_limits.suggest > loose_limits.suggest


def test_without_any_meaning_letters_serve_for_both():
    examples = [Judged(one.topic, one.language, one.letters, one.letters) for one in judged(400, 4)]

    calibration = fit(examples)

    assert calibration.meant == calibration.letters


def test_what_is_written_can_be_read_again():
    calibration = fit(judged(400, 5))

    assert msgspec.convert(tomllib.loads(written(calibration)), Calibration) == calibration


def test_a_text_stays_in_its_half():
    halves = [is_chosen_on(f"question {number}") for number in range(400)]

    assert halves == [is_chosen_on(f"question {number}") for number in range(400)]
    assert 140 < sum(halves) < 260
