"""What an answer looks like, a choice of answers, and having none; each is noted with the question it belongs to."""

from dataclasses import dataclass, replace
from datetime import timedelta

from core.channel import Capability
from core.community import Role
from core.context import Context
from core.effects import Action, Button, Controls
from core.events import Author, ButtonPressed, CommandGiven, MessageReceived, PlaceKind
from core.faq import store
from core.faq.entry import Entry
from core.faq.library import Library
from core.faq.showing import full_form, short_form
from core.faq.store import Given, NewAnswer
from core.ids import Address, MessageRef, PersonRef
from core.people.store import note_spoken
from core.talk import Asked
from core.text.markup import Markup, lines

MOST_OFFERED = 3
SHIELDED_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Who asked what, and where. ``message``: the id of the message that asked; empty for commands and menus.

    ``alone``: nobody else reads the answer; ``passable``: staff may then show it to all. ``troubled``: a problem.
    """

    at: Address
    asker: PersonRef
    words: str = ""
    message: str = ""
    alone: bool = False
    passable: bool = False
    troubled: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Ready to be sent. ``note`` names the message, if it is a new one."""

    text: Markup
    controls: Controls
    note: str


class Answering:
    """Every method notes what is said in a row, so it has to be said."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def entry(self, topic: str, ctx: Context) -> Entry:
        """An entry that is in force, in the best language for whoever is answered."""
        entry = self._library.book.entry(topic, ctx.locale)
        assert entry is not None
        return entry

    def answer(
        self,
        question: Question,
        topic: str,
        others: tuple[str, ...],
        ctx: Context,
        *,
        whole: bool,
        instead: Given | None = None,
        back: Action | None = None,
    ) -> Said:
        """An answer; ``instead``: of what stands in its message now. ``back``: it was found in the lists."""
        entry = self.entry(topic, ctx)
        shield = self._shields(question, instead, ctx)
        new = _row(question, entry.topic, entry.locale, "answer", others, instead, whole=whole, shield=shield)
        number = self._note(question, new, ctx)
        return Said(
            _shown(entry, ctx, whole=whole, shield=shield),
            _below(number, question, ctx, back),
            f"faq.answer:{number}",
        )

    def offer(self, question: Question, topics: tuple[str, ...], ctx: Context, *, instead: Given | None = None) -> Said:
        """A choice of at most three topics, and a human."""
        topics = topics[:MOST_OFFERED]
        shield = self._shields(question, instead, ctx)
        new = _row(question, topics[0], ctx.locale, "suggest", topics[1:], instead, whole=False, shield=shield)
        number = self._note(question, new, ctx)
        rows = self._choices(number, tuple(enumerate(topics)), question.asker, ctx)
        text = lines(ctx.say("faq-did-you-mean"), ctx.say("faq-shield") if shield else None)
        return Said(text, Controls((*rows, (_human(number, question.asker, ctx),))), f"faq.answer:{number}")

    def others(self, given: Given, asker: PersonRef, ctx: Context) -> Said:
        """What else the question may have meant, in the place of an answer that was the wrong one."""
        human = (_human(given.id, asker, ctx),)
        rows = self._choices(given.id, tuple(enumerate(given.topics))[1:], asker, ctx)[:MOST_OFFERED]
        if not rows:
            return Said(ctx.say("faq-nothing"), Controls(((browse(asker, ctx),), human)), "")
        return Said(ctx.say("faq-did-you-mean"), Controls((*rows, human)), "")

    def nothing(self, key: str, asker: PersonRef, words: str, ctx: Context) -> Said:
        """No answer, and what to do next; the words go along to a human."""
        action = Action("support")
        if words:
            action = Action("faq-carry", str(store.note_unanswered(ctx.tx, asker, words, ctx.now)), asker)
        human = Button(label=ctx.words("button-human"), action=action, private=True)
        return Said(ctx.say(key), Controls(((browse(asker, ctx),), (human,))), "")

    def passed_on(self, given: Given, ctx: Context) -> Said:
        """The short answer for everybody, with nobody's name."""
        human = Controls(((_human(given.id, None, ctx),),))
        return Said(short_form(self.entry(given.topic, ctx), ctx), human, f"faq.passed:{given.id}")

    def without_buttons(self, given: Given, ctx: Context) -> Markup | None:
        """An answer that needs nothing more; None when its entry is no more."""
        entry = self._library.book.entry(given.topic, given.locale)
        return None if entry is None else _shown(entry, ctx, whole=given.whole, shield=False)

    def below(self, given: Given, question: Question, ctx: Context) -> Controls:
        """The buttons of an answer that was given before."""
        return _below(given.id, question, ctx, None)

    def _choices(
        self, number: int, topics: tuple[tuple[int, str], ...], asker: PersonRef, ctx: Context
    ) -> list[tuple[Button, ...]]:
        """A row for each topic that is in force; a topic comes with its place in the row of the answer.

        Not for the one that says what the button below them does.
        """
        rows: list[tuple[Button, ...]] = []
        for place, topic in topics:
            entry = self._library.book.entry(topic, ctx.locale)
            if entry is not None and entry.title != ctx.words("button-human"):
                rows.append((Button(label=entry.title[:70], action=Action("faq-is", f"{number}-{place}", asker)),))
        return rows

    def _shields(self, question: Question, instead: Given | None, ctx: Context) -> bool:
        """Whether it says that staff never write first: to whoever tells of a problem where all read it, once a day."""
        if instead is not None and instead.shield:
            return True
        if question.alone or not question.troubled or not ctx.policy.faq_shield:
            return False
        return store.shield_now(ctx.tx, question.asker, ctx.now, SHIELDED_FOR)

    def _note(self, question: Question, new: NewAnswer, ctx: Context) -> int:
        if question.message and not question.alone:
            ctx.aftermath.asked.append(Asked(MessageRef(question.at, question.message), ctx.now))
        return store.note_answer(ctx.tx, new, ctx.now)


