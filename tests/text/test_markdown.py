"""Markdown of content packs becomes markup, and HTML in it never becomes more than text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.markdown import markup_of
from core.text.markup import Bold, Code, Italic, Lines, Link, Quote, Span, Text, plain


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("words", Text("words")),
        ("**a** _b_ `c`", Span((Bold(Text("a")), Text(" "), Italic(Text("b")), Text(" "), Code("c")))),
        ("**a _b_**", Bold(Span((Text("a "), Italic(Text("b")))))),
        ("[site](https://example.org/a?b=1)", Link("site", "https://example.org/a?b=1")),
        ("<https://example.org>", Link("https://example.org", "https://example.org")),
        ("[bad](javascript:alert)", Text("[bad](javascript:alert)")),
        ("[odd](tg://user?id=1)", Text("odd")),
        ("# Title", Bold(Text("Title"))),
        ("> said", Quote(Lines((Text("said"),)))),
        ("one\ntwo", Text("one two")),
        ("一\n二", Text("一二")),
        ("one  \ntwo", Lines((Text("one"), Text("two")))),
        ("", Lines(())),
    ],
)
def test_inline_and_single_blocks(markdown, expected):
    assert markup_of(markdown) == expected


def test_lists_stand_close_and_paragraphs_apart():
    shown = plain(markup_of("Steps:\n\n1. First\n2. Second\n   - deep\n\n- a\n- b\n\nEnd"))

    assert shown == "Steps:\n\n1. First\n2. Second\n  • deep\n\n• a\n• b\n\nEnd"


def test_a_numbered_list_keeps_its_first_number():
    assert plain(markup_of("3. c\n4. d")) == "3. c\n4. d"


@pytest.mark.parametrize("html", ["<b>x</b>", "<script>alert(1)</script>", "a <a href='x'>b</a>", "<!-- c -->"])
def test_html_is_text(html):
    assert plain(markup_of(html)) == html


@given(st.text(max_size=60))
def test_any_text_can_be_read(markdown):
    assert isinstance(plain(markup_of(markdown)), str)
