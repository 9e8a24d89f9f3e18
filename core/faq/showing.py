"""How members read an entry: the short form of a group and the whole one of a private chat."""

from core.context import Context
from core.faq.entry import Entry
from core.faq.fill import filled
from core.text.markup import Bold, Italic, Lines, Markup, Text, lines, span


def short_form(entry: Entry, ctx: Context) -> Markup:
    """A few lines with their source, fit to stand between the messages of a group."""
    return lines(
        filled(entry.short, ctx.community),
        Italic(ctx.say("faq-source", title=entry.title, topic=entry.topic)),
    )


def full_form(entry: Entry, ctx: Context) -> Markup:
    """Everything we know, with what not to do and what to have at hand for a human."""
    never = [span(Text("⛔ "), filled(line, ctx.community)) for line in entry.never]
    needs = [span(Text("• "), filled(line, ctx.community)) for line in entry.needs]
    return Lines(
        (
            Bold(Text(entry.title)),
            filled(entry.body, ctx.community),
            *never,
            *([ctx.say("faq-needs"), *needs] if needs else []),
            Italic(ctx.say("faq-source", title=entry.title, topic=entry.topic)),
        )
    )
