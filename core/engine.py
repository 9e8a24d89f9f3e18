"""One event, one transaction: perceive, decide, queue; what has no effect is neither written nor kept."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

import msgspec

from core.buttons import ButtonSigner
from core.channel import Capability, Handled, WatchedRoom
from core.clock import Clock
from core.community import Community, Policy, Role
from core.context import Aftermath, Context
from core.deciding import Decider, belongs_to_member
from core.effects import Intent, NotifyStaff, OpenRoom, Outcome
from core.errors import StorageError, path_of
from core.events import (
    FROM_PEOPLE,
    Author,
    BotReach,
    ButtonPressed,
    CommandGiven,
    Event,
    FormSubmitted,
    MessageDeleted,
    MessageReceived,
    PlaceKind,
    PlaceMoved,
    RoomChanged,
    TimePassed,
    place_of,
)
from core.faq.library import Library
from core.faq.overheard import MOST_PLACES
from core.faq.scores import store as scores
from core.hearing import Hearing
from core.ids import Address, ChannelName, EventId, RoomName
from core.inbox import store as inbox
from core.inbox.aside import kept_of
from core.names import presentable
from core.outbox import store as outbox
from core.outbox.store import Queued
from core.people import store as people
from core.perception import Perceiver, Perception
from core.person import Person
from core.routing import addressed, signed
from core.speaking import locale_for, surely_spoken
from core.storage.db import Database, Discard, Tx
from core.text.catalog import Texts
from core.tidying import service as tidying

log = logging.getLogger(__name__)

TRIES = 3
KEY_FACT = "button-key"
ENGINE = ChannelName("engine")
Post = Callable[[Sequence[Queued]], None]
Worked = tuple[Handled, list[Queued], Aftermath]
NOTHING_DONE: Worked = (Handled.IGNORED, [], Aftermath())

# What these change stands in our rows, whether or not anything is to happen outside.
WITHOUT_WORDS = (BotReach, PlaceMoved, ButtonPressed, CommandGiven, RoomChanged, MessageDeleted)


class Engine:
    """Implements core.channel.Intake for adapters and core.outbox.ledger.Settle for relays.

    ``post`` hands committed rows to the relays. Call ``start`` before anything else.
    """

    def __init__(
        self,
        *,
        database: Database,
        texts: Texts,
        perceiver: Perceiver,
        library: Library,
        community: Community,
        policy: Policy,
        capabilities: Mapping[ChannelName, frozenset[Capability]],
        clock: Clock,
        post: Post,
    ) -> None:
        self._database = database
        self._texts = texts
        self._perceiver = perceiver
        self._hearing = Hearing(perceiver, community, library.lookup.calibration)
        self._library = library
        self._community = community
        self._policy = policy
        self._capabilities = capabilities
        self._clock = clock
        self._post = post
        self._clock_fails = False
        self._outcomes = 0
        self._signer: ButtonSigner | None = None
        self._decider: Decider | None = None

    async def start(self) -> None:
        """Load what is kept in memory beside the rows: our rooms, moved places, the key of the buttons, scores."""
        fresh = secrets.token_hex(32)

        def load(tx: Tx) -> tuple[dict[Address, str], dict[str, str], str]:
            key = inbox.fact(tx, ENGINE, KEY_FACT)
            if key is None:
                inbox.put_fact(tx, ENGINE, KEY_FACT, fresh)
            return inbox.rooms(tx), inbox.moves(tx), key or fresh

        self._hearing.rooms, self._hearing.moved, key = await self._database.write(load)
        self._signer = ButtonSigner(bytes.fromhex(key))
        self._decider = Decider(self._library, self._signer, self._hearing.talk)
        self._library.follow(await self._database.read(self._decider.changed_entries))
        await self._database.read(partial(self._decider.load_talk, now=self._clock.now()))
        self._hearing.overheard.load(await self._database.read(partial(scores.latest, most=MOST_PLACES)))

    # What adapters ask (core.channel.Intake)

    async def handle(self, event: Event) -> Handled:
        """See core.channel.Intake. Raises StorageError when nothing could be written: then do not acknowledge."""
        error: Exception | None = None
        clean: Event | None = None
        for attempt in range(1, TRIES + 1):
            try:
                seen, perception = self._hearing.perceive(event)
                if self._hearing.is_chatter(seen, perception):
                    return Handled.IGNORED
                clean = presentable(seen)
                # Whoever waits may be cancelled; what is committed must reach relays and memory all the same.
                return await asyncio.shield(self._commit(clean, perception))
            except StorageError:
                raise
            except Exception as fault:  # the one place for a fault in handling an event: tried again, then put aside
                log.error("event failed event=%s attempt=%s %s", event.id, attempt, path_of(fault))
                error = fault
                await asyncio.sleep(0)
        assert error is not None
        return await asyncio.shield(self._bury(event, clean, error))

    def listens_to(self, at: Address, *, private: bool) -> bool:
        return private or belongs_to_member(self._hearing.rooms.get(at))

    async def wants_media(self, event: MessageReceived) -> bool:
        if self._perceiver.secrets_in(event):
            return False
        if event.kind is PlaceKind.GROUP:
            return belongs_to_member(self._hearing.rooms.get(event.at))
        who, now = event.author.person, self._clock.now()
        since = now - self._policy.reopen_within
        return await self._database.read(lambda tx: inbox.expects_files(tx, who, since, now))

    async def watched_rooms(self, channel: ChannelName) -> list[WatchedRoom]:
        since = self._clock.now() - self._policy.reopen_within
        return await self._database.read(lambda tx: inbox.watched_rooms(tx, channel, since))

    async def suggestions(
        self, command: str, parameter: str, words: str, locale: str | None, author: Author | None
    ) -> Mapping[str, str]:
        if (command, parameter) != ("faq", "words"):
            return {}
        role = self._community.role_of(author) if author is not None else Role.MEMBER
        spoken = self._texts.pick(locale) if author is None else await self.locale_of(author)
        return self._ready()[0].suggestions(self._texts, words, spoken, role)

    async def locale_of(self, author: Author) -> str:
        return await self._database.read(lambda tx: people.locale_of(tx, author, self._texts.pick))

    async def form_values(self, form: str, token: str, choice: str | None, author: Author) -> Mapping[str, str]:
        decider, signer = self._ready()
        action = signer.action(token, author.person)
        if action is None:
            return {}
        role = self._community.role_of(author)
        return await self._database.read(lambda tx: decider.form_values(tx, form, action, author.person, role))

    async def remembered(self, channel: ChannelName, key: str) -> str | None:
        return await self._database.read(lambda tx: inbox.fact(tx, channel, key))

    async def remember(self, channel: ChannelName, key: str, value: str) -> None:
        await self._database.write(lambda tx: inbox.put_fact(tx, channel, key, value))

    # What relays ask (core.outbox.ledger.Settle)

    def outcome(self, tx: Tx, outcome: Outcome, now: datetime) -> list[Queued]:
        """Let the area answer to how its effect ended, in the transaction that notes the end."""
        if isinstance(outcome.effect, OpenRoom) and isinstance(outcome.effect.room, RoomName) and outcome.message:
            self._hearing.rooms[outcome.message.at] = outcome.effect.room.name
        decider, _ = self._ready()
        ctx = self._context(tx, now, None, None, None, self._community.default_locale)
        intents = decider.outcome(outcome, ctx)
        # Notes need not be unique, nor need the clock move between two outcomes.
        self._outcomes += 1
        cause = EventId(f"outcome:{outcome.note}:{outcome.state}:{now.isoformat()}:{self._outcomes}")
        return self._queue(tx, cause, intents, now)

    # Work of the house

    async def tidy(self) -> dict[str, int]:
        """Forget what need not be kept any longer; returns how many rows of each kind went. Repeat-safe."""
        gone = await tidying.tidy(self._database, self._clock.now(), self._policy)
        for at in gone.rooms:
            self._hearing.rooms.pop(at, None)
        self._hearing.overheard.forget_before(self._clock.now() - tidying.SCORES_FOR)
        return gone.counts

    async def retry_dead(self, number: int) -> bool:
        """Try a dead event, or a dead outcome of a delivery, once more.

        False when there is none of that number, or its words were not kept. Raises what fails again.
        """
        rows = await self._database.read(inbox.dead)
        found = next((row for row in rows if row.number == number and row.payload), None)
        if found is None:
            return False
        if found.kind == "outcome":
            await self._retry_outcome(number, msgspec.json.decode(found.payload, type=Outcome))
            return True
        event = msgspec.json.decode(found.payload, type=Event)

        def forget(tx: Tx) -> None:
            inbox.unsee(tx, event.id)
            inbox.mark_retried(tx, number, self._clock.now())

        await self._database.write(forget)
        return await self.handle(event) is not Handled.DEAD

    async def _retry_outcome(self, number: int, outcome: Outcome) -> None:
        def work(tx: Tx) -> list[Queued]:
            now = self._clock.now()
            inbox.mark_retried(tx, number, now)
            return self.outcome(tx, outcome, now)

        self._post(await self._database.write(work))

    # Inside

    async def _commit(self, event: Event, perception: Perception | None) -> Handled:
        handled, queued, aftermath = await self._database.write(partial(self._work, event, perception))
        self._library.follow(aftermath.entries)
        self._hearing.follow(event, aftermath.asked, aftermath.marks)
        self._post(queued)
        if isinstance(event, TimePassed):
            self._clock_fails = False
            await self._keep_scores(event.when)
        return handled

    async def _keep_scores(self, now: datetime) -> None:
        """Write what was counted since; kept in memory for the next time where that fails."""
        rows = self._hearing.overheard.unsaved(now)
        if rows:
            await self._database.write(partial(scores.put, rows=rows))
            self._hearing.overheard.saved()

    def _ready(self) -> tuple[Decider, ButtonSigner]:
        assert self._decider is not None, "start() first"
        assert self._signer is not None, "start() first"
        return self._decider, self._signer

    def _work(self, event: Event, perception: Perception | None, tx: Tx) -> Worked:
        """The transaction of one event; undone as a whole when nothing follows from it."""
        now = event.when if isinstance(event, TimePassed) else self._clock.now()
        if not isinstance(event, TimePassed) and not inbox.first_time(tx, event.id, now):
            raise Discard((Handled.REPEATED, [], Aftermath()))
        decider, _ = self._ready()
        person = self._person(tx, event, now)
        place = place_of(event)
        room = self._hearing.rooms.get(place) if place else None
        ctx = self._context(tx, now, perception, person, room, self._locale(event, perception, person))
        spoke = surely_spoken(event, perception, texts=self._texts, is_staff=self._is_staff(event))
        if person is not None and spoke is not None:
            people.note_spoken(tx, person, spoke)
        intents = decider.decide(event, ctx)
        if isinstance(event, MessageReceived) and (room is not None or event.kind is PlaceKind.PRIVATE):
            inbox.note_last_in_room(tx, event.at, event.message.id)
        elif not intents and not ctx.aftermath.keeps and not isinstance(event, WITHOUT_WORDS):
            raise Discard(NOTHING_DONE)
        return Handled.DONE, self._queue(tx, event.id, intents, now), ctx.aftermath

    def _queue(self, tx: Tx, cause: EventId, intents: Sequence[Intent], now: datetime) -> list[Queued]:
        _, signer = self._ready()
        effects = [signed(effect, signer) for effect in addressed(intents, self._community)]
        return outbox.add(tx, cause=cause, effects=effects, now=now) if effects else []

    def _person(self, tx: Tx, event: Event, now: datetime) -> Person | None:
        """Only those who talk to us are noted, never those who merely chat in a group."""
        match event:
            case CommandGiven() | ButtonPressed() | FormSubmitted():
                return people.touch(tx, event.author, now, self._texts.pick)
            case MessageReceived() if event.kind is PlaceKind.PRIVATE or event.at in self._hearing.rooms:
                return people.touch(tx, event.author, now, self._texts.pick)
            case _:
                return None

    def _locale(self, event: Event, perception: Perception | None, person: Person | None) -> str:
        group = self._community.group(event.at, self._hearing.moved) if isinstance(event, MessageReceived) else None
        return locale_for(
            event,
            perception,
            person,
            texts=self._texts,
            place=group.locale if group else None,
            default=self._community.default_locale,
            is_staff=self._is_staff(event),
        )

    def _is_staff(self, event: Event) -> bool:
        return isinstance(event, FROM_PEOPLE) and self._community.role_of(event.author) >= Role.HELPER

    def _context(
        self,
        tx: Tx,
        now: datetime,
        perception: Perception | None,
        person: Person | None,
        room: str | None,
        locale: str,
    ) -> Context:
        return Context(
            tx=tx,
            now=now,
            texts=self._texts,
            community=self._community,
            policy=self._policy,
            capabilities=self._capabilities,
            perception=perception,
            person=person,
            room=room,
            locale=locale,
            moved=self._hearing.moved,
        )

    async def _bury(self, event: Event, clean: Event | None, error: Exception) -> Handled:
        """Put an event aside that fails again and again, and tell staff.

        ``clean`` is the event without secrets; None when it could not even be looked at, and then no word of it is
        kept. Raises StorageError when the event can neither be handled nor put aside.
        """
        if isinstance(event, TimePassed):
            # Every tick would fail the same way: staff hear of it once until one goes well.
            if self._clock_fails:
                return Handled.DEAD
            self._clock_fails = True
        payload = kept_of(clean, self._hearing.rooms)
        kind = type(event).__name__
        place = place_of(event)
        now = self._clock.now()

        def work(tx: Tx) -> list[Queued]:
            if not inbox.first_time(tx, event.id, now):
                raise Discard([])
            number = inbox.bury(
                tx,
                event=event.id,
                kind=kind,
                channel=place.channel if place else ENGINE,
                error=f"{type(error).__name__}",
                payload=payload,
                attempts=TRIES,
                now=now,
            )
            told = self._texts.ui(
                self._community.default_locale, "event-dead", number=number, kind=kind, error=type(error).__name__
            )
            return self._queue(tx, EventId(f"dead:{event.id}"), [NotifyStaff(text=told)], now)

        try:
            self._post(await self._database.write(work))
        except StorageError:
            raise
        except Exception as fault:
            raise StorageError(f"an event can neither be handled nor put aside: {type(fault).__name__}") from fault
        log.error("event put aside event=%s kind=%s error=%s", event.id, kind, type(error).__name__)
        return Handled.DEAD
