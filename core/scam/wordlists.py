"""The word lists of BIP-39, as the ``mnemonic`` package has them, in all spellings that people use."""

import hashlib
import unicodedata
from functools import cache
from typing import NamedTuple

from mnemonic import Mnemonic

_INDEX_BITS = 11  # each list has 2,048 words
_INDEX = (1 << _INDEX_BITS) - 1
# One word of the package's Russian list (0.21) is damaged: between "сниться" and "снять" belongs "снова".
_DAMAGED = {("russian", 1572): "снова"}


class _Lists(NamedTuple):
    """Every spelling with its places, a place being one number: that of the list and, below, the word's in it.

    Few words are in several lists, so most need no container for their places.
    """

    languages: tuple[str, ...]
    alone: dict[str, int]
    shared: dict[str, tuple[int, ...]]


@cache
def _lists() -> _Lists:
    languages = tuple(Mnemonic.list_languages())
    alone: dict[str, int] = {}
    shared: dict[str, tuple[int, ...]] = {}
    for number, language in enumerate(languages):
        for index, listed in enumerate(Mnemonic(language).wordlist):
            place = number << _INDEX_BITS | index
            for spelling in _spellings(_DAMAGED.get((language, index), listed)):
                first = alone.setdefault(spelling, place)
                if first == place:
                    continue
                others = shared.get(spelling, (first,))
                # A second word of a list with the same spelling is taken for the first.
                if all(number != other >> _INDEX_BITS for other in others):
                    shared[spelling] = (*others, place)
    return _Lists(languages, alone, shared)


def _spellings(word: str) -> set[str]:
    """As people type it, each in the composed form that ``places_of`` looks for."""
    if word.isascii():
        return {word}
    split = unicodedata.normalize("NFKD", word)
    # People type French and Spanish words without accents.
    bare = "".join(letter for letter in split if not "\u0300" <= letter <= "\u036f")
    # In capitals the Turkish dotless i becomes an ordinary one.
    return {unicodedata.normalize("NFKC", spelling) for spelling in (split, bare, split.upper().lower())}


def places_of(word: str) -> dict[str, int] | None:
    """The lists that hold a word, with its place in each."""
    languages, alone, shared = _lists()
    place = alone.get(word)
    if place is None and not word.isascii():
        word = unicodedata.normalize("NFKC", word)
        place = alone.get(word)
    if place is None:
        return None
    if word in shared:
        return {languages[other >> _INDEX_BITS]: other & _INDEX for other in shared[word]}
    return {languages[place >> _INDEX_BITS]: place & _INDEX}


def checksum_holds(indexes: list[int]) -> bool:
    """Whether words at these places of their list form a valid phrase (BIP-39, checksum)."""
    number = 0
    for index in indexes:
        number = number << 11 | index
    check_bits = len(indexes) // 3
    entropy = (number >> check_bits).to_bytes(len(indexes) * 4 // 3, "big")
    return hashlib.sha256(entropy).digest()[0] >> (8 - check_bits) == number & ((1 << check_bits) - 1)
