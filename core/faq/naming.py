"""Words that name a matter: seldom said about anything but one topic. Two of them make a message worth a search."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from core.faq.ngrams import runs

_STEM = 6  # Letters of a word that are compared, so that endings make no difference.
_SHORTEST, _LONGEST = 3, 24
_READ = 200  # Characters of a message that are looked at.
_SEEN = 3  # A word in fewer phrasings may be there by chance.
_SHARE = 0.3  # Of all phrasings with the word, those of its topic.
_AGAINST = 2  # How much more often phrasings have it than lines of silence.
_ENOUGH = 2
_ELSE = re.compile("[@/<.]")  # What links and mentions are known by; they are not read.
_ALNUM = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256))


class Naming:
    """Made of the phrasings of each topic and of lines of silence; some 3,000 words for 75 topics."""

    def __init__(self, phrasings: Mapping[str, Iterable[str]], silence: Iterable[str]) -> None:
        by_topic: dict[str, Counter[str]] = {}
        for topic, texts in phrasings.items():
            for text in texts:
                for stem in stems(text):
                    by_topic.setdefault(stem, Counter())[topic] += 1
        beside = Counter(stem for line in silence for stem in stems(line))
        self._known = frozenset(stem for stem, counts in by_topic.items() if _names(counts, beside[stem]))

    def names(self, text: str) -> bool:
        """Whether a text holds enough of these words."""
        return len(stems(text) & self._known) >= _ENOUGH


def _names(counts: Counter[str], beside: int) -> bool:
    total = counts.total()
    return total >= _SEEN and max(counts.values()) >= _SHARE * total and total > _AGAINST * beside


def stems(text: str) -> set[str]:
    """Beginnings of words, and pairs of Chinese characters."""
    text = text[:_READ]
    if text.isascii() and not _ELSE.search(text):
        # Most chatter: the same words in a fraction of the time.
        words = text.encode().translate(_ALNUM, b"'`").split()
        return {word[:_STEM].decode() for word in words if _SHORTEST <= len(word) <= _LONGEST and not word.isdigit()}
    found: set[str] = set()
    for piece, is_han in runs(text):
        if is_han:
            found.update(piece[at : at + 2] for at in range(len(piece) - 1))
        elif _SHORTEST <= len(piece) <= _LONGEST and not piece.isdigit():
            found.add(piece[:_STEM])
    return found
