"""The local Discord's model by itself: permissions, what people can and cannot do, and what can be seen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bots.playground import discord_permissions as perms
from bots.playground.discord_model import DiscordWorld, PlayError
from tests.playground.discord_stage import Clock

WRITE = perms.SEND_MESSAGES


class Town:
    """A server with an owner, a moderator and a member, without any bot."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.world = DiscordWorld(clock=self.clock)
        self.owner = self.world.add_user("owner")
        self.moderator = self.world.add_user("moderator")
        self.member = self.world.add_user("member")
        self.guild = self.world.add_guild("Town", owner_id=self.owner.id)
        self.role = self.world.add_role(
            self.guild.id,
            "mods",
            permissions=perms.BAN_MEMBERS | perms.MANAGE_MESSAGES | perms.MANAGE_THREADS,
        )
        self.world.add_member(self.guild.id, self.moderator.id, roles=[self.role.id])
        self.world.add_member(self.guild.id, self.member.id)
        self.square = self.world.add_channel(self.guild.id, "square")


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.mark.parametrize(
    ("everyone", "role", "own", "expected"),
    [
        ((0, 0), (0, 0), (0, 0), True),
        ((0, WRITE), (0, 0), (0, 0), False),
        ((0, WRITE), (WRITE, 0), (0, 0), True),
        ((0, WRITE), (WRITE, 0), (0, WRITE), False),
        ((0, 0), (0, WRITE), (WRITE, 0), True),
        ((0, perms.VIEW_CHANNEL), (WRITE, 0), (0, 0), False),
    ],
    ids=["plain", "everyone denies", "role allows", "person denies", "person allows", "invisible"],
)
def test_overwrites_count_from_everyone_to_role_to_person(
    town: Town, everyone: tuple[int, int], role: tuple[int, int], own: tuple[int, int], expected: bool
) -> None:
    channel = town.world.add_channel(
        town.guild.id,
        "room",
        overwrites={town.guild.id: everyone, town.role.id: role, town.moderator.id: own},
    )

    assert bool(town.world.permissions(town.moderator.id, channel) & WRITE) is expected
    assert town.world.permissions(town.owner.id, channel) == perms.ALL_PERMISSIONS


def test_ids_are_unique_and_increase_while_the_clock_stands_still(town: Town) -> None:
    ids = [town.world.snowflake() for _ in range(10_000)]

    assert ids == sorted(set(ids))


def test_only_moderators_delete_what_others_wrote(town: Town) -> None:
    said = town.world.say(town.owner.id, town.square.id, "rules")

    with pytest.raises(PlayError, match="manage messages"):
        town.world.delete(town.member.id, said.id)
    with pytest.raises(PlayError, match="author"):
        town.world.edit(town.moderator.id, said.id, "other rules")
    town.world.delete(town.moderator.id, said.id)

    assert town.world.history(town.square.id) == []


def test_people_moderate_only_those_below_them(town: Town) -> None:
    with pytest.raises(PlayError, match="rank"):
        town.world.ban(town.moderator.id, town.guild.id, town.owner.id)
    with pytest.raises(PlayError, match="permissions"):
        town.world.ban(town.member.id, town.guild.id, town.moderator.id)

    town.world.ban(town.moderator.id, town.guild.id, town.member.id, "spam")

    with pytest.raises(PlayError, match="banned"):
        town.world.join(town.member.id, town.guild.id)
    town.world.unban(town.moderator.id, town.guild.id, town.member.id)
    town.world.join(town.member.id, town.guild.id)


def test_a_person_without_a_server_in_common_cannot_write_to_a_bot(town: Town) -> None:
    bot = town.world.add_application("1:x", name="bot")

    with pytest.raises(PlayError, match="no server"):
        town.world.direct(town.member.id, bot.id, "hello?")


def test_a_hidden_channel_is_not_listed(town: Town) -> None:
    hidden = town.world.add_channel(town.guild.id, "staff", overwrites={town.guild.id: (0, perms.VIEW_CHANNEL)})

    assert [one.id for one in town.world.visible_channels(town.member.id)] == [town.square.id]
    assert hidden.id in [one.id for one in town.world.visible_channels(town.owner.id)]
    with pytest.raises(PlayError, match="cannot see"):
        town.world.history(hidden.id, town.member.id)


def test_the_snapshot_is_json_and_tells_everything(town: Town) -> None:
    forum = town.world.add_channel(town.guild.id, "tickets", "forum", available_tags=["open"])
    post = town.world.open_thread(town.member.id, forum.id, "help", content="lost", tags=[forum.tags[0].id])
    said = town.world.say(town.member.id, town.square.id, "oops", attachments=[("a.txt", b"a")])
    town.world.react(town.owner.id, said.id, "👍")
    town.world.edit(town.member.id, said.id, "fixed")
    town.world.archive_thread(town.owner.id, post.id)
    town.world.delete(town.member.id, said.id)

    guild: dict[str, Any] = json.loads(json.dumps(town.world.snapshot()))["guilds"][0]

    message = guild["channels"][0]["messages"][0]
    thread = guild["threads"][0]
    assert (message["content"], message["deleted"], message["edited"]) == ("fixed", True, True)
    assert message["reaction_users"] == {"👍": [str(town.owner.id)]}
    assert (thread["name"], thread["thread_metadata"]["archived"]) == ("help", True)
    assert thread["applied_tags"] == [guild["channels"][1]["available_tags"][0]["id"]]
    assert {one["user"]["username"] for one in guild["members"]} == {"owner", "moderator", "member"}


def test_watchers_hear_every_kind_of_change_until_they_stop(town: Town) -> None:
    heard: list[dict[str, Any]] = []
    stop = town.world.watch(heard.append)

    said = town.world.say(town.member.id, town.square.id, "one")
    town.world.react(town.owner.id, said.id, "👍")
    town.world.open_thread(town.member.id, town.square.id, "t")
    town.world.delete(town.member.id, said.id)
    town.world.leave(town.member.id, town.guild.id)
    stop()
    town.world.say(town.owner.id, town.square.id, "unheard")

    assert [one["type"] for one in heard] == ["message", "reaction", "thread", "message", "delete", "member"]
    assert json.dumps(heard)


def test_soak_runs_can_forget_old_messages() -> None:
    world = DiscordWorld(clock=Clock(), history_limit=10)
    owner = world.add_user("owner")
    channel = world.add_channel(world.add_guild("G", owner_id=owner.id).id, "c")

    for number in range(50):
        world.say(owner.id, channel.id, str(number), attachments=[("a", b"a")])

    assert [one.content for one in world.history(channel.id)] == [str(n) for n in range(40, 50)]
    assert (len(world.message_places), len(world.files)) == (10, 10)
