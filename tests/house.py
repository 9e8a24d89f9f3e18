"""The core with real SQLite, real packs and two toy platforms: what area and scenario tests talk to."""

import asyncio
import contextlib
import functools
import itertools
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bots.build import packs_of, perceiver_of
from config.settings import Settings
from core.channel import Capability, Handled
from core.community import Community, Group, Official, OfficialLink, Policy, Role
from core.engine import Engine
from core.events import (
    Author,
    ButtonPressed,
    CommandGiven,
    Event,
    FormSubmitted,
    Media,
    MessageDeleted,
    MessageReceived,
    PlaceKind,
    TimePassed,
)
from core.faq.library import EntryChange, Library
from core.faq.pack import load_faq
from core.ids import Address, ChannelName, EventId, MessageRef, PersonRef
from core.outbox.dispatcher import Dispatcher
from core.outbox.store import Queued
from core.perception import Perceiver
from core.storage.db import Database, Tx
from core.text.catalog import Texts
from core.tickets.model import CATEGORIES
from tests.toy_channel import ToyChannel, ToyMessage

T = TypeVar("T")
START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
CHAT, DESK = ChannelName("chat"), ChannelName("desk")
GROUP = Address(CHAT, "-100")
CARDS, FORUM, PANEL = Address(DESK, "cards"), Address(DESK, "forum"), Address(DESK, "panel")
MIA = Author(person=PersonRef(DESK, "1"), name="Mia")
OTTO = Author(person=PersonRef(DESK, "2"), name="Otto")
AMARA = Author(person=PersonRef(CHAT, "42"), name="Amara", username="amara", language="en")
WEI = Author(person=PersonRef(CHAT, "43"), name="小薇", language="zh-CN")
THIEF = Author(person=PersonRef(CHAT, "66"), name="Support Desk", username="helpdesk")
DIEGO = Author(person=PersonRef(DESK, "77"), name="Diego", language="en-US")

COMMUNITY = Community(
    name="Harbour",
    locales=("en", "zh-Hans", "zh-Hant", "ta"),
    people=(Official("Mia", Role.MODERATOR, (MIA.person,)), Official("Otto", Role.ADMIN, (OTTO.person,))),
    groups={GROUP: Group(GROUP, "Harbour Community", "en")},
    staff_rooms=(CARDS,),
    ticket_forum=FORUM,
    panel=PANEL,
    private_parents={DESK: PANEL},
    whole_channels=frozenset({DESK}),
    links=(OfficialLink("website", "https://harbour.example"),),
)
CHAT_CAN = frozenset({Capability.DELETE, Capability.RESTRICT, Capability.BAN, Capability.DEEP_LINKS})
DESK_CAN = frozenset(
    {
        Capability.DELETE,
        Capability.RESTRICT,
        Capability.BAN,
        Capability.ROOMS,
        Capability.FORMS,
        Capability.PRIVATE_ANSWERS,
        Capability.FIRST_CONTACT,
        Capability.IDEMPOTENT_SENDS,
    }
)


_HOUSES = itertools.count(1)


