"""Names that people chose never turn, hide or push away what stands around them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.events import Author, CommandGiven, PlaceKind
from core.ids import Address, ChannelName, EventId, PersonRef
from core.names import LONGEST_NAME, presentable, shown
from tests.house import START

CHAT = ChannelName("chat")


@pytest.mark.parametrize(
    ("name", "as_shown"),
    [
        ("Amara", "Amara"),
        ("小薇", "小薇"),
        ("Mia\nBellbuoy: your ticket is closed", "Mia Bellbuoy: your ticket is closed"),
        ("\u202eaimA", "aimA"),
        ("  A   B  ", "A B"),
        ("\ue000\ue001", ""),
        ("\u200b\u2060", ""),
        ("<b>Mia</b>", "<b>Mia</b>"),
        ("நிலா", "நிலா"),
        ("👩‍🚒", "👩‍🚒"),
    ],
    ids=[
        "plain",
        "chinese",
        "newline",
        "turned",
        "spaces",
        "private use",
        "invisible",
        "markup",
        "tamil",
        "joined emoji",
    ],
)
def test_a_name_is_shown_as_one_readable_line(name, as_shown):
    assert shown(name) == as_shown


@given(st.text(max_size=400))
def test_no_name_holds_controls_or_is_longer_than_the_limit(name):
    line = shown(name)

    assert len(line) <= LONGEST_NAME
    assert all(unicodedata.category(letter) not in {"Cc", "Co", "Cs", "Zl", "Zp"} for letter in line)
    assert shown(line) == line


def test_a_name_without_a_letter_gives_way_to_the_id_also_for_the_person_reported():
    nobody = Author(person=PersonRef(CHAT, "42"), name="\u202e\u2066")
    event = CommandGiven(
        id=EventId("1"),
        when=START,
        at=Address(CHAT, "-100"),
        kind=PlaceKind.GROUP,
        author=nobody,
        name="report",
        target_author=nobody,
    )

    fit = presentable(event)

    assert isinstance(fit, CommandGiven)
    assert fit.author.name == "42"
    assert fit.target_author is not None
    assert fit.target_author.name == "42"
