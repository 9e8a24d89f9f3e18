"""The words of an index, and which of them a misspelt or inflected word may stand for."""

from collections.abc import Iterable

from core.faq.tokens import grams

Near = tuple[tuple[str, float], ...]

_SHORTEST = 4  # Shorter words have too few parts to be recognised by them.
_LIKENESS = 0.5
_MOST = 4
_REMEMBERED = 5000  # Answers are remembered, but people invent words without end.


class Words:
    """Finds known words by the parts they share (Dice over parts of three and four characters)."""

    def __init__(self, known: Iterable[str]) -> None:
        self._sizes: dict[str, int] = {}
        self._by_part: dict[str, list[str]] = {}
        self._remembered: dict[str, Near] = {}
        for word in known:
            parts = grams(word)
            self._sizes[word] = len(parts)
            if len(word) >= _SHORTEST:
                for part in parts:
                    self._by_part.setdefault(part, []).append(word)

    def near(self, word: str) -> Near:
        """Known words with how alike they are (1: the word itself), best first; empty if there is none."""
        found = self._remembered.get(word)
        if found is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            found = self._remembered[word] = self._search(word)
        return found

    def _search(self, word: str) -> Near:
        exact: Near = ((word, 1.0),) if word in self._sizes else ()
        if len(word) < _SHORTEST:
            return exact
        parts = grams(word)
        shared: dict[str, int] = {}
        for part in parts:
            for other in self._by_part.get(part, ()):
                shared[other] = shared.get(other, 0) + 1
        alike = [
            (other, 2 * count / (len(parts) + self._sizes[other])) for other, count in shared.items() if other != word
        ]
        close = sorted((pair for pair in alike if pair[1] >= _LIKENESS), key=lambda pair: (-pair[1], pair[0]))
        return (*exact, *close[:_MOST])
