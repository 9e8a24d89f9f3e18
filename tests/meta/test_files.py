"""What the files of the repository promise: sizes, names, and nothing that belongs to one machine."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400
# Python files that may be longer than LONGEST lines, each with its reason.
MAY_BE_LONG: dict[str, str] = {}
REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|debian|jsdelivr|unpkg)\.(?:org|com|net)\b")
INDEX_OPTION = re.compile(r"--(?:extra-)?index-url|--find-links|--trusted-host")
MACHINE_PATH = re.compile(r"(?<![\w./~$}-])/(?:work|tmp|root|home|Users)/[\w.-]+")


def tracked() -> list[Path]:
    """Every file that is in the repository, or would be with the next `git add`."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            found.append((path.relative_to(ROOT).as_posix(), content.decode("utf-8")))
    return found


def test_a_file_fits_a_readers_head() -> None:
    lengths = {name: text.count("\n") for name, text in texts() if name.endswith(".py")}

    too_long = {name: count for name, count in lengths.items() if count > LONGEST and name not in MAY_BE_LONG}

    assert too_long == {}, "split them, or name them with a reason"


def test_no_reason_stays_for_a_file_that_became_short() -> None:
    lengths = {name: text.count("\n") for name, text in texts()}

    assert [name for name in MAY_BE_LONG if lengths.get(name, 0) <= LONGEST] == []


def test_tests_are_no_packages() -> None:
    # A package tests/adapters/telegram would be what `import telegram` finds.
    assert [str(path) for path in (ROOT / "tests").rglob("__init__.py")] == []


def test_no_module_has_the_name_of_a_library_it_would_hide() -> None:
    hiding = {"telegram.py", "discord.py", "logging.py", "sqlite3.py", "aiohttp.py", "apscheduler.py"}

    assert [name for name, _ in texts() if Path(name).name in hiding and not name.startswith("docs/")] == []


@pytest.mark.parametrize("pattern", [REGISTRY, INDEX_OPTION, MACHINE_PATH], ids=["registry", "option", "path"])
def test_nothing_names_a_package_host_or_a_folder_of_one_machine(pattern: re.Pattern[str]) -> None:
    this = Path(__file__).relative_to(ROOT).as_posix()

    found = [f"{name}: {match[0]}" for name, text in texts() if name != this for match in pattern.finditer(text)]

    assert found == []


def test_nothing_secret_would_be_committed() -> None:
    kept_out = {"bellbuoy.toml", ".env"}

    assert [str(path) for path in tracked() if path.name in kept_out or path.suffix in {".db", ".db-wal"}] == []


@pytest.mark.parametrize("folder", ["bots", "core", "adapters", "config", "tests"])
def test_every_module_says_what_lives_in_it(folder: str) -> None:
    silent = [
        name
        for name, text in texts()
        if name.startswith(f"{folder}/") and name.endswith(".py") and text.strip() and not text.startswith('"""')
    ]

    assert silent == []
