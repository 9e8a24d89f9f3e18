"""The entries in force, as all parts see them: the packs', and over them what staff changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

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
        self.lookup = Lookup(pack.cues, self._entries.values(), silence=pack.silence, calibration=pack.calibration)
        self.book = FaqBook(self._entries.values(), default)

    def changed(self) -> set[tuple[str, str]]:
        """Topics and locales that are not as the packs have them."""
        every = self._entries.keys() | self._packed.keys()
        return {key for key in every if self._entries.get(key) != self._packed.get(key)}

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
                entry = self._with_asked(change.entry)
                self._entries[change.topic, change.locale] = entry
                self.lookup.put(entry)
        self.book = FaqBook(self._in_order(), self._default)

    def _in_order(self) -> Iterator[Entry]:
        """As the packs have them, then what staff added: what was out of force and came back has its old place."""
        yield from (self._entries[key] for key in self._packed if key in self._entries)
        yield from (entry for key, entry in self._entries.items() if key not in self._packed)

    def _with_asked(self, entry: Entry) -> Entry:
        """What staff write in chat leaves the pack's further ways of asking as they are."""
        packed = self._packed.get((entry.topic, entry.locale))
        return replace(entry, asked=packed.asked) if packed and not entry.asked else entry
