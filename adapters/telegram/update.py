"""The parts of a Bot API Update that we read, as msgspec types; fields we do not name are skipped unread.

Names and meanings are those of https://core.telegram.org/bots/api#available-types.
"""

import msgspec
from telegram.error import NetworkError


class TelegramType(msgspec.Struct, frozen=True, gc=False):
    """What every type here has in common. Updates hold no cycles: the garbage collector may skip them."""


class User(TelegramType, frozen=True, gc=False):
    id: int
    first_name: str = ""
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False


class Chat(TelegramType, frozen=True, gc=False):
    id: int
    type: str
    title: str | None = None
    username: str | None = None
    first_name: str | None = None
    last_name: str | None = None


class Entity(TelegramType, frozen=True, gc=False):
    """``offset`` and ``length`` are in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user: User | None = None


class File(TelegramType, frozen=True, gc=False):
    """Any file: photo size, document, voice, audio, video, animation or video note."""

    file_id: str
    file_unique_id: str = ""
    file_name: str | None = None
    mime_type: str | None = None
    file_size: int | None = None
    width: int = 0
    height: int = 0


class Sticker(TelegramType, frozen=True, gc=False):
    emoji: str | None = None


class Contact(TelegramType, frozen=True, gc=False):
    phone_number: str
    first_name: str = ""
    last_name: str | None = None


class Location(TelegramType, frozen=True, gc=False):
    latitude: float
    longitude: float


class Venue(TelegramType, frozen=True, gc=False):
    location: Location
    title: str
    address: str


class Worded(TelegramType, frozen=True, gc=False):
    """A poll option or a task of a checklist."""

    text: str


class Poll(TelegramType, frozen=True, gc=False):
    question: str
    options: tuple[Worded, ...] = ()


class Checklist(TelegramType, frozen=True, gc=False):
    title: str
    tasks: tuple[Worded, ...] = ()


class Dice(TelegramType, frozen=True, gc=False):
    emoji: str
    value: int


class Game(TelegramType, frozen=True, gc=False):
    title: str


class Story(TelegramType, frozen=True, gc=False):
    chat: Chat
    id: int


class Origin(TelegramType, frozen=True, gc=False):
    """Where a forwarded or quoted message came from; ``type`` is user, hidden_user, chat or channel."""

    type: str
    sender_user: User | None = None
    sender_user_name: str | None = None
    sender_chat: Chat | None = None
    chat: Chat | None = None


class ExternalReply(TelegramType, frozen=True, gc=False):
    origin: Origin


class TextQuote(TelegramType, frozen=True, gc=False):
    text: str
    entities: tuple[Entity, ...] = ()


class LinkPreview(TelegramType, frozen=True, gc=False):
    url: str | None = None
    is_disabled: bool = False


class KeyboardButton(TelegramType, frozen=True, gc=False):
    text: str
    url: str | None = None


class Keyboard(TelegramType, frozen=True, gc=False):
    inline_keyboard: tuple[tuple[KeyboardButton, ...], ...] = ()


class ServiceNote(TelegramType, frozen=True, gc=False):
    """A service message of which only its presence matters."""


class Message(TelegramType, frozen=True, gc=False):
    """A message; of one that the bot can no longer read only ``chat``, ``message_id`` and ``date`` 0 come."""

    message_id: int
    chat: Chat
    date: int = 0
    edit_date: int | None = None
    sender: User | None = msgspec.field(default=None, name="from")
    sender_chat: Chat | None = None
    author_signature: str | None = None
    message_thread_id: int | None = None
    is_topic_message: bool = False
    is_automatic_forward: bool = False
    via_bot: User | None = None
    guest_bot_caller_user: User | None = None
    guest_bot_caller_chat: Chat | None = None
    forward_origin: Origin | None = None
    reply_to_message: "Message | None" = None
    external_reply: ExternalReply | None = None
    quote: TextQuote | None = None
    media_group_id: str | None = None
    text: str | None = None
    entities: tuple[Entity, ...] = ()
    caption: str | None = None
    caption_entities: tuple[Entity, ...] = ()
    link_preview_options: LinkPreview | None = None
    reply_markup: Keyboard | None = None
    photo: tuple[File, ...] = ()
    document: File | None = None
    voice: File | None = None
    audio: File | None = None
    video: File | None = None
    video_note: File | None = None
    animation: File | None = None
    sticker: Sticker | None = None
    contact: Contact | None = None
    location: Location | None = None
    venue: Venue | None = None
    poll: Poll | None = None
    checklist: Checklist | None = None
    dice: Dice | None = None
    game: Game | None = None
    story: Story | None = None
    new_chat_members: tuple[User, ...] = ()
    left_chat_member: User | None = None
    migrate_to_chat_id: int | None = None
    migrate_from_chat_id: int | None = None
    forum_topic_created: ServiceNote | None = None
    forum_topic_closed: ServiceNote | None = None
    forum_topic_reopened: ServiceNote | None = None


class CallbackQuery(TelegramType, frozen=True, gc=False):
    id: str
    sender: User = msgspec.field(name="from")
    message: Message | None = None
    data: str | None = None


class ChatMember(TelegramType, frozen=True, gc=False):
    status: str
    user: User
    is_member: bool = False
    can_send_messages: bool = False
    can_delete_messages: bool = False
    can_restrict_members: bool = False
    can_manage_topics: bool = False


class ChatMemberUpdated(TelegramType, frozen=True, gc=False):
    chat: Chat
    sender: User = msgspec.field(name="from")
    date: int
    old_chat_member: ChatMember
    new_chat_member: ChatMember


class Update(TelegramType, frozen=True, gc=False):
    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: ChatMemberUpdated | None = None
    chat_member: ChatMemberUpdated | None = None

    @property
    def chat(self) -> int | None:
        """The chat whose order it belongs to; None for a button pressed outside of any chat."""
        if self.message is not None:
            return self.message.chat.id
        if self.edited_message is not None:
            return self.edited_message.chat.id
        if self.callback_query is not None:
            pressed = self.callback_query.message
            return None if pressed is None else pressed.chat.id
        member = self.my_chat_member or self.chat_member
        return None if member is None else member.chat.id


class Numbered(TelegramType, frozen=True, gc=False):
    """All that is known of an update that cannot be read otherwise."""

    update_id: int


class Updates(TelegramType, frozen=True, gc=False):
    """The answer of getUpdates; each update stays undecoded so that one bad one cannot spoil the others."""

    ok: bool
    result: tuple[msgspec.Raw, ...] = ()


class SentMessage(TelegramType, frozen=True, gc=False):
    message_id: int


class Sent(TelegramType, frozen=True, gc=False):
    """The answer of sendMessage, as far as it is used."""

    result: SentMessage


ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")

_UPDATE = msgspec.json.Decoder(Update)
_NUMBERED = msgspec.json.Decoder(Numbered)
_SENT = msgspec.json.Decoder(Sent)
_UPDATES = msgspec.json.Decoder(Updates)


def read_update(data: bytes | msgspec.Raw) -> Update:
    """Raises msgspec.DecodeError (ValidationError where only the shape is wrong)."""
    return _UPDATE.decode(data)


def read_number(data: bytes | msgspec.Raw) -> int | None:
    """The number of an update that ``read_update`` could not read, if it has one."""
    try:
        return _NUMBERED.decode(data).update_id
    except msgspec.DecodeError:
        return None


def read_updates(data: bytes) -> tuple[msgspec.Raw, ...]:
    """The updates in an answer of getUpdates; raises NetworkError for an answer that is not Telegram's."""
    try:
        return _UPDATES.decode(data).result
    except msgspec.DecodeError as error:
        raise NetworkError(f"the answer is not Telegram's: {error}") from error


def read_sent(data: bytes) -> int:
    """The number of the message that now stands; raises NetworkError for an answer that is not Telegram's."""
    try:
        return _SENT.decode(data).result.message_id
    except msgspec.DecodeError as error:
        raise NetworkError(f"the answer is not Telegram's: {error}") from error
