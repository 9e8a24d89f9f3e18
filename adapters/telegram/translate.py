"""Updates of Telegram become events of the core. Pure: everything it needs to know is handed in."""

from datetime import UTC, datetime

from adapters.telegram.authors import member, message_address, place_kind, writer
from adapters.telegram.caller import Caller
from adapters.telegram.content import hidden_links, media, mentions, origin, words
from adapters.telegram.membership import member_events, reach_event, service_events
from adapters.telegram.surroundings import Surroundings
from adapters.telegram.update import CallbackQuery, Message, Update
from core.commands import BY_NAME
from core.events import Author, ButtonPressed, CommandGiven, Event, MessageReceived, PlaceKind
from core.ids import Address, EventId, MessageRef, PersonRef

# The core's button tokens begin with this; any other payload of a deep link is somebody's own.
TOKEN_PREFIX = "b-"


def translate(update: Update, known: Surroundings) -> tuple[Event, ...]:
    """The events that an update tells, in their order; empty for what does not concern us.

    Their ids are the same whenever Telegram sends the update again.
    """
    id = EventId(f"{known.ourselves.channel}:u:{update.update_id}")
    if update.message is not None:
        return _message(update.message, known, id, edited=False)
    if update.edited_message is not None:
        return _message(update.edited_message, known, id, edited=True)
    if update.callback_query is not None:
        return _pressed(update.callback_query, known, id)
    if update.my_chat_member is not None:
        return reach_event(update.my_chat_member, known, id)
    if update.chat_member is not None:
        return member_events(update.chat_member, known)
    return ()


def _message(message: Message, known: Surroundings, id: EventId, *, edited: bool) -> tuple[Event, ...]:
    if message.chat.type not in {"private", "group", "supergroup"}:
        return ()
    at = message_address(message, known)
    when = datetime.fromtimestamp((edited and message.edit_date) or message.date, UTC)
    told = service_events(message, at, when, known)
    author = writer(message, known)
    if told or author is None:
        return told
    if not edited and message.text is not None and message.text.startswith("/"):
        command = _command(message, known, id, at, when, author)
        if command is not None:
            return command
    return _written(message, known, id, at, when, author, edited=edited)


def _written(
    message: Message,
    known: Surroundings,
    id: EventId,
    at: Address,
    when: datetime,
    author: Author,
    *,
    edited: bool,
) -> tuple[Event, ...]:
    text, files, links = words(message), media(message), hidden_links(message)
    if not (text or files or links):
        return ()  # a service message that means nothing to us
    ourselves, replied = known.ourselves, _replied(message)
    return (
        MessageReceived(
            id=id,
            when=when,
            at=at,
            kind=place_kind(message.chat),
            author=author,
            message=MessageRef(at, str(message.message_id)),
            text=text,
            links=links,
            media=files,
            reply_to=None if replied is None else MessageRef(at, str(replied.message_id)),
            replies_to_bot=replied is not None and replied.sender is not None and replied.sender.id == ourselves.id,
            mentions_bot=mentions(message, ourselves.id, ourselves.username),
            forwarded_from=origin(message),
            via_bot=_via(message),
            album=message.media_group_id,
            edited=edited,
        ),
    )


def _command(
    message: Message, known: Surroundings, id: EventId, at: Address, when: datetime, author: Author
) -> tuple[Event, ...] | None:
    """The command that a message gives, nothing for another bot's, None when it is to be read as a message.

    Words after a command that is not ours stay a message: a slash in front must not hide a scam.
    """
    first, *rest = (message.text or "").split(maxsplit=1)
    name, _, addressee = first[1:].partition("@")
    name, arguments = name.lower(), rest[0].strip() if rest else ""
    if not message.entities or message.entities[0].type != "bot_command" or message.entities[0].offset != 0:
        return None
    private = place_kind(message.chat) is PlaceKind.PRIVATE
    others = addressee.lower() not in {"", known.ourselves.username.lower()}
    if others or (name not in BY_NAME and not private):
        return None if arguments else ()
    if name == "start" and private and arguments.startswith(TOKEN_PREFIX):
        return (
            ButtonPressed(
                id=id,
                when=when,
                at=at,
                kind=PlaceKind.PRIVATE,
                author=author,
                token=arguments,
                caller=_commander(message, author, at),
            ),
        )
    replied = _replied(message)
    return (
        CommandGiven(
            id=id,
            when=when,
            at=at,
            kind=place_kind(message.chat),
            author=author,
            name=name,
            arguments={_first_parameter(name): arguments} if arguments else {},
            message=MessageRef(at, str(message.message_id)),
            target=None if replied is None else MessageRef(at, str(replied.message_id)),
            target_text="" if replied is None else words(replied),
            target_author=None if replied is None else writer(replied, known),
            caller=_commander(message, author, at),
        ),
    )


def _pressed(query: CallbackQuery, known: Surroundings, id: EventId) -> tuple[Event, ...]:
    if not query.data:
        return ()  # a game's button
    person = str(query.sender.id)
    if query.message is None:
        # Pressed under a message sent through inline mode: Telegram does not say where it stands.
        at, kind, message = Address(known.ourselves.channel, person), PlaceKind.PRIVATE, None
        caller = Caller(person, query.id, None)
    else:
        at, kind = message_address(query.message, known), place_kind(query.message.chat)
        message = MessageRef(at, str(query.message.message_id))
        caller = Caller(person, query.id, at.place, at.thread, message.id)
    return (
        ButtonPressed(
            id=id,
            when=known.now,
            at=at,
            kind=kind,
            author=member(query.sender, known),
            token=query.data,
            message=message,
            caller=str(caller),
        ),
    )


def _replied(message: Message) -> Message | None:
    """The message replied to. In a topic every message "replies" to the one that created the topic."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return None
    if message.is_topic_message and replied.message_id == message.message_thread_id:
        return None
    return replied


def _first_parameter(name: str) -> str:
    command = BY_NAME.get(name)
    return command.parameters[0].name if command is not None and command.parameters else "words"


def _commander(message: Message, author: Author, at: Address) -> str | None:
    """None for an author with whom there is no private chat, such as an anonymous administrator."""
    if message.sender is None or author.person != PersonRef(at.channel, str(message.sender.id)):
        return None
    return str(Caller(author.person.id, None, at.place, at.thread, str(message.message_id)))


def _via(message: Message) -> str | None:
    bot = message.via_bot
    if bot is None and (message.guest_bot_caller_user or message.guest_bot_caller_chat) is not None:
        bot = message.sender
    return None if bot is None else bot.username or str(bot.id)
