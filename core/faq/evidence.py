"""What speaks for each topic in a text: its letters, its meaning, and the ways in which it asks."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import log1p

import numpy as np

from core.faq.dense import Dense, weights_of
from core.faq.encoder import Encoder
from core.faq.entry import Entry
from core.faq.head import softmax
from core.faq.ngrams import Floats, NGrams
from core.faq.vectors import Vectors
from core.language import Language, language_of

_REMEMBERED = 1_000
SILENCE = ""  # The class of what is no question to us; topics have names.
# How much each kind of evidence weighs in the order of topics. Letters count for more, and the classifier for less,
# the more phrasings there are: the first number is for topics with none, the second for _RICH of them each and more.
_NEAR = 0.6
_SHARE, _LETTERS = (1.0, 0.5), (0.4, 1.0)
_RICH = 60
_ODDS = 0.1  # Beside letters alone: their shares say nothing of how much speaks for the best.

FEATURES = (
    "constant",
    "best",
    "lead",
    "odds",
    "odds_lead",
    "near",
    "share",
    "nearest",
    "letters",
    "silence_odds",
    "silence_letters",
    "silence_near",
    "silence_share",
    "silence_nearest",
    "silence_sense",
    "marked",
    "asks",
    "trouble",
    "tells",
    "length",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """``topics``: up to five, best first, with ``strengths`` beside them. ``features``: in the order of FEATURES.

    ``meant``: whether the meaning was looked at, or the letters alone.
    """

    topics: tuple[str, ...]
    strengths: tuple[float, ...]
    features: Floats
    odds: Floats
    meant: bool


Said = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was made of the phrasings as they were then."""

    encoder: Encoder
    vectors: Vectors
    dense: Dense
    phrasings: Said


