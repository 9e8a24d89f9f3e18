"""The entries that are in force: by topic and language, by category, and by the short names that fit a button."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from core.faq.pack import CATEGORIES, Entry

SLUG_LENGTH = 25


class FaqBook:
    """Entries of all packs; every topic can be read in some language."""

    def __init__(self, entries: Iterable[Entry], default: str) -> None:
        self._default = default
        self._entries: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.topic, {})[entry.locale] = entry
        self._topics = {slug(topic): topic for topic in self._entries}
        if len(self._topics) != len(self._entries):
            raise ValueError(f"two topics are the same in their first {SLUG_LENGTH} letters")

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def entry(self, topic: str, locale: str) -> Entry | None:
        """The entry in a language, else in the default language, else in any."""
        by_locale = self._entries.get(topic)
        if not by_locale:
            return None
        return by_locale.get(locale) or by_locale.get(self._default) or next(iter(by_locale.values()))

    def topic(self, short_name: str) -> str | None:
        """The topic that ``slug`` made this name of."""
        return self._topics.get(short_name)

    def by_category(self) -> Mapping[str, list[str]]:
        """Topics of each category that has any, in the order of the packs; the categories in that of ``CATEGORIES``."""
        found: dict[str, list[str]] = {category: [] for category in CATEGORIES}
        for topic, by_locale in self._entries.items():
            found[next(iter(by_locale.values())).category].append(topic)
        return {category: topics for category, topics in found.items() if topics}

    def titled(self, words: str, locale: str, limit: int) -> dict[str, str]:
        """Topics whose title or ways of asking hold the words, with the title to show; all of them for no words."""
        wanted = words.casefold().split()
        entries = (entry for topic in self._entries if (entry := self.entry(topic, locale)) is not None)
        held = ((entry.topic, entry.title) for entry in entries if _holds(entry, wanted))
        return dict(islice(held, limit))

    def titled_elsewhere(self, words: str, locale: str, limit: int) -> dict[str, str]:
        """The same in every other language, for whoever types in one that is not theirs: ``<topic> <locale>``."""
        wanted = words.casefold().split()
        others = (entry for entries in self._entries.values() for entry in entries.values() if entry.locale != locale)
        held = ((f"{entry.topic} {entry.locale}", entry.title) for entry in others if wanted and _holds(entry, wanted))
        return dict(islice(held, limit))


def slug(topic: str) -> str:
    """A topic's name in the characters, and of the length, that a button or the option of a menu may carry."""
    return topic.replace(".", "-").replace("_", "-")[:SLUG_LENGTH]


def _holds(entry: Entry, wanted: Sequence[str]) -> bool:
    hay = " ".join((entry.title, *entry.asks)).casefold()
    return all(word in hay for word in wanted)
