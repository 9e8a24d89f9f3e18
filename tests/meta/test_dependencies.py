"""What is installed is written down exactly, and by name alone."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PIN = re.compile(r'(?P<name>[A-Za-z0-9._-]+)==(?P<version>[0-9][A-Za-z0-9.]*)(?: ; python_version >= "3\.\d+")?')


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    found = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pin = PIN.fullmatch(line)
            assert pin is not None, f"not a plain pin: {line}"
            found[normalised(pin["name"])] = pin["version"]
    return found


def test_every_dependency_is_pinned_to_a_version_its_range_allows() -> None:
    pinned = pins()
    asked_for = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]

    unfit = [str(one) for one in asked_for if pinned.get(normalised(one.name), "none") not in one.specifier]

    assert unfit == []


def test_every_range_but_that_of_the_time_zones_ends_before_the_next_major_version() -> None:
    asked_for = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]

    open_ended = [one.name for one in asked_for if not any(part.operator == "<" for part in one.specifier)]

    assert open_ended == ["tzdata"]
