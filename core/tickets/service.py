"""The area's front door: which event concerns tickets, and who in the area answers it."""

import logging
from dataclasses import replace

from core.context import Context, Decision
from core.effects import Outcome, SendText
from core.events import ButtonPressed, CommandGiven, FormSubmitted, MessageDeleted, MessageReceived, PlaceKind
from core.facts import WantsHuman
from core.ids import MessageRef, TicketId
from core.person import Person
from core.replying import release, reply
from core.text.markup import lines
from core.tickets import conversation, desk, intake, outcomes, store
from core.tickets.card import refresh
from core.tickets.model import Ticket, ticket_of_room
from core.tickets.noted import ticket_of_message
from core.tickets.rights import may

log = logging.getLogger(__name__)

STAFF_VERBS = {
    "t-claim": "claim",
    "t-release": "release",
    "t-reply": "reply",
    "t-note": "note",
    "t-close": "close",
    "t-prio": "priority",
}
STAFF_COMMANDS = frozenset({"claim", "release", "reply", "edit", "note", "priority", "reopen"})


def on_command(event: CommandGiven, ctx: Context) -> Decision | None:
    """Commands of this area; None when the command is another's."""
    words = next(iter(event.arguments.values()), "")
    match event.name:
        case "support":
            return intake.on_support(event, ctx, words)
        case "status":
            return intake.on_status(event, ctx)
        case "cancel":
            return intake.on_cancel(event, ctx)
        case "panel":
            if not may(ctx.role(event.author), "panel"):
                _refused("panel", event)
                return [reply(ctx, event, ctx.say("not-allowed"))]
            return intake.panel(event, ctx)
        case "close":
            return _on_close(event, words, ctx)
        case name if name in STAFF_COMMANDS:
            return desk.on_staff_act(event, name, None, words, ctx)
    return None


def _on_close(event: CommandGiven, words: str, ctx: Context) -> Decision:
    side = ticket_of_room(ctx.room) if ctx.room else None
    ticket = store.find(ctx.tx, side[0]) if side else _own_ticket(event, ctx)
    theirs = ticket is None or ticket.ref == event.author.person
    if side is not None and (side[1] == "staff" or not theirs):
        # In the post, and in a thread that somebody else was asked into: only whom the table of rights allows.
        return desk.on_staff_act(event, "close", side[0], words, ctx)
    if ticket is None:
        return [reply(ctx, event, ctx.say("no-open-ticket"))]
    if not ticket.is_live:
        return [reply(ctx, event, ctx.say("ticket-closed-already", number=ticket.id))]
    ended = conversation.close(ticket, event.author, words, ctx)
    return [*ended, *release(ctx, event)]


def _own_ticket(event: CommandGiven, ctx: Context) -> Ticket | None:
    """In a private chat: the ticket of the message that the command replies to, else the one last active."""
    if event.kind is not PlaceKind.PRIVATE or ctx.person is None:
        return None
    meant = _answered_ticket(event.target, ctx.person, ctx)
    return meant or store.live_of(ctx.tx, ctx.person, event.at.channel)


def on_button(event: ButtonPressed, verb: str, argument: str, ctx: Context) -> Decision | None:
    """Buttons and menus of this area; None when the verb is another's. A menu's choice is in the argument's tail."""
    head, _, tail = argument.partition("--")
    match verb:
        case "support":
            return intake.on_support(event, ctx)
        case "t-cat":
            return intake.on_category(event, event.choice or head, ctx)
        case "t-asis":
            return intake.on_as_it_is(event, ctx)
        case "t-rate":
            return _on_rating(event, argument, ctx)
        case "t-reopen":
            return _on_reopen(event, TicketId(int(head)), ctx)
        case "t-prio":
            return desk.on_staff_act(event, "priority", TicketId(int(head)), event.choice or tail, ctx)
        case "t-reply" | "t-note":
            return [reply(ctx, event, ctx.say("use-command", command=STAFF_VERBS[verb]))]
        case name if name in STAFF_VERBS:
            return desk.on_staff_act(event, STAFF_VERBS[name], TicketId(int(head)), "", ctx)
    return None


def _on_rating(event: ButtonPressed, argument: str, ctx: Context) -> Decision:
    number, _, stars = argument.partition("-")
    ticket = store.find(ctx.tx, TicketId(int(number)))
    if ticket is None or ticket.ref != event.author.person:
        _refused("rate", event)
        return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
    if ticket.is_live:
        return [reply(ctx, event, ctx.say("rating-while-open", number=ticket.id), brief=True)]
    store.rate(ctx.tx, ticket.id, int(stars), ctx.now)
    rated = store.find(ctx.tx, ticket.id)
    assert rated is not None
    thanks = lines(ctx.say("rating-thanks", stars=int(stars)), ctx.say("ticket-closed-how"))
    shown = conversation.show_rating(event, thanks, ticket, ctx)
    return [reply(ctx, event, ctx.say("rating-noted"), brief=True), *shown, *refresh(ctx, rated)]


