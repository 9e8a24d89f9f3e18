"""Staff write the FAQ from chat: every change is previewed, published, kept in a history and can be taken back."""

from core.context import Context, Decision
from core.events import ButtonPressed, CommandGiven, FormSubmitted, TimePassed
from core.faq.library import EntryChange, Library
from core.storage.db import Tx


class FaqEditor:
    """``/faq add|edit|history|revert|alias|disable|review`` and what follows from them."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def in_force(self, tx: Tx) -> list[EntryChange]:
        """Everything that staff changed, to be laid over the packs at start."""
        return []

    def on_command(self, event: CommandGiven, ctx: Context) -> Decision | None:
        """None when the command is another's, or its words are a search."""
        return None

    def on_button(self, event: ButtonPressed, verb: str, argument: str, ctx: Context) -> Decision | None:
        """None when the verb is another's."""
        return None

    def on_form(self, event: FormSubmitted, verb: str, argument: str, ctx: Context) -> Decision | None:
        """None when the verb is another's."""
        return None

    def on_time(self, event: TimePassed, ctx: Context) -> Decision:
        """Remind staff of entries whose review is due."""
        return []