class Evidences:
    """Phrasings of all topics, weighed; changed topic by topic."""

    def __init__(self, entries: Iterable[Entry], silence: Mapping[str, Sequence[str]], most: int) -> None:
        self._most = most
        self._phrasings: dict[str, dict[str, tuple[str, ...]]] = {
            SILENCE: {locale: tuple(lines) for locale, lines in silence.items() if lines}
        }
        for entry in entries:
            self._phrasings.setdefault(entry.topic, {})[entry.locale] = phrasings_of(entry)
        self._ngrams = NGrams({name: _texts(found) for name, found in self._phrasings.items()})
        lines = sum(len(texts) for name, found in self._phrasings.items() if name for texts in found.values())
        self._richness = lines / max(1, len(self._phrasings) - 1)
        self._dense: Dense | None = None
        self._encoder: Encoder | None = None
        self._untrained = False
        self._order: list[int] | None = None
        self._remembered: dict[str, Floats | None] = {}

    def said(self) -> Said:
        """All phrasings as they are now, for ``prepared``."""
        return {name: dict(found) for name, found in self._phrasings.items()}

    @staticmethod
    def prepared(phrasings: Said, encoder: Encoder, vectors: Vectors) -> Prepared:
        """Encode every phrasing and train the classifier; takes seconds and may run in a thread."""
        every = [text for found in phrasings.values() for texts in found.values() for text in texts]
        vectors.read(every)
        dense = Dense({name: _encoded(found, vectors) for name, found in phrasings.items()}, SILENCE)
        key = _key(phrasings)
        weights = vectors.head(key)
        examples = dense.examples()
        if weights is None and examples is not None:
            weights = weights_of(examples)
        if weights is not None:
            dense.learn(dense.classes, weights)
        vectors.keep(every, key, weights)
        return Prepared(encoder, vectors, dense, phrasings)

    def adopt(self, ready: Prepared) -> None:
        """Use what ``prepared`` made; topics that changed meanwhile are encoded now."""
        dense, vectors = ready.dense, ready.vectors
        self._order = None
        self._remembered.clear()
        self._encoder, self._dense = ready.encoder, dense
        for name in dense.classes:
            if name not in self._phrasings:
                dense.remove(name)
        for name, found in self._phrasings.items():
            if ready.phrasings.get(name) != found:
                for locale, texts in found.items():
                    dense.put(name, locale, vectors.of(texts))
                self._untrained = True
        # From here on few texts are encoded, and the rows are in ``dense``.
        vectors.forget()

    async def settle(self) -> None:
        """Train the classifier anew, in a thread, if topics changed since."""
        dense = self._dense
        if dense is None or not self._untrained:
            return
        self._untrained = False
        examples = dense.examples()
        if examples is not None:
            dense.learn(examples.names, await asyncio.to_thread(weights_of, examples))

    def put(self, entry: Entry) -> None:
        """Put an entry's phrasings in, in place of those for the same topic and locale."""
        self._phrasings.setdefault(entry.topic, {})[entry.locale] = phrasings_of(entry)
        self._changed(entry.topic, entry.locale)

    def remove(self, topic: str, locale: str) -> None:
        """Take an entry out; what is not there needs no removing."""
        found = self._phrasings.get(topic)
        if found is None or found.pop(locale, None) is None:
            return
        if found:
            self._changed(topic, locale)
            return
        del self._phrasings[topic]
        self._order = None
        self._ngrams.remove(topic)
        if self._dense is not None:
            self._dense.remove(topic)

    def phrasings(self) -> Iterable[tuple[str, str]]:
        """Every phrasing with its topic."""
        for topic, found in self._phrasings.items():
            if topic != SILENCE:
                yield from ((text, topic) for texts in found.values() for text in texts)

    def silence(self) -> Iterable[str]:
        """Every line of silence."""
        return _texts(self._phrasings[SILENCE])

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """Cosine of the meanings where the model knows both languages, else of the letters; from 0 to 1."""
        letters = self._ngrams.likeness(text, others)
        own, *vectors = self._remembered_vectors([text, *others])
        return [
            letter if own is None or vector is None else max(0.0, min(1.0, float(own @ vector)))
            for letter, vector in zip(letters, vectors, strict=True)
        ]

    def _remembered_vectors(self, texts: Sequence[str]) -> list[Floats | None]:
        """Texts are compared with the same others again and again, so their vectors are kept for a while."""
        if self._dense is None:
            return [None] * len(texts)
        fresh = [text for text in dict.fromkeys(texts) if text not in self._remembered]
        if len(self._remembered) + len(fresh) > _REMEMBERED:
            self._remembered.clear()
            fresh = list(dict.fromkeys(texts))
        vectors = self.encode(fresh, [language_of(text) for text in fresh])
        self._remembered.update(zip(fresh, vectors, strict=True))
        return [self._remembered[text] for text in texts]

    def encode(self, texts: Sequence[str], languages: Sequence[Language]) -> list[Floats | None]:
        """The vector of each text in a language that the model knows; all at once is faster than one by one."""
        encoder = self._encoder
        if encoder is None or self._dense is None:
            return [None] * len(texts)
        known = [number for number, language in enumerate(languages) if encoder.knows(language)]
        rows = encoder.encode([texts[number] for number in known])
        found: list[Floats | None] = [None] * len(texts)
        for row, number in zip(rows, known, strict=True):
            found[number] = row
        return found

    def of(self, text: str, cues: Sequence[bool], vector: Floats | None = None, odds: Floats | None = None) -> Evidence:
        """What speaks for which topic; ``cues`` as core.faq.gate sees them.

        Without a ``vector`` by letters alone. ``odds``: those of the evidence that had no vector yet.
        """
        odds = self._ngrams.log_odds(text) if odds is None else odds
        names = self._ngrams.classes
        letters = softmax(odds)
        near = share = np.zeros(len(names), np.float32)
        silent = names.index(SILENCE)
        strength = self._weight(_LETTERS) * _among_topics(letters, silent)
        dense = self._dense
        meant = vector is not None and dense is not None
        if vector is not None and dense is not None:
            meaning = dense.meaning(vector)
            # Both hold the same classes, in the order in which each came to know of them.
            order = self._order_in(dense)
            near, share = meaning.near[order], meaning.share[order]
            strength = strength + np.float32(_NEAR) * near + self._weight(_SHARE) * _among_topics(share, silent)
        else:
            strength = strength + np.float32(_ODDS) * odds
        ranked = strength.copy()
        ranked[silent] = -np.inf
        best = _highest(ranked, self._most, silent)
        nearest = silence_nearest = sense = 0.0
        if vector is not None and dense is not None and best:
            nearest, silence_nearest = dense.nearest(names[best[0]], vector)
            sense = dense.silence(vector)
        return Evidence(
            tuple(names[number] for number in best),
            tuple(float(strength[number]) for number in best),
            _features(
                best, silent, _Seen(strength, odds, letters, near, share, nearest, silence_nearest, sense), cues, text
            ),
            odds,
            meant,
        )

    def _weight(self, weights: tuple[float, float]) -> np.float32:
        """Between the two, by how many phrasings a topic has."""
        poor, rich = weights
        return np.float32(poor + (rich - poor) * min(1.0, self._richness / _RICH))

    def _order_in(self, dense: Dense) -> list[int]:
        """The number in ``dense`` of each class of the letters; worked out once for each change."""
        if self._order is None:
            numbers = {name: number for number, name in enumerate(dense.classes)}
            self._order = [numbers[name] for name in self._ngrams.classes]
        return self._order

    def _changed(self, topic: str, locale: str) -> None:
        self._order = None
        found = self._phrasings[topic]
        self._ngrams.put(topic, _texts(found))
        if self._dense is not None and self._encoder is not None:
            self._dense.put(topic, locale, self._encoder.encode(found.get(locale, ())))
            self._untrained = True


