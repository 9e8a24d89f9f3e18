"""Recorded joins, departures, rights and migrations, and the events they tell."""

from typing import Any

import pytest

from core.events import BotReach, MemberJoined, MemberLeft, PlaceKind, PlaceMoved
from core.ids import Address, PersonRef
from tests.adapters.telegram_recorded import (
    ANN,
    BELL,
    CHANNEL,
    GROUP,
    HERE,
    OLGA,
    PRIVATE,
    only,
    told,
)


def member(status: str, user: dict[str, Any] = ANN, **more: Any) -> dict[str, Any]:
    return {"status": status, "user": user} | more


def change(kind: str, old: dict[str, Any], new: dict[str, Any], **more: Any) -> tuple[Any, ...]:
    fields = {
        "chat": GROUP,
        "from": OLGA,
        "date": 1_700_000_000,
        "old_chat_member": old,
        "new_chat_member": new,
    }
    return told(kind, **(fields | more))


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (member("left"), member("member"), [MemberJoined]),
        (member("kicked", until_date=0), member("member"), [MemberJoined]),
        (member("left"), member("restricted", is_member=True), [MemberJoined]),
        (member("member"), member("left"), [MemberLeft]),
        (member("member"), member("kicked", until_date=0), [MemberLeft]),
        (member("member"), member("administrator"), []),
        (member("member"), member("restricted", is_member=True), []),
        (member("left"), member("restricted", is_member=False), []),
        (member("left", BELL), member("member", BELL), []),
    ],
)
def test_changes_of_membership(old, new, kinds):
    assert [type(event) for event in change("chat_member", old, new)] == kinds


def test_a_join_has_the_same_id_in_its_service_message():
    by_update = only(change("chat_member", member("left"), member("member")))
    by_service, second = told(new_chat_members=[ANN, OLGA, BELL])

    assert by_update.id == by_service.id
    assert by_service.id != second.id


def test_a_departure_has_the_same_id_in_its_service_message():
    by_update = only(change("chat_member", member("member"), member("left")))

    assert only(told(left_chat_member=ANN)).id == by_update.id


def test_our_rights_in_a_group():
    promoted = member(
        "administrator", BELL, can_delete_messages=True, can_restrict_members=True, can_manage_topics=False
    )
    event = only(change("my_chat_member", member("member", BELL), promoted))

    assert isinstance(event, BotReach)
    assert (event.present, event.title) == (True, "Harbour")
    assert event.rights == {"write", "delete", "restrict", "ban"}


@pytest.mark.parametrize(
    ("state", "present", "rights"),
    [
        (member("creator", BELL), True, {"write", "delete", "restrict", "ban", "rooms"}),
        (member("member", BELL), True, {"write"}),
        (member("restricted", BELL, is_member=True, can_send_messages=False), True, set()),
        (member("restricted", BELL, is_member=True, can_send_messages=True), True, {"write"}),
        (member("left", BELL), False, set()),
        (member("kicked", BELL), False, set()),
    ],
)
def test_our_reach(state, present, rights):
    event = only(change("my_chat_member", member("member", BELL), state))

    assert (event.present, event.rights) == (present, rights)


@pytest.mark.parametrize(("status", "present"), [("kicked", False), ("member", True)])
def test_a_person_blocks_and_returns(status, present):
    private = {"chat": PRIVATE, "from": ANN}
    event = only(change("my_chat_member", member("member", BELL), member(status, BELL), **private))

    assert (event.present, event.kind, event.title) == (present, PlaceKind.PRIVATE, "Ann Lee")
    assert event.person == PersonRef(CHANNEL, "7")


def test_a_migration_has_one_id_in_both_chats():
    old = only(told(chat={"id": -55, "type": "group", "title": "Small"}, migrate_to_chat_id=-1001))
    new = only(told(migrate_from_chat_id=-55))

    assert isinstance(old, PlaceMoved)
    assert (old.id, old.old, old.new) == (new.id, Address(CHANNEL, "-55"), HERE)
    assert (new.old, new.new) == (old.old, old.new)
