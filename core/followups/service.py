"""Coming back to a person: planned when a ticket closes, sent once when due, answered by a tap."""

import logging
from datetime import timedelta

from core.context import Context, Decision
from core.effects import Action, Button, Controls, EditText, NotifyStaff, Outcome, Repeat, SendText, Urgency
from core.events import ButtonPressed, TimePassed
from core.facts import TicketFact
from core.followups import store
from core.replying import reply
from core.text.markup import Text, lines

log = logging.getLogger(__name__)

AT_ONCE = 200
STALE_AFTER = timedelta(days=3)
SOLVED = "solved"


def on_ticket(fact: TicketFact, ctx: Context) -> Decision:
    """A closed ticket plans the question whether it is really solved; a live one cancels it."""
    if fact.happened == "closed":
        store.plan(
            ctx.tx,
            person=store.person_of(ctx.tx, fact.ticket),
            ticket=fact.ticket,
            kind=SOLVED,
            to=fact.to,
            locale=fact.locale,
            due=fact.when + ctx.policy.follow_up_after,
            now=ctx.now,
        )
    elif fact.happened == "reopened":
        store.cancel_for_ticket(ctx.tx, fact.ticket, "reopened", ctx.now)
    return []


def on_time(event: TimePassed, ctx: Context) -> Decision:
    """Queue what is due. Sent at most once: after a crash in between, staff see it as uncertain instead."""
    decision: Decision = []
    for due in store.claim_due(ctx.tx, event.when, AT_ONCE):
        texts = ctx.texts
        yes = Button(
            label=texts.words(due.locale, "button-solved"),
            action=Action("f-yes", str(due.id)),
            style="success",
        )
        no = Button(label=texts.words(due.locale, "button-not-solved"), action=Action("f-no", str(due.id)))
        text = lines(
            texts.ui(due.locale, "followup-solved", number=due.ticket or 0, community=ctx.community.name),
            texts.ui(due.locale, "followup-how"),
        )
        decision.append(
            SendText(
                to=due.to,
                text=text,
                controls=Controls(((yes, no),)),
                note=f"followup.ask:{due.id}",
                urgency=Urgency.LATER,
                repeat=Repeat.UNCERTAIN,
                expires_at=due.due_at + STALE_AFTER,
            )
        )
    return decision


def on_button(event: ButtonPressed, verb: str, argument: str, ctx: Context) -> Decision | None:
    """The answer to a follow-up; what comes of a "no" is decided, and said, by the tickets."""
    if verb not in ("f-yes", "f-no"):
        return None
    asked = _asked(argument, ctx)
    if asked is None:
        log.warning("refused act=%s person=%s:%s", verb, event.author.person.channel, event.author.person.id)
        return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
    store.note_answer(ctx.tx, asked.id, verb)
    shown = ctx.say("followup-thanks") if verb == "f-yes" else ctx.say("followup-sorry")
    decision: Decision = [reply(ctx, event, shown, brief=True)]
    if event.message is not None:
        text = lines(ctx.say("followup-solved", number=asked.ticket or 0, community=ctx.community.name), shown)
        decision.append(EditText(to=asked.to, target=event.message, text=text, repeat=Repeat.HARMLESS))
    return decision


def reopens(ctx: Context, verb: str, argument: str) -> int | None:
    """The ticket that a follow-up's answer brings back, if it does."""
    if verb != "f-no":
        return None
    asked = _asked(argument, ctx)
    return None if asked is None or asked.ticket is None else int(asked.ticket)


def _asked(argument: str, ctx: Context) -> store.Followup | None:
    """The follow-up that this person may still answer: their own, and not answered before."""
    asked = store.find(ctx.tx, int(argument))
    if asked is None or ctx.person is None or asked.person != ctx.person.number:
        return None
    return None if asked.state == "answered" else asked


def on_outcome(number: int, outcome: Outcome, ctx: Context) -> Decision:
    """Note whether a follow-up arrived; staff are told when it did not, or when nobody can know."""
    if outcome.state == "sent":
        store.note_end(ctx.tx, number, "sent")
        return []
    state = "uncertain" if outcome.state == "uncertain" else "failed"
    store.note_end(ctx.tx, number, state, outcome.why or outcome.state)
    asked = store.find(ctx.tx, number)
    key = "followup-uncertain" if state == "uncertain" else "followup-failed"
    told = ctx.staff_say(key, number=(asked.ticket if asked else 0) or 0, why=Text(outcome.why or outcome.state))
    return [NotifyStaff(text=told)]
