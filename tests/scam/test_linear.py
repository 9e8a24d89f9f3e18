"""Work grows with the length of a message and not faster, however it is made."""

import sys

import pytest

from core.scam.secrets import find
from core.scam.signals import examine

PIECES = {
    "asks": "send your seed phrase ",
    "warns": "never share your seed phrase. ",
    "negations": "never not don't ",
    "secrets": "seed phrase ",
    "verbs": "send ",
    "owned": "my seed phrase send ",
    "quotes": '" send seed ',
    "dots": "a.b.",
    "letters": "a b c d ",
    "handles": "@abc ",
    "joined": "aaaa",
    "links": "https://a.example.com/x ",
    "brackets": "[0,1,",
    "list words": "abandon ability ",
    "hex": "0123456789abcdef",
    "look-alikes": "ѕееd рhrаѕе ",
    "han": "请发送助记词",
}


def calls(text: str, official, rules) -> int:
    """How many calls, ours and built-in, one message takes: the same on every machine."""
    count = 0

    def counting(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        examine(text, official=official, rules=rules)
        find(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_four_times_the_text_takes_about_four_times_the_steps(piece, official, rules):
    calls(piece * 50, official, rules)  # what is read once and kept
    short, long = piece * (1000 // len(piece)), piece * (4000 // len(piece))

    assert calls(long, official, rules) <= 6 * calls(short, official, rules) + 200
