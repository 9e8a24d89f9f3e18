"""A question becomes another way of asking for an entry that is there, and stops being one again."""

from dataclasses import dataclass
from typing import Literal

import msgspec

from core.context import Context
from core.events import Author
from core.faq.editor import store as revisions
from core.faq.editor.fields import same
from core.faq.editor.findings import owner_of
from core.faq.editor.publishing import Change, bring_into_force, to_packs, to_revision
from core.faq.editor.standing import Standing, standing, to_store
from core.faq.entry import Written
from core.faq.learning.making import as_phrasing
from core.faq.learning.store import Gap
from core.faq.library import Library


@dataclass(frozen=True, slots=True)
class Outcome:
    """``taken``: the words lead to another topic already. ``gone``: there is no such entry."""

    state: Literal["added", "taken", "gone"]
    phrasing: str = ""
    other: str = ""


def add_phrasing(gap: Gap, topic: str, who: Author, library: Library, ctx: Context) -> Outcome:
    """Add the gap's question to an entry, by a revision that is in force for the very next lookup."""
    now = _entry_for(gap.locale, topic, library, ctx)
    if now is None or now.written is None:
        return Outcome("gone")
    words = as_phrasing(gap.question)
    owner = owner_of(words, topic, library)
    if owner is not None:
        return Outcome("taken", words, owner.topic)
    asks = now.written.asks
    if all(same(ask) != same(words) for ask in asks):
        _revise(now, (*asks, words), gap, who, library, ctx)
    return Outcome("added", words)


def remove_phrasing(gap: Gap, who: Author, library: Library, ctx: Context) -> bool:
    """Take back what ``add_phrasing`` did; False when the entry does not have these words any more."""
    for locale in ctx.community.locales:
        now = standing(ctx.tx, library, gap.topic, locale)
        asks = now.written.asks if now.written else ()
        left = tuple(ask for ask in asks if same(ask) != same(gap.phrasing))
        if len(left) == len(asks) or not left:
            continue
        latest = now.revision
        if latest is not None and latest.what == "alias" and latest.why == _why(gap):
            before = revisions.before(ctx.tx, latest)
            change = to_revision(before, "") if before else to_packs(gap.topic, locale, "", library)
            bring_into_force([change], who, library, ctx)
        else:
            _revise(now, left, gap, who, library, ctx)
        return True
    return False


def _entry_for(locale: str, topic: str, library: Library, ctx: Context) -> Standing | None:
    """In the language of the question, else in that of the community."""
    found = (standing(ctx.tx, library, topic, one) for one in (locale, *_all_locales(ctx)))
    return next((now for now in found if now.entry is not None), None)


def _all_locales(ctx: Context) -> list[str]:
    default = ctx.community.default_locale
    return [default, *(locale for locale in ctx.community.locales if locale != default)]


def _revise(now: Standing, asks: tuple[str, ...], gap: Gap, who: Author, library: Library, ctx: Context) -> None:
    assert now.written is not None
    written: Written = msgspec.structs.replace(now.written, asks=asks)
    change = Change(now.topic, now.locale, "alias", "written", to_store(written), _why(gap))
    bring_into_force([change], who, library, ctx)


def _why(gap: Gap) -> str:
    """The same words in every language: by these the revision is known again."""
    return f"gap {gap.id}"
