"""Masks for what members asked, and which questions are taken for the same."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from core.faq.learning.grouping import LIKE_ENOUGH, Leader, Phrasing, most_central, nearest
from core.faq.learning.masks import (
    LONGEST,
    MARK,
    masked_answer,
    masked_question,
    without_marks,
)
from core.faq.learning.phrases import IN_NO_PHRASE, holds_phrase

ROOT = Path(__file__).parents[2]
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
AROUND = st.sampled_from(["", "my coins went to ", "为什么 ", "எப்படி ", "look: ", "(", '"'])
QUESTION = "why is it not there yet"


def joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


SECRET_SHAPES = st.one_of(
    st.from_regex(r"0x[0-9a-fA-F]{40}", fullmatch=True),
    st.from_regex(r"(0x)?[0-9a-f]{64}", fullmatch=True),
    st.from_regex(r"0x[0-9a-fA-F]{4}\.\.\.[0-9a-fA-F]{4}", fullmatch=True),
    st.from_regex(r"0x[0-9a-fA-F]{4}…[0-9a-fA-F]{4}", fullmatch=True),
    st.text(BASE58, min_size=26, max_size=88),
    st.from_regex(r"bc1q[02-9ac-hj-np-z]{38}", fullmatch=True),
    st.from_regex(r"T[1-9A-HJ-NP-Za-km-z]{33}", fullmatch=True),
    st.from_regex(r"(EQ|UQ)[A-Za-z0-9_-]{46}", fullmatch=True),
    st.from_regex(r"(cosmos|addr|osmo)1[02-9ac-hj-np-z]{38,58}", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{7,9}:[A-Za-z0-9_-]{35}", fullmatch=True),
    st.from_regex(r"@[A-Za-z0-9_]{3,32}", fullmatch=True),
    st.from_regex(r"<@!?[0-9]{15,20}>", fullmatch=True),
    st.from_regex(r"[a-z]{3,12}#[0-9]{4}", fullmatch=True),
    st.from_regex(r"[a-z]{2,8}(\.[a-z]{2,8})?@[a-z]{2,10}\.[a-z]{2,4}", fullmatch=True),
    st.from_regex(r"(https?://|tg://|www\.)[a-z]{2,12}\.(com|example|org)(/[A-Za-z0-9]{1,10})?", fullmatch=True),
    st.from_regex(r"t\.me/[A-Za-z0-9_]{4,16}", fullmatch=True),
    st.from_regex(r"[a-z]{3,12}\.(eth|sol|ton)", fullmatch=True),
    st.from_regex(r"bc1q[a-z0-9]{0,2}[0-9](\.\.\.|…)[a-z0-9]{4}", fullmatch=True),
    st.from_regex(r"\+[1-9][0-9]{1,2} [0-9]{2,3} [0-9]{3} [0-9]{4}", fullmatch=True),
    st.from_regex(r"[0-9]{5,19}", fullmatch=True),
    st.from_regex(r"#[A-Z]{2,4}-[0-9]{4,8}", fullmatch=True),
    st.from_regex(r"[A-Z]{3}-[0-9]{4}-[A-Z0-9]{4}", fullmatch=True),
    st.from_regex(r"[A-Z]{2}[0-9]{2} [A-Z]{4} [0-9]{4} [0-9]{4} [0-9]{2}", fullmatch=True),
)


@given(shape=SECRET_SHAPES, before=AROUND)
def test_nothing_of_an_address_a_hash_a_name_or_a_number_survives(shape: str, before: str):
    kept = masked_question(joined(before + shape, QUESTION))

    assert kept is not None
    assert shape not in kept
    assert MARK in kept
    assert QUESTION in kept
    assert re.search(r"0x|@|://|[0-9]{5}|[A-Za-z0-9]{20}|#\d", kept) is None


@given(shape=SECRET_SHAPES, at=st.integers(1, 200))
def test_what_nobody_sees_does_not_hide_a_shape(shape: str, at: int):
    hidden = shape[: at % len(shape)] + "\u200b" + shape[at % len(shape) :]

    assert masked_question(joined("please", hidden, QUESTION)) == masked_question(joined("please", shape, QUESTION))


@given(shape=SECRET_SHAPES)
def test_wide_letters_do_not_hide_a_shape(shape: str):
    wide = "".join(chr(ord(one) + 0xFEE0) if (one.isalnum() and one.isascii()) or one in "@#" else one for one in shape)

    kept = masked_question(joined("please", wide, QUESTION))

    assert kept is not None
    assert MARK in kept
    assert re.search(r"0x|@|[0-9]{5}|[A-Za-z0-9]{20}", kept) is None


@given(
    language=st.sampled_from(["english", "spanish", "french", "italian", "portuguese", "chinese_simplified"]),
    strength=st.sampled_from([128, 192, 256]),
    entropy=st.binary(min_size=32, max_size=32),
    between=st.sampled_from([" ", "\n", ", ", " - ", "; "]),
    before=st.sampled_from(["", "my phrase is ", "help!! ", "这是 "]),
)
def test_a_recovery_phrase_is_dropped_with_everything_around_it(
    language: str, strength: int, entropy: bytes, between: str, before: str
):
    words = Mnemonic(language).to_mnemonic(entropy[: strength // 8]).split()

    assert masked_question(before + between.join(words) + between + QUESTION) is None
    assert masked_answer(before + between.join(words) + between + QUESTION) is None


def test_words_that_break_a_phrase_are_in_no_list_of_recovery_words():
    recovery = {word for language in Mnemonic.list_languages() for word in Mnemonic(language).wordlist}

    assert not IN_NO_PHRASE & recovery


def test_no_answer_of_ours_is_taken_for_a_phrase():
    files = sorted((ROOT / "config/packs/default/faq").glob("*/*.md"))

    assert [file for file in files if holds_phrase(file.read_text("utf-8").split("---\n")[2])] == []


def test_a_numbered_recovery_phrase_is_dropped():
    words = Mnemonic("english").to_mnemonic(bytes(16)).split()

    assert holds_phrase("\n".join(f"{number}. {word}" for number, word in enumerate(words, 1)))


@given(text=st.text(max_size=600))
def test_masking_twice_changes_nothing_more(text: str):
    once = masked_question(text)

    if once is not None:
        assert len(once) <= LONGEST
        assert masked_question(once) in (once, None)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("How do I bridge to Polygon?", "How do I bridge to Polygon?"),
        ("Is ERC20 or TRC20 cheaper, and what is BEP-20?", "Is ERC20 or TRC20 cheaper, and what is BEP-20?"),
        ("我的 USDT 为什么没到账？", "我的 USDT 为什么没到账？"),
        ("என் பணம் ஏன் வரவில்லை?", "என் பணம் ஏன் வரவில்லை?"),
        ("Is 2FA needed for 0.5 ETH?", "Is 2FA needed for 0.5 ETH?"),
        ("Can I use the Web3 app in 2026?", "Can I use the Web3 app in 2026?"),
        ("how  do\nI   stake", "how do I stake"),
    ],
)
def test_ordinary_questions_stay_as_they_are(asked: str, kept: str):
    assert masked_question(asked) == kept


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("Hi Mia, how do I stake?", f"Hi {MARK}, how do I stake?"),
        ("my name is Amara Silva and I cannot log in", f"my name is {MARK} and I cannot log in"),
        ("我叫小薇，怎么登录", f"我叫{MARK}，怎么登录"),
        ("my order 4711 is not there", f"my order {MARK} is not there"),
        ("订单号 4711 还没到", f"订单号 {MARK} 还没到"),
        ("my password: hunter is refused", f"my password: {MARK} is refused"),
        ("the password is hunter2 why", f"the password is {MARK} why"),
        ("why 0xdead…beef and 0xdead…beef again", f"why {MARK} and {MARK} again"),
        ("why is 185.12.7.9 slow", f"why is {MARK} slow"),
    ],
)
def test_what_names_somebody_is_cut_out_and_the_question_stays(asked: str, kept: str):
    assert masked_question(asked) == kept


def test_names_that_are_known_are_cut_out_wherever_they_stand():
    assert masked_question("can you tell amara silva why it is late", ["Amara Silva"]) == (
        f"can you tell {MARK} why it is late"
    )
    assert masked_question("小薇的币没有到账怎么办", ["小薇"]) is not None


@pytest.mark.parametrize("text", ["", "?", "help", "@mia", "0x" + "ab" * 20, "👍 👍 👍", "吗", "12345 67890"])
def test_what_asks_nothing_is_dropped(text: str):
    assert masked_question(text) is None


def test_a_long_question_is_cut_between_two_words():
    kept = masked_question("why is " * 200)

    assert kept is not None
    assert len(kept) <= LONGEST
    assert set(kept.split()) == {"why", "is"}


def test_an_answer_keeps_its_lines_and_our_own_links():
    text = "Hello Amara,\n\n1. Open https://harbour.example/help.\n2. Never open https://evil.example/x\n\n\n\nMia"

    kept = masked_answer(text, ["Mia"], keeps=lambda link: link.startswith("https://harbour.example"))

    assert kept == f"Hello {MARK},\n\n1. Open https://harbour.example/help.\n2. Never open {MARK}\n\n{MARK}"


def test_marks_are_no_part_of_what_is_asked():
    assert without_marks(f"Hi {MARK}, where is {MARK} my money") == "Hi , where is my money"


# Grouping


def by_first_word(text: str, others: Sequence[str]) -> list[float]:
    """Questions with the same first word are alike; the more so, the nearer in length."""
    first = text.split()[0]
    return [(1.0 - abs(len(text) - len(other)) / 100) * (other.split()[0] == first) for other in others]


def test_a_question_joins_the_likest_gap_of_its_own_language_first():
    leaders = [Leader(1, "bridge wie", "de"), Leader(2, "bridge how do I do that with much ado", "en")]

    assert nearest("bridge how", "en", leaders, by_first_word) == 2


def test_a_question_joins_a_gap_of_another_language_when_that_is_alike():
    assert nearest("bridge how", "en", [Leader(1, "bridge wie", "de")], by_first_word) == 1


def test_both_chinese_scripts_are_one_language():
    leaders = [Leader(1, "bridge wie", "de"), Leader(2, "bridge how do I do that", "zh-Hant")]

    assert nearest("bridge how", "zh-Hans", leaders, by_first_word) == 2


@pytest.mark.parametrize("alike", [0.0, LIKE_ENOUGH - 0.01])
def test_a_question_that_nothing_is_like_founds_a_gap(alike: float):
    leaders = [Leader(1, "bridge how", "en")]

    assert nearest("stake how", "en", leaders, lambda text, others: [alike] * len(others)) is None
    assert nearest("stake how", "en", [], by_first_word) is None


def test_the_same_words_need_no_comparing():
    def never(text: str, others: Sequence[str]) -> list[float]:
        raise AssertionError("compared")

    assert nearest("Bridge how", "en", [Leader(7, "bridge HOW", "ta")], never) == 7


def test_the_most_central_phrasing_stands_for_the_gap():
    said = [Phrasing("bridge aa", "en"), Phrasing("bridge aaaa", "en"), Phrasing("other", "en")]

    assert most_central(said, by_first_word).question.startswith("bridge")
    assert most_central([Phrasing("one", "en", 1), Phrasing("two", "en", 5)], by_first_word).question == "two"
