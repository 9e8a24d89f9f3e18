"""What staff are told about an answer before it is published, and what keeps it from being published."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from tests.areas.faq_desk import (
    STAFFED,
    TOPIC,
    drafted,
    form,
    published,
    says,
    submits,
)
from tests.areas.secrets_of_nobody import PHRASE
from tests.house import AMARA, GROUP, MIA, House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=STAFFED) as opened:
        yield opened


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"title": " "}, "faq-wrong-no-title"),
        ({"short": " "}, "faq-wrong-no-short"),
        ({"body": " "}, "faq-wrong-no-body"),
        ({"asks": "\n - \n"}, "faq-wrong-no-asks"),
        ({}, "faq-wrong-same"),
    ],
    ids=["title", "short", "body", "asks", "nothing changed"],
)
async def test_what_is_wrong_takes_the_way_to_publish_away(house: House, changes: Mapping[str, str], key: str):
    preview = await drafted(house, f"edit {TOPIC}", MIA, **changes)

    assert house.words(key) in preview.text
    assert house.words("faq-preview-blocked") in preview.text
    assert house.words("button-faq-publish") not in preview.buttons
    assert house.words("button-faq-again") in preview.buttons


@pytest.mark.parametrize("field", ["short", "title"])
async def test_what_is_too_long_is_refused_with_its_length(house: House, field: str):
    longest = {"short": 350, "title": 80}[field]

    preview = await drafted(house, f"edit {TOPIC}", MIA, **{field: "x" * (longest + 1)})

    words = house.words(f"faq-field-{field}")
    assert house.words("faq-wrong-long", field=words, length=longest + 1, longest=longest) in preview.text
    assert house.words("button-faq-publish") not in preview.buttons


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("Ask at https://harbour.example.evil.test/claim", "https://harbour.example.evil.test/claim"),
        ("Ask at harbour-support.com.", "harbour-support.com"),
        ("Write to help@harbour-support.io", "help@harbour-support.io"),
        ("Send it to 0x" + "cd" * 20, "0x" + "cd" * 20),
    ],
    ids=["link", "bare name", "mail", "address"],
)
async def test_links_and_addresses_of_others_are_pointed_out(house: House, text: str, stranger: str):
    preview = await drafted(house, body=text)

    assert house.words("faq-stranger", what=stranger) in preview.text
    assert house.words("button-faq-publish") in preview.buttons


async def test_our_own_links_and_addresses_stand_out_to_nobody(house: House):
    ours = "See https://harbour.example/help, www.harbour.example or 0x" + "AB" * 20 + ". Version 1.2, e.g. this."

    preview = await drafted(house, body=ours)

    assert house.words("faq-preview-clean") in preview.text


async def test_a_link_that_the_settings_do_not_have_is_pointed_out(house: House):
    preview = await drafted(house, body="Read {link:website} and {link:status}.")

    assert house.words("faq-no-such-link", name="status") in preview.text
    assert house.words("faq-no-such-link", name="website") not in preview.text


async def test_what_only_looks_like_a_placeholder_is_pointed_out(house: House):
    preview = await drafted(
        house, body="{name} has {address:ethereum}, {LINKS} and {nothing}. {1}, {} and {link:website}."
    )

    for unknown in ("{address:ethereum}", "{LINKS}", "{nothing}"):
        assert house.words("faq-no-placeholder", what=unknown, known="{name}, {links}, {link:…}") in preview.text
    for other in ("{name}", "{1}", "{}", "{link:website}"):
        assert house.words("faq-no-placeholder", what=other, known="{name}, {links}, {link:…}") not in preview.text


async def test_new_phrasings_show_where_they_lead_now_and_whose_they_are(house: House):
    card = await says(house, f"edit {TOPIC}")
    asks = (await form(house, card, "button-faq-asks", name="faq-asks"))["asks"]

    preview = await submits(
        house, card, "button-faq-asks", {"asks": f"{asks}\nqwertz uiop\nMy transaction is pending?"}
    )

    assert "“qwertz uiop”" in preview.text
    assert "“My transaction is pending?” is answered with tx.pending now" in preview.text
    title = "My transaction is pending or unconfirmed"
    taken = house.words("faq-phrasing-taken", words="My transaction is pending?", topic="tx.pending", title=title)
    assert taken in preview.text
    assert "my account is locked” " not in preview.text
    assert house.words("button-faq-publish") in preview.buttons


async def test_a_secret_in_the_form_is_refused_and_kept_nowhere(house: House):
    card = await says(house, f"edit {TOPIC}")

    refused = await submits(house, card, "button-faq-text", {"body": f"like this: {PHRASE}"})

    assert refused.text == house.words("faq-secret-refused")
    assert await house.sql("SELECT count(*) FROM faq_draft") == [(1,)]
    tables = await house.sql("SELECT sql FROM sqlite_master WHERE name = 'faq_draft'")
    assert tables
    assert not any(PHRASE in str(row) for row in await house.sql("SELECT * FROM faq_draft"))


async def test_markup_and_mentions_in_an_answer_are_text(house: House):
    await published(house, short="@everyone <b>see</b> **this**")

    await house.says(AMARA, "my account is locked, why?", GROUP)

    assert "@everyone <b>see</b> this" in house.group()[-1].text
