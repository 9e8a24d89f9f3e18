"""What should happen outside: services return these, the engine writes them to the outbox, relays carry them out."""

from datetime import datetime
from enum import IntEnum

import msgspec

from core.events import Media
from core.ids import ChannelName, MessageRef, MessageTarget, PersonRef, Target
from core.text.markup import Markup


class Urgency(IntEnum):
    """Smaller goes first: a removal or a person waiting beats a card, a follow-up and a broadcast."""

    REMOVAL = 0
    WAITING = 1
    STAFF = 2
    LATER = 5
    BULK = 9


class Repeat(IntEnum):
    """What to do when a crash leaves it open whether an effect was carried out.

    HARMLESS: do it again. RESEND: do it again, although a platform without idempotency keys then shows it twice.
    UNCERTAIN: do not; the outcome is reported as uncertain and a person decides.
    """

    HARMLESS = 0
    RESEND = 1
    UNCERTAIN = 2


class Action(msgspec.Struct, frozen=True):
    """What a button means: a verb of an area and one short argument; ``only_for`` refuses everybody else.

    Verb and argument travel signed in at most 64 characters of ``A-Z a-z 0-9 _ -`` (core.buttons).
    """

    verb: str
    argument: str = ""
    only_for: PersonRef | None = None


class Button(msgspec.Struct, frozen=True, kw_only=True):
    """A button has an action or a url. ``token`` is filled in by the engine, from ``action``.

    ``form``: the channel first asks for the form of that name (core.forms) if it has forms, and then reports
    FormSubmitted; a channel without forms reports ButtonPressed and the core asks step by step.
    ``private``: the conversation goes on in private; a channel with deep links makes it a link to the private chat
    whose opening reports ButtonPressed there; any other channel treats it as a plain button.
    """

    label: str
    action: Action | None = None
    url: str | None = None
    form: str | None = None
    private: bool = False
    style: str = "plain"  # plain, primary, success, danger
    token: str = ""


class Option(msgspec.Struct, frozen=True):
    """One line of a menu; ``value`` (at most 25 characters of ``A-Z a-z 0-9 -``) comes back as ``choice``."""

    value: str
    label: str
    hint: str = ""


class Menu(msgspec.Struct, frozen=True, kw_only=True):
    """A choice of one from many (at most 25): a select where there is one, else a button for each option.

    Where it becomes buttons, each option's token is in ``option_tokens`` (filled in by the engine).
    """

    action: Action
    placeholder: str
    options: tuple[Option, ...]
    form: str | None = None
    token: str = ""
    option_tokens: tuple[str, ...] = ()


class Controls(msgspec.Struct, frozen=True):
    """What can be pressed under a message: rows of buttons, and at most one menu above them."""

    rows: tuple[tuple[Button, ...], ...] = ()
    menu: Menu | None = None


NO_CONTROLS = Controls()


class _Effect(msgspec.Struct, frozen=True, kw_only=True):
    """``note`` names the effect for its area (``area.what:id``): results come back under it, and later effects may
    point at the message it sent (``Noted``). Empty: nobody asks."""

    note: str = ""
    urgency: Urgency = Urgency.WAITING
    not_before: datetime | None = None
    expires_at: datetime | None = None
    repeat: Repeat = Repeat.RESEND


class SendText(_Effect, frozen=True, kw_only=True, tag="send"):
    """Write a message. ``silent``: without a sound. ``media``: with this stored file (``text`` is its caption)."""

    to: Target
    text: Markup
    reply_to: MessageTarget | None = None
    controls: Controls = NO_CONTROLS
    media: Media | None = None
    silent: bool = False


class EditText(_Effect, frozen=True, kw_only=True, tag="edit"):
    """Change a message of ours. ``to`` is where it stands: the edit keeps its order among the messages there."""

    to: Target
    target: MessageTarget
    text: Markup
    controls: Controls = NO_CONTROLS


class DeleteMessage(_Effect, frozen=True, kw_only=True, tag="delete"):
    """Remove a message, ours or another's."""

    target: MessageTarget
    channel: ChannelName
    reason: str = ""


class Restrict(_Effect, frozen=True, kw_only=True, tag="restrict"):
    """Keep a person from writing in a place until a time; ``until`` None lifts it."""

    person: PersonRef
    at: Target
    until: datetime | None
    reason: str = ""


class Ban(_Effect, frozen=True, kw_only=True, tag="ban"):
    """Ban a person from a place, or take the ban back."""

    person: PersonRef
    at: Target
    banned: bool = True
    reason: str = ""


class Answer(_Effect, frozen=True, kw_only=True, tag="answer"):
    """Answer whoever pressed or commanded, on the adapter's opaque ``caller``.

    ``private``: only they see it. ``brief``: a passing notice is enough (Telegram: the toast on the button).
    ``in_place``: the message that was pressed changes into this one. ``text`` None: only end the waiting state.
    """

    channel: ChannelName
    caller: str
    text: Markup | None
    controls: Controls = NO_CONTROLS
    private: bool = True
    brief: bool = False
    in_place: bool = False


class OpenRoom(_Effect, frozen=True, kw_only=True, tag="open"):
    """Open a room: a post in a forum (``member`` None) or a private thread for ``member``; first message inside.

    On success ``room`` leads to the new place, and the first message carries this effect's note.
    """

    room: Target
    parent: Target
    title: str
    text: Markup
    controls: Controls = NO_CONTROLS
    tags: tuple[str, ...] = ()
    member: PersonRef | None = None


class UpdateRoom(_Effect, frozen=True, kw_only=True, tag="update"):
    """Change a room of ours; None leaves a part as it is. Tags that the forum lacks are added where allowed."""

    to: Target
    title: str | None = None
    tags: tuple[str, ...] | None = None
    archived: bool | None = None
    locked: bool | None = None


class React(_Effect, frozen=True, kw_only=True, tag="react"):
    """Put a mark on a message: delivered, failed, seen. Each channel has its own emoji for them."""

    to: Target
    target: MessageTarget
    mark: str


Effect = SendText | EditText | DeleteMessage | Restrict | Ban | Answer | OpenRoom | UpdateRoom | React


class NotifyStaff(msgspec.Struct, frozen=True, kw_only=True):
    """An intent without an address: routing makes one SendText for each staff room of the community."""

    text: Markup
    controls: Controls = NO_CONTROLS
    note: str = ""
    urgency: Urgency = Urgency.STAFF


class UpdateStaff(msgspec.Struct, frozen=True, kw_only=True):
    """Change what a NotifyStaff of the same note sent, in every staff room."""

    text: Markup
    controls: Controls = NO_CONTROLS
    note: str


Intent = Effect | NotifyStaff | UpdateStaff


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How an effect ended. ``state``: sent, failed, expired, uncertain. ``why`` is a reason code and, after a colon,
    the platform's words: blocked, forbidden, gone, not-found, too-long, room-missing, attempts, other."""

    note: str
    effect: Effect
    state: str
    message: MessageRef | None = None
    why: str = ""