def phrasings_of(entry: Entry) -> tuple[str, ...]:
    """Everything by which an entry is found."""
    return tuple(dict.fromkeys((entry.title, *entry.asks, *entry.asked)))


@dataclass(frozen=True, slots=True)
class _Seen:
    """Each kind of evidence for all classes; nearest phrasings of the best topic and of silence; how much the whole
    text reads like lines of silence."""

    strength: Floats
    odds: Floats
    letters: Floats
    near: Floats
    share: Floats
    nearest: float
    silence_nearest: float
    sense: float


def _features(best: Sequence[int], silent: int, seen: _Seen, cues: Sequence[bool], text: str) -> Floats:
    if not best:
        return np.zeros(len(FEATURES), np.float32)
    first = best[0]
    second = best[1] if len(best) > 1 else None
    return np.array(
        [
            1.0,
            seen.strength[first],
            seen.strength[first] - (seen.strength[second] if second is not None else 0.0),
            seen.odds[first],
            seen.odds[first] - (seen.odds[second] if second is not None else 0.0),
            seen.near[first],
            seen.share[first],
            seen.nearest,
            seen.letters[first],
            seen.odds[silent],
            seen.letters[silent],
            seen.near[silent],
            seen.share[silent],
            seen.silence_nearest,
            seen.sense,
            *cues,
            log1p(len(text)),
        ],
        np.float32,
    )


def _highest(ranked: Floats, most: int, silent: int) -> list[int]:
    """The numbers of the best, best first and equals in their order; sorting few of many is much quicker."""
    few = np.argpartition(-ranked, most)[: most + 1] if len(ranked) > 8 * most else np.arange(len(ranked))
    few.sort()
    order = few[np.argsort(-ranked[few], kind="stable")]
    return [int(number) for number in order[: most + 1] if number != silent][:most]


def _among_topics(shares: Floats, silent: int) -> Floats:
    """Shares as they are between topics, whatever silence has of them."""
    return shares / max(1.0 - float(shares[silent]), 1e-6)


def _texts(found: Mapping[str, Sequence[str]]) -> list[str]:
    return [text for texts in found.values() for text in texts]


def _encoded(found: Mapping[str, Sequence[str]], vectors: Vectors) -> dict[str, Floats]:
    return {locale: vectors.of(texts) for locale, texts in found.items()}


def _key(phrasings: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    said = blake2b(digest_size=16)
    for name, found in phrasings.items():
        for locale, texts in found.items():
            said.update("\x00".join((name, locale, *texts)).encode("utf-8", "surrogatepass") + b"\x01")
    return said.hexdigest()
