"""The rules that ship and one community's official places, for every scam test."""

from pathlib import Path

import pytest

from core.scam.links import OfficialView, official_view
from core.scam.rules import ScamRules, load_rules

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "packs" / "default" / "scam"


@pytest.fixture(scope="session")
def rules() -> ScamRules:
    return load_rules([SHIPPED])


@pytest.fixture(scope="session")
def official(rules: ScamRules) -> OfficialView:
    return official_view(
        links=["https://bellcoin.org", "https://app.bellcoin.org/swap", "https://t.me/bellcoin_chat"],
        handles=["@bell_support_bot"],
        shared=rules.shared,
    )
