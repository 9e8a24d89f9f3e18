"""Marked-up text as the Bot API reads it, and plain text as a client reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.playground.telegram_entities import find_entities, slice_units, units
from bots.playground.telegram_errors import ApiError
from bots.playground.telegram_html import parse_html, render_html


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain &lt;b&gt; &amp; &quot;x&quot; &#33;", 'plain <b> & "x" !', []),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("🛟 <u>x</u>", "🛟 x", [("underline", 3, 1)]),
        ('<a href="https://a.org/?q=1&amp;b=2">go</a>', "go", [("text_link", 0, 2)]),
        ("<a href='nowhere'>go</a>", "go", []),
        ("  <b> x </b> ", "x", [("bold", 0, 1)]),
        ('<pre><code class="language-py">x=1</code></pre>', "x=1", [("pre", 0, 3)]),
        (
            '<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler>',
            "st",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ("<b></b>x", "x", []),
        ("a &nbsp; b", "a &nbsp; b", []),
    ],
)
def test_html_becomes_text_and_entities(source, text, entities):
    found_text, found = parse_html(source)

    assert found_text == text
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("é<div>x</div>", 'Unsupported start tag "div" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href='x'", 'Unclosed start tag "a" at byte offset 0'),
    ],
)
def test_wrong_html_is_refused_in_telegrams_words(source, complaint):
    with pytest.raises(ApiError) as refusal:
        parse_html(source)

    assert refusal.value.code == 400
    assert refusal.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_a_client_marks_commands_names_and_links():
    text = "🛟 /start@helper_bot @ann see https://a.org/x, b.io #tag $ETH me@a.org"

    found = [(one["type"], slice_units(text, one["offset"], one["length"])) for one in find_entities(text)]

    assert found == [
        ("bot_command", "/start@helper_bot"),
        ("mention", "@ann"),
        ("url", "https://a.org/x"),
        ("url", "b.io"),
        ("hashtag", "#tag"),
        ("cashtag", "$ETH"),
        ("email", "me@a.org"),
    ]


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert parse_html(escaped) == (text.strip(), [])


@given(st.text(alphabet="ab🛟é<>&\"'/ =", max_size=40))
def test_any_source_is_read_or_refused_and_shown_without_foreign_markup(source):
    try:
        text, entities = parse_html(source)
    except ApiError:
        return

    assert all(one["length"] > 0 and one["offset"] + one["length"] <= units(text) for one in entities)
    assert "<script" not in render_html(text, entities)


def test_shown_html_escapes_words_and_links():
    text = 'x <script> "y"'
    entities = [{"type": "text_link", "offset": 0, "length": 1, "url": 'https://a.org/"onmouseover="'}]

    shown = render_html(text, entities)

    assert "<script>" not in shown
    assert 'href="https://a.org/&quot;onmouseover=&quot;"' in shown
    bad = [{"type": "text_link", "offset": 0, "length": 1, "url": "javascript://x"}]
    assert "href" not in render_html(text, bad)
