"""Threads, forum posts, permissions and moderation on the local Discord, done by the real discord.py."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest

from bots.playground import discord_permissions as perms
from bots.playground.discord_model import PlayError
from tests.playground.discord_stage import Bot, Stage, open_stage


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    async with open_stage(monkeypatch) as opened:
        yield opened


async def test_a_forum_post_carries_its_tags(stage: Stage) -> None:
    forum = stage.world.add_channel(stage.guild.id, "tickets", "forum", available_tags=["open", "done"])
    client: Bot = await stage.connect()
    known = client.get_channel(forum.id)
    assert isinstance(known, discord.ForumChannel)

    post, message = await known.create_thread(name="#17 Ann", content="lost it", applied_tags=[known.available_tags[0]])
    await post.edit(applied_tags=[known.available_tags[1]], archived=True)

    thread = stage.world.channels[post.id]
    assert thread.thread is not None
    assert message.id == post.id
    assert [one.content for one in stage.world.history(post.id)] == ["lost it"]
    assert (thread.thread.tags, thread.thread.archived) == ([forum.tags[1].id], True)


async def test_a_forum_refuses_six_tags_and_a_twenty_first_of_its_own(stage: Stage) -> None:
    forum = stage.world.add_channel(stage.guild.id, "f", "forum", available_tags=[f"t{n}" for n in range(20)])
    client = await stage.connect()
    known = client.get_channel(forum.id)
    assert isinstance(known, discord.ForumChannel)

    with pytest.raises(discord.HTTPException) as many:
        await known.create_thread(name="x", content="x", applied_tags=known.available_tags[:6])
    with pytest.raises(discord.HTTPException) as more:
        await known.create_tag(name="one more")

    assert (many.value.code, more.value.code) == (50035, 50035)
    assert len(stage.world.guild(stage.guild.id).threads) == 0


async def test_a_private_thread_is_seen_by_its_members_and_moderators_only(stage: Stage) -> None:
    client = await stage.connect()
    eve = stage.world.add_user("eve")
    stage.world.add_member(stage.guild.id, eve.id)

    thread = await stage.place(client).create_thread(
        name="ticket 17", type=discord.ChannelType.private_thread, invitable=False
    )
    await thread.add_user(stage.ann)
    stage.world.say(stage.ann.id, thread.id, "inside")
    await client.until(lambda: any(one.content == "inside" for one in client.heard))

    assert stage.world.permissions(stage.ben.id, stage.world.channels[thread.id]) & perms.VIEW_CHANNEL
    with pytest.raises(PlayError, match="cannot see"):
        stage.world.say(eve.id, thread.id, "let me in")


async def test_an_archived_thread_wakes_for_a_message_and_a_locked_one_stays_shut(stage: Stage) -> None:
    client = await stage.connect()
    thread = await stage.place(client).create_thread(name="t", type=discord.ChannelType.public_thread)
    state = stage.world.channels[thread.id].thread
    assert state is not None

    await thread.edit(archived=True)
    stage.world.say(stage.ann.id, thread.id, "still there?")
    awake = state.archived
    await thread.edit(archived=True, locked=True)

    assert awake is False
    with pytest.raises(PlayError):
        stage.world.say(stage.ann.id, thread.id, "and now?")
    with pytest.raises(discord.HTTPException) as refused:
        await thread.edit(name="other")
    assert refused.value.code == 50083


async def test_a_thread_on_a_message_and_a_thread_of_a_person_reach_the_bot(stage: Stage) -> None:
    client = await stage.connect()
    sent = await stage.place(client).send("topic")

    thread = await sent.create_thread(name="on it")
    theirs = stage.world.open_thread(stage.ann.id, stage.general.id, "mine")
    await client.until(lambda: client.events.count("thread_create") == 2)

    assert thread.id == sent.id
    assert client.get_channel(theirs.id) is not None
    assert [one.name async for one in _active(client, stage)] == ["mine", "on it"]


async def _active(client: Bot, stage: Stage) -> AsyncIterator[discord.Thread]:
    guild = client.get_guild(stage.guild.id)
    assert guild is not None
    for thread in await guild.active_threads():
        yield thread


async def test_archived_threads_are_listed(stage: Stage) -> None:
    client = await stage.connect()
    for name in ("a", "b"):
        thread = await stage.place(client).create_thread(name=name, type=discord.ChannelType.public_thread)
        stage.clock.passes(minutes=1)
        await thread.edit(archived=True)

    assert [one.name async for one in stage.place(client).archived_threads()] == ["b", "a"]


async def test_a_hidden_channel_is_missing_access_and_a_muted_one_missing_permissions(stage: Stage) -> None:
    role = stage.role.id
    hidden = stage.world.add_channel(stage.guild.id, "hidden", overwrites={role: (0, perms.VIEW_CHANNEL)})
    muted = stage.world.add_channel(stage.guild.id, "muted", overwrites={role: (0, perms.SEND_MESSAGES)})
    client = await stage.connect()

    codes = []
    for channel in (hidden, muted):
        with pytest.raises(discord.Forbidden) as refused:
            await client.get_partial_messageable(channel.id).send("x")
        codes.append(refused.value.code)

    assert codes == [50001, 50013]


async def test_events_of_hidden_channels_stay_hidden(stage: Stage) -> None:
    role = stage.role.id
    hidden = stage.world.add_channel(stage.guild.id, "hidden", overwrites={role: (0, perms.VIEW_CHANNEL)})
    client = await stage.connect()

    stage.world.say(stage.ann.id, hidden.id, "unseen")
    stage.world.say(stage.ann.id, stage.general.id, "seen")
    await client.until(lambda: client.heard)

    assert [one.content for one in client.heard] == ["seen"]


async def test_moderation_follows_the_order_of_roles(stage: Stage) -> None:
    admin = stage.world.add_role(stage.guild.id, "admin", permissions=0)
    boss = stage.world.add_user("boss")
    stage.world.add_member(stage.guild.id, boss.id, roles=[admin.id])
    client = await stage.connect()
    guild = client.get_guild(stage.guild.id)
    assert guild is not None

    for target in (boss, stage.owner):
        with pytest.raises(discord.Forbidden) as refused:
            await guild.kick(discord.Object(target.id))
        assert refused.value.code == 50013
    await guild.ban(discord.Object(stage.ann.id), reason="scam ✓", delete_message_seconds=0)

    assert stage.guild.bans == {stage.ann.id: "scam ✓"}
    assert stage.ann.id not in stage.guild.members
    assert (await guild.fetch_ban(discord.Object(stage.ann.id))).reason == "scam ✓"


async def test_a_ban_deletes_what_the_person_wrote_lately(stage: Stage) -> None:
    stage.world.say(stage.ann.id, stage.general.id, "old")
    stage.clock.passes(hours=2)
    stage.world.say(stage.ann.id, stage.general.id, "new 1")
    stage.world.say(stage.ann.id, stage.general.id, "new 2")
    client = await stage.connect()
    guild = client.get_guild(stage.guild.id)
    assert guild is not None

    await guild.ban(discord.Object(stage.ann.id), delete_message_seconds=3600)

    assert [one.content for one in stage.world.history(stage.general.id)] == ["old"]


async def test_a_timed_out_member_cannot_speak_until_it_ends(stage: Stage) -> None:
    client = await stage.connect()
    guild = client.get_guild(stage.guild.id)
    assert guild is not None
    member = guild.get_member(stage.ann.id)
    assert member is not None

    await member.timeout(stage.clock.now + timedelta(minutes=10))
    with pytest.raises(PlayError):
        stage.world.say(stage.ann.id, stage.general.id, "quiet?")
    stage.clock.passes(minutes=11)

    assert stage.world.say(stage.ann.id, stage.general.id, "back").content == "back"
    with pytest.raises(discord.Forbidden):
        await guild.get_member(stage.owner.id).timeout(timedelta(minutes=1))  # type: ignore[union-attr]


async def test_roles_slow_mode_and_lockdown(stage: Stage) -> None:
    low = stage.world.add_role(stage.guild.id, "low", permissions=0, position=1)
    client = await stage.connect()
    guild = client.get_guild(stage.guild.id)
    assert guild is not None
    member = guild.get_member(stage.ann.id)
    assert member is not None

    await member.add_roles(discord.Object(low.id))
    await stage.place(client).edit(slowmode_delay=30)
    await guild.edit(invites_disabled_until=stage.clock.now + timedelta(hours=1))

    assert stage.guild.members[stage.ann.id].roles == (low.id,)
    stage.world.say(stage.ann.id, stage.general.id, "one")
    with pytest.raises(PlayError, match="Slow mode"):
        stage.world.say(stage.ann.id, stage.general.id, "two")
    with pytest.raises(PlayError, match="paused"):
        stage.world.join(stage.world.add_user("late").id, stage.guild.id)


async def test_coming_going_and_removal_reach_the_bot(stage: Stage) -> None:
    client = await stage.connect()
    newcomer = stage.world.add_user("new")

    stage.world.join(newcomer.id, stage.guild.id)
    stage.world.rename(newcomer.id, nick=(stage.guild.id, "Support"))
    stage.world.leave(newcomer.id, stage.guild.id)
    stage.world.delete_channel(stage.owner.id, stage.general.id)
    stage.world.remove_bot(stage.guild.id)
    wanted = {"member_join", "member_update", "member_remove", "guild_channel_delete", "guild_remove"}
    await client.until(lambda: wanted <= set(client.events))

    assert list(client.guilds) == []
