"""A stage for each test, on a database on the disk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.storage.db import Database
from tests.outbox.stage import Stage


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "bellbuoy.db", durable=False)
    yield opened
    await opened.close()


@pytest.fixture
async def stage(database: Database) -> Stage:
    return Stage(database)
