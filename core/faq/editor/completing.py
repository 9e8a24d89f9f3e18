"""What is offered while somebody types after ``/faq``: titles to everybody, the verbs of staff to staff. Pure."""

from core.community import Role
from core.faq.editor.orders import READING, Verb
from core.faq.library import Library
from core.text.catalog import Texts

MOST = 25
_HINTS = {
    Verb.ADD: "faq-verb-add",
    Verb.EDIT: "faq-verb-edit",
    Verb.HISTORY: "faq-verb-history",
    Verb.REVERT: "faq-verb-revert",
    Verb.ALIAS: "faq-verb-alias",
    Verb.DISABLE: "faq-verb-disable",
    Verb.ENABLE: "faq-verb-enable",
    Verb.REVIEW: "faq-verb-review",
}


def suggestions(library: Library, texts: Texts, words: str, locale: str, role: Role) -> dict[str, str]:
    """At most 25 values of ``words`` with the label to show for each, best first."""
    verbs = [verb for verb in Verb if role >= (Role.HELPER if verb in READING else Role.MODERATOR)]
    first, space, rest = words.lstrip().partition(" ")
    verb = next((verb for verb in verbs if space and verb == first.casefold()), None)
    if verb is not None and verb not in (Verb.ADD, Verb.REVIEW):
        return _topics(library, verb, rest, locale)
    hinted = [one for one in verbs if one.startswith(first.casefold())] if not rest else []
    found = {one.value: f"{one.value} … — {texts.words(locale, _HINTS[one])}" for one in hinted}
    titled = library.book.titled(words, locale, MOST)
    if not titled:
        titled = library.book.titled_elsewhere(words, locale, MOST)
    return dict(list((found | titled).items())[:MOST])


def _topics(library: Library, verb: Verb, words: str, locale: str) -> dict[str, str]:
    """The verb with each topic whose name begins as typed, then those whose title or phrasings hold the words."""
    wanted = words.strip().casefold()
    book = library.book
    named = [topic for topic in book.topics if wanted and wanted in topic]
    found: dict[str, str] = {}
    for topic in (*named, *book.titled(words, locale, MOST)):
        entry = book.entry(topic, locale)
        if entry is not None and len(found) < MOST:
            found.setdefault(f"{verb} {topic}", f"{verb} {topic} — {entry.title}")
    return found
