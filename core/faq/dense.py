"""Tells topics apart by meaning: how near a message's vector is to those of the phrasings of each topic."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.faq import head
from core.faq.ngrams import Floats

Halves = npt.NDArray[np.float16]

# With more topics than this, training the classifier takes too long for what it adds.
_MOST_TRAINED = 400
_SENSES = 2  # Columns behind those of the classes: a phrasing of ours, a line of silence.


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a message stands to each class: the cosine to its middle, and the classifier's share (all sum to one)."""

    near: Floats
    share: Floats


@dataclass(frozen=True, slots=True)
class Examples:
    """Vectors with the number of the class that each belongs to; ``silent``: that of silence, or -1."""

    names: tuple[str, ...]
    vectors: Halves
    owners: npt.NDArray[np.int64]
    silent: int


def weights_of(examples: Examples) -> Floats:
    """Train on examples; takes seconds and touches nothing else, so it may run in a thread."""
    vectors = examples.vectors.astype(np.float32)
    sense = head.train(vectors, (examples.owners == examples.silent).astype(np.int64), _SENSES)
    return np.concatenate([head.train(vectors, examples.owners, len(examples.names)), sense], axis=1)


class Dense:
    """Middles of the phrasings of each class and language, and a classifier over all phrasings.

    ``put`` and ``remove`` move middles at once; the classifier knows of it after the next ``learn``.
    """

    def __init__(self, classes: Mapping[str, Mapping[str, Floats]], silence: str) -> None:
        self._silence = silence
        self._vectors = {name: _halves(by_language) for name, by_language in classes.items()}
        self._middle_of = {name: _middles(by_language) for name, by_language in classes.items()}
        self._silent = _all(classes.get(silence, {}))
        self._weights: Floats | None = None
        self._trained: tuple[str, ...] = ()
        self._arrange()

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(self._vectors)

    def put(self, name: str, language: str, vectors: Floats) -> None:
        """Put a class's phrasings of a language in, in place of those it had; no rows take the language out."""
        found = self._vectors.setdefault(name, {})
        found.pop(language, None)
        if len(vectors):
            found[language] = vectors.astype(np.float16)
        self._middle_of[name] = _middles(found)
        self._arrange()

    def remove(self, name: str) -> None:
        """Take a class out; what is not there needs no removing."""
        if self._vectors.pop(name, None) is not None:
            del self._middle_of[name]
            self._arrange()

    def examples(self) -> Examples | None:
        """What the classifier learns from; None where there are too many classes for one."""
        if not 1 < len(self._vectors) <= _MOST_TRAINED:
            return None
        names = self.classes
        rows = [(number, vectors) for number, name in enumerate(names) for vectors in self._vectors[name].values()]
        owners = np.array([number for number, _ in rows], np.int64)
        sizes = [len(vectors) for _, vectors in rows]
        silent = names.index(self._silence) if self._silence in names else -1
        return Examples(names, np.concatenate([vectors for _, vectors in rows]), np.repeat(owners, sizes), silent)

    def learn(self, names: tuple[str, ...], weights: Floats) -> None:
        """Use weights that ``weights_of`` made of examples with these classes."""
        if weights.shape[1] == len(names) + _SENSES:
            self._weights, self._trained = weights, names
            self._columns = self._column_numbers()

    def nearest(self, name: str, vector: Floats) -> tuple[float, float]:
        """The cosines to the nearest phrasing of a class and to the nearest line of silence; -1 where there is none."""
        own = [float((vectors @ vector).max()) for vectors in self._vectors.get(name, {}).values() if len(vectors)]
        return max(own, default=-1.0), float((self._silent @ vector).max(initial=-1.0)) if len(self._silent) else -1.0

    def silence(self, vector: Floats) -> float:
        """How much a text reads like lines of silence rather than like any phrasing, as log odds."""
        if self._weights is None:
            return 0.0
        ours, silent = (vector @ self._weights[:, -_SENSES:]).tolist()
        return float(head.SHARPNESS * (silent - ours))

    def meaning(self, vector: Floats) -> Meaning:
        """For each class in the order of ``classes``."""
        near = np.full(len(self._vectors), -1.0, np.float32)
        if len(self._middles):
            np.maximum.at(near, self._owners, self._middles @ vector)
        if self._weights is None:
            return Meaning(near, np.zeros(len(near), np.float32))
        shares = head.softmax(np.float32(head.SHARPNESS) * (vector @ self._weights[:, :-_SENSES]))
        return Meaning(near, np.where(self._columns >= 0, shares[self._columns], np.float32(0.0)))

    def _arrange(self) -> None:
        middles = list(self._middle_of.values())
        some = [found for found in middles if len(found)]
        self._middles: Floats = np.concatenate(some) if some else np.zeros((0, 0), np.float32)
        self._owners = np.repeat(np.arange(len(middles)), [len(found) for found in middles])
        self._columns = self._column_numbers()

    def _column_numbers(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """Each class's column of the trained weights; -1 for one that came later."""
        known = {name: number for number, name in enumerate(self._trained)}
        return np.array([known.get(name, -1) for name in self._vectors], np.int64)


def _halves(by_language: Mapping[str, Floats]) -> dict[str, Halves]:
    """Half the memory, and still far more exact than the model."""
    return {language: vectors.astype(np.float16) for language, vectors in by_language.items()}


def _middles(by_language: Mapping[str, Floats | Halves]) -> Floats:
    """The middle of each language's vectors, of unit length."""
    middles = [vectors.mean(axis=0, dtype=np.float32) for vectors in by_language.values() if len(vectors)]
    if not middles:
        return np.zeros((0, 0), np.float32)
    stacked = np.stack(middles)
    unit: Floats = stacked / np.maximum(np.linalg.norm(stacked, axis=1, keepdims=True), 1e-9)
    return unit


def _all(by_language: Mapping[str, Floats]) -> Floats:
    found = [vectors for vectors in by_language.values() if len(vectors)]
    return np.concatenate(found).astype(np.float32) if found else np.zeros((0, 0), np.float32)
