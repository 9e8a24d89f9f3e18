"""Tells a mere "thank you" from words that need an answer. Pure; which words are thanks stands in the packs."""

from collections.abc import Iterable

from core.language import folded

LONGEST = 60


def is_thanks(text: str, words: Iterable[str]) -> bool:
    """Whether a short text consists of nothing but the given words, marks and emoji; a question is never thanks."""
    if not text.strip() or len(text) > LONGEST or "?" in text or "？" in text:
        return False
    left = folded(text)
    found = False
    for word in sorted({folded(word.strip()) for word in words} - {""}, key=len, reverse=True):
        if word in left:
            left, found = left.replace(word, " "), True
    return found and not any(letter.isalnum() for letter in left)
