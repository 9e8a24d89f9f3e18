"""Undoes the disguises of text before anything is matched.

Hidden characters, look-alike letters, spaced-out words.

Rules of the ground: Unicode TR36 and TR39. The look-alike letters are a table of our own, because the
published one
lacks the letters that spam really uses (Cyrillic к, м, н, т) and costs a tenth of a second to load.
"""

import re
import unicodedata
from typing import NamedTuple

from core.scam.outline import outline, outline_table


class Canonical(NamedTuple):
    """Text ready for matching, and how much disguise came off it.

    ``hidden``: invisible characters between letters. ``mixed``: words of mixed scripts that were folded to
    one.
    ``spaced``: words written letter by letter.
    """

    text: str
    hidden: int = 0
    mixed: int = 0
    spaced: int = 0


_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
# Joiners are ordinary in Tamil and between emoji; between letters of these scripts they only hide something.
_HIDDEN_IN_WORD = re.compile(
    f"(?<=[A-Za-z0-9\u00c0-\u024f\u0370-\u052f\u4e00-\u9fff])[{_INVISIBLE}]+"
    "(?=[A-Za-z0-9\u00c0-\u024f\u0370-\u052f\u4e00-\u9fff])"
)
# All but the characters of ordinary chat that need no work: ASCII, Han and its punctuation, quotes, dashes, Tamil,
# plain emoji, Russian.
_ODD = re.compile(
    "[^\x00-\x7f\u4e00-\u9fff\u3000-\u3002\u300a-\u3011\uff01\uff0c\uff1a\uff1b\uff1f\uff08\uff09"
    "\u2013\u2014\u2018-\u201e\u2022\u0b80-\u0bff\U0001f300-\U0001faff\u2600-\u27bf"
    "\u0401\u0410-\u044f\u0451«»]"
)
_ASCII_LETTER = re.compile("[A-Za-z]")
_CYRILLIC_PLAIN = re.compile("[\u0401-\u0451]")
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:([ ._*·•|/~-]{1,2})[^\W\d_])(?:\1[^\W\d_]){2,}(?![^\W_])")
# For a look at whether there are four single letters; any character beyond ASCII may be such a letter.
_SPACED_OUTLINE = outline_table(
    lambda letter: "a" if letter.isalpha() else " " if letter in " ._*|/~-" else ".", beyond="a"
)
_SEPARATORS = re.compile(r"[ ._*·•|/~-]+")
_TOKEN = re.compile(r"[^\W\d_]+")
_TWO_SCRIPTS = re.compile(r"[A-Za-z][^\W\d_\x00-\x7f]|[^\W\d_\x00-\x7f][A-Za-z]")

# Pairs of a look-alike and the Latin letter it passes for.
_PAIRS = (
    "аaвbгrеeёeіiїiјjкkмmнhоoпnрpсcтtуyхxѕsԁdԛqԝwһhӏlьbѵvиuцuшwүyғfқkңhҳx"
    "АaВbЕeЁeІiЇiЈjКkМmНhОoРpСcТtУyХxЅsԌgԚqԜwЬbИnЯrПnӀlҮyЗ3Ч4"
    "αaβbγyδdεeζzηnθoιiκkμuνvοoπnρpσoςcτtυuχxωwϲcϳj"
    "ΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxϹcϺm"
    "օoոnսuհhցgզqՕoՍuՏsԼlԱu"
    "ᎪaᎬeᎻhᏆtᏀgᎷmᏟcᏢpᏚsᎳwᏒrᏙvᎢtᏞlᏃzᏴbᎫjᏦkᎠdᎡrᎥi"
    "ꓮaꓐbꓚcꓓdꓰeꓝfꓖgꓧhꓲiꓙjꓗkꓡlꓟmꓠnꓳoꓑpꓣrꓢsꓔtꓴuꓦvꓪwꓫxꓬyꓜz"
)
_TO_LATIN = {ord(_PAIRS[i]): _PAIRS[i + 1] for i in range(0, len(_PAIRS), 2)}
_TO_CYRILLIC = str.maketrans("aceopxykmhtbnruACEOPXYKMHTB", "асеорхукмнтвпгиАСЕОРХУКМНТВ")
_FOREIGN = re.compile("[" + "".join(map(chr, _TO_LATIN)) + "]")
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
# Letters that no letter of the other script looks like tell which script a text is really in.
_ONLY_LATIN = re.compile("[dfgijlqsvwzDFGIJLNQRSUVWZѕѡԁԛԝһЅ]")
_ONLY_CYRILLIC = re.compile("[бджзйлфчщъыэюяБДЖЗЙЛФЦЧШЩЪЫЭЮ]")


# Where the alphabets of boxed capitals begin.
_BOXED = (0x1F150, 0x1F170, 0x1F1E6)


def _always() -> dict[int, str]:
    """Latin letters in another dress, which NFKC leaves alone.

    Small capitals, boxed emoji, accents, strokes.
    """
    table = {
        ord(shape): letter
        for shape, letter in zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True)
    }
    table |= {
        ord(shape): letter for shape, letter in zip("ıɑɡɩđħłøŧƅɛɪʏʀƒɱŋɾɹɥıȷ", "iagidhlotbeiyrfmnrrhij", strict=True)
    }
    for first in _BOXED:
        table |= {first + place: chr(ord("a") + place) for place in range(26)}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFKD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    table |= {0x2019: "'", 0x02BC: "'"}
    return table


