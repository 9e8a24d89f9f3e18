"""The updates waiting for one bot, as the Bot API keeps them: at most a day, until they are confirmed."""

from collections.abc import Callable, Iterable

from bots.playground.telegram_records import JsonObject, Pending

ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT_SECONDS = 24 * 3600


class UpdateQueue:
    """Unconfirmed updates in order. `allowed` is applied when an update happens, not when it is fetched."""

    def __init__(self, first_id: int) -> None:
        self._next_id = first_id
        self._pending: Pending = Pending()
        self._taken: set[int] = set()
        self.allowed: frozenset[str] | None = None
        self.on_push: list[Callable[[], None]] = []

    def __len__(self) -> int:
        return len(self._pending)

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Remember which kinds are wanted: None changes nothing, an empty list means the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def wants(self, kind: str) -> bool:
        return kind not in ASKED_FOR_ONLY if self.allowed is None else kind in self.allowed

    def push(self, kind: str, payload: JsonObject, now: int) -> None:
        """Queue the update if its kind is wanted, and wake whoever waits."""
        if not self.wants(kind):
            return
        while self._pending and self._pending[0][1] < now - KEPT_SECONDS:
            self._taken.discard(self._pending.popleft()[0])
        self._pending.append((self._next_id, now, {"update_id": self._next_id, kind: payload}))
        self._next_id += 1
        for wake in tuple(self.on_push):
            wake()

    def confirm(self, offset: int) -> None:
        """Forget every update below `offset`; a negative one keeps only the last -offset updates."""
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
            return
        while self._pending and self._pending[0][0] < offset:
            self._pending.popleft()

    def first(self, limit: int) -> list[JsonObject]:
        return [update for _, (_, _, update) in zip(range(limit), self._pending, strict=False)]

    def take(self) -> JsonObject | None:
        """Hand out the oldest update that nobody is delivering; `done` or `give_back` ends the delivery."""
        for number, _, update in self._pending:
            if number not in self._taken:
                self._taken.add(number)
                return update
        return None

    def done(self, update_id: int) -> None:
        self._taken.discard(update_id)
        for entry in self._pending:
            if entry[0] == update_id:
                self._pending.remove(entry)
                return

    def give_back(self, update_id: int) -> None:
        self._taken.discard(update_id)

    def clear(self) -> None:
        self._pending.clear()
        self._taken.clear()