def question_in(event: MessageReceived, ctx: Context) -> Question:
    """The question that a message is."""
    found = ctx.perception.faq if ctx.perception else None
    return Question(
        at=event.at,
        asker=event.author.person,
        words=event.text,
        message=event.message.id,
        alone=event.kind is PlaceKind.PRIVATE,
        troubled=found is not None and found.troubled,
    )


def question_by(event: CommandGiven | ButtonPressed, ctx: Context, words: str = "") -> Question:
    """The question of somebody who uses a command or the lists."""
    quiet = event.alone if isinstance(event, ButtonPressed) else ctx.can(event.at.channel, Capability.PRIVATE_ANSWERS)
    private = event.kind is PlaceKind.PRIVATE
    return Question(
        at=event.at,
        asker=event.author.person,
        words=words,
        alone=private or quiet,
        passable=quiet and not private and may_pass_on(event.author, ctx),
    )


def question_of(given: Given, event: ButtonPressed, ctx: Context) -> Question:
    """The question that an answer belongs to, of whoever pressed below it; its words if they are still kept."""
    by = question_by(event, ctx)
    alone = given.shown != "yes"
    return replace(by, at=given.at, words=words_of(given, by.asker, ctx), message=given.asked, alone=alone)


def words_of(given: Given, asker: PersonRef, ctx: Context) -> str:
    """The question's words, for the person who asked and as long as they may be kept; else empty."""
    kept = given.asker == asker.id and ctx.now < given.when + store.WORDS_LAST
    return given.question if kept else ""


def may_pass_on(author: Author, ctx: Context) -> bool:
    """Whether somebody may show an answer to all."""
    return ctx.role(author) >= Role.HELPER


def in_language(locale: str, asker: Author, ctx: Context) -> Context:
    """Go on with a person in the language they asked in, here and in what they press next; their own choice stands.

    With staff only here: they look things up in the languages of members.
    """
    if ctx.person is None or ctx.person.chose_locale or locale not in ctx.texts.locales:
        return ctx
    if ctx.role(asker) < Role.HELPER:
        note_spoken(ctx.tx, ctx.person, locale)
    return replace(ctx, locale=locale)


def browse(asker: PersonRef, ctx: Context) -> Button:
    """The way to the lists, in the language of whoever asked."""
    return Button(label=ctx.words("button-browse"), action=Action("faq-top", ctx.locale, asker))


def _row(
    question: Question,
    topic: str,
    locale: str,
    kind: str,
    others: tuple[str, ...],
    instead: Given | None,
    *,
    whole: bool,
    shield: bool,
) -> NewAnswer:
    return NewAnswer(
        at=question.at,
        topic=topic,
        locale=locale,
        kind=kind,
        others=others,
        asked=question.message,
        asker=question.asker,
        question=question.words,
        shown="alone" if question.alone else "yes",
        root=(instead.root or instead.id) if instead is not None else 0,
        whole=whole,
        shield=shield,
    )


def _shown(entry: Entry, ctx: Context, *, whole: bool, shield: bool) -> Markup:
    if whole:
        return full_form(entry, ctx)
    return lines(short_form(entry, ctx), ctx.say("faq-shield") if shield else None)


def _below(number: int, question: Question, ctx: Context, back: Action | None) -> Controls:
    asker = question.asker
    helped = Button(label=ctx.words("button-helped"), action=Action("faq-yes", str(number), asker), style="success")
    wrong = Button(label=ctx.words("button-not-my-question"), action=Action("faq-no", str(number), asker))
    rows: list[tuple[Button, ...]] = [(helped,) if back else (helped, wrong), (_human(number, asker, ctx),)]
    if question.passable:
        rows.append((Button(label=ctx.words("button-show-all"), action=Action("faq-all", str(number), asker)),))
    if back is not None:
        rows.append((Button(label=ctx.words("button-back"), action=back),))
    return Controls(tuple(rows))


def _human(number: int, asker: PersonRef | None, ctx: Context) -> Button:
    return Button(label=ctx.words("button-human"), action=Action("faq-human", str(number), asker), private=True)
