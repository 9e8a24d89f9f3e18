"""Word parts: what is read of a text, and which class it speaks for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.faq.ngrams import NGrams, features

CLASSES = {
    "reset": ["reset my password", "forgot the password", "密码忘了"],
    "fees": ["why are fees so high", "gas costs too much", "手续费太贵"],
    "tamil": ["பணம் வரவில்லை", "என் பணம் எங்கே"],
}


def best(ngrams: NGrams, text: str) -> str:
    return ngrams.classes[int(np.argmax(ngrams.log_odds(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i cant remember passwort", "reset"),
        ("PASSWORD???", "reset"),
        ("忘記密碼怎麼辦", "reset"),
        ("the gas fee is crazy", "fees"),
        ("手續費", "fees"),
        ("பணம் இன்னும் வரல", "tamil"),
    ],
)
def test_a_text_speaks_for_the_class_whose_words_it_shares(text, expected):
    assert best(NGrams(CLASSES), text) == expected


def test_a_text_without_known_parts_speaks_for_nobody():
    ngrams = NGrams(CLASSES)

    assert not ngrams.log_odds("").any()
    assert ngrams.log_odds("🚀🚀").tolist() == [0.0, 0.0, 0.0]


def test_links_mentions_hashes_and_long_numbers_are_not_read():
    assert features("see https://evil.example/x @someone 123456789 " + "a" * 40) == features("see")


def test_classes_can_be_added_changed_and_removed():
    ngrams = NGrams({"reset": CLASSES["reset"], "other": ["something else entirely"], "fees": ["nothing yet"]})
    ngrams.put("fees", CLASSES["fees"])
    ngrams.put("tamil", CLASSES["tamil"])
    ngrams.remove("other")
    ngrams.remove("never there")

    assert ngrams.classes == ("reset", "fees", "tamil")
    assert [best(ngrams, text) for text in ("gas too high", "my passwords", "பணம்")] == ["fees", "reset", "tamil"]
    assert best(ngrams, "something else entirely") != "other"


def test_a_class_that_comes_back_weighs_what_it_weighed():
    ngrams = NGrams(CLASSES)
    before = ngrams.log_odds("gas password பணம்")

    ngrams.put("fees", ["something for a while"])
    assert not np.allclose(ngrams.log_odds("gas password பணம்"), before)
    ngrams.put("fees", CLASSES["fees"])

    np.testing.assert_allclose(ngrams.log_odds("gas password பணம்"), before, rtol=1e-3)


def test_likeness_is_one_for_the_same_and_zero_for_nothing_in_common():
    same, other, nothing = NGrams(CLASSES).likeness("reset my password", ["reset my password", "gas", ""])

    assert same == pytest.approx(1.0)
    assert (other, nothing) == (0.0, 0.0)


def test_no_class_at_all_and_classes_without_words_are_no_error():
    assert NGrams({}).log_odds("anything").tolist() == []
    assert NGrams({"empty": [], "marks": ["?!"]}).log_odds("anything").tolist() == [0.0, 0.0]


@given(st.text(max_size=600))
def test_any_text_can_be_read(text):
    odds = NGrams(CLASSES).log_odds(text)

    assert np.isfinite(odds).all()
    assert all(0 <= part < 1 << 18 for part in features(text))
