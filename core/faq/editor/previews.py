"""A draft as members will see it, with everything to be said about it, and the step from there into force."""

from dataclasses import replace

import msgspec

from core.channel import Capability
from core.context import Context, Decision
from core.effects import Action, Button, Controls, Intent
from core.events import ButtonPressed, CommandGiven, FormSubmitted
from core.faq.editor import store
from core.faq.editor.drafts import OPEN, next_draft, words_of
from core.faq.editor.fields import ENTRY_FORM, WHY_FORM, with_values
from core.faq.editor.findings import Finding, findings
from core.faq.editor.publishing import Change, change_and_tell, differences
from core.faq.editor.standing import standing
from core.faq.editor.store import Draft
from core.faq.entry import CATEGORIES, entry_of
from core.faq.learning.settling import became_entry
from core.faq.library import Library
from core.faq.showing import full_form, short_form
from core.replying import reply
from core.text.markup import Lines, Markup, Text, span

StaffAct = CommandGiven | ButtonPressed | FormSubmitted


def submitted(event: FormSubmitted, draft: Draft, library: Library, ctx: Context) -> Decision:
    """The words of a form become a draft of their own, shown as members would see it."""
    if ctx.holds_secret:
        return [reply(ctx, event, ctx.say("faq-secret-refused"))]
    written = with_values(words_of(draft), event.values)
    if event.choice in CATEGORIES and not written.category:
        written = msgspec.structs.replace(written, category=event.choice)
    return [preview(event, next_draft(draft, written, draft.based_on, ctx), library, ctx)]


def over(event: ButtonPressed, draft: Draft, library: Library, ctx: Context) -> Decision:
    """Somebody else published meanwhile: the same words again, now meant to replace theirs."""
    now = standing(ctx.tx, library, draft.topic, draft.locale)
    return [preview(event, next_draft(draft, words_of(draft), now.number, ctx), library, ctx)]


def preview(event: StaffAct, draft: Draft, library: Library, ctx: Context) -> Intent:
    """An open draft with a way to publish it, unless something has to be mended first."""
    now = standing(ctx.tx, library, draft.topic, draft.locale)
    written = words_of(draft)
    seen = findings(now, written, library, ctx)
    blocked = any(finding.blocks for finding in seen)
    entry = entry_of(draft.topic, draft.locale, written, "")
    members = replace(ctx, locale=draft.locale)
    changes = differences(now.written, written, ctx)
    text = Lines(
        (
            ctx.say("faq-preview", topic=draft.topic, language=ctx.texts.words(draft.locale, "language-name")),
            Text(""),
            ctx.say("faq-preview-group"),
            short_form(entry, members),
            Text(""),
            ctx.say("faq-preview-private"),
            full_form(entry, members),
            Text(""),
            *([changes] if changes else []),
            *_told(seen, ctx),
            ctx.say("faq-preview-blocked" if blocked else "faq-preview-ready"),
        )
    )
    return reply(ctx, event, text, _below(draft, ctx, blocked=blocked))


def publish(event: ButtonPressed | FormSubmitted, draft: Draft, library: Library, ctx: Context) -> Decision:
    """Bring a draft into force once, unless the entry was changed since it was begun."""
    if ctx.holds_secret:
        return [reply(ctx, event, ctx.say("faq-secret-refused"))]
    if draft.state not in OPEN:
        return [reply(ctx, event, ctx.say("faq-published-already" if draft.state == "published" else "faq-dropped"))]
    now = standing(ctx.tx, library, draft.topic, draft.locale)
    if now.number != draft.based_on:
        return [_changed_meanwhile(event, draft, ctx)]
    written = words_of(draft)
    if any(finding.blocks for finding in findings(now, written, library, ctx)):
        return [preview(event, draft, library, ctx)]
    store.end_draft(ctx.tx, draft.id, "published")
    why = event.values.get("why", "").strip() if isinstance(event, FormSubmitted) else ""
    change = Change(draft.topic, draft.locale, draft.what, "written", draft.entry, why)
    told = change_and_tell([change], event.author, library, ctx)
    closed = became_entry(draft.gap, draft.topic, event.author.name, library, ctx) if draft.gap is not None else []
    return [reply(ctx, event, ctx.say("faq-published", topic=draft.topic)), *told, *closed]


def drop(event: ButtonPressed, draft: Draft, ctx: Context) -> Decision:
    """Forget a draft; what was published stays."""
    ended = store.end_draft(ctx.tx, draft.id, "dropped")
    ctx.aftermath.keeps = True
    said = "faq-dropped" if ended or draft.state == "dropped" else "faq-published-already"
    return [reply(ctx, event, ctx.say(said), brief=True)]


def _changed_meanwhile(event: ButtonPressed | FormSubmitted, draft: Draft, ctx: Context) -> Intent:
    revision = store.latest(ctx.tx, draft.topic, draft.locale)
    assert revision is not None, "otherwise the draft is based on it"
    again = Button(label=ctx.words("button-faq-over"), action=Action("fe-over", str(draft.id), draft.who))
    text = ctx.say(
        "faq-changed-meanwhile",
        topic=draft.topic,
        name=revision.who_name,
        when=revision.at,
        number=revision.id,
        locale=draft.locale,
    )
    return reply(ctx, event, text, Controls(((again, _drop(draft, ctx)),)))


def _told(seen: list[Finding], ctx: Context) -> list[Markup]:
    if not seen:
        return [ctx.say("faq-preview-clean")]
    return [span("⛔ " if finding.blocks else "• ", finding.text) for finding in seen]


def _below(draft: Draft, ctx: Context, *, blocked: bool) -> Controls:
    number = str(draft.id)
    publish = Action("fe-pub", number, draft.who)
    into_force = [Button(label=ctx.words("button-faq-publish"), action=publish, style="success")]
    change = [_drop(draft, ctx)]
    if ctx.can(draft.who.channel, Capability.FORMS):
        into_force.append(Button(label=ctx.words("button-faq-publish-why"), action=publish, form=WHY_FORM))
        text = Action("fe-text", number, draft.who)
        again = Button(label=ctx.words("button-faq-again"), action=text, form=ENTRY_FORM, style="primary")
        change.insert(0, again)
    return Controls((tuple(change),) if blocked else (tuple(into_force), tuple(change)))


def _drop(draft: Draft, ctx: Context) -> Button:
    return Button(label=ctx.words("button-faq-drop"), action=Action("fe-drop", str(draft.id), draft.who))
