"""The one question to the FAQ: which topic does this text ask about, if any. In memory; changed entry by entry."""

import asyncio
import threading
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.faq.calibration import PLAIN, SILENT, Calibration, Candidate, Kind, Limits, Where
from core.faq.encoder import Encoder
from core.faq.entry import Entry
from core.faq.evidence import Evidence, Evidences, Prepared, Said, phrasings_of
from core.faq.gate import Gate, Signs
from core.faq.naming import Naming
from core.faq.pack import Cues
from core.faq.vectors import Vectors
from core.language import Language, folded, language_of

__all__ = ["Candidate", "Found", "Lookup", "Prepared", "Said"]

MOST_CANDIDATES = 5
_SURE_FROM = 0.9
_MISSED_SHARE = 0.5  # A question that scores this share of a suggestion's limit is one about our matters.


@dataclass(frozen=True, slots=True)
class Found:
    """``topics``: the one to answer with or up to three to offer; empty for silence.

    ``candidates``: up to five, best first, whatever was decided. ``sure``: near certain. ``missed``: silence to
    something that is clearly a question, and near enough to our matters to be kept as one without an answer.
    """

    kind: Kind
    topics: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    language: Language
    sure: bool = False
    missed: bool = False

    @property
    def score(self) -> float:
        """Of the best candidate, whatever was decided."""
        return self.candidates[0].score if self.candidates else 0.0


