"""Finds BIP-39 recovery phrases, in every list of the ``mnemonic`` package, whole or split over two messages.

In 742,048 real messages, twelve list words in a row occurred once, and that one was a phrase: the run itself
is the
evidence. The checksum only says how sure it is, because one in sixteen random lists passes and typing errors
fail.
The Chinese lists are the exception: they hold most everyday characters, so there a valid checksum is needed.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from mnemonic import Mnemonic

LENGTHS = (24, 21, 18, 15, 12)
SHORTEST = LENGTHS[-1]
_DISTINCT = 10
_DISTINCT_IF_PROVED = 6
_PART = 6
# Numbering, bullets and line breaks between two words; more than this is other text.
_GAP = 16

_WORD = re.compile(r"[A-Za-z]+")
# The same words as the pattern's, several times quicker.
_ASCII_WORDS = str.maketrans({code: chr(code).lower() if chr(code).isalpha() else " " for code in range(128)})
# Twelve words of three letters and what separates them.
_ASCII_SHORTEST = 47
# Some lists have accents, which may come as separate combining marks.
_MARKED_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u3099\u309a])*")
_HAN_RUN = re.compile("[\u4e00-\u9fff]{12}")
_HAN_LABELLED = re.compile(
    r"(?:助记词|助記詞|注记词|注記詞|恢复短语|恢復短語|恢复词|恢復詞|种子短语|種子短語|种子词|種子詞|seed|mnemonic)"
    r"[^\w]{0,6}(?:是|为|為)?[^\w]{0,6}([\u4e00-\u9fff]{12,24})(?![\u4e00-\u9fff])",
    re.IGNORECASE,
)
# The most frequent characters of running text: a random phrase holds hardly any, a sentence many.
_EVERYDAY = frozenset(
    "的一是不了在人有我他这这個个们們中来來上大为為和国國地到以说說时時要就出会會可也你对對请請勿将將给給"
)


# List words that ordinary sentences are made of. Four of them in a run without a valid checksum are prose;
# a random
# phrase of twelve words holds that many once in some thousands.
# fmt: off
_PROSE = frozenset({
    "about", "again", "always", "ask", "also", "add", "around", "because", "can", "come", "day", "employ",
    "enough", "ever", "find", "first", "from", "good", "great", "happy", "have", "help", "hope", "it",
    "just", "keep", "know", "later", "like", "must", "never", "need", "now", "okay", "one", "only", "open",
    "other", "people", "please", "project", "say", "stay", "that", "then", "there", "this", "time", "today",
    "token", "try", "use", "very", "wait", "want", "when", "will", "with", "world", "you",
})
# fmt: on
_MOST_PROSE = 3
# One word of the package's Russian list (0.21) is damaged: between "сниться" and "снять" belongs "снова".
_DAMAGED = {("russian", 1572): "снова"}


@dataclass(frozen=True, slots=True)
class PhraseRun:
    """List words in a row. ``valid``: some full-length stretch of it has a correct checksum."""

    start: int
    end: int
    valid: bool


@dataclass(frozen=True, slots=True)
class PhrasePart:
    """A message of nothing but list words; two in a row by one person may be one phrase."""

    words: tuple[str, ...]
    languages: frozenset[str]

    def __repr__(self) -> str:
        # The words may be half of a secret: they must not reach a log or a traceback.
        return f"PhrasePart({len(self.words)} words)"


@cache
def _lists() -> dict[str, dict[str, int]]:
    """Word -> its place in each list that holds it."""
    of: dict[str, dict[str, int]] = {}
    for language in Mnemonic.list_languages():
        for index, listed in enumerate(Mnemonic(language).wordlist):
            word = _DAMAGED.get((language, index), listed)
            split = unicodedata.normalize("NFKD", word)
            # People type French and Spanish words without accents, and keyboards write composed letters.
            bare = "".join(letter for letter in split if not "\u0300" <= letter <= "\u036f")
            # In capitals the Turkish dotless i becomes an ordinary one.
            for spelling in (split, unicodedata.normalize("NFC", word), bare, split.upper().lower()):
                of.setdefault(spelling, {}).setdefault(language, index)
    return of


def _known(word: str) -> dict[str, int] | None:
    lists = _lists()
    return lists.get(word) or (None if word.isascii() else lists.get(unicodedata.normalize("NFKD", word)))


def checksum_holds(indexes: list[int]) -> bool:
    """Whether words at these places of their list form a valid phrase (BIP-39, checksum)."""
    number = 0
    for index in indexes:
        number = number << 11 | index
    check_bits = len(indexes) // 3
    entropy = (number >> check_bits).to_bytes(len(indexes) * 4 // 3, "big")
    return hashlib.sha256(entropy).digest()[0] >> (8 - check_bits) == number & ((1 << check_bits) - 1)


def _lowered(text: str) -> str:
    """Lower case of the same length, so that places in it are places in the text."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def find_phrases(text: str) -> list[PhraseRun]:
    """Runs of at least twelve words of one list with at least ten different ones, by position."""
    if text.isascii():
        return _separated(text, text.translate(_ASCII_WORDS).split(), _WORD) if len(text) >= _ASCII_SHORTEST else []
    lower = _lowered(text)
    return _separated(lower, _MARKED_WORD.findall(lower), _MARKED_WORD) + _unseparated(text)


