"""Joins, departures and what the bot itself may do, from service messages and chat_member updates alike."""

from datetime import UTC, datetime

from adapters.telegram.authors import address, member, place_kind
from adapters.telegram.content import full_name
from adapters.telegram.surroundings import Surroundings
from adapters.telegram.update import Chat, ChatMember, ChatMemberUpdated, Message, User
from core.events import BotReach, Event, MemberJoined, MemberLeft, PlaceKind, PlaceMoved, RoomChanged
from core.ids import Address, EventId, PersonRef

_PRESENT = frozenset({"creator", "administrator", "member"})


def is_present(state: ChatMember) -> bool:
    return state.status in _PRESENT or (state.status == "restricted" and state.is_member)


def is_administrator(state: ChatMember) -> bool:
    return state.status in {"creator", "administrator"}


def rights(state: ChatMember) -> frozenset[str]:
    """What a member may do, in the words of ``core.channel.Capability``, and ``write``."""
    if not is_present(state):
        return frozenset()
    if state.status == "creator":
        return frozenset({"write", "delete", "restrict", "ban", "rooms"})
    found = set[str]()
    if state.status != "restricted" or state.can_send_messages:
        found.add("write")
    if state.can_delete_messages:
        found.add("delete")
    if state.can_restrict_members:
        found |= {"restrict", "ban"}
    if state.can_manage_topics:
        found.add("rooms")
    return frozenset(found)


def member_events(change: ChatMemberUpdated, known: Surroundings) -> tuple[Event, ...]:
    """A promotion or restriction of somebody who stays is no event."""
    before, after = is_present(change.old_chat_member), is_present(change.new_chat_member)
    user, when = change.new_chat_member.user, datetime.fromtimestamp(change.date, UTC)
    if change.chat.type == "private" or before == after:
        return ()
    return (_joined if after else _left)(change.chat, user, when, known)


def reach_event(change: ChatMemberUpdated, known: Surroundings, id: EventId) -> tuple[Event, ...]:
    """We were added, removed, promoted, demoted, blocked or started again."""
    kind = place_kind(change.chat)
    private = kind is PlaceKind.PRIVATE
    return (
        BotReach(
            id=id,
            when=datetime.fromtimestamp(change.date, UTC),
            at=address(change.chat, known),
            kind=kind,
            title=full_name(change.sender) if private else change.chat.title or str(change.chat.id),
            present=is_present(change.new_chat_member),
            rights=frozenset({"write"} if is_present(change.new_chat_member) else ())
            if private
            else rights(change.new_chat_member),
            person=PersonRef(known.ourselves.channel, str(change.sender.id)) if private else None,
        ),
    )


def service_events(message: Message, at: Address, when: datetime, known: Surroundings) -> tuple[Event, ...]:
    """What a service message tells; empty for an ordinary one and for those that mean nothing to us."""
    events: list[Event] = []
    for user in message.new_chat_members:
        events += _joined(message.chat, user, when, known)
    if message.left_chat_member is not None:
        events += _left(message.chat, message.left_chat_member, when, known)
    if message.migrate_to_chat_id is not None:
        events.append(_moved(message.chat.id, message.migrate_to_chat_id, when, known))
    if message.migrate_from_chat_id is not None:
        events.append(_moved(message.migrate_from_chat_id, message.chat.id, when, known))
    topic = {"archived": message.forum_topic_closed, "open": message.forum_topic_reopened}
    ours = message.sender is not None and message.sender.id == known.ourselves.id
    events += [
        RoomChanged(id=EventId(f"{at.channel}:room:{at.place}:{message.message_id}"), when=when, at=at, state=state)
        for state, note in topic.items()
        if note is not None and not ours
    ]
    return tuple(events)


def _joined(chat: Chat, user: User, when: datetime, known: Surroundings) -> tuple[Event, ...]:
    # The same join comes as a service message and as a chat_member update: one id for both.
    if user.id == known.ourselves.id:
        return ()
    id = EventId(f"{known.ourselves.channel}:join:{chat.id}:{user.id}:{int(when.timestamp())}")
    at, author = address(chat, known), member(user, known)
    return (MemberJoined(id=id, when=when, at=at, kind=place_kind(chat), author=author),)


def _left(chat: Chat, user: User, when: datetime, known: Surroundings) -> tuple[Event, ...]:
    if user.id == known.ourselves.id:
        return ()
    id = EventId(f"{known.ourselves.channel}:left:{chat.id}:{user.id}:{int(when.timestamp())}")
    at, author = address(chat, known), member(user, known)
    return (MemberLeft(id=id, when=when, at=at, kind=place_kind(chat), author=author),)


def _moved(old: int, new: int, when: datetime, known: Surroundings) -> PlaceMoved:
    # Told twice, in the old chat and in the new one.
    channel = known.ourselves.channel
    return PlaceMoved(
        id=EventId(f"{channel}:moved:{old}:{new}"),
        when=when,
        old=Address(channel, str(old)),
        new=Address(channel, str(new)),
    )
