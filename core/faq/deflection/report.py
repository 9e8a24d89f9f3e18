"""``/faq stats``: how many questions the FAQ answered so that nobody had to."""

from dataclasses import replace
from datetime import timedelta

from core.context import Context, Decision
from core.events import CommandGiven
from core.faq.deflection import store
from core.faq.deflection.store import Counts
from core.faq.learning import store as questions
from core.faq.learning.offer import wrong_answers
from core.faq.library import Library
from core.replying import reply
from core.text.markup import Markup, Text, joined, lines

USUAL_DAYS, MOST_DAYS = 30, 365
_LISTED = 10
_TITLE_LENGTH = 36
# With fewer questions a rate says nothing about the answer.
_ENOUGH = 5


def on_stats(event: CommandGiven, days: int, library: Library, ctx: Context) -> Decision:
    """The numbers of the last days, for one message."""
    since = ctx.now - timedelta(days=days)
    answered = store.altogether(ctx.tx, since)
    unanswered = questions.unanswered_since(ctx.tx, since)
    # What we had nothing to say to was asked as well; as far as it was kept, it lowers the rate.
    total = replace(answered, asked=answered.asked + unanswered)
    if not total.asked:
        return [reply(ctx, event, ctx.say("faq-stats-none", days=days))]
    topics = store.by_topic(ctx.tx, since)
    text = lines(
        ctx.say("faq-stats-title", days=days),
        _total(total, ctx),
        ctx.say("faq-stats-unanswered", count=unanswered) if ctx.policy.faq_collects else None,
        _languages(store.by_locale(ctx.tx, since), ctx),
        *(_line(counts, library, ctx) for counts in topics[:_LISTED]),
        _rest(topics[_LISTED:], ctx),
        *_extremes(topics, library, ctx),
        wrong_answers(ctx, library),
        ctx.say("faq-stats-how", silent=max(0, total.deflected - total.helped)),
    )
    return [reply(ctx, event, text)]


def rate(counts: Counts) -> int:
    """Deflected questions in per cent of those asked."""
    return round(100 * counts.deflected / counts.asked) if counts.asked else 0


def _total(total: Counts, ctx: Context) -> Markup:
    return ctx.say(
        "faq-stats-total",
        asked=total.asked,
        answered=total.answered,
        helped=total.helped,
        refused=total.not_helped,
        human=total.human,
        rate=rate(total),
    )


def _line(counts: Counts, library: Library, ctx: Context) -> Markup:
    return ctx.say(
        "faq-stats-line",
        title=_title(counts.topic, library, ctx),
        asked=counts.asked,
        answered=counts.answered,
        helped=counts.helped,
        refused=counts.not_helped,
        human=counts.human,
        rate=rate(counts),
    )


def _rest(topics: list[Counts], ctx: Context) -> Markup | None:
    if not topics:
        return None
    rest = Counts(
        topic="",
        asked=sum(counts.asked for counts in topics),
        answered=sum(counts.answered for counts in topics),
        helped=sum(counts.helped for counts in topics),
        not_helped=sum(counts.not_helped for counts in topics),
        human=sum(counts.human for counts in topics),
        deflected=sum(counts.deflected for counts in topics),
    )
    return ctx.say(
        "faq-stats-rest",
        topics=len(topics),
        asked=rest.asked,
        answered=rest.answered,
        helped=rest.helped,
        refused=rest.not_helped,
        human=rest.human,
        rate=rate(rest),
    )


def _extremes(topics: list[Counts], library: Library, ctx: Context) -> list[Markup]:
    """The best and the worst of what was asked often enough; nothing where they are the same."""
    enough = [counts for counts in topics if counts.asked >= _ENOUGH]
    if len(enough) < 2:
        return []
    best = max(enough, key=lambda counts: (rate(counts), counts.asked))
    worst = min(enough, key=lambda counts: (rate(counts), -counts.asked))
    if rate(best) == rate(worst):
        return []
    named = [(_title(counts.topic, library, ctx), rate(counts)) for counts in (best, worst)]
    return [
        ctx.say("faq-stats-best", title=named[0][0], rate=named[0][1]),
        ctx.say("faq-stats-worst", title=named[1][0], rate=named[1][1]),
    ]


def _languages(by_locale: list[tuple[str, int]], ctx: Context) -> Markup | None:
    total = sum(count for _, count in by_locale)
    if not total:
        return None
    shares = (
        ctx.say("faq-stats-share", language=_language(locale, ctx), share=round(100 * count / total))
        for locale, count in by_locale
    )
    return ctx.say("faq-stats-languages", shares=joined(shares, " · "))


def _language(locale: str, ctx: Context) -> str:
    return ctx.texts.words(locale, "language-name") if locale in ctx.texts.locales else locale


def _title(topic: str, library: Library, ctx: Context) -> Text:
    entry = library.book.entry(topic, ctx.locale)
    title = entry.title if entry else topic
    return Text(title if len(title) <= _TITLE_LENGTH else f"{title[: _TITLE_LENGTH - 1]}…")
