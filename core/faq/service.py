"""Answers in chat: one per question, with its source and a way on; suggestions where it is not sure; else silence."""

from collections.abc import Sequence

from core.channel import Capability
from core.community import Role
from core.context import Context, Decision
from core.effects import (
    NO_CONTROLS,
    Action,
    Button,
    Controls,
    EditText,
    Intent,
    Menu,
    Option,
    Repeat,
    SendText,
    Urgency,
)
from core.events import ButtonPressed, CommandGiven, MessageReceived, PlaceKind
from core.facts import WantsHuman
from core.faq import store
from core.faq.book import FaqBook, slug
from core.faq.fill import filled
from core.faq.library import Library
from core.faq.pack import Entry
from core.ids import PersonRef
from core.replying import Asked, release, reply
from core.text.markup import Bold, Italic, Lines, Markup, Text, lines, span

MOST_SUGGESTED = 3
MOST_LISTED = 25


class FaqDesk:
    """Needs the entries besides what every service gets."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def book(self) -> FaqBook:
        """What is in force now."""
        return self._library.book

    def on_message(self, event: MessageReceived, ctx: Context) -> Decision | None:
        """Answer a message that asks something we know; None when there is nothing to say."""
        found = ctx.perception.faq if ctx.perception else None
        if found is None or found.kind == "missed":
            return None
        private = event.kind is PlaceKind.PRIVATE
        if not private and self._keeps_quiet(event, found.topics[0], ctx):
            return None
        if found.kind == "answer":
            return [self._answer(event, found.topics[0], found.topics[1:], ctx, full=private)]
        return [self._suggest(event, found.topics[:MOST_SUGGESTED], ctx)]

    def _keeps_quiet(self, event: MessageReceived, topic: str, ctx: Context) -> bool:
        ours = ctx.role(event.author) >= Role.HELPER or event.author.is_privileged
        if ours and not event.mentions_bot:
            return True
        entry = self.book.entry(topic, ctx.locale)
        locale = entry.locale if entry else ctx.locale
        return store.answered_since(ctx.tx, event.at, topic, locale, ctx.now - ctx.policy.faq_cool_down)

    def _answer(self, event: Asked, topic: str, others: tuple[str, ...], ctx: Context, *, full: bool) -> Intent:
        entry = self.book.entry(topic, ctx.locale)
        assert entry is not None
        number = store.note_answer(ctx.tx, event.at, topic, entry.locale, "answer", others, ctx.now)
        text = self._full(entry, ctx) if full else self._short(entry, ctx)
        return reply(
            ctx,
            event,
            text,
            self._after(number, event.author.person, ctx, full=full),
            note=f"faq.answer:{number}",
        )

    def _short(self, entry: Entry, ctx: Context) -> Markup:
        return lines(
            filled(entry.short, ctx.community),
            Italic(ctx.say("faq-source", title=entry.title, topic=entry.topic)),
            Italic(ctx.say("faq-never-first")),
        )

    def _full(self, entry: Entry, ctx: Context) -> Markup:
        never = [span(Text("⛔ "), filled(line, ctx.community)) for line in entry.never]
        needs = [span(Text("• "), filled(line, ctx.community)) for line in entry.needs]
        return Lines(
            (
                Bold(Text(entry.title)),
                filled(entry.body, ctx.community),
                *never,
                *([ctx.say("faq-needs"), *needs] if needs else []),
                Italic(ctx.say("faq-source", title=entry.title, topic=entry.topic)),
            )
        )

    def _after(self, number: int, asker: PersonRef, ctx: Context, *, full: bool) -> Controls:
        rows = [
            (
                Button(
                    label=ctx.words("button-helped"),
                    action=Action("faq-yes", str(number), asker),
                    style="success",
                ),
                Button(label=ctx.words("button-not-my-question"), action=Action("faq-no", str(number), asker)),
            ),
            (
                Button(
                    label=ctx.words("button-human"),
                    action=Action("faq-human", str(number), asker),
                    private=True,
                ),
            ),
        ]
        return Controls(tuple(rows))

    def _suggest(self, event: MessageReceived, topics: tuple[str, ...], ctx: Context) -> Intent:
        number = store.note_answer(ctx.tx, event.at, topics[0], ctx.locale, "suggest", topics[1:], ctx.now)
        return reply(
            ctx,
            event,
            ctx.say("faq-did-you-mean"),
            self._choices(topics, number, event.author.person, ctx),
            note=f"faq.answer:{number}",
        )

    def _choices(self, topics: tuple[str, ...], number: int, asker: PersonRef, ctx: Context) -> Controls:
        rows: list[tuple[Button, ...]] = []
        for topic in topics:
            entry = self.book.entry(topic, ctx.locale)
            if entry is not None:
                rows.append((Button(label=entry.title[:70], action=Action("faq-show", slug(topic), asker)),))
        rows.append(
            (
                Button(
                    label=ctx.words("button-human"),
                    action=Action("faq-human", str(number), asker),
                    private=True,
                ),
            )
        )
        return Controls(tuple(rows))

    def on_command(self, event: CommandGiven, ctx: Context) -> Decision | None:
        """``/faq`` and ``/ask``; None when the command is another's."""
        if event.name not in ("faq", "ask"):
            return None
        words = event.arguments.get("words", "").strip()
        topic = words if words in self.book.topics else self.book.topic(words)
        if topic is not None:
            return [
                self._answer(event, topic, (), ctx, full=event.kind is PlaceKind.PRIVATE or self._is_quiet(event, ctx))
            ]
        if not words:
            return [reply(ctx, event, ctx.say("faq-topics"), self._categories(event.author.person, ctx))]
        found = ctx.perception.faq if ctx.perception else None
        if found is None or found.kind == "missed":
            return [reply(ctx, event, ctx.say("faq-nothing"), self._human_only(ctx))]
        if found.kind == "answer":
            full = event.kind is PlaceKind.PRIVATE or self._is_quiet(event, ctx)
            return [self._answer(event, found.topics[0], found.topics[1:], ctx, full=full)]
        topics = found.topics[:MOST_SUGGESTED]
        number = store.note_answer(ctx.tx, event.at, topics[0], ctx.locale, "suggest", topics[1:], ctx.now)
        return [
            reply(
                ctx,
                event,
                ctx.say("faq-did-you-mean"),
                self._choices(topics, number, event.author.person, ctx),
            )
        ]

    def _is_quiet(self, event: CommandGiven, ctx: Context) -> bool:
        """Whether only the person who asked will see the answer."""
        return ctx.can(event.at.channel, Capability.PRIVATE_ANSWERS)

    def _categories(self, asker: PersonRef, ctx: Context) -> Controls:
        """What there is to choose from first; with few topics the topics themselves."""
        by_category = self.book.by_category()
        if sum(len(topics) for topics in by_category.values()) <= MOST_LISTED:
            return self._listing([topic for topics in by_category.values() for topic in topics], asker, ctx)
        options = tuple(Option(name, ctx.words(f"category-{name}")) for name in by_category)
        return Controls(
            menu=Menu(action=Action("faq-cat", "", asker), placeholder=ctx.words("menu-category"), options=options)
        )

    def _listing(self, topics: Sequence[str], asker: PersonRef, ctx: Context) -> Controls:
        options: list[Option] = []
        for topic in topics[:MOST_LISTED]:
            entry = self.book.entry(topic, ctx.locale)
            if entry is not None:
                options.append(Option(slug(topic), entry.title[:90]))
        menu = Menu(action=Action("faq-show", "", asker), placeholder=ctx.words("menu-topic"), options=tuple(options))
        return Controls(menu=menu) if options else NO_CONTROLS

    def _on_category(self, event: ButtonPressed, category: str, ctx: Context) -> Decision:
        topics = self.book.by_category().get(category)
        if not topics:
            return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
        shown = self._listing(topics, event.author.person, ctx)
        if event.message is not None and not ctx.can(event.at.channel, Capability.PRIVATE_ANSWERS):
            edit = EditText(to=event.at, target=event.message, text=ctx.say("faq-topics"), controls=shown)
            return [*release(ctx, event), edit]
        return [reply(ctx, event, ctx.say("faq-topics"), shown)]

    def _human_only(self, ctx: Context) -> Controls:
        return Controls(((Button(label=ctx.words("button-human"), action=Action("support"), private=True),),))

    def nothing_found(self, event: MessageReceived, ctx: Context) -> Decision:
        """A private message that nobody else claims and that we cannot answer: never a dead end."""
        return [reply(ctx, event, ctx.say("private-unknown"), self._human_only(ctx))]

    def on_button(self, event: ButtonPressed, verb: str, argument: str, ctx: Context) -> Decision | None:
        """Buttons under answers; None when the verb is another's."""
        match verb:
            case "faq-show":
                return self._show(event, event.choice or argument, ctx)
            case "faq-cat":
                return self._on_category(event, event.choice or argument, ctx)
            case "faq-yes" | "faq-no" | "faq-human":
                given = store.given(ctx.tx, int(argument))
                if given is None:
                    return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
                return self._feedback(event, verb, given, ctx)
        return None

    def _show(self, event: ButtonPressed, short_name: str, ctx: Context) -> Decision:
        topic = self.book.topic(short_name)
        if topic is None:
            return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
        if event.kind is PlaceKind.PRIVATE or not ctx.can(event.at.channel, Capability.PRIVATE_ANSWERS):
            entry = self.book.entry(topic, ctx.locale)
            assert entry is not None
            number = store.note_answer(ctx.tx, event.at, topic, entry.locale, "answer", (), ctx.now)
            full = event.kind is PlaceKind.PRIVATE
            text = self._full(entry, ctx) if full else self._short(entry, ctx)
            after = self._after(number, event.author.person, ctx, full=full)
            shown = self._in_place(event, text, after)
            return [*release(ctx, event), shown]
        return [self._answer(event, topic, (), ctx, full=True)]

    def _in_place(self, event: ButtonPressed, text: Markup, after: Controls) -> Intent:
        """In a group the suggestion turns into the answer, so that one question has one message."""
        if event.message is not None and event.kind is PlaceKind.GROUP:
            return EditText(to=event.at, target=event.message, text=text, controls=after, urgency=Urgency.WAITING)
        return SendText(to=event.at, text=text, controls=after)

    def _feedback(self, event: ButtonPressed, verb: str, given: store.Given, ctx: Context) -> Decision:
        if verb == "faq-human":
            store.note_outcome(ctx.tx, given.id, "human")
            return [WantsHuman(topic=given.topic, words="")]
        if verb == "faq-yes":
            store.note_outcome(ctx.tx, given.id, "helped")
            return [
                reply(ctx, event, ctx.say("faq-glad"), brief=True),
                *self._without_buttons(event, given, ctx),
            ]
        store.note_outcome(ctx.tx, given.id, "not-helped")
        others = tuple(topic for topic in given.others if topic in self.book.topics)[:MOST_SUGGESTED]
        controls = self._choices(others, given.id, event.author.person, ctx)
        key = "faq-did-you-mean" if others else "faq-nothing"
        if event.message is None:
            return [reply(ctx, event, ctx.say(key), controls)]
        edit = EditText(to=event.at, target=event.message, text=ctx.say(key), controls=controls, repeat=Repeat.HARMLESS)
        return [*release(ctx, event), edit]

    def _without_buttons(self, event: ButtonPressed, given: store.Given, ctx: Context) -> list[Intent]:
        entry = self.book.entry(given.topic, given.locale)
        if event.message is None or entry is None:
            return []
        full = event.kind is PlaceKind.PRIVATE
        text = self._full(entry, ctx) if full else self._short(entry, ctx)
        return [EditText(to=event.at, target=event.message, text=text, repeat=Repeat.HARMLESS)]
