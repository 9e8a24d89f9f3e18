"""What an operator reads about the limits of each group."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from bots.cli import cli
from bots.faq_limits import limits_of_groups
from core.community import Community, Group
from core.faq.calibration import PLAIN, Limits
from core.faq.recalibration import BINS, ENOUGH
from core.faq.scores import store
from core.faq.scores.store import Kept
from core.ids import Address, ChannelName
from core.storage.db import Database

CHAT = ChannelName("chat")
GROUP, SILENT = Address(CHAT, "-100"), Address(CHAT, "-200")
COMMUNITY = Community(
    "Harbour", groups={GROUP: Group(GROUP, "Harbour"), SILENT: Group(SILENT, "Announcements", answers=False)}
)
CALIBRATION = msgspec.structs.replace(PLAIN, limits={**PLAIN.limits, "group": {"other": Limits(0.9, 0.5)}})


def kept(searched: float, language: str = "other", calibration: str = CALIBRATION.checksum()) -> Kept:
    now = datetime(2026, 5, 4, tzinfo=UTC)
    return Kept(GROUP, language, now, calibration, 10 * searched, searched, (searched, *([0.0] * (BINS - 1))))


def said(*rows: Kept) -> list[str]:
    return list(limits_of_groups(COMMUNITY, CALIBRATION, rows))


def test_a_group_that_was_never_heard_has_the_default_limits():
    assert said() == ["faq, Harbour (chat -100): default limits; no line was searched for yet"]


def test_a_group_is_told_to_have_default_limits_until_enough_was_searched_for():
    (line,) = said(kept(ENOUGH - 1))

    assert f"default limits until {ENOUGH} lines were searched for" in line
    assert f"{ENOUGH - 1} of some {10 * (ENOUGH - 1)} lines" in line


def test_a_group_with_limits_of_its_own_is_shown_with_them_and_the_default():
    (line,) = said(kept(ENOUGH))

    assert line.startswith("faq, Harbour (chat -100), other: limits of its own, answers from 0.75 (default 0.90)")


@pytest.mark.parametrize("row", [kept(ENOUGH, calibration="old"), kept(ENOUGH, language="xx")])
def test_counts_that_no_longer_hold_are_not_shown(row: Kept):
    assert said(row) == said()


def test_status_shows_each_group_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BELLBUOY_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    (tmp_path / "bellbuoy.toml").write_text('[[community.telegram.groups]]\nid = -100\ntitle = "Harbour"\n')
    asyncio.run(_keep(tmp_path / "data" / "bellbuoy.db"))

    result = CliRunner().invoke(cli, ["status"])

    assert result.exit_code == 0, result.output
    assert "faq, Harbour (telegram -100): default limits; no line was searched for yet" in result.output


async def _keep(path: Path) -> None:
    """A database with counts of a group that is in no settings."""
    database = await Database.open(path, durable=False)
    try:
        await database.write(lambda tx: store.put(tx, [kept(ENOUGH)]))
    finally:
        await database.close()
