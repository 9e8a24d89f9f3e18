"""Turns intents without an address into effects with one, and fills in the tokens of buttons."""

from collections.abc import Iterable

import msgspec

from core.buttons import ButtonSigner
from core.community import Community
from core.effects import (
    Answer,
    EditText,
    Effect,
    Intent,
    NotifyStaff,
    OpenRoom,
    Repeat,
    SendText,
    UpdateStaff,
    Urgency,
)
from core.ids import Noted


def addressed(intents: Iterable[Intent], community: Community) -> list[Effect]:
    """One effect for each place; a community without a staff room gets no cards."""
    effects: list[Effect] = []
    for intent in intents:
        match intent:
            case NotifyStaff():
                effects += [
                    SendText(
                        to=room,
                        text=intent.text,
                        controls=intent.controls,
                        note=_numbered(intent.note, position),
                        urgency=intent.urgency,
                    )
                    for position, room in enumerate(community.staff_rooms)
                ]
            case UpdateStaff():
                effects += [
                    EditText(
                        to=room,
                        target=Noted(_numbered(intent.note, position)),
                        text=intent.text,
                        controls=intent.controls,
                        urgency=Urgency.STAFF,
                        repeat=Repeat.HARMLESS,
                    )
                    for position, room in enumerate(community.staff_rooms)
                ]
            case _:
                effects.append(intent)
    return effects


def _numbered(note: str, position: int) -> str:
    """The first room's copy carries the note itself, the others ``note~1``, ``note~2`` …"""
    return f"{note}~{position}" if note and position else note


def note_parts(note: str) -> tuple[str, str, int] | None:
    """Area, what and number of a note ``area.what:number``; None for copies in further staff rooms and other forms."""
    head, _, number = note.partition(":")
    area, _, what = head.partition(".")
    return (area, what, int(number)) if what and number.isdigit() else None


def signed(effect: Effect, signer: ButtonSigner) -> Effect:
    """The effect with a token in every button."""
    match effect:
        case SendText() | EditText() | Answer() | OpenRoom():
            controls = signer.sign(effect.controls)
            return effect if controls is effect.controls else msgspec.structs.replace(effect, controls=controls)
        case _:
            return effect
