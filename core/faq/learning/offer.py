"""What the clock does with questions: grouping them little by little, and offering gaps to staff once a week."""

from datetime import timedelta

from core.context import Context
from core.effects import NotifyStaff
from core.faq.deflection import store as deflection
from core.faq.learning import store
from core.faq.learning.card import IGNORED_DAYS, WEEK, card, controls, note_of, title_of
from core.faq.learning.grouping import COMPARED, Leader, most_central, nearest
from core.faq.learning.store import DAY, Kept
from core.faq.library import Library
from core.text.markup import Markup, lines

EVERY = WEEK * DAY
MOST_OFFERED = 5
FEWEST_ASKINGS = 3
# A topic refused so often among so many of its last answers is named as one that is often wrong.
REFUSALS, LAST_ANSWERS, MOST_WRONG = 2, 10, 5
# Comparing two questions takes up to 2 ms on the writer’s thread, where everybody else waits meanwhile.
QUESTIONS_A_TICK = 20
COMPARISONS_A_TICK = 150
GAPS_COMPARED = 300


def group_some(ctx: Context, library: Library) -> int:
    """Put some of the questions that belong to no gap yet into one; returns how many."""
    waiting = store.ungrouped(ctx.tx, QUESTIONS_A_TICK)
    if not waiting:
        return 0
    leaders = store.leaders(ctx.tx, GAPS_COMPARED)
    compared = done = 0
    for kept in waiting:
        compared += _group(ctx, library, kept, leaders)
        done += 1
        if compared >= COMPARISONS_A_TICK:
            break
    return done


def _group(ctx: Context, library: Library, kept: Kept, leaders: list[Leader]) -> int:
    """Returns how many questions were compared; ``leaders`` follows."""
    likeness = library.lookup.likeness
    compared = len(leaders)
    number = nearest(kept.question, kept.locale, leaders, likeness)
    if number is None:
        leaders.append(Leader(store.found(ctx.tx, kept), kept.question, kept.locale))
        return compared
    store.join(ctx.tx, kept, number)
    phrasings = store.phrasings(ctx.tx, number, COMPARED)
    middle = most_central(phrasings, likeness)
    store.set_question(ctx.tx, number, middle)
    at = next(place for place, leader in enumerate(leaders) if leader.gap == number)
    leaders[at] = Leader(number, middle.question, middle.locale)
    return compared + len(phrasings) ** 2


def offer_if_due(ctx: Context, library: Library) -> list[NotifyStaff] | None:
    """The week's cards; None when it is not time. Told again after a restart, it is not time any more."""
    last = store.last_offer(ctx.tx)
    if last is None or ctx.now - last < EVERY:
        return None
    # After a long stop the day of the week stays, and one offer stands for all that were missed.
    store.set_last_offer(ctx.tx, last + (ctx.now - last) // EVERY * EVERY)
    awaken(ctx)
    cards: list[NotifyStaff] = []
    for found in store.worth_offering(ctx.tx, FEWEST_ASKINGS, MOST_OFFERED):
        store.note_offered(ctx.tx, found.id, ctx.now)
        gap = store.gap(ctx.tx, found.id)
        assert gap is not None
        cards.append(NotifyStaff(text=card(ctx, library, gap), controls=controls(ctx, library, gap), note=note_of(gap)))
    wrong = wrong_answers(ctx, library)
    if not cards and wrong is None:
        return []
    head = lines(ctx.staff_say("faq-gaps-week", gaps=len(cards), open=store.count_open(ctx.tx)), wrong)
    return [NotifyStaff(text=head), *cards]


def awaken(ctx: Context) -> None:
    """Settled gaps whose time has come again are open from now on."""
    store.awaken(ctx.tx, ctx.now, ignored_for=timedelta(days=IGNORED_DAYS), asked_again=FEWEST_ASKINGS)


def wrong_answers(ctx: Context, library: Library) -> Markup | None:
    """Topics whose last answers were often not what was meant; None when there are none."""
    found = deflection.often_wrong(ctx.tx, REFUSALS, LAST_ANSWERS, MOST_WRONG)
    if not found:
        return None
    rows = (
        ctx.staff_say("faq-missed-line", title=title_of(ctx, library, topic), topic=topic, wrong=wrong, answers=answers)
        for topic, wrong, answers in found
    )
    return lines(ctx.staff_say("faq-missed-title"), *rows)
