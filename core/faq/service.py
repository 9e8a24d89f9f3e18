"""Answers in chat: one per question, with its source and a way on; suggestions where it is not sure; else silence."""

from dataclasses import replace
from datetime import datetime

from core.context import Context, Decision
from core.effects import Intent, Outcome, SendText
from core.events import ButtonPressed, CommandGiven, MessageReceived, PlaceKind
from core.facts import QuestionMissed
from core.faq import store
from core.faq.answering import Answering, Question, Said, question_by, question_in
from core.faq.browsing import Browsing
from core.faq.following import Following
from core.faq.library import Library
from core.faq.pressing import Pressing
from core.faq.store import WORDS_LAST, Given
from core.faq.waiting.patience import Patience
from core.faq.waiting.store import Waiting, all_waiting
from core.ids import MessageRef
from core.perception import FaqFound
from core.replying import Asked as Asker
from core.replying import reply
from core.storage.db import Tx
from core.talk import FOLLOWED_FOR, Asked, Talk

_IN_MEMORY = 20_000
_STEP = 500


class FaqDesk:
    """The area's front door for chats. ``talk`` tells what was said lately, and is told what we answered."""

    def __init__(self, library: Library, talk: Talk) -> None:
        self._library = library
        self._talk = talk
        self._answering = Answering(library)
        self._browsing = Browsing(library, self._answering)
        self._following = Following(library, self._answering)
        self._pressing = Pressing(library, self._answering)
        self._patience = Patience(talk)

    def load_talk(self, tx: Tx, now: datetime) -> None:
        """Fill the memory from the rows, at start."""
        since = now - FOLLOWED_FOR
        asked = [Asked(message, when) for message, when in store.asked_since(tx, since, _IN_MEMORY)]
        waiting = [Asked(item.message, item.at, asker=item.asker.id) for item in all_waiting(tx)]
        self._talk.load([*asked, *waiting], store.sent_since(tx, since, _IN_MEMORY))

    # Messages

    def on_message(self, event: MessageReceived, ctx: Context) -> Decision | None:
        """Answer a message that asks something we know; None when there is nothing to say."""
        if event.edited:
            decided = self._on_edit(event, ctx)
            if decided is not None:
                return decided
        self._patience.heed(event, ctx)
        before = self._answer_before(event, ctx)
        if before is not None:
            if event.kind is not PlaceKind.PRIVATE and self._talk.is_staff(event) and not event.mentions_bot:
                return []
            more = self._following.follow_up(event, before, ctx)
            if more is not None:
                return more
        found = ctx.perception.faq if ctx.perception else None
        if found is None:
            return None
        if event.kind is not PlaceKind.PRIVATE:
            return self._in_group(event, found, ctx)
        return None if found.kind == "missed" else self._answered(event, question_in(event, ctx), found, ctx)

    def _on_edit(self, event: MessageReceived, ctx: Context) -> Decision | None:
        """None when the message was never answered: it is looked at like a new one."""
        if self._patience.is_waiting(event.message, ctx):
            found = ctx.perception.faq if ctx.perception else None
            if found is None or found.kind == "missed":
                self._patience.drop(event.message, ctx)
            else:
                self._patience.put_off(question_in(event, ctx), found, ctx)
            return []
        return self._following.on_edit(event, ctx)

    def on_edit(self, event: MessageReceived, ctx: Context) -> Decision:
        """Somebody changed what they wrote to us in private."""
        return self._following.on_edit(event, ctx) or []

    def on_gone(self, message: MessageRef, ctx: Context) -> Decision:
        """A message was deleted, or removed by us: nobody needs the answer to it."""
        self._patience.drop(message, ctx)
        return self._following.on_gone(message, ctx)

    def is_follow_up(self, event: MessageReceived, ctx: Context) -> bool:
        """Whether a private message asks on in reply to an answer of ours."""
        return self._answer_before(event, ctx) is not None and self._library.lookup.suspects(event.text)

    def _answer_before(self, event: MessageReceived, ctx: Context) -> Given | None:
        private = event.kind is PlaceKind.PRIVATE
        if event.reply_to is None or not (private or self._talk.is_ours(event.reply_to)):
            return None
        return self._following.answer_before(event, ctx)

    def _in_group(self, event: MessageReceived, found: FaqFound, ctx: Context) -> Decision | None:
        question = question_in(event, ctx)
        if found.kind == "missed":
            return self._unknown_in_group(event, question, ctx)
        if self._keeps_quiet(event, found.topics[0], ctx):
            return None
        if self._patience.is_wanted(event, ctx):
            self._patience.put_off(question, found, ctx)
            return []
        return self._answered(event, question, found, ctx)

    def _unknown_in_group(self, event: MessageReceived, question: Question, ctx: Context) -> Decision:
        """Kept as a question without an answer; whoever asked us by name hears what to do next."""
        missed = QuestionMissed(question=question.words, locale=ctx.locale, why="unknown")
        if not event.mentions_bot or not self._library.lookup.suspects(event.text):
            return [missed]
        return [missed, _reply(event, self._answering.nothing("faq-nothing", question.asker, question.words, ctx), ctx)]

    def _keeps_quiet(self, event: MessageReceived, topic: str, ctx: Context) -> bool:
        if not event.mentions_bot:
            asker = event.author.person.id
            if self._talk.is_staff(event) or self._talk.is_in_good_hands(event.message, asker, event.when):
                return True
        entry = self._library.book.entry(topic, ctx.locale)
        locale = entry.locale if entry else ctx.locale
        return store.answered_since(ctx.tx, event.at, topic, locale, ctx.now - ctx.policy.faq_cool_down)

    def _answered(self, event: Asker, question: Question, found: FaqFound, ctx: Context) -> Decision:
        """The one answer, or a choice; a choice is also a question that nothing answers well."""
        said, missed = self._said(question, found.kind, found.topics, ctx)
        return [*missed, _reply(event, said, ctx)]

    def _said(
        self, question: Question, kind: str, topics: tuple[str, ...], ctx: Context
    ) -> tuple[Said, list[QuestionMissed]]:
        if kind == "answer":
            return self._answering.answer(question, topics[0], topics[1:], ctx, whole=question.alone), []
        missed = QuestionMissed(question=question.words, locale=ctx.locale, why="offered", topic=topics[0])
        return self._answering.offer(question, topics, ctx), [missed]

    def nothing_found(self, event: MessageReceived, ctx: Context) -> Decision:
        """A private message that nobody else claims and that we cannot answer: never a dead end."""
        said = self._answering.nothing("private-unknown", event.author.person, event.text, ctx)
        found = ctx.perception.faq if ctx.perception else None
        if found is None:
            return [_reply(event, said, ctx)]
        return [QuestionMissed(question=event.text, locale=ctx.locale, why="unknown"), _reply(event, said, ctx)]

    # Commands

    def on_command(self, event: CommandGiven, ctx: Context) -> Decision | None:
        """``/faq`` and ``/ask``; None when the command is another's."""
        if event.name not in ("faq", "ask"):
            return None
        words = event.arguments.get("words", "").strip()
        if not words:
            return self._browsing.on_command(event, ctx)
        question = question_by(event, ctx, words)
        named, locale = self._named(words, ctx)
        if named is not None:
            ctx, question = replace(ctx, locale=locale), replace(question, words="")
            return [_reply(event, self._answering.answer(question, named, (), ctx, whole=question.alone), ctx)]
        found = ctx.perception.faq if ctx.perception else None
        if found is None or found.kind == "missed":
            said = self._answering.nothing("faq-nothing", question.asker, words, ctx)
            return [QuestionMissed(question=words, locale=ctx.locale, why="unknown"), _reply(event, said, ctx)]
        return self._answered(event, question, found, ctx)

    def _named(self, words: str, ctx: Context) -> tuple[str | None, str]:
        """The topic that is called by its name, with the language that may stand after it."""
        name, _, locale = words.partition(" ")
        if locale not in ctx.texts.locales:
            name, locale = words, ctx.locale
        return name if name in self._library.book.topics else self._library.book.topic(name), locale

    # Buttons

    def on_button(self, event: ButtonPressed, verb: str, argument: str, ctx: Context) -> Decision | None:
        """Buttons under answers and lists; None when the verb is another's."""
        decided = self._pressing.on_button(event, verb, argument, ctx)
        return self._browsing.on_button(event, verb, argument, ctx) if decided is None else decided

    # Time, and how our messages ended

    def on_time(self, ctx: Context) -> Decision:
        """Answer what waited long enough, and let go of words whose day is over."""
        if store.forget_words_before(ctx.tx, ctx.now - WORDS_LAST, _STEP):
            ctx.aftermath.keeps = True
        return [item for waiting in self._patience.due(ctx) for item in self._late(waiting, ctx)]

    def _late(self, waiting: Waiting, ctx: Context) -> Decision:
        topics = tuple(topic for topic in waiting.topics if topic in self._library.book.topics)
        if not topics or (waiting.kind == "answer" and topics[0] != waiting.topics[0]):
            return []
        ctx = replace(ctx, locale=waiting.locale)
        at = waiting.message.at
        question = Question(
            at=at,
            asker=waiting.asker,
            words=waiting.question,
            message=waiting.message.id,
            troubled=waiting.shield,
        )
        said, missed = self._said(question, waiting.kind, topics, ctx)
        send = SendText(to=at, text=said.text, controls=said.controls, reply_to=waiting.message, note=said.note)
        return [*missed, send]

    def on_outcome(self, number: int, outcome: Outcome, ctx: Context) -> Decision:
        """Where an answer stands now; one that never arrived was not given."""
        given = store.given(ctx.tx, number)
        if given is None:
            return []
        if outcome.state in ("failed", "expired"):
            store.take_back(ctx.tx, number)
        elif outcome.message is not None and given.shown in ("yes", "passed-on"):
            self._talk.answered_in(outcome.message, ctx.now)
        return []


def _reply(event: Asker, said: Said, ctx: Context) -> Intent:
    return reply(ctx, event, said.text, said.controls, note=said.note)