class Lookup:
    """Entries in force, ready to be searched: by their words at once, by their meaning too after ``adopt``.

    ``silence``: lines by language that are no questions to us, however alike they are.
    """

    def __init__(
        self,
        cues: Mapping[str, Cues],
        entries: Iterable[Entry],
        *,
        silence: Mapping[str, Sequence[str]] | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        # Services read on the writer's thread while changes are followed on the loop's.
        self._lock = threading.RLock()
        known = tuple(entries)
        self._gate = Gate(cues)
        self.calibration = calibration or PLAIN
        self._evidences = Evidences(known, silence or {}, MOST_CANDIDATES)
        self._exact: dict[str, str] = {}
        self._plain_of: dict[tuple[str, str], tuple[str, ...]] = {}
        for entry in known:
            self._note(entry.topic, entry.locale, phrasings_of(entry))
        self._naming = Naming(*self._by_topic())
        self._renames = False

    def said(self) -> Said:
        """All phrasings as they are now."""
        return self._evidences.said()

    @staticmethod
    def prepared(said: Said, encoder: Encoder, vectors: Vectors) -> Prepared:
        """Phrasings read with a model, to be adopted; takes seconds and may run in a thread."""
        return Evidences.prepared(said, encoder, vectors)

    def adopt(self, ready: Prepared) -> None:
        """Judge by meaning from now on."""
        with self._lock:
            self._evidences.adopt(ready)

    async def settle(self) -> None:
        """Finish what changed entries left to be done; most of it in a thread."""
        await self._evidences.settle()
        if self._renames:
            self._renames = False
            by_topic, silence = self._by_topic()
            self._naming = await asyncio.to_thread(Naming, by_topic, silence)

    def suspects(self, text: str) -> bool:
        """Whether a group message is worth a search at all; cheap enough for every one of them."""
        return self._gate.is_readable(text) and self._is_suspect(text, self._gate.cues(text))

    def _is_suspect(self, text: str, signs: Signs) -> bool:
        return self._gate.is_readable(text) and (signs.is_asked or self._naming.names(text))

    def troubled(self, text: str) -> bool:
        """Whether somebody tells of a problem, rather than asks how something is done."""
        return self._gate.troubled(text)

    def find(self, text: str, where: Where, own: Mapping[str, Limits] | None = None) -> Found:
        """What a text asks about; never raises for any text. ``own``: limits of the place, by language, if any."""
        told = language_of(text)
        with self._lock:
            return self._find_many((text,), where, (told,), own)[0]

    def find_many(
        self, texts: Sequence[str], where: Where, languages: Sequence[str | None] | None = None
    ) -> list[Found]:
        """What each of many texts asks about, in their order.

        ``languages``: for each text a locale that is believed where the words leave it open.
        """
        hints: Sequence[str | None] = [None] * len(texts) if languages is None else languages
        told = [_hinted(language_of(text), hint) for text, hint in zip(texts, hints, strict=True)]
        with self._lock:
            return self._find_many(texts, where, told)

    def _find_many(
        self,
        texts: Sequence[str],
        where: Where,
        told: Sequence[Language],
        own: Mapping[str, Limits] | None = None,
    ) -> list[Found]:
        cues = [self._gate.cues(text) for text in texts]
        evidence = [self._evidences.of(text, seen) for text, seen in zip(texts, cues, strict=True)]
        worth = [number for number, found in enumerate(evidence) if self._is_worth_meaning(found, where)]
        vectors = self._evidences.encode([texts[number] for number in worth], [told[number] for number in worth])
        for number, vector in zip(worth, vectors, strict=True):
            if vector is not None:
                evidence[number] = self._evidences.of(texts[number], cues[number], vector, evidence[number].odds)
        return [
            self._found(text, language, found, seen, where, self.calibration.limits_for(where, language, own))
            for text, language, found, seen in zip(texts, told, evidence, cues, strict=True)
        ]

    def evidence(self, text: str, language: str | None = None, *, by_letters: bool = False) -> Evidence:
        """What speaks for which topic, for whoever fits a calibration."""
        told = _hinted(language_of(text), language)
        (vector,) = [None] if by_letters else self._evidences.encode([text], [told])
        return self._evidences.of(text, self._gate.cues(text), vector)

    def _is_worth_meaning(self, evidence: Evidence, where: Where) -> bool:
        """Looking at the meaning takes ten times as long as at the letters, so groups' idle talk goes without."""
        if where != "group":
            return True
        candidates = self.calibration.candidates(evidence)
        return bool(candidates) and candidates[0].score >= self.calibration.worth_meaning

    def put(self, entry: Entry) -> None:
        """Put an entry in, in place of the one for the same topic and locale."""
        with self._lock:
            self._evidences.put(entry)
            self._note(entry.topic, entry.locale, phrasings_of(entry))
            self._renames = True

    def remove(self, topic: str, locale: str) -> None:
        """Take an entry out; what is not there needs no removing."""
        with self._lock:
            self._evidences.remove(topic, locale)
            self._note(topic, locale, ())
            self._renames = True

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """How much two texts ask the same, from 0 to 1, for each of the others."""
        with self._lock:
            return self._evidences.likeness(text, others)

    def _found(
        self, text: str, language: Language, evidence: Evidence, signs: Signs, where: Where, limits: Limits
    ) -> Found:
        candidates = self._with_exact(text, self.calibration.candidates(evidence))
        decision = self.calibration.decide(candidates, limits)
        if where == "group" and not self._is_suspect(text, signs):
            decision = SILENT
        sure = decision.kind == "answer" and candidates[0].score >= _SURE_FROM
        missed = decision.kind == "silent" and self._misses(text, candidates, signs, where, limits.suggest)
        return Found(decision.kind, decision.topics, candidates, language, sure, missed)

    @staticmethod
    def _misses(text: str, candidates: Sequence[Candidate], signs: Signs, where: Where, suggest: float) -> bool:
        """Whether what gets no answer is a question worth keeping: clearly asked, and about something near to us."""
        if where != "group":
            return len(text) > 2
        near = bool(candidates) and candidates[0].score >= suggest * _MISSED_SHARE
        return near and signs.marked + signs.asks + signs.trouble >= 2

    def _with_exact(self, text: str, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """A phrasing word for word is certain, if only one topic has it."""
        exact = self._exact.get(_plain(text))
        if not exact:
            return candidates
        others = [one for one in candidates if one.topic != exact]
        return (Candidate(exact, 1.0), *others)[:MOST_CANDIDATES]

    def _note(self, topic: str, locale: str, texts: Iterable[str]) -> None:
        """Remember which topic has a phrasing word for word; a phrasing of two topics is none's."""
        own = self._plain_of.pop((topic, locale), ())
        for plain in own:
            if self._exact.get(plain) == topic:
                del self._exact[plain]
        fresh = tuple(dict.fromkeys(plain for text in texts if (plain := _plain(text))))
        if fresh:
            self._plain_of[topic, locale] = fresh
        for plain in fresh:
            self._exact[plain] = topic if self._exact.get(plain, topic) == topic else ""

    def _by_topic(self) -> tuple[dict[str, list[str]], list[str]]:
        """What naming words are learned from: phrasings and lines of silence as they are now."""
        by_topic: dict[str, list[str]] = {}
        for text, topic in self._evidences.phrasings():
            by_topic.setdefault(topic, []).append(text)
        return by_topic, list(self._evidences.silence())


def _plain(text: str) -> str:
    """Letters and digits of a text, so that punctuation makes no difference; empty for a single word."""
    words = "".join(one if unicodedata.category(one)[0] in "LMN" else " " for one in folded(text[:200])).split()
    return " ".join(words) if len(words) > 1 or len("".join(words)) > 8 else ""


def _hinted(language: Language, hint: str | None) -> Language:
    """A hint decides what the letters and words leave open, but makes nothing else of Chinese characters."""
    if not hint or language.sure or (language.locale.startswith("zh") and not hint.startswith("zh")):
        return language
    return Language(hint, language.script, sure=False)
