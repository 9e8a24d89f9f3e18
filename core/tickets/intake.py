"""Opening a ticket: where it goes on, which category, in the member's own words."""

from datetime import timedelta

from core.channel import Capability
from core.context import Context, Decision
from core.effects import Action, Button, Controls, Intent, Menu, OpenRoom, Option, SendText, Urgency
from core.events import Author, ButtonPressed, CommandGiven, FormSubmitted, MessageReceived, PlaceKind
from core.ids import RoomName
from core.people.store import touch
from core.person import Person
from core.replying import Asked, release, reply
from core.text.markup import Bold, Lines, Markup, Mention, Quote, Text, lines
from core.tickets import healing, store
from core.tickets.card import open_post
from core.tickets.conversation import member_adds, relay_to_staff, says_thanks
from core.tickets.model import CATEGORIES, Priority, Ticket
from core.tickets.moving import fact

# What a person was asked, or brought along: a description to open the ticket with, a question to add to.
DESCRIBE, CARRIED, ASKED = "describe", "carried", "asked"
HISTORY_FOR_WAIT = timedelta(days=30)


def support_button(ctx: Context, carried: str = "", author: Author | None = None) -> Button:
    """The way to a human from anywhere: into the private chat where the channel has one."""
    return Button(
        label=ctx.words("button-human"),
        action=Action("support", carried, author.person if author and carried else None),
        private=True,
    )


def on_support(event: CommandGiven | ButtonPressed, ctx: Context, words: str = "", question: str = "") -> Decision:
    """Start a ticket here, or lead to where it can be started in private.

    ``words`` are its description; ``question`` is what was asked before, to be quoted and added to.
    """
    at_group = event.kind is PlaceKind.GROUP and ctx.room is None
    if at_group and ctx.can(event.at.channel, Capability.DEEP_LINKS):
        return [reply(ctx, event, ctx.say("support-in-private"), Controls(((support_button(ctx),),)))]
    assert ctx.person is not None
    if store.live_count(ctx.tx, ctx.person) >= ctx.policy.tickets_per_person:
        return [reply(ctx, event, ctx.say("ticket-too-many", limit=ctx.policy.tickets_per_person))]
    # What was carried along or asked before is over: it must not turn up in this ticket.
    store.end_dialog(ctx.tx, event.author.person)
    if words:
        store.put_dialog(ctx.tx, event.author.person, CARRIED, words, ctx.now + ctx.policy.dialog_expires)
    elif question:
        store.put_dialog(ctx.tx, event.author.person, ASKED, question, ctx.now + ctx.policy.dialog_expires)
    which = lines(_quoted(question, ctx), ctx.say("support-which")) if question else ctx.say("support-which")
    if event.kind is PlaceKind.PRIVATE:
        asked: Intent = SendText(to=event.at, text=which, controls=_categories(ctx))
        return [*release(ctx, event), asked]
    return [reply(ctx, event, which, _categories(ctx))]


def _quoted(question: str, ctx: Context) -> Markup:
    return lines(ctx.say("support-your-question"), Quote(Text(question)))


def _categories(ctx: Context) -> Controls:
    return Controls(
        menu=Menu(
            action=Action("t-cat"),
            placeholder=ctx.words("menu-category"),
            form="ticket",
            options=tuple(
                Option(name, ctx.words(f"category-{name}"), ctx.words(f"category-{name}-hint")) for name in CATEGORIES
            ),
        )
    )


def on_category(event: ButtonPressed, category: str, ctx: Context) -> Decision:
    """A category was tapped on a channel without forms: ask for the description, unless it was carried over.

    A question that was carried over is quoted, and can be added to or sent as it is.
    """
    if category not in CATEGORIES:
        return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
    if ctx.person is not None and _is_too_many(ctx.person, category, ctx):
        return [reply(ctx, event, ctx.say("ticket-too-many", limit=ctx.policy.tickets_per_person))]
    waiting = store.dialog(ctx.tx, event.author.person, ctx.now)
    if waiting is not None and waiting[0] == CARRIED:
        store.end_dialog(ctx.tx, event.author.person)
        return open_ticket(event, category, waiting[1], None, ctx)
    question = waiting[1] if waiting is not None and waiting[0] == ASKED else ""
    expires = ctx.now + ctx.policy.dialog_expires
    store.put_dialog(ctx.tx, event.author.person, DESCRIBE, f"{category}\n{question}", expires)
    if question:
        return [*release(ctx, event), _ask_for_more(event, category, question, ctx)]
    ask = SendText(
        to=event.at,
        text=lines(ctx.say("support-describe", category=ctx.words(f"category-{category}")), ctx.say("never-share")),
    )
    return [*release(ctx, event), ask]


