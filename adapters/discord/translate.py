"""Discord's messages, members and rooms to the core's events; pure, and None for what concerns nobody."""

from datetime import datetime

import discord

from adapters.discord.authors import DISCORD, author_of, webhook_author
from adapters.discord.content import links_of, media_of, words_of
from core.events import (
    Author,
    BotReach,
    ChannelState,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageReceived,
    PlaceKind,
    RoomChanged,
)
from core.ids import Address, EventId, MessageRef

# Everything else is written by Discord itself: joins, pins, boosts, "started a thread".
_WRITTEN = frozenset(
    {
        discord.MessageType.default,
        discord.MessageType.reply,
        discord.MessageType.chat_input_command,
        discord.MessageType.context_menu_command,
    }
)
# What the core calls a right -> the permission that it needs on Discord.
_RIGHTS = {
    "write": "send_messages",
    "delete": "manage_messages",
    "restrict": "moderate_members",
    "ban": "ban_members",
    "rooms": "create_private_threads",
}
_FORWARDED = "hidden:discord"  # A forward does not say who wrote the original.


def place(channel_id: int) -> Address:
    """A channel, thread or direct channel."""
    return Address(DISCORD, str(channel_id))


def server_place(guild_id: int) -> Address:
    """A whole server, for what happens in no single channel of it."""
    return Address(DISCORD, f"guild:{guild_id}")


def message_ref(channel_id: int, message_id: int) -> MessageRef:
    return MessageRef(place(channel_id), str(message_id))


def message_event(message: discord.Message, me: int) -> MessageReceived | None:
    """A message of somebody else; None for our own and for Discord's notices."""
    if message.author.id == me or message.type not in _WRITTEN:
        return None
    return _received(message, me, EventId(f"discord:m:{message.id}"), message.created_at, edited=False)


def edit_event(message: discord.Message, me: int) -> MessageReceived | None:
    """A changed text. None when only a preview or a pin changed: those leave the time of the edit as it was.

    Discord sends the same update again for a preview of an edited message; it then has the same id.
    """
    if message.author.id == me or message.type not in _WRITTEN or message.edited_at is None:
        return None
    edited = message.edited_at
    return _received(message, me, EventId(f"discord:e:{message.id}:{edited.timestamp():.6f}"), edited, edited=True)


def _received(message: discord.Message, me: int, event: EventId, when: datetime, *, edited: bool) -> MessageReceived:
    reference = message.reference
    forwarded = bool(message.message_snapshots)
    return MessageReceived(
        id=event,
        when=when,
        at=place(message.channel.id),
        kind=kind_of(message.channel),
        author=author_of_message(message),
        message=message_ref(message.channel.id, message.id),
        text=_with_title(message, words_of(message, me)),
        links=links_of(message),
        media=media_of(message),
        within=_within(message.channel),
        reply_to=None if forwarded else _replied(reference),
        replies_to_bot=not forwarded and _author_id(reference) == me,
        mentions_bot=any(user.id == me for user in message.mentions),
        forwarded_from=_FORWARDED if forwarded else None,
        edited=edited,
    )


def _within(channel: object) -> Address | None:
    """The channel or forum of a thread that everybody there can read."""
    if not isinstance(channel, discord.Thread) or channel.is_private():
        return None
    return place(channel.parent_id)


def _with_title(message: discord.Message, words: str) -> str:
    """The message that began a forum post, with the title, in which people put their question."""
    post = message.channel
    if (
        not isinstance(post, discord.Thread)
        or post.id != message.id
        or not isinstance(post.parent, discord.ForumChannel)
    ):
        return words
    return f"{post.name}\n{words}"


def author_of_message(message: discord.Message) -> Author:
    if message.webhook_id is not None and message.author.id == message.webhook_id:
        return webhook_author(message)
    return author_of(message.author, message.channel)


def kind_of(channel: object) -> PlaceKind:
    return PlaceKind.PRIVATE if isinstance(channel, discord.DMChannel) else PlaceKind.GROUP


def _replied(reference: discord.MessageReference | None) -> MessageRef | None:
    if reference is None or reference.message_id is None:
        return None
    return message_ref(reference.channel_id, reference.message_id)


def _author_id(reference: discord.MessageReference | None) -> int | None:
    resolved = reference.resolved if reference is not None else None
    return resolved.author.id if isinstance(resolved, discord.Message) else None


def deleted_event(channel_id: int, message_id: int, now: datetime) -> MessageDeleted:
    return MessageDeleted(id=EventId(f"discord:d:{message_id}"), when=now, message=message_ref(channel_id, message_id))


def joined_event(member: discord.Member, now: datetime) -> MemberJoined:
    """A new member of a server; the id holds the time of joining, so that joining again is a new event."""
    joined = member.joined_at or now
    return MemberJoined(
        id=EventId(f"discord:j:{member.guild.id}:{member.id}:{joined.timestamp():.6f}"),
        when=joined,
        at=server_place(member.guild.id),
        kind=PlaceKind.GROUP,
        author=author_of(member, None),
    )


def left_event(user: discord.User | discord.Member, guild_id: int, now: datetime) -> MemberLeft:
    return MemberLeft(
        id=EventId(f"discord:l:{guild_id}:{user.id}:{now.timestamp():.6f}"),
        when=now,
        at=server_place(guild_id),
        kind=PlaceKind.GROUP,
        author=author_of(user, None),
    )


def room_gone(channel_id: int, now: datetime) -> RoomChanged:
    """A channel or thread was deleted, or is not to be found any more."""
    return RoomChanged(id=EventId(f"discord:r:{channel_id}:gone"), when=now, at=place(channel_id), state="gone")


def room_event(thread_id: int, state: str, stamp: datetime, now: datetime) -> RoomChanged:
    """A thread was archived, locked or brought back; ``stamp`` is Discord's time of the last such change."""
    return RoomChanged(
        id=EventId(f"discord:r:{thread_id}:{state}:{stamp.timestamp():.6f}"),
        when=now,
        at=place(thread_id),
        state=state,
    )


def room_state(thread: discord.Thread) -> str:
    return state_of(archived=thread.archived, locked=thread.locked)


def state_of(*, archived: bool, locked: bool) -> str:
    """Archived is said first: a closed ticket's room is both."""
    if archived:
        return "archived"
    return "locked" if locked else "open"


def reach_event(guild: discord.Guild, now: datetime, *, present: bool) -> BotReach:
    """The bot was added to a server or removed from it."""
    return BotReach(
        id=EventId(f"discord:g:{guild.id}:{'in' if present else 'out'}:{now.timestamp():.6f}"),
        when=now,
        at=server_place(guild.id),
        kind=PlaceKind.GROUP,
        title=guild.name,
        present=present,
        rights=_own_rights(guild) if present else frozenset(),
    )


def _own_rights(guild: discord.Guild) -> frozenset[str]:
    """In the words of ``core.channel.Capability``, and ``write``."""
    # discord.py claims that the bot is always known as a member; a server that just vanished does not know it.
    me = guild.get_member(guild._state.self_id or 0)
    if me is None:
        return frozenset()
    granted = me.guild_permissions
    return frozenset(word for word, right in _RIGHTS.items() if granted.administrator or getattr(granted, right))


def channel_event(now: datetime, *, up: bool, why: str) -> ChannelState:
    return ChannelState(
        id=EventId(f"discord:state:{now.timestamp():.6f}:{'up' if up else 'down'}"),
        when=now,
        channel=DISCORD,
        up=up,
        why=why,
    )
