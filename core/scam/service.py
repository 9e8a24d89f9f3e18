"""What is done about a suspicious message: one short warning there, one card for staff, and every step undoable."""

import logging
from datetime import timedelta

from core.channel import Capability
from core.community import Role
from core.context import Context, Decision
from core.effects import (
    Ban,
    DeleteMessage,
    EditText,
    Intent,
    NotifyStaff,
    Outcome,
    Repeat,
    Restrict,
    SendText,
    UpdateStaff,
    Urgency,
)
from core.events import Author, ButtonPressed, MessageReceived
from core.ids import Address, Noted
from core.replying import reply
from core.scam import store
from core.scam.card import NOTED, OBSERVED, card, controls, role_of
from core.scam.verdict import Action, Mode, Standing, Verdict, judge
from core.text.markup import Bold, Quote, Text, lines, span

log = logging.getLogger(__name__)

DECIDES = Role.MODERATOR
# One warning in a place and one card about a person in so much time: a flood must not flood in return.
A_MOMENT = timedelta(minutes=1)
REMOVALS = (Action.REMOVE, Action.REMOVE_RESTRICT)


def standing(author: Author, ctx: Context, warnings: int) -> Standing:
    """Who the author is to us, and what the channel lets us do."""
    channel = author.person.channel
    fresh = author.joined is None or ctx.now - author.joined < timedelta(days=ctx.policy.newcomer_days)
    return Standing(
        is_staff=ctx.role(author) >= Role.HELPER,
        privileged=author.is_privileged,
        newcomer=fresh,
        warnings=warnings,
        can_delete=ctx.can(channel, Capability.DELETE),
        can_restrict=ctx.can(channel, Capability.RESTRICT),
        mode=Mode.ACT if ctx.policy.scam_acts else Mode.OBSERVE,
    )


def on_message(event: MessageReceived, ctx: Context) -> Decision | None:
    """Judge a message of a public place; None when nothing is to be done about it."""
    if ctx.perception is None or ctx.perception.finding is None:
        return None
    finding = ctx.perception.finding
    earlier = store.warnings(ctx.tx, event.author.person, ctx.now - ctx.policy.keep_evidence)
    verdict = judge(finding, standing(event.author, ctx, earlier))
    if verdict.action is Action.NONE or not (verdict.card or verdict.warn or verdict.action in REMOVALS):
        return None
    observed = verdict.action is Action.NOTE and verdict.wanted is not Action.NOTE
    action = f"{OBSERVED}{verdict.wanted.value}" if observed else verdict.action.value
    known = store.of_message(ctx.tx, event.message)
    if known is not None and known.action == action:
        # An edit that changes nothing about it: one warning and one card are enough.
        return []
    moment = ctx.now - A_MOMENT
    head = store.head_of(ctx.tx, event.at, event.author.person, action, moment)
    case = store.add(
        ctx.tx,
        where=event.at,
        title=title_of(event.at, ctx),
        message=event.message,
        author=event.author,
        text=event.text[:4000],
        score=finding.score,
        reasons=verdict.reasons,
        action=action,
        removes=verdict.action in REMOVALS,
        restricts=verdict.action is Action.REMOVE_RESTRICT and head is None,
        now=ctx.now,
        warned=verdict.warn and not store.warned_since(ctx.tx, event.at, moment),
        part_of=head.id if head else None,
    )
    done = _act(event, case, verdict, ctx)
    return [*done, *(shown_to_staff(case, ctx) if head is None else _counted(head, ctx))]


def _counted(head: store.Case, ctx: Context) -> list[Intent]:
    """One more on the card of the first; a burst of hundreds must not become hundreds of edits."""
    count = store.count_parts(ctx.tx, head.id)
    return [_updated(head, ctx)] if count.bit_count() == 1 else []


def title_of(at: Address, ctx: Context) -> str:
    group = ctx.group(at)
    return group.title if group else at.place


def _act(event: MessageReceived, case: store.Case, verdict: Verdict, ctx: Context) -> list[Intent]:
    done: list[Intent] = []
    removes = verdict.action in REMOVALS
    if removes:
        done.append(
            DeleteMessage(
                target=event.message,
                channel=event.at.channel,
                note=f"scam.removal:{case.id}",
                urgency=Urgency.REMOVAL,
                repeat=Repeat.HARMLESS,
            )
        )
    if case.restricted == "asked":
        done.append(
            Restrict(
                person=event.author.person,
                at=event.at,
                until=ctx.now + ctx.policy.restrict_for,
                note=f"scam.restriction:{case.id}",
                urgency=Urgency.REMOVAL,
                repeat=Repeat.HARMLESS,
            )
        )
    if case.warned:
        key = "scam-warning-removed" if removes else "scam-warning"
        done.append(
            SendText(
                to=event.at,
                text=ctx.say(key, community=ctx.community.name),
                reply_to=None if removes else event.message,
                note=f"scam.warning:{case.id}",
                urgency=Urgency.WAITING,
            )
        )
    return done


def shown_to_staff(case: store.Case, ctx: Context) -> list[Intent]:
    return [NotifyStaff(text=card(ctx, case), controls=controls(ctx, case), note=f"scam.card:{case.id}")]


