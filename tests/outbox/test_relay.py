"""The relay: in order per lane, no lane in another's way, every end noted and told."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from core.channel import Delivery, Limit, Pace, Receipt
from core.effects import DeleteMessage, EditText, OpenRoom, SendText, Urgency
from core.errors import NeverDeliverable, PlaceHasMoved, RetryLater
from core.ids import Address, EventId, MessageRef, Noted, RoomName
from core.outbox import store
from core.outbox.relay import Relay
from core.storage.db import Database
from core.text.markup import Text
from tests.outbox.stage import NOW, TOY, Stage, ToyChannel, address, becomes_true, text, words_of

ROOM = RoomName("ticket:1:staff", TOY)
AT_ONCE = timedelta()


def opening(words: str = "opening", note: str = "") -> OpenRoom:
    return OpenRoom(room=ROOM, parent=address("forum"), title="one", text=Text(words), note=note)


async def test_a_place_gets_its_messages_in_order(stage: Stage) -> None:
    async with stage.running():
        for number in range(10):
            await stage.queue(text(f"a{number}", "1"), text(f"b{number}", "2"))
        await stage.settled()

    assert [words for words in stage.channel.words if words[0] == "a"] == [f"a{n}" for n in range(10)]
    assert [words for words in stage.channel.words if words[0] == "b"] == [f"b{n}" for n in range(10)]


async def test_what_was_queued_before_the_start_is_delivered_most_urgent_first(database: Database) -> None:
    stage = Stage(database)
    stage.relay = Relay(stage.channel, database, stage.outcomes, stage.clock, in_flight=1)
    await stage.queue(
        text("broadcast", "1", urgency=Urgency.BULK),
        text("card", "2", urgency=Urgency.STAFF),
        text("answer", "3"),
    )

    async with stage.running():
        await stage.settled()

    assert stage.channel.words == ["answer", "card", "broadcast"]


async def test_one_event_queues_its_effects_once(stage: Stage) -> None:
    def add(tx):
        return store.add(tx, cause=EventId("event"), effects=[text("once"), text("twice")], now=NOW)

    first = await stage.database.write(add)
    again = await stage.database.write(add)

    assert len(first) == 2
    assert again == []


async def test_a_waiting_lane_does_not_hold_up_the_others(stage: Stage) -> None:
    held = asyncio.Event()
    stage.channel.answers["held"] = [held]

    async with stage.running():
        await stage.queue(text("held", "1"), text("behind", "1"), text("other", "2"))
        await stage.channel.until(lambda: stage.channel.words == ["other"])
        held.set()
        await stage.settled()

    assert stage.channel.words == ["other", "held", "behind"]


async def test_a_failing_place_does_not_slow_the_rest(stage: Stage) -> None:
    stage.channel.answers["bad"] = [RetryLater(timedelta(hours=1), "no")]

    async with stage.running():
        await stage.queue(text("bad", "1"), text("behind", "1"))
        await stage.queue(*(text(f"good{number}", f"{number + 2}") for number in range(50)))
        await stage.channel.until(lambda: len(stage.channel.words) == 50)

    assert "behind" not in stage.channel.words
    assert list((await stage.states()).values()).count("waiting") == 2


async def test_a_flood_wait_uses_up_no_attempt(stage: Stage) -> None:
    stage.channel.answers["words"] = [RetryLater(AT_ONCE, "slow down", counts=False) for _ in range(20)]

    async with stage.running():
        await stage.queue(text("words"))
        await stage.settled()

    assert stage.channel.words == ["words"]
    assert {delivery.attempt for delivery in stage.channel.tried} == {1}
    assert {delivery.key for delivery in stage.channel.tried} == {"event-1#0"}


class OnePlaceFails(ToyChannel):
    """Refuses one text for ever; each refusal waits until as many others got through."""

    @property
    def refusals(self) -> int:
        return sum(words_of(delivery.effect) == "words" for delivery in self.tried)

    def has_refused(self, count: int) -> bool:
        return self.refusals == count

    async def deliver(self, delivery: Delivery) -> Receipt:
        if words_of(delivery.effect) != "words":
            return await super().deliver(delivery)
        self.tried.append(delivery)
        self.changed.set()
        count = self.refusals
        await self.until(lambda: len(self.delivered) >= count)
        raise RetryLater(AT_ONCE, "not now")


async def test_after_eight_attempts_a_delivery_has_failed_while_others_get_through(database: Database) -> None:
    channel = OnePlaceFails()
    stage = Stage(database, channel)

    async with stage.running():
        await stage.queue(text("words", "1", note="a.b:1"))
        for count in range(1, 9):
            await channel.until(partial(channel.has_refused, count))
            await stage.queue(text(f"other{count}", "2"))
        await stage.settled()

    assert channel.refusals == 8
    assert stage.outcomes.ends == [("a.b:1", "failed", "attempts: not now")]


async def test_an_outage_uses_up_no_attempts_however_long_it_lasts(stage: Stage) -> None:
    stage.channel.answers["words"] = [RetryLater(AT_ONCE, "status 502") for _ in range(40)]

    async with stage.running():
        await stage.queue(text("words", note="a.b:1"))
        await stage.settled()

    assert stage.channel.words == ["words"]
    assert stage.outcomes.ends == [("a.b:1", "sent", "")]


async def test_a_fault_of_ours_is_given_up_after_eight_attempts_though_nothing_else_gets_through(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.outbox.courier.back_off", lambda attempt: AT_ONCE)
    stage.channel.answers["words"] = [KeyError("words") for _ in range(20)]

    async with stage.running():
        await stage.queue(text("words", note="a.b:1"))
        await stage.settled()

    assert len(stage.channel.tried) == 8
    assert stage.outcomes.ends == [("a.b:1", "failed", "attempts: KeyError")]


async def test_what_can_never_arrive_fails_at_once_and_the_lane_goes_on(stage: Stage) -> None:
    stage.channel.answers["bad"] = [NeverDeliverable("blocked", "by the user")]

    async with stage.running():
        await stage.queue(text("bad"), text("next"))
        await stage.settled()

    assert stage.channel.words == ["next"]
    assert stage.outcomes.ends == [("", "failed", "blocked: by the user")]


async def test_a_limit_of_the_whole_channel_holds_every_lane(stage: Stage) -> None:
    stage.channel.answers["first"] = [RetryLater(timedelta(hours=1), "flood", whole_channel=True, counts=False)]

    async with stage.running():
        await stage.queue(text("first", "1"))
        await stage.channel.until(lambda: len(stage.channel.tried) == 1)

        async def is_handed_back() -> bool:
            return await stage.database.read(lambda tx: tx.value("SELECT error FROM outbox")) is not None

        await becomes_true(is_handed_back)
        await stage.queue(text("second", "2"))
        await stage.database.write(lambda tx: None)

    assert stage.channel.words == []
    assert len(stage.channel.tried) == 1


async def test_a_moved_place_is_followed_from_then_on(stage: Stage) -> None:
    stage.channel.answers["one"] = [PlaceHasMoved("new")]

    async with stage.running():
        await stage.queue(text("one", "old"), text("two", "old"))
        await stage.settled()

    places = [d.effect.to for d in stage.channel.delivered if isinstance(d.effect, SendText)]
    assert places == [address("new"), address("new")]


async def test_an_expired_effect_is_not_sent_and_its_end_is_told(stage: Stage) -> None:
    async with stage.running():
        await stage.queue(text("late", note="a.b:1", expires_at=NOW), text("fresh"))
        await stage.settled()

    assert stage.channel.words == ["fresh"]
    assert stage.outcomes.ends == [("a.b:1", "expired", "")]


async def test_a_message_for_later_is_in_nobodys_way(stage: Stage) -> None:
    async with stage.running():
        await stage.queue(text("tomorrow", not_before=NOW + timedelta(days=1)), text("now"))
        await stage.channel.until(lambda: stage.channel.words == ["now"])

    assert sorted((await stage.states()).values()) == ["sent", "waiting"]


async def test_messages_to_a_room_wait_until_it_is_open(stage: Stage) -> None:
    async with stage.running():
        await stage.queue(opening(note="t.card:1"), text("inside", ROOM), text("more", ROOM))
        await stage.settled()

    assert stage.channel.words == ["opening", "inside", "more"]
    assert isinstance(stage.channel.delivered[1].effect, SendText)
    assert stage.channel.delivered[1].effect.to == Address(TOY, "room-1")
    assert await stage.database.read(lambda tx: store.room_at(tx, ROOM.name)) == Address(TOY, "room-1")
    noted = await stage.database.read(lambda tx: store.noted(tx, "t.card:1"))
    assert noted == MessageRef(Address(TOY, "room-1"), "1")


async def test_a_room_is_not_opened_twice(stage: Stage) -> None:
    async with stage.running():
        await stage.queue(opening("first"))
        await stage.queue(opening("second", note="again"))
        await stage.settled()

    assert stage.channel.words == ["first"]
    assert stage.outcomes.ends == [("again", "sent", "")]


async def test_what_is_addressed_to_nothing_fails_with_its_reason(stage: Stage) -> None:
    gone = Noted("never.sent:1")

    async with stage.running():
        await stage.queue(text("lost", ROOM), EditText(to=address("1"), target=gone, text=Text("new"), note="edit"))
        await stage.settled()

    assert sorted(stage.outcomes.ends) == [("", "failed", "room-missing"), ("edit", "failed", "not-found")]


async def test_a_reply_whose_anchor_never_was_is_sent_without_it(stage: Stage) -> None:
    async with stage.running():
        await stage.queue(
            SendText(to=address("1"), text=Text("answer"), reply_to=Noted("never.sent:1")),
        )
        await stage.settled()

    assert isinstance(stage.channel.delivered[0].effect, SendText)
    assert stage.channel.delivered[0].effect.reply_to is None


async def test_a_removal_waits_for_the_message_that_is_still_on_its_way(stage: Stage) -> None:
    held = asyncio.Event()
    stage.channel.answers["soon"] = [held]

    async with stage.running():
        await stage.queue(text("soon", note="a.b:1"), DeleteMessage(target=Noted("a.b:1"), channel=TOY, note="remove"))
        await stage.channel.until(lambda: len(stage.channel.tried) == 1)
        held.set()
        await stage.settled()

    assert stage.channel.words == ["soon", "DeleteMessage"]
    assert ("remove", "sent", "") in stage.outcomes.ends


async def test_an_outcome_may_queue_more_in_the_same_transaction(stage: Stage) -> None:
    stage.outcomes.answer["a.b:1"] = [text("follow", "2")]

    async with stage.running():
        await stage.queue(text("first", note="a.b:1"))
        await stage.settled()

    assert stage.channel.words == ["first", "follow"]


async def test_never_more_at_once_than_allowed_and_room_is_left_beside_broadcasts(
    database: Database,
) -> None:
    stage = Stage(database)
    held = asyncio.Event()
    for number in range(40):
        stage.channel.answers[f"bulk{number}"] = [held]

    async with stage.running():
        await stage.queue(*(text(f"bulk{n}", f"{n}", urgency=Urgency.BULK) for n in range(40)))
        await stage.channel.until(lambda: stage.channel.at_once == 12)
        await stage.queue(text("answer", "99"))
        await stage.channel.until(lambda: stage.channel.words == ["answer"])
        held.set()
        await stage.settled()

    assert stage.channel.most_at_once <= 16
    assert len(stage.channel.words) == 41


async def test_the_pace_of_a_channel_is_kept(database: Database) -> None:
    stage = Stage(database, ToyChannel(pace=Pace(overall=(Limit(5, timedelta(hours=1)),))))

    async with stage.running():
        await stage.queue(*(text(str(number), str(number)) for number in range(9)))
        await stage.channel.until(lambda: len(stage.channel.words) == 5)

    assert len(stage.channel.tried) == 5