_ALWAYS = _always()
# Characters beyond U+FFFF are compared one range after the other, so they must be few ranges.
_DRESSED = re.compile(
    f"[{_MARKS}{''.join(chr(code) for code in _ALWAYS if code < 0x10000)}"
    f"{''.join(f'{chr(first)}-{chr(first + 25)}' for first in _BOXED)}]"
)
_LEET = str.maketrans("0134578@$€£!|", "oieastbasefil")
_LEET_WORD = re.compile(r"[0134578@$€£!|]")


def canonical(text: str) -> Canonical:
    """Undo the disguises and lower the case; doing it again changes nothing.

    Plain chat takes the quick way out.
    """
    if text.isascii():
        return _joined(text.lower())
    if "\u2019" in text:
        text = text.replace("\u2019", "'")
    if is_plain(text) and not (_CYRILLIC_PLAIN.search(text) and _ASCII_LETTER.search(text)):
        return _joined(text.lower())
    return _unmasked(text)


def is_plain(text: str) -> bool:
    """Whether every character is one of ordinary chat, which means what it looks like."""
    return text.isascii() or _ODD.search(text) is None


def unleet(word: str) -> str:
    """The word with digits and signs read as the letters they stand for.

    Compare the result with known words only.
    """
    return word.translate(_LEET) if _LEET_WORD.search(word) else word


def skeleton(name: str) -> str:
    """What a name or host looks like at a glance: two names with one skeleton are mistaken for each other."""
    shown = canonical(name).text.translate(_TO_LATIN).translate(_SAME_SHAPE)
    for pair, letter in (("rn", "m"), ("vv", "w"), ("cl", "d")):
        shown = shown.replace(pair, letter)
    return shown


_SAME_SHAPE = str.maketrans("01ij|!5$", "olllllss")


def visible(text: str) -> tuple[str, list[int] | None]:
    """The text as it is seen: hidden characters gone, fancy letters and digits plain, one character for each.

    The list says where each character stood; None where nothing changed.
    """
    if is_plain(text) or (unicodedata.is_normalized("NFKC", text) and not _HIDDEN.search(text)):
        return text, None
    shown: list[str] = []
    places: list[int] = []
    changed = False
    for place, letter in enumerate(text):
        if letter.isascii():
            plain = letter
        elif _HIDDEN.match(letter):
            changed = True
            continue
        else:
            plain = unicodedata.normalize("NFKC", letter)
            if len(plain) != 1:
                plain = letter
            changed = changed or plain != letter
        shown.append(plain)
        places.append(place)
    return ("".join(shown), places) if changed else (text, None)


def _unmasked(text: str) -> Canonical:
    hidden = sum(len(match[0]) for match in _HIDDEN_IN_WORD.finditer(text)) if _HIDDEN.search(text) else 0
    mixed = spaced = 0
    # One undoing can uncover another (a full-width letter with a mark on it); it settles in two or
    # three rounds.
    while True:
        plain = _DRESSED.sub(_undressed, unicodedata.normalize("NFKC", _HIDDEN.sub("", text)))
        plain, folded = _one_script(plain)
        done = _joined(plain.lower())
        mixed += folded
        spaced += done.spaced
        # Nothing above touches ASCII but the joining of letters.
        if done.text == text or (done.text.isascii() and not _may_be_spaced(done.text)):
            return Canonical(done.text, hidden, mixed, spaced)
        text = done.text


def _undressed(match: re.Match[str]) -> str:
    return _ALWAYS.get(ord(match[0]), "")


def _one_script(text: str) -> tuple[str, int]:
    """Fold look-alikes word by word to the script that the word, or else the message, is really in."""
    if not _FOREIGN.search(text):
        return text, 0
    russian = len(_ONLY_CYRILLIC.findall(text)) > len(_ONLY_LATIN.findall(text))
    latin_text = _ONLY_LATIN.search(text) is not None
    # A word of one script is only folded in a Latin text.
    if (russian or not latin_text) and not _TWO_SCRIPTS.search(text):
        return text, 0
    folded = 0

    def fold(match: re.Match[str]) -> str:
        nonlocal folded
        word = match[0]
        foreign = 0 if word.isascii() else len(_FOREIGN.findall(word))
        if not foreign:
            return word
        latin = len(_LATIN.findall(word))
        if not latin:
            # A whole word of look-alikes in a Latin text: real words of another language have
            # other letters too.
            if foreign < len(word) or russian or not latin_text:
                return word
        else:
            cyrillic, own = len(_ONLY_CYRILLIC.findall(word)), len(_ONLY_LATIN.findall(word))
            if cyrillic > own or (cyrillic == own and russian and _CYRILLIC.search(word)):
                folded += 1
                return word.translate(_TO_CYRILLIC)
        folded += 1
        return word.translate(_TO_LATIN)

    return _TOKEN.sub(fold, text), folded


def _may_be_spaced(lower: str) -> bool:
    """False where no word is spaced out; quick, as hardly any is."""
    letters = outline(lower, _SPACED_OUTLINE)
    return "a a a a" in letters or "a  a  a  a" in letters or "·" in lower or "•" in lower


def _joined(lower: str) -> Canonical:
    """Write words together that were spaced out letter by letter."""
    if not _may_be_spaced(lower):
        return Canonical(lower)
    spaced = 0

    def join(match: re.Match[str]) -> str:
        nonlocal spaced
        spaced += 1
        return _SEPARATORS.sub("", match[0])

    return Canonical(_SPACED.sub(join, lower), spaced=spaced)
