"""Ranking: what counts as the same question, and that an index can change while it is used."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.faq.gate import Gate
from core.faq.match import Index
from core.faq.pack import Entry, FaqPack, load_faq
from core.faq.tokens import Fillers
from core.text.markup import Text

DEFAULT = Path(__file__).parents[2] / "config" / "packs" / "default"


@pytest.fixture(scope="module")
def pack() -> FaqPack:
    return load_faq([DEFAULT])


@pytest.fixture(scope="module")
def index(pack) -> Index:
    return Index.build(pack.all(), Gate(pack.cues).fillers)


def _entry(topic: str, *asks: str, locale: str = "en") -> Entry:
    return Entry(topic, locale, asks[0], "account", asks, Text("short"), Text("body"))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("why are gas fees so high", "tx.fees"),
        ("WHY are gas fees so high?!", "tx.fees"),
        ("hi guys, why are the gas fees so high please", "tx.fees"),
        ("提领一直没入帐", "tx.withdrawal_delayed"),
        ("帳戶被鎖了", "account.locked"),
        ("账户被锁了", "account.locked"),
        ("என் கணக்கு பூட்டப்பட்டுவிட்டது", "account.locked"),
    ],
)
def test_a_phrasing_scores_one_whatever_its_case_greeting_or_script(index, text, topic):
    best = index.rank(text, "en")[0]

    assert (best.topic, best.score) == (topic, pytest.approx(1.0))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("my widthrawal is delayd", "tx.withdrawal_delayed"),
        ("acount lockd", "account.locked"),
        ("wrong netwrok deposit", "tx.wrong_network"),
        ("withdrawal innum varla", "tx.withdrawal_delayed"),
        ("வித்ட்ராயலும் இன்னும் வரவேயில்லை", "tx.withdrawal_delayed"),
    ],
)
def test_misspelt_and_inflected_words_still_find_their_topic(index, text, topic):
    assert index.rank(text, "en")[0].topic == topic


@pytest.mark.parametrize(
    "text", ["", "   ", "🚀🚀", "12345", "what is it", "0x" + "ab" * 20, "https://a.example/gas-fee"]
)
def test_what_names_no_topic_has_no_candidate(index, text):
    assert index.rank(text, "en") == []


def test_a_question_word_tells_two_questions_about_one_thing_apart():
    fillers = Fillers(questions=["how", "why"])
    index = Index.build([_entry("a.how", "how do kyc"), _entry("a.why", "why do kyc")], fillers)

    assert index.rank("tell me how kyc works", "en")[0].topic == "a.how"
    assert index.rank("tell me why kyc exists", "en")[0].topic == "a.why"
    assert index.rank("how", "en") == []


def test_words_like_a_known_one_do_not_outweigh_a_second_known_one():
    index = Index.build(
        [
            _entry("a.delayed", "withdraw slow", "withdrawal slow", "withdrawals slow", "withdrawing slow"),
            _entry("a.fees", "withdraw charges", "fees of trading", "charges of trading"),
        ]
    )

    found = {candidate.topic: candidate.score for candidate in index.rank("withdraw fees", "en")}

    assert found["a.delayed"] == pytest.approx(found["a.fees"], abs=0.05)


def test_the_language_decides_between_equals():
    index = Index.build([_entry("a.en", "token swap"), _entry("b.ta", "token swap", locale="ta")])

    assert index.rank("token swap", "en")[0].topic == "a.en"
    assert index.rank("token swap", "ta")[0].topic == "b.ta"


def test_an_added_topic_is_found_and_a_removed_one_is_not():
    index = Index.build([_entry("a.one", "reset my password")])

    index.add(_entry("a.two", "delete my account"))
    found = index.rank("delete account", "en")
    index.remove("a.two")

    assert found[0].topic == "a.two"
    assert index.rank("delete account", "en") == []
    assert index.rank("reset password", "en")[0].topic == "a.one"


def test_adding_again_replaces_the_phrasings():
    index = Index.build([_entry("a.one", "reset my password")])

    index.add(_entry("a.one", "close everything"))

    assert index.rank("reset password", "en") == []


def test_changing_step_by_step_ends_where_building_anew_does(pack, index):
    entries = list(pack.all())
    stepwise = Index(Gate(pack.cues).fillers)

    for entry in entries[:6]:
        stepwise.add(entry)
    stepwise.remove(entries[0].topic, entries[0].locale)

    anew = Index.build(entries[1:6], Gate(pack.cues).fillers)
    for text in ("my account is frozen", "助记词", "gas fee epdi"):
        assert stepwise.rank(text, "en") == anew.rank(text, "en")


def test_an_empty_index_ranks_nothing():
    assert Index.build([]).rank("anything at all", "en") == []


@given(st.text(max_size=80))
def test_any_text_is_ranked_with_scores_from_zero_to_one_in_order(index, text):
    scores = [candidate.score for candidate in index.rank(text, "en")]

    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
