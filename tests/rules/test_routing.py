"""Intents without an address become one effect for each staff room, and notes name areas and numbers."""

import dataclasses

import pytest

from core.buttons import ButtonSigner
from core.community import Community
from core.effects import (
    Action,
    Answer,
    Button,
    Controls,
    DeleteMessage,
    EditText,
    NotifyStaff,
    SendText,
    UpdateStaff,
    Urgency,
)
from core.ids import Address, ChannelName, MessageRef, Noted
from core.routing import addressed, note_parts, signed
from core.text.markup import Text

DESK = ChannelName("desk")
FIRST, SECOND = Address(DESK, "cards"), Address(DESK, "night-watch")
COMMUNITY = Community("Harbour", staff_rooms=(FIRST, SECOND))


def test_a_card_goes_to_every_staff_room_and_only_the_first_keeps_its_note():
    effects = addressed([NotifyStaff(text=Text("card"), note="scam.card:7")], COMMUNITY)

    assert [(effect.to, effect.note) for effect in effects if isinstance(effect, SendText)] == [
        (FIRST, "scam.card:7"),
        (SECOND, "scam.card:7~1"),
    ]
    assert all(effect.urgency is Urgency.STAFF for effect in effects)


def test_an_update_changes_the_card_in_every_staff_room():
    effects = addressed([UpdateStaff(text=Text("decided"), note="scam.card:7")], COMMUNITY)

    assert [(effect.to, effect.target) for effect in effects if isinstance(effect, EditText)] == [
        (FIRST, Noted("scam.card:7")),
        (SECOND, Noted("scam.card:7~1")),
    ]


def test_without_a_staff_room_there_are_no_cards():
    alone = dataclasses.replace(COMMUNITY, staff_rooms=())

    assert addressed([NotifyStaff(text=Text("card"))], alone) == []


def test_effects_with_an_address_keep_their_order_and_place():
    first = SendText(to=FIRST, text=Text("one"))
    second = SendText(to=SECOND, text=Text("two"))

    assert addressed([first, NotifyStaff(text=Text("card")), second], COMMUNITY)[::3] == [first, second]


@pytest.mark.parametrize(
    ("note", "parts"),
    [
        ("ticket.reply:17", ("ticket", "reply", 17)),
        ("faq.answer:1", ("faq", "answer", 1)),
        ("scam.card:7~1", None),
        ("ticket.reply:", None),
        ("ticket:17", None),
        ("", None),
        ("ticket.reply:-1", None),
    ],
)
def test_a_note_is_read_only_in_its_one_form(note, parts):
    assert note_parts(note) == parts


def test_every_effect_that_can_hold_buttons_gets_their_tokens():
    signer = ButtonSigner(bytes(32))
    controls = Controls(((Button(label="Go", action=Action("go")),),))
    answer = Answer(channel=DESK, caller="c", text=Text("x"), controls=controls)
    removal = DeleteMessage(target=MessageRef(FIRST, "1"), channel=DESK)

    told = signed(answer, signer)

    assert isinstance(told, Answer)
    assert told.controls.rows[0][0].token == signer.token(Action("go"))
    assert signed(removal, signer) is removal
