"""What the lines of groups scored, in memory, and the limits that follow from it; written now and then, as counts."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.events import MessageReceived
from core.faq.calibration import Calibration, Limits
from core.faq.lookup import Found
from core.faq.recalibration import Scores, recalibrated
from core.faq.scores.store import Kept
from core.ids import Address, MessageRef
from core.language import language_of
from core.talk import Marked

MOST_PLACES = 2_000
SAVED_EVERY = timedelta(minutes=1)
# Of lines that are not searched for, one in so many is looked at for its language and counts for all of them: judging
# a language takes as long as all that is done with such a line besides.
SAMPLED = 64
_MOST_ANSWERED = 10_000

_Message = tuple[str, str, str]
IsStaff = Callable[[MessageReceived], bool]


class _Tally:
    """The scores of one language; ``version`` grows with each of them, ``saved`` is the one that was written."""

    __slots__ = ("saved", "scores", "version", "when")

    def __init__(self, scores: Scores, when: datetime | None = None) -> None:
        self.scores = scores
        self.when = when
        self.version = self.saved = 0


@dataclass(slots=True)
class _Answered:
    """A line that got an answer or a choice. ``strange``: it is counted as none of ours."""

    lines: "Lines"
    language: str
    score: float
    strange: bool


class Lines:
    """The lines of one group. Staff's, bots' and edited ones do not count: the FAQ is not for them."""

    __slots__ = ("_answered", "_calibration", "_idle", "_is_staff", "_tallies", "limits")

    def __init__(
        self, calibration: Calibration, answered: "OrderedDict[_Message, _Answered]", is_staff: IsStaff
    ) -> None:
        self._calibration = calibration
        self._answered = answered
        self._is_staff = is_staff
        self._idle = 0
        self._tallies: dict[str, _Tally] = {}
        # By language, where they are the group's own; for core.faq.lookup.Lookup.find.
        self.limits: dict[str, Limits] = {}

    def passes_by(self, event: MessageReceived) -> None:
        """A line that was not searched for. Nothing is written because of it."""
        author = event.author
        if author.is_bot or author.is_privileged or event.edited:
            return
        self._idle += 1
        if self._idle >= SAMPLED:
            self._idle = 0
            self._tally(self._calibration.key_for("group", language_of(event.text))).scores.seen += SAMPLED

    def searched(self, event: MessageReceived, found: Found) -> None:
        """A line that was searched for, whatever came of it."""
        key = _key(event.message)
        if event.author.is_bot or event.edited or key in self._answered or self._is_staff(event):
            return
        language = self._calibration.key_for("group", found.language)
        strange = found.score < self._calibration.limits["group"][language].answer
        tally = self._tally(language)
        tally.scores.search(found.score, strange=strange)
        tally.when = event.when
        self._changed(language, tally)
        if found.kind != "silent":
            self._answered[key] = _Answered(self, language, found.score, strange)
            if len(self._answered) > _MOST_ANSWERED:
                self._answered.popitem(last=False)

    def marked(self, answered: _Answered, *, helped: bool) -> None:
        """Whoever asked said what a line was; the last word counts, and counts once."""
        if answered.strange is not helped:
            return
        answered.strange = not helped
        tally = self._tally(answered.language)
        (tally.scores.take if helped else tally.scores.put)(answered.score)
        self._changed(answered.language, tally)

    def load(self, row: Kept) -> None:
        """Counts from before a restart."""
        tally = _Tally(Scores(row.seen, row.searched, row.counts), row.when)
        self._tallies[row.language] = tally
        self._limit(row.language, tally)

    def tallies(self) -> Mapping[str, _Tally]:
        return self._tallies

    def forget_before(self, when: datetime) -> bool:
        """Forget languages in which nothing was searched for since; True when none is left."""
        for language in [key for key, tally in self._tallies.items() if tally.when is not None and tally.when < when]:
            del self._tallies[language]
            self.limits.pop(language, None)
        return not self._tallies

    def _tally(self, language: str) -> _Tally:
        tally = self._tallies.get(language)
        if tally is None:
            tally = self._tallies[language] = _Tally(Scores())
        return tally

    def _changed(self, language: str, tally: _Tally) -> None:
        tally.version += 1
        self._limit(language, tally)

    def _limit(self, language: str, tally: _Tally) -> None:
        default = self._calibration.limits["group"][language]
        own = recalibrated(tally.scores, default)
        if own == default:
            self.limits.pop(language, None)
        else:
            self.limits[language] = own


class Overheard:
    """Used by the event loop alone. At most ``MOST_PLACES`` groups; the one not heard for the longest goes first."""

    def __init__(self, calibration: Calibration, is_staff: IsStaff) -> None:
        self._calibration = calibration
        self._checksum = calibration.checksum()
        self._is_staff = is_staff
        self._places: OrderedDict[Address, Lines] = OrderedDict()
        self._answered: OrderedDict[_Message, _Answered] = OrderedDict()
        self._looked_at: datetime | None = None
        self._taken: list[tuple[_Tally, int]] = []

    def lines(self, at: Address) -> Lines:
        """The lines of a group, which is heard just now."""
        lines = self._places.get(at)
        if lines is None:
            lines = self._places[at] = Lines(self._calibration, self._answered, self._is_staff)
            if len(self._places) > MOST_PLACES:
                self._places.popitem(last=False)
        else:
            self._places.move_to_end(at)
        return lines

    def follow(self, marks: Iterable[Marked]) -> None:
        """What people said of answers; called once that is committed. What is not remembered changes nothing."""
        for mark in marks:
            answered = self._answered.get(_key(mark.question))
            if answered is not None:
                answered.lines.marked(answered, helped=mark.helped)

    def load(self, rows: Sequence[Kept]) -> None:
        """Counts from before a restart, the groups heard last at the end; those of another calibration say nothing."""
        for row in rows:
            if row.calibration == self._checksum and row.language in self._calibration.limits["group"]:
                self.lines(row.at).load(row)

    def unsaved(self, now: datetime) -> list[Kept]:
        """What is to be written, at most once in ``SAVED_EVERY``; tell ``saved`` when it is."""
        if self._looked_at is not None and now - self._looked_at < SAVED_EVERY:
            return []
        self._looked_at = now
        self._taken = []
        rows: list[Kept] = []
        for at, lines in self._places.items():
            for language, tally in lines.tallies().items():
                if tally.version != tally.saved and tally.when is not None:
                    self._taken.append((tally, tally.version))
                    rows.append(self._kept(at, language, tally.when, tally.scores))
        return rows

    def saved(self) -> None:
        """What ``unsaved`` gave last is written; what was counted meanwhile is not."""
        for tally, version in self._taken:
            tally.saved = version
        self._taken = []

    def forget_before(self, when: datetime) -> None:
        """Forget groups in which nothing was searched for since."""
        for at in [at for at, lines in self._places.items() if lines.forget_before(when)]:
            del self._places[at]

    def _kept(self, at: Address, language: str, when: datetime, scores: Scores) -> Kept:
        counts = tuple(scores.counts)
        return Kept(at, language, when, self._checksum, scores.seen, scores.searched, counts)


def _key(message: MessageRef) -> _Message:
    return (message.at.channel, message.at.place, message.id)
