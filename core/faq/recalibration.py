"""Where a group's own lines put the limit of an answer: from counts of how high they scored, never from words. Pure."""

import math
from collections.abc import Sequence

from core.faq.calibration import Limits
from core.faq.fitting import AIMS

BINS = 100
# Below so many searched lines the tail of a group is guesswork, and the packs' limits hold.
ENOUGH = 300
# From so many searched lines on, old ones count half: the counts follow the group.
MOST = 5_000
SHARE = AIMS["group"].answered
LOWER_AT_MOST = 0.15
HIGHEST = 0.99


class Scores:
    """What lines of one group in one language scored that nobody asked us to answer.

    ``seen``: all its lines, most of which are not even searched for. ``searched``: those that were. ``counts``: by
    hundredths of the score, those of the searched that are taken for no questions to us.

    Taken for such is what the packs' limits leave without an answer, whatever the group's own limits make of it, unless
    it was marked as helped; and what was answered and marked as wrong. Were it the group's own limits that decide, each
    line answered because of a lower limit would be missing here and lower the limit further.
    """

    __slots__ = ("counts", "searched", "seen")

    def __init__(self, seen: float = 0.0, searched: float = 0.0, counts: Sequence[float] = ()) -> None:
        self.seen = seen
        self.searched = searched
        self.counts = [*counts[:BINS], *([0.0] * (BINS - len(counts)))]

    def search(self, score: float, *, strange: bool) -> None:
        """One more line that was searched for; ``strange``: it is taken for no question to us."""
        self.seen += 1
        self.searched += 1
        if strange:
            self.put(score)
        if self.searched > MOST:
            self._age()

    def put(self, score: float) -> None:
        """A line that was searched for turned out to be none of ours."""
        self.counts[_bin(score)] += 1

    def take(self, score: float) -> None:
        """A line turned out to be one of ours."""
        place = _bin(score)
        self.counts[place] = max(0.0, self.counts[place] - 1)

    def _age(self) -> None:
        self.seen /= 2
        self.searched /= 2
        self.counts = [count / 2 for count in self.counts]


def recalibrated(scores: Scores, default: Limits) -> Limits:
    """The limits for a group, by split conformal prediction (Vovk et al. 2005) over its lines.

    An answer's limit is the lowest edge that so few lines reach that the next line of the group, if it is none of ours,
    is answered with a probability of at most ``SHARE``. The share is one of all lines, as it is in core.faq.fitting:
    what is not searched for is never answered and counts as a line below every limit. Never further than
    ``LOWER_AT_MOST`` below the default; the default itself until ``ENOUGH`` lines were searched.
    """
    if scores.searched < ENOUGH:
        return default
    # Whatever the group says, a phrasing word for word (probability 1) stays an answer.
    highest = max(HIGHEST, default.answer)
    answer = min(highest, max(_edge(scores), default.answer - LOWER_AT_MOST, 0.0))
    answer = round(answer, 3)
    return Limits(answer, min(default.suggest, answer))


def _edge(scores: Scores) -> float:
    """The lowest edge of a bin that no more lines reach than may."""
    may = math.floor(SHARE * (scores.seen + 1)) - 1
    reached = 0.0
    for place in range(BINS - 1, -1, -1):
        reached += scores.counts[place]
        if reached > may:
            return (place + 1) / BINS
    return 0.0


def _bin(score: float) -> int:
    """The last bin that begins at or below a score; 0.29 * 100 is a little less than 29."""
    return max(0, min(BINS - 1, math.floor(score * BINS + 1e-9)))
