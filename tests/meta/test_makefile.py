"""The targets explain themselves, and an unfit Python is refused before anything is made."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE = shutil.which("make")

pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not installed")


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    assert MAKE is not None
    return subprocess.run([MAKE, "-C", str(ROOT), *arguments], capture_output=True, text=True, timeout=30, check=False)


def test_help_names_the_targets_a_person_would_type() -> None:
    listed = set(re.findall(r"^make (\w+)", make("help").stdout, re.MULTILINE))

    assert listed == {"demo", "run", "check", "test", "crash", "bench", "format", "clean"}


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("#!/bin/sh\n[ \"$1\" = -V ] && echo 'Python 3.9.2'\nexit 1\n", "is Python 3.9.2"),
        (None, "there is no"),
    ],
    ids=["too old", "missing"],
)
def test_an_unfit_python_is_refused_in_words(tmp_path: Path, script: str | None, expected: str) -> None:
    python, environment = tmp_path / "python", tmp_path / "environment"
    if script is not None:
        python.write_text(script, encoding="utf-8")
        python.chmod(0o755)

    done = make(f"PYTHON={python}", f"VENV={environment}", "demo")

    assert done.returncode != 0
    assert "Bellbuoy needs Python 3.11 or later" in done.stderr
    assert expected in done.stderr
    assert not environment.exists()
