"""Which lane an effect waits in and which place it fills: order is kept inside a lane and nowhere else."""

from hashlib import sha256
from typing import assert_never

from core.effects import (
    Answer,
    Ban,
    DeleteMessage,
    EditText,
    Effect,
    OpenRoom,
    React,
    Restrict,
    SendText,
    UpdateRoom,
    Urgency,
)
from core.ids import Address, ChannelName, MessageRef, MessageTarget, Target


def channel_of(effect: Effect) -> ChannelName:
    match effect:
        case SendText() | EditText() | UpdateRoom() | React():
            return effect.to.channel
        case Restrict() | Ban():
            return effect.at.channel
        case OpenRoom():
            return effect.room.channel
        case DeleteMessage() | Answer():
            return effect.channel
        case _:
            assert_never(effect)


def lane_of(effect: Effect) -> str:
    """Removals and sanctions have lanes of their own: none waits behind a text that a limit holds back."""
    match effect:
        case SendText() | EditText() | UpdateRoom() | React():
            lane = _of_target(effect.to)
        case OpenRoom():
            lane = _of_target(effect.room)
        case DeleteMessage():
            return f"message:{_of_message(effect.target)}"
        case Restrict() | Ban():
            return f"person:{effect.person.id}"
        case Answer():
            # A caller may hold a platform's token, and the lane stays in the table when the payload is emptied.
            return f"caller:{sha256(effect.caller.encode()).hexdigest()[:16]}"
        case _:
            assert_never(effect)
    return f"{lane}:bulk" if effect.urgency >= Urgency.BULK else lane


def place_of(effect: Effect) -> str | None:
    """The place whose limits the effect counts against, if known yet; None: only the whole channel's."""
    match effect:
        case SendText() | EditText() | UpdateRoom():
            return _place(effect.to)
        case OpenRoom():
            return _place(effect.parent)
        case DeleteMessage() | Restrict() | Ban() | Answer() | React():
            return None
        case _:
            assert_never(effect)


def room_of(effect: Effect) -> str | None:
    """The name of the room whose place the effect will fill, where only the name is known."""
    match effect:
        case SendText(to=to) | EditText(to=to) | UpdateRoom(to=to):
            return None if isinstance(to, Address) else to.name
        case OpenRoom(parent=parent):
            return None if isinstance(parent, Address) else parent.name
        case _:
            return None


def where(effect: Effect) -> Address | None:
    """The address at which an effect is carried out, once its names are resolved."""
    match effect:
        case SendText(to=at) | UpdateRoom(to=at) | OpenRoom(parent=at) | Restrict(at=at) | Ban(at=at):
            return at if isinstance(at, Address) else None
        case EditText(target=target) | React(target=target) | DeleteMessage(target=target):
            return target.at if isinstance(target, MessageRef) else None
        case Answer():
            return None
        case _:
            assert_never(effect)


def _of_target(target: Target) -> str:
    if not isinstance(target, Address):
        return f"room:{target.name}"
    return f"at:{target.place}" if target.thread is None else f"at:{target.place}/{target.thread}"


def _of_message(target: MessageTarget) -> str:
    return f"{target.at.place}/{target.id}" if isinstance(target, MessageRef) else f"note:{target.note}"


def _place(target: Target) -> str | None:
    return target.place if isinstance(target, Address) else None
