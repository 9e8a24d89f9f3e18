"""What was said lately in groups, in memory: who wrote which message, whom staff answered, what we answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from core.community import Community, Role
from core.events import MessageDeleted, MessageReceived
from core.ids import Address, ChannelName, MessageRef

# Staff who speak with somebody are left alone for this long; a message is still being written for as long.
JUST_NOW = timedelta(minutes=2)
# Edits and deletions of questions that we answered are followed for this long.
FOLLOWED_FOR = timedelta(hours=48)
_MESSAGES, _PLACES, _STAFF, _FOLLOWED = 300, 1_000, 2_000, 20_000

_Place = tuple[str, str]
_Message = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that has our answer, waits for it (``asker`` is who waits), or needs none now (``over``)."""

    message: MessageRef
    when: datetime
    asker: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """Whoever asked said of our answer, or choice of answers, to a message whether it ``helped``."""

    question: MessageRef
    helped: bool


class Talk:
    """Bounded in every direction and never written: after a start it knows only what the rows of answers tell.

    What is not known costs an answer's politeness, never its correctness: rows decide, this only spares looking.
    ``hears`` and ``follow`` are called by the event loop, ``answered_in`` inside transactions.
    """

    def __init__(self, community: Community) -> None:
        self._community = community
        self._said: dict[_Place, dict[str, tuple[str, datetime]]] = {}
        self._staff_replied: dict[_Message, datetime] = {}
        self._staff_spoke_to: dict[_Message, datetime] = {}
        self._asked: dict[_Message, datetime] = {}
        self._waiting: dict[_Message, str] = {}
        self._ours: dict[_Message, datetime] = {}

    def load(self, asked: Iterable[Asked], ours: Iterable[tuple[MessageRef, datetime]]) -> None:
        """What the rows know, at start, oldest first."""
        for item in asked:
            self.follow(item)
        for message, when in ours:
            self.answered_in(message, when)

    # What is said

    def hears(self, event: MessageReceived) -> None:
        """Note who wrote a message of a group; one insertion, but for replies."""
        if event.edited:
            return
        at = event.at
        place = (at.channel, at.place)
        said = self._said.get(place)
        if said is None:
            said = self._said[place] = {}
            if len(self._said) > _PLACES:
                del self._said[next(iter(self._said))]
        said[event.message.id] = (event.author.person.id, event.when)
        if len(said) >= 2 * _MESSAGES:
            # Many at once: looking for the first entry of a dictionary passes by all that were deleted before it.
            self._said[place] = dict(islice(said.items(), _MESSAGES, None))
        if (event.reply_to is not None or event.within is not None) and self.is_staff(event):
            for key in _answers(event):
                self._staff_answers(event, key)

    def _staff_answers(self, event: MessageReceived, key: _Message) -> None:
        _keep(self._staff_replied, key, event.when, _STAFF)
        writer = self._said.get(key[:2], {}).get(key[2])
        if writer is not None and writer[0] != event.author.person.id:
            _keep(self._staff_spoke_to, (*key[:2], writer[0]), event.when, _STAFF)

    def is_staff(self, event: MessageReceived) -> bool:
        """Whether somebody writes who runs the place."""
        return event.author.is_privileged or self._community.role_of(event.author) >= Role.HELPER

    def is_in_good_hands(self, message: MessageRef, asker: str, when: datetime) -> bool:
        """Whether staff replied to a message, or to its writer here within two minutes before it or at any time since.

        Staff who answer are not talked over.
        """
        at = message.at
        if (at.channel, at.place, message.id) in self._staff_replied:
            return True
        spoke = self._staff_spoke_to.get((at.channel, at.place, asker))
        return spoke is not None and spoke >= when - JUST_NOW

    def is_young(self, event: MessageReceived) -> bool:
        """Whether an edited message was written just now: an edit then only finishes it."""
        said = self._said.get((event.at.channel, event.at.place), {}).get(event.message.id)
        return said is not None and event.when - said[1] <= JUST_NOW

    # What we answered

    def follow(self, asked: Asked) -> None:
        """A question was answered, put off or settled; called once that is committed."""
        key = _key(asked.message)
        if asked.over:
            self._asked.pop(key, None)
            self._waiting.pop(key, None)
            return
        _keep(self._asked, key, asked.when, _FOLLOWED)
        if asked.asker:
            self._waiting[key] = asked.asker
        else:
            self._waiting.pop(key, None)

    def answered_in(self, message: MessageRef, when: datetime) -> None:
        """An answer of ours stands in this message."""
        _keep(self._ours, _key(message), when, _FOLLOWED)

    def is_asked(self, message: MessageRef) -> bool:
        """Whether a message is a question that has our answer, or waits for it."""
        return _key(message) in self._asked

    def is_ours(self, message: MessageRef) -> bool:
        """Whether a message is an answer of ours."""
        return _key(message) in self._ours

    def concerns(self, event: MessageReceived | MessageDeleted) -> bool:
        """Whether an event touches a question or an answer of ours, so that it is worth a transaction."""
        if isinstance(event, MessageDeleted) or event.edited:
            return _key(event.message) in self._asked
        if self._waiting and self.helps(event):
            return True
        return event.reply_to is not None and _key(event.reply_to) in self._ours

    def helps(self, event: MessageReceived) -> list[MessageRef]:
        """Waiting questions that somebody else now answers: the one replied to, and all of a person staff reply to."""
        if event.edited or event.author.is_bot:
            return []
        me = event.author.person.id
        helped: set[_Message] = set()
        for to in _answers(event):
            if self._waiting.get(to, me) != me:
                helped.add(to)
            writer = self._said.get(to[:2], {}).get(to[2])
            if writer is not None and writer[0] != me and self.is_staff(event):
                waiting = list(self._waiting.items())
                helped |= {key for key, asker in waiting if asker == writer[0] and key[:2] == to[:2]}
        return [MessageRef(Address(ChannelName(channel), place), number) for channel, place, number in sorted(helped)]


def _answers(event: MessageReceived) -> tuple[_Message, ...]:
    """What a message answers: the one it replies to, else, in a thread, the one that the thread grew from."""
    if event.reply_to is not None:
        return (_key(event.reply_to),)
    if event.within is None:
        return ()
    # A thread has the number of the message that it was started on, a forum post that of its own first message.
    thread = event.at.place
    return ((event.at.channel, event.within.place, thread), (event.at.channel, thread, thread))


def _key(message: MessageRef) -> _Message:
    return (message.at.channel, message.at.place, message.id)


def _keep(kept: dict[_Message, datetime], key: _Message, when: datetime, most: int) -> None:
    """Put in as the newest; what is over the limit, or too old, goes from the other end."""
    kept.pop(key, None)
    kept[key] = when
    while len(kept) > most or kept[next(iter(kept))] < when - FOLLOWED_FOR:
        del kept[next(iter(kept))]
