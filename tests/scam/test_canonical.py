"""Disguises come off, plain text stays, and doing it twice changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.scam.canonical import canonical, skeleton, unleet, visible

ODD_LETTERS = st.sampled_from(
    "aeiosdАЕОсрхкмнтуіѕԁΑΕαορ𝓈𝐞ｅｄⒶ🅰🇸ᴀʙé̷ё́й\u200b\u200d\u2060\u00ad\ufe0fшщФ助记词சொற்ößİſﬁ ._-*1@$'’“”。！"
)


@given(st.one_of(st.text(max_size=60), st.text(ODD_LETTERS, max_size=60)))
def test_doing_it_again_changes_nothing(text):
    once = canonical(text).text

    assert canonical(once).text == once


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("Send your SEED phrase", "send your seed phrase"),
        ("s\u200be\u2060e\u00add phrase", "seed phrase"),
        ("\U000e0073seed", "seed"),
        ("Ѕеnd уоur ѕееd рhrаѕе", "send your seed phrase"),
        ("ｓｅｎｄ 𝓎𝑜𝓊𝓇 𝐬𝐞𝐞𝐝", "send your seed"),
        ("ⓢⓔⓔⓓ 🅿🅷🆁🅰🆂🅴", "seed phrase"),
        ("ᴘʀɪᴠᴀᴛᴇ ᴋᴇʏ", "private key"),
        ("s̷e̷e̷d̷ p̶h̶r̶a̶s̶e̶", "seed phrase"),
        ("śéëd phràsē", "seed phrase"),
        ("s e e d phrase", "seed phrase"),
        ("s.e.e.d phrase", "seed phrase"),
        ("s_e_e_d phrase", "seed phrase"),
        ("助 记 词 给", "助记词给"),
        ("Нaбuрaю в кoмaндy", "набираю в команду"),
        ("don’t", "don't"),
    ],
)
def test_a_disguise_comes_off(disguised, plain):
    assert canonical(disguised).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "how do i stake on layer 2, is it web3?",
        "请问钱包为什么不能同步了？",
        "請問錢包為什麼不能同步了？",
        "как подключить кошелёк и вывести средства",
        "என் பணப்பை இணைக்கவில்லை, உதவுங்கள்",
        "a b c of staking",
        "thanks 👍🎉",
    ],
)
def test_plain_text_stays_as_it_is(text):
    assert canonical(text) == (text, 0, 0, 0)


def test_disguises_are_counted():
    seen = canonical("s\u200beed рhrase n o w !  k e y s")

    assert (seen.hidden, seen.mixed, seen.spaced) == (1, 1, 1)


def test_joiners_of_tamil_and_emoji_are_no_disguise():
    assert canonical("வ\u200cணக்கம் 👩\u200d💻").hidden == 0


def test_leet_reads_as_letters():
    assert [unleet(word) for word in ("s33d", "phr4se", "w@llet")] == ["seed", "phrase", "wallet"]


@pytest.mark.parametrize(
    "look", ["BeIIcoin", "bel1coin", "bеllcоin", "ЬellcoіN", "bellc0in", "ｂｅｌｌｃｏｉｎ", "bellco\u200bin"]
)
def test_names_that_look_alike_have_one_skeleton(look):
    assert skeleton(look) == skeleton("bellcoin")


def test_what_is_visible_knows_where_it_stood():
    shown, places = visible("a\u200bｂc")

    assert shown == "abc"
    assert places == [0, 2, 3]
