"""Which area answers which event, in which order; runs inside the transaction and waits for nothing."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import assert_never

from core import guard
from core.buttons import ButtonSigner
from core.community import Role
from core.context import Context, Decision
from core.effects import Action, Intent, NotifyStaff, Outcome
from core.events import (
    BotReach,
    ButtonPressed,
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
    TimePassed,
)
from core.facts import Fact, QuestionMissed, TicketFact, WantsHuman
from core.faq.editing import FaqEditor
from core.faq.gaps import FaqGaps
from core.faq.library import EntryChange, Library
from core.faq.service import FaqDesk
from core.followups import service as followups
from core.ids import PersonRef
from core.inbox import store as inbox
from core.people import service as people
from core.people import store as people_store
from core.replying import release, reply
from core.routing import note_parts
from core.scam import reports
from core.scam import service as scam
from core.storage.db import Tx
from core.talk import Talk
from core.text.catalog import Texts
from core.text.markup import Text
from core.tickets import healing
from core.tickets import service as tickets
from core.tickets import store as ticket_store
from core.tickets.model import ticket_of_room
from core.tickets.noted import answer_in

log = logging.getLogger(__name__)

# As many values as Discord shows while somebody types.
MOST_SUGGESTED = 25
# Refused by the desk itself, in words for staff.
STAFF_WORDS = frozenset({"reply", "edit", "note", "close"})
ButtonHandler = Callable[[ButtonPressed, str, str, Context], Decision | None]


class Decider:
    """Hands each event to the areas; the first that has something to say about it answers."""

    def __init__(self, library: Library, signer: ButtonSigner, talk: Talk) -> None:
        self._faq = FaqDesk(library, talk)
        self._editor = FaqEditor(library)
        self._gaps = FaqGaps(library)
        self._signer = signer

    def changed_entries(self, tx: Tx) -> list[EntryChange]:
        """What staff made of the packs' entries."""
        return self._editor.in_force(tx)

    def suggestions(self, texts: Texts, words: str, locale: str, role: Role) -> Mapping[str, str]:
        """What is offered while somebody types after ``/faq``."""
        found = self._gaps.suggestions(texts, words, locale, role) | self._editor.suggestions(
            texts, words, locale, role
        )
        return dict(list(found.items())[:MOST_SUGGESTED])

    def form_values(self, tx: Tx, form: str, action: Action, who: PersonRef, role: Role) -> Mapping[str, str]:
        """What stands in a form that is about to be opened for somebody."""
        return self._editor.form_values(tx, form, action.verb, action.argument, who, role)

    def load_talk(self, tx: Tx, now: datetime) -> None:
        """Fill the memory of what was said lately from the rows."""
        self._faq.load_talk(tx, now)

    def decide(self, event: Event, ctx: Context) -> list[Intent]:
        """Everything that is to happen because of the event; what areas tell each other is settled here."""
        return self._settled(self._first(event, ctx), event, ctx)

    def outcome(self, outcome: Outcome, ctx: Context) -> list[Intent]:
        """What follows from how an effect ended."""
        parts = note_parts(outcome.note)
        if parts is None:
            return []
        area, what, number = parts
        decided: Decision = []
        match area:
            case "faq":
                decided = self._faq.on_outcome(number, outcome, ctx)
            case "ticket":
                decided = tickets.on_outcome(what, number, outcome, ctx)
            case "scam":
                decided = scam.on_outcome(what, number, outcome, ctx)
            case "followup":
                decided = followups.on_outcome(number, outcome, ctx)
            case "guard":
                decided = guard.on_removal(what, outcome, ctx)
        return self._settled(decided, None, ctx)

    def _settled(self, decision: Decision, event: Event | None, ctx: Context) -> list[Intent]:
        intents: list[Intent] = []
        waiting = list(decision)
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, TicketFact | WantsHuman | QuestionMissed):
                waiting = [*self._on_fact(item, event, ctx), *waiting]
            else:
                intents.append(item)
        return intents

    def _on_fact(self, fact: Fact, event: Event | None, ctx: Context) -> Decision:
        match fact:
            case TicketFact():
                return followups.on_ticket(fact, ctx)
            case WantsHuman():
                return tickets.on_wants_human(fact, event, ctx) if isinstance(event, ButtonPressed) else []
            case QuestionMissed():
                return self._gaps.on_question(fact, ctx)
            case _:
                assert_never(fact)

    def _first(self, event: Event, ctx: Context) -> Decision:
        if isinstance(event, CommandGiven | ButtonPressed | FormSubmitted) and _is_elsewhere(event, ctx):
            return [*release(ctx, event)]
        match event:
            case MessageReceived():
                return self._on_message(event, ctx)
            case MessageDeleted():
                return [*tickets.on_removed(event, ctx), *self._faq.on_gone(event.message, ctx)]
            case CommandGiven():
                return self._on_command(event, ctx)
            case ButtonPressed():
                return self._on_button(event, ctx)
            case FormSubmitted():
                return self._on_form(event, ctx)
            case MemberJoined() | MemberLeft():
                return []
            case BotReach():
                return _on_reach(event, ctx)
            case PlaceMoved():
                return _on_moved(event, ctx)
            case RoomChanged():
                return healing.on_room_changed(event, ctx)
            case ChannelState():
                return [
                    NotifyStaff(
                        text=ctx.staff_say(
                            "channel-up" if event.up else "channel-down",
                            channel=event.channel,
                            why=Text(event.why),
                        )
                    )
                ]
            case TimePassed():
                return [
                    *followups.on_time(event, ctx),
                    *self._editor.on_time(event, ctx),
                    *self._gaps.on_time(event, ctx),
                    *self._faq.on_time(ctx),
                ]
            case _:
                assert_never(event)

    def _on_message(self, event: MessageReceived, ctx: Context) -> Decision:
        guarded = guard.on_secret(event, ctx) if ctx.holds_secret else []
        if ctx.room is not None or event.kind is PlaceKind.PRIVATE:
            if event.edited:
                return [*guarded, *tickets.on_edit(event, ctx), *self._faq.on_edit(event, ctx)]
            said = tickets.on_private_message(event, ctx)
            if said is not None:
                return [*guarded, *said]
            return guarded or self._on_unclaimed(event, ctx)
        caught = guarded or scam.on_message(event, ctx)
        if caught is not None:
            # What a question became may be nothing to be read, nor to be answered.
            return [*caught, *(self._faq.on_gone(event.message, ctx) if event.edited else [])]
        return self._faq.on_message(event, ctx) or []

    def _on_unclaimed(self, event: MessageReceived, ctx: Context) -> Decision:
        """Private words without a ticket: an answer that is sure, else the ticket that ended lately, else help."""
        found = ctx.perception.faq if ctx.perception else None
        if found is not None and (found.sure or self._faq.is_follow_up(event, ctx)):
            answered = self._faq.on_message(event, ctx)
            if answered is not None:
                return answered
        back = tickets.on_late_answer(event, ctx)
        if back is not None:
            return back
        return self._faq.on_message(event, ctx) or self._faq.nothing_found(event, ctx)

    def _on_command(self, event: CommandGiven, ctx: Context) -> Decision:
        removed: Decision = []
        if ctx.holds_secret:
            if event.name not in STAFF_WORDS or ctx.role(event.author) < Role.HELPER:
                return guard.on_secret_in_command(event, ctx)
            removed = guard.removal_of_command(event, ctx)
        return [*removed, *self._answer_to(event, ctx)]

    def _answer_to(self, event: CommandGiven, ctx: Context) -> Decision:
        for answer in (
            people.on_command,
            self._editor.on_command,
            self._gaps.on_command,
            self._faq.on_command,
            tickets.on_command,
        ):
            decided = answer(event, ctx)
            if decided is not None:
                return decided
        if event.name == "report":
            return reports.on_report(event, ctx)
        if event.name == "promote":
            told = answer_in(event.target, ctx) if event.target is not None else None
            return self._gaps.on_promote(event, told, ctx)
        return [reply(ctx, event, ctx.say("command-unknown"))]

    def _on_button(self, event: ButtonPressed, ctx: Context) -> Decision:
        action = self._signer.action(event.token, event.author.person)
        if action is None:
            key = "button-not-yours" if self._signer.is_personal(event.token) else "button-expired"
            log.warning("refused button=%s person=%s:%s", key, event.author.person.channel, event.author.person.id)
            return [reply(ctx, event, ctx.say(key), brief=True)]
        reopened = followups.reopens(ctx, action.verb, action.argument)
        handlers: tuple[ButtonHandler, ...] = (
            tickets.on_button,
            self._editor.on_button,
            self._gaps.on_button,
            self._faq.on_button,
            scam.on_button,
            followups.on_button,
            people.on_button,
        )
        for answer in handlers:
            decided = answer(event, action.verb, action.argument, ctx)
            if decided is not None:
                return [*decided, *(tickets.on_still_open(event, reopened, ctx) if reopened else [])]
        return [reply(ctx, event, ctx.say("button-expired"), brief=True)]

    def _on_form(self, event: FormSubmitted, ctx: Context) -> Decision:
        action = self._signer.action(event.token, event.author.person)
        if action is None:
            log.warning("refused form person=%s:%s", event.author.person.channel, event.author.person.id)
        decided = self._on_action_of_form(event, action, ctx) if action else None
        if decided is None:
            return [reply(ctx, event, ctx.say("button-expired"))]
        # Staff are told by the desk that their text was not sent.
        told = ctx.holds_secret and ctx.role(event.author) < Role.HELPER
        return [*decided, *(guard.on_secret_in_form(event, ctx) if told else [])]

    def _on_action_of_form(self, event: FormSubmitted, action: Action, ctx: Context) -> Decision | None:
        for answer in (tickets.on_form, self._editor.on_form):
            decided = answer(event, action.verb, action.argument, ctx)
            if decided is not None:
                return decided
        return None


