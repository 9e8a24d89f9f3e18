"""The core as the program makes it, in front of a sink instead of platforms, and what people say to it."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from bots.build import packs_of, perceiver_of
from config.settings import Settings
from core.channel import Capability, Delivery, Pace, Receipt
from core.clock import SystemClock
from core.community import Community, Group, Policy
from core.effects import Effect, OpenRoom, SendText
from core.engine import Engine
from core.events import Author, ButtonPressed, CommandGiven, Event, MessageReceived, PlaceKind
from core.faq.library import Library
from core.faq.pack import load_faq
from core.ids import Address, ChannelName, EventId, MessageRef, PersonRef
from core.outbox.dispatcher import Dispatcher
from core.outbox.store import Queued
from core.storage.db import Database, Tx
from core.text.catalog import Texts

CHAT, DESK = ChannelName("telegram"), ChannelName("discord")
GROUP = Address(CHAT, "-1001")
FORUM = Address(DESK, "9")
MEMBERS = 200
QUESTION = "my transaction has been pending for 3 hours, what can I do?"
CHATTER = (
    "gm everyone, hope you slept well",
    "the new charts look great on my phone",
    "who else watched the stream yesterday? the part about bridges was long",
    "lol same here",
    "I think fees were lower last week, but the weekend is always quiet",
    "早上好，今天天气不错",
    "昨天的直播我看了一半就睡着了",
    "大家週末愉快，記得多喝水",
    "வணக்கம் நண்பர்களே, இன்று மழை",
    "நேற்று நடந்த கூட்டம் நன்றாக இருந்தது",
    "naan innaikku romba late aa vandhen",
    "доброе утро, кофе уже готов",
    "buenos días a todos, feliz viernes",
    "merhaba arkadaşlar, iyi hafta sonları",
    "see you at the meetup on Thursday, I bring the stickers 🎉",
    "price goes up, price goes down, I go for a walk",
)


class _Sink:
    """Takes everything at once and keeps nothing: what is measured is the suite."""

    pace = Pace()
    capabilities = frozenset(Capability)

    def __init__(self, name: ChannelName) -> None:
        self.name = name
        self._number = 0

    def is_crowded(self, place: str) -> bool:
        return place.startswith("-")

    async def deliver(self, delivery: Delivery) -> Receipt:
        self._number += 1
        effect: Effect = delivery.effect
        if isinstance(effect, OpenRoom):
            room = Address(DESK, f"room{self._number}")
            return Receipt(MessageRef(room, str(self._number)), room)
        if isinstance(effect, SendText) and isinstance(effect.to, Address):
            return Receipt(MessageRef(effect.to, str(self._number)))
        return Receipt()


@dataclass(frozen=True, slots=True)
class Stage:
    engine: Engine
    database: Database


@asynccontextmanager
async def open_stage(folder: Path, *, delivers: bool) -> AsyncIterator[Stage]:
    """The core as the program makes it, with a durable database; ``delivers``: into a sink instead of a platform."""
    settings = Settings.model_validate({"data_dir": folder})
    texts, clock = Texts.load(packs_of(settings)), SystemClock()
    database = await Database.open(folder / "bellbuoy.db")
    library = Library(load_faq(packs_of(settings)), "en")
    late: list[Dispatcher] = []

    def post(queued: Sequence[Queued]) -> None:
        if delivers:
            late[0].post(queued)

    engine = Engine(
        database=database,
        texts=texts,
        perceiver=perceiver_of(settings, texts, library),
        library=library,
        community=Community(
            name="Harbour",
            locales=("en", "zh-Hans", "zh-Hant", "ta"),
            groups={GROUP: Group(GROUP, "Harbour", "en")},
            ticket_forum=FORUM,
        ),
        policy=Policy(flood_limit=10**9),
        capabilities={CHAT: frozenset(Capability), DESK: frozenset(Capability)},
        clock=clock,
        post=post,
    )
    dispatcher = Dispatcher(database, engine, clock)
    late.append(dispatcher)
    await engine.start()
    relays = [asyncio.create_task(dispatcher.relay_for(_Sink(name)).run()) for name in (CHAT, DESK) if delivers]
    try:
        yield Stage(engine, database)
    finally:
        for relay in relays:
            relay.cancel()
        await asyncio.gather(*relays, return_exceptions=True)
        await database.close()


def member_of(number: int) -> Author:
    return Author(person=PersonRef(CHAT, str(1000 + number)), name=f"Member {number}", language="en")


def said(number: int, text: str, at: Address, author: Author) -> MessageReceived:
    return MessageReceived(
        id=EventId(f"telegram:u:{number}"),
        when=datetime.now(UTC),
        at=at,
        kind=PlaceKind.GROUP if at == GROUP else PlaceKind.PRIVATE,
        author=author,
        message=MessageRef(at, str(number)),
        text=text,
    )


def in_group(count: int, start: int = 0) -> Iterable[Event]:
    for number in range(start, start + count):
        yield said(number, CHATTER[number % len(CHATTER)], GROUP, member_of(number % MEMBERS))


def in_tickets(count: int, start: int) -> Iterable[Event]:
    for number in range(start, start + count):
        author = member_of(number % MEMBERS)
        text = f"and one more thing, part {number}: it still says that it waits"
        yield said(number, text, Address(CHAT, author.person.id), author)


async def open_tickets(stage: Stage) -> None:
    """One for each member, the way a member opens one: command, category, description."""
    for member in range(MEMBERS):
        author = member_of(member)
        private = Address(CHAT, author.person.id)
        placed: dict[str, Any] = {
            "when": datetime.now(UTC),
            "at": private,
            "kind": PlaceKind.PRIVATE,
            "author": author,
        }
        await stage.engine.handle(CommandGiven(id=EventId(f"open:{member}"), name="support", caller="c", **placed))
        token, choice = await stage.database.read(_category)
        pressed = ButtonPressed(id=EventId(f"category:{member}"), token=token, choice=choice, caller="c", **placed)
        await stage.engine.handle(pressed)
        await stage.engine.handle(said(10**9 + member, "My coins never arrived.", private, author))
    opened = await stage.database.read(lambda tx: int(tx.value("SELECT count(*) FROM ticket")))
    if opened != MEMBERS:
        raise RuntimeError(f"{opened} tickets are open instead of {MEMBERS}")


def _category(tx: Tx) -> tuple[str, str]:
    """The newest menu of categories, as it stands in the outbox."""
    payload = tx.value("SELECT payload FROM outbox WHERE payload LIKE '%t-cat%' ORDER BY id DESC LIMIT 1")
    effect = msgspec.json.decode(payload, type=Effect)
    assert isinstance(effect, SendText)
    assert effect.controls.menu is not None
    return effect.controls.menu.token, "transaction"
