"""Fits a calibration to judged texts: how much each kind of evidence is worth, and from where on to answer."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.faq.calibration import Calibration, Limits, language_key
from core.faq.evidence import FEATURES, Evidence
from core.language import Language

_Doubles = npt.NDArray[np.float64]

_PENALTY = 3e-3  # Of squared weights, with every feature brought to the same spread.
_ROUNDS = 60
_FEW = 40  # Texts of a language below which it shares the limits of all.
_FURTHEST = 0.3  # How far a language's limit may lie below that of all.
_LOWEST = 0.3
_WORTH_MEANING = 0.01  # Of answers and suggestions, as many may be lost for not looking at the meaning.


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with what speaks for its topics, by its meaning and by letters alone; ``topic`` None: not ours."""

    topic: str | None
    language: Language
    full: Evidence
    letters: Evidence

    @property
    def is_right(self) -> bool:
        return bool(self.full.topics) and self.full.topics[0] == self.topic

    @property
    def is_right_by_letters(self) -> bool:
        return bool(self.letters.topics) and self.letters.topics[0] == self.topic


@dataclass(frozen=True, slots=True)
class Aims:
    """Shares of texts that are not ours and may be answered, or offered topics, in a place."""

    answered: float
    offered: float


AIMS: Mapping[str, Aims] = {
    "group": Aims(0.008, 0.09),
    "mention": Aims(0.04, 0.3),
    "private": Aims(0.06, 0.45),
}


def fit(judged: Sequence[Judged], aims: Mapping[str, Aims] = AIMS) -> Calibration:
    """A calibration for these texts; the same texts give the same one.

    Limits are conformal: the score that the given share of texts that are not ours reaches, by language where there
    are enough of them, never far below that of all languages together.
    """
    letters = _regression(_rows(one.letters for one in judged), _truth(one.is_right_by_letters for one in judged))
    meant = [one for one in judged if one.full.meant]
    full = _regression(_rows(one.full for one in meant), _truth(one.is_right for one in meant)) if meant else letters
    unlimited = Calibration(
        meant=_rounded(full),
        letters=_rounded(letters),
        worth_meaning=0.0,
        limits={where: {"other": Limits(1.0, 1.0)} for where in aims},
    )
    scored = [_Scored(one, _best(unlimited, one.full), _best(unlimited, one.letters)) for one in judged]
    limits = {where: _limits(scored, aim) for where, aim in aims.items()}
    return Calibration(unlimited.meant, unlimited.letters, _worth(scored, limits["group"]["other"].suggest), limits)


@dataclass(frozen=True, slots=True)
class _Scored:
    judged: Judged
    score: float
    by_letters: float


def _best(calibration: Calibration, evidence: Evidence) -> float:
    candidates = calibration.candidates(evidence)
    return candidates[0].score if candidates else 0.0


def _limits(scored: Sequence[_Scored], aim: Aims) -> dict[str, Limits]:
    every = _limit(scored, aim, None)
    found = {"other": every}
    by_language: dict[str, list[_Scored]] = {}
    for one in scored:
        by_language.setdefault(language_key(one.judged.language), []).append(one)
    for language, some in sorted(by_language.items()):
        if language and sum(one.judged.topic is None for one in some) >= _FEW:
            found[language] = _limit(some, aim, every)
    return found


def _limit(scored: Sequence[_Scored], aim: Aims, every: Limits | None) -> Limits:
    """Between what a language's own texts say and what all say: few texts say little about their tail."""
    strangers = sorted((one.score for one in scored if one.judged.topic is None), reverse=True)
    answer, suggest = _quantile(strangers, aim.answered), _quantile(strangers, aim.offered)
    if every is not None:
        trust = min(1.0, len(strangers) * aim.answered / 2)
        answer = max(trust * answer + (1 - trust) * (answer + every.answer) / 2, every.answer - _FURTHEST)
        suggest = max((suggest + every.suggest) / 2, every.suggest - _FURTHEST)
    answer = min(0.99, max(answer, _LOWEST))
    return Limits(round(answer, 3), round(min(suggest, answer), 3))


def _quantile(falling: Sequence[float], share: float) -> float:
    """The score that no more than this share of strangers exceeds."""
    if not falling:
        return 1.0
    return min(1.0, falling[min(len(falling) - 1, math.floor(share * (len(falling) + 1)))] + 1e-6)


def _worth(scored: Sequence[_Scored], suggest: float) -> float:
    """The lowest probability by letters alone at which the meaning is looked at."""
    answered = sorted(one.by_letters for one in scored if one.judged.is_right and one.score >= suggest)
    if not answered:
        return 0.0
    return round(0.8 * answered[math.floor(_WORTH_MEANING * len(answered))], 3)


def _regression(rows: _Doubles, truth: _Doubles) -> _Doubles:
    """Logistic regression by Newton's method, on features of equal spread."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    middle[0], spread[0] = 0.0, 1.0
    inputs = (rows - middle) / spread
    penalty = np.full(rows.shape[1], _PENALTY)
    penalty[0] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        likely = 1.0 / (1.0 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (likely - truth) / len(truth) + penalty * weights
        bend = (inputs * (likely * (1 - likely))[:, None]).T @ inputs / len(truth) + np.diag(penalty + 1e-9)
        weights -= np.linalg.solve(bend, slope)
    plain: _Doubles = weights / spread
    plain[0] = weights[0] - float((weights[1:] * middle[1:] / spread[1:]).sum())
    return plain


def _rows(evidence: Iterable[Evidence]) -> _Doubles:
    return np.stack([one.features for one in evidence]).astype(np.float64)


def _truth(right: Iterable[bool]) -> _Doubles:
    return np.array(list(right), np.float64)


def _rounded(weights: _Doubles) -> tuple[float, ...]:
    assert len(weights) == len(FEATURES)
    return tuple(round(float(weight), 4) for weight in weights)
