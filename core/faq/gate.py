"""Decides from cues and candidates whether a message gets an answer, a choice of answers or silence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.faq.match import Candidate
from core.faq.pack import Cues
from core.faq.tokens import Fillers
from core.language import folded

Where = Literal["group", "mention", "private"]
Kind = Literal["answer", "suggest", "silent"]

_LONGEST = 400  # Longer group messages are stories and announcements; in private everything is read.
_MOST_SUGGESTIONS = 3
_MISSED_SHARE = 0.5  # A question that scores this share of a suggestion's threshold is one about our matters.
_SUGGESTION_WIDTH = 0.6  # A further suggestion has at least this share of the best score.


@dataclass(frozen=True, slots=True)
class Decision:
    """``topics``: the one to answer with, or up to three to offer, the best first."""

    kind: Kind
    topics: tuple[str, ...] = ()


SILENT = Decision("silent")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from which a topic is the answer or a suggestion; ``margin``: the lead over the second topic."""

    answer: float
    suggest: float
    margin: float


# How they were chosen: on half of tests/faq/dev_set.jsonl (the lines whose checksum is even). Among its messages
# with one cue (a question mark, say) nothing that must not be answered scored above 0.41 with a lead of 0.08, with
# more cues nothing above 0.37 with a lead of 0.06. Answers in a group need 0.04 and more beyond that, as real groups
# are wider than any set. The other half had no part in it; the tests state both.
_GROUP = (Thresholds(0.45, 0.38, 0.08), Thresholds(0.42, 0.35, 0.06))
_MENTION = Thresholds(0.40, 0.22, 0.05)
_PRIVATE = Thresholds(0.36, 0.18, 0.05)


class Gate:
    """Holds the cues of all languages, folded once; ``suspects`` is cheap enough for every group message."""

    def __init__(self, cues: Mapping[str, Cues]) -> None:
        whole = [found for found in cues.values() if not found.inside]
        parts = [found for found in cues.values() if found.inside]
        self._ask = _fold_all(word for found in whole for word in found.ask)
        self._start = _fold_all(word for found in whole for word in found.start)
        self._problem = _fold_all(word for found in whole for word in found.problem)
        self._ask_inside = _any_of(word for found in parts for word in (*found.ask, *found.start))
        self._problem_inside = _any_of(word for found in parts for word in found.problem)
        self._telling = _fold_all(word for found in whole for word in found.telling)
        self._telling_inside = _any_of(word for found in parts for word in found.telling)
        self._filler = _fold_all(word for found in whole for word in found.filler)
        self.fillers = Fillers(
            _fold_all(word for found in cues.values() for word in found.filler),
            _fold_all(word for found in cues.values() for word in (*found.ask, *found.start)),
        )

    def suspects(self, text: str) -> bool:
        """Whether anything suggests a question or a problem, so that ranking is worth its time."""
        return 2 < len(text) <= _LONGEST and text[0] not in "/!" and self._cues(text) > 0

    def decide(self, text: str, candidates: Sequence[Candidate], where: Where) -> Decision:
        """In a group only what ``suspects`` and scores high; whoever asks us directly is answered sooner."""
        if not candidates:
            return SILENT
        if where != "group":
            return _decide(candidates, _MENTION if where == "mention" else _PRIVATE)
        if not self.suspects(text):
            return SILENT
        return _decide(candidates, _GROUP[min(self._cues(text), 2) - 1])

    def misses(self, text: str, candidates: Sequence[Candidate], where: Where) -> bool:
        """Whether what gets no answer is a question worth keeping: clearly asked, and about something near to us."""
        if where != "group":
            return len(text) > 2
        near = bool(candidates) and candidates[0].score >= _GROUP[1].suggest * _MISSED_SHARE
        return near and self._cues(text) >= 2

    def troubled(self, text: str) -> bool:
        """Whether the text holds a word of trouble that is its writer's own."""
        return self._seen(text)[2]

    def _cues(self, text: str) -> int:
        """How many kinds of cue there are."""
        return sum(self._seen(text))

    def _seen(self, text: str) -> tuple[bool, bool, bool]:
        """A question mark, a question word, a word of trouble."""
        plain = folded(text)
        words = plain.translate(_PUNCTUATION).split()
        known = set(words)
        asks = not self._ask.isdisjoint(known) or self._begins_as_question(words)
        trouble = not self._problem.isdisjoint(known)
        if not plain.isascii():
            plain += " "
            asks = asks or self._ask_inside.search(plain) is not None
            trouble = trouble or self._problem_inside.search(plain) is not None
        marked = "?" in plain
        if trouble and not asks and not marked and self._tells(plain, words):
            return False, False, False
        return marked, asks, trouble

    def _begins_as_question(self, words: Sequence[str]) -> bool:
        """Whether one of the first three words is a start, with nothing but greetings and the like before it."""
        for word in words[:3]:
            if word in self._start:
                return True
            if word not in self._filler:
                return False
        return False

    def _tells(self, plain: str, words: Sequence[str]) -> bool:
        """Whether somebody advises or thanks others, which is often about trouble, but none to be helped with."""
        if not self._telling.isdisjoint(words[:1]):
            return True
        return not plain.isascii() and self._telling_inside.search(plain) is not None


_PUNCTUATION = {ord(mark): " " for mark in '?!.,;:()[]{}<>"*_~`|/\\…-'} | {ord(mark): None for mark in "'’`´"}


def _decide(candidates: Sequence[Candidate], limits: Thresholds) -> Decision:
    best = candidates[0]
    lead = best.score - (candidates[1].score if len(candidates) > 1 else 0.0)
    if best.score >= limits.answer and (lead >= limits.margin or best.score >= 1.0):
        return Decision("answer", (best.topic,))
    if best.score < limits.suggest:
        return SILENT
    least = max(limits.suggest * _SUGGESTION_WIDTH, best.score * _SUGGESTION_WIDTH)
    near = [candidate.topic for candidate in candidates[:_MOST_SUGGESTIONS] if candidate.score >= least]
    return Decision("suggest", tuple(near))


def _fold_all(words: Iterable[str]) -> frozenset[str]:
    return frozenset(folded(word).translate(_PUNCTUATION).strip() for word in words)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words; grouped by their first letter, as that is much faster than one long list."""
    rests: dict[str, list[str]] = {}
    for word in sorted({folded(word) for word in words if word}, key=len):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    parts = [f"{re.escape(first)}(?:{'|'.join(found)})" for first, found in rests.items()]
    return re.compile("|".join(parts) if parts else r"(?!)")
