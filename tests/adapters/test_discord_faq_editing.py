"""Forms that open with words in them, and editing an answer of the FAQ, on the local Discord."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bots.demo import Demo, running_demo
from bots.playground.discord_interactions import Interaction
from bots.playground.discord_records import EPHEMERAL, Message
from core.effects import Action, Button, Controls, Menu, Option, SendText
from core.events import FormSubmitted
from core.text.markup import Text
from tests.adapters.discord_stage import Stage, discord_stage

TOKEN = "b-p-fe-text--1_AAAAAAAAAAA"
WORDS = {"title": "Locked", "short": "Wait.", "body": "**Wait** an hour.\n\n- Really.", "asks": "why\nhow", "never": ""}
TOPIC = "account.locked"
SHORT = "A lock ends by itself after one hour. Nobody can open it for money."
TITLE = "My account is locked or suspended"


# The adapter, with a core that records


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with discord_stage(tmp_path / "pack") as opened:
        await opened.world.until(lambda: len(opened.world.applications[opened.bot.id].commands) > 5)
        yield opened


async def opened_form(stage: Stage) -> Interaction:
    button = Button(label="Change", action=Action("fe-text"), token=TOKEN, form="faq-entry")
    sent = await stage.deliver(SendText(to=stage.at, text=Text("card"), controls=Controls(((button,),))))
    assert sent.message is not None
    pressed = stage.world.press(stage.mod.id, int(sent.message.id), f"faq-entry|{TOKEN}")
    await pressed.wait()
    return pressed


def fields(interaction: Interaction) -> dict[str, dict[str, Any]]:
    assert interaction.modal is not None
    return {str(field["custom_id"]): field for field in interaction.modal.fields}


async def test_a_form_opens_with_the_words_that_the_core_has_for_it(stage: Stage) -> None:
    stage.intake.values = WORDS

    opened = await opened_form(stage)

    shown = {name: field.get("value") for name, field in fields(opened).items()}
    assert shown == {**WORDS, "never": None}
    (request,) = stage.requests("POST", "/interactions/*/callback")
    inputs = [row["component"] for row in request.body["data"]["components"]]
    assert [one.get("value") for one in inputs] == ["Locked", "Wait.", WORDS["body"], "why\nhow", None]
    assert [one["max_length"] for one in inputs] == [80, 350, 4000, 4000, 2000]


async def test_the_core_is_told_who_opens_a_form_with_their_roles(stage: Stage) -> None:
    await opened_form(stage)

    asking = stage.intake.asking
    assert asking is not None
    assert asking.person.id == str(stage.mod.id)
    assert len(asking.roles) == 1


async def test_a_word_too_long_for_its_field_takes_the_field_away_instead_of_being_cut(stage: Stage) -> None:
    stage.intake.values = WORDS | {"body": "x" * 4001}

    opened = await opened_form(stage)

    assert list(fields(opened)) == ["title", "short", "asks", "never"]
    stage.world.submit(opened, {"title": "T", "short": "S", "asks": "A", "never": ""})
    assert (await stage.intake.next(FormSubmitted)).values == {"title": "T", "short": "S", "asks": "A", "never": ""}


@pytest.mark.parametrize("trouble", ["slow", "broken"])
async def test_a_core_that_can_not_tell_opens_an_empty_form(stage: Stage, trouble: str) -> None:
    stage.intake.values = WORDS
    if trouble == "slow":
        stage.intake.gate.clear()
    else:
        stage.intake.failures = 1

    opened = await opened_form(stage)

    assert all(field.get("value") is None for field in fields(opened).values())


async def test_the_choice_of_a_menu_is_told_with_the_form_it_opens(stage: Stage) -> None:
    stage.intake.values = {"asks": "how do I"}
    menu = Menu(action=Action("fe-new"), placeholder="Category", token=TOKEN, form="faq-entry",
                options=(Option("support", "Support"), Option("legal", "Legal")))  # fmt: skip
    sent = await stage.deliver(SendText(to=stage.at, text=Text("x"), controls=Controls((), menu)))
    assert sent.message is not None

    opened = stage.world.choose(stage.mod.id, int(sent.message.id), f"faq-entry|{TOKEN}", ["legal"])
    await opened.wait()

    assert fields(opened)["asks"]["value"] == "how do I"
    stage.world.submit(opened, {"title": "T", "short": "S", "body": "B", "asks": "A", "never": ""})
    assert (await stage.intake.next(FormSubmitted)).choice == "legal"


async def test_completion_tells_the_core_who_types(stage: Stage) -> None:
    typed = stage.world.autocomplete(stage.bob.id, stage.general.id, "faq", "words", "ed")
    await typed.wait()

    asking = stage.intake.asking
    assert asking is not None
    assert (asking.person.id, asking.roles) == (str(stage.bob.id), frozenset())


# The whole suite


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    async with running_demo(tmp_path) as running:
        await running.town.discord.until(
            lambda: len(running.town.discord.applications[running.town.discord_bot].commands) > 5
        )
        yield running


async def answered(demo: Demo, interaction: Interaction, holds: Callable[[Message], bool] = bool) -> Message:
    """The last answer that fits, as the person sees it."""

    def found() -> Message | None:
        return next((one for one in reversed(interaction.messages) if holds(one)), None)

    message = await demo.town.discord.until(found)
    assert message is not None
    assert message.flags & EPHEMERAL
    return message


def button(message: Message, label: str) -> str:
    buttons = [one for row in message.components for one in row["components"] if one.get("label") == label]
    return str(buttons[0]["custom_id"])


async def pressed(demo: Demo, message: Message, label: str) -> Interaction:
    done = demo.town.discord.press(demo.town.people.mia, message.id, button(message, label))
    await done.wait()
    return done


def has(label: str) -> Callable[[Message], bool]:
    return lambda message: any(one.get("label") == label for row in message.components for one in row["components"])


async def test_an_answer_is_changed_from_the_command_to_the_next_question(demo: Demo) -> None:
    town, world = demo.town, demo.town.discord
    asked = world.command(town.people.mia, town.places.general, "faq", {"words": f"edit {TOPIC}"})
    card = await answered(demo, asked, has("Change text"))
    assert TITLE in card.content

    opened = await pressed(demo, card, "Change text")
    values: dict[str, object] = {name: field.get("value", "") for name, field in fields(opened).items()}
    assert values["title"] == TITLE
    assert str(values["body"]).startswith("**Common reasons**")
    sent = world.submit(opened, values | {"short": SHORT})
    preview = await answered(demo, sent, has("Publish"))
    await pressed(demo, preview, "Publish")
    cards = await world.until(lambda: [one for one in world.history(town.places.cards) if TITLE in one.content])

    assert "Mia" in cards[0].content
    assert SHORT in cards[0].content
    world.say(town.people.diego, town.places.support, "my account is locked, why?")
    await world.until(lambda: any(SHORT in one.content for one in world.history(town.places.support)))
    undone = world.press(town.people.otto, cards[0].id, button(cards[0], "Undo"))
    await undone.wait()
    await world.until(lambda: "Otto" in world.history(town.places.cards)[0].content)


async def test_staff_are_offered_the_verbs_and_members_only_titles(demo: Demo) -> None:
    town, world = demo.town, demo.town.discord

    offered = world.autocomplete(town.people.mia, town.places.general, "faq", "words", "edit account.lo")
    await offered.wait()
    hidden = world.autocomplete(town.people.diego, town.places.general, "faq", "words", "edit account.lo")
    await hidden.wait()

    assert {"value": f"edit {TOPIC}", "name": f"edit {TOPIC} — {TITLE}"} in [
        {"value": one["value"], "name": one["name"]} for one in offered.choices
    ]
    assert hidden.choices == []
