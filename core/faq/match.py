"""Ranks FAQ topics for a message: weighted word and character overlap with every phrasing, all in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt

from core.faq.pack import Entry
from core.faq.tokens import NO_FILLERS, Fillers, is_han, is_pair, is_weak, tokens_of
from core.faq.words import Words

_MOST_CANDIDATES = 8
_COMMON = 48  # A token in more phrasings than this does not bring in candidates by itself.
_SHORTLIST = 20  # Phrasings that are compared in full.
_PHRASING, _CENTROID = 0.5, 0.5
_EXACT = 0.97
_OTHER_LANGUAGE = 0.97  # Decides between equals only.
_PAIR, _CHARACTER, _QUESTION = 0.5, 0.7, 0.45  # Weights of tokens against that of a word of the same rarity.
_RELATED = 0.5  # Share of the words that a known word is like, beside the word itself.
# A word that no phrasing has weighs this share of the rarest one: it speaks against every topic alike.
_UNKNOWN = 0.85

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """``score`` is from 0 to 1; 1 is a phrasing of the topic, word for word."""

    topic: str
    score: float


@dataclass(frozen=True, slots=True)
class _Phrasing:
    topic: str
    language: str
    tokens: tuple[str, ...]


class Index:
    """Phrasings of many topics and languages. Changing a topic weighs all words anew (some milliseconds)."""

    def __init__(self, fillers: Fillers = NO_FILLERS) -> None:
        self._fillers = fillers
        self._entries: dict[tuple[str, str], tuple[_Phrasing, ...]] = {}
        self._weigh()

    @staticmethod
    def build(entries: Iterable[Entry], fillers: Fillers = NO_FILLERS) -> "Index":
        index = Index(fillers)
        for entry in entries:
            index._put(entry)
        index._weigh()
        return index

    def add(self, entry: Entry) -> None:
        """Put an entry in, in place of the one for the same topic and locale."""
        self._put(entry)
        self._weigh()

    def remove(self, topic: str, locale: str | None = None) -> None:
        """Take a topic out, in one locale or in all; what is not there needs no removing."""
        for key in [key for key in self._entries if key[0] == topic and locale in (None, key[1])]:
            del self._entries[key]
        self._weigh()

    def rank(self, text: str, locale: str) -> list[Candidate]:
        """At most eight topics, the best first; ``locale`` decides between equals."""
        query, length = self._query(text)
        if not query:
            return []
        language = _language(locale)
        best: dict[str, float] = {}
        for number in self._shortlist(query):
            phrasing, vector = self._phrasings[number], self._vectors[number]
            likeness = min(1.0, _product(query, vector) / length)
            if phrasing.language != language:
                likeness *= _OTHER_LANGUAGE
            if likeness > best.get(phrasing.topic, 0.0):
                best[phrasing.topic] = likeness
        leading = nlargest(_MOST_CANDIDATES, best, key=best.__getitem__)
        scored = [Candidate(topic, self._score(topic, best[topic], query, length)) for topic in leading]
        return sorted(scored, key=lambda candidate: (-candidate.score, candidate.topic))

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """Cosine of the weighted words of a text and of each of the others, from 0 to 1."""
        query, length = self._query(text)
        alike = []
        for other in others:
            vector, other_length = self._query(other)
            both = length * other_length
            alike.append(min(1.0, _product(query, vector) / both) if both else 0.0)
        return alike

    def _score(self, topic: str, likeness: float, query: Vector, length: float) -> float:
        if likeness >= _EXACT * _OTHER_LANGUAGE:
            return min(1.0, likeness / _OTHER_LANGUAGE)
        centroid = max(_product(query, vector) for vector in self._centroids[topic])
        return _PHRASING * likeness + _CENTROID * min(1.0, centroid / length)

    def _query(self, text: str) -> tuple[Vector, float]:
        """The message's weights and its length; a word stands for the known words that it is like."""
        query: Vector = {}
        square = 0.0
        for token in dict.fromkeys(tokens_of(text, self._fillers)):
            weight = self._weights.get(token)
            if is_pair(token) or is_weak(token):
                if weight is not None:
                    query[token] = weight
                    square += weight * weight
                continue
            near = ((token, 1.0),) if weight is not None and is_han(token) else self._words.near(token)
            if not near:
                square += (self._unknown * (_CHARACTER if is_han(token) else 1.0)) ** 2
                continue
            likest, likeness = near[0]
            square += self._weights[likest] ** 2 * likeness
            for word, alike in near:
                share = alike if likeness < 1.0 or word == likest else alike * _RELATED
                query[word] = max(query.get(word, 0.0), self._weights[word] * share)
        return query, sqrt(square)

    def _shortlist(self, query: Vector) -> list[int]:
        """Phrasings that share most with the message by its rarer words; common ones are compared later."""
        found: dict[int, float] = {}
        named = [token for token in query if not is_weak(token)]
        by_rarity = sorted(named, key=lambda token: len(self._postings[token]))
        for token in by_rarity:
            postings = self._postings[token]
            if len(postings) > _COMMON and found:
                break
            weight = query[token]
            for number, part in postings:
                found[number] = found.get(number, 0.0) + weight * part
        return nlargest(_SHORTLIST, found, key=found.__getitem__)

    def _put(self, entry: Entry) -> None:
        phrasings = []
        for ask in dict.fromkeys((entry.title, *entry.asks)):
            if tokens := tuple(dict.fromkeys(tokens_of(ask, self._fillers))):
                phrasings.append(_Phrasing(entry.topic, _language(entry.locale), tokens))
        self._entries[entry.topic, entry.locale] = tuple(phrasings)

    def _weigh(self) -> None:
        self._phrasings = [phrasing for found in self._entries.values() for phrasing in found]
        counts: dict[str, int] = {}
        totals: dict[str, int] = {}
        for phrasing in self._phrasings:
            for token in phrasing.tokens:
                counts[token] = counts.get(token, 0) + 1
            for script in {_script(token) for token in phrasing.tokens}:
                totals[script] = totals.get(script, 0) + 1
        self._weights = {token: _weight(token, count, totals[_script(token)]) for token, count in counts.items()}
        self._unknown = _UNKNOWN * log(1 + max(totals.values(), default=1) / 1.5)
        self._words = Words(token for token in counts if not (is_pair(token) or is_han(token) or is_weak(token)))
        self._vectors = [self._vector(phrasing) for phrasing in self._phrasings]
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, vector in enumerate(self._vectors):
            for token, part in vector.items():
                self._postings.setdefault(token, []).append((number, part))
        self._centroids = self._middles()

    def _vector(self, phrasing: _Phrasing) -> Vector:
        vector = {token: self._weights[token] for token in phrasing.tokens}
        return _normal(vector)

    def _middles(self) -> dict[str, list[Vector]]:
        """For each topic the mean of its phrasings, by language."""
        sums: dict[str, dict[str, Vector]] = {}
        for phrasing, vector in zip(self._phrasings, self._vectors, strict=True):
            middle = sums.setdefault(phrasing.topic, {}).setdefault(phrasing.language, {})
            for token, part in vector.items():
                middle[token] = middle.get(token, 0.0) + part
        return {topic: [_normal(middle) for middle in found.values()] for topic, found in sums.items()}


def _language(locale: str) -> str:
    """Both Chinese scripts are one language here, as they are compared in Simplified characters."""
    return locale.partition("-")[0]


def _script(token: str) -> str:
    token = token.removeprefix("~")
    if is_han(token):
        return "han"
    return "latin" if token[0] < "\u0250" else "other"


def _weight(token: str, count: int, total: int) -> float:
    if is_weak(token):
        return _QUESTION * log(1 + (total - count + 0.5) / (count + 0.5))
    share = _PAIR if is_pair(token) else _CHARACTER if is_han(token) else 1.0
    if is_han(token) and is_pair(token):
        share = 1.0
    return share * log(1 + (total - count + 0.5) / (count + 0.5))


def _normal(vector: Vector) -> Vector:
    length = sqrt(sum(part * part for part in vector.values())) or 1.0
    return {token: part / length for token, part in vector.items()}


def _product(one: Vector, other: Vector) -> float:
    """The shorter of the two is walked through: a phrasing often has fewer words than a message."""
    if len(other) < len(one):
        one, other = other, one
    total = 0.0
    for token, part in one.items():
        if token in other:
            total += part * other[token]
    return total
