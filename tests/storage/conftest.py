"""A database on the disk for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.storage.db import Database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "bellbuoy.db", durable=False)
    yield opened
    await opened.close()
