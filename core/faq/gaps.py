"""Questions that got no answer, or a wrong one: kept without names, grouped by meaning, offered to staff as gaps."""

from core.context import Context, Decision
from core.events import ButtonPressed, CommandGiven, FormSubmitted, TimePassed
from core.faq.library import Library


class FaqGaps:
    """``/faq gaps`` and ``/faq stats``, promoting an answer to an entry, and the weekly offer."""

    def __init__(self, library: Library) -> None:
        self._library = library

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
        """Offer the week's gaps to staff."""
        return []
