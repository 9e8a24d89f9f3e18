"""What the FAQ's batch commands search: content packs, or phrasings out of a file in place of all entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bots.faq_lines import Phrase, locale_of
from bots.meaning import VECTORS_FILE, understand
from config import settings as config_settings
from core.errors import PackError
from core.faq.lookup import Lookup
from core.faq.pack import Entry, FaqPack, load_faq
from core.language import language_of
from core.text.markdown import markup_of

SHIPPED = Path(config_settings.__file__).parent / "packs" / "default"
_OTHERWISE = "en"  # The locale of phrasings that show none.


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A lookup that is ready, and the topics it knows."""

    lookup: Lookup
    topics: frozenset[str]


def from_packs(packs: Sequence[Path], *, alone: bool = False, by_meaning: bool = True) -> Knowledge:
    """The entries of the pack that ships and of others over it, or of the others ``alone``.

    How questions are recognised and what evidence is worth belongs to languages, not to entries: that of the pack
    that ships stays in force unless another pack replaces it. Raises PackError with every problem found.
    """
    pack = load_faq(packs if alone else [SHIPPED, *packs])
    if not any(pack.all()):
        raise PackError("no entry found: a pack holds faq/<topic>/<locale>.md")
    if alone:
        shipped = load_faq([SHIPPED])
        pack = FaqPack(
            pack.entries,
            {**shipped.cues, **pack.cues},
            {**shipped.silence, **pack.silence},
            pack.calibration or shipped.calibration,
        )
    return Knowledge(lookup_of(pack, by_meaning=by_meaning, vectors=_kept()), frozenset(pack.entries))


def from_phrases(phrases: Iterable[Phrase], *, by_meaning: bool = True) -> Knowledge:
    """Topics made of phrasings alone; the first of a topic in a language is its title."""
    entries: dict[str, dict[str, Entry]] = {}
    for topic, said in _by_topic(phrases).items():
        locale = language_of(" ".join(phrase.text for phrase in said)).locale or _OTHERWISE
        asks: dict[str, list[str]] = {}
        for phrase in said:
            asks.setdefault(locale_of(phrase.lang) or locale, []).append(phrase.text)
        entries[topic] = {locale: _entry(topic, locale, texts) for locale, texts in asks.items()}
    # What evidence is worth was fitted to the entries that ship, and says nothing about others.
    pack = replace(load_faq([SHIPPED]), entries=entries, silence={}, calibration=None)
    return Knowledge(lookup_of(pack, by_meaning=by_meaning), frozenset(entries))


def lookup_of(pack: FaqPack, *, by_meaning: bool, vectors: Path | None = None) -> Lookup:
    """The lookup of a pack as the suite has it at its start, or ``by_meaning`` as it has it some seconds later.

    ``vectors``: a file to keep what the encoder made of the phrasings, so that the next time is quick.
    """
    lookup = Lookup(pack.cues, pack.all(), silence=pack.silence, calibration=pack.calibration)
    if by_meaning:
        understand(lookup, vectors)
    return lookup


def _kept() -> Path:
    """Packs are asked again and again, from anywhere; phrasings out of a file are measured once and not kept."""
    return Path.home() / ".cache" / "bellbuoy" / VECTORS_FILE


def _by_topic(phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase.topic, []).append(phrase)
    return found


def _entry(topic: str, locale: str, texts: Sequence[str]) -> Entry:
    title = markup_of(texts[0])
    return Entry(topic, locale, texts[0], "support", tuple(texts[1:]), short=title, body=title)
