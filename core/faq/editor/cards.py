"""The card of an entry: what is in force, who made it so, and what can be done with it."""

from datetime import date

from core.channel import Capability
from core.context import Context
from core.effects import Action, Button, Controls, Intent, Menu, Option
from core.events import ButtonPressed, CommandGiven
from core.faq.editor.drafts import open_draft, words_of
from core.faq.editor.fields import ASKS_FORM, ENTRY_FORM, too_long
from core.faq.editor.findings import FIELDS
from core.faq.editor.standing import Standing, has_words, standing
from core.faq.editor.store import Draft
from core.faq.entry import CATEGORIES, Entry
from core.faq.library import Library
from core.replying import reply
from core.text.markup import Bold, Markup, Quote, Text, lines


def card(event: CommandGiven | ButtonPressed, topic: str, locale: str, library: Library, ctx: Context) -> Intent:
    """Show an entry to somebody who may change it."""
    now = standing(ctx.tx, library, topic, locale)
    draft = open_draft(now, event.author.person, library, ctx)
    forms = ctx.can(event.at.channel, Capability.FORMS)
    text = lines(
        ctx.say("faq-card", topic=topic, language=ctx.texts.words(locale, "language-name")),
        *_what_stands(now, ctx),
        *_languages(topic, library, ctx),
        *_not_in_chat(draft, ctx, forms=forms),
    )
    return reply(ctx, event, text, _controls(now, draft, library, ctx, forms=forms))


def new_topic(event: CommandGiven, topic: str, locale: str, library: Library, ctx: Context) -> Intent:
    """Ask for the category of a new topic; choosing one opens the form."""
    now = standing(ctx.tx, library, topic, locale)
    draft = open_draft(now, event.author.person, library, ctx)
    menu = Menu(
        action=Action("fe-new", str(draft.id), draft.who),
        placeholder=ctx.words("menu-category"),
        options=tuple(
            Option(name, ctx.words(f"category-{name}"))
            for name in CATEGORIES
            # One that no pack uses has no name.
            if ctx.texts.has(ctx.texts.default, f"category-{name}")
        ),
        form=ENTRY_FORM,
    )
    said = ctx.say("faq-new-topic", topic=topic, language=ctx.texts.words(locale, "language-name"))
    return reply(ctx, event, said, Controls(menu=menu))


def is_due(entry: Entry, ctx: Context) -> bool:
    """Whether somebody should look at an entry again."""
    return entry.reviewed is None or next_review(entry.reviewed, ctx) <= ctx.now.date()


def next_review(reviewed: date, ctx: Context) -> date:
    return reviewed + ctx.policy.faq_review_after


def _what_stands(now: Standing, ctx: Context) -> list[Markup]:
    if now.entry is None:
        return [_source(now, ctx), ctx.say("faq-card-nothing")]
    reviewed = now.entry.reviewed
    checked = ctx.say("faq-card-checked", date=reviewed.isoformat()) if reviewed else ctx.say("faq-card-unchecked")
    return [
        Bold(Text(now.entry.title)),
        Quote(now.entry.short),
        _source(now, ctx),
        ctx.say("faq-card-due", checked=checked) if is_due(now.entry, ctx) else checked,
        ctx.say("faq-card-asks", count=len(now.entry.asks)),
    ]


def _source(now: Standing, ctx: Context) -> Markup:
    revision = now.revision
    if revision is None:
        return ctx.say("faq-from-pack" if now.entry else "faq-never-written")
    if revision.state == "packed" and now.entry is not None:
        return ctx.say("faq-from-pack-again", name=revision.who_name, when=revision.at)
    key = "faq-from-revision" if now.entry else "faq-not-in-force"
    return ctx.say(key, number=revision.id, name=revision.who_name, when=revision.at)


def _languages(topic: str, library: Library, ctx: Context) -> list[Markup]:
    there = has_words(ctx.tx, library, topic, ctx.community.locales)
    missing = [locale for locale in ctx.community.locales if locale not in there]
    shown = [ctx.say("faq-card-languages", list=", ".join(there))] if there else []
    return [*shown, ctx.say("faq-card-missing", list=", ".join(missing))] if missing else shown


def _not_in_chat(draft: Draft, ctx: Context, *, forms: bool) -> list[Markup]:
    if not forms:
        return [ctx.say("faq-needs-forms", topic=draft.topic, locale=draft.locale)]
    return [
        ctx.say("faq-too-long", field=ctx.say(FIELDS[part.name]), length=part.length, longest=part.longest)
        for part in too_long(ENTRY_FORM, words_of(draft))
    ]


def _controls(now: Standing, draft: Draft, library: Library, ctx: Context, *, forms: bool) -> Controls:
    def button(key: str, verb: str, *, form: str | None = None, style: str = "plain") -> Button:
        return Button(label=ctx.words(key), action=Action(verb, str(draft.id), draft.who), form=form, style=style)

    change: list[Button] = []
    if forms:
        key = "button-faq-text" if now.entry else "button-faq-write"
        change.append(button(key, "fe-text", form=ENTRY_FORM, style="primary"))
        if now.entry is not None and not too_long(ASKS_FORM, words_of(draft)):
            change.append(button("button-faq-asks", "fe-asks", form=ASKS_FORM))
    if now.entry is not None:
        change.append(button("button-faq-still-right", "fe-ok", style="success"))
    state = [button("button-faq-disable", "fe-off", style="danger")] if now.entry else []
    if now.revision is not None and now.revision.state == "disabled":
        state = [button("button-faq-enable", "fe-on", style="success")]
    state.append(button("button-faq-history", "fe-hist"))
    rows = tuple(tuple(row) for row in (change, state) if row)
    return Controls(rows, _language_menu(now, draft, library, ctx))


def _language_menu(now: Standing, draft: Draft, library: Library, ctx: Context) -> Menu | None:
    there = has_words(ctx.tx, library, now.topic, ctx.community.locales)
    options = tuple(
        Option(
            locale,
            ctx.texts.words(locale, "language-name"),
            "" if locale in there else ctx.words("faq-language-missing"),
        )
        for locale in ctx.community.locales
        if locale != now.locale
    )
    if not options:
        return None
    action = Action("fe-lang", str(draft.id), draft.who)
    return Menu(action=action, placeholder=ctx.words("faq-other-language"), options=options)
