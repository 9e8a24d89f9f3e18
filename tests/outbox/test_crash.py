"""A process killed at each step from an event to the note of its delivery, and what arrives in the end."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("crash_child.py")

pytestmark = pytest.mark.crash


def run(directory: Path, step: str, repeat: str, kind: str) -> int:
    done = subprocess.run(
        [sys.executable, str(CHILD), str(directory), step, repeat, kind],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode


@pytest.mark.parametrize(
    ("step", "repeat", "kind", "times", "state"),
    [
        ("transaction", "RESEND", "plain", 1, "sent"),
        ("committed", "RESEND", "plain", 1, "sent"),
        ("claimed", "RESEND", "plain", 1, "sent"),
        ("claimed", "UNCERTAIN", "plain", 0, "uncertain"),
        ("sent", "RESEND", "plain", 2, "sent"),
        ("sent", "RESEND", "idempotent", 1, "sent"),
        ("sent", "UNCERTAIN", "plain", 1, "uncertain"),
        ("sent", "UNCERTAIN", "idempotent", 1, "sent"),
        ("noting", "RESEND", "idempotent", 1, "sent"),
        ("noted", "RESEND", "plain", 1, "sent"),
    ],
)
def test_a_killed_process_loses_nothing(
    tmp_path: Path, step: str, repeat: str, kind: str, times: int, state: str
) -> None:
    assert run(tmp_path, step, repeat, kind) == -signal.SIGKILL

    # The platform tells the event again: the second process queues it as the first one did.
    assert run(tmp_path, "none", repeat, kind) == 0

    delivered = tmp_path / "delivered"
    assert (delivered.read_text().split() if delivered.exists() else []) == ["event#0"] * times
    with closing(sqlite3.connect(tmp_path / "bellbuoy.db")) as connection:
        assert connection.execute("SELECT state FROM outbox").fetchall() == [(state,)]
        assert connection.execute("SELECT value FROM fact").fetchall() == [(state,)]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
