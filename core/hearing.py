"""How an event is looked at, and whether it ends before the database; with all that is known in memory for that."""

from collections.abc import Sequence

from core.community import Community
from core.deciding import belongs_to_member
from core.events import (
    ChannelState,
    CommandGiven,
    Event,
    FormSubmitted,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageReceived,
    PlaceKind,
    PlaceMoved,
    RoomChanged,
)
from core.faq.calibration import Calibration
from core.faq.overheard import Overheard
from core.ids import Address, ChannelName
from core.perception import NOTHING, Perceiver, Perception
from core.talk import Asked, Marked, Talk


class Hearing:
    """``rooms`` are ours, ``moved`` leads from a new place to the first it was, ``down`` are channels in an outage."""

    def __init__(self, perceiver: Perceiver, community: Community, calibration: Calibration) -> None:
        self._perceiver = perceiver
        self._community = community
        self.talk = Talk(community)
        self.overheard = Overheard(calibration, self.talk.is_staff)
        self.rooms: dict[Address, str] = {}
        self.moved: dict[str, str] = {}
        self.down: set[ChannelName] = set()

    def perceive(self, event: Event) -> tuple[Event, Perception | None]:
        """What can be seen without a database; the event comes back without secrets."""
        match event:
            case MessageReceived() if event.kind is PlaceKind.GROUP and event.at not in self.rooms:
                return self._group_message(event)
            case MessageReceived() if event.at in self.rooms and not belongs_to_member(self.rooms[event.at]):
                return self._perceiver.staff_message(event)
            case MessageReceived():
                return self._perceiver.private_message(event)
            case CommandGiven():
                return self._perceiver.command(event)
            case FormSubmitted():
                return self._perceiver.form(event)
            case _:
                return event, None

    def _group_message(self, event: MessageReceived) -> tuple[MessageReceived, Perception]:
        if not self._community.covers(event.at, self.moved):
            return event, NOTHING
        self.talk.hears(event)
        group = self._community.answers_in(event.at, event.within, self.moved)
        return self._perceiver.group_message(
            event,
            lines=self.overheard.lines(group.at) if group is not None else None,
            finished=event.edited and self.talk.is_young(event),
            concerns=self.talk.concerns(event),
        )

    def is_chatter(self, event: Event, perception: Perception | None) -> bool:
        """Whether an event ends before the database: it perceives nothing and touches nothing of ours."""
        match event:
            case MessageReceived():
                return self._is_idle_talk(event, perception)
            case MessageDeleted():
                return event.message.at not in self.rooms and not self.talk.concerns(event)
            case MemberJoined() | MemberLeft():
                return True
            case RoomChanged():
                return event.at not in self.rooms
            case ChannelState():
                # Coming up at the start is no news, nor is an outage that staff know of.
                return event.up == (event.channel not in self.down)
            case _:
                return False

    def _is_idle_talk(self, event: MessageReceived, perception: Perception | None) -> bool:
        room = self.rooms.get(event.at)
        if event.author.is_bot and event.kind is PlaceKind.GROUP and event.via_bot is None:
            ours = room is not None or self._community.is_staff_place(event.at)
            return ours or perception is None or perception.finding is None
        if room is not None:
            # What staff say to each other in a ticket's post is theirs alone, unless it endangers somebody.
            return not belongs_to_member(room) and perception is NOTHING
        if event.kind is PlaceKind.PRIVATE:
            return False
        if self._community.is_staff_place(event.at):
            return perception is None or not perception.secrets
        return (perception is None or perception.is_ordinary) and not self.talk.concerns(event)

    def follow(self, event: Event, asked: Sequence[Asked], marks: Sequence[Marked]) -> None:
        """Follow what a committed event changed, what became of questions by it, and what was said of answers."""
        for item in asked:
            self.talk.follow(item)
        self.overheard.follow(marks)
        match event:
            case PlaceMoved():
                self.moved[event.new.place] = self.moved.get(event.old.place, event.old.place)
            case RoomChanged(state="gone"):
                self.rooms.pop(event.at, None)
            case ChannelState():
                (self.down.discard if event.up else self.down.add)(event.channel)
