"""A gap as staff see it: how often, in which words, what comes near, and what to do about it."""

from core.context import Context
from core.effects import NO_CONTROLS, Action, Button, Controls, Menu, Option
from core.faq.book import slug
from core.faq.editor.standing import standing
from core.faq.learning import store
from core.faq.learning.store import DAY, Gap, day_of
from core.faq.library import Library
from core.text.markup import Markup, Quote, Text, lines

ENTRY_VERB, PHRASING_VERB, IGNORE_VERB, UNDO_VERB = "fg-make", "fg-as", "fg-no", "fg-undo"
ENTRY_FORM = "faq-entry"
WEEK = 7
# An ignored gap stays away for so many days, unless it is asked twice as often.
IGNORED_DAYS = 90
_EXAMPLES = 5
_EXAMPLE_LENGTH = 160
_TITLE_LENGTH = 90


def note_of(gap: Gap) -> str:
    """Under which the gap's last card was sent; a gap that is offered again gets a card of its own."""
    assert gap.offered_at is not None
    return f"gaps.card-{gap.id}:{day_of(gap.offered_at)}"


def is_card(note: str | None) -> bool:
    """Whether a note is that of a card in a staff room, the further rooms' copies included."""
    return note is not None and note.startswith("gaps.card-")


def card(ctx: Context, library: Library, gap: Gap) -> Markup:
    """In the language of the staff; what members wrote stays as they wrote it, but for what was masked."""
    week = store.asked_since(ctx.tx, gap.id, day_of(ctx.now - WEEK * DAY))
    said = store.phrasings(ctx.tx, gap.id, _EXAMPLES + 1)
    others = [phrasing.question for phrasing in said if phrasing.question != gap.question]
    examples = [gap.question, *others][:_EXAMPLES]
    return lines(
        ctx.staff_say("faq-gap-title", asked=gap.asked, week=week),
        Quote(lines(*(_short(example) for example in examples))),
        _answered_with(ctx, library, gap),
        _near(ctx, library, gap) if gap.state == "open" else None,
        _settled(ctx, library, gap),
    )


def controls(ctx: Context, library: Library, gap: Gap) -> Controls:
    """Three ways to settle it while it is open; taking that back where it can be."""
    number = str(gap.id)
    if gap.state in ("phrasing", "ignored"):
        return Controls(((Button(label=ctx.staff_words("button-gap-undo"), action=Action(UNDO_VERB, number)),),))
    if gap.state != "open":
        return NO_CONTROLS
    make = Button(
        label=ctx.staff_words("button-gap-entry"),
        action=Action(ENTRY_VERB, number),
        style="primary",
    )
    ignore = Button(label=ctx.staff_words("button-gap-ignore"), action=Action(IGNORE_VERB, number))
    near = nearest(library, gap)
    menu = Menu(
        action=Action(PHRASING_VERB, number),
        placeholder=ctx.staff_words("menu-gap-phrasing"),
        options=tuple(Option(slug(topic), title_of(ctx, library, topic)[:_TITLE_LENGTH]) for topic in near),
    )
    return Controls(((make, ignore),), menu if near else None)


def nearest(library: Library, gap: Gap) -> list[str]:
    """Topics that come near to the question, the nearest first."""
    found = library.lookup.find(gap.question, "private")
    return [candidate.topic for candidate in found.candidates if candidate.topic in library.book.topics]


def title_of(ctx: Context, library: Library, topic: str) -> str:
    """In the language of the staff; one published a moment ago is in the rows only, one out of force has a name."""
    entry = library.book.entry(topic, ctx.community.default_locale)
    if entry is None:
        found = (standing(ctx.tx, library, topic, locale).entry for locale in ctx.community.locales)
        entry = next((one for one in found if one is not None), None)
    return entry.title if entry else topic


def _short(words: str) -> str:
    return words if len(words) <= _EXAMPLE_LENGTH else f"{words[: _EXAMPLE_LENGTH - 1]}…"


def _answered_with(ctx: Context, library: Library, gap: Gap) -> Markup | None:
    """Where most of those who asked got an answer that was not what they meant."""
    topic, count = store.answered_with(ctx.tx, gap.id)
    if not topic or count * 2 < gap.asked:
        return None
    return ctx.staff_say("faq-gap-wrong", title=title_of(ctx, library, topic), topic=topic)


def _near(ctx: Context, library: Library, gap: Gap) -> Markup:
    titles = [title_of(ctx, library, topic) for topic in nearest(library, gap)[:3]]
    if not titles:
        return ctx.staff_say("faq-gap-nothing-near")
    return ctx.staff_say("faq-gap-near", topics=Text(" · ".join(titles)))


def _settled(ctx: Context, library: Library, gap: Gap) -> Markup | None:
    match gap.state:
        case "open":
            return None
        case "entry":
            title = title_of(ctx, library, gap.topic)
            return ctx.staff_say("faq-gap-became-entry", name=gap.settled_by, title=title, topic=gap.topic)
        case "phrasing":
            title = title_of(ctx, library, gap.topic)
            return ctx.staff_say("faq-gap-became-phrasing", name=gap.settled_by, title=title, phrasing=gap.phrasing)
        case "ignored":
            return ctx.staff_say("faq-gap-ignored", name=gap.settled_by, days=IGNORED_DAYS)
