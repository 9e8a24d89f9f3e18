"""A good answer of the team becomes the draft of an entry, without the names, numbers and addresses in it."""

import logging
import re
from collections.abc import Sequence

import msgspec

from core.channel import Capability
from core.community import Role
from core.context import Context, Decision
from core.effects import Action, Answer, Button, Controls, Intent, Menu, Option, SendText
from core.events import ButtonPressed, CommandGiven, PlaceKind
from core.facts import TicketAnswer
from core.faq.editor import store as drafts
from core.faq.editor.drafts import OPEN, next_draft, open_draft, words_of
from core.faq.editor.previews import preview
from core.faq.editor.standing import standing
from core.faq.editor.store import Draft
from core.faq.editor.strangers import strangers
from core.faq.entry import CATEGORIES, SHORT_LIMIT, TITLE_LIMIT, Written
from core.faq.learning.making import as_phrasing, new_topic, spoken
from core.faq.learning.masks import masked_answer, masked_question, without_marks
from core.faq.learning.settling import SETTLES
from core.faq.library import Library
from core.language import language_of
from core.replying import reply
from core.text.markup import lines

log = logging.getLogger(__name__)

SHOW_VERB, CATEGORY_VERB = "fg-draft", "fg-cat"
_USUAL_CATEGORY = "support"
_LONGEST_QUESTION = 500
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s*")


def on_promote(event: CommandGiven, told: TicketAnswer | None, library: Library, ctx: Context) -> Decision:
    """``told``: what staff said in a ticket, when the target is the copy of such a reply."""
    if ctx.role(event.author) < SETTLES:
        log.warning("refused act=promote person=%s:%s", event.author.person.channel, event.author.person.id)
        return [reply(ctx, event, ctx.say("not-allowed"))]
    if event.target is None:
        return [reply(ctx, event, ctx.say("faq-promote-how"))]
    if told is None and not _is_of_the_team(event, ctx):
        return [reply(ctx, event, ctx.say("faq-promote-whose"))]
    if ctx.staff_words("secret-mark") in event.target_text:
        # Perception has put the mark in place of a phrase or key: what is left is no answer for everybody.
        return [reply(ctx, event, ctx.say("faq-secret-refused"))]
    names = _names(event, told)
    answer = masked_answer(
        told.answer if told else event.target_text, names, keeps=lambda link: not any(strangers(link, ctx.community))
    )
    if answer is None:
        return [reply(ctx, event, ctx.say("faq-promote-nothing"))]
    asked = event.arguments.get("title", "").strip() or (told.question if told else event.target_replied)
    question = masked_question(asked[:_LONGEST_QUESTION], names) or ""
    draft = _draft(event, answer, question, library, ctx)
    if event.kind is PlaceKind.GROUP and not ctx.can(event.at.channel, Capability.PRIVATE_ANSWERS):
        # Members read along here: the draft is shown where only its author sees it.
        shows = Button(
            label=ctx.words("button-promote"), action=Action(SHOW_VERB, str(draft.id), draft.who), private=True
        )
        return [reply(ctx, event, ctx.say("faq-promote-in-private"), Controls(((shows,),)))]
    return [_previewed(event, draft, library, ctx)]


def on_button(event: ButtonPressed, verb: str, argument: str, library: Library, ctx: Context) -> Decision | None:
    """The draft in private, or another category for it; None when the verb is another's."""
    if verb not in (SHOW_VERB, CATEGORY_VERB):
        return None
    number, _, choice = argument.partition("--")
    draft = drafts.draft(ctx.tx, int(number), event.author.person)
    if draft is None or draft.state not in OPEN or ctx.role(event.author) < SETTLES:
        return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
    category = event.choice or choice
    if verb == CATEGORY_VERB and category in CATEGORIES:
        written = msgspec.structs.replace(words_of(draft), category=category)
        draft = next_draft(draft, written, draft.based_on, ctx)
    return [_previewed(event, draft, library, ctx)]


def _is_of_the_team(event: CommandGiven, ctx: Context) -> bool:
    """Whether a person of ours wrote the message; what a bot writes is not an answer of the team."""
    author = event.target_author
    if author is None or author.is_bot:
        return False
    return ctx.role(author) >= Role.HELPER or author.is_privileged


def _names(event: CommandGiven, told: TicketAnswer | None) -> Sequence[str]:
    """Everybody known to have taken part."""
    authors = (event.author, event.target_author)
    known = [name for author in authors if author is not None for name in (author.name, author.username) if name]
    return (*known, *(told.names if told else ()))


def _draft(event: CommandGiven, answer: str, question: str, library: Library, ctx: Context) -> Draft:
    one_line = " ".join(answer.split())
    title = without_marks(question) or without_marks(_SENTENCE.split(one_line)[0]) or without_marks(one_line)
    near = library.lookup.find(without_marks(question) or one_line, "private").candidates
    entry = library.book.entry(near[0].topic, ctx.locale) if near else None
    written = Written(
        title=_within(title, TITLE_LIMIT),
        category=entry.category if entry else _USUAL_CATEGORY,
        asks=(as_phrasing(question or title),),
        short=_within(one_line, SHORT_LIMIT),
        body=answer,
        reviewed=ctx.now.date(),
    )
    locale = spoken(language_of(answer).locale, ctx)
    now = standing(ctx.tx, library, new_topic(title, library, ctx), locale)
    return open_draft(now, event.author.person, library, ctx, written=written, what="promoted")


def _previewed(event: CommandGiven | ButtonPressed, draft: Draft, library: Library, ctx: Context) -> Intent:
    """The editor's preview, with a word on what was done to the text and a choice of the category."""
    shown = preview(event, draft, library, ctx)
    assert isinstance(shown, Answer | SendText)
    assert shown.text is not None
    category = ctx.words(f"category-{words_of(draft).category}")
    menu = Menu(
        action=Action(CATEGORY_VERB, str(draft.id), draft.who),
        placeholder=ctx.words("menu-promote"),
        options=tuple(Option(name, ctx.words(f"category-{name}")) for name in CATEGORIES),
    )
    text = lines(ctx.say("faq-promote-read", category=category), shown.text)
    return msgspec.structs.replace(shown, text=text, controls=Controls(shown.controls.rows, menu))


def _within(words: str, longest: int) -> str:
    """At most so long, cut between two sentences if that leaves half, else between words."""
    if len(words) <= longest:
        return words
    short = words[:longest]
    ends = [found.start() for found in _SENTENCE.finditer(short) if 0 < found.start() < longest]
    if ends and ends[-1] >= longest // 2:
        return short[: ends[-1]].rstrip()
    cut = short[: longest - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[longest // 2 :] else cut}…"