def _ask_for_more(event: ButtonPressed, category: str, question: str, ctx: Context) -> Intent:
    as_it_is = Button(label=ctx.words("button-as-it-is"), action=Action("t-asis", "", event.author.person))
    text = lines(
        Bold(Text(ctx.words(f"category-{category}"))),
        _quoted(question, ctx),
        ctx.say("support-add"),
        ctx.say("never-share"),
    )
    return SendText(to=event.at, text=text, controls=Controls(((as_it_is,),)))


def on_as_it_is(event: ButtonPressed, ctx: Context) -> Decision:
    """The question that was carried over says it all."""
    waiting = store.dialog(ctx.tx, event.author.person, ctx.now)
    category, _, question = waiting[1].partition("\n") if waiting is not None and waiting[0] == DESCRIBE else ("",) * 3
    if not question:
        return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
    store.end_dialog(ctx.tx, event.author.person)
    return open_ticket(event, category, question, None, ctx)


def on_described(event: MessageReceived, asked: str, ctx: Context) -> Decision:
    """The description arrived as a message of the private chat; ``asked`` is what the dialog keeps: the category, and
    on the lines after it the question that is added to."""
    words = event.text.strip()
    if (not words and not event.media) or says_thanks(event, ctx):
        return [reply(ctx, event, ctx.say("support-describe-again"))]
    store.end_dialog(ctx.tx, event.author.person)
    category, _, question = asked.partition("\n")
    return open_ticket(event, category, _added(question, words), event, ctx)


def _added(question: str, words: str) -> str:
    return "\n\n".join(part for part in (question, words) if part)


def on_form(event: FormSubmitted, ctx: Context) -> Decision:
    """Category and description arrived together from a form."""
    category = event.choice or ""
    words = event.values.get("description", "").strip()
    if category not in CATEGORIES or not words:
        return [reply(ctx, event, ctx.say("button-expired"))]
    waiting = store.dialog(ctx.tx, event.author.person, ctx.now)
    carried = waiting[1] if waiting is not None and waiting[0] in (CARRIED, ASKED) else ""
    if carried:
        store.end_dialog(ctx.tx, event.author.person)
    return open_ticket(event, category, _added(carried, words), None, ctx)


def open_ticket(event: Asked, category: str, words: str, message: MessageReceived | None, ctx: Context) -> Decision:
    """Open a ticket, or add to the one that is open in this category; the member is told the number."""
    person = ctx.person or touch(ctx.tx, event.author, ctx.now, ctx.texts.pick)
    private = event.at if event.kind is PlaceKind.PRIVATE else None
    if private is None and event.at.channel not in ctx.community.private_parents:
        return [reply(ctx, event, ctx.say("support-no-place"))]
    if _is_too_many(person, category, ctx):
        return [reply(ctx, event, ctx.say("ticket-too-many", limit=ctx.policy.tickets_per_person))]
    priority = Priority.URGENT if category == "security" else Priority.NORMAL
    ticket, is_new = store.open_or_get(ctx.tx, person, category, priority, private, ctx.locale, ctx.now)
    origin = message.message if message else None
    media = message.media if message else ()
    if not is_new:
        told = ctx.say("ticket-added", number=ticket.id)
        thread = healing.thread_if_missing(ticket, ctx)
        if thread:
            _waits_for_thread(ctx, event, ticket)
        return [
            _tell(ctx, event, ticket, told),
            *thread,
            *member_adds(ctx, ticket, event.author, words, origin, media),
        ]
    relayed = relay_to_staff(ctx, ticket, event.author, words, origin, media)
    store.note_move(ctx.tx, ticket.id, "open", "", ticket.state.value, event.author, ctx.now, category)
    decision: Decision = [*open_post(ctx, ticket), *relayed]
    decision += _welcome(ctx, event, ticket)
    decision.append(fact(ctx, ticket, "opened"))
    return decision


