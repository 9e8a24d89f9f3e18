"""What became of an entry: its revisions, newest first, each to be looked at and brought back."""

from collections.abc import Mapping
from dataclasses import replace

from core.community import Role
from core.context import Context
from core.effects import Action, Button, Controls, Intent, Menu, Option
from core.events import ButtonPressed, CommandGiven
from core.faq.editor import store
from core.faq.editor.publishing import differences, words_before
from core.faq.editor.standing import standing, stored
from core.faq.editor.store import Revision, What
from core.faq.entry import entry_of
from core.faq.library import Library
from core.faq.showing import full_form, short_form
from core.replying import reply
from core.text.markup import Lines, Markup, Text, lines, span

MOST_SHOWN = 20

WHAT: Mapping[What, str] = {
    "added": "faq-what-added",
    "edited": "faq-what-edited",
    "reverted": "faq-what-reverted",
    "alias": "faq-what-alias",
    "disabled": "faq-what-disabled",
    "enabled": "faq-what-enabled",
    "reviewed": "faq-what-reviewed",
    "promoted": "faq-what-promoted",
}


def history(event: CommandGiven | ButtonPressed, topic: str, locale: str, library: Library, ctx: Context) -> Intent:
    """The revisions of a topic in one language, with a menu to look at each."""
    revisions = store.history(ctx.tx, topic, locale, MOST_SHOWN)
    language = ctx.texts.words(locale, "language-name")
    others = [name for name in store.locales(ctx.tx, topic) if name != locale]
    elsewhere = ctx.say("faq-history-others", list=", ".join(others), topic=topic) if others else None
    if not revisions:
        key = "faq-history-none" if library.packed(topic, locale) else "faq-history-nothing"
        return reply(ctx, event, lines(ctx.say(key, topic=topic, language=language), elsewhere))
    text = lines(
        ctx.say("faq-history", topic=topic, language=language),
        *(_line(revision, ctx) for revision in revisions),
        elsewhere,
    )
    return reply(ctx, event, text, _controls(event, revisions, library, ctx))


def look(event: ButtonPressed, number: str, library: Library, ctx: Context) -> Intent | None:
    """One revision as members read it, and what it changed; None when there is none of that number."""
    revision = store.revision(ctx.tx, int(number)) if number.isdigit() else None
    if revision is None:
        return None
    written = stored(revision.entry)
    rows: list[Markup] = [
        ctx.say("faq-history", topic=revision.topic, language=ctx.texts.words(revision.locale, "language-name")),
        _line(revision, ctx),
    ]
    changes = differences(words_before(revision, library, ctx), written, ctx)
    rows += [changes] if changes else []
    if written is not None:
        entry = entry_of(revision.topic, revision.locale, written, "")
        members = replace(ctx, locale=revision.locale)
        rows += [Text(""), short_form(entry, members), Text(""), full_form(entry, members)]
    latest = store.latest(ctx.tx, revision.topic, revision.locale)
    shown = Controls()
    if ctx.role(event.author) >= Role.MODERATOR and latest != revision:
        action = Action("fe-back", str(revision.id), event.author.person)
        shown = Controls(((Button(label=ctx.words("button-faq-back"), action=action, style="primary"),),))
    return reply(ctx, event, Lines(tuple(rows)), shown)


def _line(revision: Revision, ctx: Context) -> Markup:
    line = ctx.say(
        "faq-history-line",
        number=revision.id,
        when=revision.at,
        name=revision.who_name,
        what=ctx.say(WHAT[revision.what]),
    )
    return span(line, f" · {revision.why}") if revision.why else line


def _controls(
    event: CommandGiven | ButtonPressed, revisions: list[Revision], library: Library, ctx: Context
) -> Controls:
    who = event.author.person
    menu = Menu(
        action=Action("fe-see", "", who),
        placeholder=ctx.words("faq-history-look"),
        options=tuple(
            Option(
                str(revision.id),
                f"{revision.id} · {ctx.words(WHAT[revision.what])} · {revision.who_name}",
                revision.at.strftime("%Y-%m-%d %H:%M UTC"),
            )
            for revision in revisions
        ),
    )
    latest = revisions[0]
    packed = library.packed(latest.topic, latest.locale)
    now = standing(ctx.tx, library, latest.topic, latest.locale)
    if ctx.role(event.author) < Role.MODERATOR or packed is None or now.is_packed:
        return Controls(menu=menu)
    back = Button(label=ctx.words("button-faq-as-packed"), action=Action("fe-pack", str(latest.id), who))
    return Controls(((back,),), menu)
