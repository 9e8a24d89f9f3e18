"""The core over two toy platforms, for every test of an area."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.faq.lookup import Found
from core.language import Language
from tests.house import House, open_house

_ENGLISH = Language("en", "Latn", sure=True)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as opened:
        yield opened


@pytest.fixture
def clueless(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house that knows what a question is, and no answer to any."""
    nothing = Found("silent", (), (), _ENGLISH, missed=True)
    monkeypatch.setattr(house.library.lookup, "find", lambda text, where, own=None: nothing)
    return house


@pytest.fixture
def unsure(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house that is never sure which of two topics is meant."""
    offered = Found("suggest", ("tx.fees", "wallet.swap_failed"), (), _ENGLISH)
    monkeypatch.setattr(house.library.lookup, "find", lambda text, where, own=None: offered)
    return house
