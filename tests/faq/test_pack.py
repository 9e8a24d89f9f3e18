"""Content packs: what a file becomes, how packs lie over each other, and how problems are told."""

from pathlib import Path

import pytest

from core.community import Community, OfficialLink
from core.errors import PackError
from core.faq.book import FaqBook
from core.faq.browsing import PAGE
from core.faq.fill import filled
from core.faq.pack import CATEGORIES, SHORT_LIMIT, FaqPack, load_faq
from core.language import folded
from core.text.markdown import markup_of
from core.text.markup import Lines, Link, Span, Text, plain

DEFAULT = Path(__file__).parents[2] / "config" / "packs" / "default"
LOCALES = ("en", "zh-Hans", "zh-Hant", "ta")
FEWEST_ASKS = {"en": 12, "zh-Hans": 8, "zh-Hant": 8, "ta": 8}

# What the default pack answers: a line begins with the first half of the topics' names.
TOPICS = """
account: register login locked password_reset 2fa_lost change_contact kyc_why kyc_how kyc_rejected hacked
    delete
tx: pending failed deposit_missing withdrawal_delayed wrong_network wrong_address missing_memo check_status
    fees speed_up limits refund buy_fiat
wallet: create backup restore lost_seed send_receive token_not_showing add_network connect_dapp hardware
    official_app supported_chains swap_failed
app: bug
sec: seed_request admin_dm phishing_clicked revoke_approvals recovery_offer report_scam airdrop_check
    official_links enable_2fa unknown_tokens safe_storage address_poisoning
project: about whitepaper team roadmap tokenomics where_to_buy contract_address staking unstaking price
    partnership audit
legal: tax availability compliance_hold privacy
support: human ticket_status response_time complaint feedback languages phone
network: status
edu: blockchain_basics learn
"""

GOOD = """---
title: "Why?"
category: account
asks:
  - "why is it so"
short: >-
  Because **{name}** says so.
needs: ["The hash"]
never: ["Never _ever_"]
related: []
reviewed: 2026-01-02
---
1. One
2. Two
"""


@pytest.fixture(scope="module")
def default() -> FaqPack:
    return load_faq([DEFAULT])


def _write(pack: Path, topic: str, locale: str, text: str) -> Path:
    file = pack / "faq" / topic / f"{locale}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return pack


def test_a_file_becomes_an_entry(tmp_path):
    entry = load_faq([_write(tmp_path, "account.why", "en", GOOD)]).entries["account.why"]["en"]

    assert (entry.title, entry.category, entry.asks) == ("Why?", "account", ("why is it so",))
    assert plain(entry.short) == "Because {name} says so."
    assert plain(entry.body) == "1. One\n2. Two"
    assert [plain(warning) for warning in entry.never] == ["Never ever"]
    assert entry.reviewed is not None
    assert entry.reviewed.isoformat() == "2026-01-02"


def test_a_later_pack_replaces_and_removes(tmp_path):
    first = _write(_write(tmp_path / "a", "account.why", "en", GOOD), "account.how", "en", GOOD)
    second = _write(tmp_path / "b", "account.why", "en", GOOD.replace("Why?", "Wherefore?"))
    _write(second, "account.how", "en", "---\nremoved: true\n---\n")

    pack = load_faq([first, second])

    assert list(pack.entries) == ["account.why"]
    assert pack.entries["account.why"]["en"].title == "Wherefore?"


def test_every_problem_is_told_at_once_with_file_and_line(tmp_path):
    _write(tmp_path, "a.one", "en", "no front matter")
    _write(tmp_path, "a.two", "en", GOOD.replace("category: account", "category: nonsense"))
    _write(tmp_path, "a.three", "en", GOOD.replace("title:", "titel:"))
    _write(tmp_path, "a.four", "en", GOOD.replace('["The hash"]', '["The hash"'))
    _write(tmp_path, "a.five", "en", GOOD.replace("related: []", "related: [a.nine]"))
    _write(tmp_path, "a.six", "en", GOOD.replace("says so.", "says so. " * 60))
    _write(tmp_path, "a.seven", "en", GOOD.replace("category: account", "category: legal"))
    _write(tmp_path, "a.seven", "ta", GOOD)
    _write(tmp_path, "Bad Name", "en", GOOD)
    (tmp_path / "faq" / "questions.toml").write_text("[en]\nasks = ['how']\n", "utf-8")

    with pytest.raises(PackError) as raised:
        load_faq([tmp_path])

    problems = str(raised.value)
    for expected in (
        "a.one/en.md:1: begins without front matter",
        "a.two/en.md:3: category is one of",
        "a.three/en.md:2: Object contains unknown field `titel`",
        "a.four/en.md:9: ",
        "a.five/en.md:1: related topic a.nine has no entry",
        "a.six/en.md:6: short has",
        "a.seven/en.md:1: category differs",
        "Bad Name/en.md:2: the folder's name",
        "questions.toml:1: ",
    ):
        assert expected in problems


