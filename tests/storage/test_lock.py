"""One process per data directory."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import AlreadyRunning, StorageError
from core.storage.lock import hold

HOLDER = (
    "import sys; from pathlib import Path; from core.storage.lock import hold\n"
    "with hold(Path(sys.argv[1])):\n"
    "    print('held', flush=True)\n"
    "    sys.stdin.read()\n"
)


def test_a_second_process_is_refused_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == "held\n"

    with pytest.raises(AlreadyRunning, match=rf"already running .* \(process {child.pid}\)"), hold(tmp_path):
        pass

    child.send_signal(signal.SIGKILL)
    child.wait(10)
    child.stdout.close()
    child.stdin.close()
    with hold(tmp_path):
        assert (tmp_path / "bellbuoy.lock").read_text().strip() == str(os.getpid())


def test_a_directory_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    with hold(tmp_path / "new" / "data"):
        assert (tmp_path / "new" / "data").stat().st_mode & 0o777 == 0o700


def test_a_directory_that_cannot_be_used_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StorageError, match="cannot be used"), hold(tmp_path / "file"):
        pass
