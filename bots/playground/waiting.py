"""Waiting for local platforms to become what a test, a story or a page expects."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Found = TypeVar("Found")
# What a world's `watch` is: it calls back with each change until the function it returned is called.
Watch = Callable[[Callable[[dict[str, Any]], None]], Callable[[], None]]


async def until(watches: Sequence[Watch], condition: Callable[[], Found | None], *, timeout: float = 10) -> Found:
    """Wait until `condition()` is true, asking anew after each change on any world; returns what it returned.

    Raises TimeoutError after `timeout` seconds.
    """
    changed = asyncio.Event()

    def note(_: dict[str, Any]) -> None:
        changed.set()

    stops = [watch(note) for watch in watches]
    try:
        async with asyncio.timeout(timeout):
            while True:
                changed.clear()
                found = condition()
                if found:
                    return found
                await changed.wait()
    finally:
        for stop in stops:
            stop()
