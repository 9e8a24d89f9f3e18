"""Migrations: all or nothing, with a copy first, and never backwards."""

import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.errors import SchemaTooNew, StorageError
from core.storage.migrate import MIGRATIONS, bring_up_to_date, statements

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_first.sql").write_text("CREATE TABLE one (id INTEGER) STRICT; INSERT INTO one VALUES (1);")
    return folder


def state(path: Path) -> tuple[int, set[str]]:
    connection = sqlite3.connect(path)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    return version, tables


def test_a_new_file_gets_every_step_and_no_copy(tmp_path: Path, migrations: Path) -> None:
    (migrations / "0002_second.sql").write_text("CREATE TABLE two (id INTEGER) STRICT;")

    assert bring_up_to_date(tmp_path / "a.db", migrations, NOW) is None

    assert state(tmp_path / "a.db") == (2, {"one", "two"})


def test_an_existing_file_is_copied_before_it_is_changed(tmp_path: Path, migrations: Path) -> None:
    bring_up_to_date(tmp_path / "a.db", migrations, NOW)
    (migrations / "0002_second.sql").write_text("DROP TABLE one;")

    backup = bring_up_to_date(tmp_path / "a.db", migrations, NOW)

    assert backup is not None
    assert backup.parent == tmp_path / "backups"
    assert backup.name.startswith("before-0002-20260102T030405")
    assert state(backup) == (1, {"one"})
    assert state(tmp_path / "a.db") == (2, set())


def test_what_is_up_to_date_is_left_alone(tmp_path: Path, migrations: Path) -> None:
    bring_up_to_date(tmp_path / "a.db", migrations, NOW)
    before = (tmp_path / "a.db").read_bytes()

    assert bring_up_to_date(tmp_path / "a.db", migrations, NOW) is None

    assert (tmp_path / "a.db").read_bytes() == before
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize(
    "broken",
    [
        "CREATE TABLE two (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);",
        "CREATE TABLE two (id INTEGER) STRICT; COMMIT; CREATE TABLE three (id INTEGER) STRICT;",
        "CREATE TABLE two (id INTEGER) STRICT; CREATE TABLE three (",
        "CREATE TABLE two (one INTEGER REFERENCES one (id)) STRICT; INSERT INTO two VALUES (9);",
    ],
    ids=["statement", "commit", "incomplete", "reference"],
)
def test_a_broken_migration_changes_nothing(tmp_path: Path, migrations: Path, broken: str) -> None:
    bring_up_to_date(tmp_path / "a.db", migrations, NOW)
    (migrations / "0002_broken.sql").write_text(broken)

    with pytest.raises(StorageError):
        bring_up_to_date(tmp_path / "a.db", migrations, NOW)

    assert state(tmp_path / "a.db") == (1, {"one"})


def test_a_killed_migration_leaves_the_file_as_it_was(tmp_path: Path, migrations: Path) -> None:
    path = tmp_path / "a.db"
    bring_up_to_date(path, migrations, NOW)
    # The second step never ends by itself: the process is killed in the middle of the transaction.
    (migrations / "0002_second.sql").write_text("CREATE TABLE two (id INTEGER) STRICT;")
    (migrations / "0003_third.sql").write_text(
        "CREATE TABLE three AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c;"
    )
    program = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from core.storage import migrate\n"
        "old = migrate._run_file\n"
        "def told(connection, file):\n"
        "    print(file.name, flush=True)\n"
        "    old(connection, file)\n"
        "migrate._run_file = told\n"
        "migrate.bring_up_to_date(Path(sys.argv[1]), Path(sys.argv[2]), datetime.now(UTC))\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(path), str(migrations)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert [child.stdout.readline(), child.stdout.readline()] == ["0002_second.sql\n", "0003_third.sql\n"]

    child.send_signal(signal.SIGKILL)
    child.wait(10)
    child.stdout.close()

    assert state(path) == (1, {"one"})


def test_a_newer_schema_is_refused_in_words(tmp_path: Path, migrations: Path) -> None:
    path = tmp_path / "a.db"
    bring_up_to_date(path, migrations, NOW)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 9")
    connection.close()

    with pytest.raises(SchemaTooNew, match=r"newer Bellbuoy \(schema 9, this version knows 1\)"):
        bring_up_to_date(path, migrations, NOW)


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path, migrations: Path) -> None:
    (tmp_path / "a.db").write_text("no database at all, but long enough to be looked at" * 20)

    with pytest.raises(StorageError, match="cannot be used"):
        bring_up_to_date(tmp_path / "a.db", migrations, NOW)


def test_two_migrations_cannot_have_one_number(tmp_path: Path, migrations: Path) -> None:
    (migrations / "0001_other.sql").write_text("CREATE TABLE two (id INTEGER) STRICT;")

    with pytest.raises(StorageError, match="same number"):
        bring_up_to_date(tmp_path / "a.db", migrations, NOW)


def test_a_file_is_split_into_whole_statements() -> None:
    sql = (
        "-- a comment; with a semicolon\nCREATE TABLE a (b TEXT DEFAULT ';');\n"
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; DELETE FROM a; END;\n-- the end\n"
    )

    split = [statement.strip() for statement in statements(sql)]

    assert len(split) == 2
    assert split[1].startswith("CREATE TRIGGER")
    assert split[1].endswith("END;")


def test_the_real_migrations_count_without_a_gap() -> None:
    numbers = sorted(int(file.name[:4]) for file in MIGRATIONS.glob("*.sql"))

    assert numbers == list(range(1, len(numbers) + 1))


def test_every_table_of_ours_is_strict(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path / "a.db", MIGRATIONS, NOW)
    connection = sqlite3.connect(tmp_path / "a.db")

    loose = [
        row[1]
        for row in connection.execute("PRAGMA table_list")
        if row[0] == "main" and row[2] == "table" and not row[5] and not row[1].startswith("sqlite_")
    ]

    connection.close()
    assert loose == []
