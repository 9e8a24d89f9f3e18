"""Reads a message by sentences.

Which phrases stand where, and what frames them (a question, a warning, a quote).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.scam.words import ENDS, PAUSES, QUOTES, Hit


class Protected(StrEnum):
    """Why a message that holds a scam's words is none."""

    ASKS = "asks"
    WARNS = "warns"
    QUOTES = "quotes"
    REPORTS = "reports"


# How far a "never" reaches, in words, and how near "my" stands before what is mine.
_NEGATION_REACH = 7
_LIST_GAP = 2
_OWN_REACH = 2
Chain = tuple[Hit, ...]

_MESSAGE_FRAMES = {"doubt": Protected.ASKS, "report-frame": Protected.REPORTS}


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    hits: tuple[Hit, ...]
    concepts: frozenset[str]
    negated: frozenset[Hit]
    owned: frozenset[Hit]


@dataclass(frozen=True, slots=True)
class Context:
    """A message split up once; every question to it takes time in proportion to its phrases."""

    words: list[str]
    sentences: tuple[_Sentence, ...]
    concepts: frozenset[str]
    quoted: frozenset[int]

    @staticmethod
    def of(words: list[str], hits: list[Hit]) -> "Context":
        concepts = frozenset(hit.concept for hit in hits)
        return Context(words, tuple(_sentences(words, hits)), concepts, _quoted(words))

    def chains(self, needs: Sequence[str], within: int) -> Iterator[tuple[Chain, Protected | None]]:
        """Hits of the needed concepts in their order in one sentence, each ``within`` words of the last.

        Beside each stands why these words are no scam there, or None.
        """
        if not self.concepts.issuperset(needs):
            return
        for sentence in self.sentences:
            if sentence.concepts.issuperset(needs):
                for chain in _chains(sentence.hits, needs, within):
                    yield chain, self._shield(sentence, chain)

    def along(self, along: Sequence[str], unless: Sequence[str]) -> bool:
        """Whether one of ``along`` (if any is named) and none of ``unless`` stand in the message."""
        return (not along or not self.concepts.isdisjoint(along)) and self.concepts.isdisjoint(unless)

    def frame(self) -> Protected | None:
        """What frames the whole message: doubt about something, or a report of what others did."""
        for concept, protected in _MESSAGE_FRAMES.items():
            if concept in self.concepts:
                return protected
        return Protected.WARNS if "warning" in self.concepts else None

    def _shield(self, sentence: _Sentence, chain: Chain) -> Protected | None:
        concepts = sentence.concepts
        if "except" in concepts:
            # "Never share it except with our desk" is the request, not the warning.
            return None
        if not sentence.negated.isdisjoint(chain) or "warning" in concepts:
            return Protected.WARNS
        if "ask-frame" in concepts or "doubt" in self.concepts:
            return Protected.ASKS
        if not sentence.owned.isdisjoint(chain) or "report-frame" in self.concepts:
            return Protected.REPORTS
        in_quotes = chain[0].start in self.quoted and chain[-1].start in self.quoted
        return Protected.QUOTES if in_quotes and "warning" in self.concepts else None

    def words_of(self, chain: Chain) -> str:
        """The words that showed the signal, shortened; marks of links and handles left out."""
        shown = [" ".join(self.words[hit.start : hit.end]) for hit in chain]
        return " … ".join(part for part in shown if part.isprintable())[:80]


def _sentences(words: list[str], hits: list[Hit]) -> Iterator[_Sentence]:
    place = start = 0
    for at in range(len(words) + 1):
        if at < len(words) and words[at][0] not in ENDS:
            continue
        first = place
        while place < len(hits) and hits[place].start < at:
            place += 1
        inside = tuple(hits[first:place])
        if inside:
            yield _Sentence(
                start,
                at,
                inside,
                frozenset(hit.concept for hit in inside),
                _negated(words, inside),
                _owned(inside),
            )
        start = at + 1


def _negated(words: list[str], hits: tuple[Hit, ...]) -> frozenset[Hit]:
    """Hits that a "never" before them in the same clause forbids, and those listed after such a hit."""
    found: set[Hit] = set()
    negation: Hit | None = None
    last: Hit | None = None
    for hit in hits:
        if hit.concept == "negation":
            negation = hit
            continue
        forbidden = (
            negation is not None
            and 0 <= hit.start - negation.end <= _NEGATION_REACH
            and not any(word in PAUSES for word in words[negation.end : hit.start])
        )
        listed = last is not None and 0 <= hit.start - last.end <= _LIST_GAP
        if forbidden or listed:
            found.add(hit)
            last = hit
    return frozenset(found | _undone(hits))


def _undone(hits: tuple[Hit, ...]) -> set[Hit]:
    """Hits that a negation behind them takes back, as in Tamil."""
    found: set[Hit] = set()
    negation: Hit | None = None
    for hit in reversed(hits):
        if hit.concept == "negation-after":
            negation = hit
        elif negation is not None and 0 <= negation.start - hit.end <= _LIST_GAP:
            found.add(hit)
    return found


def _owned(hits: tuple[Hit, ...]) -> frozenset[Hit]:
    """What the writer calls his own: my seed phrase."""
    found: set[Hit] = set()
    own: Hit | None = None
    for hit in hits:
        if hit.concept == "own":
            own = hit
        elif own is not None and 0 <= hit.start - own.end <= _OWN_REACH:
            found.add(hit)
    return frozenset(found)


def _chains(hits: tuple[Hit, ...], needs: Sequence[str], within: int) -> Iterator[Chain]:
    # For each length the latest beginning is the best one, so one pass is enough.
    begun: list[tuple[Hit, ...] | None] = [None] * len(needs)
    for hit in hits:
        for place in range(len(needs) - 1, -1, -1):
            if hit.concept != needs[place]:
                continue
            before = begun[place - 1] if place else ()
            if before is None or (before and not 0 <= hit.start - before[-1].end <= within):
                continue
            begun[place] = (*before, hit)
            if place == len(needs) - 1:
                yield (*before, hit)


def _quoted(words: list[str]) -> frozenset[int]:
    """The places between quotation marks; a mark without a partner opens nothing."""
    marks = [place for place, word in enumerate(words) if word in QUOTES]
    inside: set[int] = set()
    for opened, closed in zip(marks[::2], marks[1::2], strict=False):
        inside.update(range(opened + 1, closed))
    return frozenset(inside)
