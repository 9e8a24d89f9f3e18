"""Who did something, in the core's words: accounts, channels that write, anonymous administrators."""

from adapters.telegram.content import full_name
from adapters.telegram.surroundings import Group, Surroundings
from adapters.telegram.update import Chat, Message, User
from core.events import Author, PlaceKind
from core.ids import Address, PersonRef

# Telegram's own account: it forwards posts of linked channels and writes service notices.
TELEGRAM_ITSELF = 777000


def place_kind(chat: Chat) -> PlaceKind:
    return PlaceKind.PRIVATE if chat.type == "private" else PlaceKind.GROUP


def address(chat: Chat, known: Surroundings, thread: int | None = None) -> Address:
    return Address(known.ourselves.channel, str(chat.id), None if thread is None else str(thread))


def message_address(message: Message, known: Surroundings) -> Address:
    # In groups without topics message_thread_id is only the start of a chain of replies.
    return address(message.chat, known, message.message_thread_id if message.is_topic_message else None)


def member(user: User, known: Surroundings) -> Author:
    """A person or bot under its own name."""
    return Author(
        person=PersonRef(known.ourselves.channel, str(user.id)),
        name=full_name(user),
        username=user.username,
        language=user.language_code,
        is_bot=user.is_bot,
        is_privileged=user.id == TELEGRAM_ITSELF or user.id in _group(known).administrators,
    )


def writer(message: Message, known: Surroundings) -> Author | None:
    """Who answers for a message; None for a post without any author.

    With ``sender_chat`` the account in ``from`` is only a stand-in of Telegram's for older clients. A guest
    bot, which is no member, writes at the wish of somebody: that person answers for it.
    """
    if message.sender_chat is not None:
        return _chat(message, message.sender_chat, known)
    if message.guest_bot_caller_user is not None:
        return member(message.guest_bot_caller_user, known)
    if message.guest_bot_caller_chat is not None:
        return _chat(message, message.guest_bot_caller_chat, known)
    return None if message.sender is None else member(message.sender, known)


def _chat(message: Message, chat: Chat, known: Surroundings) -> Author:
    anonymous_administrator = chat.id == message.chat.id
    linked = message.is_automatic_forward or chat.id == _group(known).linked_chat
    return Author(
        person=PersonRef(known.ourselves.channel, f"chat:{chat.id}"),
        name=message.author_signature or chat.title or chat.username or str(chat.id),
        username=chat.username,
        is_privileged=anonymous_administrator or linked,
    )


def _group(known: Surroundings) -> Group:
    return known.group or _NOBODY


_NOBODY = Group()
