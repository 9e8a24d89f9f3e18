"""Interactions that this process has taken in and not yet acknowledged, so that no answer overtakes that."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Acknowledgements:
    """Shared by who acknowledges and who answers; empty after a restart, when an answer is simply tried.

    It holds what is on its way and nothing else: an entry lives for seconds, and goes however that ends.
    """

    def __init__(self) -> None:
        self._pending: dict[int, asyncio.Event] = {}

    @contextmanager
    def pending(self, interaction_id: int) -> Iterator[None]:
        """Hold back answers until the block ends: then the acknowledgement is out, or has failed for good."""
        over = self._pending[interaction_id] = asyncio.Event()
        try:
            yield
        finally:
            self._pending.pop(interaction_id, None)
            over.set()

    async def over(self, interaction_id: int) -> None:
        """Wait while an acknowledgement is on its way; returns at once for an interaction that is not held."""
        if (pending := self._pending.get(interaction_id)) is not None:
            await pending.wait()

    def __len__(self) -> int:
        return len(self._pending)
