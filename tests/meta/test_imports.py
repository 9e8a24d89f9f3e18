"""The import contracts hold, and each of them would notice when it is broken."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def lint(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, timeout=50, check=False
    )
    return done.returncode, done.stdout + done.stderr


def contracts() -> list[dict[str, Any]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return found


@pytest.fixture
def empty_tree(tmp_path: Path) -> Path:
    """Packages of the names in the contracts, with nothing in them."""
    packages = {"bots.playground", "core.storage", "config", "adapters.telegram", "adapters.discord"}
    for contract in contracts():
        packages |= {name for name in contract.get("modules", []) if name.startswith("core.")}
    for package in packages:
        folder = tmp_path
        for part in package.split("."):
            folder /= part
            folder.mkdir(exist_ok=True)
            (folder / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return tmp_path


def test_every_contract_is_kept() -> None:
    status, output = lint(ROOT)

    assert status == 0, output


BREACHES = [
    ("layers", "core/ids.py", "import adapters.telegram"),
    ("config-protected", "adapters/telegram/channel.py", "import config"),
    ("config-alone", "config/settings.py", "import core"),
    ("core-platforms", "core/engine.py", "import telegram"),
    ("adapters-independent", "adapters/telegram/channel.py", "import adapters.discord"),
    ("sqlite-in-storage", "core/tickets/store.py", "import sqlite3"),
    ("areas-independent", "core/tickets/service.py", "import core.scam"),
    ("playground-alone", "bots/playground/server.py", "import core"),
]


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES, ids=[breach[0] for breach in BREACHES])
def test_a_breach_is_noticed(empty_tree: Path, contract: str, file: str, line: str) -> None:
    (empty_tree / file).write_text(f"{line}\n", encoding="utf-8")
    names = {one["id"]: one["name"] for one in contracts()}

    status, output = lint(empty_tree)

    assert status == 1, output
    assert f"{names[contract]} BROKEN" in output


def test_storage_may_use_sqlite(empty_tree: Path) -> None:
    (empty_tree / "core/storage/database.py").write_text("import sqlite3, aiosqlite\n", encoding="utf-8")

    status, output = lint(empty_tree)

    assert status == 0, output


def test_every_contract_has_a_breach_that_is_tried() -> None:
    assert {one["id"] for one in contracts()} == {breach[0] for breach in BREACHES}
