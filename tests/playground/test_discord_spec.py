"""A whole session of the real discord.py against the local Discord, compared with Discord's own OpenAPI."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import discord
import pytest

from tests.playground.discord_spec import Spec, problems
from tests.playground.discord_stage import Bot, Stage, open_stage

DOCUMENT = Path(__file__).parents[2].parent / "shared" / "specs" / "discord-openapi.json"


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    async with open_stage(monkeypatch) as opened:
        yield opened


@pytest.fixture(scope="module")
def spec() -> Spec:
    if not DOCUMENT.exists():
        pytest.skip(f"Discord's OpenAPI document is not at {DOCUMENT}")
    return Spec(json.loads(DOCUMENT.read_text(encoding="utf-8")))


class Panel(discord.ui.View):
    """A button and a menu."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Open", custom_id="open")
    async def open(self, interaction: discord.Interaction, button: discord.ui.Button[Panel]) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.select(custom_id="topic", options=[discord.SelectOption(label="Fees", value="f")])
    async def topic(self, interaction: discord.Interaction, select: discord.ui.Select[Panel]) -> None:
        await interaction.response.edit_message(content="chosen")


class Form(discord.ui.Modal, title="Question"):
    """One field."""

    question: discord.ui.TextInput[Form] = discord.ui.TextInput(label="Question", custom_id="q")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("noted", ephemeral=True)
        await interaction.edit_original_response(content="noted twice")


async def _commands(client: Bot) -> None:
    @client.tree.command()
    @discord.app_commands.describe(level="how much")
    async def set_level(interaction: discord.Interaction, level: discord.app_commands.Range[int, 1, 5]) -> None:
        await interaction.response.send_message(f"level {level}", ephemeral=True)

    @set_level.autocomplete("level")
    async def levels(interaction: discord.Interaction, current: str) -> list[discord.app_commands.Choice[int]]:
        return [discord.app_commands.Choice(name="one", value=1)]

    @client.tree.context_menu(name="Report")
    async def report(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message("reported", ephemeral=True)


async def _messages(stage: Stage, client: Bot) -> None:
    place = stage.place(client)
    embed = discord.Embed(title="Notice", description="text", colour=discord.Colour.blue())
    embed.add_field(name="a", value="b").set_footer(text="foot")
    sent = await place.send("hello", embed=embed, view=Panel(), nonce="a" * 24)
    said = stage.world.say(stage.ann.id, place.id, f"hi <@{stage.bot.id}>", attachments=[("a.txt", b"x")])
    reply = await place.send("re", reference=sent, mention_author=False)
    await place.send(file=discord.File(io.BytesIO(b"x"), filename="x.txt"))
    await sent.edit(content="edited", allowed_mentions=discord.AllowedMentions.none())
    await sent.add_reaction("✅")
    await sent.pin()
    assert [one.id async for one in place.pins()]
    assert [one async for one in place.history(limit=10)]
    await reply.delete()
    with pytest.raises(discord.NotFound):
        await place.fetch_message(reply.id)
    with pytest.raises(discord.HTTPException):
        await place.send("x" * 2001)
    for interaction in (
        stage.world.choose(stage.ann.id, sent.id, "topic", ["f"]),
        stage.world.command(stage.ann.id, place.id, "set_level", {"level": 3}),
        stage.world.context(stage.ann.id, place.id, "Report", message_id=said.id),
        stage.world.autocomplete(stage.ann.id, place.id, "set_level", "level", "1"),
    ):
        assert await interaction.wait() == "answered"
    pressed = stage.world.press(stage.ann.id, sent.id, "open")
    await pressed.wait()
    submitted = stage.world.submit(pressed, {"q": "why?"})
    await submitted.until(lambda one: one.messages and one.messages[0].content == "noted twice")


async def _servers(stage: Stage, client: Bot) -> None:
    guild = client.get_guild(stage.guild.id)
    assert guild is not None
    place = stage.place(client)
    forum = await guild.create_text_channel(
        "made here",
        topic="t",
        overwrites={guild.default_role: discord.PermissionOverwrite(send_messages=False)},
    )
    await forum.edit(topic="other", slowmode_delay=5)
    await forum.set_permissions(guild.default_role, send_messages=True)
    await forum.delete()
    thread = await place.create_thread(name="private", type=discord.ChannelType.private_thread)
    await thread.add_user(stage.ann)
    await thread.fetch_members()
    await thread.edit(archived=True, locked=True)
    assert [one async for one in place.archived_threads(private=True)]
    known = client.get_channel(stage.world.add_channel(stage.guild.id, "f", "forum", available_tags=["open"]).id)
    if known is None:
        await client.until(lambda: len(guild.forums) == 1)
    tickets = guild.forums[0]
    await tickets.create_tag(name="done")
    post, _ = await tickets.create_thread(name="#1", content="first", applied_tags=[tickets.available_tags[0]])
    await post.edit(name="#1 done", archived=True)
    await guild.active_threads()
    await client.fetch_guild(guild.id)
    await guild.fetch_channels()
    await guild.fetch_member(stage.ann.id)
    member = guild.get_member(stage.ann.id)
    assert member is not None
    await member.edit(nick="Annie", timed_out_until=None)
    await guild.edit(invites_disabled_until=stage.clock.now + timedelta(hours=1))
    await guild.ban(discord.Object(stage.ann.id), reason="spam")
    assert [one async for one in guild.bans()]
    await guild.unban(discord.Object(stage.ann.id))
    await (await client.fetch_user(stage.ben.id)).send("direct")
    role = await guild.create_role(name="new")
    await role.edit(name="newer")
    await role.delete()
    assert (await place.create_invite(max_age=60)).code
    assert [one async for one in client.fetch_guilds()]


async def test_every_request_and_answer_of_a_session_is_as_documented(stage: Stage, spec: Spec) -> None:
    client = await stage.connect(_commands)

    await _messages(stage, client)
    await _servers(stage, client)

    seen = [*stage.world.sent_log, *stage.world.refused_log]
    found = {
        words for one in seen for words in problems(one.method, one.template, one.body, one.status, one.result, spec)
    }
    assert len(seen) >= 50
    assert sorted(found) == []


def test_the_comparison_notices_a_wrong_answer(spec: Spec) -> None:
    found = problems("GET", "/channels/{channel_id}", None, 200, {"id": "1", "type": 0}, spec)

    assert found
    assert problems("GET", "/no/such/{route}", None, 200, None, spec) == ["GET /no/such/{} is not documented"]
