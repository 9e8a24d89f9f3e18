"""The documents name every setting as it is."""

import re
from pathlib import Path

import pytest

import config
from config import reference
from config.settings import Settings, describe, load

FOLDER = Path(config.__file__).parent
README = (FOLDER / "README.md").read_text(encoding="utf-8")
EXAMPLE = FOLDER / "example.toml"


def test_the_table_in_the_readme_is_the_one_of_the_settings() -> None:
    table = README.split("<!-- settings -->\n")[1].split("<!-- /settings -->")[0]

    assert table == reference.markdown(describe()), "write it anew with `python -m config`"


def test_every_setting_says_what_it_means() -> None:
    assert [row.key for row in describe() if not row.description] == []


def test_the_example_loads() -> None:
    community = load(EXAMPLE, {}).community

    assert [person.name for person in community.people] == ["Mei", "Arun"]


def test_every_value_of_the_example_outside_the_community_is_the_default() -> None:
    example = load(EXAMPLE, {}).model_dump(exclude={"community"})

    assert example == Settings().model_dump(exclude={"community"})


def test_the_example_names_every_key() -> None:
    named, table = set(), ""
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"\[+([a-z_.]+)\]+$", line):
            table = heading[1] + "."
            named.add(heading[1])
        elif key := re.match(r"(?:# )?([a-z_]+) = ", line):
            named.add(table + key[1])

    assert {row.key for row in describe()} <= named


def test_the_small_file_in_the_readme_loads(tmp_path: Path) -> None:
    text = README.split("```toml\n")[1].split("```")[0]
    (tmp_path / "telegram-token").write_text("1:x", encoding="utf-8")
    (tmp_path / "telegram-token").chmod(0o600)
    path = tmp_path / "bellbuoy.toml"
    path.write_text(text, encoding="utf-8")

    assert load(path, {}).community.name == "Harbour Protocol"


@pytest.mark.parametrize(
    ("key", "type", "default"),
    [
        ("data_dir", "path", "`data`"),
        ("telegram.token", "secret", "–"),
        ("telegram.token_file", "path", "–"),
        ("support.follow_up_after", "duration", "`1d`"),
        ("support.rating", "true or false", "`true`"),
        ("scam.mode", "one of observe, act", "`act`"),
        ("community.people", "list of tables", "–"),
        ("community.people.role", "one of helper, moderator, lead, admin", "required"),
        ("community.discord.roles.admin", "list of whole numbers", "–"),
    ],
)
def test_a_setting_is_described_by_type_and_default(key: str, type: str, default: str) -> None:
    (row,) = [row for row in describe() if row.key == key]

    assert (row.type, row.default) == (type, default)
