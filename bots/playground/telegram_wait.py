"""Waiting for the world to become what a test or a page expects."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bots.playground.telegram_model import TelegramWorld
from bots.playground.telegram_records import JsonObject

Found = TypeVar("Found")


async def until(world: TelegramWorld, condition: Callable[[], Found | None], *, timeout: float = 10) -> Found:
    """Wait until `condition()` is true, asking anew after each change; returns what it returned.

    Raises TimeoutError after `timeout` seconds.
    """
    changed = asyncio.Event()

    def note(_: JsonObject) -> None:
        changed.set()

    stop = world.watch(note)
    try:
        async with asyncio.timeout(timeout):
            while True:
                changed.clear()
                found = condition()
                if found:
                    return found
                await changed.wait()
    finally:
        stop()
