"""Who is staff and which place is ours: by ids alone, never by names."""

import pytest

from core.community import Community, Group, Official, Role
from core.events import Author
from core.ids import Address, ChannelName, PersonRef

CHAT, DESK = ChannelName("chat"), ChannelName("desk")
MEI = Official("Mei", Role.MODERATOR, (PersonRef(CHAT, "1"), PersonRef(DESK, "900")))
GROUP = Address(CHAT, "-100")
FORUM = Address(DESK, "forum")
CARDS = Address(DESK, "cards")
COMMUNITY = Community(
    "Harbour",
    people=(MEI,),
    roles={(DESK, "r-lead"): Role.LEAD, (DESK, "r-help"): Role.HELPER},
    groups={GROUP: Group(GROUP, "Harbour")},
    staff_rooms=(CARDS,),
    ticket_forum=FORUM,
    whole_channels=frozenset({DESK}),
)


def author(channel: ChannelName, id: str, *roles: str, name: str = "x") -> Author:
    return Author(person=PersonRef(channel, id), name=name, roles=frozenset(roles))


@pytest.mark.parametrize(
    ("who", "role"),
    [
        (author(CHAT, "1"), Role.MODERATOR),
        (author(DESK, "900"), Role.MODERATOR),
        (author(DESK, "900", "r-lead"), Role.LEAD),
        (author(DESK, "5", "r-help", "r-lead"), Role.LEAD),
        (author(CHAT, "5", "r-lead"), Role.MEMBER),
        (author(CHAT, "900"), Role.MEMBER),
        (author(CHAT, "2", name="Mei"), Role.MEMBER),
    ],
    ids=[
        "one account",
        "other account",
        "role is higher",
        "best role",
        "role of another platform",
        "id of another",
        "name",
    ],
)
def test_a_role_comes_from_ids_of_the_same_platform(who, role):
    assert COMMUNITY.role_of(who) is role


def test_a_topic_belongs_to_its_group():
    assert COMMUNITY.group(Address(CHAT, "-100", "5"), {}) is COMMUNITY.groups[GROUP]


def test_a_group_is_known_under_its_new_number():
    assert COMMUNITY.group(Address(CHAT, "-200"), {"-200": "-100"}) is COMMUNITY.groups[GROUP]
    assert COMMUNITY.covers(Address(CHAT, "-200"), {"-200": "-100"})


@pytest.mark.parametrize(
    ("at", "covered"),
    [(GROUP, True), (Address(CHAT, "-999"), False), (Address(DESK, "anything"), True)],
    ids=["listed", "unlisted", "whole channel"],
)
def test_a_place_is_ours_when_listed_or_on_a_channel_that_is_all_ours(at, covered):
    assert COMMUNITY.covers(at, {}) is covered


def test_staff_places_are_the_staff_rooms_and_the_forum():
    assert COMMUNITY.is_staff_place(CARDS)
    assert COMMUNITY.is_staff_place(FORUM)
    assert not COMMUNITY.is_staff_place(GROUP)