def _separated(text: str, words: list[str], pattern: re.Pattern[str]) -> list[PhraseRun]:
    known = _lists()
    # Twelve in a row always cover one of every twelfth place.
    hits = [at for at in range(SHORTEST - 1, len(words), SHORTEST) if words[at] in known or _known(words[at])]
    spans: list[tuple[int, int]] = []
    found: list[PhraseRun] = []
    seen: dict[str, int] = {}  # the last place looked at for each language: each run is walked once
    for place in hits:
        for language in _known(words[place]) or ():
            if place <= seen.get(language, -1):
                continue
            first, indexes = _stretch(words, place, language)
            seen[language] = first + len(indexes) - 1
            if len(indexes) < SHORTEST:
                continue
            spans = spans or [match.span() for match in pattern.finditer(text)]
            for start, end, part in _close_together(spans[first : first + len(indexes)], indexes):
                run = _judged(start, end, part, language)
                if run is not None and not run.valid and _is_prose(text[start:end]):
                    continue
                if run is not None and all(run.end <= other.start or run.start >= other.end for other in found):
                    found.append(run)
    return sorted(found, key=lambda run: run.start)


def _stretch(words: list[str], place: int, language: str) -> tuple[int, list[int]]:
    """The longest run of one list around a place: its first place and the indexes of its words."""
    first = place
    before: list[int] = []
    while first > 0 and (lists := _known(words[first - 1])) and language in lists:
        before.append(lists[language])
        first -= 1
    last = place
    after: list[int] = []
    while last < len(words) and (lists := _known(words[last])) and language in lists:
        after.append(lists[language])
        last += 1
    return first, before[::-1] + after


def _close_together(spans: list[tuple[int, int]], indexes: list[int]) -> list[tuple[int, int, list[int]]]:
    """The run, cut where too much stands between two words."""
    parts: list[tuple[int, int, list[int]]] = []
    begin = 0
    for place in range(1, len(spans) + 1):
        if place == len(spans) or spans[place][0] - spans[place - 1][1] > _GAP:
            parts.append((spans[begin][0], spans[place - 1][1], indexes[begin:place]))
            begin = place
    return parts


def _judged(start: int, end: int, indexes: list[int], language: str) -> PhraseRun | None:
    if len(indexes) < SHORTEST:
        return None
    if len(set(indexes)) < _DISTINCT:
        # Few phrases repeat words so often; chants ("moon moon moon") do, and one in sixteen of them has a checksum.
        proved = len(indexes) in LENGTHS and len(set(indexes)) >= _DISTINCT_IF_PROVED and checksum_holds(indexes)
        return PhraseRun(start, end, True) if proved else None
    if language.startswith("chinese"):
        valid = len(indexes) in LENGTHS and checksum_holds(indexes)
        return PhraseRun(start, end, valid) if valid else None
    return PhraseRun(start, end, _valid_somewhere(indexes))


def _is_prose(text: str) -> bool:
    return sum(word in _PROSE for word in _WORD.findall(text.lower())) > _MOST_PROSE


def _valid_somewhere(indexes: list[int]) -> bool:
    """Whether a full-length stretch is valid; only looked for where at most a few words stand around it."""
    return any(
        checksum_holds(indexes[first : first + length])
        for length in LENGTHS
        if length <= len(indexes) <= length + 3
        for first in range(len(indexes) - length + 1)
    )


def _unseparated(text: str) -> list[PhraseRun]:
    """Chinese phrases written without spaces: only right after a label, valid, and unlike running text."""
    found: list[PhraseRun] = []
    if not _HAN_RUN.search(text):
        return found
    for match in _HAN_LABELLED.finditer(text):
        letters = match[1]
        if len(letters) not in LENGTHS or sum(letter in _EVERYDAY for letter in letters) > 2:
            continue
        known = [_known(letter) or {} for letter in letters]
        for language in ("chinese_simplified", "chinese_traditional"):
            indexes = [lists[language] for lists in known if language in lists]
            if len(indexes) == len(letters) and len(set(indexes)) >= _DISTINCT and checksum_holds(indexes):
                found.append(PhraseRun(*match.span(1), True))
                break
    return found


def phrase_part(text: str) -> PhrasePart | None:
    """The words of a message that is nothing but six or more words of one list, numbered or not.

    Else None.
    """
    words = (_WORD if text.isascii() else _MARKED_WORD).findall(_lowered(text))
    if len(words) < _PART or sum(word in _PROSE for word in words) >= _MOST_PROSE:
        return None
    languages: set[str] | None = None
    for word in words:
        lists = _known(word)
        if lists is None:
            return None
        languages = set(lists) if languages is None else languages & lists.keys()
        if not languages:
            return None
    return PhrasePart(tuple(words), frozenset(languages or ()))


def completes(first: PhrasePart, second: PhrasePart) -> bool:
    """Whether two messages that follow one another are one phrase together."""
    return bool(first.languages & second.languages) and bool(find_phrases(" ".join(first.words + second.words)))