def _is_too_many(person: Person, category: str, ctx: Context) -> bool:
    """Whether a new ticket would be one too many; adding to the open one of the category never is."""
    if store.live_in(ctx.tx, person.number, category) is not None:
        return False
    return store.live_count(ctx.tx, person) >= ctx.policy.tickets_per_person


def _welcome(ctx: Context, event: Asked, ticket: Ticket) -> list[Intent]:
    text = lines(
        ctx.say("ticket-opened", number=ticket.id),
        honest_wait(ctx),
        ctx.say("ticket-opened-how"),
        ctx.say("never-share"),
    )
    if not isinstance(ticket.to_member, RoomName):
        welcome = SendText(to=ticket.to_member, text=text, note=f"ticket.welcome:{ticket.id}")
        return [*release(ctx, event), welcome] if not isinstance(event, MessageReceived) else [welcome]
    _waits_for_thread(ctx, event, ticket)
    parent = ctx.community.private_parents[event.at.channel]
    hello = Mention(ticket.ref, ticket.person_name, ping=True)
    room = OpenRoom(
        room=ticket.to_member,
        parent=parent,
        title=ctx.words("thread-title", number=ticket.id),
        text=Lines((hello, text)),
        member=ticket.ref,
        note=f"ticket.welcome:{ticket.id}",
        urgency=Urgency.WAITING,
    )
    return [room, reply(ctx, event, ctx.say("ticket-opened-thread", number=ticket.id))]


def _waits_for_thread(ctx: Context, event: Asked, ticket: Ticket) -> None:
    """Keep the way to tell this person, and nobody else, that their thread could not be opened."""
    if not isinstance(event, MessageReceived) and event.caller:
        store.set_caller(ctx.tx, ticket.id, event.caller)


def _tell(ctx: Context, event: Asked, ticket: Ticket, text: Markup) -> Intent:
    if isinstance(event, MessageReceived):
        return SendText(to=ticket.to_member, text=text)
    return reply(ctx, event, text)


def honest_wait(ctx: Context) -> Markup:
    """How long the first answer usually takes, from the last tickets of 30 days; no figure before there is one."""
    seconds = store.median_first_response(ctx.tx, ctx.now - HISTORY_FOR_WAIT)
    if seconds is None:
        return ctx.say("wait-unknown")
    if seconds < 90 * 60:
        return ctx.say("wait-minutes", count=max(1, round(seconds / 60)))
    return ctx.say("wait-hours", count=max(2, round(seconds / 3600)))


def on_status(event: CommandGiven, ctx: Context) -> Decision:
    """The member's own tickets, newest first; only they see it."""
    assert ctx.person is not None
    own = store.all_of(ctx.tx, ctx.person.number, 10)
    if event.kind is PlaceKind.GROUP and ctx.room is None and not ctx.can(event.at.channel, Capability.PRIVATE_ANSWERS):
        return [reply(ctx, event, ctx.say("support-in-private"), Controls(((support_button(ctx),),)))]
    if not own:
        return [reply(ctx, event, ctx.say("status-none"), Controls(((support_button(ctx),),)))]
    rows = [
        ctx.say(
            "status-line",
            number=ticket.id,
            category=ctx.words(f"category-{ticket.category}"),
            state=ctx.words(f"member-state-{ticket.state}"),
        )
        for ticket in own
    ]
    return [reply(ctx, event, lines(ctx.say("status-title"), *rows))]


def on_cancel(event: CommandGiven, ctx: Context) -> Decision:
    done = store.end_dialog(ctx.tx, event.author.person)
    return [reply(ctx, event, ctx.say("cancelled" if done else "nothing-to-cancel"))]


def panel(event: CommandGiven, ctx: Context) -> Decision:
    """Post the panel whose button opens a ticket, in the place set for it."""
    at = ctx.community.panel or event.at
    text = lines(
        ctx.staff_say("panel-title", community=ctx.community.name),
        ctx.staff_say("panel-text"),
        ctx.staff_say("never-share"),
    )
    button = Button(
        label=ctx.staff_words("button-open-ticket"), action=Action("support"), style="primary", private=True
    )
    return [
        SendText(to=at, text=text, controls=Controls(((button,),)), note="ticket.panel:0"),
        reply(ctx, event, ctx.staff_say("panel-posted")),
    ]