def test_placeholders_become_the_communitys_name_and_links():
    community = Community("Sea *Coin*", links=(OfficialLink("Website", "https://sea.example"),))

    shown = filled(markup_of("Ask {name} at {link:website}."), community)

    link = Link("Website", "https://sea.example")
    assert shown == Span((Text("Ask "), Text("Sea *Coin*"), Text(" at "), link, Text(".")))


def test_a_line_whose_link_the_community_lacks_is_left_out():
    shown = filled(markup_of("Read on.\n\nStatus: {link:status}\n\nThe end of {name}."), Community("Sea"))

    assert plain(shown) == "Read on.\n\nThe end of Sea."


def test_all_links_are_listed():
    links = (OfficialLink("Site", "https://sea.example"), OfficialLink("Docs", "https://docs.sea.example"))

    shown = filled(markup_of("{links}"), Community("Sea", links=links))

    assert isinstance(shown, Lines)
    assert plain(shown) == "Site: https://sea.example\nDocs: https://docs.sea.example"


def _topics() -> set[str]:
    found: set[str] = set()
    first = ""
    for word in TOPICS.split():
        if word.endswith(":"):
            first = word[:-1]
        else:
            found.add(f"{first}.{word}")
    return found


def test_the_default_pack_answers_exactly_its_75_topics(default):
    assert set(default.entries) == _topics()
    assert len(default.entries) == 75


@pytest.mark.parametrize("locale", LOCALES)
def test_the_default_pack_is_complete_in_every_language(default, locale):
    entries = default.entries

    thin = [
        topic
        for topic, found in entries.items()
        if locale not in found or len(found[locale].asks) < FEWEST_ASKS[locale]
    ]
    assert thin == []
    assert all(len(plain(found[locale].short)) <= SHORT_LIMIT for found in entries.values())
    assert all(found[locale].never and found[locale].reviewed for found in entries.values())


def test_no_phrasing_belongs_to_two_topics(default):
    owners: dict[str, set[str]] = {}
    for entry in default.all():
        for ask in entry.asks:
            owners.setdefault(folded(ask).rstrip("?？ "), set()).add(entry.topic)

    assert {ask: topics for ask, topics in owners.items() if len(topics) > 1} == {}


def test_every_category_can_be_browsed_in_one_menu(default):
    by_category = FaqBook(default.all(), "en").by_category()

    assert list(by_category) == [category for category in CATEGORIES if category in by_category]
    assert sum(len(topics) for topics in by_category.values()) == 75
    assert all(len(topics) <= PAGE for topics in by_category.values())
    assert all(len(entry.title) <= 90 for entry in default.all())


@pytest.mark.parametrize("locale", LOCALES)
def test_short_answers_read_well_without_any_link(default, locale):
    for found in default.entries.values():
        entry = found[locale]
        if entry.topic == "sec.official_links":
            continue
        shown = plain(filled(entry.short, Community("Sea")))

        assert len(shown) >= 60, entry.source
        assert shown == shown.strip(), entry.source
        assert not shown.endswith((":", "：", ",", "，")), entry.source


def test_no_answer_promises_that_something_is_safe_or_verified(default):
    for entry in default.all():
        parts = (entry.short, entry.body, *entry.needs, *entry.never)
        words = " ".join((entry.title, *map(plain, parts))).casefold()

        for promise in ("safe", "verified", "guarantee"):
            assert promise not in words, entry.source


def test_no_answer_names_a_site_of_anybody(default):
    for entry in default.all():
        assert "http" not in plain(entry.short) + plain(entry.body), entry.source
