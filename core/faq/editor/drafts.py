"""An entry that somebody of the staff has before them: as it is in force, then with their changes; each step a row."""

from collections.abc import Mapping

import msgspec

from core.context import Context
from core.faq.editor import store
from core.faq.editor.fields import values_of
from core.faq.editor.standing import Standing, standing, stored, to_store
from core.faq.editor.store import Draft, What
from core.faq.entry import Written
from core.faq.library import Library
from core.ids import PersonRef
from core.storage.db import Tx

OPEN = ("opened", "written")


def open_draft(
    now: Standing,
    who: PersonRef,
    library: Library,
    ctx: Context,
    *,
    written: Written | None = None,
    what: What | None = None,
    gap: int | None = None,
) -> Draft:
    """What somebody is about to change: the entry in force, or ``written`` that was prepared for them.

    What is out of use begins with the last words it had, a language without the entry with what does not depend on
    language. ``gap``: the gap it is to close.
    """
    words = written or now.written or _last_words(now, library, ctx) or _from_another_language(now, library, ctx)
    ctx.aftermath.keeps = True
    return store.begin_draft(
        ctx.tx,
        now.topic,
        now.locale,
        what or ("edited" if now.entry else "added"),
        "written" if written else "opened",
        to_store(words),
        now.number,
        gap,
        who,
        ctx.now,
    )


def next_draft(draft: Draft, written: Written, based_on: int, ctx: Context) -> Draft:
    """The same with other words, as a row of its own: whoever publishes a preview publishes exactly what it shows."""
    ctx.aftermath.keeps = True
    return store.begin_draft(
        ctx.tx,
        draft.topic,
        draft.locale,
        draft.what,
        "written",
        to_store(written),
        based_on,
        draft.gap,
        draft.who,
        ctx.now,
    )


def words_of(draft: Draft) -> Written:
    """What an open draft holds; anything may still be missing."""
    return msgspec.json.decode(draft.entry, type=Written)


def values(tx: Tx, form: str, number: int, who: PersonRef) -> Mapping[str, str]:
    """What a form opens with: the words of the person's own draft; empty when it has ended."""
    draft = store.draft(tx, number, who)
    if draft is None or draft.state not in OPEN:
        return {}
    return values_of(form, words_of(draft))


def _last_words(now: Standing, library: Library, ctx: Context) -> Written | None:
    packed = library.packed(now.topic, now.locale)
    return stored(store.last_words(ctx.tx, now.topic, now.locale)) or (packed.written if packed else None)


def _from_another_language(now: Standing, library: Library, ctx: Context) -> Written:
    for locale in (ctx.community.default_locale, *ctx.community.locales):
        other = standing(ctx.tx, library, now.topic, locale).written
        if other is not None:
            return Written(category=other.category, related=other.related, links=other.links, reviewed=ctx.now.date())
    return Written(reviewed=ctx.now.date())
