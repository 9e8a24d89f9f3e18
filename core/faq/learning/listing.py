"""``/faq gaps``: what is open now, the most asked first, and one gap opened from the list."""

from core.context import Context, Decision
from core.effects import NO_CONTROLS, Action, Button, Controls, Menu, Option
from core.events import ButtonPressed, CommandGiven
from core.faq.learning import store
from core.faq.learning.card import card, controls
from core.faq.learning.offer import FEWEST_ASKINGS, MOST_OFFERED, awaken, wrong_answers
from core.faq.learning.settling import READS
from core.faq.learning.store import Gap
from core.faq.library import Library
from core.replying import change, reply
from core.text.markup import Markup, Text, lines

OPEN_VERB, PAGE_VERB = "fg-open", "fg-page"
ON_A_PAGE = 10
_QUESTION_LENGTH = 110
_LABEL_LENGTH = 90


def on_gaps(event: CommandGiven, *, everything: bool, library: Library, ctx: Context) -> Decision:
    """The gaps that would be offered, or the first page of all."""
    awaken(ctx)
    if everything:
        text, below = _page(1, ctx)
        return [reply(ctx, event, text, below)]
    gaps = store.open_gaps(ctx.tx, FEWEST_ASKINGS, MOST_OFFERED)
    rows = [ctx.say("faq-gaps-title"), *_rows(gaps, ctx)] if gaps else [_nothing(ctx)]
    return [reply(ctx, event, lines(*rows, wrong_answers(ctx, library)), Controls((), _menu(gaps, ctx)))]


def on_button(event: ButtonPressed, verb: str, argument: str, library: Library, ctx: Context) -> Decision | None:
    """A page, or one gap; None when the verb is another's."""
    if verb not in (OPEN_VERB, PAGE_VERB):
        return None
    if ctx.role(event.author) < READS:
        return [reply(ctx, event, ctx.say("not-allowed"), brief=True)]
    if verb == PAGE_VERB:
        return [*change(ctx, event, *_page(int(argument), ctx))]
    # A menu's choice comes from the client as it is.
    chosen = event.choice or argument
    gap = store.gap(ctx.tx, int(chosen)) if chosen.isascii() and chosen.isdigit() and len(chosen) < 16 else None
    if gap is None:
        return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
    return [reply(ctx, event, card(ctx, library, gap), controls(ctx, library, gap))]


def _page(number: int, ctx: Context) -> tuple[Markup, Controls]:
    """The page of that number, or the last when gaps were settled meanwhile."""
    count = store.count_open(ctx.tx)
    if not count:
        return _nothing(ctx), NO_CONTROLS
    pages = -(-count // ON_A_PAGE)
    number = min(max(number, 1), pages)
    gaps = store.open_gaps(ctx.tx, 0, ON_A_PAGE, (number - 1) * ON_A_PAGE)
    text = lines(
        ctx.say("faq-gaps-title"), *_rows(gaps, ctx), ctx.say("faq-gaps-page", page=number, pages=pages, gaps=count)
    )
    turns = []
    if number > 1:
        turns.append(Button(label=ctx.words("button-gaps-before"), action=Action(PAGE_VERB, str(number - 1))))
    if number < pages:
        turns.append(Button(label=ctx.words("button-gaps-next"), action=Action(PAGE_VERB, str(number + 1))))
    return text, Controls((tuple(turns),) if turns else (), _menu(gaps, ctx))


def _rows(gaps: list[Gap], ctx: Context) -> list[Markup]:
    return [ctx.say("faq-gaps-line", asked=gap.asked, question=Text(_cut(gap.question))) for gap in gaps]


def _nothing(ctx: Context) -> Markup:
    """Why there is nothing to see, and what to do about it."""
    if not ctx.policy.faq_collects:
        return ctx.say("faq-gaps-off")
    return ctx.say("faq-gaps-few" if store.count_open(ctx.tx) else "faq-gaps-none")


def _menu(gaps: list[Gap], ctx: Context) -> Menu | None:
    if not gaps:
        return None
    options = tuple(Option(str(gap.id), gap.question[:_LABEL_LENGTH]) for gap in gaps)
    return Menu(action=Action(OPEN_VERB), placeholder=ctx.words("menu-gaps"), options=options)


def _cut(words: str) -> str:
    return words if len(words) <= _QUESTION_LENGTH else f"{words[: _QUESTION_LENGTH - 1]}…"
