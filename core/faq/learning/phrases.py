"""Recovery phrases by their shape alone: many short words in a row. Pure."""

import re

_LEAST = 12  # The shortest recovery phrase, in words.
# Frequent words of people's messages that stand in no list of recovery words, in whatever language.
_FREQUENT = (
    "after and anyone anything app are been but cannot coins crypto did does dont every for from get got has here how"
    " its kyc login lost many may missing not out password pls says see send sent should some somebody something stake"
    " staking staked stuck support than the them through too usdt wallet wants was website which while who why with"
    " without your yours yourself eth btc txid whats cant didnt isnt wont higher lower fees would amounts balances"
    " aana ana andha athu dhaan ellam enaku enakku enga enna enn epdi eppadi evlo idhu illa inga innum iruku irukku"
    " ithu kaasu konjam mattum naan nalla onnume oru panni pannu pannanum panrathu sollunga thaan unga vera venum yen"
)
IN_NO_PHRASE = frozenset(_FREQUENT.split())
_WORDS = re.compile(r"[^\W\d_]+")
_WITH_DOTS = re.compile(r"\S*[:：]//\S*|(?<!\S)[a-z0-9-]+\.[a-z0-9-]+\.?(?!\S)")
_BREAK = " toolongforaword "
_HAN_PHRASE = re.compile("(?:[\u3400-\u9fff][\\s\\d.,;:、，-]{1,6}){11}[\u3400-\u9fff]")


def holds_phrase(text: str) -> bool:
    """Whether so many short words follow one another that they may be a recovery phrase.

    The words of all lists are three to nine letters long, or a single character in Chinese; what stands between
    them (numbers, commas, lines) does not matter, but for links, whose parts are words as well.
    """
    run = 0
    for word in _WORDS.findall(_WITH_DOTS.sub(_BREAK, text.casefold())):
        latin = word[0] < "\u0250"
        run = run + 1 if latin and 3 <= len(word) <= 9 and word not in IN_NO_PHRASE else 0
        if run == _LEAST:
            return True
    return _HAN_PHRASE.search(text) is not None
