"""Cheap signs of a question: what is worth a search, and what is idle talk."""

from pathlib import Path

import pytest

from core.faq.gate import Gate
from core.faq.pack import load_faq

PACK = load_faq([Path(__file__).parents[2] / "config" / "packs" / "default"])
GATE = Gate(PACK.cues)


@pytest.mark.parametrize(
    "text",
    [
        "how long does it take",
        "is this real",
        "my account got locked",
        "wen?",
        "提现没到账",
        "請問在哪裡",
        "என் பணம் வரவில்லை",
        "withdrawal innum varala",
        "hi guys is the site slow",
        "don't click? i clicked already, what now",
        "எல்லாம் சரியாகுமா",
    ],
)
def test_questions_and_problems_are_suspected(text):
    assert GATE.suspects(text)


@pytest.mark.parametrize(
    "text",
    [
        "gm everyone",
        "LFG 🚀🚀",
        "",
        "ok",
        "/ask how",
        "love the new logo",
        "早安大家",
        "காலை வணக்கம்",
        "why " * 120,
        "the whitepaper was a good read",
        "dont click that, its a scam",
        "Thanks, not stuck any more",
        "别点那个链接，是骗子",
        "மோசடி லிங்க், கிளிக் செய்யாதீர்கள்",
    ],
)
def test_chatter_commands_and_essays_are_not_worth_a_search(text):
    assert not GATE.suspects(text)


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("how long does it take?", (True, True, False, False)),
        ("my account is locked", (False, False, True, False)),
        ("dont click, its a scam", (False, False, True, True)),
        ("gm", (False, False, False, False)),
    ],
)
def test_cues_are_a_mark_a_question_word_trouble_and_advice(text, cues):
    assert GATE.cues(text) == cues


def test_trouble_is_the_writers_own_unless_it_is_told_as_advice():
    assert GATE.troubled("my withdrawal is stuck")
    assert not GATE.troubled("dont worry, mine was stuck too")
    assert not GATE.troubled("how do i stake")
