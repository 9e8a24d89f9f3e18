"""Bringing changes into force: a revision each, known to the very next lookup, told to staff, and taken back."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.context import Context, Decision
from core.effects import Action, Button, Controls, NotifyStaff, UpdateStaff
from core.events import Author
from core.faq.editor import store
from core.faq.editor.fields import changed, same
from core.faq.editor.findings import FIELDS
from core.faq.editor.standing import entry_in, stored, to_store
from core.faq.editor.store import Revision, State, What
from core.faq.entry import Written
from core.faq.library import EntryChange, Library
from core.text.markup import Markup, Quote, Text, joined, lines, span

log = logging.getLogger(__name__)

_CARDS: Mapping[What, str] = {
    "added": "faq-card-added",
    "edited": "faq-card-edited",
    "reverted": "faq-card-reverted",
    "alias": "faq-card-alias",
    "disabled": "faq-card-disabled",
    "enabled": "faq-card-enabled",
    "reviewed": "faq-card-reviewed",
    "promoted": "faq-card-added",
}
LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be in force for a topic in a locale; ``entry`` as in core.faq.editor.store.Revision."""

    topic: str
    locale: str
    what: What
    state: State
    entry: str
    why: str = ""


def bring_into_force(changes: Sequence[Change], who: Author, library: Library, ctx: Context) -> list[Revision]:
    """Note the changes in the history; they come into force with the commit."""
    done: list[Revision] = []
    for change in changes:
        number = store.add_revision(
            ctx.tx,
            change.topic,
            change.locale,
            change.what,
            change.state,
            change.entry,
            who,
            change.why,
            ctx.now,
        )
        revision = store.revision(ctx.tx, number)
        assert revision is not None
        entry = entry_in(revision, library.packed(change.topic, change.locale))
        ctx.aftermath.entries.append(EntryChange(change.topic, change.locale, entry))
        ctx.aftermath.keeps = True
        done.append(revision)
        log.info(
            "faq changed revision=%d what=%s topic=%s locale=%s person=%s:%s",
            number,
            change.what,
            change.topic,
            change.locale,
            who.person.channel,
            who.person.id,
        )
    return done


def change_and_tell(changes: Sequence[Change], who: Author, library: Library, ctx: Context) -> Decision:
    """Bring changes of one topic into force, and show staff one card with a button that takes them back."""
    done = bring_into_force(changes, who, library, ctx)
    first, last = done[0].id, done[-1].id
    undo = Button(label=ctx.staff_words("button-faq-undo"), action=Action("fe-undo", f"{first}-{last}"), style="danger")
    card = _card(done, library, ctx)
    return [NotifyStaff(text=card, controls=Controls(((undo,),)), note=_note(first))]


def undo(numbers: str, who: Author, library: Library, ctx: Context) -> Decision | None:
    """Take revisions back; None when one of them is not the latest any more (or was taken back)."""
    first, _, last = numbers.partition("-")
    found = [store.revision(ctx.tx, number) for number in range(int(first), int(last) + 1)]
    revisions = [revision for revision in found if revision is not None]
    latest = [store.latest(ctx.tx, revision.topic, revision.locale) for revision in revisions]
    if not revisions or len(revisions) != len(found) or revisions != latest:
        return None
    bring_into_force([_back_before(revision, library, ctx) for revision in revisions], who, library, ctx)
    text = lines(_card(revisions, library, ctx), ctx.staff_say("faq-card-undone", name=who.name, at=ctx.now))
    return [UpdateStaff(text=text, note=_note(revisions[0].id))]


def to_revision(revision: Revision, why: str) -> Change:
    """Bring a revision back as it was."""
    reason = f"→ {revision.id} {why}".strip()
    return Change(revision.topic, revision.locale, "reverted", revision.state, revision.entry, reason)


def to_packs(topic: str, locale: str, why: str, library: Library) -> Change:
    """What the packs say is in force again, and follows them from now on."""
    return Change(topic, locale, "reverted", "packed", packed_json(topic, locale, library), why)


def packed_json(topic: str, locale: str, library: Library) -> str:
    """A copy of the packs' words for the history."""
    packed = library.packed(topic, locale)
    return to_store(packed.written if packed else None)


def _back_before(revision: Revision, library: Library, ctx: Context) -> Change:
    before = store.before(ctx.tx, revision)
    why = f"↩ {revision.id}"
    if before is None:
        return to_packs(revision.topic, revision.locale, why, library)
    return Change(revision.topic, revision.locale, "reverted", before.state, before.entry, why)


def words_before(revision: Revision, library: Library, ctx: Context) -> Written | None:
    """What was in force until a revision."""
    before = store.before(ctx.tx, revision)
    packed = library.packed(revision.topic, revision.locale)
    entry = entry_in(before, packed) if before else packed
    return entry.written if entry else None


def differences(before: Written | None, after: Written | None, ctx: Context) -> Markup | None:
    """Which fields differ, in words; None when none does."""
    names = [ctx.say(FIELDS[name]) for name in changed(before, after)]
    if not names or before is None or after is None:
        return None
    old, new = {same(ask) for ask in before.asks}, {same(ask) for ask in after.asks}
    counts = f" (+{len(new - old)} −{len(old - new)})" if old != new else ""
    return ctx.say("faq-changed", fields=span(joined(names, ", "), counts))


def _card(done: Sequence[Revision], library: Library, ctx: Context) -> Markup:
    """Who changed what; in the language of the staff."""
    staff = replace(ctx, locale=ctx.community.default_locale)
    first = done[0]
    after, before = stored(first.entry), words_before(first, library, ctx)
    title = (after or before or Written(title=first.topic)).title
    languages = ", ".join(ctx.texts.words(revision.locale, "language-name") for revision in done)
    head = staff.say(
        _CARDS[first.what], name=first.who_name, title=title, topic=first.topic, language=languages, number=first.id
    )
    rows: list[Markup | None] = [head, differences(before, after, staff) if after and before else None]
    if after is not None and first.what in ("added", "promoted", "edited", "reverted"):
        rows.append(Quote(Text(after.short[:LONGEST_QUOTE])))
    if first.what == "alias" and after is not None and after.asks:
        rows.append(Quote(Text(after.asks[-1])))
    if first.why:
        rows.append(staff.say("faq-why", why=first.why))
    return lines(*rows)


def _note(first: int) -> str:
    return f"faq-edit.change:{first}"
