"""What is remembered of the talk in groups: who wrote, whom staff answered, which questions are ours; and no more."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from core import talk as talk_module
from core.community import Community, Official, Role
from core.events import Author, MessageReceived, PlaceKind
from core.ids import Address, ChannelName, EventId, MessageRef, PersonRef
from core.talk import Asked, Talk

CHAT = ChannelName("chat")
GROUP = Address(CHAT, "-100")
NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
AMARA = Author(person=PersonRef(CHAT, "42"), name="Amara")
WEI = Author(person=PersonRef(CHAT, "43"), name="Wei")
MIA = Author(person=PersonRef(CHAT, "1"), name="Mia")
COMMUNITY = Community("Harbour", people=(Official("Mia", Role.HELPER, (MIA.person,)),))


@pytest.fixture
def talk() -> Talk:
    return Talk(COMMUNITY)


def said(
    who: Author, number: str, *, at: Address = GROUP, reply_to: str | None = None, when: datetime = NOW
) -> MessageReceived:
    return MessageReceived(
        id=EventId(number),
        when=when,
        at=at,
        kind=PlaceKind.GROUP,
        author=who,
        message=MessageRef(at, number),
        text="words",
        reply_to=MessageRef(at, reply_to) if reply_to else None,
    )


def question(number: str = "1") -> MessageRef:
    return MessageRef(GROUP, number)


def test_staff_who_reply_to_a_message_have_answered_it(talk: Talk):
    talk.hears(said(AMARA, "1"))
    talk.hears(said(MIA, "2", reply_to="1"))

    assert talk.is_in_good_hands(question(), AMARA.person.id, NOW)


def test_a_message_that_was_never_heard_counts_when_staff_reply_to_it(talk: Talk):
    talk.hears(said(MIA, "2", reply_to="1"))

    assert talk.is_in_good_hands(question(), AMARA.person.id, NOW)


@pytest.mark.parametrize(("later", "kept"), [(timedelta(seconds=120), True), (timedelta(seconds=121), False)])
def test_whoever_staff_spoke_to_is_left_to_them_for_two_minutes(talk: Talk, later: timedelta, kept: bool):
    talk.hears(said(AMARA, "1"))
    talk.hears(said(MIA, "2", reply_to="1"))

    assert talk.is_in_good_hands(question("3"), AMARA.person.id, NOW + later) is kept
    assert not talk.is_in_good_hands(question("4"), WEI.person.id, NOW + later)


def test_the_same_person_elsewhere_is_not_in_good_hands(talk: Talk):
    talk.hears(said(AMARA, "1"))
    talk.hears(said(MIA, "2", reply_to="1"))
    elsewhere = MessageRef(Address(CHAT, "-200"), "3")

    assert not talk.is_in_good_hands(elsewhere, AMARA.person.id, NOW)


def test_an_edit_changes_neither_the_time_nor_the_writer_of_a_message(talk: Talk):
    talk.hears(said(AMARA, "1"))
    later = said(AMARA, "1", when=NOW + timedelta(minutes=3))

    talk.hears(msgspec.structs.replace(later, edited=True))

    assert not talk.is_young(msgspec.structs.replace(later, edited=True))


def test_messages_places_and_questions_are_forgotten_oldest_first(talk: Talk, monkeypatch: pytest.MonkeyPatch):
    for limit in ("_MESSAGES", "_PLACES", "_STAFF", "_FOLLOWED"):
        monkeypatch.setattr(talk_module, limit, 3)

    for number in range(10):
        talk.hears(said(AMARA, f"a{number}"))
        talk.hears(said(AMARA, "1", at=Address(CHAT, f"-{number}")))
        talk.hears(said(MIA, f"b{number}", reply_to=f"a{number}"))
        talk.follow(Asked(question(f"a{number}"), NOW))
        talk.answered_in(question(f"ours{number}"), NOW)

    kept = [len(talk._said), len(talk._staff_replied), len(talk._staff_spoke_to), len(talk._asked), len(talk._ours)]
    assert max(kept) == 3
    assert max(len(said) for said in talk._said.values()) < 6
    assert talk.is_asked(question("a9"))
    assert not talk.is_asked(question("a6"))


def test_questions_are_followed_for_two_days(talk: Talk):
    talk.follow(Asked(question("1"), NOW))

    talk.follow(Asked(question("2"), NOW + timedelta(hours=48, seconds=1)))

    assert not talk.is_asked(question("1"))
    assert talk.is_asked(question("2"))


def test_a_question_that_is_over_is_of_no_concern_any_more(talk: Talk):
    talk.follow(Asked(question(), NOW, asker=AMARA.person.id))

    talk.follow(Asked(question(), NOW, over=True))

    assert not talk.concerns(said(WEI, "2", reply_to="1"))
    assert not talk.is_asked(question())


def test_a_program_that_replies_helps_nobody(talk: Talk):
    talk.follow(Asked(question(), NOW, asker=AMARA.person.id))
    robot = msgspec.structs.replace(WEI, is_bot=True)

    assert talk.helps(said(WEI, "2", reply_to="1")) == [question()]
    assert talk.helps(said(robot, "3", reply_to="1")) == []
