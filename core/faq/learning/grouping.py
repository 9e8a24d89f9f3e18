"""Which questions ask the same: greedily, each joins the gap it is most like, or founds one. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# From 0 to 1, see core.faq.lookup.Lookup.likeness; from here on two questions are taken for the same.
LIKE_ENOUGH = 0.6
# How many phrasings of a gap are compared with one another to find its most central one.
COMPARED = 8

Likeness = Callable[[str, Sequence[str]], list[float]]


@dataclass(frozen=True, slots=True)
class Phrasing:
    """``times``: how often it was asked in just these words."""

    question: str
    locale: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Leader:
    """The question that stands for a gap."""

    gap: int
    question: str
    locale: str


def nearest(question: str, locale: str, leaders: Sequence[Leader], likeness: Likeness) -> int | None:
    """The gap that a question belongs to: the likest in its own language, else the likest of all; None founds one."""
    same_words = next((one.gap for one in leaders if one.question.casefold() == question.casefold()), None)
    if same_words is not None or not leaders:
        return same_words
    alike = likeness(question, [one.question for one in leaders])
    near = [(score, one) for score, one in zip(alike, leaders, strict=True) if score >= LIKE_ENOUGH]
    own = [found for found in near if _language(found[1].locale) == _language(locale)]
    best = max(own or near, key=lambda found: found[0], default=None)
    return best[1].gap if best else None


def most_central(phrasings: Sequence[Phrasing], likeness: Likeness) -> Phrasing:
    """The phrasing that is most like all the others, each counted as often as it was asked; the first of equals."""
    if len(phrasings) < 3:
        return max(phrasings, key=lambda phrasing: phrasing.times)
    compared = phrasings[:COMPARED]
    words = [phrasing.question for phrasing in compared]

    def middle(phrasing: Phrasing) -> float:
        alike = likeness(phrasing.question, words)
        return sum(score * other.times for score, other in zip(alike, compared, strict=True))

    return max(compared, key=middle)


def _language(locale: str) -> str:
    """Both Chinese scripts are one language here."""
    return locale.partition("-")[0]
