"""What can be seen in a message without any database: its language, secrets, signs of a scam, an FAQ topic. Pure."""

from dataclasses import dataclass
from typing import Literal

import msgspec

from core.events import CommandGiven, FormSubmitted, MessageReceived
from core.faq.calibration import Where
from core.faq.library import Library
from core.faq.lookup import Found
from core.faq.overheard import Lines
from core.language import Language, language_of
from core.scam.links import OfficialView
from core.scam.rules import ScamRules
from core.scam.secrets import Secret, find, redact
from core.scam.signals import Finding, examine

OTHERS_OFFERED = 3


@dataclass(frozen=True, slots=True)
class FaqFound:
    """``topics``: the best first; for an answer the others are what else it may have been. ``sure``: near certain.

    A question that is kept as one without an answer is ``missed``. ``troubled``: it tells of a problem.
    """

    kind: Literal["answer", "suggest", "missed"]
    topics: tuple[str, ...]
    sure: bool
    troubled: bool = False


@dataclass(frozen=True, slots=True)
class Perception:
    """``finding`` is None when nothing speaks for a scam, ``faq`` when there is nothing to answer."""

    language: Language | None = None
    secrets: tuple[Secret, ...] = ()
    finding: Finding | None = None
    faq: FaqFound | None = None

    @property
    def is_ordinary(self) -> bool:
        """Whether a message of a public place ends here: nothing done, nothing written."""
        return not self.secrets and self.finding is None and self.faq is None


NOTHING = Perception()


class Perceiver:
    """Looks at words with the rules and the entries in force."""

    def __init__(self, library: Library, rules: ScamRules, official: OfficialView, mark: str) -> None:
        self._lookup = library.lookup
        self._rules = rules
        self._official = official
        self._mark = mark

    @staticmethod
    def secrets_in(event: MessageReceived) -> tuple[Secret, ...]:
        """In the words of a message, and in those beside its files."""
        if not event.media:
            return tuple(find(event.text))
        said = [event.text, *(words for media in event.media for words in (media.name, media.caption))]
        return tuple(secret for words in dict.fromkeys(said) for secret in find(words))

    def group_message(
        self, event: MessageReceived, *, lines: Lines | None, finished: bool = False, concerns: bool = False
    ) -> tuple[MessageReceived, Perception]:
        """A message that many read: secrets, signs of a scam, then a question; the event comes back without secrets.

        ``lines``: what this place is like, if questions to nobody in particular are answered in it; the message is
        counted there. ``finished``: an edit that only finishes what was being written. ``concerns``: it touches a
        question or an answer of ours.
        """
        text = event.text
        secrets = self.secrets_in(event)
        finding = self._finding(event)
        faq = None
        if not secrets and finding is None and (not event.edited or finished or concerns):
            if event.mentions_bot or event.replies_to_bot:
                faq = self.faq(text, "mention")
            elif lines is not None:
                faq = self._overheard(event, lines)
            if event.edited and faq is not None and faq.kind == "missed":
                faq = None
        if not secrets and finding is None and faq is None and not concerns:
            return event, NOTHING
        seen = Perception(language_of(text), secrets, finding, faq)
        return (self._without(event, secrets) if secrets else event), seen

    def staff_message(self, event: MessageReceived) -> tuple[MessageReceived, Perception]:
        """What staff say to each other is theirs; only a secret in it concerns us."""
        secrets = self.secrets_in(event)
        return (self._without(event, secrets), Perception(None, secrets)) if secrets else (event, NOTHING)

    def private_message(self, event: MessageReceived) -> tuple[MessageReceived, Perception]:
        """Words to us alone: secrets go, everything else is a question or part of a ticket."""
        secrets = self.secrets_in(event)
        clean = self._without(event, secrets) if secrets else event
        faq = self.faq(event.text, "private") if event.text and not secrets else None
        return clean, Perception(language_of(event.text), secrets, None, faq)

    def command(self, event: CommandGiven) -> tuple[CommandGiven, Perception]:
        """A command with its words; the arguments come back without secrets."""
        secrets = tuple(secret for value in event.arguments.values() for secret in find(value))
        if secrets:
            arguments = {key: redact(value, self._mark) for key, value in event.arguments.items()}
            event = msgspec.structs.replace(event, arguments=arguments)
        if find(event.target_text):
            # A reported message may hold what a thief got out of somebody.
            event = msgspec.structs.replace(event, target_text=redact(event.target_text, self._mark))
        if find(event.target_replied):
            event = msgspec.structs.replace(event, target_replied=redact(event.target_replied, self._mark))
        words = " ".join(event.arguments.values())
        faq = self.faq(words, "private") if event.name in ("faq", "ask") and words and not secrets else None
        return event, Perception(language_of(words) if words else None, secrets, None, faq)

    def form(self, event: FormSubmitted) -> tuple[FormSubmitted, Perception]:
        secrets = tuple(secret for value in event.values.values() for secret in find(value))
        if secrets:
            values = {key: redact(value, self._mark) for key, value in event.values.items()}
            event = msgspec.structs.replace(event, values=values)
        return event, Perception(language_of(" ".join(event.values.values())), secrets)

    def faq(self, text: str, where: Where) -> FaqFound | None:
        """The topic that a text asks about, or up to three that it may mean; None for silence."""
        return self._told(text, self._lookup.find(text, where))

    def _overheard(self, event: MessageReceived, lines: Lines) -> FaqFound | None:
        """A question to nobody in particular, by the limits of its place."""
        if not self._lookup.suspects(event.text):
            lines.passes_by(event)
            return None
        found = self._lookup.find(event.text, "group", lines.limits)
        lines.searched(event, found)
        return self._told(event.text, found)

    def _told(self, text: str, found: Found) -> FaqFound | None:
        if found.kind == "silent":
            return FaqFound("missed", (), sure=False) if found.missed else None
        troubled = self._lookup.troubled(text)
        if found.kind == "suggest":
            return FaqFound("suggest", found.topics, sure=False, troubled=troubled)
        best = found.topics[0]
        others = [candidate.topic for candidate in found.candidates if candidate.topic != best][:OTHERS_OFFERED]
        return FaqFound("answer", (best, *others), sure=found.sure, troubled=troubled)

    def _finding(self, event: MessageReceived) -> Finding | None:
        finding = examine(event.text, hidden_links=event.links, official=self._official, rules=self._rules)
        return finding if finding.reasons and finding.protected is None else None

    def _without(self, event: MessageReceived, secrets: tuple[Secret, ...]) -> MessageReceived:
        """The same event with its secrets cut out; files of such a message are not kept either."""
        return msgspec.structs.replace(event, text=redact(event.text, self._mark), links=(), media=())
