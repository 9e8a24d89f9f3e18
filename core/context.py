"""What a service is handed besides the event: the transaction, the time, the texts and the rules of the community."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.channel import Capability
from core.community import Community, Group, Policy, Role
from core.effects import Intent
from core.events import Author
from core.facts import Fact
from core.faq.library import EntryChange
from core.ids import Address, ChannelName
from core.perception import Perception
from core.person import Person
from core.storage.db import Tx
from core.talk import Asked, Marked
from core.text.catalog import Texts
from core.text.markup import Markup

Decision = list[Intent | Fact]


@dataclass(slots=True)
class Aftermath:
    """What has to be followed up once the transaction is committed; forgotten when it is undone.

    ``entries`` come into force then, ``asked`` is what became of questions in groups, ``marks`` is what was said of
    answers to them. ``keeps``: rows were written that count although nothing is sent.
    """

    entries: list[EntryChange] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    marks: list[Marked] = field(default_factory=list)
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """``room``: the name of our own room that the event came from, if it did. ``locale``: what the answer is in."""

    tx: Tx
    now: datetime
    texts: Texts
    community: Community
    policy: Policy
    capabilities: Mapping[ChannelName, frozenset[Capability]]
    perception: Perception | None
    person: Person | None
    room: str | None
    locale: str
    moved: Mapping[str, str]
    aftermath: Aftermath = field(default_factory=Aftermath)

    def say(self, key: str, /, **arguments: str | int | datetime | Markup) -> Markup:
        """A text in the locale of whoever is answered."""
        return self.texts.ui(self.locale, key, **arguments)

    def staff_say(self, key: str, /, **arguments: str | int | datetime | Markup) -> Markup:
        """A text in the language that staff work in: the community's default."""
        return self.texts.ui(self.community.default_locale, key, **arguments)

    def words(self, key: str, /, **arguments: str | int) -> str:
        return self.texts.words(self.locale, key, **arguments)

    def staff_words(self, key: str, /, **arguments: str | int) -> str:
        return self.texts.words(self.community.default_locale, key, **arguments)

    def group(self, at: Address) -> Group | None:
        """The group of the community's profile that a place is."""
        return self.community.group(at, self.moved)

    def can(self, channel: ChannelName, capability: Capability) -> bool:
        return capability in self.capabilities.get(channel, frozenset())

    @property
    def holds_secret(self) -> bool:
        """Whether the words of this event held a secret (which has been cut out of them already)."""
        return self.perception is not None and bool(self.perception.secrets)

    def role(self, author: Author) -> Role:
        return self.community.role_of(author)
