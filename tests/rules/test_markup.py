"""Whatever people are called and write, our texts show it exactly and it never becomes formatting."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ids import ChannelName, PersonRef
from core.text.catalog import Texts
from core.text.markup import Bold, Code, Italic, Lines, Link, Markup, Mention, Moment, Quote, Span, Text, plain

PACK = Path(__file__).parents[2] / "config" / "packs" / "default"
TEXTS = Texts.load([PACK])
KEYS = [(locale, key) for locale in TEXTS.locales for key in sorted(TEXTS.keys(locale))]
# Numbers and points in time decide between forms or are shown by the platform; names are free.
NUMBERS = {"number", "limit", "length", "longest", "count", "stars", "score", "earlier"}
HOSTILE = [
    "</b><a href='https://evil.example'>support</a>",
    "**bold** _italic_ `code` ~~x~~ ||y|| [a](https://evil.example)",
    "line\nline\r\nline\u2028line",
    "\u202eevil\u202c \u2066x\u2069",
    "@everyone <@1> <@&2> <#3> </x:4>",
    '{ $number } { -term } {"x"} { NUMBER($n) }',
    "\ue000\ue001\uf8ff",
    "*" * 65536,
    "",
    "\x00\x01",
    "$HOME %s {0} \\",
]

names = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=200))


def leaves(markup: Markup) -> list[Markup]:
    match markup:
        case Bold(child) | Italic(child) | Quote(child):
            return leaves(child)
        case Span(parts) | Lines(parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case _:
            return [markup]


def shape(markup: Markup) -> list[str]:
    """The kinds of all parts in their order, without the words in them."""
    match markup:
        case Bold(child) | Italic(child) | Quote(child):
            return [type(markup).__name__, *shape(child), "end"]
        case Span(parts) | Lines(parts):
            return [type(markup).__name__, *(kind for part in parts for kind in shape(part)), "end"]
        case _:
            return [type(markup).__name__]


def given_to(locale: str, key: str, name: str) -> dict[str, str | int]:
    return {argument: 3 if argument in NUMBERS else name for argument in TEXTS.keys(locale)[key]}


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_every_text_has_the_same_formatting_whatever_a_name_holds(name):
    changed = [
        (locale, key)
        for locale, key in KEYS
        if shape(TEXTS.ui(locale, key, **given_to(locale, key, name)))
        != shape(TEXTS.ui(locale, key, **given_to(locale, key, "Amara")))
    ]

    assert changed == []


@settings(max_examples=60, deadline=None)
@given(names, st.sampled_from(KEYS))
def test_a_name_is_shown_exactly_in_every_text_that_has_a_place_for_it(name, text):
    locale, key = text
    arguments = given_to(locale, key, name)

    shown = leaves(TEXTS.ui(locale, key, **arguments))

    held = [leaf for leaf in shown if isinstance(leaf, Text | Code) and name in leaf.value]
    free = [argument for argument in arguments if argument not in NUMBERS and argument not in ("wanted", "kind")]
    assert not free or held


@given(names)
def test_a_person_and_a_point_in_time_stay_what_they_are(name):
    who = Mention(PersonRef(ChannelName("chat"), "1"), name)
    when = Moment(datetime(2026, 5, 4, tzinfo=UTC))

    decided = leaves(TEXTS.ui("en", "scam-decided-undone", name=name, at=when))
    placed = leaves(TEXTS.ui("en", "secret-card", place=name))

    assert when in decided
    assert Text(name) in decided
    assert Text(name) in placed
    assert plain(who) == name


def test_links_in_our_texts_are_ours_alone():
    for locale, key in KEYS:
        found = leaves(TEXTS.ui(locale, key, **given_to(locale, key, "https://evil.example")))
        assert not [leaf for leaf in found if isinstance(leaf, Link)]