def _is_elsewhere(event: CommandGiven | ButtonPressed | FormSubmitted, ctx: Context) -> bool:
    """Whether somebody asks us for something in a place of others: whoever wants to can add a bot to their group."""
    if event.kind is PlaceKind.PRIVATE or ctx.room is not None:
        return False
    community = ctx.community
    return not (
        community.covers(event.at, ctx.moved) or community.is_staff_place(event.at) or event.at == community.panel
    )


def _on_reach(event: BotReach, ctx: Context) -> Decision:
    """Blocked or started in private: remembered. Added, removed or changed in a group of ours: staff are told."""
    if event.kind is PlaceKind.PRIVATE:
        if event.person is not None:
            people_store.set_blocked(ctx.tx, event.person, blocked=not event.present)
        return []
    if not ctx.community.covers(event.at, ctx.moved):
        # Strangers can add a bot to any number of groups: whoever sets it up finds the place's number here.
        log.info("a place is not in the settings channel=%s place=%s", event.at.channel, event.at.place)
        return []
    if not event.present:
        return [NotifyStaff(text=ctx.staff_say("reach-lost", place=event.title))]
    if ctx.community.is_staff_place(event.at):
        return []
    if "delete" in event.rights and "restrict" in event.rights:
        return [NotifyStaff(text=ctx.staff_say("reach-full", place=event.title))]
    return [NotifyStaff(text=ctx.staff_say("reach-weak", place=event.title))]


def _on_moved(event: PlaceMoved, ctx: Context) -> Decision:
    inbox.note_move(ctx.tx, event.old, event.new)
    ticket_store.set_member_place(ctx.tx, event.old, event.new)
    return [NotifyStaff(text=ctx.staff_say("place-moved", old=event.old.place, new=event.new.place))]


def belongs_to_member(room: str | None) -> bool:
    """Whether a room of ours is the member's side of a ticket."""
    side = ticket_of_room(room) if room else None
    return side is not None and side[1] == "member"
