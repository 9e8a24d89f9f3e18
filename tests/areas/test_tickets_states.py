"""Tickets against a model: whatever people do, in whatever order, the rows keep their promises."""

import asyncio
import contextlib
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.buttons import ButtonSigner
from core.community import Policy
from core.effects import Action
from core.events import Author, ButtonPressed, CommandGiven, FormSubmitted, MessageReceived, PlaceKind
from core.ids import Address, EventId, MessageRef
from core.tickets.model import MOVES, Move, State, after
from tests.house import AMARA, DESK, MIA, OTTO, THIEF, WEI, House, open_house, private_with

MEMBERS, STAFF = (AMARA, WEI), (MIA, OTTO)
CATEGORIES = ("account", "legal")
ACTS = {"t-claim": Move.CLAIM, "t-reply": Move.STAFF_ANSWER, "t-close": Move.CLOSE, "t-reopen": Move.REOPEN}
WAITS = {State.NEW, State.OPEN}
LIVE = {State.NEW, State.OPEN, State.WAITING, State.ON_HOLD}
POST = Address(DESK, "cards")
numbers = st.integers(1, 3)


class Tickets(RuleBasedStateMachine):
    """The model knows each ticket's state; ``history`` is what the rows told before the last step."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = contextlib.AsyncExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        house = self.runner.run(self._opened(folder))
        key = self.runner.run(house.sql("SELECT value FROM fact WHERE key = 'button-key'"))
        self.house: House = house
        self.signer = ButtonSigner(bytes.fromhex(str(key[0][0])))
        self.states: dict[int, State] = {}
        self.history: list[tuple[object, ...]] = []
        self.count = 0

    async def _opened(self, folder: Path) -> House:
        policy = Policy(tickets_per_person=2)
        return await self.stack.enter_async_context(open_house(folder, policy=policy, delivers=False))

    def teardown(self) -> None:
        self.runner.run(self.stack.aclose())
        self.runner.close()

    def happens(self, event: ButtonPressed | CommandGiven | FormSubmitted | MessageReceived) -> None:
        self.runner.run(self.house.happens(event))

    def base(self, who: Author, at: Address) -> dict[str, object]:
        self.count += 1
        private = at == private_with(who)
        return {
            "id": EventId(f"walk:{self.count}"),
            "when": self.house.clock.now(),
            "at": at,
            "kind": PlaceKind.PRIVATE if private else PlaceKind.GROUP,
            "author": who,
        }

    def rows(self, query: str, *parameters: int) -> list[tuple[object, ...]]:
        return self.runner.run(self.house.sql(query, *parameters))

    def live(self, who: Author) -> dict[str, int]:
        rows = self.rows(
            "SELECT t.category, t.id FROM ticket t JOIN person p ON p.id = t.person WHERE p.external = ?"
            " AND t.state IN ('new', 'open', 'waiting', 'on-hold')",
            who.person.id,  # type: ignore[arg-type]
        )
        return {str(category): int(str(number)) for category, number in rows}

    @rule(who=st.sampled_from(MEMBERS), category=st.sampled_from(CATEGORIES))
    def asks_for_help(self, who: Author, category: str) -> None:
        before = self.live(who)
        token = self.signer.token(Action("t-cat"))
        values = {"description": "my coins never arrived"}
        form = FormSubmitted(**self.base(who, private_with(who)), token=token, choice=category, values=values)  # type: ignore[arg-type]

        self.happens(form)

        if category in before:
            number = before[category]
            self.states[number] = after(self.states[number], Move.MEMBER_WRITES) or self.states[number]
        elif len(before) < 2:
            self.states[len(self.states) + 1] = State.NEW

    @rule(who=st.sampled_from(MEMBERS), text=st.sampled_from(["anything new?", "thank you!", "still not here"]))
    def says(self, who: Author, text: str) -> None:
        base = self.base(who, private_with(who))
        before = self.read_states()
        ref = MessageRef(private_with(who), f"m{self.count}")

        self.happens(MessageReceived(**base, message=ref, text=text))  # type: ignore[arg-type]

        now = self.read_states()
        moved = {number for number in now if now[number] is not before[number]}
        assert len(moved) <= 1
        for number in moved:
            move = Move.MEMBER_WRITES if before[number] in LIVE else Move.REOPEN
            assert now[number] is after(before[number], move)
            assert move is Move.MEMBER_WRITES or text != "thank you!"
        self.states = now

    @precondition(lambda self: self.states)
    @rule(who=st.sampled_from(STAFF), act=st.sampled_from(sorted(ACTS)), number=numbers)
    def staff_act(self, who: Author, act: str, number: int) -> None:
        rivals = self.rows(
            "SELECT 1 FROM ticket t JOIN ticket o ON o.person = t.person AND o.category = t.category AND o.id <> t.id"
            " WHERE t.id = ? AND o.state IN ('new', 'open', 'waiting', 'on-hold')",
            number,
        )
        claimed = self.rows("SELECT 1 FROM ticket WHERE id = ? AND claimed_by IS NOT NULL", number)
        token = self.signer.token(Action(act, str(number)))
        base = self.base(who, POST)
        if act in ("t-claim", "t-reopen"):
            self.happens(ButtonPressed(**base, token=token))  # type: ignore[arg-type]
        else:
            self.happens(FormSubmitted(**base, token=token, values={"text": "we look into it"}))  # type: ignore[arg-type]

        refused = (act == "t-reopen" and rivals) or (act == "t-claim" and claimed)
        if number in self.states and not refused:
            self.states[number] = after(self.states[number], ACTS[act]) or self.states[number]

    @precondition(lambda self: self.states)
    @rule(act=st.sampled_from(sorted(ACTS)), number=numbers)
    def a_stranger_tries_the_same(self, act: str, number: int) -> None:
        token = self.signer.token(Action(act, str(number)))
        values = {"text": "give me your coins"}
        self.happens(FormSubmitted(**self.base(THIEF, POST), token=token, values=values))  # type: ignore[arg-type]

    @precondition(lambda self: self.states)
    @rule(who=st.sampled_from(STAFF), number=numbers)
    def releases(self, who: Author, number: int) -> None:
        token = self.signer.token(Action("t-release", str(number)))
        self.happens(ButtonPressed(**self.base(who, POST), token=token))  # type: ignore[arg-type]

    @rule(hours=st.sampled_from([1, 25, 24 * 8]))
    def time_passes(self, hours: int) -> None:
        self.runner.run(self.house.time_passes(timedelta(hours=hours)))

    def read_states(self) -> dict[int, State]:
        return {int(str(number)): State(str(state)) for number, state in self.rows("SELECT id, state FROM ticket")}

    @invariant()
    def rows_and_model_agree(self) -> None:
        assert self.read_states() == self.states

    @invariant()
    def history_only_grows_and_tells_every_change_by_the_table(self) -> None:
        history = self.rows("SELECT id, ticket, what, before, after FROM ticket_move ORDER BY id")
        assert history[: len(self.history)] == self.history
        self.history = history
        last: dict[object, object] = {}
        for _, ticket, what, before, then in history:
            if what in ("release", "priority"):
                continue
            if what == "open":
                assert ticket not in last
            else:
                assert last[ticket] == before
                assert MOVES[State(str(before)), Move(str(what))] == then
            last[ticket] = then
        assert {int(str(ticket)): state for ticket, state in last.items()} == self.states

    @invariant()
    def a_member_waits_exactly_while_it_is_the_staff_s_turn(self) -> None:
        for number, state, waits, ended in self.rows(
            "SELECT id, state, waiting_since IS NOT NULL, closed_at IS NOT NULL FROM ticket"
        ):
            assert bool(waits) is (State(str(state)) in WAITS), number
            assert bool(ended) is (State(str(state)) not in LIVE), number

    @invariant()
    def one_open_ticket_for_each_person_and_category(self) -> None:
        assert (
            self.rows(
                "SELECT person, category FROM ticket WHERE state IN ('new', 'open', 'waiting', 'on-hold')"
                " GROUP BY person, category HAVING count(*) > 1"
            )
            == []
        )

    @invariant()
    def nothing_failed_on_the_way(self) -> None:
        assert self.rows("SELECT kind, error FROM dead_event") == []

    @invariant()
    def at_most_one_question_is_planned_for_a_ticket_and_only_while_it_is_closed(self) -> None:
        planned = self.rows("SELECT ticket, count(*) FROM followup WHERE state = 'planned' GROUP BY ticket")
        for ticket, count in planned:
            assert count == 1
            assert self.states[int(str(ticket))] not in LIVE


TestTickets = Tickets.TestCase
TestTickets.settings = settings(
    max_examples=20, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
