"""Finds BIP-39 recovery phrases, in every list there is, whole or split over two messages.

In 742,048 real messages, twelve list words in a row occurred once, and that one was a phrase: the run itself
is the
evidence. The checksum only says how sure it is, because one in sixteen random lists passes and typing errors
fail.
The Chinese lists are the exception: they hold most everyday characters, so there a valid checksum is needed.
"""

import re
from dataclasses import dataclass

from core.scam.outline import outline, outline_table
from core.scam.wordlists import checksum_holds, places_of

LENGTHS = (24, 21, 18, 15, 12)
SHORTEST = LENGTHS[-1]
_DISTINCT = 10
_DISTINCT_IF_PROVED = 6
_PART = 6
# Numbering, bullets and line breaks between two words; more than this is other text.
_GAP = 16

# Beyond ASCII, of what people write most: what separates words, and what is a letter and so cannot.
_SIGNS = (
    "\u0b80-\u0bff\u2000-\u206f\u3000-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20"
    "\u2600-\u2775\u2794-\u27bf\U0001f300-\U0001faff«»"
)
_LETTERS = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u052f\u3041-\u3096\u4e00-\u9fff\uac00-\ud7a3"
# A word of Tamil, which has no list, ends every run; its vowel signs would look like separators.
_TAMIL_WORD = re.compile(
    "[\u0b83\u0b85-\u0b8a\u0b8e-\u0b90\u0b92-\u0b95\u0b99\u0b9a\u0b9c\u0b9e\u0b9f\u0ba3\u0ba4\u0ba8-\u0baa\u0bae-\u0bb9"
    "\u0bd0\u0bf0-\u0bf2][\u0b80-\u0bff]*"
)
_ANY_LETTER = "é"
_WORD = re.compile(r"[A-Za-z]+")
# The same words as the pattern's, several times quicker.
_WORDS_OUTLINE = outline_table(lambda letter: letter.lower() if letter.isalpha() else " ")
_LETTERS_OUTLINE = outline_table(lambda letter: "x" if letter.isalpha() else " ", beyond="x")
# Twelve words of three letters and what separates them.
_ASCII_SHORTEST = 47
_SEPARATING = re.compile(f"[{_SIGNS}][{_SIGNS}]*")
_UNSURE = re.compile(f"[^\x00-\x7f{_LETTERS}]")
# Some lists have accents, which may come as separate combining marks.
_MARKED_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u3099\u309a]+[^\W\d_]*)*")
# Twelve words of one letter and what separates them.
_SEPARATORS = SHORTEST - 1
_SHORTEST_TEXT = SHORTEST + _SEPARATORS
# Begins with a single class, which makes the search quick where there is no Han.
_HAN_RUN = re.compile("[\u4e00-\u9fff][\u4e00-\u9fff]{11}")
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


def _lowered(text: str) -> str:
    """Lower case of the same length, so that places in it are places in the text."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def find_phrases(text: str) -> list[PhraseRun]:
    """Runs of at least twelve words of one list with at least ten different ones, by position."""
    if text.isascii():
        return _in_ascii(text)
    return _beyond_ascii(text) + _unseparated(text)


def _in_ascii(text: str) -> list[PhraseRun]:
    """In a text in which whatever is beyond ASCII separates words."""
    if len(text) < _ASCII_SHORTEST:
        return []
    words = outline(text, _WORDS_OUTLINE)
    return _separated(words, words.split(), _WORD) if words.count(" ") >= _SEPARATORS else []


def _beyond_ascii(text: str) -> list[PhraseRun]:
    if len(text) < _SHORTEST_TEXT:
        return []
    plain = _SEPARATING.sub(" ", _TAMIL_WORD.sub(_ANY_LETTER, text))
    if plain.isascii():
        return _in_ascii(text)
    if not _UNSURE.search(plain) and outline(plain, _LETTERS_OUTLINE).count(" ") + plain.count("?") < _SEPARATORS:
        return []
    lower = _lowered(text)
    return _separated(lower, _MARKED_WORD.findall(lower), _MARKED_WORD)


def _separated(text: str, words: list[str], pattern: re.Pattern[str]) -> list[PhraseRun]:
    if len(words) < SHORTEST:
        return []
    # Twelve in a row always cover one of every twelfth place.
    hits = [at for at in range(SHORTEST - 1, len(words), SHORTEST) if places_of(words[at])]
    spans: list[tuple[int, int]] = []
    found: list[PhraseRun] = []
    seen: dict[str, int] = {}  # the last place looked at for each language: each run is walked once
    for place in hits:
        for language in places_of(words[place]) or ():
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
    while first > 0 and (lists := places_of(words[first - 1])) and language in lists:
        before.append(lists[language])
        first -= 1
    last = place
    after: list[int] = []
    while last < len(words) and (lists := places_of(words[last])) and language in lists:
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
        known = [places_of(letter) or {} for letter in letters]
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
        lists = places_of(word)
        if lists is None:
            return None
        languages = set(lists) if languages is None else languages & lists.keys()
        if not languages:
            return None
    return PhrasePart(tuple(words), frozenset(languages or ()))


def completes(first: PhrasePart, second: PhrasePart) -> bool:
    """Whether two messages that follow one another are one phrase together."""
    return bool(first.languages & second.languages) and bool(find_phrases(" ".join(first.words + second.words)))
