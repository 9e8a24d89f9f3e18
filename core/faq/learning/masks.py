"""Cuts out of people's words all that names somebody or opens something, by its shape alone. Pure.

Secrets are cut out long before (core.perception); this is the second net, and a coarser one: it may take away too much.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from core.faq.learning.phrases import holds_phrase

MARK = "[—]"
LONGEST = 300
FEWEST_WORDS = 2
_READ = 4000  # Characters that are looked at.

Mask = Callable[[re.Match[str]], str]


def masked_question(text: str, names: Iterable[str] = ()) -> str | None:
    """The question as it may be kept, on one line; None when too little of it is left, or it may be a phrase."""
    plain = _plain(text)
    if holds_phrase(plain):
        return None
    words = _cut(" ".join(_masked(plain, names).split()), LONGEST)
    return words if _size(words) >= FEWEST_WORDS else None


def masked_answer(text: str, names: Iterable[str] = (), keeps: Callable[[str], bool] | None = None) -> str | None:
    """An answer as a draft may hold it, its lines kept; None when it may be a recovery phrase or nothing is left.

    ``keeps``: whether a link is one of ours and stays.
    """
    plain = _plain(text)
    if holds_phrase(plain):
        return None
    ours: list[str] = []

    def aside(link: re.Match[str]) -> str:
        name = link[0].rstrip(".,;:!?")
        if keeps is None or len(ours) == len(_ASIDE) or not keeps(name):
            return link[0]
        ours.append(name)
        return _ASIDE[len(ours) - 1] + link[0][len(name) :]

    masked = _masked(_WHOLE_LINK.sub(aside, plain), names)
    for place, link in zip(_ASIDE, ours, strict=False):
        masked = masked.replace(place, link)
    rows = [" ".join(row.split()) for row in masked.split("\n")]
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()
    return words if _size(words) >= FEWEST_WORDS else None


def without_marks(words: str) -> str:
    """What is left to ask when the marks are taken out."""
    return " ".join(words.replace(MARK, " ").split())


def _plain(text: str) -> str:
    """Without what nobody sees and by which shapes are hidden, in one spelling of every character."""
    plain = unicodedata.normalize("NFC", "".join(map(_shown, text[:_READ])))
    # What was cut off in its middle would not be known by its shape.
    return plain if len(text) <= _READ else (plain.rsplit(None, 1) or [""])[0]


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return "\n" if character in "\n\u2028\u2029" else " "
    if category in ("Cf", "Cs", "Co", "Cn"):
        return ""
    simple = unicodedata.normalize("NFKC", character)
    # Chinese punctuation is wide by right; letters, digits and what addresses are made of are so in disguise.
    return simple if simple.isalnum() or simple in _OF_ADDRESSES else character


def _masked(text: str, names: Iterable[str]) -> str:
    for shape, mask in _SHAPES:
        text = shape.sub(mask, text)
    for name in names:
        for part in (name, *name.split()):
            if len(part) >= 3 or not part.isascii():
                text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", MARK, text, flags=re.IGNORECASE)
    return _SEVERAL.sub(MARK, text)


def _cut(words: str, longest: int) -> str:
    if len(words) <= longest:
        return words
    short = words[:longest]
    # Scripts without spaces have no better place to cut at.
    return short.rsplit(" ", 1)[0] if " " in short[longest // 2 :] else short.removesuffix("[").removesuffix("[—")


def _size(words: str) -> int:
    """Words that are left; two Chinese characters count as one."""
    size = 0
    for piece in words.replace(MARK, " ").split():
        han = len(_HAN.findall(piece))
        size += (han + 1) // 2 if han else any(character.isalpha() for character in piece)
    return size


def _always(_: re.Match[str]) -> str:
    return MARK


def _if_digit(found: re.Match[str]) -> str:
    return MARK if any(character.isdigit() for character in found[0]) else found[0]


def _if_mixed(found: re.Match[str]) -> str:
    """A word of letters and digits is a name of ours only while it is short, as in ERC20 or 2FA."""
    run = found[0]
    digits = any(character.isdigit() for character in run)
    letters = any(character.isalpha() for character in run)
    changes = len(_CHANGE_OF_CASE.findall(run))
    return MARK if len(run) >= 20 or (digits and letters) or (len(run) >= 12 and changes >= 4) else run


def _if_code(found: re.Match[str]) -> str:
    run = found[0]
    digits = sum(character.isdigit() for character in run)
    return MARK if len(run) >= 32 or digits >= 3 else run


def _after_label(found: re.Match[str]) -> str:
    """What the label announces goes, the label stays."""
    return found["label"] + MARK


def _unless_common(found: re.Match[str]) -> str:
    return found[0] if found["name"].casefold() in _NO_NAMES else found["label"] + MARK


_WHOLE_LINK = re.compile(r"https?://[^\s<>()\[\]{}\"'，。；：、！？）】]{1,300}")
# Private-use characters cannot come from outside: ``_plain`` takes them away.
_ASIDE = tuple(chr(0xE000 + number) for number in range(20))
_OF_ADDRESSES = frozenset("@./#_-+=<>")
_HAN = re.compile("[\u3400-\u9fff]")
_SEVERAL = re.compile(r"\[—\](?:[\s,;:.·|/+-]{0,3}\[—\])+")
_CHANGE_OF_CASE = re.compile(r"[a-z][A-Z]")
_AFTER_GREETINGS = (
    "all admin admins everybody everyone folks friends guys sir madam mods support team there bitcoin ethereum solana"
    " binance metamask new not unable using looking trying still"
)
_NO_NAMES = frozenset(_AFTER_GREETINGS.split())
_DOMAINS = (
    "com|org|net|io|app|xyz|finance|exchange|example|info|gg|me|ai|dev|eth|sol|bnb|ton|crypto|nft|wallet|dao|link|live"
    "|online|site|store|shop|tech|top|vip|club|pro|fun|world|network|money|cash|capital|trade|page|support|help|co|cc|tv"
    "|cn|hk|tw|sg|my|lk|ru|uk|de|fr|eu|us|jp|kr|id|in|biz|click|space|website|cloud|digital|services|gift|win|bet|ws"
)
# In this order: what is longer and surer goes first, so that no half of it is left.
_SHAPES: tuple[tuple[re.Pattern[str], Mask], ...] = (
    (re.compile(r"-----BEGIN[\s\S]*"), _always),
    (re.compile(r"\{[^{}]{0,4000}\"(?:ciphertext|kdf)\"[\s\S]*"), _always),
    (re.compile(r"<[@#:/at][^<>\s]{0,160}>"), _always),
    (re.compile(r"\S*[:：]//\S*"), _always),
    (re.compile(r"(?<!\S)\S*@\S*"), _always),
    (re.compile(r"[\w.]{2,32}#\d{4}(?!\d)"), _always),
    (
        re.compile(rf"(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]+\.)+(?:{_DOMAINS})(?![A-Za-z0-9-])(?:[/?#:]\S*)?", re.I),
        _always,
    ),
    (re.compile(r"(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}/\S*"), _always),
    (re.compile(r"(?<![A-Za-z0-9])0[xX][0-9a-fA-F]{2,}(?:(?:\.{2,}|…)[0-9a-fA-F]*)?"), _always),
    (re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{3,}(?:\.{2,}|…)[A-Za-z0-9]{3,}"), _if_digit),
    (re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])"), _always),
    (
        re.compile(
            r"(?P<label>(?:pass(?:word|phrase|code)s?|pwd|secrets?|密码|密碼|கடவுச்சொல்)\s{0,3}[:=]\s{0,3})\S+", re.I
        ),
        _after_label,
    ),
    (
        re.compile(
            r"(?P<label>(?:pass(?:word|phrase|code)s?|pwd|密码|密碼)\s{0,3}(?:is|was|是|为|為)\s{0,3})"
            r"[!-~]{0,60}[^A-Za-z\s][!-~]{0,60}",
            re.I,
        ),
        _after_label,
    ),
    (re.compile(r"(?<![A-Za-z0-9_+/=-])[A-Za-z0-9_+/=-]{16,}"), _if_code),
    (re.compile(r"[A-Za-z0-9]{8,}"), _if_mixed),
    (re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+"), _if_code),
    (re.compile(r"[+(]{0,2}\d(?:[\s().,:/–-]{0,3}\d){4,}"), _always),
    (re.compile(r"#[A-Za-z-]{0,12}\d[\w-]*"), _always),
    (
        re.compile(
            r"(?P<label>(?:(?<![^\W\d_])(?:order|ticket|case|uid|id|pin|code|otp|cvv|memo|tag|ref|reference|invoice)"
            r"|订单|訂單|工单|工單|单号|單號|编号|編號|验证码|驗證碼)[\s:#=.]{0,3}(?:(?:is|no|nr|number|号|號|是)[\s:#.]{0,3})?)"
            r"\d{2,}",
            re.I,
        ),
        _after_label,
    ),
    (
        re.compile(
            r"(?P<label>(?<!\w)(?:[Hh]i|HI|[Hh]ello|[Hh]ey|[Dd]ear|[Tt]hanks|[Tt]hank you|[Rr]egards|[Mm]y name is"
            r"|[Ii] am|[Ii]'m|[Ii]’m)[\s,!]{1,3})(?P<name>[A-Z][a-z'’-]+)(?: [A-Z][a-z'’-]+)?"
        ),
        _unless_common,
    ),
    (re.compile("(?P<label>我叫|我的名字是|名字叫|我名叫)\\s?[\u3400-\u9fffA-Za-z]{1,4}"), _after_label),
    (re.compile(r"(?P<label>(?:என்|எனது) பெயர்\s{1,3})\S+"), _after_label),
)
