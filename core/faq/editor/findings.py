"""What is wrong, or worth a second look, with an entry before it is published; and where its phrasings lead now."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.context import Context
from core.faq.book import slug
from core.faq.editor import store
from core.faq.editor.fields import ENTRY_FORM, changed, same, too_long
from core.faq.editor.standing import Standing, standing
from core.faq.editor.strangers import strangers
from core.faq.entry import CATEGORIES, Entry, Written, Wrong, faults
from core.faq.library import Library
from core.text.markup import Markup, Text

# Each lookup takes about as long as an ordinary question: enough to judge by, and not felt by whoever waits.
MOST_RANKED = 5
MOST_NAMED = 5

_PLACEHOLDERS = "{name}, {links}, {link:…}"
_LINK_NAME = re.compile(r"\{link:([^{}\n]+)\}")
# What looks like a placeholder and is none stands before members as it is (core.faq.fill knows the others).
_NO_PLACEHOLDER = re.compile(r"\{(?!name\}|links\}|link:[^{}\n]+\})[A-Za-z_]+(?::[^{}\n]*)?\}")
_WRONG: Mapping[Wrong, str] = {
    Wrong.TOPIC: "faq-wrong-topic",
    Wrong.NO_TITLE: "faq-wrong-no-title",
    Wrong.NO_SHORT: "faq-wrong-no-short",
    Wrong.NO_ASKS: "faq-wrong-no-asks",
    Wrong.NO_BODY: "faq-wrong-no-body",
    Wrong.EMPTY_ASK: "faq-wrong-no-asks",
    Wrong.CATEGORY: "faq-wrong-category",
    Wrong.LONG_SHORT: "faq-wrong-long",
    Wrong.LONG_TITLE: "faq-wrong-long",
}
FIELDS: Mapping[str, str] = {
    "title": "faq-field-title",
    "short": "faq-field-short",
    "body": "faq-field-body",
    "asks": "faq-field-asks",
    "never": "faq-field-never",
    "category": "faq-field-category",
    "related": "faq-field-related",
    "needs": "faq-field-needs",
    "links": "faq-field-links",
    "reviewed": "faq-field-reviewed",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """``blocks``: it must be mended before the entry can be published."""

    text: Markup
    blocks: bool


def findings(now: Standing, written: Written, library: Library, ctx: Context) -> list[Finding]:
    """Everything to say about an entry that is to replace what is in force; what blocks comes first."""
    blocking = [Finding(text, blocks=True) for text in _blocking(now, written, library, ctx)]
    return [*blocking, *(Finding(text, blocks=False) for text in _worth_a_look(now, written, library, ctx))]


def owner_of(phrase: str, topic: str, library: Library) -> Entry | None:
    """The entry of another topic that has this very phrasing."""
    wanted = same(phrase)
    # A copy: another transaction may come into force meanwhile.
    others = (entry for entry in tuple(library.entries()) if entry.topic != topic)
    return next((entry for entry in others if any(same(ask) == wanted for ask in entry.asks)), None)


def name_taken(topic: str, library: Library, ctx: Context) -> str | None:
    """The other topic whose short name is the same: a button could not tell them apart."""
    known = {*library.book.topics, *store.topics(ctx.tx)} - {topic}
    return next((other for other in sorted(known) if slug(other) == slug(topic)), None)


def _blocking(now: Standing, written: Written, library: Library, ctx: Context) -> Iterator[Markup]:
    for fault in faults(now.topic, written, written.body):
        field = ctx.say(FIELDS.get(fault.key, "faq-field-title"))
        arguments: dict[str, str | int | Markup] = {"field": field, "length": fault.length, "longest": fault.longest}
        yield ctx.say(_WRONG[fault.wrong], **arguments)
    other = name_taken(now.topic, library, ctx)
    if other is not None:
        yield ctx.say("faq-name-taken", topic=now.topic, other=other)
    for locale in ctx.community.locales:
        sister = standing(ctx.tx, library, now.topic, locale).entry if locale != now.locale else None
        if sister is not None and sister.category != written.category and written.category in CATEGORIES:
            here, there = (ctx.words(f"category-{name}") for name in (written.category, sister.category))
            yield ctx.say("faq-wrong-other-category", here=here, there=there)
            break
    if now.entry is not None and not changed(now.written, written):
        yield ctx.say("faq-wrong-same")


def _worth_a_look(now: Standing, written: Written, library: Library, ctx: Context) -> Iterator[Markup]:
    for part in too_long(ENTRY_FORM, written):
        yield ctx.say("faq-too-long", field=ctx.say(FIELDS[part.name]), length=part.length, longest=part.longest)
    said = "\n".join((written.title, written.short, written.body, *written.needs, *written.never))
    for stranger in list(strangers(said, ctx.community))[:MOST_NAMED]:
        yield ctx.say("faq-stranger", what=stranger)
    ours = {link.name.casefold() for link in ctx.community.links}
    for name in dict.fromkeys(match[1].strip() for match in _LINK_NAME.finditer(said)):
        if name.casefold() not in ours:
            yield ctx.say("faq-no-such-link", name=name)
    for unknown in dict.fromkeys(_NO_PLACEHOLDER.findall(said)):
        yield ctx.say("faq-no-placeholder", what=Text(unknown), known=_PLACEHOLDERS)
    for related in written.related:
        if related not in library.book.topics:
            yield ctx.say("faq-no-such-relative", topic=related)
    yield from _about_phrasings(now, written, library, ctx)


def _about_phrasings(now: Standing, written: Written, library: Library, ctx: Context) -> Iterator[Markup]:
    before = {same(ask) for ask in (now.entry.asks if now.entry else ())}
    fresh = [ask for ask in written.asks if same(ask) not in before]
    for ask in fresh:
        owner = owner_of(ask, now.topic, library)
        if owner is not None:
            yield ctx.say("faq-phrasing-taken", words=Text(ask), topic=owner.topic, title=owner.title)
    for ask in fresh[:MOST_RANKED]:
        yield leads_to(ask, library, ctx)
    if len(fresh) > MOST_RANKED:
        yield ctx.say("faq-ranks-more", count=len(fresh) - MOST_RANKED)


def leads_to(phrase: str, library: Library, ctx: Context) -> Markup:
    """Where a phrasing leads as long as nothing is published."""
    found = library.lookup.find(phrase, "private")
    best = found.topics[0] if found.topics else None
    entry = library.book.entry(best, ctx.locale) if best else None
    if entry is None:
        return ctx.say("faq-ranks-nothing", words=Text(phrase))
    key = "faq-ranks-first" if found.kind == "answer" else "faq-ranks-among"
    return ctx.say(key, words=Text(phrase), topic=entry.topic, title=entry.title)
