"""What happens when somebody writes a secret: it is gone at once, kept nowhere, and its owner hears what to do."""

from core.channel import Capability
from core.context import Context, Decision
from core.effects import DeleteMessage, Intent, NotifyStaff, Outcome, Repeat, SendText, Urgency
from core.events import Author, CommandGiven, FormSubmitted, MessageReceived, PlaceKind
from core.ids import Address, MessageRef
from core.replying import release, reply
from core.text.markup import Markup, Mention, lines

# What is said where it stood: once it is gone, and where it could not be removed.
_GONE = {PlaceKind.PRIVATE: "secret-told-private", PlaceKind.GROUP: "secret-told-group"}
_STAYS = {PlaceKind.PRIVATE: "secret-delete-yourself", PlaceKind.GROUP: "secret-please-delete"}


def on_secret(event: MessageReceived, ctx: Context) -> Decision:
    """The message goes, its owner is told in the same place without quoting, staff learn only that it happened.

    What is told depends on whether the message went, so it waits for that: one message in the place, and a true one.
    """
    if ctx.can(event.at.channel, Capability.DELETE):
        return [_removal(event.message, _said_after(event.kind, ctx)), _card(event.author, event.at, ctx)]
    return [
        SendText(to=event.at, text=_words(_STAYS[event.kind], ctx.locale, ctx), urgency=Urgency.WAITING),
        _card(event.author, event.at, ctx),
        *_for_staff(event.kind, ctx),
    ]


def on_secret_in_command(event: CommandGiven, ctx: Context) -> Decision:
    """A secret in the words of a command: the command is not carried out, its message goes if there is one."""
    card = _card(event.author, event.at, ctx)
    if event.message is None:
        return [reply(ctx, event, _words("secret-told-private", ctx.locale, ctx)), card]
    if ctx.can(event.at.channel, Capability.DELETE):
        return [_removal(event.message, _said_after(event.kind, ctx)), *release(ctx, event), card]
    stays = _words(_STAYS[event.kind], ctx.locale, ctx)
    return [reply(ctx, event, stays), card, *_for_staff(event.kind, ctx)]


def removal_of_command(event: CommandGiven, ctx: Context) -> Decision:
    """Take away a command that others can read, where it stands as a message; nothing is said if that works."""
    if event.message is None or not ctx.can(event.at.channel, Capability.DELETE):
        return []
    return [_removal(event.message, "")]


def on_removal(what: str, outcome: Outcome, ctx: Context) -> Decision:
    """Say what became of a secret: that it is gone, else whoever reads that place is asked to delete it.

    ``what`` carries the kind of place and the language in which it is said (``_said_after``).
    """
    _, _, said = what.partition("_")
    kind, _, locale = said.partition("_")
    gone = outcome.state == "sent"
    place = PlaceKind.PRIVATE if kind == PlaceKind.PRIVATE else PlaceKind.GROUP
    decision: Decision = [] if gone else [*_for_staff(place, ctx)]
    if not isinstance(outcome.effect, DeleteMessage) or not isinstance(outcome.effect.target, MessageRef):
        return decision
    if gone and not kind:
        return decision
    at = outcome.effect.target.at
    group = ctx.group(at)
    spoken = locale or (group.locale if group and group.locale else ctx.community.default_locale)
    key = (_GONE if gone else _STAYS)[place]
    return [*decision, SendText(to=at, text=_words(key, spoken, ctx), urgency=Urgency.WAITING)]


def on_secret_in_form(event: FormSubmitted, ctx: Context) -> Decision:
    """A secret in a form: nobody saw it and it is cut out; its owner hears what to do all the same."""
    return [reply(ctx, event, _words("secret-told-private", ctx.locale, ctx))]


def _said_after(kind: PlaceKind, ctx: Context) -> str:
    return f"_{kind}_{ctx.locale}"


def _removal(message: MessageRef, said: str) -> Intent:
    return DeleteMessage(
        target=message,
        channel=message.at.channel,
        note=f"guard.removal{said}:0",
        urgency=Urgency.REMOVAL,
        repeat=Repeat.HARMLESS,
    )


def _card(author: Author, at: Address, ctx: Context) -> Intent:
    group = ctx.group(at)
    place = group.title if group else ctx.staff_words("place-private")
    who = Mention(author.person, author.name[:60])
    return NotifyStaff(text=lines(ctx.staff_say("secret-card", place=place), who), urgency=Urgency.WAITING)


def _for_staff(kind: PlaceKind, ctx: Context) -> list[Intent]:
    """What stands in a private chat nobody of the staff can remove."""
    if kind is PlaceKind.PRIVATE:
        return []
    return [NotifyStaff(text=ctx.staff_say("secret-not-removed"), urgency=Urgency.WAITING)]


def _words(key: str, locale: str, ctx: Context) -> Markup:
    return lines(ctx.texts.ui(locale, key), ctx.texts.ui(locale, "secret-steps"))
