"""Commands, buttons, menus, forms and answers on the local Discord."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.discord.translate import message_ref, place
from bots.playground.discord_interactions import Interaction
from bots.playground.discord_records import EPHEMERAL
from bots.playground.faults import Flood
from core.effects import Action, Answer, Button, Controls, Menu, Option, SendText
from core.errors import NeverDeliverable
from core.events import ButtonPressed, CommandGiven, FormSubmitted, PlaceKind
from core.ids import ChannelName
from core.text.markup import Markup, Text
from tests.adapters.discord_stage import Stage, discord_stage

DISCORD = ChannelName("discord")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with discord_stage(tmp_path / "pack") as opened:
        await commands_registered(opened)
        yield opened


async def commands_registered(stage: Stage) -> None:
    await stage.world.until(lambda: len(stage.world.applications[stage.bot.id].commands) > 5)


async def panel(stage: Stage, *, form: str | None = None) -> int:
    """A message of ours with a button; its id."""
    controls = Controls(((Button(label="Ask", action=Action("ask"), token="b-a-ask_mac", form=form),),))
    receipt = await stage.deliver(SendText(to=stage.at, text=Text("panel"), controls=controls), key=f"{form}")
    assert receipt.message is not None
    return int(receipt.message.id)


def answer(caller: str | None, text: str | None, *, private: bool = True) -> Answer:
    words: Markup | None = None if text is None else Text(text)
    return Answer(channel=DISCORD, caller=caller or "", text=words, private=private)


def seen(interaction: Interaction) -> list[str]:
    return [message.content for message in interaction.messages]


async def test_a_command_comes_with_who_where_and_what(stage: Stage) -> None:
    stage.world.command(stage.mod.id, stage.general.id, "ask", {"words": "where is my deposit"})

    event = await stage.intake.next(CommandGiven)
    assert (event.name, event.arguments) == ("ask", {"words": "where is my deposit"})
    assert (event.at, event.kind) == (stage.at, PlaceKind.GROUP)
    assert event.author.person.id == str(stage.mod.id)
    assert event.author.is_privileged
    assert len(event.author.roles) == 1


async def test_a_command_in_a_direct_channel_is_private(stage: Stage) -> None:
    direct = stage.world.direct_channel(stage.bob.id, stage.bot.id)

    stage.world.command(stage.bob.id, direct.id, "status")

    event = await stage.intake.next(CommandGiven)
    assert (event.kind, event.at) == (PlaceKind.PRIVATE, place(direct.id))


async def test_the_first_answer_fills_the_placeholder_and_the_next_follows(stage: Stage) -> None:
    asked = stage.world.command(stage.bob.id, stage.general.id, "status")
    event = await stage.intake.next(CommandGiven)

    await stage.deliver(answer(event.caller, "first"), key="e#0")
    await stage.deliver(answer(event.caller, "first"), key="e#0", attempt=2)
    await stage.deliver(answer(event.caller, "second"), key="e#1")

    assert seen(asked) == ["first", "second"]
    assert all(message.flags & EPHEMERAL for message in asked.messages)
    assert stage.contents() == []


async def test_a_public_answer_is_seen_by_everybody(stage: Stage) -> None:
    stage.world.command(stage.bob.id, stage.general.id, "status")
    event = await stage.intake.next(CommandGiven)

    receipt = await stage.deliver(answer(event.caller, "for all", private=False))

    assert stage.contents() == ["for all"]
    assert receipt.message == message_ref(stage.general.id, stage.world.history(stage.general.id)[0].id)


async def test_an_answer_without_text_ends_the_waiting(stage: Stage) -> None:
    asked = stage.world.command(stage.bob.id, stage.general.id, "status")
    event = await stage.intake.next(CommandGiven)

    await stage.deliver(answer(event.caller, None))

    assert asked.messages == []
    assert asked.original is None or asked.original.deleted


async def test_a_long_answer_comes_in_parts(stage: Stage) -> None:
    asked = stage.world.command(stage.bob.id, stage.general.id, "status")
    event = await stage.intake.next(CommandGiven)

    await stage.deliver(answer(event.caller, "word " * 900))

    assert len(asked.messages) == 3


async def test_a_button_is_reported_and_answered_without_changing_its_message(stage: Stage) -> None:
    message = await panel(stage)

    asked = stage.world.press(stage.bob.id, message, "-|b-a-ask_mac")
    event = await stage.intake.next(ButtonPressed)
    await stage.deliver(answer(event.caller, "done"))

    assert (event.token, event.choice) == ("b-a-ask_mac", None)
    assert event.message == message_ref(stage.general.id, message)
    assert seen(asked) == ["done"]
    assert stage.contents() == ["panel"]


async def test_a_forged_custom_id_is_only_a_token(stage: Stage) -> None:
    message = await panel(stage)

    stage.world.press(stage.bob.id, message, "whatever it is", forged=True)

    assert (await stage.intake.next(ButtonPressed)).token == "whatever it is"


async def test_a_form_opens_in_the_language_of_the_person_and_comes_back(stage: Stage) -> None:
    message = await panel(stage, form="ticket")

    opened = stage.world.press(stage.bob.id, message, "ticket|b-a-ask_mac")
    await opened.wait()

    assert opened.modal is not None
    assert opened.modal.title.startswith("form-ticket ")
    stage.world.submit(opened, {"description": "no deposit"})
    event = await stage.intake.next(FormSubmitted)
    assert (event.token, event.choice) == ("b-a-ask_mac", None)
    assert event.values == {"description": "no deposit"}
    assert event.message == message_ref(stage.general.id, message)
    assert stage.intake.all(ButtonPressed) == []


async def test_a_form_opens_in_the_language_that_the_person_chose(stage: Stage) -> None:
    message = await panel(stage, form="ticket")
    stage.intake.locale = "zh-Hant"

    opened = stage.world.press(stage.bob.id, message, "ticket|b-a-ask_mac")
    await opened.wait()

    assert opened.modal is not None
    assert opened.modal.title == "form-ticket zh-Hant"


async def test_a_choice_goes_through_the_form(stage: Stage) -> None:
    menu = Menu(
        action=Action("pick"), placeholder="What?", token="m1", form="ticket",
        options=(Option("deposit", "Deposit"), Option("other", "Other")),
    )  # fmt: skip
    sent = await stage.deliver(SendText(to=stage.at, text=Text("x"), controls=Controls((), menu)))
    assert sent.message is not None

    opened = stage.world.choose(stage.bob.id, int(sent.message.id), "ticket|m1", ["deposit"])
    await opened.wait()
    stage.world.submit(opened, {"description": "no deposit"})

    event = await stage.intake.next(FormSubmitted)
    assert (event.token, event.choice) == ("m1", "deposit")


async def test_a_choice_without_a_form_is_reported_at_once(stage: Stage) -> None:
    menu = Menu(action=Action("pick"), placeholder="What?", token="m1", options=(Option("en", "English"),))
    sent = await stage.deliver(SendText(to=stage.at, text=Text("x"), controls=Controls((), menu)))
    assert sent.message is not None

    stage.world.choose(stage.bob.id, int(sent.message.id), "-|m1", ["en"])

    event = await stage.intake.next(ButtonPressed)
    assert (event.token, event.choice) == ("m1", "en")


async def test_opened_forms_leave_nothing_in_memory(stage: Stage) -> None:
    message = await panel(stage, form="ticket")

    for _ in range(20):
        await stage.world.press(stage.bob.id, message, "ticket|b-a-ask_mac").wait()

    assert stage.rest.client._connection._view_store._modals == {}


async def test_an_old_button_works_after_a_restart(stage: Stage) -> None:
    message = await panel(stage)
    form = await panel(stage, form="ticket")
    await stage.disconnect()
    await stage.connect()

    asked = stage.world.press(stage.bob.id, message, "-|b-a-ask_mac")
    opened = stage.world.press(stage.bob.id, form, "ticket|b-a-ask_mac")

    event = await stage.intake.next(ButtonPressed)
    await stage.deliver(answer(event.caller, "still here"))
    assert seen(asked) == ["still here"]
    assert await opened.wait() == "answered"
    assert opened.modal is not None


async def test_an_answer_given_after_a_restart_still_arrives(stage: Stage) -> None:
    asked = stage.world.command(stage.bob.id, stage.general.id, "status")
    event = await stage.intake.next(CommandGiven)
    await stage.disconnect()
    await stage.connect()

    await stage.deliver(answer(event.caller, "late but here"))

    assert seen(asked) == ["late but here"]


async def test_after_fifteen_minutes_the_answer_reaches_nobody(stage: Stage) -> None:
    stage.world.command(stage.bob.id, stage.general.id, "status")
    event = await stage.intake.next(CommandGiven)
    stage.clock.ahead += timedelta(minutes=16)

    with pytest.raises(NeverDeliverable) as raised:
        await stage.deliver(answer(event.caller, "too late"))

    assert raised.value.reason == "gone"


@pytest.mark.parametrize("caller", ["", "tg:1:2", "i:1:2:wrong:t", "i:x:2:wrong:t"])
async def test_a_caller_that_is_not_ours_is_gone(stage: Stage, caller: str) -> None:
    caller = caller.replace(":2:", f":{stage.world.snowflake()}:")

    with pytest.raises(NeverDeliverable) as raised:
        await stage.deliver(answer(caller, "x"))

    assert raised.value.reason == "gone"


async def test_the_token_of_an_interaction_is_in_no_log(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    asked = stage.world.command(stage.bob.id, stage.general.id, "status")
    event = await stage.intake.next(CommandGiven)
    stage.faults.schedule("PATCH /webhooks/*", Flood(0.01))

    await stage.deliver(answer(event.caller, "x"))

    assert "rate limited" in caplog.text
    assert asked.token not in caplog.text


async def test_completion_shows_what_the_core_suggests(stage: Stage) -> None:
    stage.intake.hints = {"deposit": "Deposits for", "fees": "Fees for"}

    typed = stage.world.autocomplete(stage.bob.id, stage.general.id, "faq", "words", "dep")
    await typed.wait()

    assert [(one["value"], one["name"]) for one in typed.choices] == [
        ("deposit", "Deposits for dep"),
        ("fees", "Fees for dep"),
    ]


async def test_completion_gives_up_on_a_slow_core_in_time(stage: Stage) -> None:
    stage.intake.gate.clear()

    typed = stage.world.autocomplete(stage.bob.id, stage.general.id, "faq", "words", "dep")

    assert await typed.wait() == "answered"
    assert typed.choices == []


async def test_a_report_names_the_message_and_its_author_with_rights(stage: Stage) -> None:
    said = stage.world.say(stage.mod.id, stage.general.id, "send me your seed phrase")

    stage.world.context(stage.bob.id, stage.general.id, "command-report-menu en", message_id=said.id)

    event = await stage.intake.next(CommandGiven)
    assert event.name == "report"
    assert event.target == message_ref(stage.general.id, said.id)
    assert event.target_text == "send me your seed phrase"
    assert event.target_author is not None
    assert event.target_author.person.id == str(stage.mod.id)
    assert event.target_author.is_privileged


async def test_commands_are_registered_once_and_again_when_they_change(stage: Stage) -> None:
    def count() -> int:
        return len(stage.requests("PUT", "/applications/*/commands"))

    async def caught_up(times: int) -> None:
        await stage.world.until(lambda: count() >= times)

    await stage.disconnect()
    await stage.connect()
    await stage.disconnect()
    assert count() == 1
    stage.intake.facts = dict.fromkeys(stage.intake.facts, "other")
    await stage.connect()
    await caught_up(2)

    assert count() == 2


async def test_staff_commands_are_for_servers_and_hidden_from_members(stage: Stage) -> None:
    commands = {one.name: one.data for one in stage.world.applications[stage.bot.id].commands.values()}

    assert {"start", "cancel"} & commands.keys() == set()
    assert commands["claim"]["default_member_permissions"] == str(1 << 13)
    assert commands["claim"]["contexts"] == [0]
    assert commands["help"]["contexts"] == [0, 1]
    assert commands["help"]["description_localizations"] == {
        "zh-CN": "command-help zh-Hans",
        "zh-TW": "command-help zh-Hant",
    }


async def test_with_a_server_configured_commands_are_its_own_and_direct_ones_global(tmp_path: Path) -> None:
    async def configure(stage: Stage) -> None:
        object.__setattr__(stage.settings, "guild_id", stage.guild.id)

    async with discord_stage(tmp_path / "pack", before=configure) as stage:
        await stage.world.until(lambda: len(stage.requests("PUT", "/applications/*/commands")) == 2)

        commands = stage.world.applications[stage.bot.id].commands.values()
        everywhere = {one.name for one in commands if one.guild_id is None}
        here = {one.name for one in commands if one.guild_id == stage.guild.id}
        assert "claim" in here - everywhere
        assert "help" in here & everywhere
