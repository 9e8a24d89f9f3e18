"""Turns the names in an effect (rooms, notes, old places) into the addresses that are known now."""

from typing import assert_never

from msgspec.structs import replace

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
)
from core.ids import Address, MessageRef, MessageTarget, RoomName, Target
from core.outbox import store
from core.storage.db import Tx


class RoomMissing(Exception):
    """No room of that name is open."""


class NoteMissing(Exception):
    """No message was sent under ``note``, and none is on its way."""


class NoteStillComing(Exception):
    """The message under that note waits in another lane; try again soon."""


def resolved(tx: Tx, effect: Effect, outbox_id: int) -> Effect:
    """The same effect with addresses only. Raises RoomMissing, NoteMissing or NoteStillComing."""
    match effect:
        case SendText(to=to, reply_to=reply_to):
            return replace(effect, to=_address(tx, to), reply_to=_anchor(tx, reply_to, outbox_id))
        case EditText(to=to, target=target) | React(to=to, target=target):
            return replace(effect, to=_address(tx, to), target=_message(tx, target, outbox_id))
        case DeleteMessage(target=target):
            return replace(effect, target=_message(tx, target, outbox_id))
        case Restrict(at=at) | Ban(at=at):
            return replace(effect, at=_address(tx, at))
        case OpenRoom(parent=parent):
            return replace(effect, parent=_address(tx, parent))
        case UpdateRoom(to=to):
            return replace(effect, to=_address(tx, to))
        case Answer():
            return effect
        case _:
            assert_never(effect)


def _address(tx: Tx, target: Target) -> Address:
    if isinstance(target, RoomName):
        found = store.room_at(tx, target.name)
        if found is None:
            raise RoomMissing(target.name)
        return found
    return store.where_now(tx, target)


def _message(tx: Tx, target: MessageTarget, outbox_id: int) -> MessageRef:
    if isinstance(target, MessageRef):
        return replace(target, at=store.where_now(tx, target.at))
    found = store.noted(tx, target.note)
    if found is not None:
        return replace(found, at=store.where_now(tx, found.at))
    if store.is_coming(tx, target.note, before=outbox_id):
        raise NoteStillComing(target.note)
    raise NoteMissing(target.note)


def _anchor(tx: Tx, target: MessageTarget | None, outbox_id: int) -> MessageRef | None:
    """A reply whose message never came about is still worth sending, as a plain message."""
    if target is None:
        return None
    try:
        return _message(tx, target, outbox_id)
    except NoteMissing:
        return None
