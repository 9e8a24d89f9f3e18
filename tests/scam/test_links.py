"""Links are found in all their dress, and imitations of official ones are told from honest strangers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.scam.links import Standing, defang, find_links, official_view, read
from core.scam.lookalikes import Likeness


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("see https://app.bellcoin.org/swap?x=1.", ["app.bellcoin.org"]),
        ("go to evil.com now", ["evil.com"]),
        ("hxxps://evil[.]com/a", ["evil.com"]),
        ("evil(dot)com", ["evil.com"]),
        ("evil [dot] com", ["evil.com"]),
        ("看evil。com", ["看evil.com"]),
        ("http://1.2.3.4/login", ["1.2.3.4"]),
        ("https://bellcoin.org@evil.com/x", ["evil.com"]),
        ("https:\\\\evil.com\\x", ["evil.com"]),
        ("ｅｖｉｌ．ｃｏｍ", ["evil.com"]),
        ("(https://evil.com)", ["evil.com"]),
        ("one.com two.org, three.net", ["one.com", "two.org", "three.net"]),
        ("user@gmail.com wrote", []),
        ("node.js and e.g. this...that", []),
        ("no link at all", []),
        ("version 1.2.3", []),
    ],
)
def test_links_are_found(text, hosts):
    assert [link.host for link in find_links(text)] == hosts


def test_words_without_a_space_between_are_doubtful():
    assert [link.doubtful for link in find_links("it works.no problem main.py")] == [True, True]


@pytest.mark.parametrize(
    ("url", "standing", "likeness"),
    [
        ("https://bellcoin.org/faq", Standing.OFFICIAL, None),
        ("https://docs.bellcoin.org", Standing.OFFICIAL, None),
        ("https://t.me/bellcoin_chat", Standing.OFFICIAL, None),
        ("https://t.me/bellcoin_chat/123", Standing.OFFICIAL, None),
        ("https://t.me/bellcoin_help", Standing.UNKNOWN, None),
        ("https://etherscan.io/tx/1", Standing.KNOWN, None),
        ("https://example.com", Standing.UNKNOWN, None),
        ("https://belIcoin.org", Standing.LOOKALIKE, Likeness.SAME_LOOK),
        ("https://bе11coin.org", Standing.LOOKALIKE, Likeness.SAME_LOOK),
        ("https://xn--bllcoin-7gg.org", Standing.LOOKALIKE, Likeness.SAME_LOOK),
        ("https://bellcoin.org.evil.com", Standing.LOOKALIKE, Likeness.SUBDOMAIN),
        ("https://bellcoin-org.evil.com", Standing.LOOKALIKE, Likeness.SUBDOMAIN),
        ("https://bellcoim.org", Standing.LOOKALIKE, Likeness.TYPO),
        ("https://bellcoin.app", Standing.LOOKALIKE, Likeness.OTHER_ENDING),
        ("https://bellcoin-airdrop.com", Standing.LOOKALIKE, Likeness.BRAND),
        ("https://claimbellcoin.xyz", Standing.LOOKALIKE, Likeness.BRAND),
        ("https://bellcoin.pages.dev", Standing.LOOKALIKE, Likeness.OTHER_ENDING),
        ("https://google.com/url?q=https://belIcoin.org/x", Standing.LOOKALIKE, Likeness.SAME_LOOK),
        ("https://bell.com", Standing.UNKNOWN, None),
        ("https://coin.org", Standing.UNKNOWN, None),
    ],
)
def test_what_a_link_is_to_us(url, standing, likeness, official, rules):
    reading = read(find_links(url)[0], official, known=rules.known, shared=rules.shared)

    assert (reading.standing, reading.likeness) == (standing, likeness)


def test_a_short_official_name_does_not_make_its_neighbours_suspects():
    official = official_view(links=["https://ton.org"])

    readings = [
        read(find_links(url)[0], official, known=frozenset(), shared=frozenset()).standing
        for url in ("https://tor.org", "https://tonic.com", "https://newton.edu")
    ]

    assert readings == [Standing.UNKNOWN] * 3


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("go https://evil.com/a.b now", "go hxxps://evil[.]com/a[.]b now"),
        ("evil.com.", "evil[.]com."),
        ("hxxp://evil[.]com", "hxxp://evil[.]com"),
        ("nothing", "nothing"),
    ],
)
def test_a_defanged_link_cannot_be_clicked(text, safe):
    assert defang(text) == safe


@given(st.text("abc.:/[]()hxtps @。ｅ\u200b\\dot", max_size=40))
def test_nothing_is_left_to_click_after_defanging(text):
    once = defang(text)

    assert all("[.]" in link.shown for link in find_links(once) if "." in link.host)
