"""What happens to a question after it was answered: it is asked on, changed, or taken back."""

from dataclasses import replace

from core.context import Context, Decision
from core.effects import DeleteMessage, EditText, Intent, Repeat, Urgency
from core.events import MessageReceived, PlaceKind
from core.faq import store
from core.faq.answering import MOST_OFFERED, Answering, Said, question_in, words_of
from core.faq.entry import Entry
from core.faq.library import Library
from core.faq.store import Given
from core.ids import MessageRef, Noted
from core.perception import FaqFound
from core.replying import reply
from core.talk import Asked


class Following:
    """Looks again at words in the light of what was answered before."""

    def __init__(self, library: Library, answering: Answering) -> None:
        self._library = library
        self._answering = answering

    # The question was changed

    def on_edit(self, event: MessageReceived, ctx: Context) -> Decision | None:
        """An answered message was changed: the answer stays, changes or goes with it. None for any other message."""
        given = store.of_question(ctx.tx, event.message)
        if given is None:
            return None
        if given.outcome in ("helped", "human"):
            return []
        found = ctx.perception.faq if ctx.perception else None
        if found is None or found.kind == "missed":
            return self._kept(given, event, ctx) if self._may_mean(given, event) else self.take_back(given, ctx)
        same = given.topic in found.topics if found.kind == "suggest" else _is_answered_with(given, found.topics[0])
        return self._kept(given, event, ctx) if same else self._exchange(given, event, found, ctx)

    def _may_mean(self, given: Given, event: MessageReceived) -> bool:
        """Whether a text that would not be answered by itself may still ask what was answered."""
        return given.topic in self._library.lookup.find(event.text, "mention").topics

    def _kept(self, given: Given, event: MessageReceived, ctx: Context) -> Decision:
        """The answer is still right; whoever goes on to a human takes the new words along."""
        store.set_words(ctx.tx, given.id, event.text)
        ctx.aftermath.keeps = True
        return []

    def _exchange(self, given: Given, event: MessageReceived, found: FaqFound, ctx: Context) -> Decision:
        question = question_in(event, ctx)
        store.take_back(ctx.tx, given.id)
        if found.kind == "answer":
            topic, *others = found.topics
            said = self._answering.answer(
                question, topic, tuple(others), ctx, whole=event.kind is PlaceKind.PRIVATE, instead=given
            )
        else:
            said = self._answering.offer(question, found.topics, ctx, instead=given)
        return [
            EditText(
                to=event.at,
                target=_message_of(given),
                text=said.text,
                controls=said.controls,
                repeat=Repeat.HARMLESS,
            )
        ]

    def take_back(self, given: Given, ctx: Context) -> Decision:
        """Nobody asks any more: the answer goes."""
        store.take_back(ctx.tx, given.id)
        ctx.aftermath.asked.append(Asked(MessageRef(given.at, given.asked), ctx.now, over=True))
        return [
            DeleteMessage(
                target=_message_of(given),
                channel=given.at.channel,
                urgency=Urgency.WAITING,
                repeat=Repeat.HARMLESS,
            )
        ]

    def on_gone(self, message: MessageRef, ctx: Context) -> Decision:
        """A message is gone, or not to be read any more: our answer to it goes as well."""
        given = store.of_question(ctx.tx, message)
        return [] if given is None else self.take_back(given, ctx)

    # The question goes on

    def answer_before(self, event: MessageReceived, ctx: Context) -> Given | None:
        """The answer that a message replies to, if it does."""
        given = store.said_in(ctx.tx, event.reply_to) if event.reply_to is not None else None
        return given if given is not None and given.kind == "answer" and given.shown != "taken-back" else None

    def follow_up(self, event: MessageReceived, given: Given, ctx: Context) -> Decision | None:
        """A question in reply to an answer keeps its topic; None when its own words are surely about something else."""
        private = event.kind is PlaceKind.PRIVATE
        if not private and not self._library.lookup.suspects(event.text):
            return []
        found = ctx.perception.faq if ctx.perception else None
        if found is not None and found.sure and found.topics[0] != given.topic:
            return None
        language = ctx.perception.language if ctx.perception else None
        if language is None or not language.sure:
            ctx = replace(ctx, locale=given.locale)
        entry = self._library.book.entry(given.topic, ctx.locale)
        if entry is None:
            return None
        said = self._more(event, given, entry, ctx)
        return [] if said is None else [_reply(event, said, ctx)]

    def _more(self, event: MessageReceived, given: Given, entry: Entry, ctx: Context) -> Said | None:
        """A related topic where the words point to one, else what was not said yet, else related topics to choose from.

        None when nothing is left to say.
        """
        question = question_in(event, ctx)
        before = words_of(given, question.asker, ctx)
        question = replace(question, words=f"{before}\n{event.text}" if before else event.text)
        private = event.kind is PlaceKind.PRIVATE
        related = [topic for topic in entry.related if topic in self._library.book.topics]
        near = _near(ctx.perception.faq if ctx.perception else None, given.topic, related)
        if near is not None:
            quiet = not private and self._was_answered(event, near, ctx)
            return None if quiet else self._answering.answer(question, near, (), ctx, whole=private)
        if not given.whole and not self._was_answered(event, given.topic, ctx, whole=True):
            return self._answering.answer(question, given.topic, tuple(related[:MOST_OFFERED]), ctx, whole=True)
        if not given.whole or not related:
            return None
        together = self._library.lookup.find(f"{entry.title} {event.text}", "mention").candidates
        ranks = {candidate.topic: rank for rank, candidate in enumerate(together)}
        related.sort(key=lambda topic: ranks.get(topic, len(ranks)))
        return self._answering.offer(question, tuple(related), ctx)

    def _was_answered(self, event: MessageReceived, topic: str, ctx: Context, *, whole: bool = False) -> bool:
        """Whether this was said here within the cool-down."""
        entry = self._library.book.entry(topic, ctx.locale)
        locale = entry.locale if entry else ctx.locale
        since = ctx.now - ctx.policy.faq_cool_down
        return store.answered_since(ctx.tx, event.at, topic, locale, since, whole=whole)


def _near(found: FaqFound | None, topic: str, related: list[str]) -> str | None:
    """The related topic that the words mean by themselves, rather than the topic itself."""
    if found is None:
        return None
    likely = found.topics[:1] if found.kind == "answer" else found.topics
    nearest = next((one for one in likely if one == topic or one in related), topic)
    return None if nearest == topic else nearest


def _is_answered_with(given: Given, topic: str) -> bool:
    return given.kind == "answer" and given.topic == topic


def _message_of(given: Given) -> Noted:
    """The message that was sent for the first answer, in which this one stands now."""
    return Noted(f"faq.answer:{given.root or given.id}")


def _reply(event: MessageReceived, said: Said, ctx: Context) -> Intent:
    return reply(ctx, event, said.text, said.controls, note=said.note)
