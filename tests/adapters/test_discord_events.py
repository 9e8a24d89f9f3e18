"""What happens on the local Discord besides messages, as the core hears of it."""

from dataclasses import replace
from pathlib import Path

from adapters.discord.translate import message_ref, place, server_place
from core.events import BotReach, MemberJoined, MemberLeft, MessageDeleted, MessageReceived, RoomChanged
from tests.adapters.discord_stage import BOT_RIGHTS, Stage, discord_stage


async def room_states(stage: Stage, count: int) -> list[str]:
    await stage.intake.until(lambda: len(stage.intake.all(RoomChanged)) >= count)
    return [one.state for one in stage.intake.all(RoomChanged)]


async def test_edits_and_deletions(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack") as stage:
        said = stage.world.say(stage.bob.id, stage.general.id, "harmless")

        stage.world.edit(stage.bob.id, said.id, "send me your seed phrase")
        stage.world.delete(stage.bob.id, said.id)

        deleted = await stage.intake.next(MessageDeleted)
        assert [(one.text, one.edited) for one in stage.intake.all(MessageReceived)] == [
            ("harmless", False),
            ("send me your seed phrase", True),
        ]
        assert deleted.message == message_ref(stage.general.id, said.id)


async def test_members_come_and_go_when_asked_for(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack", members=True) as stage:
        newcomer = stage.world.add_user("eve")

        stage.world.join(newcomer.id, stage.guild.id)
        stage.world.leave(newcomer.id, stage.guild.id)

        left = await stage.intake.next(MemberLeft)
        joined = await stage.intake.next(MemberJoined)
        assert joined.at == left.at == server_place(stage.guild.id)
        assert joined.author.person == left.author.person
        assert joined.author.joined == joined.when


async def test_a_thread_that_is_archived_locked_brought_back_and_deleted(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack") as stage:
        thread = stage.world.open_thread(stage.mod.id, stage.general.id, "ticket")

        stage.world.archive_thread(stage.owner.id, thread.id)
        assert await room_states(stage, 1) == ["archived"]
        stage.world.rename_channel(stage.owner.id, stage.general.id, "lobby")
        stage.world.archive_thread(stage.owner.id, thread.id, archived=False)
        assert await room_states(stage, 2) == ["archived", "open"]
        stage.world.lock_thread(stage.owner.id, thread.id)
        stage.world.delete_channel(stage.owner.id, thread.id)

        assert await room_states(stage, 4) == ["archived", "open", "locked", "gone"]
        assert {one.at for one in stage.intake.all(RoomChanged)} == {place(thread.id)}


async def test_a_deleted_channel_takes_its_threads_along(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack") as stage:
        thread = stage.world.open_thread(stage.mod.id, stage.general.id, "ticket")

        stage.world.delete_channel(stage.owner.id, stage.general.id)

        assert await room_states(stage, 2) == ["gone", "gone"]
        assert {one.at for one in stage.intake.all(RoomChanged)} == {place(thread.id), stage.at}


async def test_the_bots_rights_are_told_in_the_words_of_the_core(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack") as stage:
        other = stage.world.add_guild("Elsewhere", owner_id=stage.bob.id)
        hands = stage.world.add_role(other.id, "bellbuoy", permissions=BOT_RIGHTS)

        stage.world.add_member(other.id, stage.bot.id, roles=[hands.id])

        came = await stage.intake.next(BotReach)
        assert came.rights == {"write", "delete", "restrict", "ban", "rooms"}


async def test_the_bot_learns_where_it_is(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack") as stage:
        other = stage.world.add_guild("Elsewhere", owner_id=stage.bob.id)

        stage.world.add_member(other.id, stage.bot.id)
        stage.world.remove_bot(stage.guild.id)

        await stage.intake.until(lambda: len(stage.intake.all(BotReach)) == 2)
        came, went = stage.intake.all(BotReach)
        assert (came.title, came.present, came.at) == ("Elsewhere", True, server_place(other.id))
        assert "write" in came.rights
        assert "delete" not in came.rights
        assert (went.title, went.present, went.at) == ("Harbour", False, server_place(stage.guild.id))


async def test_nothing_of_another_server_is_listened_to_where_one_is_named(tmp_path: Path) -> None:
    async with discord_stage(tmp_path / "pack", connected=False) as stage:
        stage.settings = replace(stage.settings, guild_id=stage.guild.id)
        await stage.connect()
        other = stage.world.add_guild("Elsewhere", owner_id=stage.bob.id)
        elsewhere = stage.world.add_channel(other.id, "lounge")
        stage.world.add_member(other.id, stage.bot.id)

        said = stage.world.say(stage.bob.id, elsewhere.id, "send me your seed phrase")
        stage.world.edit(stage.bob.id, said.id, "send me your 12 words")
        stage.world.delete(stage.bob.id, said.id)
        stage.world.remove_bot(other.id)
        stage.world.say(stage.bob.id, stage.general.id, "hello")

        heard = await stage.intake.next(MessageReceived)
        assert heard.text == "hello"
        assert not stage.intake.all(MessageDeleted)
        assert not stage.intake.all(BotReach)
