"""Which topic a text asks about: the whole of the search, by letters and by meaning, on sets of questions and chatter.

Everything was chosen on the texts with an even checksum; the limits that are stated here are those of the others.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from bots.faq_calibrate import is_chosen_on
from bots.meaning import understand
from core.faq.calibration import Limits
from core.faq.library import EntryChange, Library
from core.faq.lookup import Lookup
from core.faq.pack import load_faq

# Reading every phrasing with the encoder takes half a minute on a slow machine.
pytestmark = pytest.mark.timeout(300)

HERE = Path(__file__).parent
PACK = load_faq([HERE.parents[1] / "config" / "packs" / "default"])
LINES = [
    json.loads(line)
    for name in ("dev_set.jsonl", "dev_set_apart.jsonl")
    for line in (HERE / name).read_text("utf-8").splitlines()
]
HELD_OUT = [line for line in LINES if not is_chosen_on(line["text"])]
QUESTIONS = [line for line in HELD_OUT if line["topic"]]


def kind_of(line) -> str:
    """Romanised Tamil is a language of its own here."""
    is_tamil_script = any("\u0b80" <= letter <= "\u0bff" for letter in line["text"])
    return "ta-Latn" if line["locale"] == "ta" and not is_tamil_script else line["locale"]


@pytest.fixture(scope="module")
def by_letters() -> Lookup:
    return Library(PACK, "en").lookup


@pytest.fixture(scope="module")
def by_meaning(tmp_path_factory) -> Lookup:
    lookup = Library(PACK, "en").lookup
    assert understand(lookup, tmp_path_factory.mktemp("vectors") / "vectors.npz")
    return lookup


def outcomes(lookup: Lookup, where) -> Counter[str]:
    """Counts right, wrong, offered, missed for questions, and chatter-… for what must not be answered."""
    counts: Counter[str] = Counter()
    found = lookup.find_many([line["text"] for line in HELD_OUT], where)
    for line, one in zip(HELD_OUT, found, strict=True):
        if line["topic"] is None:
            counts[f"chatter-{one.kind}"] += 1
        elif one.kind == "answer":
            counts["right" if one.topics == (line["topic"],) else "wrong"] += 1
        else:
            counts["offered" if line["topic"] in one.topics else "missed"] += 1
    return counts


def share(counts: Counter[str], *kinds: str) -> float:
    return sum(counts[kind] for kind in kinds) / len(QUESTIONS)


def chatter(counts: Counter[str], kind: str) -> float:
    return counts[f"chatter-{kind}"] / (len(HELD_OUT) - len(QUESTIONS))


def first(lookup: Lookup, kind: str) -> float:
    lines = [line for line in QUESTIONS if kind_of(line) == kind]
    found = lookup.find_many([line["text"] for line in lines], "private")
    return sum(one.candidates[0].topic == line["topic"] for line, one in zip(lines, found, strict=True)) / len(lines)


def test_the_sets_are_large_and_in_four_languages():
    questions = [line for line in LINES if line["topic"]]
    topics = Counter(line["topic"] for line in questions)

    assert len(questions) >= 1_200
    assert len(LINES) - len(questions) >= 1_100
    assert {line["locale"] for line in questions} == {"en", "zh-Hans", "zh-Hant", "ta"}
    assert set(topics) == set(PACK.entries)
    assert min(topics.values()) >= 10


def test_no_text_of_the_sets_is_a_phrasing_or_a_line_of_silence_of_the_pack():
    known = {ask.casefold() for entry in PACK.all() for ask in (*entry.asks, *entry.asked)}
    known.update(line.casefold() for lines in PACK.silence.values() for line in lines)

    assert [line["text"] for line in LINES if line["text"].casefold().rstrip("?？") in known] == []


@pytest.mark.parametrize(
    ("kind", "least"), [("en", 0.90), ("zh-Hans", 0.92), ("zh-Hant", 0.95), ("ta", 0.88), ("ta-Latn", 0.92)]
)
def test_by_meaning_the_right_topic_mostly_comes_first(by_meaning, kind, least):
    assert first(by_meaning, kind) >= least


@pytest.mark.parametrize("kind", ["en", "zh-Hans", "zh-Hant", "ta", "ta-Latn"])
def test_by_letters_alone_it_still_comes_first_most_of_the_time(by_letters, kind):
    assert first(by_letters, kind) >= 0.86


def test_in_groups_most_questions_are_answered_and_hardly_any_chatter(by_meaning, record_property):
    counts = outcomes(by_meaning, "group")
    record_property("outcomes", dict(counts))

    assert share(counts, "right") >= 0.54
    assert share(counts, "wrong") <= 0.015
    assert share(counts, "right", "offered") >= 0.80
    assert chatter(counts, "answer") <= 0.012
    assert chatter(counts, "suggest") <= 0.08


def test_in_groups_letters_alone_answer_less_and_not_more_chatter(by_letters):
    counts = outcomes(by_letters, "group")

    assert share(counts, "right") >= 0.35
    assert share(counts, "wrong") <= 0.015
    assert chatter(counts, "answer") <= 0.02


def test_whoever_asks_in_private_gets_the_answer_or_a_choice_with_it(by_meaning):
    counts = outcomes(by_meaning, "private")

    assert share(counts, "right", "offered") >= 0.95
    assert share(counts, "wrong") <= 0.03
    assert chatter(counts, "answer") <= 0.08


def test_a_phrasing_word_for_word_is_certain_whatever_the_punctuation(by_letters):
    found = by_letters.find("MY TRANSACTION is pending for hours... why??", "group")

    assert (found.kind, found.topics) == ("answer", ("tx.pending",))


def test_many_texts_at_once_are_found_like_one_by_one(by_meaning):
    texts = [line["text"] for line in HELD_OUT[:40]]

    together = by_meaning.find_many(texts, "group")

    for text, found in zip(texts, together, strict=True):
        alone = by_meaning.find(text, "group")
        assert (alone.kind, alone.topics, alone.language) == (found.kind, found.topics, found.language)
        assert [one.score for one in alone.candidates] == pytest.approx(
            [one.score for one in found.candidates], abs=1e-3
        )


@pytest.mark.parametrize(
    "text", ["", " ", "?", "🚀", "\x00", "\ud800", "a" * 50_000, "為" * 5_000, "\u0b95\u0bcd" * 300]
)
@pytest.mark.parametrize("where", ["group", "mention", "private"])
def test_any_text_can_be_asked(by_letters, text, where):
    found = by_letters.find(text, where)

    assert all(0.0 <= one.score <= 1.0 for one in found.candidates)


def test_a_hint_of_the_language_is_believed_only_where_the_words_leave_it_open(by_letters):
    (open_to_all, plainly_chinese) = by_letters.find_many(["usdt?", "提现没到账"], "private", ["ta", "ta"])

    assert open_to_all.language.locale == "ta"
    assert plainly_chinese.language.locale == "zh-Hans"


async def test_a_changed_entry_is_found_by_the_very_next_lookup_and_a_removed_one_no_more(tmp_path):
    library = Library(PACK, "en")
    assert understand(library.lookup, None)
    pending = PACK.entries["tx.pending"]["en"]
    asks = ("does the lighthouse keeper like pickled herring", "what fish is fed to the lighthouse keeper")
    changed = type(pending)("project.herring", "en", "Herring", "project", asks, pending.short, pending.body)

    library.follow([EntryChange("project.herring", "en", changed)])
    before = library.lookup.find("pickled herring for the keeper?", "private")
    await library.lookup.settle()
    after = library.lookup.find("pickled herring for the keeper?", "private")
    library.follow([EntryChange("project.herring", "en", None)])
    gone = library.lookup.find(asks[0], "private")

    assert before.candidates[0].topic == after.candidates[0].topic == "project.herring"
    assert "project.herring" not in {one.topic for one in gone.candidates}
    assert library.changed() == set()


def test_the_calibration_that_ships_is_stricter_in_groups_than_in_private():
    assert PACK.calibration is not None
    limits = PACK.calibration.limits
    for language in limits["group"]:
        group, private = limits["group"][language], limits["private"].get(language, limits["private"]["other"])
        assert isinstance(group, Limits)
        assert group.answer > private.answer
        assert group.suggest > private.suggest
