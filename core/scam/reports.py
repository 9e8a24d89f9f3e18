"""A member reports a message: staff get a card about it, and the place does not show who reported."""

from core.channel import Capability
from core.community import Role
from core.context import Context, Decision
from core.effects import DeleteMessage, Repeat, SendText, Urgency
from core.events import CommandGiven, PlaceKind
from core.replying import reply
from core.scam import store
from core.scam.service import shown_to_staff, title_of
from core.scam.signals import Reason


def on_report(event: CommandGiven, ctx: Context) -> Decision:
    """A member reports a message by replying to it; staff get a card, and who reported stays unnamed."""
    if event.target is None or event.target_author is None:
        return [reply(ctx, event, ctx.say("report-how"))]
    accused = event.target_author
    if ctx.role(accused) >= Role.HELPER or accused.is_privileged:
        return _answered(event, "report-about-staff", ctx)
    known = store.of_message(ctx.tx, event.target)
    if known is not None and known.state == "open":
        return _thanked(event, ctx)
    why = event.arguments.get("reason", "")[:300]
    reasons = (Reason("reported", (("why", why or "—"),), 0.0),)
    case = store.add(
        ctx.tx,
        where=event.at,
        title=title_of(event.at, ctx),
        message=event.target,
        author=accused,
        text=event.target_text[:4000],
        score=0.0,
        reasons=reasons,
        action="report",
        removes=False,
        restricts=False,
        now=ctx.now,
    )
    return [*shown_to_staff(case, ctx), *_thanked(event, ctx)]


def _thanked(event: CommandGiven, ctx: Context) -> Decision:
    """Only where nobody else reads it can be said that nobody learns who reported."""
    return _answered(event, "report-thanks" if _is_private(event, ctx) else "report-received", ctx)


def _is_private(event: CommandGiven, ctx: Context) -> bool:
    return event.kind is PlaceKind.PRIVATE or ctx.can(event.at.channel, Capability.PRIVATE_ANSWERS)


def _answered(event: CommandGiven, key: str, ctx: Context) -> Decision:
    """Answer so that the place does not show who reported: in public the command goes, and nobody is replied to."""
    text = ctx.texts.ui(ctx.locale, key)
    if _is_private(event, ctx):
        return [reply(ctx, event, text)]
    decision: Decision = []
    if event.message is not None and ctx.can(event.at.channel, Capability.DELETE):
        decision.append(
            DeleteMessage(
                target=event.message,
                channel=event.at.channel,
                urgency=Urgency.REMOVAL,
                repeat=Repeat.HARMLESS,
            )
        )
    return [*decision, SendText(to=event.at, text=text)]
