"""New entries from what was asked or answered: a draft in the editor's hands, with a name of its own."""

import re
from collections.abc import Iterator

from core.context import Context, Decision
from core.effects import Action, Controls, Menu, Option
from core.events import ButtonPressed
from core.faq.book import SLUG_LENGTH
from core.faq.editor.drafts import open_draft
from core.faq.editor.findings import name_taken
from core.faq.editor.standing import standing, topic_named
from core.faq.entry import CATEGORIES, Written
from core.faq.learning.card import ENTRY_FORM
from core.faq.learning.masks import without_marks
from core.faq.learning.store import Gap
from core.faq.library import Library
from core.replying import reply
from core.text.markup import Quote, Text, lines

# Ways of asking are short; what is longer would be compared by its first words only.
LONGEST_ASK = 200
_FAMILY = "asked"
_WORD = re.compile(r"[a-z0-9]+")
_LITTLE = (
    "a an the i my me we you your it is are was do does did how what when where why who which can could should would"
    " will to of in on at for with from and or not please pls hi hello hey there any anyone"
)
_SAYS_LITTLE = frozenset(_LITTLE.split())


def entry_for(event: ButtonPressed, gap: Gap, library: Library, ctx: Context) -> Decision:
    """Begin a draft with the question as its first phrasing; choosing a category opens the form."""
    locale = spoken(gap.locale, ctx)
    topic = new_topic(gap.question, library, ctx)
    written = Written(asks=(as_phrasing(gap.question),), reviewed=ctx.now.date())
    now = standing(ctx.tx, library, topic, locale)
    draft = open_draft(now, event.author.person, library, ctx, written=written, what="added", gap=gap.id)
    menu = Menu(
        action=Action("fe-new", str(draft.id), draft.who),
        placeholder=ctx.words("menu-category"),
        options=tuple(Option(name, ctx.words(f"category-{name}")) for name in CATEGORIES),
        form=ENTRY_FORM,
    )
    text = lines(
        ctx.say("faq-gap-make", topic=topic, language=ctx.texts.words(locale, "language-name")),
        Quote(Text(written.asks[0])),
    )
    return [reply(ctx, event, text, Controls(menu=menu))]


def as_phrasing(question: str) -> str:
    """A question as a way of asking: without marks, and not longer than these may be."""
    words = without_marks(question)
    if len(words) <= LONGEST_ASK:
        return words
    short = words[:LONGEST_ASK]
    return short.rsplit(" ", 1)[0] if " " in short[LONGEST_ASK // 2 :] else short


def spoken(locale: str, ctx: Context) -> str:
    """The locale of a text if the community speaks it, else the community's own."""
    return locale if locale in ctx.community.locales else ctx.community.default_locale


def new_topic(question: str, library: Library, ctx: Context) -> str:
    """A name that no topic has yet, after the words of the question where they are Latin."""
    for name in _names(question):
        if topic_named(ctx.tx, library, name) is None and name_taken(name, library, ctx) is None:
            return name
    raise AssertionError("the numbers do not end")


def _names(question: str) -> Iterator[str]:
    words = [word for word in _WORD.findall(question.casefold()) if word not in _SAYS_LITTLE]
    rest = "_".join(words)[: SLUG_LENGTH - len(_FAMILY) - 1].strip("_") if len(words) > 1 else ""
    if rest:
        yield f"{_FAMILY}.{rest}"
    number = 0
    while True:
        number += 1
        yield f"{_FAMILY}.{number}"
