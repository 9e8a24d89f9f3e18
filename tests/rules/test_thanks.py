"""A mere thank-you is told from words that need an answer, in every language of the pack."""

from pathlib import Path

import pytest

from core.text.catalog import Texts
from core.tickets.thanks import is_thanks

PACK = Path(__file__).parents[2] / "config" / "packs" / "default"
TEXTS = Texts.load([PACK])
WORDS = [word for locale in TEXTS.locales for word in TEXTS.words(locale, "thanks-words").split(",")]


@pytest.mark.parametrize(
    "text",
    [
        "thank you!",
        "Thank you so much!!",
        "thanks 🙏",
        "ok thanks",
        "THX",
        "Great, thanks a lot guys",
        "👍",
        "谢谢",
        "谢谢你们！",
        "好的，谢谢",
        "多謝！",
        "唔該晒",
        "நன்றி",
        "ரொம்ப நன்றி!",
        "romba nandri",
    ],
)
def test_words_of_thanks_alone_are_thanks(text):
    assert is_thanks(text, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "!!!",
        "thanks, but it is still pending",
        "thank you for nothing, my coins are gone",
        "no thanks, it does not work",
        "谢谢，但是还没到账",
        "நன்றி, ஆனால் இன்னும் வரவில்லை",
        "thanksgiving",
        "still nothing",
        "thanks " * 20,
    ],
)
def test_anything_beside_the_thanks_is_more_than_thanks(text):
    assert not is_thanks(text, WORDS)
