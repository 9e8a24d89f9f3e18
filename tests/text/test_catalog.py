"""Short texts: what arguments become, how a locale is chosen, and that a fault never reaches a person raw."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import PackError
from core.text.catalog import Texts
from core.text.markup import Bold, Code, Italic, Lines, Link, Moment, Span, Text, plain

EN = """
-product = Bellbuoy
hello = Hello **{ $name }**, this is { -product }.
echo = { $words }
marks = **{ $words }** _{ $words }_ `{ $words }` { $words }
opened = Ticket { $number } is open since { $when }, { RELATIVE($when) }.
waiting = { $count ->
    [one] { $count } person waits
   *[other] { $count } people wait
  }
state = { $state ->
    [open] It is open.
   *[other] It is { $state }.
  }
rows =
    First line
    **Second** line

    chat_id and _this_ stay
only-english = Only here
include = Before { hello } after
grouped = { NUMBER($count, useGrouping: 1) }
"""
TA = """
hello = வணக்கம் **{ $name }**
waiting = { $count } பேர் { $place }
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory) -> Texts:
    return Texts.load([_pack(tmp_path_factory.mktemp("pack"), en=EN, ta=TA, **{"zh-Hans": "", "zh-Hant": ""})])


def _pack(root: Path, **locales: str) -> Path:
    for locale, source in locales.items():
        (root / locale).mkdir()
        (root / locale / "ui.ftl").write_text(source, "utf-8")
    return root


def test_an_argument_inside_bold_is_a_leaf_of_its_own(texts):
    shown = texts.ui("en", "hello", name="<b>Ann</b>")

    assert shown == Span((Text("Hello "), Bold(Text("<b>Ann</b>")), Text(", this is Bellbuoy.")))


@given(words=st.text(st.characters(codec="utf-8"), max_size=40))
def test_words_of_a_person_come_back_exactly_and_only_as_text(texts, words):
    shown = texts.ui("en", "echo", words=words)

    assert shown == Text(words)


@given(words=st.text("ab*_`{}\n\\ \ue000\ue001\uf8ff\u2068[].", max_size=12))
def test_words_of_a_person_never_become_formatting(texts, words):
    shown = texts.ui("en", "marks", words=words)

    leaf = Text(words)
    assert shown == Span((Bold(leaf), Text(" "), Italic(leaf), Text(" "), Code(words), Text(" "), leaf))
    assert texts.words("en", "marks", words=words) == " ".join([words] * 4)


def test_markup_and_times_are_put_in_whole(texts):
    when = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    link = Link("site", "https://example.org")

    opened = texts.ui("en", "opened", number=1234, when=when)

    assert opened == Span(
        (Text("Ticket 1234 is open since "), Moment(when), Text(", "), Moment(when, relative=True), Text("."))
    )
    assert texts.ui("en", "echo", words=link) == link


@pytest.mark.parametrize(("count", "expected"), [(1, "1 person waits"), (2, "2 people wait"), (0, "0 people wait")])
def test_plurals_follow_the_language(texts, count, expected):
    assert texts.words("en", "waiting", count=count) == expected


def test_numbers_are_grouped_only_on_request(texts):
    assert texts.words("en", "grouped", count=1234567) == "1,234,567"


def test_a_word_can_choose_a_variant(texts):
    assert texts.words("en", "state", state="open") == "It is open."
    assert texts.words("en", "state", state="lost") == "It is lost."


def test_lines_are_stacked_and_may_begin_in_bold(texts):
    shown = texts.ui("en", "rows")

    assert shown == Lines(
        (
            Text("First line"),
            Span((Bold(Text("Second")), Text(" line"))),
            Text(""),
            Span((Text("chat_id and "), Italic(Text("this")), Text(" stay"))),
        )
    )


def test_a_text_can_include_another_with_its_arguments(texts):
    assert texts.keys("en")["include"] == {"name"}
    assert texts.words("en", "include", name="Ann") == "Before Hello Ann, this is Bellbuoy. after"


@pytest.mark.parametrize(
    ("hints", "expected"),
    [
        (("en",), "en"),
        (("EN_us",), "en"),
        (("ta-IN",), "ta"),
        (("zh-CN",), "zh-Hans"),
        (("zh",), "zh-Hans"),
        (("zh-TW",), "zh-Hant"),
        (("zh_HK",), "zh-Hant"),
        (("zh-Hant-HK",), "zh-Hant"),
        (("zh-Hans-TW",), "zh-Hans"),
        ((None, "", "xx", "ta"), "ta"),
        (("auto",), "en"),
        ((), "en"),
    ],
)
def test_the_first_hint_that_leads_to_a_locale_wins(texts, hints, expected):
    assert texts.pick(*hints) == expected


def test_a_text_missing_in_a_locale_is_shown_in_the_default_and_logged_once(tmp_path, caplog):
    texts = Texts.load([_pack(tmp_path, en=EN, ta=TA)])

    with caplog.at_level(logging.ERROR):
        shown = [texts.words("ta", "only-english") for _ in range(3)]

    assert shown == ["Only here"] * 3
    assert len(caplog.records) == 1


def test_a_missing_argument_falls_back_to_a_text_that_has_all(texts, caplog):
    assert texts.words("ta", "waiting", count=2) == "2 people wait"
    assert "missing arguments place" in caplog.text


def test_a_text_that_nobody_has_still_says_something_and_keeps_the_words(texts, caplog):
    shown = texts.ui("ta", "reply-from-staff", words="a *b*", when=datetime(2026, 1, 2, tzinfo=UTC))

    assert plain(shown) == "Reply from staff\na *b*\n2026-01-02 00:00 UTC"
    assert "no such text" in caplog.text


def test_a_later_pack_replaces_single_texts(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first = _pack(tmp_path / "a", en=EN)
    second = _pack(tmp_path / "b", en="hello = Ahoy { $name }\n")

    texts = Texts.load([first, second])

    assert texts.words("en", "hello", name="Ann") == "Ahoy Ann"
    assert texts.words("en", "only-english") == "Only here"


def test_every_problem_of_a_pack_is_told_at_once_with_its_line(tmp_path):
    broken = _pack(
        tmp_path,
        en="good = fine\ngood = again\nbad { text\nask = { lost } { DATETIME($x) } { -term }\npua = \ue000\n",
        ta="loop = { round }\nround = { loop }\n",
    )

    with pytest.raises(PackError) as raised:
        Texts.load([broken])

    problems = str(raised.value)
    for expected in (
        "ui.ftl:2: good is already written",
        "ui.ftl:3: ",
        "ui.ftl:4: no text named lost",
        "ui.ftl:4: unknown function DATETIME",
        "ui.ftl:4: no term named -term",
        "ui.ftl:5: private-use",
        "ui.ftl:1: loop includes itself",
        "ui.ftl:2: round includes itself",
    ):
        assert expected in problems


def test_a_pack_without_the_default_language_is_refused(tmp_path):
    with pytest.raises(PackError, match="default language"):
        Texts.load([_pack(tmp_path, ta=TA)])


def test_a_pack_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PackError, match="no such content pack"):
        Texts.load([tmp_path / "nowhere"])
