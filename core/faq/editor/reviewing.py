"""Entries that somebody should read again, because nobody has for long: listed on demand, told of once a week."""

from datetime import date, timedelta

from core.context import Context, Decision
from core.effects import Action, Button, Controls, Intent, Menu, NotifyStaff, Option
from core.events import ButtonPressed, CommandGiven, TimePassed
from core.faq.book import slug
from core.faq.editor import store
from core.faq.editor.cards import is_due
from core.faq.entry import Entry
from core.faq.library import Library
from core.replying import reply
from core.text.markup import lines

MOST_LISTED = 25
TOLD_EVERY = timedelta(days=7)
REMINDER = "review"


def review(event: CommandGiven | ButtonPressed, locale: str, library: Library, ctx: Context) -> Intent:
    """What is due in one language, the longest unread first; choosing one shows its card."""
    due = _due(library, ctx)
    here = [entry for entry in due if entry.locale == locale]
    counts = {name: sum(entry.locale == name for entry in due) for name in ctx.community.locales if name != locale}
    listed = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    others = ctx.say("faq-review-others", list=listed) if listed else None
    language = ctx.texts.words(locale, "language-name")
    if not here:
        return reply(ctx, event, lines(ctx.say("faq-review-none", language=language), others))
    options = tuple(Option(slug(entry.topic), entry.title, _since(entry, ctx)) for entry in here[:MOST_LISTED])
    menu = Menu(
        action=Action("fe-due", locale, event.author.person),
        placeholder=ctx.words("faq-review-look"),
        options=options,
    )
    text = lines(ctx.say("faq-review", count=len(here), language=language), others)
    return reply(ctx, event, text, Controls(menu=menu))


def remind(event: TimePassed, library: Library, ctx: Context) -> Decision:
    """Once a week, if anything is due."""
    told = store.reminded_at(ctx.tx, REMINDER)
    if told is not None and event.when < told + TOLD_EVERY:
        return []
    due = _due(library, ctx)
    if not due:
        return []
    store.note_reminded(ctx.tx, REMINDER, event.when)
    show = Button(label=ctx.staff_words("button-faq-review"), action=Action("fe-list"))
    text = ctx.staff_say("faq-review-due", count=len(due))
    return [NotifyStaff(text=text, controls=Controls(((show,),)))]


def _due(library: Library, ctx: Context) -> list[Entry]:
    """In the languages of the community."""
    spoken = set(ctx.community.locales)
    due = [entry for entry in tuple(library.entries()) if entry.locale in spoken and is_due(entry, ctx)]
    return sorted(due, key=lambda entry: (entry.reviewed or date.min, entry.topic, entry.locale))


def _since(entry: Entry, ctx: Context) -> str:
    if entry.reviewed is None:
        return ctx.words("faq-card-unchecked")
    return ctx.words("faq-card-checked", date=entry.reviewed.isoformat())
