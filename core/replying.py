"""Answering whoever asked: by the channel's own way of answering where there is one, else by a message."""

from datetime import timedelta

from core.channel import Capability
from core.context import Context
from core.effects import NO_CONTROLS, Answer, Controls, EditText, Intent, Repeat, SendText, Urgency
from core.events import ButtonPressed, CommandGiven, FormSubmitted, MessageReceived
from core.text.markup import Markup

Asked = CommandGiven | ButtonPressed | FormSubmitted | MessageReceived

# Discord's interaction tokens live for 15 minutes; a later answer reaches nobody.
ANSWER_LIVES = timedelta(minutes=14)


def reply(
    ctx: Context,
    event: Asked,
    text: Markup,
    controls: Controls = NO_CONTROLS,
    *,
    brief: bool = False,
    note: str = "",
) -> Intent:
    """Answer so that, where the channel can, only the person who asked sees it. ``brief``: a toast will do."""
    caller = _caller(ctx, event)
    if caller is not None:
        return Answer(
            channel=event.at.channel,
            caller=caller,
            text=text,
            controls=controls,
            brief=brief,
            urgency=Urgency.REMOVAL,
            expires_at=ctx.now + ANSWER_LIVES,
            note=note,
        )
    return SendText(to=event.at, text=text, controls=controls, reply_to=event.message, note=note)


def release(ctx: Context, event: Asked) -> list[Intent]:
    """End the waiting state of a button or command to which everything is said elsewhere."""
    caller = _caller(ctx, event)
    if caller is None:
        return []
    return [
        Answer(
            channel=event.at.channel,
            caller=caller,
            text=None,
            urgency=Urgency.REMOVAL,
            expires_at=ctx.now + ANSWER_LIVES,
        )
    ]


def _caller(ctx: Context, event: Asked) -> str | None:
    """To whom the channel can answer directly; a command typed as a plain message is answered below it."""
    if isinstance(event, MessageReceived):
        return None
    if isinstance(event, CommandGiven) and not ctx.can(event.at.channel, Capability.PRIVATE_ANSWERS):
        return None
    return event.caller


def change(
    ctx: Context, event: ButtonPressed, text: Markup, controls: Controls = NO_CONTROLS, *, note: str = ""
) -> list[Intent]:
    """Change the message whose button was pressed; where there is none to change, a new one is sent under ``note``."""
    if event.alone and event.caller is not None:
        return [
            Answer(
                channel=event.at.channel,
                caller=event.caller,
                text=text,
                controls=controls,
                in_place=True,
                urgency=Urgency.REMOVAL,
                expires_at=ctx.now + ANSWER_LIVES,
            )
        ]
    if event.message is None:
        return [reply(ctx, event, text, controls, note=note)]
    edit = EditText(to=event.at, target=event.message, text=text, controls=controls, repeat=Repeat.HARMLESS)
    return [*release(ctx, event), edit]
