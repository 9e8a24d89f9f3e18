"""What the local Discord stores: people, servers, roles, channels, threads, messages. No behaviour.

These records are the platform's state and change in place; ids are the integers behind Discord's snowflakes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

JsonObject = dict[str, Any]

TEXT = 0
DIRECT = 1
VOICE = 2
CATEGORY = 4
ANNOUNCEMENT = 5
ANNOUNCEMENT_THREAD = 10
PUBLIC_THREAD = 11
PRIVATE_THREAD = 12
FORUM = 15

CHANNEL_KINDS = {
    "text": TEXT,
    "voice": VOICE,
    "category": CATEGORY,
    "announcement": ANNOUNCEMENT,
    "forum": FORUM,
}

CROSSPOSTED = 1 << 0
SUPPRESS_EMBEDS = 1 << 2
EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_NOTIFICATIONS = 1 << 12
COMPONENTS_V2 = 1 << 15
HAS_THREAD = 1 << 5


@dataclass(slots=True)
class User:
    """A person or a bot account."""

    id: int
    name: str
    global_name: str | None = None
    bot: bool = False
    dms_open: bool = True


@dataclass(slots=True)
class Command:
    """One registered application command; `data` is its normalised definition."""

    id: int
    application_id: int
    guild_id: int | None
    version: int
    data: JsonObject

    @property
    def name(self) -> str:
        """The name people type or click."""
        return str(self.data["name"])

    @property
    def kind(self) -> int:
        """1 slash, 2 user menu, 3 message menu."""
        return int(self.data["type"])


@dataclass(slots=True)
class Application:
    """A bot application; as on today's Discord its id is the bot user's id."""

    id: int
    name: str
    token: str
    owner_id: int
    privileged: frozenset[str]
    public: bool
    revoked: bool = False
    commands: dict[int, Command] = field(default_factory=dict)


@dataclass(slots=True)
class Role:
    """A server role; a higher position outranks a lower one."""

    id: int
    guild_id: int
    name: str
    permissions: int
    position: int
    color: int = 0
    hoist: bool = False
    mentionable: bool = False


@dataclass(slots=True)
class Member:
    """Somebody's membership in one server."""

    user_id: int
    joined_at: datetime
    roles: tuple[int, ...] = ()
    nick: str | None = None
    timed_out_until: datetime | None = None


@dataclass(slots=True)
class Overwrite:
    """A channel's exception for a role (kind 0) or a member (kind 1)."""

    id: int
    kind: int
    allow: int
    deny: int


@dataclass(slots=True)
class Tag:
    """A forum tag."""

    id: int
    name: str
    moderated: bool = False
    emoji_id: int | None = None
    emoji_name: str | None = None


@dataclass(slots=True)
class Attachment:
    """An uploaded file with its bytes."""

    id: int
    channel_id: int
    filename: str
    content_type: str | None
    content: bytes
    description: str | None = None
    ephemeral: bool = False


@dataclass(slots=True)
class Message:
    """A message; deleted ones stay with `deleted` set, ephemeral ones belong to `ephemeral_for`."""

    id: int
    channel_id: int
    guild_id: int | None
    author_id: int
    content: str
    created_at: datetime
    kind: int = 0
    flags: int = 0
    edited_at: datetime | None = None
    embeds: list[JsonObject] = field(default_factory=list)
    components: list[JsonObject] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    mentions: tuple[int, ...] = ()
    mention_roles: tuple[int, ...] = ()
    mention_everyone: bool = False
    reactions: dict[str, list[int]] = field(default_factory=dict)
    pinned_at: datetime | None = None
    reference: tuple[int, int] | None = None
    nonce: str | int | None = None
    application_id: int | None = None
    interaction: JsonObject | None = None
    ephemeral_for: int | None = None
    thread_id: int | None = None
    position: int | None = None
    tts: bool = False
    deleted: bool = False


@dataclass(slots=True)
class ThreadState:
    """What makes a channel a thread."""

    owner_id: int
    private: bool
    created_at: datetime
    archive_changed_at: datetime
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive_minutes: int = 1440
    members: dict[int, datetime] = field(default_factory=dict)
    message_count: int = 0
    total_sent: int = 0
    tags: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Channel:
    """A server channel, a thread (with `thread`) or a direct channel (with `recipients`)."""

    id: int
    kind: int
    name: str
    guild_id: int | None = None
    parent_id: int | None = None
    position: int = 0
    topic: str | None = None
    nsfw: bool = False
    slowmode: int = 0
    flags: int = 0
    default_auto_archive: int | None = None
    default_thread_slowmode: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    tags: list[Tag] = field(default_factory=list)
    recipients: tuple[int, ...] = ()
    thread: ThreadState | None = None
    last_message_id: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    private_messages: dict[int, Message] = field(default_factory=dict)
    last_spoke: dict[int, datetime] = field(default_factory=dict)


@dataclass(slots=True)
class Invite:
    """An invitation link."""

    code: str
    guild_id: int
    channel_id: int
    inviter_id: int
    created_at: datetime
    max_age: int
    max_uses: int
    temporary: bool
    uses: int = 0


@dataclass(slots=True)
class Guild:
    """A server."""

    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    threads: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    bans: dict[int, str | None] = field(default_factory=dict)
    invites: dict[str, Invite] = field(default_factory=dict)
    description: str | None = None
    verification_level: int = 1
    system_channel_id: int | None = None
    rules_channel_id: int | None = None
    invites_paused_until: datetime | None = None
    dms_paused_until: datetime | None = None
