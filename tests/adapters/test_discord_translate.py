"""Discord's payloads to events: recorded JSON through discord.py's own parser, no network."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import discord
import pytest

from adapters.discord import translate
from adapters.discord.client import intents
from adapters.discord.content import words_of
from core.events import HiddenLink, MessageReceived, PlaceKind

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ME, BOB, MOD, OWNER = 1001, 1002, 1003, 1004
GUILD, GENERAL, THREAD, DIRECT = 2000, 2001, 2002, 2003
MOD_ROLE = 3001


def user(user_id: int, name: str, **more: Any) -> dict[str, Any]:
    return {"id": str(user_id), "username": name, "discriminator": "0", "avatar": None, **more}


GUILD_CREATE = {
    "id": str(GUILD), "name": "Harbour", "owner_id": str(OWNER), "unavailable": False, "member_count": 4,
    "roles": [
        {"id": str(GUILD), "name": "@everyone", "permissions": "3072", "position": 0, "color": 0,
         "hoist": False, "managed": False, "mentionable": False, "flags": 0},
        {"id": str(MOD_ROLE), "name": "mods", "permissions": str(1 << 13), "position": 1, "color": 0,
         "hoist": False, "managed": False, "mentionable": False, "flags": 0},
    ],
    "emojis": [], "stickers": [], "features": [], "members": [], "presences": [], "voice_states": [],
    "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": [],
    "channels": [
        {"id": str(GENERAL), "type": 0, "name": "general", "position": 0, "permission_overwrites": [],
         "parent_id": None, "nsfw": False},
    ],
    "threads": [
        {"id": str(THREAD), "type": 12, "name": "private", "guild_id": str(GUILD), "parent_id": str(GENERAL),
         "owner_id": str(ME), "message_count": 0, "member_count": 2, "rate_limit_per_user": 0,
         "thread_metadata": {"archived": False, "auto_archive_duration": 1440, "locked": False,
                             "archive_timestamp": "2026-05-01T00:00:00+00:00"}},
    ],
    "verification_level": 1, "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
    "system_channel_flags": 0, "premium_tier": 0, "preferred_locale": "en-US", "nsfw_level": 0,
    "afk_timeout": 300, "afk_channel_id": None, "system_channel_id": None, "rules_channel_id": None,
    "public_updates_channel_id": None, "safety_alerts_channel_id": None, "large": False,
}  # fmt: skip

MESSAGE = {
    "id": "5001", "channel_id": str(GENERAL), "guild_id": str(GUILD), "type": 0, "content": "hello",
    "author": user(BOB, "bob", global_name="Bob"),
    "member": {"roles": [], "joined_at": "2026-05-03T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0},
    "timestamp": "2026-05-04T11:59:00+00:00", "edited_timestamp": None, "tts": False, "pinned": False,
    "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "flags": 0,
}  # fmt: skip

MEMBER = MESSAGE["member"]
DIRECT_MESSAGE = {key: value for key, value in MESSAGE.items() if key not in ("guild_id", "member")} | {
    "channel_id": str(DIRECT)
}

Read = Callable[[dict[str, Any]], discord.Message]


@pytest.fixture
async def client() -> discord.Client:
    made = discord.Client(
        intents=intents(members=False), max_messages=None, member_cache_flags=discord.MemberCacheFlags.none()
    )
    state = made._connection
    state.user = discord.ClientUser(state=state, data=user(ME, "bellbuoy", bot=True))  # type: ignore[arg-type]
    state._add_guild_from_data(GUILD_CREATE)  # type: ignore[arg-type]
    return made


@pytest.fixture
def read(client: discord.Client) -> Read:
    def parse(data: dict[str, Any]) -> discord.Message:
        channel, _ = client._connection._get_guild_channel(data)  # type: ignore[arg-type]
        return discord.Message(state=client._connection, channel=channel, data=data)  # type: ignore[arg-type]

    return parse


def event_of(read: Read, **changes: Any) -> MessageReceived:
    event = translate.message_event(read(MESSAGE | changes), ME)
    assert event is not None
    return event


async def test_a_message_in_a_channel(read: Read) -> None:
    event = event_of(read)

    assert event.id == "discord:m:5001"
    assert (event.at, event.kind, event.text) == (translate.place(GENERAL), PlaceKind.GROUP, "hello")
    author = event.author
    assert (author.person.id, author.name, author.username) == (str(BOB), "Bob", "bob")
    assert (author.is_bot, author.is_privileged, author.roles) == (False, False, frozenset())
    assert author.joined == datetime(2026, 5, 3, tzinfo=UTC)
    assert author.account_created == discord.utils.snowflake_time(BOB)


async def test_a_direct_message_is_private(read: Read) -> None:
    event = translate.message_event(read(DIRECT_MESSAGE), ME)

    assert event is not None
    assert (event.kind, event.at) == (PlaceKind.PRIVATE, translate.place(DIRECT))


async def test_a_thread_is_a_place_of_its_own(read: Read) -> None:
    event = event_of(read, channel_id=str(THREAD))

    assert (event.kind, event.at) == (PlaceKind.GROUP, translate.place(THREAD))


@pytest.mark.parametrize(
    ("author", "roles", "privileged"),
    [(MOD, [str(MOD_ROLE)], True), (OWNER, [], True), (BOB, ["9999"], False)],
    ids=["moderator", "owner", "unknown role"],
)
@pytest.mark.parametrize("where", [GENERAL, THREAD], ids=["channel", "thread"])
async def test_rights_in_the_place_are_facts(
    read: Read, author: int, roles: list[str], privileged: bool, where: int
) -> None:
    event = event_of(
        read, author=user(author, "x"), member=dict(MEMBER) | {"roles": roles}, channel_id=str(where)  # type: ignore[call-overload]
    )  # fmt: skip

    assert event.author.is_privileged is privileged
    assert event.author.roles == frozenset(roles)


@pytest.mark.parametrize(
    "changes",
    [{"author": user(ME, "bellbuoy", bot=True)}, {"type": 6}, {"type": 7}, {"type": 21}],
    ids=["our own", "pin notice", "join notice", "thread starter"],
)
async def test_what_concerns_nobody_is_no_event(read: Read, changes: dict[str, Any]) -> None:
    assert translate.message_event(read(MESSAGE | changes), ME) is None


async def test_webhooks_are_programs_and_followed_channels_belong_to_the_place(read: Read) -> None:
    data = {key: value for key, value in MESSAGE.items() if key != "member"}
    hook = data | {"webhook_id": "7001", "author": user(7001, "News", bot=True), "flags": 0}

    plain = translate.message_event(read(hook), ME)
    followed = translate.message_event(read(hook | {"flags": 2}), ME)

    assert plain is not None
    assert followed is not None
    assert (plain.author.is_bot, plain.author.is_privileged) == (True, False)
    assert followed.author.is_privileged


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<@{ME}> how?", "how?"),
        (f"thanks <@{MOD}>", "thanks @Mo"),
        (f"see <#{GENERAL}> and <@&{MOD_ROLE}>", "see #general and @mods"),
        ("<:ok:1> <a:run:2> </help:3>", ":ok: :run: /help"),
        ("<@5555> <#5555>", "<@5555> <#5555>"),
    ],
)
async def test_mentions_read_as_names(read: Read, content: str, text: str) -> None:
    mentions = [user(ME, "bellbuoy", bot=True), user(MOD, "mod", global_name="Mo")]

    event = event_of(read, content=content, mentions=mentions)

    assert event.text == text
    assert event.mentions_bot


async def test_masked_links_are_told(read: Read) -> None:
    event = event_of(read, content="[uniswap.org](https://evil.example/a_(b)) and [x](<https://b.c> 'title')")

    assert event.links == (
        HiddenLink("uniswap.org", "https://evil.example/a_(b)"),
        HiddenLink("x", "https://b.c"),
    )


async def test_a_reply_to_us_is_known(read: Read) -> None:
    ours = MESSAGE | {"id": "4999", "author": user(ME, "bellbuoy", bot=True)}
    reference = {"message_id": "4999", "channel_id": str(GENERAL), "guild_id": str(GUILD)}

    event = event_of(read, type=19, message_reference=reference, referenced_message=ours)
    gone = event_of(read, type=19, message_reference=reference, referenced_message=None)

    assert event.replies_to_bot
    assert event.reply_to == translate.message_ref(GENERAL, 4999)
    assert not gone.replies_to_bot


async def test_a_forward_is_read_with_its_files_and_links(read: Read) -> None:
    attachment = {"id": "1", "filename": "a.png", "size": 3, "url": "https://cdn/a.png", "proxy_url": "",
                  "content_type": "image/png"}  # fmt: skip
    snapshot = {"type": 0, "content": "[claim](https://evil.example)", "embeds": [], "attachments": [attachment],
                "timestamp": "2026-05-01T00:00:00+00:00", "edited_timestamp": None, "flags": 0,
                "mentions": [], "mention_roles": []}  # fmt: skip
    reference = {"type": 1, "message_id": "4000", "channel_id": "4001"}

    event = event_of(read, content="", message_reference=reference, message_snapshots=[{"message": snapshot}])

    assert event.forwarded_from == "hidden:discord"
    assert event.text == "[claim](https://evil.example)"
    assert event.links == (HiddenLink("claim", "https://evil.example"),)
    assert event.reply_to is None
    assert [one.name for one in event.media] == ["a.png"]


@pytest.mark.parametrize(
    ("content_type", "more", "kind"),
    [
        ("image/png", {}, "photo"),
        ("image/gif", {}, "animation"),
        ("video/mp4", {}, "video"),
        ("audio/mpeg", {}, "audio"),
        ("audio/ogg", {"duration_secs": 1.0, "waveform": "AA=="}, "voice"),
        ("text/plain; charset=utf-8", {}, "document"),
        (None, {}, "document"),
    ],
)
async def test_files_have_kinds(read: Read, content_type: str | None, more: dict[str, Any], kind: str) -> None:
    attachment = {"id": "1", "filename": "f", "size": 3, "url": "https://cdn/f", "proxy_url": "", **more}
    if content_type:
        attachment["content_type"] = content_type

    (media,) = event_of(read, attachments=[attachment]).media

    assert (media.kind, media.source, media.stored) == (kind, "https://cdn/f", None)


async def test_stickers_and_embeds_of_programs_are_words(read: Read) -> None:
    sticker = {"id": "1", "name": "wave", "format_type": 1}
    embed = {"type": "rich", "title": "Airdrop", "description": "claim at", "url": "https://evil.example/"}

    assert event_of(read, sticker_items=[sticker]).text == "hello\n:wave:"
    assert event_of(read, embeds=[embed]).text == "hello"
    program = event_of(read, embeds=[embed], author=user(BOB, "bot", bot=True))
    assert program.text == "hello\nAirdrop\nclaim at\nhttps://evil.example/"


async def test_each_edit_is_an_event_and_a_preview_is_none(read: Read) -> None:
    first = translate.edit_event(read(MESSAGE | {"edited_timestamp": "2026-05-04T12:00:00.1+00:00"}), ME)
    again = translate.edit_event(read(MESSAGE | {"edited_timestamp": "2026-05-04T12:00:00.1+00:00"}), ME)
    second = translate.edit_event(read(MESSAGE | {"edited_timestamp": "2026-05-04T12:00:00.2+00:00"}), ME)

    assert translate.edit_event(read(MESSAGE | {"embeds": [{"type": "link"}]}), ME) is None
    assert first is not None
    assert second is not None
    assert first.edited
    assert first == again
    assert first.id != second.id


async def test_a_server_that_is_not_cached_is_no_private_place(read: Read) -> None:
    event = event_of(read, guild_id="9999", channel_id="9998")

    assert event.kind is PlaceKind.GROUP


async def test_the_text_of_a_message_without_words_is_empty(read: Read) -> None:
    assert words_of(read(MESSAGE | {"content": ""}), ME) == ""
