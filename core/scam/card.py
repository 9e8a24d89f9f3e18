"""The card by which moderators judge a case: who, where, why, what was done, and the two ways to decide."""

from core.community import Role
from core.context import Context
from core.effects import Action, Button, Controls
from core.events import Author
from core.scam.links import defang
from core.scam.store import Case, count_parts
from core.text.markup import Code, Markup, Mention, Moment, Quote, Text, lines, span

SHOWN = 900
# Before the action that would have been taken, had the mode not been to observe only.
OBSERVED = "observe-"
NOTED = "note"
# What members are warned of, unless they were a moment before.
WARNED = frozenset({"warn", "remove", "remove_restrict"})


def card(ctx: Context, case: Case) -> Markup:
    """In the language of the staff; the member's words are shown defanged, never as links."""
    more = count_parts(ctx.tx, case.id)
    who = span(Mention(case.person, case.name[:60]), Text(" · "), Code(f"{case.person.channel} {case.person.id}"))
    handle = span(Text(" @"), Text(case.username)) if case.username else Text("")
    why = [span(Text("• "), ctx.staff_say(f"reason-{reason.signal}", **dict(reason.detail))) for reason in case.reasons]
    return lines(
        ctx.staff_say("scam-card-title", number=case.id, place=case.place_title),
        span(who, handle),
        Quote(Text(defang(case.text)[:SHOWN])),
        ctx.staff_say("scam-card-why", score=round(case.score * 100)) if case.score else None,
        *why,
        _done(ctx, case),
        _warned(ctx, case),
        ctx.staff_say("scam-card-more", count=more) if more else None,
        ctx.staff_say("scam-done-failed", why=Text(case.problem)) if case.problem else None,
        _decided(ctx, case),
    )


def _done(ctx: Context, case: Case) -> Markup:
    """What really happened: an action that the platform refused is not listed."""
    if case.action.startswith(OBSERVED):
        return ctx.staff_say("scam-done-observe", wanted=case.action.removeprefix(OBSERVED))
    restricted = case.restricted in ("asked", "done")
    if case.removed in ("asked", "done"):
        return ctx.staff_say("scam-done-remove-restrict" if restricted else "scam-done-remove")
    if restricted:
        return ctx.staff_say("scam-done-restrict")
    if case.removed == "failed" or case.action == "warn":
        return ctx.staff_say("scam-done-warn")
    return ctx.staff_say("scam-done-report" if case.action == "report" else "scam-done-note")


def _warned(ctx: Context, case: Case) -> Markup | None:
    if case.action not in WARNED:
        return None
    return ctx.staff_say("scam-warned" if case.warned else "scam-warned-before")


def _decided(ctx: Context, case: Case) -> Markup | None:
    if case.state == "open" or case.decided_at is None:
        return None
    return ctx.staff_say(f"scam-decided-{case.state}", name=case.decided_by or "", at=Moment(case.decided_at))


def controls(ctx: Context, case: Case) -> Controls:
    """Undo while nobody has decided, and ban where it is not one of our own; nothing afterwards."""
    if case.state != "open":
        return Controls()
    number = str(case.id)
    ban = Button(label=ctx.staff_words("button-ban"), action=Action("s-ban", number), style="danger")
    undo_key = "button-undo" if case.action in ("remove", "remove_restrict", "warn") else "button-dismiss"
    return Controls(
        (
            (
                Button(label=ctx.staff_words(undo_key), action=Action("s-undo", number)),
                *(() if is_trusted(case, ctx) else (ban,)),
            ),
        )
    )


def is_trusted(case: Case, ctx: Context) -> bool:
    """Whether the case is about staff or somebody who runs the place; only such a case is merely noted."""
    return case.action == NOTED or role_of(case, ctx) >= Role.HELPER


def role_of(case: Case, ctx: Context) -> Role:
    """By the person's id alone: which roles of the platform they have is known only while they write."""
    return ctx.community.role_of(Author(person=case.person, name=case.name))
