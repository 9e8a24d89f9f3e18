"""Cheap signs that somebody asks something or tells of a problem, before anything is searched for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from core.faq.pack import Cues
from core.language import folded

_LONGEST = 400  # Longer group messages are stories and announcements; in private everything is read.


class Signs(NamedTuple):
    """A question mark, a question word, a word of trouble; whether it sounds like advice or thanks."""

    marked: bool
    asks: bool
    trouble: bool
    tells: bool

    @property
    def is_troubled(self) -> bool:
        """Whether the trouble is the writer's own."""
        return self.trouble and not self.tells

    @property
    def is_asked(self) -> bool:
        """Whether anything suggests a question or a problem."""
        return self.marked or self.asks or self.is_troubled


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

    def suspects(self, text: str) -> bool:
        """Whether anything suggests a question or a problem, so that ranking is worth its time."""
        return self.is_readable(text) and self.cues(text).is_asked

    @staticmethod
    def is_readable(text: str) -> bool:
        """Whether it is neither a command nor too short nor too long to be a question."""
        return 2 < len(text) <= _LONGEST and text[0] not in "/!"

    def troubled(self, text: str) -> bool:
        """Whether the text holds a word of trouble that is its writer's own."""
        return self.cues(text).is_troubled

    def cues(self, text: str) -> Signs:
        """What is seen in a text of that."""
        plain = folded(text)
        words = _words(plain)
        known = set(words)
        asks = not self._ask.isdisjoint(known) or self._begins_as_question(words)
        trouble = not self._problem.isdisjoint(known)
        if not plain.isascii():
            plain += " "
            asks = asks or self._ask_inside.search(plain) is not None
            trouble = trouble or self._problem_inside.search(plain) is not None
        marked = "?" in plain
        return Signs(marked, asks, trouble, self._tells(plain, words))

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
_MARKS = bytes(32 if _PUNCTUATION.get(code) == " " else code for code in range(256))


def _words(plain: str) -> list[str]:
    if plain.isascii():
        return plain.encode().translate(_MARKS, b"'`").decode().split()
    return plain.translate(_PUNCTUATION).split()


def _fold_all(words: Iterable[str]) -> frozenset[str]:
    return frozenset(folded(word).translate(_PUNCTUATION).strip() for word in words)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words; grouped by their first letter, as that is much faster than one long list."""
    rests: dict[str, list[str]] = {}
    for word in sorted({folded(word) for word in words if word}, key=len):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    parts = [f"{re.escape(first)}(?:{'|'.join(found)})" for first, found in rests.items()]
    return re.compile("|".join(parts) if parts else r"(?!)")
