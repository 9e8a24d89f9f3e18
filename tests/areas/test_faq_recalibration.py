"""A group's lines move its own limits: kept over a restart, as counts alone, and at no cost for ordinary talk."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.community import Group
from core.errors import StorageError
from core.events import Author, PlaceMoved
from core.faq.overheard import SAMPLED
from core.faq.recalibration import BINS, LOWER_AT_MOST
from core.faq.scores import store
from core.faq.scores.store import Kept
from core.ids import Address, EventId, PersonRef
from tests.house import AMARA, CHAT, COMMUNITY, DESK, DIEGO, GROUP, MIA, START, WEI, House, open_house

OTHER, SUPPORT = Address(CHAT, "-300"), Address(DESK, "support")
SEVERAL = replace(
    COMMUNITY, groups={at: Group(at, f"Harbour {number}", "en") for number, at in enumerate((GROUP, OTHER, SUPPORT))}
)
MINUTE = timedelta(minutes=1)
STRANGE = "how do I paint my boat with varnish?"
PENDING = "My transaction is pending for hours, why?"
DEV_SET = Path(__file__).parents[1] / "faq" / "dev_set.jsonl"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, community=SEVERAL) as opened:
        yield opened


async def rows(house: House) -> dict[tuple[str, str], tuple[float, float, dict[int, float]]]:
    """By place and language: lines seen, searched for, and the strangers among them by hundredths of the score."""
    kept = await house.database.read(lambda tx: store.latest(tx, 100))
    return {
        (row.at.place, row.language): (
            row.seen,
            row.searched,
            {place: count for place, count in enumerate(row.counts) if count},
        )
        for row in kept
    }


async def searched(house: House, at: Address = GROUP, language: str = "en") -> float:
    return (await rows(house)).get((at.place, language), (0, 0, {}))[1]


async def changes(house: House) -> int:
    return await house.database.write(lambda tx: int(tx.value("SELECT total_changes()")))


def bin_of(house: House, text: str) -> int:
    return int(house.library.lookup.find(text, "group").score * BINS)


def default(house: House) -> float:
    return house.library.lookup.calibration.limits["group"]["en"].answer


def between(house: House, low: float, high: float) -> str:
    """An English question whose best topic has a score between two limits."""
    for line in DEV_SET.read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        found = house.library.lookup.find(text, "group")
        if found.kind != "silent" and low <= found.score < high and found.language.locale == "en":
            return str(text)
    raise AssertionError("the development set has no such question")


def contents(folder: Path) -> list[bytes]:
    """Of the database and of what SQLite keeps beside it."""
    return [path.read_bytes() for path in folder.iterdir() if path.is_file()]


async def keep(folder: Path, *, strangers: dict[int, float], seen: float) -> None:
    """Counts of the first group, as if from before a restart."""
    async with open_house(folder, community=SEVERAL) as house:
        counts = tuple(strangers.get(place, 0.0) for place in range(BINS))
        row = Kept(GROUP, "en", START, house.library.lookup.calibration.checksum(), seen, 500.0, counts)
        await house.database.write(lambda tx: store.put(tx, [row]))


# What is counted and written


async def test_a_line_that_got_no_answer_is_counted_a_tick_later(house: House):
    await house.says(AMARA, STRANGE, GROUP)
    assert await rows(house) == {}

    await house.time_passes(MINUTE)

    assert await rows(house) == {("-100", "en"): (1, 1, {bin_of(house, STRANGE): 1})}


async def test_ordinary_talk_is_never_written_down_however_much_there_is(house: House):
    await house.time_passes(MINUTE)
    written = await changes(house)

    for _ in range(2 * SAMPLED):
        await house.says(AMARA, "nice weather today", GROUP)
        await house.says(WEI, "gm everyone", GROUP)
    await house.time_passes(2 * MINUTE)

    assert await changes(house) == written
    assert await rows(house) == {}


async def test_ordinary_talk_counts_once_there_is_something_to_write(house: House):
    for _ in range(2 * SAMPLED):
        await house.says(AMARA, "nice weather today", GROUP)
    await house.says(AMARA, STRANGE, GROUP)

    await house.time_passes(MINUTE)

    assert (await rows(house))["-100", "en"][:2] == (2 * SAMPLED + 1, 1)


async def test_scores_are_written_at_most_once_a_minute(house: House):
    await house.says(AMARA, STRANGE, GROUP)
    await house.time_passes(MINUTE)
    await house.says(WEI, STRANGE, GROUP)

    await house.time_passes(MINUTE / 4)
    soon = await searched(house)
    await house.time_passes(MINUTE)

    assert (soon, await searched(house)) == (1, 2)


async def test_nothing_is_written_when_nothing_was_counted_since(house: House):
    await house.says(AMARA, STRANGE, GROUP)
    await house.time_passes(MINUTE)
    written = await changes(house)

    await house.time_passes(5 * MINUTE)

    assert await changes(house) == written


async def test_scores_that_could_not_be_written_are_written_the_next_time(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    def refuse(tx: object, rows: object) -> None:
        raise StorageError("the disk is full")

    await house.says(AMARA, STRANGE, GROUP)
    with monkeypatch.context() as broken:
        broken.setattr(store, "put", refuse)
        with pytest.raises(StorageError):
            await house.time_passes(MINUTE)

    await house.time_passes(MINUTE)

    assert await searched(house) == 1


@pytest.mark.parametrize(
    ("who", "mentions"),
    [
        (MIA, False),
        (Author(person=PersonRef(CHAT, "9"), name="A bot", is_bot=True), False),
        (Author(person=PersonRef(CHAT, "8"), name="An admin of the group", is_privileged=True), False),
        (AMARA, True),
    ],
    ids=["staff", "a bot", "who runs the group", "asked by name"],
)
async def test_only_what_members_say_to_each_other_is_counted(house: House, who: Author, mentions: bool):
    await house.says(who, STRANGE, GROUP, mentions=mentions)
    await house.time_passes(MINUTE)

    assert await rows(house) == {}


async def test_no_word_of_what_was_said_is_in_the_files(tmp_path: Path):
    words = ["varnishing", "zanzibarian", "quokkas"]
    async with open_house(tmp_path) as house:
        for word in words:
            await house.says(AMARA, f"why is {word} such a thing?", GROUP)
            await house.says(AMARA, f"{word} again, haha", GROUP)
        await house.time_passes(MINUTE)
        assert await searched(house) == len(words)

        files = contents(tmp_path)

    files += contents(tmp_path)
    assert [word for word in words if any(word.encode() in content for content in files)] == []


# Restarts, moves, time


async def test_scores_go_on_after_a_restart(tmp_path: Path):
    async with open_house(tmp_path) as house:
        await house.says(AMARA, STRANGE, GROUP)
        await house.time_passes(MINUTE)

    async with open_house(tmp_path) as house:
        await house.says(AMARA, STRANGE, GROUP)
        await house.time_passes(MINUTE)

        assert await rows(house) == {("-100", "en"): (2, 2, {bin_of(house, STRANGE): 2})}


async def test_a_group_that_moved_goes_on_with_its_scores(house: House):
    new = Address(CHAT, "-100500")
    await house.says(AMARA, STRANGE, GROUP)
    await house.happens(PlaceMoved(id=EventId("moves"), when=house.clock.now(), old=GROUP, new=new))

    await house.says(AMARA, STRANGE, new)
    await house.time_passes(MINUTE)

    assert {place: one[1] for place, one in (await rows(house)).items()} == {("-100", "en"): 2}


async def test_a_thread_belongs_to_the_channel_that_it_is_in(house: House):
    await house.says(DIEGO, STRANGE, Address(DESK, "a thread"), within=SUPPORT)
    await house.says(DIEGO, STRANGE, SUPPORT)
    await house.time_passes(MINUTE)

    assert {key: one[1] for key, one in (await rows(house)).items()} == {("support", "en"): 2}


async def test_groups_that_are_silent_for_long_are_forgotten(house: House):
    await house.says(AMARA, STRANGE, GROUP)
    await house.time_passes(MINUTE)
    house.clock.pass_by(timedelta(days=50))
    await house.says(AMARA, STRANGE, OTHER)
    await house.time_passes(MINUTE)
    house.clock.pass_by(timedelta(days=41))

    gone = await house.engine.tidy()

    assert gone["scores"] == 1
    assert set(await rows(house)) == {("-300", "en")}
    await house.says(AMARA, STRANGE, GROUP)
    await house.time_passes(MINUTE)
    assert await searched(house) == 1


# What follows from it


async def test_a_group_of_idle_talk_gets_answers_that_another_group_does_not(tmp_path: Path):
    await keep(tmp_path, strangers={10: 500.0}, seen=5_000)
    async with open_house(tmp_path, community=SEVERAL) as house:
        nearly = between(house, default(house) - LOWER_AT_MOST, default(house))

        await house.says(AMARA, nearly, GROUP)
        await house.says(AMARA, nearly, OTHER)

        kinds = await house.sql("SELECT place, kind FROM faq_answer ORDER BY id")
        assert kinds == [("-100", "answer"), ("-300", "suggest")]


async def test_a_group_of_wrong_answers_is_offered_what_another_group_is_answered(tmp_path: Path):
    await keep(tmp_path, strangers={99: 50.0}, seen=500)
    async with open_house(tmp_path, community=SEVERAL) as house:
        likely = between(house, default(house), 0.989)

        await house.says(AMARA, likely, GROUP)
        await house.says(AMARA, likely, OTHER)

        kinds = await house.sql("SELECT place, kind FROM faq_answer ORDER BY id")
        assert kinds == [("-100", "suggest"), ("-300", "answer")]


@pytest.mark.parametrize(
    ("button", "strangers"), [("button-helped", 0), ("button-not-my-question", 1)], ids=["helped", "not helped"]
)
async def test_an_answer_counts_against_the_limit_only_when_it_was_the_wrong_one(
    house: House, button: str, strangers: int
):
    await house.says(AMARA, PENDING, GROUP)
    await house.time_passes(MINUTE)
    before = (await rows(house))["-100", "en"][2]

    await house.presses(AMARA, house.words(button), house.group()[-1])
    await house.time_passes(MINUTE)

    after = (await rows(house))["-100", "en"][2]
    assert (sum(before.values()), sum(after.values())) == (0, strangers)
    assert set(after) <= {bin_of(house, PENDING)}
