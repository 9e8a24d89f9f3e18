"""What the local Telegram consists of: people, bots, chats, members, topics, messages and files."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

JsonObject: TypeAlias = dict[str, Any]
ChatKind: TypeAlias = Literal["private", "group", "supergroup", "channel"]

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")

MEDIA_PERMISSIONS = (
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
)
PERMISSIONS = (
    "can_send_messages",
    *MEDIA_PERMISSIONS,
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
ADMIN_ONLY_AT_FIRST = frozenset({"can_change_info", "can_pin_messages", "can_manage_topics"})


class NotPossible(Exception):
    """A person tried what their client would not let them do; the message says why."""


@dataclass(slots=True)
class User:
    id: int
    first_name: str
    is_bot: bool = False
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


@dataclass(slots=True)
class Member:
    """One person's place in one chat; `rights` are those of an administrator or what a restriction leaves."""

    user: User
    status: str
    rights: dict[str, bool] = field(default_factory=dict)
    until: int = 0
    custom_title: str | None = None
    anonymous: bool = False
    is_member: bool = True

    @property
    def is_admin(self) -> bool:
        return self.status in ("creator", "administrator")

    @property
    def is_present(self) -> bool:
        return self.status in ("creator", "administrator", "member") or (self.status == "restricted" and self.is_member)

    def may(self, right: str) -> bool:
        """True for an owner, and for an administrator who was given the right."""
        return self.status == "creator" or (self.status == "administrator" and self.rights.get(right, False))


@dataclass(slots=True)
class Topic:
    thread_id: int
    name: str
    icon_color: int = 0x6FB9F0
    icon_custom_emoji_id: str | None = None
    closed: bool = False


@dataclass(slots=True)
class Media:
    """An attachment; `size` may claim more than `content` holds: a large file then needs no memory."""

    kind: str
    content: bytes = b"\x00"
    file_name: str | None = None
    mime_type: str | None = None
    size: int | None = None
    width: int = 640
    height: int = 480
    duration: int = 1
    emoji: str | None = None
    file_id: str = ""
    small_file_id: str = ""

    @property
    def length(self) -> int:
        return len(self.content) if self.size is None else self.size


@dataclass(slots=True)
class Chat:
    """A chat; a private one has the person's id, and there is one for each pair of person and bot."""

    id: int
    kind: ChatKind
    title: str | None = None
    username: str | None = None
    is_forum: bool = False
    linked_chat_id: int | None = None
    owner: User | None = None
    bot_id: int | None = None
    blocked: bool = False
    migrated_to: int | None = None
    description: str | None = None
    invite_link: str | None = None
    members: dict[int, Member] = field(default_factory=dict)
    permissions: dict[str, bool] = field(
        default_factory=lambda: {name: name not in ADMIN_ONLY_AT_FIRST for name in PERMISSIONS}
    )
    messages: dict[int, "Message"] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    banned_senders: set[int] = field(default_factory=set)
    join_requests: dict[int, str | None] = field(default_factory=dict)
    last_message_id: int = 0

    @property
    def key(self) -> str:
        """The name of the chat in snapshots and changes: "<person>:<bot>" for a private chat, else the id."""
        return f"{self.id}:{self.bot_id}" if self.kind == "private" else str(self.id)

    @property
    def is_group(self) -> bool:
        return self.kind in ("group", "supergroup")


@dataclass(slots=True)
class Message:
    message_id: int
    chat: Chat
    date: int
    sender: User | None = None
    sender_chat: Chat | None = None
    text: str | None = None
    entities: list[JsonObject] = field(default_factory=list)
    media: Media | None = None
    caption: str | None = None
    caption_entities: list[JsonObject] = field(default_factory=list)
    media_group_id: str | None = None
    reply_to_id: int | None = None
    quote: JsonObject | None = None
    external_reply: JsonObject | None = None
    thread_id: int | None = None
    inline_keyboard: list[list[JsonObject]] = field(default_factory=list)
    client_markup: JsonObject | None = None
    link_preview_options: JsonObject | None = None
    protected: bool = False
    silent: bool = False
    forward_origin: JsonObject | None = None
    automatic_forward: bool = False
    signature: str | None = None
    service: JsonObject | None = None
    via_guest: User | None = None
    bot_id: int | None = None
    author_id: int | None = None
    edit_date: int | None = None
    edits: list[JsonObject] = field(default_factory=list)
    deleted_at: int | None = None
    reactions: dict[int, list[str]] = field(default_factory=dict)

    @property
    def content(self) -> str:
        """What can be read in the message: its text or its caption."""
        return self.text or self.caption or ""

    @property
    def content_entities(self) -> list[JsonObject]:
        return self.entities if self.text is not None else self.caption_entities


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    text: str | None
    show_alert: bool
    url: str | None


@dataclass(slots=True)
class PressHandle:
    """A pressed button; `answer` is set once the bot has answered."""

    id: str
    bot_id: int
    user_id: int
    chat: Chat
    message_id: int
    data: str
    pressed_at: int
    answer: CallbackAnswer | None = None


@dataclass(frozen=True, slots=True)
class SentCall:
    """A request to the Bot API with its answer; `error` is None for an accepted one."""

    number: int
    bot_id: int
    method: str
    params: JsonObject
    result: Any
    error: str | None = None


@dataclass(slots=True)
class Webhook:
    url: str = ""
    secret: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error: str | None = None


@dataclass(slots=True)
class StoredFile:
    file_id: str
    unique_id: str
    path: str
    content: bytes
    size: int


Pending: TypeAlias = deque[tuple[int, int, JsonObject]]
