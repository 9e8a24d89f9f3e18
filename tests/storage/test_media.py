"""Stored files: once per content, within limits, and gone when they should be."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.storage.media import MediaRefused, MediaStore

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


class SetClock:
    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def media(tmp_path: Path, clock: SetClock) -> AsyncIterator[MediaStore]:
    opened = await MediaStore.open(tmp_path / "media.db", largest=100, most=250, clock=clock, durable=False)
    yield opened
    await opened.close()


async def test_the_same_bytes_are_stored_once(media: MediaStore) -> None:
    first = await media.put(b"x" * 90, mime="image/png", name="a.png", now=NOW)
    for number in range(5):
        assert await media.put(b"x" * 90, mime="image/png", name=f"{number}.png", now=NOW) == first

    assert await media.get(first) == b"x" * 90
    facts = await media.facts(first)
    assert facts is not None
    assert (facts.mime, facts.name, facts.size) == ("image/png", "a.png", 90)


async def test_a_file_over_the_limit_is_refused(media: MediaStore) -> None:
    with pytest.raises(MediaRefused, match="101 bytes"):
        await media.put(b"x" * 101, mime="", name="", now=NOW)


async def test_a_flood_does_not_push_out_what_is_there(media: MediaStore) -> None:
    kept = [await media.put(bytes([n]) * 100, mime="", name="", now=NOW) for n in range(2)]

    with pytest.raises(MediaRefused, match="more than the allowed 250"):
        await media.put(b"z" * 100, mime="", name="", now=NOW)

    assert [await media.get(stored) is not None for stored in kept] == [True, True]


async def test_a_forgotten_file_is_gone(media: MediaStore) -> None:
    stored = await media.put(b"words", mime="", name="", now=NOW)

    assert await media.forget(stored)

    assert not await media.forget(stored)
    assert await media.get(stored) is None


async def test_what_nobody_uses_is_forgotten_and_reading_is_a_use(media: MediaStore, clock: SetClock) -> None:
    old = await media.put(b"old", mime="", name="", now=NOW)
    read = await media.put(b"read", mime="", name="", now=NOW)
    clock.at = NOW + 5 * DAY
    await media.get(read)

    assert await media.forget_before(NOW + 3 * DAY) == 1

    assert await media.get(old) is None
    assert await media.get(read) == b"read"
