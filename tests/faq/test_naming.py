"""Words that name a matter: two of them make a message worth a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.faq.naming import Naming, stems

NAMING = Naming(
    {
        "staking": [
            "staking rewards",
            "when do staking rewards come",
            "my staking rewards",
            "质押奖励",
            "质押奖励何时到",
            "质押奖励多少",
        ],
        "fees": ["gas fees", "why gas fees", "gas fees high", "手续费", "手续费太贵", "手续费多少"],
    },
    ["the weather is high today", "when do we meet"],
)


@pytest.mark.parametrize("text", ["staking rewards came", "GAS FEES again", "stakings and reward", "質押獎勵"])
def test_two_naming_words_are_enough(text):
    assert NAMING.names(text)


@pytest.mark.parametrize("text", ["", "gas", "when do we", "good morning", "why high", "12345 678"])
def test_one_naming_word_or_everyday_words_are_not(text):
    assert not NAMING.names(text)


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=60))
def test_plain_letters_are_read_as_others_are(text):
    longer = f"{text} é"  # One other letter, and the whole is read the other way.

    assert stems(text) == stems(longer) - {"é"}


def test_stems_are_beginnings_of_words_and_pairs_of_characters():
    assert stems("Withdrawals 提现吗 a 12345") == {"withdr", "提现", "现吗"}
