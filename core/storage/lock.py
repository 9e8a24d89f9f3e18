"""The lock on a data directory: one process at a time, released by the system even when it is killed."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from core.errors import AlreadyRunning, StorageError

LOCK_FILE = "bellbuoy.lock"


@contextlib.contextmanager
def hold(directory: Path) -> Iterator[None]:
    """Keep the data directory for this process until the block ends; creates it if need be.

    Raises AlreadyRunning, with the process number of the holder, and StorageError if it cannot be written.
    """
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(directory / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StorageError(f"the data directory {directory} cannot be used: {error.strerror}") from error
    try:
        _take(descriptor, directory)
        yield
    finally:
        # The file stays: were it removed, two processes could each hold a file of that name.
        os.close(descriptor)


def _take(descriptor: int, directory: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
        raise AlreadyRunning(
            f"Bellbuoy is already running with the data directory {directory} (process {holder}). "
            "Stop it first, or give this one a directory of its own."
        ) from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
