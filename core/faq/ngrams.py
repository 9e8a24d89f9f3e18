"""Tells topics apart by the parts of words that people use when they ask about them: complement naive Bayes."""

import math
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from core.language import folded

Floats = npt.NDArray[np.float32]
_Whole = npt.NDArray[np.int32]

_BUCKETS = 1 << 18
_LONGEST = 400  # Characters of a message that are looked at.
_LONGEST_WORD = 24  # Longer ones are addresses, hashes and links.
_SIZES = (3, 4, 5)
_WORD, _PART, _PAIR = 1.0, 0.5, 0.7
_SMOOTHING = 0.05
_COMMON = 512  # Parts that more classes than this have tell none of them from the others.
_NOTHING = 1e-6  # Sums of shares that were taken away again need not be zero to the last digit.

# Vowel signs of Indic scripts are no letters to Python's \w, but belong to their word.
_RUN = re.compile(
    r"(?P<han>[\u3400-\u9fff]+)|(?P<word>(?:[^\W_\u3400-\u9fff]+|[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff]+)+)"
)
_LINK = re.compile(r"https?://\S+|www\.\S+|@\w+|<[@#:][^>\s]*>")
_APOSTROPHES = "'’`´"


def features(text: str) -> dict[int, float]:
    """Hashed words, pairs of words, parts of words and (pairs of) Chinese characters, each with its weight."""
    found: dict[str, float] = {}
    before = ""
    for piece, is_han in runs(text[:_LONGEST]):
        if is_han:
            _characters(piece, found)
            before = ""
        elif len(piece) <= _LONGEST_WORD and not (len(piece) > 2 and piece.isdigit()):
            found[f"w{piece}"] = _WORD
            padded = f" {piece} "
            for size in _SIZES:
                for at in range(len(padded) - size + 1):
                    found[padded[at : at + size]] = _PART
            if before:
                found[f"{before} {piece}"] = _PAIR
            before = piece
    return {crc32(part.encode()) % _BUCKETS: weight for part, weight in found.items()}


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """Words in one spelling, and runs of Chinese characters (True); without links, mentions and apostrophes."""
    clean = _LINK.sub(" ", folded(text))
    for mark in _APOSTROPHES:
        if mark in clean:
            clean = clean.replace(mark, "")
    for run in _RUN.finditer(clean):
        yield run[0], run.lastgroup == "han"