class HandClock:
    """Moves only when told."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def pass_by(self, span: timedelta) -> None:
        self._now += span


class House:
    """Speaks for people and looks at what arrived. Every ``says`` and ``presses`` waits until all is delivered."""

    def __init__(
        self,
        engine: Engine,
        database: Database,
        texts: Texts,
        chat: ToyChannel,
        desk: ToyChannel,
        clock: HandClock,
        library: Library,
    ) -> None:
        self.engine = engine
        self.library = library
        self.database = database
        self.texts = texts
        self.chat = chat
        self.desk = desk
        self.clock = clock
        self.delivers = True
        # A second house on the same rows must not tell events of the first one's names.
        self.name = f"toy-{next(_HOUSES)}"
        self._number = 0

    def next_id(self) -> str:
        self._number += 1
        return str(self._number)

    async def says(
        self,
        who: Author,
        text: str,
        at: Address | None = None,
        *,
        event_id: str | None = None,
        edits: MessageRef | None = None,
        mentions: bool = False,
        private: bool | None = None,
        reply_to: MessageRef | None = None,
        within: Address | None = None,
        media: tuple[Media, ...] = (),
    ) -> tuple[MessageRef, Handled]:
        """A message; without a place it goes into the private chat of person and bot."""
        place = at or private_with(who)
        number = self.next_id()
        ref = edits or MessageRef(place, f"m{number}")
        event = MessageReceived(
            id=EventId(event_id or f"{self.name}:{number}"),
            when=self.clock.now(),
            at=place,
            kind=PlaceKind.PRIVATE if (at is None if private is None else private) else PlaceKind.GROUP,
            author=who,
            message=ref,
            text=text,
            edited=edits is not None,
            mentions_bot=mentions,
            reply_to=reply_to,
            replies_to_bot=reply_to in self.chat.messages or reply_to in self.desk.messages,
            within=within,
            media=media,
        )
        return ref, await self.happens(event)

    def words(self, key: str, locale: str = "en", /, **arguments: str | int) -> str:
        """A text of the pack as people see it, so that a change of wording breaks no test."""
        return self.texts.words(locale, key, **arguments)

    def toast(self, channel: ToyChannel | None = None) -> str | None:
        """The last answer to whoever pressed or commanded."""
        return (channel or self.desk).answers[-1][1]

    async def commands(
        self,
        who: Author,
        name: str,
        at: Address | None = None,
        *,
        target: MessageReceived | None = None,
        replies_to: MessageRef | None = None,
        typed: bool = False,
        **arguments: str,
    ) -> Handled:
        """``typed``: the command stands as a message that can be removed."""
        number = self.next_id()
        event = CommandGiven(
            id=EventId(f"{self.name}:{number}"),
            when=self.clock.now(),
            at=at or private_with(who),
            kind=PlaceKind.PRIVATE if at is None else PlaceKind.GROUP,
            author=who,
            name=name,
            arguments=arguments,
            caller=f"call-{number}",
            message=MessageRef(at or private_with(who), f"m{number}") if typed else None,
            target=target.message if target else replies_to,
            target_text=target.text if target else "",
            target_author=target.author if target else None,
        )
        return await self.happens(event)

    async def presses(
        self,
        who: Author,
        label: str,
        message: ToyMessage,
        *,
        token: str | None = None,
        choice: str | None = None,
        event_id: str | None = None,
        at: Address | None = None,
    ) -> Handled:
        """``at``: where, for an answer that only one person sees."""
        number = self.next_id()
        kind = PlaceKind.PRIVATE if message.ref.at == private_with(who) else PlaceKind.GROUP
        event = ButtonPressed(
            id=EventId(event_id or f"{self.name}:{number}"),
            when=self.clock.now(),
            at=at or message.ref.at,
            kind=kind,
            author=who,
            token=token if token is not None else message.buttons[label],
            message=message.ref,
            caller=f"call-{number}",
            choice=choice,
            alone=message.alone,
        )
        return await self.happens(event)

    async def deletes(self, message: MessageRef) -> Handled:
        """A platform that tells such things says that a message is gone."""
        event = MessageDeleted(id=EventId(f"{self.name}:{self.next_id()}"), when=self.clock.now(), message=message)
        return await self.happens(event)

    async def follows(self, who: Author, label: str, message: ToyMessage) -> Handled:
        """Go through a button that leads into the private chat."""
        number = self.next_id()
        event = ButtonPressed(
            id=EventId(f"{self.name}:{number}"),
            when=self.clock.now(),
            at=private_with(who),
            kind=PlaceKind.PRIVATE,
            author=who,
            token=message.buttons[label],
        )
        return await self.happens(event)

    async def submits(
        self, who: Author, token: str, at: Address, *, choice: str | None = None, **values: str
    ) -> Handled:
        number = self.next_id()
        event = FormSubmitted(
            id=EventId(f"{self.name}:{number}"),
            when=self.clock.now(),
            at=at,
            kind=PlaceKind.GROUP,
            author=who,
            token=token,
            choice=choice,
            values=values,
            caller=f"call-{number}",
        )
        return await self.happens(event)

    async def time_passes(self, span: timedelta) -> None:
        self.clock.pass_by(span)
        now = self.clock.now()
        await self.happens(TimePassed(id=EventId(f"time:{now.isoformat()}"), when=now))

    async def happens(self, event: Event) -> Handled:
        handled = await self.engine.handle(event)
        if self.delivers:
            await self.settles()
        return handled

    async def settles(self) -> None:
        """Until nothing waits in the outbox that is due."""
        await self.until(lambda tx: _due(tx) == 0)

    async def until(self, holds: Callable[[Tx], bool]) -> None:
        """Look again and again until something is true of the rows: relays tell nobody when they are idle."""
        async with asyncio.timeout(10):
            while True:
                if await self.database.read(holds):
                    return
                await asyncio.sleep(0.001)

    async def sql(self, query: str, *params: str | int) -> list[tuple[object, ...]]:
        return await self.database.read(lambda tx: [tuple(row) for row in tx.all(query, *params)])

    def private(self, who: Author) -> list[ToyMessage]:
        channel = self.chat if who.person.channel == CHAT else self.desk
        return channel.at(private_with(who).place)

    def group(self) -> list[ToyMessage]:
        return self.chat.at(GROUP.place)

    def cards(self) -> list[ToyMessage]:
        return self.desk.at(CARDS.place)

    async def room(self, ticket: int, side: str = "staff") -> list[ToyMessage]:
        rows = await self.sql("SELECT place FROM room WHERE name = ? AND gone_at IS NULL", f"ticket:{ticket}:{side}")
        return self.desk.at(str(rows[0][0])) if rows else []

    async def room_at(self, ticket: int, side: str = "staff") -> Address:
        rows = await self.sql("SELECT place FROM room WHERE name = ? AND gone_at IS NULL", f"ticket:{ticket}:{side}")
        return Address(DESK, str(rows[0][0]))

    async def opens_ticket(
        self, who: Author = AMARA, category: str = "Transaction", words: str = "My coins never arrived."
    ) -> int:
        """The whole way of a member of the chat platform, from the command to the number."""
        await self.commands(who, "support")
        menu = next(message for message in reversed(self.private(who)) if len(message.buttons) == len(CATEGORIES))
        category = category if category in menu.buttons else next(iter(menu.buttons))
        await self.presses(who, category, menu)
        await self.says(who, words)
        rows = await self.sql("SELECT max(id) FROM ticket")
        return int(str(rows[0][0]))

    async def opens_thread(
        self, who: Author = DIEGO, category: str = "transaction", words: str = "My coins never arrived."
    ) -> int:
        """The whole way of a member of the desk platform, through the panel's form."""
        await self.commands(who, "support", PANEL)
        menu = self.desk.answer_controls[-1]
        await self.submits(who, menu.menu, PANEL, choice=category, description=words)
        rows = await self.sql("SELECT max(id) FROM ticket")
        return int(str(rows[0][0]))


