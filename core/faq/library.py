"""The entries in force, as all parts see them: the packs', and over them what staff changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.faq.book import FaqBook
from core.faq.lookup import Lookup
from core.faq.pack import Entry, FaqPack


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry to be in force from now on; None takes topic and locale out."""

    topic: str
    locale: str
    entry: Entry | None


class Library:
    """Changed only after the change is committed, and by whoever committed it (core.engine)."""

    def __init__(self, pack: FaqPack, default: str) -> None:
        self._default = default
        self._packed = {(entry.topic, entry.locale): entry for entry in pack.all()}
        self._entries = dict(self._packed)
        self.lookup = Lookup(pack.cues, self._entries.values())
        self.book = FaqBook(self._entries.values(), default)

    @property
    def is_as_packed(self) -> bool:
        """Whether nothing of the packs was changed."""
        return self._entries == self._packed

    def packed(self, topic: str, locale: str) -> Entry | None:
        """The entry as the packs have it, whatever staff made of it."""
        return self._packed.get((topic, locale))

    def entry(self, topic: str, locale: str) -> Entry | None:
        """The entry in force in exactly this locale."""
        return self._entries.get((topic, locale))

    def entries(self) -> Iterable[Entry]:
        return self._entries.values()

    def follow(self, changes: Sequence[EntryChange]) -> None:
        """Bring committed changes into force for the very next lookup; repeat-safe."""
        if not changes:
            return
        for change in changes:
            if change.entry is None:
                self._entries.pop((change.topic, change.locale), None)
                self.lookup.remove(change.topic, change.locale)
            else:
                self._entries[change.topic, change.locale] = change.entry
                self.lookup.put(change.entry)
        self.book = FaqBook(self._entries.values(), self._default)
