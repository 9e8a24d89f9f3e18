"""``/faq`` without words: categories, their topics, an answer, in one message that changes; with a way back."""

from core.context import Context, Decision
from core.effects import NO_CONTROLS, Action, Button, Controls, Menu, Option
from core.events import ButtonPressed, CommandGiven
from core.faq.answering import Answering, in_language, question_by
from core.faq.book import slug
from core.faq.library import Library
from core.ids import PersonRef
from core.replying import change, reply
from core.text.markup import Markup

PAGE = 25


class Browsing:
    """With few topics the lists begin with the topics themselves."""

    def __init__(self, library: Library, answering: Answering) -> None:
        self._library = library
        self._answering = answering

    def on_command(self, event: CommandGiven, ctx: Context) -> Decision:
        """Show the first list."""
        text, controls = self._top(event.author.person, ctx)
        return [reply(ctx, event, text, controls)]

    def on_button(self, event: ButtonPressed, verb: str, argument: str, ctx: Context) -> Decision | None:
        """A step in the lists; None when the verb is another's. A menu's choice is in the argument's place."""
        chosen = event.choice or argument
        match verb:
            case "faq-top":
                ctx = in_language(argument, event.author, ctx)
                return [*change(ctx, event, *self._top(event.author.person, ctx))]
            case "faq-cat":
                return self._on_category(event, chosen, 0, ctx)
            case "faq-page":
                category, _, page = argument.rpartition("-")
                return self._on_category(event, category, int(page), ctx)
            case "faq-show":
                return self._on_topic(event, chosen, ctx)
        return None

    def _on_category(self, event: ButtonPressed, category: str, page: int, ctx: Context) -> Decision:
        topics = self._library.book.by_category().get(category)
        if not topics:
            return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
        return [*change(ctx, event, *self._category(category, topics, page, event.author.person, ctx))]

    def _on_topic(self, event: ButtonPressed, short_name: str, ctx: Context) -> Decision:
        topic = self._library.book.topic(short_name)
        if topic is None:
            return [reply(ctx, event, ctx.say("button-expired"), brief=True)]
        question = question_by(event, ctx)
        back = self._back_from(topic, event.author.person)
        said = self._answering.answer(question, topic, (), ctx, whole=question.alone, back=back)
        return [*change(ctx, event, said.text, said.controls, note=said.note)]

    def _back_from(self, topic: str, asker: PersonRef) -> Action:
        by_category = self._library.book.by_category()
        if self._is_small():
            return Action("faq-top", "", asker)
        category, topics = next((name, topics) for name, topics in by_category.items() if topic in topics)
        return Action("faq-page", f"{category}-{topics.index(topic) // PAGE}", asker)

    def _is_small(self) -> bool:
        return len(self._library.book.topics) <= PAGE

    def _top(self, asker: PersonRef, ctx: Context) -> tuple[Markup, Controls]:
        if self._is_small():
            return ctx.say("faq-topics"), self._menu(self._library.book.topics, asker, ctx)
        options = tuple(Option(name, ctx.words(f"category-{name}")) for name in self._library.book.by_category())
        menu = Menu(action=Action("faq-cat", "", asker), placeholder=ctx.words("menu-category"), options=options)
        return ctx.say("faq-topics"), Controls(menu=menu)

    def _category(
        self, category: str, topics: list[str], page: int, asker: PersonRef, ctx: Context
    ) -> tuple[Markup, Controls]:
        """A page of a category; one that is no more (topics went) is the last there is."""
        pages = (len(topics) - 1) // PAGE + 1
        page = min(page, pages - 1)
        menu = self._menu(tuple(topics[page * PAGE : (page + 1) * PAGE]), asker, ctx).menu
        steps: list[Button] = []
        if page > 0:
            steps.append(_step("button-previous", category, page - 1, asker, ctx))
        if page + 1 < pages:
            steps.append(_step("button-next", category, page + 1, asker, ctx))
        back = Button(label=ctx.words("button-back"), action=Action("faq-top", "", asker))
        text = ctx.say("faq-category", category=ctx.words(f"category-{category}"), page=page + 1, pages=pages)
        return text, Controls(tuple(row for row in (tuple(steps), (back,)) if row), menu)

    def _menu(self, topics: tuple[str, ...], asker: PersonRef, ctx: Context) -> Controls:
        entries = [(topic, self._library.book.entry(topic, ctx.locale)) for topic in topics]
        options = tuple(Option(slug(topic), entry.title[:90]) for topic, entry in entries if entry is not None)
        menu = Menu(action=Action("faq-show", "", asker), placeholder=ctx.words("menu-topic"), options=options)
        return Controls(menu=menu) if options else NO_CONTROLS


def _step(key: str, category: str, page: int, asker: PersonRef, ctx: Context) -> Button:
    return Button(label=ctx.words(key), action=Action("faq-page", f"{category}-{page}", asker))
