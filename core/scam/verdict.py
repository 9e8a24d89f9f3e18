"""What to do about a finding: one readable table over how sure we are and who wrote it. Pure."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from core.scam.signals import Finding, Reason


class Mode(StrEnum):
    """OBSERVE: never act, only tell what would have been done."""

    OBSERVE = "observe"
    ACT = "act"


class Action(StrEnum):
    """From mildest to hardest. NOTE: only counted. WARN: members are warned below the message."""

    NONE = "none"
    NOTE = "note"
    WARN = "warn"
    REMOVE = "remove"
    REMOVE_RESTRICT = "remove_restrict"


class Certainty(IntEnum):
    """How sure a finding is. One fuzzy signal is WEAK however heavy it is: nobody is sanctioned for it."""

    CLEAN = 0
    WEAK = 1
    STRONG = 2
    SURE = 3


class Author(IntEnum):
    """Who wrote it, as far as policy cares. TRUSTED: staff, the platform's administrators, allowed bots."""

    TRUSTED = 0
    SETTLED = 1
    NEW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Facts about the author and about what we may do there."""

    is_staff: bool = False
    privileged: bool = False
    is_bot_allowed: bool = False
    newcomer: bool = False
    warnings: int = 0
    can_delete: bool = True
    can_restrict: bool = True
    mode: Mode = Mode.ACT

    @property
    def author(self) -> Author:
        if self.is_staff or self.privileged or self.is_bot_allowed:
            return Author.TRUSTED
        return Author.NEW if self.newcomer or self.warnings > 0 else Author.SETTLED


@dataclass(frozen=True, slots=True)
class Verdict:
    """``warn``: warn members in the place. ``card``: tell the moderators. ``wanted``: what the table says.

    ``action`` is ``wanted`` cut down to what the mode and our rights allow.
    """

    action: Action
    warn: bool
    card: bool
    reasons: tuple[Reason, ...]
    wanted: Action


@dataclass(frozen=True, slots=True)
class _Response:
    action: Action
    warn: bool = False
    card: bool = False


# A settled member who suddenly asks for phrases has usually lost the account: the message goes, the person
# is left to
# the moderators. Staff and administrators are never acted on; a card tells the owners that an account may
# be stolen.
_TABLE: dict[tuple[Certainty, Author], _Response] = {
    (Certainty.CLEAN, Author.TRUSTED): _Response(Action.NONE),
    (Certainty.CLEAN, Author.SETTLED): _Response(Action.NONE),
    (Certainty.CLEAN, Author.NEW): _Response(Action.NONE),
    (Certainty.WEAK, Author.TRUSTED): _Response(Action.NONE),
    (Certainty.WEAK, Author.SETTLED): _Response(Action.NOTE),
    (Certainty.WEAK, Author.NEW): _Response(Action.WARN, warn=True, card=True),
    (Certainty.STRONG, Author.TRUSTED): _Response(Action.NOTE),
    (Certainty.STRONG, Author.SETTLED): _Response(Action.WARN, warn=True, card=True),
    (Certainty.STRONG, Author.NEW): _Response(Action.REMOVE, warn=True, card=True),
    (Certainty.SURE, Author.TRUSTED): _Response(Action.NOTE, card=True),
    (Certainty.SURE, Author.SETTLED): _Response(Action.REMOVE, warn=True, card=True),
    (Certainty.SURE, Author.NEW): _Response(Action.REMOVE_RESTRICT, warn=True, card=True),
}
# A leaked secret endangers its owner, whoever it is: even a moderator's message goes. Nobody is punished
# for it.
_LEAK = _Response(Action.REMOVE, card=True)

WEAK_FROM = 0.45
STRONG_FROM = 0.8


def certainty(finding: Finding) -> Certainty:
    if finding.protected is not None:
        return Certainty.CLEAN
    if finding.sure:
        return Certainty.SURE
    if finding.score >= STRONG_FROM and len({reason.signal for reason in finding.reasons}) >= 2:
        return Certainty.STRONG
    return Certainty.WEAK if finding.score >= WEAK_FROM else Certainty.CLEAN


def judge(finding: Finding, standing: Standing) -> Verdict:
    """The table's response, cut down to what is allowed here."""
    return _allowed(_TABLE[certainty(finding), standing.author], finding.reasons, standing)


def judge_leak(kind: str, standing: Standing, *, sure: bool = True) -> Verdict:
    """What to do about a secret (``core.scam.secrets``) of that kind in a message that others can read."""
    reason = Reason("secret-leak", (("kind", kind),), 1.0 if sure else 0.9)
    return _allowed(_LEAK, (reason,), standing)


def _allowed(response: _Response, reasons: tuple[Reason, ...], standing: Standing) -> Verdict:
    wanted = response.action
    acts = wanted in (Action.WARN, Action.REMOVE, Action.REMOVE_RESTRICT)
    if standing.mode is Mode.OBSERVE and acts:
        return Verdict(Action.NOTE, False, True, reasons, wanted)
    action = wanted
    if action is Action.REMOVE_RESTRICT and not standing.can_restrict:
        action = Action.REMOVE
    if action in (Action.REMOVE, Action.REMOVE_RESTRICT) and not standing.can_delete:
        # What stays readable needs a warning below it. Without the right to delete, we do not
        # restrict either.
        return Verdict(Action.WARN, True, True, reasons, wanted)
    return Verdict(action, response.warn, response.card, reasons, wanted)
