"""An entry in its author's words: what of it is a fault, and that a pack's file and a stored revision say the same."""

from datetime import date
from pathlib import Path

import pytest

from core.community import Community, OfficialAddress, OfficialLink
from core.errors import PackError
from core.faq.editor.fields import lines_of, same, too_long, values_of, with_values
from core.faq.editor.orders import Verb, alike, order_of, split_locale
from core.faq.editor.standing import stored, to_store
from core.faq.editor.strangers import strangers
from core.faq.entry import Written, Wrong, entry_of, faults, file_of
from core.faq.pack import load_faq, written_of

DEFAULT = Path(__file__).parents[2] / "config" / "packs" / "default"
GOOD = Written(
    title="Why: “so”?",
    category="account",
    asks=("why is it so", "- why: really", "# why"),
    short="Because **{name}** says so.\nTwo lines.",
    needs=("The hash",),
    never=("Never _ever_",),
    links=("website",),
    reviewed=date(2026, 1, 2),
    body="1. One\n2. Two\n\n---\n\n> three",
)


def test_an_entry_written_in_chat_becomes_a_file_and_back():
    assert written_of(file_of(GOOD)) == GOOD
    assert stored(to_store(GOOD)) == GOOD


def test_every_entry_of_the_pack_survives_the_way_into_a_file_and_into_a_row_and_back():
    for entry in load_faq([DEFAULT]).all():
        assert entry.written is not None
        assert written_of(file_of(entry.written)) == entry.written, entry.source
        assert stored(to_store(entry.written)) == entry.written, entry.source
        again = entry_of(entry.topic, entry.locale, entry.written, entry.source)
        assert (again.short, again.body, again.never) == (entry.short, entry.body, entry.never)


def test_a_file_of_a_revision_is_read_as_part_of_a_pack(tmp_path: Path):
    file = tmp_path / "faq" / "account.why" / "en.md"
    file.parent.mkdir(parents=True)
    file.write_text(file_of(GOOD), "utf-8")

    assert load_faq([tmp_path]).entries["account.why"]["en"].written == GOOD


@pytest.mark.parametrize(
    "text", ["no front matter", "---\n- a\n- b\n---\n", "---\ntitle: [\n---\n", "---\nx: 1\n---\n"]
)
def test_what_is_no_file_of_a_pack_is_refused(text: str):
    with pytest.raises(PackError):
        written_of(text)


@pytest.mark.parametrize("entry", ["", "{}", "{not json", '{"titel": "x"}', "[]", '{"title": 1}'])
def test_a_row_that_can_not_be_read_holds_no_words(entry: str):
    assert stored(entry) is None


def test_what_an_author_left_out_is_all_told():
    wrong = {fault.wrong for fault in faults("Bad Name", Written(asks=(" ",)), "")}

    assert wrong == {
        Wrong.TOPIC,
        Wrong.NO_TITLE,
        Wrong.NO_SHORT,
        Wrong.CATEGORY,
        Wrong.EMPTY_ASK,
        Wrong.NO_BODY,
    }
    assert list(faults("account.why", GOOD, GOOD.body)) == []


def test_a_form_changes_what_it_holds_and_nothing_else():
    values = values_of("faq-entry", GOOD)
    assert list(values) == ["title", "short", "body", "asks", "never"]
    assert values["asks"] == "why is it so\n- why: really\n# why"

    changed = with_values(GOOD, {"short": " Now.\r\nReally. ", "asks": "- one\n\n* One?\n• two\n-"})

    assert (changed.short, changed.asks) == ("Now.\nReally.", ("one", "two"))
    assert (changed.title, changed.body, changed.reviewed) == (GOOD.title, GOOD.body, GOOD.reviewed)


def test_words_that_no_field_can_hold_are_named_with_their_length():
    long = with_values(GOOD, {"body": "x" * 4001})

    assert [(part.name, part.length, part.longest) for part in too_long("faq-entry", long)] == [("body", 4001, 4000)]
    assert too_long("faq-asks", long) == []


def test_two_spellings_of_a_phrasing_are_one():
    assert same("  Wo  IST es？") == same("wo ist es")
    assert same("我的帳戶") == same("我的账户")
    assert lines_of("a\nA?\nb") == ("a", "b")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://harbour.example/a", []),
        ("https://docs.harbour.example.", []),
        ("https://t.me/harbour_news", []),
        ("https://t.me/harbour_news/12", []),
        ("https://t.me/harbour_help", ["https://t.me/harbour_help"]),
        ("https://t.me/harbour_newsroom", ["https://t.me/harbour_newsroom"]),
        ("https://harbour.example.evil.test", ["https://harbour.example.evil.test"]),
        ("see evil-harbour.com/claim, then", ["evil-harbour.com/claim"]),
        ("e.g. account.locked, v1.2.3 or 3.5%", []),
        ("mail help@harbour.example or help@evil.com", ["help@evil.com"]),
        ("0x" + "AB" * 20, []),
        ("0x" + "ab" * 19 + "cd", ["0x" + "ab" * 19 + "cd"]),
        ("请看 https://evil.test/领取，谢谢", ["https://evil.test/领取"]),
    ],
)
def test_what_is_not_ours_among_links_and_addresses(text: str, found: list[str]):
    community = Community(
        "Harbour",
        links=(OfficialLink("site", "https://harbour.example"), OfficialLink("news", "https://t.me/harbour_news")),
        addresses=(OfficialAddress("ethereum", "0x" + "ab" * 20, "token"),),
    )

    assert list(strangers(text, community)) == found


def test_orders_are_told_from_searches_by_their_first_word():
    assert order_of("how do I edit my profile") is None
    assert order_of("editing") is None
    assert order_of("") is None
    edit = order_of("  EDIT  account.locked   ta ")
    assert edit is not None
    assert (edit.verb, edit.topic, edit.rest) == (Verb.EDIT, "account.locked", "ta")


def test_a_locale_is_taken_off_the_front_of_words():
    locales = ("en", "zh-Hans")
    assert split_locale("ZH-hans why so", locales) == ("zh-Hans", "why so")
    assert split_locale("enough said", locales) == (None, "enough said")


def test_topics_that_may_have_been_meant():
    topics = ("account.locked", "account.login", "tx.pending")
    assert alike("acount.locked", topics)[0] == "account.locked"
    assert alike("pending", topics) == ["tx.pending"]
    assert alike("", topics) == []
