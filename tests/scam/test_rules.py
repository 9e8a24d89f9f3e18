"""A pack's rules are read whole, or refused with every problem named."""

import pytest

from core.errors import PackError
from core.scam.rules import FRAMES, load_rules
from core.scam.signals import examine

RULE = '[[rule]]\nsignal = "x"\nkind = "k"\nneeds = ["bait"]\nweight = 0.9\n'


def concepts(**more: str) -> str:
    names = dict.fromkeys(FRAMES, "zzz") | more
    return "[concepts]\n" + "".join(
        f'"{name}" = ["{phrase}"]\n' for name, phrases in names.items() for phrase in [phrases]
    )


def test_the_shipped_rules_are_complete(rules):
    assert len(rules.rules) > 20
    assert not rules.known & rules.shared
    assert {rule.signal for rule in rules.rules if rule.sure} == {"seed-request"}


def test_a_community_adds_its_own_phrases(tmp_path, official):
    (tmp_path / "signals.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "en.toml").write_text(concepts(bait="golden goose*"), encoding="utf-8")
    rules = load_rules([tmp_path])

    finding = examine("buy the Golden geese? no: GOLDEN GOOSES", official=official, rules=rules)

    assert [reason.signal for reason in finding.reasons] == ["x"]


def test_every_problem_is_named(tmp_path):
    (tmp_path / "signals.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "en.toml").write_text("[concepts", encoding="utf-8")
    (tmp_path / "sites.toml").write_text("wrong = 1", encoding="utf-8")

    with pytest.raises(PackError) as caught:
        load_rules([tmp_path])

    assert "en.toml" in str(caught.value)
    assert "sites.toml" in str(caught.value)
    assert "'bait'" in str(caught.value)


def test_a_stem_that_is_too_short_is_refused(tmp_path):
    (tmp_path / "signals.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "en.toml").write_text(concepts(bait="ab*"), encoding="utf-8")

    with pytest.raises(PackError, match="bait"):
        load_rules([tmp_path])


def test_a_pack_without_rules_is_refused(tmp_path):
    with pytest.raises(PackError, match="no signal rules"):
        load_rules([tmp_path])
