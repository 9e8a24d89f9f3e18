"""Markup as Telegram's HTML: it always parses, and the words survive exactly."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.render import keyboard, pieces, plain, utf16
from bots.playground.telegram_html import parse_html
from core.effects import Action, Button, Controls, Menu, Option
from core.ids import ChannelName, PersonRef
from core.text.markup import (
    Bold,
    Code,
    Italic,
    Lines,
    Link,
    Mention,
    Moment,
    Quote,
    Span,
    Text,
    lines,
    span,
)

ANN = PersonRef(ChannelName("telegram"), "7")
# Telegram trims white space at the ends and knows no surrogates; "words" leaves both out.
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Z"))
WORDS = st.text(LETTERS | st.sampled_from("<>&\"' \n"), max_size=40)
LEAVES = st.one_of(
    st.builds(Text, WORDS),
    st.builds(Code, WORDS),
    st.builds(Link, WORDS.filter(str.strip), st.just('https://example.org/?a="1"&b=<2>')),
    st.builds(Mention, st.just(ANN), WORDS, ping=st.booleans()),
    st.builds(Moment, st.just(datetime(2026, 11, 21, 14, 2, tzinfo=UTC))),
)
MARKUP = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Bold, inner),
        st.builds(Italic, inner),
        st.builds(Quote, inner),
        st.builds(lambda parts: Span(tuple(parts)), st.lists(inner, max_size=4)),
        st.builds(lambda parts: Lines(tuple(parts)), st.lists(inner, max_size=4)),
    ),
    max_leaves=12,
)


def words(markup) -> str:
    """What a reader sees: ``plain`` without the targets that it writes behind links."""
    match markup:
        case Link(label, _):
            return label
        case Bold(child) | Italic(child) | Quote(child):
            return words(child)
        case Span(parts):
            return "".join(map(words, parts))
        case Lines(parts):
            return "\n".join(map(words, parts))
        case _:
            return plain(markup, 10**6)


@given(MARKUP)
def test_every_markup_parses_and_its_words_survive_exactly(markup):
    shown = [parse_html(piece)[0] for piece in pieces(markup)]

    assert "".join(shown) == words(markup).strip()


@given(MARKUP, st.integers(2, 30))
def test_every_piece_parses_fits_and_loses_nothing_but_white_space(markup, longest):
    shown = [parse_html(piece)[0] for piece in pieces(markup, longest)]

    assert all(0 < utf16(text) <= longest for text in shown)
    assert "".join("".join(shown).split()) == "".join(words(markup).split())


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        (Text("<b>&amp;</b>"), "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        (Bold(span("a", Italic(Text("b")), "c")), "<b>a<i>b</i>c</b>"),
        (Bold(span("a", Code("x"))), "<b>a</b><code>x</code>"),
        (Quote(Lines((Text("a"), Quote(Text("b"))))), "<blockquote>a\nb</blockquote>"),
        (Bold(Quote(Text("a"))), "<blockquote><b>a</b></blockquote>"),
        (span(Quote(Text("a")), Quote(Text("b"))), "<blockquote>a</blockquote><blockquote>b</blockquote>"),
        (Link("l", 'https://e.org/?a="1"&b'), '<a href="https://e.org/?a=&quot;1&quot;&amp;b">l</a>'),
        (Mention(ANN, "<Ann>", ping=True), '<a href="tg://user?id=7">&lt;Ann&gt;</a>'),
        (Mention(ANN, "Ann"), "Ann"),
        (Mention(PersonRef(ChannelName("x"), "a"), "Mods", ping=True, kind="role"), "Mods"),
        (Moment(datetime(2026, 11, 21, 14, 2, tzinfo=UTC)), "2026-11-21 14:02 UTC"),
        (lines("a", "", "b"), "a\n\nb"),
    ],
)
def test_each_kind_of_markup(markup, html):
    assert pieces(markup) == [html]


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("aaa\nbbb\nccc", 7, ["aaa\nbbb", "ccc"]),
        ("aaa\nbbbbbb", 7, ["aaa", "bbbbbb"]),
        ("aaa bbb ccc", 7, ["aaa", "bbb ccc"]),
        ("aaaabbbb", 4, ["aaaa", "bbbb"]),
        ("🚀🚀🚀", 5, ["🚀🚀", "🚀"]),
        ("  \n ", 10, []),
        ("", 10, []),
    ],
)
def test_where_a_long_text_is_split(text, longest, expected):
    assert pieces(Text(text), longest) == expected


def test_formatting_goes_on_in_the_next_piece():
    assert pieces(Bold(Text("aaa\nbbb")), 4) == ["<b>aaa</b>", "<b>bbb</b>"]


def test_a_split_takes_the_whole_unfinished_line_along():
    markup = span("first\n", Bold(Text("see ")), Link("this page", "https://e.org"))

    assert pieces(markup, 16) == ["first", '<b>see </b><a href="https://e.org">this page</a>']


def test_a_notice_is_cut_with_a_sign():
    assert plain(Bold(Text("x" * 300)), 200) == "x" * 199 + "…"


OPEN = Button(label="Open", action=Action("ticket.open"), token="b-open", private=True, style="danger")


def test_a_way_into_the_private_chat_is_a_link_only_from_elsewhere():
    def shown(*, private: bool):
        markup = keyboard(Controls(((OPEN,),)), username="bell_bot", private=private)
        assert markup is not None
        return markup.inline_keyboard[0][0]

    assert (shown(private=False).url, shown(private=False).callback_data) == (
        "https://t.me/bell_bot?start=b-open",
        None,
    )
    assert (shown(private=True).url, shown(private=True).callback_data) == (None, "b-open")
    assert shown(private=True).style == "danger"


@pytest.mark.parametrize(("labels", "rows"), [(("A", "B", "C"), [2, 1]), (("A", "x" * 19), [1, 1])])
def test_short_options_stand_two_in_a_row(labels, rows):
    menu = Menu(
        action=Action("a"),
        placeholder="",
        options=tuple(Option(label, label) for label in labels),
        option_tokens=tuple(f"b-{number}" for number, _ in enumerate(labels)),
    )
    markup = keyboard(Controls(menu=menu), username="bell_bot", private=True)

    assert markup is not None
    assert [len(row) for row in markup.inline_keyboard] == rows


def test_no_controls_is_no_keyboard():
    assert keyboard(Controls(), username="bell_bot", private=True) is None
    assert keyboard(Controls(((Button(label="dead"),),)), username="bell_bot", private=True) is None
