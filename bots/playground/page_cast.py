"""Who can be played on the demo page, and the steps of its guided tour."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

RoleWord: TypeAlias = Literal["member", "moderator", "admin", "scammer"]
Side: TypeAlias = Literal["telegram", "discord"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to play; an id that is None leaves this person out of that platform's picker."""

    name: str
    role: RoleWord
    colour: str
    initials: str
    telegram_id: int | None = None
    discord_id: int | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """The people, the bots and the places that the page shows first."""

    people: tuple[Person, ...]
    telegram_bot_id: int
    discord_bot_id: int
    guild_id: int
    telegram_chat: int | None = None
    discord_channel: int | None = None

    def on(self, side: Side) -> list[tuple[int, Person]]:
        """The people of one platform with their ids there, in the order of the cast."""
        found = [(_id_on(person, side), person) for person in self.people]
        return [(number, person) for number, person in found if number is not None]

    def who(self, side: Side, user_id: int) -> Person | None:
        return next((person for number, person in self.on(side) if number == user_id), None)

    def id_of(self, side: Side, name: str) -> int | None:
        return next((number for number, person in self.on(side) if person.name == name), None)


def _id_on(person: Person, side: Side) -> int | None:
    return person.telegram_id if side == "telegram" else person.discord_id


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step of the tour.

    `done` is asked after each change and a step once done stays so; `action` is what "Do it for me" does.
    `person` is a name of the cast. `chat` is asked each time: a Telegram chat (a bot's id for the private chat) or a
    Discord channel, which may come to be only while the step is played.
    """

    id: str
    title: str
    text: str
    done: Callable[[], bool]
    action: Callable[[], Awaitable[None]] | None = None
    focus: Side = "telegram"
    person: str | None = None
    chat: Callable[[], int | None] | None = None
