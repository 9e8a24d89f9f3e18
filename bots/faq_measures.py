"""How well a lookup does on texts whose topic is known: ranks, decisions, and what every threshold would bring."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from bots.faq_lines import DIGITS
from core.faq.calibration import Where
from core.faq.lookup import Found, Lookup

PLACES: tuple[Where, ...] = ("group", "mention", "private")
FALSE_RATES = (0.005, 0.01, 0.02, 0.05)
THRESHOLDS = tuple(step / 20 for step in range(21))
_TOGETHER = 64
_NOTHING_FOUND = -1.0  # Below every score, as a text without candidates is never answered.


@dataclass(frozen=True, slots=True)
class Case:
    """A text, the topic it asks about (None: nothing must answer it) and the language it counts for."""

    text: str
    topic: str | None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what was found for it in each place; all places rank alike, they differ in the decision."""

    topic: str | None
    language: str
    found: Mapping[Where, Found]

    @property
    def ranked(self) -> list[str]:
        return [candidate.topic for candidate in self._any.candidates]

    @property
    def best(self) -> float:
        """The score of the first candidate, as exact as it is printed."""
        return round(self._any.candidates[0].score, DIGITS) if self._any.candidates else _NOTHING_FOUND

    @property
    def _any(self) -> Found:
        """Of the place whose decision depends least on how something is asked: there nothing is left out."""
        return self.found[max(self.found, key=PLACES.index)]


class Decisions(msgspec.Struct, frozen=True):
    """Shares in one place: the first five of the questions (they add up to 1), the last two of the other texts.

    ``offered``: suggestions with the right topic among them, ``misled``: without it.
    """

    right: float | None
    wrong: float | None
    offered: float | None
    misled: float | None
    silent: float | None
    false_answers: float | None
    false_suggestions: float | None


class Step(msgspec.Struct, frozen=True):
    """What would happen if the best topic were answered from ``threshold`` on, whatever else speaks against it."""

    threshold: float
    right: float | None
    wrong: float | None
    false_answers: float | None


class Bound(msgspec.Struct, frozen=True):
    """The lowest threshold with at most ``false_answers``; None where no question scores that high."""

    false_answers: float
    threshold: float | None
    right: float
    wrong: float


class Measures(msgspec.Struct, frozen=True):
    """``mrr`` looks at five candidates. ``auroc``: how likely a question scores higher than any other text."""

    questions: int
    others: int
    recall_at_1: float | None
    recall_at_3: float | None
    mrr: float | None
    auroc: float | None
    places: dict[str, Decisions]
    curve: tuple[Step, ...]
    bounds: tuple[Bound, ...]


def judge(lookup: Lookup, cases: Sequence[Case], places: Sequence[Where]) -> list[Judged]:
    """Look every case up in every place. No language is handed to the lookup, as no chat does."""
    judged: list[Judged] = []
    for at in range(0, len(cases), _TOGETHER):
        some = cases[at : at + _TOGETHER]
        texts = [case.text for case in some]
        by_place = {place: lookup.find_many(texts, place) for place in places}
        for position, case in enumerate(some):
            found = {place: results[position] for place, results in by_place.items()}
            language = case.language or found[places[0]].language.locale or "unknown"
            judged.append(Judged(case.topic, language, found))
    return judged


def measure(judged: Sequence[Judged]) -> Measures:
    """Shares are of the texts given, None where there is nothing to take a share of."""
    questions = [one for one in judged if one.topic is not None]
    others = [one for one in judged if one.topic is None]
    right = sorted(one.best for one in questions if one.ranked[:1] == [one.topic])
    wrong = sorted(one.best for one in questions if one.ranked[:1] != [one.topic])
    false = sorted(one.best for one in others)
    return Measures(
        questions=len(questions),
        others=len(others),
        recall_at_1=_share(questions, lambda one: one.topic in one.ranked[:1]),
        recall_at_3=_share(questions, lambda one: one.topic in one.ranked[:3]),
        mrr=_mean([1 / (one.ranked.index(one.topic) + 1) if one.topic in one.ranked else 0.0 for one in questions]),
        auroc=_auroc(sorted([*right, *wrong]), false),
        places={place: _decisions(questions, others, place) for place in (judged[0].found if judged else ())},
        curve=tuple(_step(threshold, right, wrong, false) for threshold in THRESHOLDS),
        bounds=tuple(_bound(rate, right, wrong, false) for rate in FALSE_RATES) if questions and others else (),
    )


def by_language(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """The same texts, those of one language together, in the languages' order."""
    found: dict[str, list[Judged]] = {}
    for one in judged:
        found.setdefault(one.language, []).append(one)
    return dict(sorted(found.items()))


def _decisions(questions: Sequence[Judged], others: Sequence[Judged], place: Where) -> Decisions:
    def decided(kind: str, *, rightly: bool | None = None) -> Callable[[Judged], bool]:
        def holds(one: Judged) -> bool:
            found = one.found[place]
            return found.kind == kind and rightly in (None, one.topic in found.topics)

        return holds

    return Decisions(
        right=_share(questions, decided("answer", rightly=True)),
        wrong=_share(questions, decided("answer", rightly=False)),
        offered=_share(questions, decided("suggest", rightly=True)),
        misled=_share(questions, decided("suggest", rightly=False)),
        silent=_share(questions, decided("silent")),
        false_answers=_share(others, decided("answer")),
        false_suggestions=_share(others, decided("suggest")),
    )


def _step(threshold: float, right: Sequence[float], wrong: Sequence[float], false: Sequence[float]) -> Step:
    questions = len(right) + len(wrong)
    return Step(
        threshold=threshold,
        right=_from(threshold, right) / questions if questions else None,
        wrong=_from(threshold, wrong) / questions if questions else None,
        false_answers=_from(threshold, false) / len(false) if false else None,
    )


def _bound(rate: float, right: Sequence[float], wrong: Sequence[float], false: Sequence[float]) -> Bound:
    """As many other texts as ``rate`` allows may score above; the next one of them sets the limit."""
    # A share such as 0.005 of 200 must be 1, whatever binary fractions make of it.
    allowed = int(rate * len(false) + 1e-9)
    above = [score for score in (*right, *wrong) if score > false[-1 - allowed]]
    if not above:
        return Bound(rate, None, 0.0, 0.0)
    threshold, questions = min(above), len(right) + len(wrong)
    return Bound(rate, threshold, _from(threshold, right) / questions, _from(threshold, wrong) / questions)


def _auroc(scores: Sequence[float], false: Sequence[float]) -> float | None:
    """The share of pairs in which the question scores higher than the other text; equal scores count half."""
    if not scores or not false:
        return None
    won = sum(bisect_left(false, score) + bisect_right(false, score) for score in scores)
    return won / (2 * len(scores) * len(false))


def _from(threshold: float, scores: Sequence[float]) -> int:
    """How many of the sorted scores reach a threshold."""
    return len(scores) - bisect_left(scores, threshold)


def _share(judged: Sequence[Judged], holds: Callable[[Judged], bool]) -> float | None:
    return _mean([holds(one) for one in judged])


def _mean(numbers: Sequence[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None
