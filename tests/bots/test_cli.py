"""The command line as an operator meets it: what it says, and with which exit code."""

import asyncio
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from bots.cli import cli
from core.events import Author, CommandGiven, PlaceKind
from core.ids import Address, ChannelName, EventId, PersonRef
from core.inbox import store as inbox
from core.storage.db import Database, Tx
from tests.house import START, open_house


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with a data directory of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BELLBUOY_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def said(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def test_run_without_any_token_says_which_keys_to_set(folder: Path) -> None:
    result = said("run")

    assert result.exit_code == 1
    assert "BELLBUOY_TELEGRAM__TOKEN" in result.output
    assert "bellbuoy demo" in result.output


def test_every_problem_of_the_settings_is_told_at_once(folder: Path) -> None:
    (folder / "bellbuoy.toml").write_text('data_dirr = "x"\n[telegram]\ntoken = "no"\nmode = "pigeon"\n')

    result = said("check")

    assert result.exit_code == 1
    for word in ("data_dirr", "telegram.token", "telegram.mode"):
        assert word in result.output


def test_check_shows_languages_and_what_is_not_set(folder: Path) -> None:
    result = said("check")

    assert result.exit_code == 0
    assert "en, ta, zh-Hans, zh-Hant" in result.output
    assert "no moderator channel" in result.output


def test_check_warns_of_a_discord_token_without_a_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELLBUOY_DISCORD__TOKEN", "x" * 30)

    result = said("check")

    assert result.exit_code == 0, result.output
    assert "community.discord.guild is not set" in result.output


def test_check_names_the_file_and_line_of_a_broken_pack(folder: Path) -> None:
    entry = folder / "data" / "packs" / "own" / "faq" / "tx.pending" / "en.md"
    entry.parent.mkdir(parents=True)
    entry.write_text("no front matter here\n")

    result = said("check")

    assert result.exit_code == 1
    assert "tx.pending/en.md:1" in result.output


@pytest.mark.parametrize("command", [("status",), ("dead", "list")], ids=" ".join)
def test_looking_before_the_first_start_says_so(folder: Path, command: tuple[str, ...]) -> None:
    result = said(*command)

    assert result.exit_code == 1
    assert "start Bellbuoy once" in result.output


async def make_database(data: Path) -> None:
    """A database with a ticket's messages sent and one command put aside."""
    async with open_house(data) as house:
        await house.opens_ticket()


def put_aside(tx: Tx) -> int:
    event = CommandGiven(
        id=EventId("toy:dead"), when=START, at=Address(ChannelName("chat"), "42"), kind=PlaceKind.PRIVATE,
        author=Author(person=PersonRef(ChannelName("chat"), "42"), name="Amara"), name="help",
    )  # fmt: skip
    return inbox.bury(
        tx, event=event.id, kind="CommandGiven", channel="chat", error="ValueError",
        payload=msgspec.json.encode(event).decode(), attempts=3, now=START,
    )  # fmt: skip


async def bury_one(data: Path) -> None:
    database = await Database.open(data / "bellbuoy.db", durable=False)
    try:
        await database.write(put_aside)
    finally:
        await database.close()


def test_status_counts_what_was_sent_and_what_was_put_aside(folder: Path) -> None:
    (folder / "data").mkdir()
    asyncio.run(make_database(folder / "data"))
    asyncio.run(bury_one(folder / "data"))

    result = said("status")

    assert result.exit_code == 0
    assert "nothing waits to be sent" in result.output
    assert "put aside: 1" in result.output


def test_a_dead_event_is_listed_and_tried_again_once(folder: Path) -> None:
    (folder / "data").mkdir()
    asyncio.run(make_database(folder / "data"))
    asyncio.run(bury_one(folder / "data"))

    listed = said("dead", "list")
    retried = said("dead", "retry", "1")
    gone, twice = said("dead", "list"), said("dead", "retry", "1")

    assert "CommandGiven" in listed.output
    assert "can be tried again" in listed.output
    assert retried.exit_code == 0, retried.output
    assert "nothing was put aside" in gone.output
    assert twice.exit_code == 1


def test_an_unknown_command_is_refused_with_a_hint(folder: Path) -> None:
    result = said("flood")

    assert result.exit_code == 2
    assert "flood" in result.output
