"""When interactions are acknowledged: after the commit, in time, once, and before every answer."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.discord import interactions
from bots.playground.discord_interactions import Interaction
from bots.playground.faults import DropAfter, DropBefore, Garbage, Hold, HttpError
from core.channel import Handled
from core.effects import Action, Answer, Button, Controls, SendText
from core.errors import NeverDeliverable
from core.events import ButtonPressed, CommandGiven
from core.ids import ChannelName
from core.text.markup import Text
from tests.adapters.discord_stage import Stage, discord_stage, patient

CALLBACK = "POST /interactions/*/*/callback"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with discord_stage(tmp_path / "pack") as opened:
        await opened.world.until(lambda: len(opened.world.applications[opened.bot.id].commands) > 5)
        yield opened


async def panel(stage: Stage, *, form: str | None = None) -> int:
    """A message of ours with a button; its id."""
    controls = Controls(((Button(label="Ask", action=Action("ask"), token="b-a-ask_mac", form=form),),))
    receipt = await stage.deliver(SendText(to=stage.at, text=Text("panel"), controls=controls), key=f"{form}")
    assert receipt.message is not None
    return int(receipt.message.id)


def answer(caller: str, text: str) -> Answer:
    return Answer(channel=ChannelName("discord"), caller=caller, text=Text(text), private=True)


def seen(interaction: Interaction) -> list[str]:
    return [message.content for message in interaction.messages]


def first_answers(stage: Stage, *, refused: bool = False) -> int:
    return len(stage.requests("POST", "/interactions/*/*/callback", refused=refused))


def webhook_calls(stage: Stage, *, refused: bool = False) -> int:
    """Follow-ups, and changes of the first answer."""
    return sum(len(stage.requests(method, "/webhooks/*", refused=refused)) for method in ("POST", "PATCH", "DELETE"))


async def asked_by(stage: Stage, way: str) -> tuple[Interaction, str]:
    """A command or a press that has reached the core; and the caller to answer."""
    if way == "command":
        asked = stage.world.command(stage.bob.id, stage.general.id, "status")
        return asked, (await stage.intake.next(CommandGiven)).caller or ""
    asked = stage.world.press(stage.bob.id, await panel(stage), "-|b-a-ask_mac")
    return asked, (await stage.intake.next(ButtonPressed)).caller or ""


@pytest.fixture
def patient_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the computer is, the core counts as quick."""
    monkeypatch.setattr(interactions, "_COMMIT_BUDGET", 60.0)


@pytest.fixture
def hasty_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """However quick the computer is, the core counts as slow."""
    monkeypatch.setattr(interactions, "_COMMIT_BUDGET", 0.0)


@pytest.mark.parametrize("slow", ["command", "button", "form"])
async def test_a_core_that_hangs_does_not_make_the_interaction_fail(stage: Stage, slow: str) -> None:
    message = await panel(stage)
    form = await panel(stage, form="ticket") if slow == "form" else 0
    stage.intake.gate.clear()

    if slow == "command":
        asked = stage.world.command(stage.bob.id, stage.general.id, "status")
    elif slow == "button":
        asked = stage.world.press(stage.bob.id, message, "-|b-a-ask_mac")
    else:
        opened = stage.world.press(stage.bob.id, form, "ticket|b-a-ask_mac")
        await opened.wait()
        asked = stage.world.submit(opened, {"description": "no deposit"})

    assert await asked.wait(acknowledged=True) == "deferred"
    stage.intake.gate.set()


async def test_a_person_learns_that_the_core_failed(stage: Stage) -> None:
    stage.intake.failures = 1

    asked = stage.world.command(stage.bob.id, stage.general.id, "status")
    await asked.wait()

    assert seen(asked) == ["error-try-again en"]


async def test_a_person_learns_that_what_they_asked_was_put_aside(stage: Stage) -> None:
    stage.intake.handled = Handled.DEAD

    asked = stage.world.command(stage.bob.id, stage.general.id, "status")
    await asked.wait()

    assert seen(asked) == ["error-try-again en"]


async def test_a_person_learns_that_a_slow_core_failed(stage: Stage, hasty_person: None) -> None:
    stage.intake.failures = 1
    stage.intake.gate.clear()
    asked = stage.world.command(stage.bob.id, stage.general.id, "status")
    await asked.wait(acknowledged=True)

    stage.intake.gate.set()
    await asked.wait()

    assert seen(asked) == ["error-try-again en"]
    assert first_answers(stage) == 1


@pytest.mark.parametrize("way", ["command", "button"])
async def test_nothing_is_acknowledged_before_it_is_committed(stage: Stage, way: str, patient_person: None) -> None:
    stage.intake.gate.clear()
    asked, _ = await asked_by(stage, way)
    before = (asked.state, first_answers(stage))

    stage.intake.gate.set()
    await asked.wait(acknowledged=True)

    assert before == ("waiting", 0)
    assert (asked.state, first_answers(stage)) == ("deferred", 1)


