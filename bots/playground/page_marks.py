"""Up to where each person has read each place, for unread counts."""


class ReadMarks:
    """The newest message each person has seen; a place never opened counts from where `base` says."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, str], int] = {}
        self._base: dict[str, int] = {}

    def begin(self, place: str, newest: int) -> None:
        """What is there before the demonstration begins counts as read by all."""
        self._base[place] = newest

    def seen(self, person: int, place: str, newest: int) -> None:
        key = (person, place)
        self._seen[key] = max(self._seen.get(key, 0), newest)

    def up_to(self, person: int, place: str) -> int:
        return self._seen.get((person, place), self._base.get(place, 0))
