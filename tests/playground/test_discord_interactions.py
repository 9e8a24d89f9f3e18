"""Commands, buttons, menus and forms on the local Discord, answered by the real discord.py."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands

from bots.playground.discord_content import File
from bots.playground.discord_model import PlayError
from tests.playground.discord_stage import Bot, Stage, open_stage


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    async with open_stage(monkeypatch) as opened:
        yield opened


class Panel(discord.ui.View):
    """A button, a menu and a form, as a ticket panel has them."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Open", custom_id="open")
    async def open(self, interaction: discord.Interaction, button: discord.ui.Button[Panel]) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.button(label="Claim", custom_id="claim")
    async def claim(self, interaction: discord.Interaction, button: discord.ui.Button[Panel]) -> None:
        await interaction.response.edit_message(content=f"claimed by {interaction.user.display_name}")

    @discord.ui.select(
        custom_id="topic",
        options=[
            discord.SelectOption(label="Wallet", value="w"),
            discord.SelectOption(label="Fees", value="f"),
        ],
    )
    async def topic(self, interaction: discord.Interaction, select: discord.ui.Select[Panel]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(f"topic {select.values[0]}", ephemeral=True)

    @discord.ui.select(cls=discord.ui.UserSelect, custom_id="who")
    async def who(self, interaction: discord.Interaction, select: discord.ui.UserSelect[Panel]) -> None:
        await interaction.response.send_message(f"chose {select.values[0].display_name}")


class Form(discord.ui.Modal, title="Your question"):
    """One required field and one with a label of its own."""

    question: discord.ui.TextInput[Form] = discord.ui.TextInput(label="Question", custom_id="q", max_length=100)
    urgency: discord.ui.Label[Form] = discord.ui.Label(
        text="How urgent?", component=discord.ui.TextInput(custom_id="u", required=False)
    )

    def __init__(self) -> None:
        super().__init__(custom_id="form")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        urgency = self.urgency.component
        assert isinstance(urgency, discord.ui.TextInput)
        await interaction.response.send_message(f"asked: {self.question.value} ({urgency.value})", ephemeral=True)


async def commands(client: Bot) -> None:
    """Register what these tests use."""

    @client.tree.command()
    async def echo(interaction: discord.Interaction, text: str, who: discord.Member | None = None) -> None:
        await interaction.response.send_message(f"{text} {who.display_name if who else ''}".strip(), ephemeral=True)

    @client.tree.command()
    async def silent(interaction: discord.Interaction) -> None:
        client.dispatch("silent", interaction)

    @client.tree.command()
    async def slow(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        client.dispatch("slow", interaction)

    @client.tree.command()
    @app_commands.default_permissions(ban_members=True)
    async def strict(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("allowed")

    @client.tree.command()
    async def upload(interaction: discord.Interaction, file: discord.Attachment) -> None:
        content = await file.read()
        await interaction.response.send_message(content.decode())

    canned = app_commands.Group(name="canned", description="answers")

    @canned.command()
    async def use(interaction: discord.Interaction, name: str) -> None:
        await interaction.response.send_message(f"canned {name}")

    @use.autocomplete("name")
    async def names(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=one, value=one) for one in ("refund", "reset") if one.startswith(current)]

    client.tree.add_command(canned)

    @client.tree.context_menu(name="Report")
    async def report(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"reported {message.content}", ephemeral=True)

    @client.tree.context_menu(name="Who is this")
    async def who_is(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"{member.name} in {member.guild.name}", ephemeral=True)

    client.add_view(Panel())


async def test_commands_are_registered_before_the_gateway_opens(stage: Stage) -> None:
    await stage.connect(commands)

    sent = stage.world.sent_log
    methods = [one.method for one in sent]
    registered = stage.world.applications[stage.bot.id].commands.values()
    assert [one.template for one in sent][:3] == [
        "/users/@me",
        "/oauth2/applications/@me",
        "/applications/{application_id}/commands",
    ]
    assert methods[2] == "PUT"
    assert {one.name for one in registered} >= {"echo", "canned", "Report"}


async def test_a_command_is_answered_to_one_person_only(stage: Stage) -> None:
    await stage.connect(commands)

    call = stage.world.command(stage.ann.id, stage.general.id, "echo", {"text": "hi", "who": stage.ben.id})
    state = await call.wait()

    assert (state, [one.content for one in call.messages]) == ("answered", ["hi ben"])
    assert [one.content for one in stage.world.history(stage.general.id, stage.ann.id)] == ["hi ben"]
    assert stage.world.history(stage.general.id, stage.ben.id) == []


async def test_a_client_refuses_what_a_command_does_not_take(stage: Stage) -> None:
    await stage.connect(commands)
    world, ann, general = stage.world, stage.ann.id, stage.general.id

    with pytest.raises(PlayError, match="required"):
        world.command(ann, general, "echo")
    with pytest.raises(PlayError, match="no option"):
        world.command(ann, general, "echo", {"text": "x", "colour": "red"})
    with pytest.raises(PlayError, match="more permissions"):
        world.command(ann, general, "strict")
    with pytest.raises(PlayError, match="no command"):
        world.command(ann, general, "nothing")
    assert await world.command(stage.ben.id, general, "strict").wait() == "answered"
    assert "strict" not in [one.name for one in world.available_commands(ann, general)]
    assert "strict" in [one.name for one in world.available_commands(stage.ben.id, general)]


async def test_subcommands_and_their_suggestions(stage: Stage) -> None:
    await stage.connect(commands)

    typed = stage.world.autocomplete(stage.ann.id, stage.general.id, "canned use", "name", "ref")
    await typed.wait()
    used = stage.world.command(stage.ann.id, stage.general.id, "canned use", {"name": "refund"})
    await used.wait()

    assert typed.choices == [{"name": "refund", "value": "refund"}]
    assert used.messages[0].content == "canned refund"


async def test_right_click_commands_carry_their_target(stage: Stage) -> None:
    await stage.connect(commands)
    said = stage.world.say(stage.ben.id, stage.general.id, "buy now")

    report = stage.world.context(stage.ann.id, stage.general.id, "Report", message_id=said.id)
    person = stage.world.context(stage.ann.id, stage.general.id, "Who is this", target_user_id=stage.ben.id)
    await asyncio.gather(report.wait(), person.wait())

    assert report.messages[0].content == "reported buy now"
    assert person.messages[0].content == "ben in Harbour"


async def test_a_file_can_be_given_to_a_command(stage: Stage) -> None:
    await stage.connect(commands)

    call = stage.world.command(stage.ann.id, stage.general.id, "upload", {"file": File("a.txt", b"inside")})
    await call.wait()

    assert call.messages[0].content == "inside"


async def test_a_button_opens_a_form_and_the_form_is_answered(stage: Stage) -> None:
    client = await stage.connect(commands)
    panel = await stage.place(client).send("panel", view=Panel())

    pressed = stage.world.press(stage.ann.id, panel.id, "open")
    await pressed.wait()
    assert pressed.modal is not None
    with pytest.raises(PlayError, match="required"):
        stage.world.submit(pressed, {"u": "very"})
    sent = stage.world.submit(pressed.modal, {"q": "where is it?", "u": "very"})
    await sent.wait()

    assert pressed.modal.title == "Your question"
    assert [field["label"] for field in pressed.modal.fields] == ["Question", "How urgent?"]
    assert sent.messages[0].content == "asked: where is it? (very)"


async def test_a_button_changes_its_own_message(stage: Stage) -> None:
    client = await stage.connect(commands)
    panel = await stage.place(client).send("panel", view=Panel())

    await stage.world.press(stage.ben.id, panel.id, "claim").wait()

    assert stage.world.history(stage.general.id)[0].content == "claimed by ben"


async def test_menus_answer_after_thinking(stage: Stage) -> None:
    client = await stage.connect(commands)
    panel = await stage.place(client).send("panel", view=Panel())

    topic = stage.world.choose(stage.ann.id, panel.id, "topic", ["f"])
    who = stage.world.choose(stage.ann.id, panel.id, "who", [stage.ben.id])
    await asyncio.gather(topic.wait(), who.wait())

    assert [one.content for one in topic.messages] == ["topic f"]
    assert topic.messages[0].ephemeral_for == stage.ann.id
    assert who.messages[0].content == "chose ben"
    with pytest.raises(PlayError, match="offered"):
        stage.world.choose(stage.ann.id, panel.id, "topic", ["x"])


async def test_a_forged_button_reaches_the_bot_and_a_client_would_refuse_it(stage: Stage) -> None:
    client = await stage.connect(commands)
    panel = await stage.place(client).send("panel", view=Panel())

    with pytest.raises(PlayError):
        stage.world.press(stage.ann.id, panel.id, "admin")
    forged = stage.world.press(stage.ann.id, panel.id, "admin", forged=True)
    await client.until(lambda: "interaction" in client.events)

    assert forged.state == "waiting"


async def test_an_answer_after_three_seconds_is_unknown_and_the_person_sees_a_failure(stage: Stage) -> None:
    client = await stage.connect(commands)
    arrived = arrival(client, "on_silent")

    call = stage.world.command(stage.ann.id, stage.general.id, "silent")
    interaction = await arrived
    stage.clock.passes(seconds=3)
    stage.world.settle_deadlines()
    with pytest.raises(discord.NotFound) as refused:
        await interaction.response.send_message("late")

    assert refused.value.code == 10062
    assert await call.wait() == "failed"


async def test_a_second_first_answer_is_refused(stage: Stage) -> None:
    client = await stage.connect(commands)
    arrived = arrival(client, "on_silent")
    stage.world.command(stage.ann.id, stage.general.id, "silent")
    interaction = await arrived
    await interaction.response.defer()

    # The library would refuse by itself; here the server has to.
    interaction.response._response_type = None
    with pytest.raises(discord.HTTPException) as refused:
        await interaction.response.send_message("again")

    assert refused.value.code == 40060


async def test_a_deferred_answer_shows_thinking_until_it_is_edited(stage: Stage) -> None:
    client = await stage.connect(commands)
    arrived = arrival(client, "on_slow")

    call = stage.world.command(stage.ann.id, stage.general.id, "slow")
    interaction = await arrived
    thinking = (call.state, call.thinking, call.messages)
    await interaction.edit_original_response(content="done")
    extra = await interaction.followup.send("more", ephemeral=True, wait=True)
    await extra.edit(content="more, edited")
    original = await interaction.original_response()

    assert thinking == ("deferred", True, [])
    assert call.state == "answered"
    assert [one.content for one in call.messages] == ["done", "more, edited"]
    assert original.content == "done"
    await interaction.delete_original_response()
    assert [one.content for one in call.messages] == ["more, edited"]


async def test_follow_ups_end_after_fifteen_minutes(stage: Stage) -> None:
    client = await stage.connect(commands)
    arrived = arrival(client, "on_slow")
    call = stage.world.command(stage.ann.id, stage.general.id, "slow")
    interaction = await arrived

    stage.clock.passes(minutes=15)
    with pytest.raises(discord.HTTPException) as refused:
        await interaction.followup.send("too late")

    assert (refused.value.status, refused.value.code) == (401, 50027)
    assert call.state == "failed"


async def test_buttons_with_the_same_custom_id_are_refused(stage: Stage) -> None:
    client = await stage.connect()
    view = discord.ui.View()
    for _ in range(2):
        view.add_item(discord.ui.Button(label="x", custom_id="same"))

    with pytest.raises(discord.HTTPException) as refused:
        await stage.place(client).send("panel", view=view)

    assert refused.value.code == 50035
    assert "cannot be duplicated" in refused.value.text


async def test_a_command_works_in_a_direct_channel(stage: Stage) -> None:
    await stage.connect(commands)
    direct = stage.world.direct_channel(stage.ann.id, stage.bot.id)

    call = stage.world.command(stage.ann.id, direct.id, "echo", {"text": "here"})
    await call.wait()

    assert call.messages[0].content == "here"


def arrival(client: Bot, name: str) -> asyncio.Future[discord.Interaction]:
    """Return a future for the interaction that a command hands over by an event of its own."""
    arrived: asyncio.Future[discord.Interaction] = asyncio.get_running_loop().create_future()

    async def listener(interaction: discord.Interaction) -> None:
        arrived.set_result(interaction)

    listener.__name__ = name
    client.event(listener)
    return arrived
