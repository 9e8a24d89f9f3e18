"""What staff do with a gap: another phrasing, nothing, or an entry; and taking that back."""

import logging

from core.community import Role
from core.context import Context, Decision
from core.effects import NotifyStaff, UpdateStaff
from core.events import ButtonPressed
from core.faq.learning import store
from core.faq.learning.card import (
    ENTRY_VERB,
    IGNORE_VERB,
    PHRASING_VERB,
    UNDO_VERB,
    card,
    controls,
    is_card,
    note_of,
    title_of,
)
from core.faq.learning.making import entry_for
from core.faq.learning.phrasing import add_phrasing, remove_phrasing
from core.faq.learning.store import Gap
from core.faq.library import Library
from core.inbox import store as inbox
from core.replying import change, reply
from core.text.markup import Markup

log = logging.getLogger(__name__)

READS, SETTLES = Role.HELPER, Role.MODERATOR


def on_button(event: ButtonPressed, verb: str, argument: str, library: Library, ctx: Context) -> Decision | None:
    """The buttons under a gap; None when the verb is another's. Rights and state are checked at every press."""
    if verb not in (ENTRY_VERB, PHRASING_VERB, IGNORE_VERB, UNDO_VERB):
        return None
    if ctx.role(event.author) < SETTLES:
        log.warning("refused act=%s person=%s:%s", verb, event.author.person.channel, event.author.person.id)
        return [reply(ctx, event, ctx.say("not-allowed"), brief=True)]
    number, _, choice = argument.partition("--")
    gap = store.gap(ctx.tx, int(number))
    if gap is None:
        return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
    if verb == UNDO_VERB:
        return _undo(event, gap, library, ctx)
    if gap.state != "open":
        return [reply(ctx, event, ctx.say("decided-before"), brief=True)]
    if verb == ENTRY_VERB:
        return entry_for(event, gap, library, ctx)
    if verb == IGNORE_VERB:
        store.settle(ctx.tx, gap.id, "ignored", event.author.name, ctx.now)
        return shown_again(event, gap.id, ctx.say("faq-gap-done-ignored"), library, ctx)
    return _as_phrasing(event, gap, event.choice or choice, library, ctx)


def became_entry(number: int, topic: str, name: str, library: Library, ctx: Context) -> Decision:
    """An entry was published for a gap: its card says so. Nothing when it was settled before."""
    if not store.settle(ctx.tx, number, "entry", name, ctx.now, topic=topic):
        return []
    gap = store.gap(ctx.tx, number)
    assert gap is not None
    return _updated(gap, library, ctx)


def _as_phrasing(event: ButtonPressed, gap: Gap, short_name: str, library: Library, ctx: Context) -> Decision:
    topic = library.book.topic(short_name)
    done = add_phrasing(gap, topic, event.author, library, ctx) if topic is not None else None
    if topic is None or done is None or done.state == "gone":
        return [reply(ctx, event, ctx.say("faq-gap-topic-gone"), brief=True)]
    if done.state == "taken":
        told = ctx.say("faq-gap-taken", topic=done.other, title=title_of(ctx, library, done.other))
        return [reply(ctx, event, told)]
    store.settle(ctx.tx, gap.id, "phrasing", event.author.name, ctx.now, topic=topic, phrasing=done.phrasing)
    if gap.offered_at is None:
        # A change of the FAQ is shown to all staff, also when one of them made it by themselves.
        store.note_offered(ctx.tx, gap.id, ctx.now)
    told = ctx.say("faq-gap-done-phrasing", title=title_of(ctx, library, topic))
    return shown_again(event, gap.id, told, library, ctx, is_new=gap.offered_at is None)


def _undo(event: ButtonPressed, gap: Gap, library: Library, ctx: Context) -> Decision:
    if gap.state not in ("phrasing", "ignored") or not store.unsettle(ctx.tx, gap.id, gap.state):
        return [reply(ctx, event, ctx.say("decided-before"), brief=True)]
    if gap.state == "phrasing":
        remove_phrasing(gap, event.author, library, ctx)
    return shown_again(event, gap.id, ctx.say("faq-gap-done-undone"), library, ctx)


def shown_again(
    event: ButtonPressed, number: int, told: Markup, library: Library, ctx: Context, *, is_new: bool = False
) -> Decision:
    """The card as it stands now wherever it is shown, and a word to whoever pressed."""
    gap = store.gap(ctx.tx, number)
    assert gap is not None
    text, below = card(ctx, library, gap), controls(ctx, library, gap)
    decision = _shown_first(gap, library, ctx) if is_new else _updated(gap, library, ctx)
    note = inbox.note_of(ctx.tx, event.message) if event.message is not None else None
    if is_card(note):
        return [*decision, reply(ctx, event, told, brief=True)]
    return [*decision, *change(ctx, event, text, below)]


def _shown_first(gap: Gap, library: Library, ctx: Context) -> Decision:
    return [NotifyStaff(text=card(ctx, library, gap), controls=controls(ctx, library, gap), note=note_of(gap))]


def _updated(gap: Gap, library: Library, ctx: Context) -> Decision:
    """Nothing where the gap was never shown to all staff."""
    if gap.offered_at is None:
        return []
    return [UpdateStaff(text=card(ctx, library, gap), controls=controls(ctx, library, gap), note=note_of(gap))]
