"""The quick ways out that ordinary chatter takes find exactly what the long way finds."""

import re
import tomllib
import unicodedata
from functools import cache

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from core.scam.canonical import canonical, visible
from core.scam.phrases import SHORTEST, find_phrases
from core.scam.rules import ScamRules, load_rules
from core.scam.secrets import SecretKind, find
from core.scam.signals import examine
from core.scam.words import LINK, MAIL, NEW_HANDLE, OWN_HANDLE, OWN_LINK, split
from tests.scam.conftest import SHIPPED

LISTS = {language: Mnemonic(language).wordlist for language in ("english", "russian", "spanish", "japanese", "korean")}
SIGNS = " ,.?!;:-_'\"*•·|/1٣²①❶\n\t\u00a0\u2009\u200b\u0301\u0378\u0b8b\u0bbe\u0bcd々〇،，。？«»🎉é"
SEPARATORS = st.one_of(
    st.just(" "), st.text(SIGNS, min_size=1, max_size=18), st.sampled_from((" வணக்கம் ", " и ", " a ", "க"))
)
SURROUNDINGS = ("", "🎉 ", "வணக்கம் நண்பர்களே ", "早上好，今天天气不错，", "доброе утро, ", "mañana: ")
HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
LETTERS = st.sampled_from("abzABiI019@$€£!| ._*·•/~-é早щ'?\n")
LEET = st.sampled_from("se3dphra$wlti0n£€!i1|k")


@st.composite
def rows_of_words(draw: st.DrawFn) -> str:
    """About a dozen words of one list and what people, and whoever hides something, put between them."""
    words = LISTS[draw(st.sampled_from(sorted(LISTS)))]
    usual = draw(SEPARATORS)
    count = draw(st.integers(SHORTEST - 1, SHORTEST + 2))
    row = draw(st.lists(st.sampled_from(words), min_size=count, max_size=count))
    gaps = [draw(SEPARATORS) if draw(st.integers(0, 19)) == 0 else usual for _ in row]
    text = "".join(word + gap for word, gap in zip(row, gaps, strict=True))
    return draw(st.sampled_from(SURROUNDINGS)) + text + draw(st.sampled_from(SURROUNDINGS))


@given(rows_of_words())
def test_a_phrase_is_found_the_same_whatever_else_a_text_holds(text):
    # With such a letter a text is read word by word; so far away it belongs to nothing.
    assert find_phrases(text) == find_phrases(f"{text}{' ' * 20}ا")


@pytest.mark.parametrize("language", LISTS)
@pytest.mark.parametrize("separator", [" ", "?", "🎉", " • ", "ா", "«", "\u3000"])
@pytest.mark.parametrize("before", SURROUNDINGS)
def test_a_phrase_is_found_in_any_surroundings(language, separator, before):
    words = LISTS[language][7 : 7 + 150 * SHORTEST : 150]

    found = find(f"{before} {separator.join(words)} {before}")

    assert [one.kind for one in found] == [SecretKind.PHRASE]


@pytest.mark.parametrize("language", ["english", "russian"])
def test_whatever_is_no_letter_separates_words(language):
    words = LISTS[language][7 : 7 + 150 * SHORTEST : 150]
    joins = re.compile(r"[^\W\d_\u0300-\u036f\u3099\u309a]|[\u0300-\u036f\u3099\u309a]")
    signs = map(chr, (*range(0x21, 0x3100), *range(0xFE00, 0x10000), *range(0x1F300, 0x1FB00)))

    wrong = [sign for sign in signs if bool(find_phrases(sign.join(words))) == bool(joins.match(sign))]

    assert not wrong


@pytest.mark.parametrize("word", ["வணக்கம்", "நட", "привет", "ok", "早上好", "ا"])
def test_a_word_of_no_list_ends_a_phrase(word):
    words = LISTS["english"][7 : 7 + 150 * SHORTEST : 150]

    assert not find(" ".join([*words[:6], word, *words[6:]]))


