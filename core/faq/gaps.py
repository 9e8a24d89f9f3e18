"""Questions that got no answer, or a wrong one: kept without names, grouped by meaning, offered to staff as gaps."""

import logging
from collections.abc import Mapping

from core.channel import Capability
from core.community import Role
from core.context import Context, Decision
from core.events import ButtonPressed, CommandGiven, PlaceKind, TimePassed
from core.facts import QuestionMissed, TicketAnswer
from core.faq.deflection import report
from core.faq.learning import listing, offer, promoting, settling, store
from core.faq.learning.masks import masked_question
from core.faq.library import Library
from core.replying import reply
from core.text.catalog import Texts

log = logging.getLogger(__name__)

_HINTS: Mapping[str, str] = {"gaps": "faq-verb-gaps", "gaps all": "faq-verb-gaps-all", "stats": "faq-verb-stats"}


class FaqGaps:
    """``/faq gaps`` and ``/faq stats``, promoting an answer to an entry, and the weekly offer."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def on_question(self, fact: QuestionMissed, ctx: Context) -> Decision:
        """Keep a question that got no answer, or a wrong one, as far as nobody can be known by it."""
        if not ctx.policy.faq_collects:
            return []
        names = (ctx.person.name,) if ctx.person else ()
        question = masked_question(fact.question, names)
        if question is not None and store.keep(ctx.tx, question, fact.locale, fact.why, fact.topic, ctx.now):
            ctx.aftermath.keeps = True
        return []

    def on_command(self, event: CommandGiven, ctx: Context) -> Decision | None:
        """None when the command is another's, or its words are a search."""
        if event.name != "faq" or ctx.role(event.author) < settling.READS:
            return None
        match event.arguments.get("words", "").casefold().split():
            case ["gaps"] | ["gaps", "all"] as words:
                if self._is_overheard(event, ctx):
                    return [reply(ctx, event, ctx.say("faq-in-private"))]
                return listing.on_gaps(event, everything=len(words) == 2, library=self._library, ctx=ctx)
            case ["stats", *more] if len(more) < 2 and all(_is_number(word) for word in more):
                if self._is_overheard(event, ctx):
                    return [reply(ctx, event, ctx.say("faq-in-private"))]
                days = int(more[0]) if more else report.USUAL_DAYS
                return report.on_stats(event, min(max(days, 1), report.MOST_DAYS), self._library, ctx)
        return None

    def _is_overheard(self, event: CommandGiven, ctx: Context) -> bool:
        """What members asked in vain is for staff alone."""
        if event.kind is PlaceKind.PRIVATE or ctx.can(event.at.channel, Capability.PRIVATE_ANSWERS):
            return False
        return not ctx.community.is_staff_place(event.at)

    def on_promote(self, event: CommandGiven, told: TicketAnswer | None, ctx: Context) -> Decision:
        """A good answer of the team is to become an entry; ``told``: what its message shows of a ticket."""
        return promoting.on_promote(event, told, self._library, ctx)

    def on_button(self, event: ButtonPressed, verb: str, argument: str, ctx: Context) -> Decision | None:
        """None when the verb is another's."""
        for answer in (settling.on_button, listing.on_button, promoting.on_button):
            decided = answer(event, verb, argument, self._library, ctx)
            if decided is not None:
                return decided
        return None

    def on_time(self, event: TimePassed, ctx: Context) -> Decision:
        """Group what was asked since, and offer the week's gaps to staff once all of it is."""
        if offer.group_some(ctx, self._library):
            ctx.aftermath.keeps = True
            if store.ungrouped(ctx.tx, 1):
                return []
        cards = offer.offer_if_due(ctx, self._library)
        if cards is None:
            return []
        ctx.aftermath.keeps = True
        log.info("faq gaps offered cards=%d", len(cards))
        return [*cards]

    def suggestions(self, texts: Texts, words: str, locale: str, role: Role) -> dict[str, str]:
        """What staff are offered beside topics while they type after ``/faq``."""
        typed = words.lstrip().casefold()
        if role < settling.READS or not typed:
            return {}
        return {
            words: f"{words} — {texts.words(locale, hint)}" for words, hint in _HINTS.items() if words.startswith(typed)
        }


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= 4
