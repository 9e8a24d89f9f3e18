"""Splits canonical text into words and finds phrases among them, in one pass over a tree of words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from core.scam.canonical import unleet
from core.scam.outline import outline, outline_table

# What stands for a link, a handle or an e-mail address once it is cut out: control characters never occur
# in chat.
LINK, OWN_LINK, NEW_HANDLE, OWN_HANDLE, MAIL = "\x01", "\x02", "\x03", "\x04", "\x05"
MARKS = frozenset((LINK, OWN_LINK, NEW_HANDLE, OWN_HANDLE, MAIL))

# One Han character is a word; Tamil vowel signs are no letters to Python, so its block is taken whole.
_WORD = (
    r"[\u4e00-\u9fff]|[\u0b80-\u0bff]+|[a-z0-9]+(?:'[a-z]+)?"
    r"|[^\W_a-z0-9\u4e00-\u9fff\u0b80-\u0bff]+|[\x01-\x05]"
)
_TOKEN = re.compile(rf"{_WORD}|[.!?。！？…\n]+|[,;:，、；：—–]|[\"“”«»「」『』]")
_TOKEN_OR_STEM = re.compile(rf"(?:{_WORD})\*?")
ENDS = frozenset(".!?。！？…\n")
PAUSES = frozenset(",;:，、；：—–")
QUOTES = frozenset('"“”«»「」『』')

# The same words by script, for a quick look. Each begins with a single class, which makes the search quick.
_ASCII_WORDS = outline_table(lambda letter: letter if letter.isalnum() or letter == "'" else " ")
_HAN = re.compile("[\u4e00-\u9fff][\u4e00-\u9fff]*")
_TAMIL = re.compile("[\u0b80-\u0bff][\u0b80-\u0bff]*")
_OTHER = r"[^\x00-\x7f\u0b80-\u0bff\u4e00-\u9fff\W]"
_OTHERS = re.compile(f"{_OTHER}{_OTHER}*")
_LEET_OUTLINE = outline_table(
    lambda letter: "1" if letter in "0134578@$!|" else "a" if letter.isalpha() else " ", beyond="1"
)
_LEET_INSIDE = re.compile(r"[a-z0134578@$€£!|]*[a-z][0134578@$€£!|][a-z0134578@$€£!|]*")
# Begins with the rare characters, so that the search skips the others quickly.
_LEET_GATE = re.compile(r"[0134578@$€£!|](?<=[a-z].)[0134578@$€£!|]*[a-z]")
# Stems are looked up by their first letters; none in the data may be shorter.
_STEM = 3


class Hit(NamedTuple):
    """A phrase of a concept, from word ``start`` up to ``end``."""

    concept: str
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    words: dict[str, "_Node"] = field(default_factory=dict)
    stems: dict[str, "list[tuple[str, _Node]]"] = field(default_factory=dict)  # by their first letters, longest first
    concepts: tuple[str, ...] = ()

    def stem(self, stem: str) -> "_Node":
        """The node of a stem, made if it is new."""
        known = self.stems.setdefault(stem[:_STEM], [])
        for other, node in known:
            if other == stem:
                return node
        node = _Node()
        known.append((stem, node))
        known.sort(key=lambda one: -len(one[0]))
        return node

    def steps(self, word: str) -> "list[_Node]":
        """Where the word leads: as itself, and by its longest stem."""
        exact = self.words.get(word)
        found = [] if exact is None else [exact]
        for stem, node in self.stems.get(word[:_STEM], ()):
            if word.startswith(stem):
                found.append(node)
                break
        return found


def split(text: str, *, stems: bool = False) -> list[str]:
    """The words, sentence ends, pauses and quotation marks of canonical text.

    With ``stems``, words keep a final *.
    """
    return (_TOKEN_OR_STEM if stems else _TOKEN).findall(text)


def _head(word: str) -> str:
    """What stands before an apostrophe."""
    return word.partition("'")[0]


def _without_apostrophes(words: Sequence[str]) -> list[str]:
    """What stands before, between and after them."""
    return "'".join(words).split("'")


class Phrases:
    """Phrases of every concept.

    ``anchor`` phrases are those that a text must hold one of to be worth reading.
    """

    def __init__(self, everyday: Iterable[str] = ()) -> None:
        self._root = _Node()
        self._words: set[str] = set()
        # By the word that gives a phrase away: the other words of each such phrase.
        self._anchors: dict[str, list[frozenset[str]]] = {}
        self._anchor_words: set[str] = set()
        self._anchor_marks: set[str] = set()
        self._anchor_stems: dict[str, set[str]] = {}  # by their first letters
        self._anchor_pairs: set[tuple[str, str]] = set()
        self._ascii_stems = False
        # Words that nearly every message holds: a phrase is known by its other words.
        self._everyday = frozenset(everyday)

    def add(self, concept: str, words: Sequence[str], *, anchor: bool = False) -> None:
        """A word ending in * stands for every word that begins so. Raises ValueError for an empty phrase."""
        if not words or any(word.endswith("*") and len(word) <= _STEM for word in words):
            raise ValueError(f"an empty phrase, or a stem shorter than {_STEM} letters")
        node = self._root
        for word in words:
            if word.endswith("*"):
                node = node.stem(word[:-1])
            else:
                node = node.words.setdefault(word, _Node())
                self._words.add(word)
        node.concepts = tuple(dict.fromkeys((*node.concepts, concept)))
        if anchor:
            self._anchor(words)

    def _anchor(self, words: Sequence[str]) -> None:
        """Remember the word that gives the phrase away: its longest.

        For Han, where words are characters, a pair.
        """
        for one, other in pairwise(words):
            if _HAN.match(one) and _HAN.match(other):
                self._anchor_pairs.add((one, other))
                return
        longest = max(words, key=lambda word: (word not in self._everyday, len(word)))
        if longest in MARKS:
            self._anchor_marks.add(longest)
        elif longest.endswith("*"):
            self._anchor_stems.setdefault(longest[:_STEM], set()).add(longest[:-1])
            self._ascii_stems = self._ascii_stems or longest.isascii()
        else:
            others = frozenset(_head(word) for word in words if word is not longest and not word.endswith("*"))
            for word in {longest, _head(longest)}:
                self._anchor_words.add(word)
                self._anchors.setdefault(word, []).append(others)

    def worth_reading(self, text: str) -> bool:
        """Whether canonical text may hold an anchor phrase: its word, and somewhere the others; most chatter ends here.

        True for more than that; false for a text in which ``hits`` finds an anchor phrase only if that is ASCII and
        has apostrophes around the words.
        """
        words, han = outline(text, _ASCII_WORDS).split(), ""
        if not text.isascii():
            words = [*_without_apostrophes(words), *_TAMIL.findall(text), *_OTHERS.findall(text)]
            han = "".join(_HAN.findall(text))
            if not self._anchor_pairs.isdisjoint(pairwise(han)) or self._holds_stem(words):
                return True
        elif self._ascii_stems and self._holds_stem(words):
            return True
        for mark in self._anchor_marks:
            if mark in text:
                return True
        if self._anchor_words.isdisjoint(words) and self._anchor_words.isdisjoint(han):
            return False
        there = {*words, *_without_apostrophes(words), *han, *MARKS.intersection(text)}
        return any(rest <= there for word in self._anchor_words & there for rest in self._anchors[word])

    def _holds_stem(self, words: Sequence[str]) -> bool:
        stems = self._anchor_stems
        return any(word.startswith(stem) for word in words if (first := word[:_STEM]) in stems for stem in stems[first])

    def unleeted(self, text: str) -> tuple[str, int]:
        """Words with digits for letters (s33d) put right where that makes a known word, and how many."""
        letters = outline(text, _LEET_OUTLINE)
        if "a1" not in letters or "1a" not in letters or not _LEET_GATE.search(text):
            return text, 0
        count = 0

        def plain(match: re.Match[str]) -> str:
            nonlocal count
            word = unleet(match[0])
            if word == match[0] or word not in self._words:
                return match[0]
            count += 1
            return word

        return _LEET_INSIDE.sub(plain, text), count

    def hits(self, words: Sequence[str]) -> list[Hit]:
        """The longest phrases that do not overlap, from the left.

        Steps are at most words times longest phrase.
        """
        found: list[Hit] = []
        read_until = 0
        first_words, first_stems = self._root.words, self._root.stems
        for start, first in enumerate(words):
            if start < read_until or (first not in first_words and first[:_STEM] not in first_stems):
                continue
            nodes = self._root.steps(first)
            best: tuple[str, ...] = ()
            end = place = start + 1
            while nodes:
                concepts = tuple(concept for node in nodes for concept in node.concepts)
                if concepts:
                    best, end = concepts, place
                if place == len(words):
                    break
                nodes = [further for node in nodes if node.words or node.stems for further in node.steps(words[place])]
                place += 1
            if not best:
                continue
            read_until = end
            # "don't worry" forbids nothing: its words count for no other concept.
            if "harmless" not in best:
                found.extend(Hit(concept, start, end) for concept in dict.fromkeys(best))
        return found