@pytest.mark.parametrize("before", SURROUNDINGS)
@pytest.mark.parametrize("after", SURROUNDINGS)
def test_the_shortest_labelled_secret_is_found_in_any_surroundings(before, after):
    value = "Ab1/c2+3=d_4-e5Gh6Ij7Kl8"

    (found,) = find(f"{before}api secret: {value} {after}")

    assert (found.kind, found.end - found.start) == (SecretKind.API_SECRET, 24)


@given(st.text(LETTERS, max_size=40))
def test_letters_that_are_spaced_out_are_joined_with_and_without_a_look_first(text):
    # The dot between words is a sign that always makes it look closely.
    assert canonical(f"{text} ·").text == f"{canonical(text).text} ·"


@pytest.mark.parametrize("apart", ["s  e  e  d", "s·e·e·d", "с е е д", "早 上 好 啊"])
def test_letters_that_are_spaced_out_are_joined(apart):
    assert canonical(apart) == (re.sub("[ ·]", "", apart), 0, 0, 1)


@pytest.mark.parametrize("text", ["my s3ed", "my s€ed", "é s3€d"])
def test_one_sign_or_more_between_two_letters_is_put_right(text):
    assert shipped().phrases.unleeted(text) == (text.replace("3", "e").replace("€", "e"), 1)


@example("s€€d", "")
@example("s3ed", "é")
@given(st.text(LEET, max_size=6), st.text(LETTERS, max_size=10))
def test_a_sign_between_two_letters_is_always_seen(inside, around):
    rules = shipped()
    text = f"{around} {inside} {around}".lower()

    changed = rules.phrases.unleeted(text)

    # The last word makes it look closely at all of them, and is none of ours.
    looked = rules.phrases.unleeted(f"{text} z0z")
    inner = re.search(r"[a-z][0134578@$€£!|]+[a-z]", text) is not None
    assert changed == ((looked[0].removesuffix(" z0z"), looked[1]) if inner else (text, 0))


@given(st.text(st.one_of(st.characters(), LETTERS, st.sampled_from("ｅＡ𝐞é\u0301\u200b\u00adﬁ①½")), max_size=40))
def test_what_is_visible_is_each_letter_in_its_plain_form(text):
    def plain(letter: str) -> str:
        form = unicodedata.normalize("NFKC", letter)
        return form if len(form) == 1 else letter

    assert visible(text)[0] == "".join(plain(letter) for letter in text if not HIDDEN.match(letter))


@cache
def shipped() -> ScamRules:
    return load_rules([SHIPPED])


@cache
def spellings() -> list[str]:
    """The phrases of all concepts, and single words of them, with links and handles as they stand for them."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(SHIPPED.glob("*.toml"))]
    whole = [spelling for file in files for listed in file.get("concepts", {}).values() for spelling in listed]
    signs = {"<link>": LINK, "<own-link>": OWN_LINK, "<handle>": NEW_HANDLE, "<own-handle>": OWN_HANDLE, "<mail>": MAIL}
    words = [word for spelling in whole for word in spelling.split()]
    return sorted({re.sub("<[a-z-]+>", lambda match: signs[match[0]], spelling) for spelling in (*whole, *words)})


@given(st.data())
def test_no_text_with_a_phrase_that_matters_is_passed_over(data):
    rules = shipped()
    words = data.draw(st.lists(st.sampled_from(spellings()), min_size=1, max_size=3))
    joint = data.draw(st.sampled_from((" ", "-", "，", " 🎉 ", "", "。", " é ", "щ", "க", "' '", " '🎉' ")))
    text = canonical(joint.join(words).replace("*", "s")).text
    # Apostrophes around the words of a text in ASCII hide them.
    assume(not text.isascii() or "'" not in text)

    there = {hit.concept for hit in rules.phrases.hits(split(text))}

    anchors = {rule.anchor or rule.needs[0] for rule in rules.rules if not rule.adds}
    assert rules.phrases.worth_reading(text) or there.isdisjoint(anchors)


def test_words_in_quotation_marks_of_one_stroke_are_seen_beside_others(rules, official):
    found = examine("please send me your 'seed' phrase", official=official, rules=rules)

    assert found.sure
    assert [reason.signal for reason in found.reasons] == ["seed-request"]
