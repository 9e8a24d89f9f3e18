"""What is asked of the tables at every message, press and tick is found by an index, however many answers there are."""

from collections.abc import Callable

import pytest

from core.faq import store
from core.faq.waiting import store as waiting
from core.ids import MessageRef
from core.storage.db import Tx
from tests.house import GROUP, START, House

MESSAGE = MessageRef(GROUP, "1")
ASKED: list[tuple[str, Callable[[Tx], object]]] = [
    ("answered", lambda tx: store.answered_since(tx, GROUP, "tx.fees", "en", START)),
    ("standing", lambda tx: store.standing(tx, 7)),
    ("of-question", lambda tx: store.of_question(tx, MESSAGE)),
    ("said-in", lambda tx: store.said_in(tx, MESSAGE)),
    ("words", lambda tx: store.forget_words_before(tx, START, 500)),
    ("askers", lambda tx: store.forget_askers_before(tx, START, 500)),
    ("shielded", lambda tx: store.forget_shielded_before(tx, START, 500)),
    ("due", lambda tx: waiting.take_due(tx, START)),
    ("waiting", lambda tx: waiting.is_waiting(tx, MESSAGE)),
    ("drop", lambda tx: waiting.drop_waiting(tx, MESSAGE)),
]


@pytest.mark.parametrize("run", [run for _, run in ASKED], ids=[name for name, _ in ASKED])
async def test_no_table_is_read_from_end_to_end(house: House, run: Callable[[Tx], object]):
    seen: list[str] = []

    def plans(tx: Tx) -> list[str]:
        tx._connection.set_trace_callback(seen.append)
        run(tx)
        tx._connection.set_trace_callback(None)
        return [str(row["detail"]) for sql in seen for row in tx.all(f"EXPLAIN QUERY PLAN {sql}")]

    found = await house.database.write(plans)

    assert found
    assert [plan for plan in found if plan.startswith("SCAN") and "INDEX" not in plan] == []
