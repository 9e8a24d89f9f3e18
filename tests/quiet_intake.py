"""What stands for the core where an adapter needs one and nothing of it is asked; fakes differ in a few answers."""

from collections.abc import Mapping

from core.channel import Handled, WatchedRoom
from core.events import Author, Event, MessageReceived
from core.ids import Address, ChannelName


class QuietIntake:
    """Implements core.channel.Intake: takes every event, wants nothing, remembers nothing."""

    async def handle(self, event: Event) -> Handled:
        return Handled.DONE

    def listens_to(self, at: Address, *, private: bool) -> bool:
        return False

    async def wants_media(self, event: MessageReceived) -> bool:
        return False

    async def watched_rooms(self, channel: ChannelName) -> list[WatchedRoom]:
        return []

    async def suggestions(
        self, command: str, parameter: str, words: str, locale: str | None, author: Author | None
    ) -> Mapping[str, str]:
        return {}

    async def form_values(self, form: str, token: str, choice: str | None, author: Author) -> Mapping[str, str]:
        return {}

    async def locale_of(self, author: Author) -> str:
        return "en"

    async def remembered(self, channel: ChannelName, key: str) -> str | None:
        return None

    async def remember(self, channel: ChannelName, key: str, value: str) -> None:
        """Nothing is kept here."""
