"""What staff do in one step: another phrasing, out of force, back into force, an earlier revision, still right."""

import msgspec

from core.context import Context, Decision
from core.events import ButtonPressed, CommandGiven
from core.faq.editor import store
from core.faq.editor.cards import next_review
from core.faq.editor.drafts import OPEN
from core.faq.editor.fields import same
from core.faq.editor.findings import leads_to, owner_of
from core.faq.editor.orders import split_locale
from core.faq.editor.publishing import Change, bring_into_force, change_and_tell, packed_json, to_packs, to_revision
from core.faq.editor.standing import Standing, has_words, standing, to_store
from core.faq.editor.store import Draft
from core.faq.library import Library
from core.language import language_of
from core.replying import reply
from core.text.markup import lines

LONGEST_ASK = 200
LONGEST_WHY = 300
# The words for the packs' entry where a revision's number is expected.
_PACK = ("pack", "0")


def alias(event: CommandGiven, topic: str, rest: str, locale: str, library: Library, ctx: Context) -> Decision:
    """Add one phrasing at once, in the language it is in where the topic has that language."""
    named, words = split_locale(rest, ctx.community.locales)
    words = " ".join(words.split())
    if not words:
        return [reply(ctx, event, ctx.say("faq-alias-how", topic=topic))]
    if len(words) > LONGEST_ASK:
        return [reply(ctx, event, ctx.say("text-too-long", length=len(words), longest=LONGEST_ASK))]
    spoken = language_of(words)
    if named is None and spoken.sure and standing(ctx.tx, library, topic, spoken.locale).entry is not None:
        named = spoken.locale
    now = standing(ctx.tx, library, topic, named or locale)
    language = ctx.texts.words(now.locale, "language-name")
    written = now.written
    if written is None:
        return [reply(ctx, event, ctx.say("faq-no-entry", topic=topic, language=language, locale=now.locale))]
    if same(words) in {same(ask) for ask in written.asks}:
        return [reply(ctx, event, ctx.say("faq-alias-there", words=words, topic=topic))]
    owner = owner_of(words, topic, library)
    if owner is not None:
        return [reply(ctx, event, ctx.say("faq-alias-taken", words=words, topic=owner.topic, title=owner.title))]
    longer = msgspec.structs.replace(written, asks=(*written.asks, words))
    change = Change(topic, now.locale, "alias", "written", to_store(longer))
    said = lines(ctx.say("faq-alias-added", words=words, topic=topic, language=language), leads_to(words, library, ctx))
    return [reply(ctx, event, said), *change_and_tell([change], event.author, library, ctx)]


def disable(
    event: CommandGiven | ButtonPressed, topic: str, rest: str, library: Library, ctx: Context, only: str | None = None
) -> Decision:
    """Take a topic out of force in one language, or in all; further words are the reason."""
    named, why = split_locale(rest, ctx.community.locales)
    there = _in_force(topic, named or only, library, ctx)
    if not there:
        return [reply(ctx, event, ctx.say("faq-nothing-to-disable", topic=topic))]
    changes = [Change(topic, locale, "disabled", "disabled", "", why[:LONGEST_WHY]) for locale in there]
    told = change_and_tell(changes, event.author, library, ctx)
    said = ctx.say("faq-disabled", topic=topic, languages=_names(there, ctx))
    return [reply(ctx, event, said), *told]


def enable(
    event: CommandGiven | ButtonPressed, topic: str, rest: str, library: Library, ctx: Context, only: str | None = None
) -> Decision:
    """Bring back what was disabled, as it was before."""
    named, why = split_locale(rest, ctx.community.locales)
    wanted = named or only
    changes: list[Change] = []
    for locale in [wanted] if wanted else store.locales(ctx.tx, topic):
        now = standing(ctx.tx, library, topic, locale)
        if now.revision is not None and now.revision.state == "disabled":
            changes.append(_enabling(now, why[:LONGEST_WHY], library, ctx))
    if not changes:
        return [reply(ctx, event, ctx.say("faq-nothing-to-enable", topic=topic))]
    told = change_and_tell(changes, event.author, library, ctx)
    said = ctx.say("faq-enabled", topic=topic, languages=_names([change.locale for change in changes], ctx))
    return [reply(ctx, event, said), *told]


