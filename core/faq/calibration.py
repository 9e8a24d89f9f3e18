"""From evidence to a probability, and from the probability to a decision: careful in groups, generous in private."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

import msgspec

from core.faq.evidence import FEATURES, Evidence
from core.language import Language

Where = Literal["group", "mention", "private"]
Kind = Literal["answer", "suggest", "silent"]

_MOST_SUGGESTIONS = 3
_OTHERS = "other"
# Strengths this far below the best one's make a candidate a third as likely.
_SPREAD = 0.25
# A further suggestion has at least this share of the best one's probability.
_SUGGESTION_WIDTH = 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """``score``: how likely it is, from 0 to 1, that the text asks this topic of us."""

    topic: str
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """``topics``: the one to answer with, or up to three to offer, the best first."""

    kind: Kind
    topics: tuple[str, ...] = ()


SILENT = Decision("silent")


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Probabilities from which the best topic is the answer, or one of a few suggestions."""

    answer: float
    suggest: float


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``meant`` and ``letters``: weights of a logistic regression over core.faq.evidence.FEATURES, where the meaning
    was looked at and where it was not; a group's message is looked at by its meaning where the letters alone give it
    the probability ``worth_meaning``. ``limits``: by place and language; ``other`` for languages that are not named.
    """

    meant: tuple[float, ...]
    letters: tuple[float, ...]
    worth_meaning: float
    limits: Mapping[str, Mapping[str, Limits]]

    def faults(self) -> list[str]:
        """What is wrong with it, in words for whoever wrote the file."""
        found = [
            f"{name} has {len(weights)} weights, there are {len(FEATURES)} features"
            for name, weights in (("meant", self.meant), ("letters", self.letters))
            if len(weights) != len(FEATURES)
        ]
        found.extend(
            f"limits.{where}.{_OTHERS} is missing"
            for where in ("group", "mention", "private")
            if _OTHERS not in self.limits.get(where, {})
        )
        return found

    def candidates(self, evidence: Evidence) -> tuple[Candidate, ...]:
        """Topics with how likely each of them is, best first."""
        if not evidence.topics:
            return ()
        weights = self.meant if evidence.meant else self.letters
        total = sum(weight * float(value) for weight, value in zip(weights, evidence.features, strict=True))
        likely = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
        first = evidence.strengths[0]
        return tuple(
            Candidate(topic, likely * math.exp(min(0.0, strength - first) / _SPREAD))
            for topic, strength in zip(evidence.topics, evidence.strengths, strict=True)
        )

    def key_for(self, where: Where, language: Language) -> str:
        """The name under which the limits for a language stand: its own, or that of all that have none."""
        key = language_key(language)
        return key if key in self.limits[where] else _OTHERS

    def limits_for(self, where: Where, language: Language, own: Mapping[str, Limits] | None = None) -> Limits:
        """``own``: a place's own limits, as far as it has any."""
        key = self.key_for(where, language)
        return (own.get(key) if own else None) or self.limits[where][key]

    def checksum(self) -> str:
        """Equal for what gives the same scores and limits."""
        return blake2b(msgspec.json.encode(self, order="deterministic"), digest_size=8).hexdigest()

    def decide(self, candidates: Sequence[Candidate], limits: Limits) -> Decision:
        """Answer, offer a few, or be silent."""
        if not candidates:
            return SILENT
        best = candidates[0]
        if best.score >= limits.answer:
            return Decision("answer", (best.topic,))
        if best.score < limits.suggest:
            return SILENT
        near = [one.topic for one in candidates[:_MOST_SUGGESTIONS] if one.score >= best.score * _SUGGESTION_WIDTH]
        return Decision("suggest", tuple(near))


def language_key(language: Language) -> str:
    """Languages as they are told apart here: romanised Tamil is not Tamil."""
    return "ta-Latn" if language.locale == "ta" and language.script == "Latn" else language.locale


# Where a pack brings no calibration: trust in a strong first topic only.
PLAIN = Calibration(
    meant=(-9.0, 4.0, 0.5, *(0.0,) * 17),
    letters=(-6.0, 0.3, 0.5, *(0.0,) * 5, 4.0, *(0.0,) * 11),
    worth_meaning=0.0,
    limits={
        "group": {"other": Limits(0.85, 0.6)},
        "mention": {"other": Limits(0.6, 0.2)},
        "private": {"other": Limits(0.5, 0.1)},
    },
)