def _characters(run: str, found: dict[str, float]) -> None:
    for character in run:
        found[character] = _WORD
    for size in (2, 3, 4):
        for at in range(len(run) - size + 1):
            found[run[at : at + size]] = _WORD if size == 2 else _PART


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of many phrasings, one after the other; ``sizes``: how many each phrasing has."""

    buckets: _Whole
    weights: Floats
    sizes: _Whole


class NGrams:
    """Weights of word parts for each class (Rennie et al. 2003, complement naive Bayes with TF-IDF and unit length).

    How rare a part is stays as it was when the whole was built; a class that changes brings everything else along.
    """

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        read = {name: _read(texts) for name, texts in classes.items()}
        self._names = list(read)
        known = np.bincount(_joined([parts.buckets for parts in read.values()]), minlength=_BUCKETS)
        count = sum(len(parts.sizes) for parts in read.values())
        self._rarity = np.log((count + 1) / (known + 0.5)).astype(np.float32)
        masses = [self._mass(parts) for parts in read.values()]
        # One cell for each part that a class has, in the order of buckets; its class and how much the class has of it.
        buckets = _joined([buckets for buckets, _ in masses])
        order = np.argsort(buckets, kind="stable")
        owners = np.repeat(np.arange(len(masses)), [len(found) for found, _ in masses])
        self._bucket = buckets[order]
        self._owner = owners[order].astype(np.int32)
        self._share = np.concatenate([mass for _, mass in masses] or [np.zeros(0, np.float32)])[order]
        self._weight = np.zeros(len(self._bucket), np.float32)
        self._total = np.bincount(self._bucket, weights=self._share, minlength=_BUCKETS)
        self._settle(None)

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(self._names)

    def put(self, name: str, texts: Sequence[str]) -> None:
        """Put a class in, in place of the one of the same name."""
        touched = [self._take_out(name)]
        if name not in self._names:
            self._names.append(name)
        buckets, mass = self._mass(_read(texts))
        at = np.searchsorted(self._bucket, buckets)
        self._bucket = np.insert(self._bucket, at, buckets)
        self._owner = np.insert(self._owner, at, self._names.index(name))
        self._share = np.insert(self._share, at, mass)
        self._weight = np.insert(self._weight, at, 0.0)
        self._total[buckets] += mass.astype(np.float64)
        self._settle(np.concatenate([*touched, buckets]))

    def remove(self, name: str) -> None:
        """Take a class out; what is not there needs no removing."""
        if name not in self._names:
            return
        touched = self._take_out(name)
        number = self._names.index(name)
        self._names.remove(name)
        self._owner[self._owner > number] -= 1
        self._settle(touched)

    def log_odds(self, text: str) -> Floats:
        """How much the text's parts speak for each class and against all others, in the order of ``classes``."""
        parts = features(text)
        buckets = np.fromiter(parts.keys(), dtype=np.int64, count=len(parts))
        weights = np.fromiter(parts.values(), dtype=np.float32, count=len(parts)) * self._rarity[buckets]
        length = float(np.sqrt(np.dot(weights, weights)))
        if not length:
            return np.zeros(len(self._names), np.float32)
        weights /= length
        starts = self._starts[buckets]
        counts = self._starts[buckets + 1] - starts
        if counts.max() > _COMMON:
            telling = counts <= _COMMON
            starts, counts, weights = starts[telling], counts[telling], weights[telling]
            if not len(counts):
                return np.zeros(len(self._names), np.float32)
        ends = np.cumsum(counts)
        at = np.repeat(starts - (ends - counts), counts) + np.arange(ends[-1])
        given = np.bincount(
            self._owner[at], weights=self._weight[at] * np.repeat(weights, counts), minlength=len(self._names)
        )
        odds: Floats = (given + float(weights.sum()) * self._bias).astype(np.float32)
        return odds

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """Cosine of the weighted parts of a text and of each of the others."""
        own = self._weighted(text)
        return [
            sum((own.get(part, 0.0) * weight for part, weight in self._weighted(other).items()), 0.0)
            for other in others
        ]

    def _weighted(self, text: str) -> dict[int, float]:
        weighted = {part: weight * float(self._rarity[part]) for part, weight in features(text).items()}
        length = math.sqrt(math.fsum(weight * weight for weight in weighted.values())) or 1.0
        return {part: weight / length for part, weight in weighted.items()}

    def _mass(self, parts: _Parts) -> tuple[_Whole, Floats]:
        """The parts of a class in the order of their buckets, and how much of each its phrasings have together."""
        weights = parts.weights * self._rarity[parts.buckets]
        owner = np.repeat(np.arange(len(parts.sizes)), parts.sizes)
        lengths = np.sqrt(np.bincount(owner, weights=weights * weights, minlength=len(parts.sizes)))
        found, where = np.unique(parts.buckets, return_inverse=True)
        mass = np.bincount(where, weights=weights / np.maximum(lengths, 1e-9)[owner], minlength=len(found))
        return found, mass.astype(np.float32)

    def _take_out(self, name: str) -> _Whole:
        """Remove a class's cells; returns the buckets they were in."""
        if name not in self._names:
            return np.zeros(0, np.int32)
        own = self._owner == self._names.index(name)
        buckets: _Whole = self._bucket[own]
        self._total[buckets] -= self._share[own]
        self._bucket, self._owner = self._bucket[~own], self._owner[~own]
        self._share, self._weight = self._share[~own], self._weight[~own]
        return buckets

    def _settle(self, touched: _Whole | None) -> None:
        """Weigh the cells of these buckets anew (None: all), and say where each bucket begins.

        A weight is what a class's share of a part says beside what having none of it would.
        """
        count = len(self._names)
        seen = max(1, int(np.count_nonzero(self._total > _NOTHING)))
        by_class = np.bincount(self._owner, weights=self._share, minlength=count)
        smooth = _SMOOTHING * seen
        self._bias = np.log(by_class.sum() - by_class + smooth) - np.log(by_class + smooth)
        if touched is None:
            chosen = np.ones(len(self._bucket), np.bool_)
        else:
            is_touched = np.zeros(_BUCKETS, np.bool_)
            is_touched[touched] = True
            chosen = is_touched[self._bucket]
        share = self._share[chosen].astype(np.float64)
        total = self._total[self._bucket[chosen]]
        without = np.log(_SMOOTHING) - np.log(total + _SMOOTHING)
        given = np.log(share + _SMOOTHING) - np.log(np.maximum(total - share, 0.0) + _SMOOTHING)
        self._weight[chosen] = given - without
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(self._bucket, minlength=_BUCKETS))]).astype(np.int64)


def _joined(parts: Sequence[_Whole]) -> _Whole:
    joined: _Whole = np.concatenate(parts) if parts else np.zeros(0, np.int32)
    return joined


def _read(texts: Sequence[str]) -> _Parts:
    buckets, weights, sizes = array("i"), array("f"), array("i")
    for text in dict.fromkeys(texts):
        if parts := features(text):
            buckets.extend(parts.keys())
            weights.extend(parts.values())
            sizes.append(len(parts))
    return _Parts(np.array(buckets, np.int32), np.array(weights, np.float32), np.array(sizes, np.int32))