def on_button(event: ButtonPressed, verb: str, argument: str, ctx: Context) -> Decision | None:
    """A moderator decides a case; None when the verb is another's."""
    if verb not in ("s-undo", "s-ban"):
        return None
    if ctx.role(event.author) < DECIDES:
        log.warning("refused act=%s person=%s:%s", verb, event.author.person.channel, event.author.person.id)
        return [reply(ctx, event, ctx.say("not-allowed"), brief=True)]
    state = "undone" if verb == "s-undo" else "banned"
    number = int(argument)
    about = store.find(ctx.tx, number)
    if state == "banned" and about is not None and _is_above(about, event.author, ctx):
        log.warning("refused act=%s person=%s:%s", verb, event.author.person.channel, event.author.person.id)
        return [reply(ctx, event, ctx.say("ban-above-you"), brief=True)]
    if not store.decide(ctx.tx, number, state, event.author.name, ctx.now):
        return [reply(ctx, event, ctx.say("decided-before"), brief=True)]
    case = store.find(ctx.tx, number)
    assert case is not None
    done = _undo(case, ctx) if state == "undone" else _ban(case, ctx)
    said = "undone" if state == "undone" else "ban-on-its-way"
    return [*done, _updated(case, ctx), reply(ctx, event, ctx.say(said), brief=True)]


def _is_above(case: store.Case, author: Author, ctx: Context) -> bool:
    """Whether banning is not for this moderator to decide: of staff whom only the platform's roles made such, and of
    who runs the place, we do not know how high they stand."""
    return case.action == NOTED or role_of(case, ctx) >= ctx.role(author)


def _undo(case: store.Case, ctx: Context) -> list[Intent]:
    done: list[Intent] = []
    if case.restricted in ("asked", "done"):
        done.append(
            Restrict(
                person=case.person,
                at=case.where,
                until=None,
                note=f"scam.lift:{case.id}",
                repeat=Repeat.HARMLESS,
            )
        )
    gone = [one for one in (case, *store.parts(ctx.tx, case.id)) if one.removed in ("asked", "done")]
    if gone:
        words = "\n\n".join(dict.fromkeys(one.text for one in gone))
        text = lines(
            span(Bold(Text(case.name)), Text(":")),
            Quote(Text(words[:3000])),
            ctx.texts.ui(_locale_at(case.where, ctx), "scam-restored"),
        )
        done.append(SendText(to=case.where, text=text, note=f"scam.restored:{case.id}"))
    return done


def _ban(case: store.Case, ctx: Context) -> list[Intent]:
    done: list[Intent] = [
        Ban(
            person=case.person,
            at=case.where,
            note=f"scam.ban:{case.id}",
            urgency=Urgency.REMOVAL,
            repeat=Repeat.HARMLESS,
        )
    ]
    for one in (case, *store.parts(ctx.tx, case.id)):
        if one.message is not None and one.removed in ("no", "failed"):
            done.append(
                DeleteMessage(
                    target=one.message,
                    channel=one.where.channel,
                    note=f"scam.removal:{one.id}",
                    urgency=Urgency.REMOVAL,
                    repeat=Repeat.HARMLESS,
                )
            )
    return done


def _updated(case: store.Case, ctx: Context) -> Intent:
    """The card as it stands now, in every staff room that it was sent to."""
    return UpdateStaff(text=card(ctx, case), controls=controls(ctx, case), note=f"scam.card:{case.id}")


def on_outcome(what: str, number: int, outcome: Outcome, ctx: Context) -> Decision:
    """What came of a removal or restriction; a failure is shown on the card, in words."""
    case = store.find(ctx.tx, number)
    if case is None:
        return []
    ok = outcome.state == "sent"
    if what == "removal":
        store.note_removed(ctx.tx, number, "done" if ok else "failed")
    elif what == "restriction":
        store.note_restricted(ctx.tx, number, "done" if ok else "failed")
    if ok or what not in ("removal", "restriction", "ban", "lift"):
        return []
    problem = ctx.staff_words(_problem_key(what, outcome))
    if what == "ban":
        return [NotifyStaff(text=ctx.staff_say("ban-failed", number=number, why=problem))]
    # The card of the first shows what went wrong with any of them.
    shown = case.part_of or number
    is_news = store.note_problem(ctx.tx, shown, problem)
    changed = store.find(ctx.tx, shown)
    still_there = _still_there(case, ctx) if what == "removal" else []
    return [*still_there, *([_updated(changed, ctx)] if changed is not None and (is_news or shown == number) else [])]


def _still_there(case: store.Case, ctx: Context) -> list[Intent]:
    """The warning said that a message was removed; it was not, so members are warned of what stands there."""
    if case.action not in {action.value for action in REMOVALS} or not case.warned:
        return []
    text = ctx.texts.ui(_locale_at(case.where, ctx), "scam-warning", community=ctx.community.name)
    return [EditText(to=case.where, target=Noted(f"scam.warning:{case.id}"), text=text, repeat=Repeat.HARMLESS)]


def _locale_at(at: Address, ctx: Context) -> str:
    group = ctx.group(at)
    return group.locale if group and group.locale else ctx.community.default_locale


def _problem_key(what: str, outcome: Outcome) -> str:
    if outcome.why.partition(":")[0] == "forbidden":
        rights = {"removal": "no-right-to-delete", "ban": "no-right-to-ban"}
        return rights.get(what, "no-right-to-restrict")
    return "action-failed"
