"""The buttons under an answer or a choice of answers: it helped, it is the wrong one, a human, show it to all."""

from dataclasses import replace
from typing import Literal

from core.context import Context, Decision
from core.effects import EditText, Intent, Repeat, SendText
from core.events import ButtonPressed
from core.facts import QuestionMissed, WantsHuman
from core.faq import store
from core.faq.answering import Answering, in_language, may_pass_on, question_by, question_of, words_of
from core.faq.library import Library
from core.faq.store import Given
from core.ids import MessageRef
from core.language import language_of
from core.replying import change, reply
from core.talk import Marked


class Pressing:
    """What is pressed is looked up in the row of the answer: whoever may press is signed into the button."""

    def __init__(self, library: Library, answering: Answering) -> None:
        self._library = library
        self._answering = answering

    def on_button(self, event: ButtonPressed, verb: str, argument: str, ctx: Context) -> Decision | None:
        """None when the verb is another's."""
        match verb:
            case "faq-carry":
                words = store.unanswered(ctx.tx, int(argument), event.author.person, ctx.now)
                language = language_of(words)
                spoke = language.sure and language.locale in ctx.texts.locales
                ctx = in_language(language.locale, event.author, ctx) if spoke else ctx
                return [WantsHuman(topic="", words=words, locale=ctx.locale)]
            case "faq-is" | "faq-yes" | "faq-no" | "faq-human" | "faq-all":
                number, _, place = argument.partition("-")
                given = store.given(ctx.tx, int(number))
                if given is None:
                    return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
                return self._pressed(event, verb, given, int(place or 0), self._in_language_of(given, event, ctx))
        return None

    def _in_language_of(self, given: Given, event: ButtonPressed, ctx: Context) -> Context:
        """Whoever asked is answered on in the language of their question, unless the entry was in another for want of
        theirs."""
        if given.asker != event.author.person.id:
            return ctx
        entry = self._library.book.entry(given.topic, ctx.locale)
        theirs = entry is not None and entry.locale == given.locale and given.kind == "answer"
        return ctx if theirs else in_language(given.locale, event.author, ctx)

    def _pressed(self, event: ButtonPressed, verb: str, given: Given, place: int, ctx: Context) -> Decision:
        match verb:
            case "faq-is":
                return self._choose(event, given, place, ctx)
            case "faq-yes":
                return self._helped(event, given, ctx)
            case "faq-no":
                return self._not_helped(event, given, ctx)
            case "faq-human":
                return self._wants_human(event, given, ctx)
        return self._pass_on(event, given, ctx)

    def _choose(self, event: ButtonPressed, given: Given, place: int, ctx: Context) -> Decision:
        """One of the topics offered: its answer comes in their place, so that one question has one message."""
        topic = given.topics[place]
        if topic not in self._library.book.topics:
            return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
        question = question_of(given, event, ctx)
        left = tuple(other for other in given.others if other != topic)
        said = self._answering.answer(question, topic, left, ctx, whole=question.alone, instead=given)
        store.set_words(ctx.tx, given.id, "")
        return [*change(ctx, event, said.text, said.controls, note=said.note)]

    def _helped(self, event: ButtonPressed, given: Given, ctx: Context) -> Decision:
        store.note_outcome(ctx.tx, given.id, "helped")
        _mark(given, ctx, helped=True)
        store.set_words(ctx.tx, given.id, "")
        glad = reply(ctx, event, ctx.say("faq-glad"), brief=True)
        text = self._answering.without_buttons(given, ctx)
        if text is None:
            return [glad]
        if event.alone:
            return [*change(ctx, event, text), glad]
        if event.message is None:
            return [glad]
        return [glad, EditText(to=event.at, target=event.message, text=text, repeat=Repeat.HARMLESS)]

    def _not_helped(self, event: ButtonPressed, given: Given, ctx: Context) -> Decision:
        store.note_outcome(ctx.tx, given.id, "not-helped")
        _mark(given, ctx, helped=False)
        said = self._answering.others(given, event.author.person, ctx)
        return [*_missed(given, "not-helped"), *change(ctx, event, said.text, said.controls)]

    def _wants_human(self, event: ButtonPressed, given: Given, ctx: Context) -> Decision:
        """The way to a ticket, with the words of the question; once they are forgotten the person is asked."""
        store.note_outcome(ctx.tx, given.id, "human")
        words = words_of(given, event.author.person, ctx)
        return [*_missed(given, "human"), WantsHuman(topic=given.topic, words=words, locale=ctx.locale)]

    def _pass_on(self, event: ButtonPressed, given: Given, ctx: Context) -> Decision:
        """Staff show to all what they looked up: once, and with nobody's name."""
        if not may_pass_on(event.author, ctx):
            return [reply(ctx, event, ctx.say("not-allowed"), brief=True)]
        if given.topic not in self._library.book.topics or not store.pass_on(ctx.tx, given.id, ctx.now):
            return [reply(ctx, event, ctx.say("faq-shown-already"), brief=True)]
        said = self._answering.passed_on(given, ctx)
        shown = SendText(to=given.at, text=said.text, controls=said.controls, note=said.note)
        return [shown, *self._kept(event, given, ctx)]

    def _kept(self, event: ButtonPressed, given: Given, ctx: Context) -> list[Intent]:
        """The answer that was passed on stays where it is, without the button for that."""
        text = self._answering.without_buttons(given, ctx)
        question = replace(question_by(event, ctx), passable=False)
        return change(ctx, event, text, self._answering.below(given, question, ctx)) if text is not None else []


def _mark(given: Given, ctx: Context, *, helped: bool) -> None:
    if given.asked:
        ctx.aftermath.marks.append(Marked(MessageRef(given.at, given.asked), helped))


def _missed(given: Given, why: Literal["not-helped", "human"]) -> list[QuestionMissed]:
    """A question is counted once, however often its answers are refused; a choice was counted when it was offered."""
    if not given.question or given.root or given.kind != "answer" or given.outcome in ("not-helped", "human"):
        return []
    return [QuestionMissed(question=given.question, locale=given.locale, why=why, topic=given.topic)]