def _enabling(now: Standing, why: str, library: Library, ctx: Context) -> Change:
    before = store.last_in_force(ctx.tx, now.topic, now.locale)
    if before is None:
        entry = packed_json(now.topic, now.locale, library)
        return Change(now.topic, now.locale, "enabled", "packed", entry, why)
    return Change(now.topic, now.locale, "enabled", before.state, before.entry, why)


def revert(event: CommandGiven, topic: str, rest: str, locale: str, library: Library, ctx: Context) -> Decision:
    """``<number> [why]`` for a revision of the topic, ``pack [locale] [why]`` for what the packs say."""
    number, _, why = rest.partition(" ")
    if number.casefold() in _PACK:
        named, why = split_locale(why, ctx.community.locales)
        return revert_to_packs(event, topic, named or locale, why, library, ctx)
    if not number.isascii() or not number.isdigit():
        return [reply(ctx, event, ctx.say("faq-revert-how", topic=topic))]
    return revert_to(event, int(number[:18]), topic, why, library, ctx)


def revert_to(
    event: CommandGiven | ButtonPressed, number: int, topic: str | None, why: str, library: Library, ctx: Context
) -> Decision:
    """Bring one revision back; ``topic`` is what it must belong to, where somebody named one."""
    revision = store.revision(ctx.tx, number)
    if revision is None or (topic is not None and revision.topic != topic):
        gone = ctx.say("faq-no-revision", number=number, topic=topic) if topic else ctx.say("faq-draft-gone")
        return [reply(ctx, event, gone)]
    now = standing(ctx.tx, library, revision.topic, revision.locale)
    latest = now.revision
    if latest is not None and (latest.state, latest.entry) == (revision.state, revision.entry):
        return [reply(ctx, event, ctx.say("faq-in-force-already"), brief=True)]
    told = change_and_tell([to_revision(revision, why[:LONGEST_WHY])], event.author, library, ctx)
    return [reply(ctx, event, ctx.say("faq-reverted", topic=revision.topic, number=number)), *told]


def revert_to_packs(
    event: CommandGiven | ButtonPressed, topic: str, locale: str, why: str, library: Library, ctx: Context
) -> Decision:
    """What the packs say, from now on in whatever words they have it."""
    now = standing(ctx.tx, library, topic, locale)
    if library.packed(topic, locale) is None:
        language = ctx.texts.words(locale, "language-name")
        return [reply(ctx, event, ctx.say("faq-not-in-pack", topic=topic, language=language))]
    if now.is_packed:
        return [reply(ctx, event, ctx.say("faq-in-force-already"), brief=True)]
    told = change_and_tell([to_packs(topic, locale, why[:LONGEST_WHY], library)], event.author, library, ctx)
    return [reply(ctx, event, ctx.say("faq-reverted-to-pack", topic=topic)), *told]


def still_right(event: ButtonPressed, draft: Draft, library: Library, ctx: Context) -> Decision:
    """Note that somebody read an entry today and found it right; only for the words that they had before them."""
    now = standing(ctx.tx, library, draft.topic, draft.locale)
    if now.number != draft.based_on or now.written is None or draft.state not in OPEN:
        return [reply(ctx, event, ctx.say("faq-look-again", topic=draft.topic, locale=draft.locale))]
    today = ctx.now.date()
    entry = to_store(msgspec.structs.replace(now.written, reviewed=today))
    change = Change(draft.topic, draft.locale, "reviewed", "packed" if now.is_packed else "written", entry)
    store.end_draft(ctx.tx, draft.id, "published")
    bring_into_force([change], event.author, library, ctx)
    return [reply(ctx, event, ctx.say("faq-reviewed", date=next_review(today, ctx).isoformat()))]


def _in_force(topic: str, locale: str | None, library: Library, ctx: Context) -> list[str]:
    if locale is not None:
        return has_words(ctx.tx, library, topic, [locale])
    # An entry in a language that the community does not list is found by whoever writes in it.
    locales = dict.fromkeys([*ctx.community.locales, *ctx.texts.locales, *store.locales(ctx.tx, topic)])
    return has_words(ctx.tx, library, topic, list(locales))


def _names(locales: list[str], ctx: Context) -> str:
    return ", ".join(ctx.texts.words(locale, "language-name") for locale in locales)
