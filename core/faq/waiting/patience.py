"""Puts answers off for a while, so that members may help each other first; somebody who helps makes ours needless."""

from collections.abc import Iterator
from datetime import timedelta

from core.context import Context
from core.events import MessageReceived
from core.faq import store as answers
from core.faq.answering import Question
from core.faq.waiting import store
from core.faq.waiting.store import Waiting
from core.ids import MessageRef
from core.perception import FaqFound
from core.talk import Asked, Talk

# After an outage nobody waits any more for an answer that was due this long ago.
_TOO_LATE = timedelta(hours=1)


class Patience:
    """What waits stands in rows; memory only tells which messages are worth looking at."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    def is_wanted(self, event: MessageReceived, ctx: Context) -> bool:
        """Whether the answer to a message is put off; whoever speaks to us is answered at once."""
        return ctx.policy.faq_delay > timedelta() and not event.mentions_bot and not event.replies_to_bot

    def put_off(self, question: Question, found: FaqFound, ctx: Context) -> None:
        """Answer later, unless somebody else does."""
        message = MessageRef(question.at, question.message)
        store.put_waiting(
            ctx.tx,
            message=message,
            asker=question.asker,
            kind=found.kind,
            topics=found.topics,
            locale=ctx.locale,
            question=question.words,
            shield=question.troubled,
            now=ctx.now,
            due=ctx.now + ctx.policy.faq_delay,
        )
        ctx.aftermath.asked.append(Asked(message, ctx.now, asker=question.asker.id))
        ctx.aftermath.keeps = True

    def is_waiting(self, message: MessageRef, ctx: Context) -> bool:
        return store.is_waiting(ctx.tx, message)

    def drop(self, message: MessageRef, ctx: Context) -> None:
        """Not to be answered after all; a message that does not wait is left as it is."""
        if store.drop_waiting(ctx.tx, message):
            self._settle(message, ctx)

    def heed(self, event: MessageReceived, ctx: Context) -> None:
        """Somebody replied: the questions that this answers wait no more."""
        for message in self._talk.helps(event):
            self.drop(message, ctx)

    def due(self, ctx: Context) -> Iterator[Waiting]:
        """What is to be answered now; everything else that is due is over.

        Whether one still needs an answer is looked at after those before it were answered.
        """
        for waiting in store.take_due(ctx.tx, ctx.now):
            ctx.aftermath.keeps = True
            if self._still_needs(waiting, ctx):
                yield waiting
            else:
                self._settle(waiting.message, ctx)

    def _still_needs(self, waiting: Waiting, ctx: Context) -> bool:
        if ctx.now - waiting.due > _TOO_LATE:
            return False
        if self._talk.is_in_good_hands(waiting.message, waiting.asker.id, waiting.at):
            return False
        at, topic = waiting.message.at, waiting.topics[0]
        return not answers.answered_since(ctx.tx, at, topic, waiting.locale, waiting.at)

    def _settle(self, message: MessageRef, ctx: Context) -> None:
        ctx.aftermath.asked.append(Asked(message, ctx.now, over=True))
        ctx.aftermath.keeps = True
