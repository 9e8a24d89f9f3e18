"""The guided tour as the page shows it: which steps are done, and what a step wants to see."""

import asyncio
from collections.abc import Sequence

from bots.playground.page_cast import Cast, TourStep
from bots.playground.page_wish import JsonObject, PageError


class Tour:
    """The steps with their ticks; a step once done stays done."""

    def __init__(self, steps: Sequence[TourStep], cast: Cast) -> None:
        self._steps = tuple(steps)
        self._cast = cast
        self._done: set[str] = set()
        self._busy = asyncio.Lock()

    def look(self) -> bool:
        """Ask the open steps whether they are done; True when one has become so."""
        fresh = {step.id for step in self._steps if step.id not in self._done and step.done()}
        self._done |= fresh
        return bool(fresh)

    def view(self) -> list[JsonObject]:
        return [
            {
                "id": step.id,
                "title": step.title,
                "text": step.text,
                "done": step.id in self._done,
                "can_do": step.action is not None,
                "focus": step.focus,
                "person": self._person(step),
                "chat": self._chat(step),
            }
            for step in self._steps
        ]

    def _person(self, step: TourStep) -> str | None:
        number = None if step.person is None else self._cast.id_of(step.focus, step.person)
        return None if number is None else str(number)

    def _chat(self, step: TourStep) -> str | None:
        number = None if step.chat is None else step.chat()
        return None if number is None else str(number)

    async def do(self, step_id: str) -> None:
        """Carry out a step's action; steps asked for at the same time follow one another."""
        step = next((one for one in self._steps if one.id == step_id), None)
        if step is None or step.action is None:
            raise PageError("This step of the tour has to be done by you.")
        async with self._busy:
            await step.action()
