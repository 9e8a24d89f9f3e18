"""Clicking as people do: when Discord says that it failed, or nothing ever comes of it, they click again."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bots.playground.discord_interactions import Interaction, Modal
from tests.crash.books import Books
from tests.crash.eyes import Eyes


@dataclass(eq=False, slots=True)
class _Open:
    interaction: Interaction
    verdict: asyncio.Event = field(default_factory=asyncio.Event)
    taken: bool = False


class Clicks:
    """Each act is one click that was seen to be taken, however often it had to be tried."""

    def __init__(self, eyes: Eyes, books: Books) -> None:
        self._eyes = eyes
        self._books = books
        self._open: set[_Open] = set()

    async def act(
        self, click: Callable[[], Interaction], mark: str, *, is_done: Callable[[], bool] = lambda: False
    ) -> Interaction:
        """Click until the person sees it taken, or sees that there is nothing left to do; the last interaction."""
        while True:
            watched = _Open(click())
            self._open.add(watched)
            try:
                await self._eyes.until(lambda one=watched: self._is_over(one), "an answer to a click")  # type: ignore[misc]
            finally:
                self._open.discard(watched)
            failed = watched.interaction.state == "failed"
            if not failed and (watched.taken or watched.interaction.state == "answered"):
                self._books.taken.append(watched.interaction)
                return watched.interaction
            self._books.lost.append(watched.interaction)
            if watched.taken:
                self._books.unacknowledged.append(watched.interaction)
            if is_done():
                return watched.interaction
            self._books.again[mark] += watched.taken

    async def form(self, click: Callable[[], Interaction]) -> Modal:
        """Click until the form opens; nothing is decided by that."""
        while True:
            watched = _Open(click())
            self._open.add(watched)
            try:
                await self._eyes.until(lambda one=watched: self._is_over(one), "a form")  # type: ignore[misc]
            finally:
                self._open.discard(watched)
            if watched.interaction.modal is not None:
                return watched.interaction.modal

    def after_kill(self, seen: Iterable[str]) -> None:
        """``seen``: the events that the ended process had committed. What is not among them is lost for good."""
        known = set(seen)
        for one in self._open:
            one.taken = f"discord:i:{one.interaction.id}" in known
            one.verdict.set()
            if not one.taken and one.interaction.state == "deferred":
                self._books.lost_acknowledged.append(one.interaction)
        self._eyes.wake()

    @staticmethod
    def _is_over(one: _Open) -> bool:
        """What was committed and not acknowledged may still be, by what was under way or by the next process."""
        done = one.interaction.modal is not None or one.interaction.state in ("answered", "failed")
        return done or (one.verdict.is_set() and not (one.taken and one.interaction.state == "waiting"))
