"""How far deliveries of several calls have come, so that another attempt goes on and does not begin again."""

from dataclasses import dataclass, field

from core.ids import Address, MessageRef


@dataclass(slots=True)
class Steps:
    """The messages that stand already, in order, and the room that was opened."""

    messages: list[MessageRef] = field(default_factory=list)
    room: Address | None = None


class Progress:
    """Steps by delivery key, in memory: after a crash a delivery of several calls begins again."""

    def __init__(self, longest: int = 1000) -> None:
        self._longest = longest
        self._steps: dict[str, Steps] = {}

    def of(self, key: str) -> Steps:
        steps = self._steps.setdefault(key, Steps())
        if len(self._steps) > self._longest:
            del self._steps[next(iter(self._steps))]
        return steps

    def done(self, key: str) -> None:
        self._steps.pop(key, None)