def _on_reopen(event: ButtonPressed, number: TicketId, ctx: Context) -> Decision:
    ticket = store.find(ctx.tx, number)
    if ticket is None:
        return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
    if ticket.ref != event.author.person:
        return desk.on_staff_act(event, "reopen", number, "", ctx)
    if ticket.is_live:
        return [reply(ctx, event, ctx.say("ticket-still-open"), brief=True)]
    newer = store.live_in(ctx.tx, ticket.person, ticket.category)
    if newer is not None:
        return [reply(ctx, event, ctx.say("ticket-other-open", number=newer.id), brief=True)]
    back = conversation.reopen(ticket, event.author, "", ctx)
    return [*back, reply(ctx, event, ctx.say("reopened-by-you", number=number), brief=True)]


def on_still_open(event: ButtonPressed, number: int, ctx: Context) -> Decision:
    """The member said in a follow-up that it is not solved."""
    ticket = store.find(ctx.tx, TicketId(number))
    if ticket is None:
        return []
    if ticket.is_live:
        return [SendText(to=ticket.to_member, text=ctx.say("ticket-still-open"))]
    newer = store.live_in(ctx.tx, ticket.person, ticket.category)
    if newer is not None:
        return [SendText(to=ticket.to_member, text=ctx.say("ticket-other-open", number=newer.id))]
    if not conversation.may_come_back(ticket, ctx):
        return conversation.ended(ticket.id, ticket.to_member, ctx)
    return conversation.reopen(ticket, event.author, "follow-up", ctx)


def _refused(act: str, event: CommandGiven | ButtonPressed) -> None:
    log.warning("refused act=%s person=%s:%s", act, event.author.person.channel, event.author.person.id)


def on_form(event: FormSubmitted, verb: str, argument: str, ctx: Context) -> Decision | None:
    """Forms that this area's buttons opened."""
    if verb == "t-cat":
        return intake.on_form(event, ctx)
    act = STAFF_VERBS.get(verb)
    if act is None:
        return None
    words = next(iter(event.values.values()), "")
    return desk.on_staff_act(event, act, TicketId(int(argument)), words, ctx)


def on_private_message(event: MessageReceived, ctx: Context) -> Decision | None:
    """A message in a private chat, or on the member's side of a ticket; None when no ticket or question awaits it."""
    side = ticket_of_room(ctx.room) if ctx.room else None
    if side is not None:
        ticket = store.find(ctx.tx, side[0])
        if side[1] != "member":
            return []
        if ticket is None:
            return conversation.on_forgotten(side[0], event, ctx)
        if event.author.person != ticket.ref:
            return []
        return conversation.on_member_message(event, ticket, ctx)
    if ctx.person is None:
        return None
    answered = _answered_ticket(event.reply_to, ctx.person, ctx)
    if answered is not None:
        return conversation.on_member_message(event, answered, ctx)
    waiting = store.dialog(ctx.tx, event.author.person, ctx.now)
    if waiting is not None and waiting[0] == intake.DESCRIBE:
        return intake.on_described(event, waiting[1], ctx)
    ticket = store.live_of(ctx.tx, ctx.person, event.at.channel)
    return None if ticket is None else conversation.on_member_message(event, ticket, ctx)


def _answered_ticket(message: MessageRef | None, person: Person, ctx: Context) -> Ticket | None:
    """The member's own ticket to one of whose messages they reply; with several open, that says which is meant."""
    number = ticket_of_message(message, ctx) if message is not None else None
    ticket = store.find(ctx.tx, number) if number is not None else None
    return ticket if ticket is not None and ticket.person == person.number else None


def on_late_answer(event: MessageReceived, ctx: Context) -> Decision | None:
    """Words in a private chat that nothing else claims: they bring back the ticket that ended last, if lately.

    A mere thank-you brings nothing back and is answered in kind.
    """
    if ctx.person is None:
        return None
    if conversation.says_thanks(event, ctx):
        return [reply(ctx, event, ctx.say("thanks-answer"))]
    since = ctx.now - ctx.policy.reopen_within
    ticket = store.last_closed_of(ctx.tx, ctx.person, event.at.channel, since)
    return None if ticket is None else conversation.on_member_message(event, ticket, ctx)


def on_edit(event: MessageReceived, ctx: Context) -> Decision:
    entry = store.entry_from(ctx.tx, event.message)
    if entry is None or entry.kind != "member":
        return []
    return conversation.on_member_edit(event, entry, ctx)


def on_removed(event: MessageDeleted, ctx: Context) -> Decision:
    entry = store.entry_from(ctx.tx, event.message)
    return [] if entry is None else conversation.on_removed(event, entry, ctx)


def on_wants_human(fact: WantsHuman, event: ButtonPressed, ctx: Context) -> Decision:
    """Somebody pressed "talk to a human" under an answer: the way to a ticket, from where they are."""
    return intake.on_support(event, replace(ctx, locale=fact.locale), question=fact.words)


def on_outcome(what: str, number: int, outcome: Outcome, ctx: Context) -> Decision:
    """How a message of this area ended outside."""
    match what:
        case "reply":
            return outcomes.reply_ended(number, outcome, ctx)
        case "entry":
            return outcomes.entry_ended(number, outcome, ctx)
        case "welcome":
            return outcomes.thread_ended(TicketId(number), outcome, ctx)
        case "correction" if outcome.state != "sent":
            return outcomes.correction_failed(number, ctx)
        case "card" if outcome.state != "sent":
            return outcomes.post_failed(TicketId(number), outcome, ctx)
    return []