def _due(tx: Tx) -> int:
    return int(
        tx.value("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending') AND coalesce(not_before, 0) = 0")
    )


def private_with(who: Author) -> Address:
    return Address(who.person.channel, who.person.id)


@functools.cache
def _content() -> tuple[Texts, Perceiver, Library]:
    """What is read from the packs that ship; the same for every test that changes no entry."""
    settings = Settings.model_validate(
        {"data_dir": "no-such-folder", "community": {"links": [{"name": "website", "url": "https://harbour.example"}]}}
    )
    texts = Texts.load(packs_of(settings))
    library = Library(load_faq(packs_of(settings)), "en")
    return texts, perceiver_of(settings, texts, library), library


@contextlib.asynccontextmanager
async def open_house(
    folder: Path,
    *,
    policy: Policy | None = None,
    community: Community = COMMUNITY,
    prepare: Callable[[ToyChannel, ToyChannel], None] | None = None,
    delivers: bool = True,
    starts: datetime = START,
) -> AsyncIterator[House]:
    """A running core over two toy platforms; the database file stays in the folder.

    ``delivers`` false: nothing leaves the outbox, as if the program had been stopped right after each commit.
    """
    clock = HandClock(starts)
    texts, perceiver, library = _content()
    chat, desk = ToyChannel(CHAT, CHAT_CAN), ToyChannel(DESK, DESK_CAN)
    if prepare is not None:
        prepare(chat, desk)
    database = await Database.open(folder / "bellbuoy.db", clock=clock, durable=False)
    late: list[Dispatcher] = []

    def post(queued: Sequence[Queued]) -> None:
        late[0].post(queued)

    engine = Engine(
        database=database,
        texts=texts,
        perceiver=perceiver,
        library=library,
        community=community,
        policy=policy or Policy(),
        capabilities={CHAT: CHAT_CAN, DESK: DESK_CAN},
        clock=clock,
        post=post,
    )
    dispatcher = Dispatcher(database, engine, clock)
    late.append(dispatcher)
    await engine.start()
    channels = (chat, desk) if delivers else ()
    relays = [asyncio.create_task(dispatcher.relay_for(channel).run()) for channel in channels]
    try:
        house = House(engine, database, texts, chat, desk, clock, library)
        house.delivers = delivers
        yield house
    finally:
        for relay in relays:
            relay.cancel()
        await asyncio.gather(*relays, return_exceptions=True)
        await database.close()
        library.follow([EntryChange(*key, library.packed(*key)) for key in library.changed()])
