"""Messages on the local Discord, sent and read by the real discord.py."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator

import discord
import pytest

from tests.playground.discord_stage import Bot, Stage, open_stage


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    async with open_stage(monkeypatch) as opened:
        yield opened


async def test_a_message_goes_to_the_bot_and_its_answer_comes_back(stage: Stage) -> None:
    client = await stage.connect()

    stage.world.say(stage.ann.id, stage.general.id, "hello")
    await client.until(lambda: client.heard)
    await client.heard[0].reply("hi **Ann**", mention_author=False)

    said = stage.world.history(stage.general.id)
    assert [one.content for one in said] == ["hello", "hi **Ann**"]
    assert client.heard[0].author.display_name == "Ann"
    assert said[1].reference == (stage.general.id, said[0].id)
    assert said[1].mentions == ()


async def test_the_bot_hears_its_own_message(stage: Stage) -> None:
    client = await stage.connect()

    sent = await stage.place(client).send("echo")
    await client.until(lambda: client.heard)

    assert client.heard[0].id == sent.id
    assert client.heard[0].author == client.user


async def test_text_is_blank_without_the_message_content_intent_unless_the_bot_is_meant(stage: Stage) -> None:
    client = await stage.connect(client=stage.client(discord.Intents.default()))

    stage.world.say(stage.ann.id, stage.general.id, "secret")
    stage.world.say(stage.ann.id, stage.general.id, f"<@{stage.bot.id}> open")
    stage.world.direct(stage.ann.id, stage.bot.id, "direct")
    await client.until(lambda: len(client.heard) == 3)

    assert [one.content for one in client.heard] == ["", f"<@{stage.bot.id}> open", "direct"]


async def test_the_same_nonce_makes_one_message(stage: Stage) -> None:
    client = await stage.connect()
    place = stage.place(client)

    first = await place.send("once", nonce="a" * 24)
    second = await place.send("once", nonce="a" * 24)
    stage.clock.passes(minutes=6)
    third = await place.send("once", nonce="a" * 24)

    assert first.id == second.id != third.id
    assert len(stage.world.history(stage.general.id)) == 2


async def test_a_ping_happens_unless_allowed_mentions_forbid_it(stage: Stage) -> None:
    client = await stage.connect()
    text = f"<@{stage.ann.id}> <@&{stage.staff.id}> @everyone"

    await stage.place(client).send(text)
    await stage.place(client).send(text, allowed_mentions=discord.AllowedMentions.none())
    await stage.place(client).send(text, allowed_mentions=discord.AllowedMentions(users=[stage.ann], everyone=False))

    loud, quiet, one = stage.world.history(stage.general.id)
    assert (loud.mentions, loud.mention_roles, loud.mention_everyone) == (
        (stage.ann.id,),
        (stage.staff.id,),
        True,
    )
    assert (quiet.mentions, quiet.mention_roles, quiet.mention_everyone) == ((), (), False)
    assert (one.mentions, one.mention_everyone) == ((stage.ann.id,), False)


async def test_too_long_a_text_is_refused_with_the_field_named(stage: Stage) -> None:
    client = await stage.connect()

    with pytest.raises(discord.HTTPException) as refused:
        await stage.place(client).send("x" * 2001)

    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert "In content: Must be 2000 or fewer in length." in refused.value.text


async def test_an_empty_message_is_refused(stage: Stage) -> None:
    client = await stage.connect()

    with pytest.raises(discord.HTTPException) as refused:
        await stage.place(client).send("")

    assert refused.value.code == 50006


async def test_an_embed_over_its_limits_is_refused(stage: Stage) -> None:
    client = await stage.connect()
    fits = discord.Embed(title="t" * 256, description="d" * 4096)
    over = discord.Embed(description="d" * 4096).set_footer(text="f" * 2048)

    sent = await stage.place(client).send(embed=fits)
    with pytest.raises(discord.HTTPException) as refused:
        await stage.place(client).send(embed=over)

    assert sent.embeds[0].title == "t" * 256
    assert refused.value.code == 50035


async def test_a_closed_direct_channel_is_50007(stage: Stage) -> None:
    client = await stage.connect()
    ann = await client.fetch_user(stage.ann.id)
    await ann.send("open still")

    stage.world.close_dms(stage.ann.id)
    with pytest.raises(discord.Forbidden) as refused:
        await ann.send("closed now")

    assert refused.value.code == 50007


async def test_nobody_gets_a_direct_message_without_a_server_in_common(stage: Stage) -> None:
    client = await stage.connect()
    stranger = await client.fetch_user(stage.world.add_user("stranger").id)

    with pytest.raises(discord.Forbidden) as refused:
        await stranger.send("hello")

    assert refused.value.code == 50007


async def test_history_after_a_message_is_complete_and_in_order(stage: Stage) -> None:
    for number in range(130):
        stage.world.say(stage.ann.id, stage.general.id, str(number))
    client = await stage.connect()
    start = stage.world.history(stage.general.id)[4]

    read = [one.content async for one in stage.place(client).history(after=discord.Object(start.id), limit=None)]

    assert read == [str(number) for number in range(5, 130)]


async def test_a_deleted_message_is_not_in_the_history(stage: Stage) -> None:
    client = await stage.connect()
    keep = await stage.place(client).send("keep")
    gone = await stage.place(client).send("gone")

    await gone.delete()

    assert [one.id async for one in stage.place(client).history()] == [keep.id]
    with pytest.raises(discord.NotFound) as refused:
        await gone.edit(content="late")
    assert refused.value.code == 10008


async def test_files_go_up_and_come_down(stage: Stage) -> None:
    client = await stage.connect()
    file = discord.File(fp=io.BytesIO(b"from the bot"), filename="log.txt", description="a log")

    sent = await stage.place(client).send("see", file=file)
    stage.world.say(stage.ann.id, stage.general.id, "mine", attachments=[("shot.png", b"\x89PNG")])
    await client.until(lambda: len(client.heard) == 2)

    assert await sent.attachments[0].read() == b"from the bot"
    assert sent.attachments[0].description == "a log"
    theirs = client.heard[1].attachments[0]
    assert (theirs.content_type, await theirs.read()) == ("image/png", b"\x89PNG")


async def test_an_edit_reaches_watchers_and_keeps_what_it_does_not_name(stage: Stage) -> None:
    client = await stage.connect()
    seen: list[dict[str, object]] = []
    sent = await stage.place(client).send("before", embed=discord.Embed(title="stays"))
    stop = stage.world.watch(seen.append)

    await sent.edit(content="after")
    stop()

    message = stage.world.history(stage.general.id)[0]
    assert (message.content, message.embeds[0]["title"]) == ("after", "stays")
    assert "edit" in [one["type"] for one in seen]


async def test_reactions_and_pins_work_both_ways(stage: Stage) -> None:
    client = await stage.connect()
    sent = await stage.place(client).send("vote")

    await sent.add_reaction("✅")
    stage.world.react(stage.ann.id, sent.id, "✅")
    await client.until(lambda: client.events.count("raw_reaction_add") == 2)
    await sent.pin()

    pinned = [one.id async for one in stage.place(client).pins()]
    fetched = await stage.place(client).fetch_message(sent.id)
    assert pinned == [sent.id]
    assert (fetched.reactions[0].count, fetched.reactions[0].me) == (2, True)
    await sent.remove_reaction("✅", stage.ann)
    assert stage.world.history(stage.general.id)[0].reactions == {"✅": [stage.bot.id]}


async def test_bulk_deletion_refuses_old_messages(stage: Stage) -> None:
    client = await stage.connect()
    old = await stage.place(client).send("old")
    stage.clock.passes(days=15)
    fresh = [await stage.place(client).send(text) for text in ("a", "b")]

    await stage.place(client).delete_messages(fresh)
    with pytest.raises(discord.HTTPException) as refused:
        await stage.place(client).delete_messages([old, fresh[0]])

    assert refused.value.code == 50034
    assert [one.content for one in stage.world.history(stage.general.id)] == ["old"]


async def test_messages_sent_together_all_arrive(stage: Stage) -> None:
    client = await stage.connect()

    await asyncio.gather(*(stage.place(client).send(str(number)) for number in range(20)))
    await client.until(lambda: len(client.heard) == 20)

    assert {one.content for one in client.heard} == {str(number) for number in range(20)}


async def test_typing_and_crossposting(stage: Stage) -> None:
    news = stage.world.add_channel(stage.guild.id, "news", "announcement")
    client: Bot = await stage.connect()
    channel = client.get_channel(news.id)
    assert isinstance(channel, discord.TextChannel)

    async with channel.typing():
        sent = await channel.send("release")
    await sent.publish()

    assert (await channel.fetch_message(sent.id)).flags.crossposted
    with pytest.raises(discord.HTTPException) as refused:
        await sent.publish()
    assert refused.value.code == 40033
