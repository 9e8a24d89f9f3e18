"""The script and language of a short message, and the folding under which spellings of one word are equal."""

import re
import unicodedata
from dataclasses import dataclass

from opencc import OpenCC

from core.language_words import ROMAN_TAMIL, ROMAN_TAMIL_ENDINGS, STOP_WORDS

_HAN = "".join(map(chr, range(0x4E00, 0xA000)))
_TO_SIMPLIFIED = {ord(old): new for old, new in zip(_HAN, OpenCC("t2s").convert(_HAN), strict=True) if old != new}
# Both scripts write these, although some Traditional character is simplified to each of them.
_SHARED = frozenset(
    "后里干面云着台只系准斗谷丑范姜叶松千回几才余志制表采困致卷布占周御舍沈升万于咸注游向凶岳症征蒙曲折郁佣"
)
_TRADITIONAL = frozenset(map(chr, _TO_SIMPLIFIED))
_SIMPLIFIED = frozenset(_TO_SIMPLIFIED.values()) - _SHARED - _TRADITIONAL

# Spellings of one word that conversion leaves apart: an account is 账户, 帳戶 and 賬戶.
_FOLD = {chr(old): new for old, new in _TO_SIMPLIFIED.items()} | {"帳": "账", "帐": "账", "裏": "里", "裡": "里"}
# Nearly every Chinese message has one of these, and a single one makes NFKC several times slower.
_WIDE_MARK = re.compile("[！（），：；？]")
_WIDER = 0xFEE0
# Looked for first: str.translate takes twenty times as long for a character that is to stay.
_FOLDED_AWAY = re.compile(f"[{''.join(_FOLD)}]")

_RUNS = re.compile(
    "(?P<Hani>[\u3400-\u4dbf\u4e00-\u9fff]+)|(?P<Taml>[\u0b80-\u0bff]+)|(?P<Cyrl>[\u0400-\u04ff]+)"
    "|(?P<Jpan>[\u3040-\u30ff]+)|(?P<Kore>[\uac00-\ud7af]+)|(?P<Arab>[\u0600-\u06ff]+)"
    "|(?P<Deva>[\u0900-\u097f]+)|(?P<Thai>[\u0e00-\u0e7f]+)|(?P<Latn>[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+)"
)
_HAN_LETTER = re.compile("[\u3400-\u9fff]")
_OF_SCRIPT = {"Taml": "ta", "Jpan": "ja", "Kore": "ko", "Arab": "ar", "Deva": "hi", "Thai": "th"}
# Latin words inside another script are mostly names and terms (USDT, gas), so a Latin letter counts for less.
_WEIGHT = {"Latn": 0.25, "Hani": 1.5}


def _locales_by_word() -> dict[str, tuple[str, ...]]:
    """Each stop word with the languages it belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    locale = ""
    for word in STOP_WORDS.split():
        if word.endswith(":"):
            locale = word[:-1]
        else:
            found[word] = (*found.get(word, ()), locale)
    return found


_WORD_LOCALES = _locales_by_word()
_ROMAN_TAMIL = frozenset(ROMAN_TAMIL.split())
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MOST = 400  # A longer message says no more about its language.


@dataclass(frozen=True, slots=True)
class Language:
    """``locale`` is empty where nothing is known; ``script`` is ISO 15924 (romanised Tamil: ta and Latn).

    ``sure`` is false where the words would do in another language or script too: then the person's or group's
    last language is the better guess.
    """

    locale: str
    script: str
    sure: bool


_UNKNOWN = Language("", "", sure=False)


def language_of(text: str) -> Language:
    """Judge a short message by its letters and its commonest words."""
    text = text[:_MOST]
    if text.isascii():
        return _latin(text)
    letters: dict[str, float] = {}
    for run in _RUNS.finditer(text):
        script = run.lastgroup or ""
        letters[script] = letters.get(script, 0.0) + (run.end() - run.start()) * _WEIGHT.get(script, 1.0)
    if not letters:
        return _UNKNOWN
    script = max(letters, key=letters.__getitem__)
    if script == "Latn":
        return _latin(text)
    if script == "Cyrl":
        return Language(_by_words(text.casefold().split(), ("ru", "uk")) or "ru", "Cyrl", sure=True)
    if "Jpan" in letters and script == "Hani":
        script = "Jpan"
    return _chinese(text) if script == "Hani" else Language(_OF_SCRIPT[script], script, sure=True)


def folded(text: str) -> str:
    """One spelling for what reads the same: compatibility forms, case, Traditional as Simplified."""
    if text.isascii():
        return text.casefold()
    if _WIDE_MARK.search(text):
        text = _WIDE_MARK.sub(lambda match: chr(ord(match[0]) - _WIDER), text)
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _FOLDED_AWAY.sub(lambda match: _FOLD[match[0]], plain) if _HAN_LETTER.search(plain) else plain


def _chinese(text: str) -> Language:
    characters = set(text)
    traditional = len(characters & _TRADITIONAL)
    simplified = len(characters & _SIMPLIFIED)
    if traditional > simplified:
        return Language("zh-Hant", "Hant", sure=True)
    return Language("zh-Hans", "Hans", sure=simplified > traditional)


def _latin(text: str) -> Language:
    words = _LATIN_WORD.findall(text.casefold())
    if not words:
        return _UNKNOWN
    tamil = sum(2 if word in _ROMAN_TAMIL else word.endswith(ROMAN_TAMIL_ENDINGS) for word in words)
    if tamil >= 2 and tamil * 3 >= len(words):
        return Language("ta", "Latn", sure=tamil > 2 or len(words) < 7)
    found = _by_words(words, None)
    return Language(found or "en", "Latn", sure=found is not None)


def _by_words(words: list[str], among: tuple[str, ...] | None) -> str | None:
    """The language that most of its stop words are found of; None where two are equal."""
    counts: dict[str, int] = {}
    for word in words:
        for locale in _WORD_LOCALES.get(word, ()):
            if among is None or locale in among:
                counts[locale] = counts.get(locale, 0) + 1
    if not counts:
        return None
    best = max(counts.values())
    leaders = [locale for locale, count in counts.items() if count == best]
    return leaders[0] if len(leaders) == 1 else None
