"""The first words of ``/faq`` by which staff work on entries, and what they may leave out. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

MOST_LIKE = 3


class Verb(StrEnum):
    """What staff can do to an entry."""

    ADD = "add"
    EDIT = "edit"
    HISTORY = "history"
    REVERT = "revert"
    ALIAS = "alias"
    DISABLE = "disable"
    ENABLE = "enable"
    REVIEW = "review"


# What helpers may do too: it changes nothing.
READING = frozenset({Verb.HISTORY, Verb.REVIEW})


@dataclass(frozen=True, slots=True)
class Order:
    """``topic`` is the word after the verb, ``rest`` all words after that."""

    verb: Verb
    topic: str
    rest: str


def order_of(words: str) -> Order | None:
    """What the words of ``/faq`` tell staff's desk to do; None when they are a search."""
    verb, _, after = words.strip().partition(" ")
    if verb.casefold() not in set(Verb):
        return None
    topic, _, rest = after.strip().partition(" ")
    return Order(Verb(verb.casefold()), topic, rest.strip())


def split_locale(words: str, locales: Sequence[str]) -> tuple[str | None, str]:
    """The locale that the words begin with, if they do, and what is left."""
    first, _, rest = words.strip().partition(" ")
    found = next((locale for locale in locales if locale.casefold() == first.casefold()), None)
    return (found, rest.strip()) if found else (None, words.strip())


def alike(word: str, topics: Iterable[str]) -> list[str]:
    """Topics that somebody may have meant."""
    known = sorted(topics)
    parts = [topic for topic in known if word and word.casefold() in topic]
    near = get_close_matches(word.casefold(), known, MOST_LIKE, 0.6)
    return list(dict.fromkeys([*near, *parts]))[:MOST_LIKE]
