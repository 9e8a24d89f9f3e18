"""The commands people can give, as one table from which each adapter registers its own."""

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """Who is shown a command. Rights are checked in the core whatever the client shows."""

    EVERYONE = "everyone"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument; its description is the text ``command-<command>-<name>``."""

    name: str
    required: bool = False
    choices: tuple[str, ...] = ()
    completes: bool = False
    longest: int = 2000


@dataclass(frozen=True, slots=True)
class Command:
    """Its description is the text ``command-<name>``; ``places`` are private, group, staff (Discord: any of them).

    ``context`` is message or user for an entry in the context menu, whose label is ``command-<name>-menu``.
    """

    name: str
    audience: Audience = Audience.EVERYONE
    parameters: tuple[Parameter, ...] = ()
    private: bool = True
    group: bool = True
    context: str | None = None
    form: str | None = None


COMMANDS: tuple[Command, ...] = (
    Command("start", group=False),
    Command("help"),
    Command("faq", parameters=(Parameter("words", completes=True, longest=200),)),
    Command("ask", parameters=(Parameter("words", required=True, longest=500),)),
    Command("support", parameters=(Parameter("words", longest=1000),)),
    Command("status"),
    Command("language", parameters=(Parameter("language", choices=("auto", "en", "zh-Hans", "zh-Hant", "ta")),)),
    Command("cancel", group=False),
    Command("close", parameters=(Parameter("reason", longest=500),)),
    Command("claim", audience=Audience.STAFF),
    Command("release", audience=Audience.STAFF),
    Command("reply", audience=Audience.STAFF, parameters=(Parameter("text", required=True),)),
    Command("edit", audience=Audience.STAFF, parameters=(Parameter("text", required=True),)),
    Command("note", audience=Audience.STAFF, parameters=(Parameter("text", required=True),)),
    Command(
        "priority",
        audience=Audience.STAFF,
        parameters=(Parameter("level", required=True, choices=("urgent", "high", "normal", "low")),),
    ),
    Command("reopen", audience=Audience.STAFF),
    Command("panel", audience=Audience.STAFF),
    Command(
        "promote",
        audience=Audience.STAFF,
        parameters=(Parameter("title", longest=80),),
        private=False,
        context="message",
    ),
    Command("report", parameters=(Parameter("reason", longest=300),), context="message"),
)

BY_NAME: dict[str, Command] = {command.name: command for command in COMMANDS}
