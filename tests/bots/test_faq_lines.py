"""Reading lines as they come, with bounded memory, and languages as people write them."""

import itertools
import tracemalloc
from collections.abc import Iterator

import pytest

from bots.faq_lines import LONGEST_LINE, batches, locale_of


class Chunks:
    """A stream that hands out what it is made of, piece by piece."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self.taken = 0

    def read1(self, size: int = -1, /) -> bytes:
        self.taken += 1
        return next(self._pieces, b"")


def test_lines_are_handed_on_before_more_is_waited_for() -> None:
    stream = Chunks(iter([b"one\ntwo\nthr", b"ee\n"]))
    lines = batches(stream)

    assert next(lines) == [b"one", b"two"]
    assert stream.taken == 1
    assert list(lines) == [[b"three"]]


def test_many_lines_come_in_batches_of_sixty_four() -> None:
    assert [len(batch) for batch in batches(Chunks(iter([b"x\n" * 150])))] == [64, 64, 22]


def test_a_line_without_end_takes_no_more_memory_than_a_long_one() -> None:
    endless = (b"x" * 65_536 for _ in range(1000))
    pieces = itertools.chain([b"a\n"], endless, [b"\nb"])
    tracemalloc.start()
    try:
        found = [line for batch in batches(Chunks(pieces)) for line in batch]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert found == [b"a", None, b"b"]
    assert peak < 4 * LONGEST_LINE


@pytest.mark.parametrize(
    ("written", "locale"),
    [("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh_Hant_HK", "zh-Hant"), ("en-GB", "en"), ("", None), ("??", None)],
)
def test_languages_are_understood_as_they_are_written_elsewhere(written: str, locale: str | None) -> None:
    assert locale_of(written) == locale
