"""What is forgotten, when, and that nothing else is."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.community import Policy
from core.storage.db import Database
from core.tidying import service as tidying
from tests.house import AMARA, DIEGO, GROUP, MIA, START, THIEF, WEI, House, open_house

ASKS = "please send me your 12 word seed phrase now to validate your wallet"
SHORT = Policy(keep_sent_payloads=timedelta(days=7), keep_evidence=timedelta(days=90), keep_tickets=timedelta(days=180))


@pytest.fixture
async def keeping(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, policy=SHORT) as opened:
        yield opened


async def count(house: House, table: str) -> int:
    return int(str((await house.sql(f"SELECT count(*) FROM {table}"))[0][0]))


async def everything(house: House) -> dict[str, int]:
    tables = ("ticket", "ticket_entry", "ticket_move", "followup", "scam_case", "person", "faq_answer", "dialog")
    return {table: await count(house, table) for table in tables}


async def test_tidying_a_house_in_use_forgets_nothing(keeping: House):
    await keeping.opens_ticket()
    await keeping.commands(MIA, "close", await keeping.room_at(1))
    await keeping.opens_ticket(WEI, words="登录不了")
    await keeping.says(THIEF, ASKS, GROUP)
    await keeping.commands(THIEF, "support", words="give me my money")
    kept, words = await everything(keeping), await keeping.sql("SELECT payload FROM outbox")

    gone = await keeping.engine.tidy()

    assert set(gone.values()) == {0}
    assert await everything(keeping) == kept
    assert await keeping.sql("SELECT payload FROM outbox") == words


@pytest.mark.parametrize(
    ("after", "kind"),
    [(timedelta(days=7, seconds=1), "seen"), (timedelta(days=7, seconds=1), "payloads"), (timedelta(days=91), "cases")],
    ids=["seen events", "words sent", "evidence"],
)
async def test_each_thing_is_forgotten_after_its_own_time(keeping: House, after: timedelta, kind: str):
    await keeping.says(THIEF, ASKS, GROUP)
    keeping.clock.pass_by(after)

    gone = await keeping.engine.tidy()
    again = await keeping.engine.tidy()

    assert gone[kind] > 0
    assert set(again.values()) == {0}


async def test_a_ticket_is_forgotten_with_everything_said_in_it_and_an_open_one_is_not(keeping: House):
    await keeping.opens_ticket()
    await keeping.commands(MIA, "close", await keeping.room_at(1))
    await keeping.opens_ticket(WEI, words="登录不了")
    keeping.clock.pass_by(timedelta(days=181))

    gone = await keeping.engine.tidy()

    assert gone["tickets"] == 1
    assert await keeping.sql("SELECT id FROM ticket") == [(2,)]
    assert await keeping.sql("SELECT DISTINCT ticket FROM ticket_entry") == [(2,)]
    assert await keeping.sql("SELECT DISTINCT ticket FROM ticket_move") == [(2,)]
    assert await count(keeping, "followup") == 0
    assert b"My coins never arrived" not in b"".join(
        str(row).encode() for row in await keeping.sql("SELECT payload FROM outbox")
    )


async def test_words_carried_along_are_forgotten_when_nobody_went_on(keeping: House):
    await keeping.commands(AMARA, "support", words="my coins are gone")
    keeping.clock.pass_by(timedelta(days=1, seconds=1))

    gone = await keeping.engine.tidy()

    assert gone["dialogs"] == 1
    assert await count(keeping, "dialog") == 0


async def test_words_that_wait_to_be_sent_are_never_forgotten(tmp_path: Path):
    async with open_house(tmp_path, delivers=False) as stopped:
        await stopped.commands(AMARA, "help")
        stopped.clock.pass_by(timedelta(days=30))

        await stopped.engine.tidy()

        assert await stopped.sql("SELECT payload = '' FROM outbox") == [(0,)]


async def test_what_was_put_aside_is_forgotten_with_its_words(keeping: House):
    await keeping.database.write(
        lambda tx: tx.run("CREATE TRIGGER broken BEFORE INSERT ON faq_answer BEGIN SELECT RAISE (ABORT, 'broken'); END")
    )
    await keeping.says(AMARA, "My transaction is pending for hours, why?")
    assert await count(keeping, "dead_event") == 1
    keeping.clock.pass_by(timedelta(days=91))

    assert (await keeping.engine.tidy())["dead"] == 1
    assert await count(keeping, "dead_event") == 0


async def test_nothing_only_grows(keeping: House):
    await keeping.says(AMARA, "My transaction is pending for hours, why?")
    await keeping.opens_ticket(WEI, words="登录不了")
    await keeping.commands(MIA, "close", await keeping.room_at(1))
    await keeping.opens_thread(DIEGO)
    thread = await keeping.room_at(2, "member")
    await keeping.says(DIEGO, "and more", thread)
    await keeping.commands(MIA, "close", await keeping.room_at(2))
    await keeping.says(THIEF, ASKS, GROUP)

    keeping.clock.pass_by(timedelta(days=400))
    await keeping.engine.tidy()

    tables = ("outbox", "sent_message", "room", "person", "faq_answer", "seen_event", "dead_event", "scam_case")
    assert {table: await count(keeping, table) for table in tables} == dict.fromkeys(tables, 0)
    assert await keeping.sql("SELECT key FROM fact WHERE key LIKE 'last:%'") == []
    assert not keeping.engine.listens_to(thread, private=False)


async def test_a_room_outlives_its_ticket_so_that_who_writes_there_can_be_answered(keeping: House):
    await keeping.opens_thread(DIEGO)
    thread = await keeping.room_at(1, "member")
    await keeping.commands(MIA, "close", await keeping.room_at(1))
    keeping.clock.pass_by(timedelta(days=181))

    gone = await keeping.engine.tidy()

    assert (gone["tickets"], gone["rooms"]) == (1, 0)
    assert keeping.engine.listens_to(thread, private=False)


async def test_what_an_old_but_open_ticket_needs_is_kept(keeping: House):
    await keeping.opens_ticket()
    keeping.clock.pass_by(timedelta(days=400))

    await keeping.engine.tidy()
    await keeping.commands(MIA, "close", await keeping.room_at(1))

    card = (await keeping.room(1))[0]
    assert keeping.words("state-closed") in card.text, "the card of the beginning can still be changed"
    assert await count(keeping, "person") >= 1


async def test_tidying_takes_small_steps_so_that_nobody_waits_long(keeping: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tidying, "STEP", 5)
    events = [(f"e{number}", 0) for number in range(23)]
    await keeping.database.write(lambda tx: tx.many("INSERT INTO seen_event (id, at) VALUES (?, ?)", events))
    steps: list[int] = []
    write = Database.write

    async def counted(database, work):
        def watched(tx):
            before = tx.value("SELECT total_changes()")
            done = work(tx)
            steps.append(tx.value("SELECT total_changes()") - before)
            return done

        return await write(database, watched)

    monkeypatch.setattr(Database, "write", counted)

    gone = await tidying.tidy(keeping.database, START, SHORT)

    assert gone.counts["seen"] == 23
    assert max(steps) == 5
    assert await count(keeping, "seen_event") == 0
