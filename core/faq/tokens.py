"""Cuts a message into what the index compares: words, and single and paired characters of Chinese."""

import re
from collections.abc import Iterable

from core.language import folded

_LONGEST = 400  # Characters of a message that are compared; what follows rarely names the topic.
_LONGEST_WORD = 24  # Longer ones are addresses, hashes and links.

# Vowel signs of Indic scripts are no letters to Python's \w, but belong to their word.
_RUN = re.compile(
    r"(?P<han>[\u3400-\u9fff]+)|(?P<word>(?:[^\W_\u3400-\u9fff]|[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff])+)"
)
_LINK = re.compile(r"https?://\S+|www\.\S+|@\w+|<[@#:][^>\s]*>")
_APOSTROPHES = str.maketrans("", "", "'’`´")


class Fillers:
    """Words that name no topic; Chinese ones are cut out of their run.

    ``words`` say nothing at all. ``questions`` are those by which a question begins: they only tell one question
    about a topic from another (how, why, who), so they become weak tokens.
    """

    def __init__(self, words: Iterable[str] = (), questions: Iterable[str] = ()) -> None:
        nothing, weak = frozenset(words), frozenset(questions)
        self.words = frozenset(word for word in nothing | weak if word and not is_han(word))
        self.weak = weak - nothing
        han = sorted((word for word in nothing | weak if word and is_han(word)), key=len, reverse=True)
        self.han = re.compile("|".join(map(re.escape, han)) if han else r"(?!)")


NO_FILLERS = Fillers()


def tokens_of(text: str, fillers: Fillers) -> list[str]:
    """Tokens in reading order without fillers; a pair of words or characters follows as one token ``a b``.

    Question words come as ``~how``, and only beside something that names a topic.
    """
    clean = _LINK.sub(" ", folded(text[:_LONGEST])).translate(_APOSTROPHES)
    found: list[str] = []
    weak: list[str] = []
    if not clean.isascii():
        weak.extend(f"~{word}" for word in fillers.han.findall(clean) if word in fillers.weak)
        clean = fillers.han.sub(" ", clean)
    before = ""
    for run in _RUN.finditer(clean):
        piece = run[0]
        if run.lastgroup == "han":
            found.extend(_characters(piece))
            before = ""
        elif piece in fillers.words:
            if piece in fillers.weak:
                weak.append(f"~{piece}")
        elif piece.isdigit() or len(piece) > _LONGEST_WORD:
            continue
        else:
            found.append(piece)
            if before:
                found.append(f"{before} {piece}")
            before = piece
    return found + weak if found else found


def is_weak(token: str) -> bool:
    return token[0] == "~"


def is_pair(token: str) -> bool:
    return " " in token


def is_han(token: str) -> bool:
    return "\u3400" <= token[0] <= "\u9fff"


def _characters(run: str) -> list[str]:
    found: list[str] = []
    before = ""
    for character in run:
        found.append(character)
        if before:
            found.append(f"{before} {character}")
        before = character
    return found


def grams(word: str) -> frozenset[str]:
    """The parts of three and four characters of a word, its ends marked."""
    padded = f"^{word}$"
    return frozenset(padded[at : at + size] for size in (3, 4) for at in range(len(padded) - size + 1))
