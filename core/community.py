"""Who and what is ours: people by numeric id, places, links and addresses, as the operator listed them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum

from core.events import Author
from core.ids import Address, ChannelName, PersonRef


class Role(IntEnum):
    """What somebody may do; a higher role may do all that a lower one may."""

    MEMBER = 0
    HELPER = 1
    MODERATOR = 2
    LEAD = 3
    ADMIN = 4


@dataclass(frozen=True, slots=True)
class Official:
    """One of our people, with an account on one or more platforms."""

    name: str
    role: Role
    accounts: tuple[PersonRef, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A public place that we look after."""

    at: Address
    title: str
    locale: str | None = None
    answers: bool = True


@dataclass(frozen=True, slots=True)
class OfficialLink:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class OfficialAddress:
    chain: str
    address: str
    label: str


@dataclass(frozen=True, slots=True)
class Community:
    """The profile that everything official derives from. ``roles``: a platform's role id -> what it may do.

    ``staff_rooms`` receive cards; ``ticket_forum`` gets a post for each ticket; ``private_parents`` says, for a channel
    where members have no private chat with the bot, under which channel their private thread is opened.
    ``whole_channels``: channels on which every public place is ours (a Discord server), not only those in ``groups``.
    """

    name: str
    default_locale: str = "en"
    locales: tuple[str, ...] = ("en",)
    people: tuple[Official, ...] = ()
    roles: Mapping[tuple[ChannelName, str], Role] = field(default_factory=dict)
    groups: Mapping[Address, Group] = field(default_factory=dict)
    staff_rooms: tuple[Address, ...] = ()
    ticket_forum: Address | None = None
    panel: Address | None = None
    private_parents: Mapping[ChannelName, Address] = field(default_factory=dict)
    whole_channels: frozenset[ChannelName] = frozenset()
    links: tuple[OfficialLink, ...] = ()
    addresses: tuple[OfficialAddress, ...] = ()

    def role_of(self, author: Author) -> Role:
        """The highest role by the person's id or the platform's role ids; names and titles count for nothing."""
        best = Role.MEMBER
        for official in self.people:
            if author.person in official.accounts:
                best = max(best, official.role)
        for role in author.roles:
            best = max(best, self.roles.get((author.person.channel, role), Role.MEMBER))
        return best

    def group(self, at: Address, moved: Mapping[str, str]) -> Group | None:
        """The group that a place is or, after a move, was; a forum topic belongs to its group."""
        found = self.groups.get(Address(at.channel, at.place))
        if found is None and at.place in moved:
            found = self.groups.get(Address(at.channel, moved[at.place]))
        return found

    def answers_in(self, at: Address, within: Address | None, moved: Mapping[str, str]) -> Group | None:
        """The group that a place is, or is within, if questions to nobody in particular are answered there."""
        found = self.group(at, moved) or (self.group(within, moved) if within is not None else None)
        return found if found is not None and found.answers else None

    def covers(self, at: Address, moved: Mapping[str, str]) -> bool:
        """Whether a public place is ours to look after."""
        return at.channel in self.whole_channels or self.group(at, moved) is not None

    def is_staff_place(self, at: Address) -> bool:
        return at in self.staff_rooms or at == self.ticket_forum


@dataclass(frozen=True, slots=True)
class Policy:
    """Times and limits that the operator set."""

    follow_up_after: timedelta = timedelta(hours=24)
    reopen_within: timedelta = timedelta(days=7)
    dialog_expires: timedelta = timedelta(hours=24)
    faq_cool_down: timedelta = timedelta(seconds=60)
    faq_delay: timedelta = timedelta()
    faq_shield: bool = True
    faq_collects: bool = True
    faq_review_after: timedelta = timedelta(days=180)
    asks_rating: bool = True
    tickets_per_person: int = 3
    flood_limit: int = 20  # messages of one person that a ticket takes in within flood_window
    flood_window: timedelta = timedelta(minutes=1)
    scam_acts: bool = True
    restrict_for: timedelta = timedelta(hours=12)
    newcomer_days: int = 7
    keep_sent_payloads: timedelta = timedelta(days=7)
    keep_evidence: timedelta = timedelta(days=90)
    keep_tickets: timedelta = timedelta(days=180)
    keep_questions: timedelta = timedelta(days=90)
