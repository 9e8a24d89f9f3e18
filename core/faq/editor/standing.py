"""What is in force for a topic in a language: the latest revision over the packs, as the committed rows say."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from core.faq.book import slug
from core.faq.editor import store
from core.faq.editor.store import Revision
from core.faq.entry import Entry, Written, entry_of, faults
from core.faq.library import EntryChange, Library
from core.storage.db import Tx

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """``entry`` is None where nothing is in force; ``revision`` is the latest, None where staff changed nothing."""

    topic: str
    locale: str
    entry: Entry | None
    revision: Revision | None

    @property
    def number(self) -> int:
        """The latest revision's number, 0 for none: what a draft is based on."""
        return self.revision.id if self.revision else 0

    @property
    def written(self) -> Written | None:
        """The words of what is in force."""
        return self.entry.written if self.entry else None

    @property
    def is_packed(self) -> bool:
        """Whether the packs' own words are in force."""
        return self.entry is not None and (self.revision is None or self.revision.state == "packed")


def standing(tx: Tx, library: Library, topic: str, locale: str) -> Standing:
    """As committed so far, which the library may only follow a moment later."""
    revision = store.latest(tx, topic, locale)
    packed = library.packed(topic, locale)
    return Standing(topic, locale, entry_in(revision, packed) if revision else packed, revision)


def entry_in(revision: Revision, packed: Entry | None) -> Entry | None:
    """What a revision brings into force; a stored entry that cannot be read brings nothing."""
    if revision.state == "disabled":
        return None
    written = stored(revision.entry)
    if revision.state == "packed":
        return _with_review(packed, written.reviewed if written else None)
    if written is None:
        log.error("a stored entry cannot be read revision=%d topic=%s", revision.id, revision.topic)
        return None
    return entry_of(revision.topic, revision.locale, written, f"revision {revision.id}")


def in_force(tx: Tx, library: Library) -> list[EntryChange]:
    """Everything that staff changed, to be laid over the packs at start.

    What does not fit any more is left out and logged: it must not keep the suite from starting.
    """
    changes: list[EntryChange] = []
    names = {slug(topic): topic for topic in library.book.topics}
    for revision in store.latest_of_all(tx):
        packed = library.packed(revision.topic, revision.locale)
        entry = entry_in(revision, packed)
        if entry is None:
            if revision.state == "disabled" and packed is not None:
                changes.append(EntryChange(revision.topic, revision.locale, None))
            continue
        if entry == packed or not _is_sound(entry, names, revision):
            continue
        names[slug(entry.topic)] = entry.topic
        changes.append(EntryChange(entry.topic, entry.locale, entry))
    return changes


def topic_named(tx: Tx, library: Library, word: str) -> str | None:
    """The topic of that name or short name, in force or not."""
    known = {*library.book.topics, *store.topics(tx)}
    if word in known:
        return word
    return next((topic for topic in sorted(known) if slug(topic) == slug(word)), None)


def has_words(tx: Tx, library: Library, topic: str, locales: Sequence[str]) -> list[str]:
    """The locales among these in which the topic is in force."""
    return [locale for locale in locales if standing(tx, library, topic, locale).entry is not None]


def stored(entry: str) -> Written | None:
    """The words of a row; None for an empty or unreadable one."""
    try:
        written = msgspec.json.decode(entry, type=Written)
    except msgspec.MsgspecError:
        return None
    return written if written.title else None


def to_store(written: Written | None) -> str:
    """``stored`` reads it back; a packs' entry that is not there is stored as an empty object."""
    return msgspec.json.encode(written or Written()).decode()


def _with_review(packed: Entry | None, reviewed: date | None) -> Entry | None:
    """The packs' entry, checked when staff last said so, or later."""
    if packed is None or packed.written is None or reviewed is None:
        return packed
    if packed.reviewed is not None and packed.reviewed >= reviewed:
        return packed
    written = msgspec.structs.replace(packed.written, reviewed=reviewed)
    return entry_of(packed.topic, packed.locale, written, packed.source)


def _is_sound(entry: Entry, names: dict[str, str], revision: Revision) -> bool:
    other = names.get(slug(entry.topic), entry.topic)
    assert entry.written is not None
    wrong = ", ".join(fault.wrong for fault in faults(entry.topic, entry.written, entry.written.body))
    if other == entry.topic and not wrong:
        return True
    why = wrong or f"its short name is that of {other}"
    log.error("a stored entry is left out revision=%d topic=%s why=%s", revision.id, entry.topic, why)
    return False
