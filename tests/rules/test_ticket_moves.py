"""The table of a ticket's moves: what it allows, what it refuses, and that no ticket is ever stuck."""

import pytest

from core.ids import TicketId
from core.tickets.model import LIVE, MOVES, Move, State, after, member_room, staff_room, ticket_of_room


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_what_is_not_in_the_table_is_refused(state, move):
    assert after(state, move) == MOVES.get((state, move))


@pytest.mark.parametrize("state", sorted(LIVE))
def test_every_live_ticket_can_be_answered_written_to_and_closed(state):
    assert after(state, Move.STAFF_ANSWER) is State.WAITING
    assert after(state, Move.MEMBER_WRITES) in LIVE
    assert after(state, Move.CLOSE) is State.CLOSED


@pytest.mark.parametrize("state", sorted(set(State) - LIVE))
@pytest.mark.parametrize("move", [Move.CLAIM, Move.STAFF_ANSWER, Move.MEMBER_WRITES, Move.HOLD])
def test_an_ended_ticket_takes_nothing_until_it_is_reopened(state, move):
    assert after(state, move) is None
    assert after(state, Move.REOPEN) is State.OPEN


@pytest.mark.parametrize("state", sorted(LIVE))
def test_a_live_ticket_cannot_be_reopened(state):
    assert after(state, Move.REOPEN) is None


def test_every_state_is_reached_from_a_new_ticket():
    reached, waiting = {State.NEW}, [State.NEW]
    while waiting:
        state = waiting.pop()
        for move in Move:
            then = after(state, move)
            if then is not None and then not in reached:
                reached.add(then)
                waiting.append(then)

    assert reached == set(State)


@pytest.mark.parametrize(
    ("room", "found"),
    [
        (member_room(TicketId(17)), (17, "member")),
        (staff_room(TicketId(17)), (17, "staff")),
        ("ticket:x:staff", None),
        ("ticket:17", None),
        ("panel:1:staff", None),
        ("", None),
    ],
)
def test_a_room_names_its_ticket_and_side(room, found):
    assert ticket_of_room(room) == found
