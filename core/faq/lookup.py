"""The one question to the FAQ: which topic does this text ask about, if any. In memory; changed entry by entry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.faq.gate import Gate, Kind, Where
from core.faq.match import Candidate, Index
from core.faq.pack import Cues, Entry
from core.language import Language, language_of

MOST_CANDIDATES = 5
_SURE_FROM = 0.75


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


class Lookup:
    """Entries in force, ready to be searched."""

    def __init__(self, cues: Mapping[str, Cues], entries: Iterable[Entry]) -> None:
        self._gate = Gate(cues)
        self._index = Index.build(entries, self._gate.fillers)

    def suspects(self, text: str) -> bool:
        """Whether a group message is worth a search at all; cheap enough for every one of them."""
        return self._gate.suspects(text)

    def troubled(self, text: str) -> bool:
        """Whether somebody tells of a problem, rather than asks how something is done."""
        return self._gate.troubled(text)

    def find(self, text: str, where: Where) -> Found:
        """What a text asks about; never raises for any text."""
        language = language_of(text)
        ranked = self._index.rank(text, language.locale)
        decision = self._gate.decide(text, ranked, where)
        sure = decision.kind == "answer" and ranked[0].score >= _SURE_FROM
        missed = decision.kind == "silent" and self._gate.misses(text, ranked, where)
        return Found(decision.kind, decision.topics, tuple(ranked[:MOST_CANDIDATES]), language, sure, missed)

    def put(self, entry: Entry) -> None:
        """Put an entry in, in place of the one for the same topic and locale."""
        self._index.add(entry)

    def remove(self, topic: str, locale: str) -> None:
        """Take an entry out; what is not there needs no removing."""
        self._index.remove(topic, locale)

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """How much two texts ask the same, from 0 to 1, for each of the others."""
        return self._index.likeness(text, others)