async def test_what_arrives_too_late_is_not_handled(stage: Stage) -> None:
    message = await panel(stage)
    late = stage.world.press(stage.bob.id, message, "-|b-a-ask_mac")
    stage.clock.ahead += timedelta(seconds=4)
    in_time = stage.world.press(stage.bob.id, message, "-|b-a-ask_mac")

    await in_time.wait(acknowledged=True)
    await stage.disconnect()

    assert (late.state, in_time.state) == ("failed", "deferred")
    assert [event.id for event in stage.intake.all(ButtonPressed)] == [f"discord:i:{in_time.id}"]


async def test_a_slow_core_goes_on_behind_the_acknowledgement(stage: Stage, hasty_person: None) -> None:
    stage.intake.gate.clear()
    asked, caller = await asked_by(stage, "command")
    await asked.wait(acknowledged=True)

    stage.intake.gate.set()
    await stage.deliver(answer(caller, "at last"))

    assert seen(asked) == ["at last"]
    assert first_answers(stage) == 1
    assert len(stage.intake.all(CommandGiven)) == 1


@pytest.mark.parametrize("way", ["command", "button"])
async def test_an_answer_waits_for_the_acknowledgement_and_comes_once(stage: Stage, way: str) -> None:
    held = Hold()
    stage.faults.schedule(CALLBACK, held)
    asked, caller = await asked_by(stage, way)
    await held.reached.wait()

    answering = asyncio.create_task(stage.deliver(answer(caller, "done")))
    for _ in range(10):
        await asyncio.sleep(0)
    waited = not answering.done() and webhook_calls(stage) == 0
    held.gate.set()
    await answering

    assert waited
    assert seen(asked) == ["done"]
    assert (first_answers(stage), webhook_calls(stage)) == (1, 1)
    assert (first_answers(stage, refused=True), webhook_calls(stage, refused=True)) == (0, 0)


@pytest.mark.parametrize("way", ["command", "button"])
async def test_an_answer_acknowledges_where_the_process_ended_before_it_could(stage: Stage, way: str) -> None:
    stage.world.interaction_deadline = timedelta(minutes=1)
    stage.faults.schedule(CALLBACK, HttpError(403))
    asked, caller = await asked_by(stage, way)
    await stage.disconnect()
    assert asked.state == "waiting"
    await stage.connect()

    await stage.deliver(answer(caller, "done"))

    assert seen(asked) == ["done"]
    assert first_answers(stage) == 1


async def test_an_answer_that_comes_too_late_to_acknowledge_reaches_nobody(stage: Stage) -> None:
    stage.faults.schedule(CALLBACK, HttpError(403))
    asked, caller = await asked_by(stage, "button")
    stage.clock.ahead += timedelta(seconds=4)

    with pytest.raises(NeverDeliverable) as raised:
        await stage.deliver(answer(caller, "done"))

    assert raised.value.reason == "gone"
    assert (asked.state, seen(asked)) == ("failed", [])


async def test_what_a_stop_cuts_off_uncommitted_was_not_acknowledged(stage: Stage, patient_person: None) -> None:
    patient(stage, closing=timedelta(seconds=0.05))
    await stage.disconnect()
    await stage.connect()
    stage.intake.gate.clear()
    asked, _ = await asked_by(stage, "command")

    await stage.disconnect()
    stage.clock.ahead += timedelta(seconds=4)

    assert asked.state == "failed"
    assert first_answers(stage) == 0


async def test_a_stop_lets_what_is_committed_be_acknowledged(stage: Stage) -> None:
    held = Hold()
    stage.faults.schedule(CALLBACK, held)
    asked, _ = await asked_by(stage, "command")
    await held.reached.wait()

    stopping = asyncio.create_task(stage.disconnect())
    await asyncio.sleep(0)
    held.gate.set()
    await stopping

    assert asked.state == "deferred"


async def test_interactions_leave_nothing_in_memory_however_they_end(stage: Stage) -> None:
    message = await panel(stage)
    stage.faults.schedule(CALLBACK, HttpError(403))
    stage.faults.schedule(CALLBACK, Garbage())
    stage.intake.failures = 1

    for _ in range(20):
        stage.world.press(stage.bob.id, message, "-|b-a-ask_mac")
    await stage.intake.until(lambda: len(stage.intake.all(ButtonPressed)) == 20)
    await stage.disconnect()

    assert len(stage.rest.acknowledgements) == 0


async def test_an_acknowledgement_whose_answer_was_lost_counts(stage: Stage) -> None:
    stage.faults.schedule(CALLBACK, DropAfter())

    asked, caller = await asked_by(stage, "command")
    await stage.deliver(answer(caller, "done"))

    assert seen(asked) == ["done"]
    assert first_answers(stage) == 1


async def test_an_acknowledgement_is_tried_again_over_a_new_connection(stage: Stage) -> None:
    stage.faults.schedule(CALLBACK, DropBefore())

    asked, _ = await asked_by(stage, "command")

    assert await asked.wait(acknowledged=True) == "deferred"
