"""Staff write the FAQ from chat: every change is previewed, published, kept in a history and can be taken back."""

import logging
from collections.abc import Mapping

from core.channel import Capability
from core.community import Role
from core.context import Context, Decision
from core.effects import Intent
from core.events import ButtonPressed, CommandGiven, FormSubmitted, PlaceKind, TimePassed
from core.faq.editor import acts, cards, completing, drafts, history, previews, publishing, reviewing, standing, store
from core.faq.editor.findings import name_taken
from core.faq.editor.orders import READING, Order, Verb, alike, order_of, split_locale
from core.faq.editor.store import Draft
from core.faq.entry import is_topic
from core.faq.learning.settling import became_entry
from core.faq.library import EntryChange, Library
from core.ids import PersonRef
from core.replying import Asked, reply
from core.storage.db import Tx
from core.text.catalog import Texts

log = logging.getLogger(__name__)

# Discord takes values of at most 100 characters while somebody types, the verb included.
LONGEST_TOPIC = 60
# Verbs whose argument is a draft, and verbs whose argument is something else.
_ON_DRAFTS = frozenset(
    {"fe-new", "fe-text", "fe-asks", "fe-pub", "fe-drop", "fe-over", "fe-ok", "fe-off", "fe-on", "fe-hist", "fe-lang"}
)
_OTHERS = frozenset({"fe-undo", "fe-see", "fe-back", "fe-pack", "fe-due", "fe-list"})
_MAY_READ = frozenset({"fe-see", "fe-due", "fe-list"})
_FORMS = frozenset({"fe-new", "fe-text", "fe-asks"})


class FaqEditor:
    """``/faq add|edit|history|revert|alias|disable|enable|review`` and what follows from them."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def in_force(self, tx: Tx) -> list[EntryChange]:
        """Everything that staff changed, to be laid over the packs at start."""
        return standing.in_force(tx, self._library)

    def suggestions(self, texts: Texts, words: str, locale: str, role: Role) -> dict[str, str]:
        """What is offered while somebody types after ``/faq``."""
        return completing.suggestions(self._library, texts, words, locale, role)

    def form_values(self, tx: Tx, form: str, verb: str, argument: str, who: PersonRef, role: Role) -> Mapping[str, str]:
        """What a form of ours opens with; empty for everything else."""
        number = argument.partition("--")[0]
        if verb not in _FORMS or role < Role.MODERATOR or not number.isdigit():
            return {}
        return drafts.values(tx, form, int(number), who)

    def on_command(self, event: CommandGiven, ctx: Context) -> Decision | None:
        """None when the command is another's, or its words are a search."""
        order = order_of(event.arguments.get("words", "")) if event.name == "faq" else None
        role = ctx.role(event.author)
        if order is None or role < Role.HELPER:
            return None
        locale, rest = split_locale(f"{order.topic} {order.rest}", ctx.community.locales)
        if order.verb is Verb.REVIEW and rest:
            return None
        if role < Role.MODERATOR and order.verb not in READING:
            return [reply(ctx, event, ctx.say("faq-moderators-only"))]
        if self._is_overheard(event, ctx):
            return [reply(ctx, event, ctx.say("faq-in-private"))]
        if order.verb is Verb.REVIEW:
            return [reviewing.review(event, locale or ctx.locale, self._library, ctx)]
        if order.verb is Verb.ADD:
            return [self._add(event, order, ctx)]
        return self._on_topic(event, order, ctx)

    def _is_overheard(self, event: CommandGiven, ctx: Context) -> bool:
        """Names of staff and unpublished words are not for a group."""
        if event.kind is PlaceKind.PRIVATE or ctx.can(event.at.channel, Capability.PRIVATE_ANSWERS):
            return False
        return not ctx.community.is_staff_place(event.at)

    def _add(self, event: CommandGiven, order: Order, ctx: Context) -> Intent:
        topic = order.topic
        locale, _ = split_locale(order.rest, ctx.community.locales)
        if not topic:
            return reply(ctx, event, ctx.say("faq-add-how"))
        if standing.topic_named(ctx.tx, self._library, topic) == topic:
            return reply(ctx, event, ctx.say("faq-topic-there", topic=topic))
        if not is_topic(topic) or len(topic) > LONGEST_TOPIC:
            return reply(ctx, event, ctx.say("faq-wrong-topic"))
        other = name_taken(topic, self._library, ctx)
        if other is not None:
            return reply(ctx, event, ctx.say("faq-name-taken", topic=topic, other=other))
        if not ctx.can(event.at.channel, Capability.FORMS):
            return reply(ctx, event, ctx.say("faq-add-needs-forms", topic=topic))
        return cards.new_topic(event, topic, locale or ctx.community.default_locale, self._library, ctx)

    def _on_topic(self, event: CommandGiven, order: Order, ctx: Context) -> Decision:
        library = self._library
        if not order.topic:
            return [reply(ctx, event, ctx.say("faq-which-topic", verb=order.verb.value))]
        topic = standing.topic_named(ctx.tx, library, order.topic)
        if topic is None:
            return [self._no_such_topic(event, order, ctx)]
        named, _ = split_locale(order.rest, ctx.community.locales)
        locale = named or self._locale(topic, ctx)
        match order.verb:
            case Verb.EDIT:
                return [cards.card(event, topic, locale, library, ctx)]
            case Verb.HISTORY:
                return [history.history(event, topic, locale, library, ctx)]
            case Verb.REVERT:
                return acts.revert(event, topic, order.rest, locale, library, ctx)
            case Verb.ALIAS:
                return acts.alias(event, topic, order.rest, locale, library, ctx)
            case Verb.DISABLE:
                return acts.disable(event, topic, order.rest, library, ctx)
            case Verb.ENABLE:
                return acts.enable(event, topic, order.rest, library, ctx)
        raise LookupError(f"no such verb: {order.verb}")

    def _no_such_topic(self, event: CommandGiven, order: Order, ctx: Context) -> Intent:
        like = alike(order.topic, self._library.book.topics)
        if not like:
            return reply(ctx, event, ctx.say("faq-no-topic", topic=order.topic))
        return reply(ctx, event, ctx.say("faq-no-topic-but", topic=order.topic, list=", ".join(like)))

    def _locale(self, topic: str, ctx: Context) -> str:
        """The staff member's language if the topic has an entry there, else the community's default."""
        if ctx.locale in ctx.community.locales and standing.has_words(ctx.tx, self._library, topic, [ctx.locale]):
            return ctx.locale
        return ctx.community.default_locale

    def on_button(self, event: ButtonPressed, verb: str, argument: str, ctx: Context) -> Decision | None:
        """None when the verb is another's."""
        if verb not in _ON_DRAFTS | _OTHERS:
            return None
        least = Role.HELPER if verb in _MAY_READ else Role.MODERATOR
        if ctx.role(event.author) < least:
            log.warning("refused button=%s person=%s:%s", verb, event.author.person.channel, event.author.person.id)
            return [reply(ctx, event, ctx.say("not-allowed"), brief=True)]
        chosen = "--".join(part for part in (argument, event.choice) if part)
        if verb in _OTHERS:
            return self._on_other(event, verb, chosen, ctx)
        number, _, choice = chosen.partition("--")
        draft = store.draft(ctx.tx, int(number), event.author.person) if number.isdigit() else None
        if draft is None:
            return [self._gone(event, ctx)]
        return self._on_draft(event, verb, draft, choice, ctx)

    def _on_draft(self, event: ButtonPressed, verb: str, draft: Draft, choice: str, ctx: Context) -> Decision:
        library = self._library
        match verb:
            case "fe-pub":
                return self._publish(event, draft, ctx)
            case "fe-drop":
                return previews.drop(event, draft, ctx)
            case "fe-over" if draft.state in drafts.OPEN:
                return previews.over(event, draft, library, ctx)
            case "fe-ok":
                return acts.still_right(event, draft, library, ctx)
            case "fe-off":
                return acts.disable(event, draft.topic, "", library, ctx, draft.locale)
            case "fe-on":
                return acts.enable(event, draft.topic, "", library, ctx, draft.locale)
            case "fe-hist":
                return [history.history(event, draft.topic, draft.locale, library, ctx)]
            case "fe-lang" if choice in ctx.community.locales:
                return [cards.card(event, draft.topic, choice, library, ctx)]
            case "fe-new" | "fe-text" | "fe-asks":
                # A channel with forms opens the form instead.
                return [reply(ctx, event, ctx.say("faq-needs-forms", topic=draft.topic, locale=draft.locale))]
        return [self._gone(event, ctx)]

    def _publish(self, event: ButtonPressed | FormSubmitted, draft: Draft, ctx: Context) -> Decision:
        """Bring a draft into force; the gap that it was written for is closed by that."""
        decided = previews.publish(event, draft, self._library, ctx)
        if draft.gap is None or draft.state not in drafts.OPEN:
            return decided
        after = store.draft(ctx.tx, draft.id, draft.who)
        if after is None or after.state != "published":
            return decided
        return [*decided, *became_entry(draft.gap, draft.topic, event.author.name, self._library, ctx)]

    def _on_other(self, event: ButtonPressed, verb: str, argument: str, ctx: Context) -> Decision:
        library = self._library
        match verb:
            case "fe-undo":
                undone = publishing.undo(argument, event.author, library, ctx)
                if undone is None:
                    return [reply(ctx, event, ctx.say("faq-undo-late"), brief=True)]
                return [reply(ctx, event, ctx.say("faq-undone"), brief=True), *undone]
            case "fe-see":
                seen = history.look(event, argument, library, ctx)
                return [seen or self._gone(event, ctx)]
            case "fe-back" if argument.isdigit():
                return acts.revert_to(event, int(argument), None, "", library, ctx)
            case "fe-pack" if argument.isdigit():
                revision = store.revision(ctx.tx, int(argument))
                if revision is not None:
                    return acts.revert_to_packs(event, revision.topic, revision.locale, "", library, ctx)
            case "fe-due":
                locale, _, short_name = argument.partition("--")
                topic = library.book.topic(short_name)
                if topic is not None and locale in ctx.community.locales:
                    return [self._due(event, topic, locale, ctx)]
            case "fe-list":
                return [reviewing.review(event, ctx.locale, library, ctx)]
        return [self._gone(event, ctx)]

    def _due(self, event: ButtonPressed, topic: str, locale: str, ctx: Context) -> Intent:
        """Whoever may only read sees what is due as its history shows it."""
        if ctx.role(event.author) < Role.MODERATOR:
            return history.history(event, topic, locale, self._library, ctx)
        return cards.card(event, topic, locale, self._library, ctx)

    def on_form(self, event: FormSubmitted, verb: str, argument: str, ctx: Context) -> Decision | None:
        """None when the verb is another's."""
        if verb not in _FORMS and verb != "fe-pub":
            return None
        if ctx.role(event.author) < Role.MODERATOR:
            log.warning("refused form=%s person=%s:%s", verb, event.author.person.channel, event.author.person.id)
            return [reply(ctx, event, ctx.say("not-allowed"))]
        draft = store.draft(ctx.tx, int(argument), event.author.person) if argument.isdigit() else None
        if draft is None:
            return [self._gone(event, ctx)]
        if verb == "fe-pub":
            return self._publish(event, draft, ctx)
        if draft.state not in drafts.OPEN:
            return [self._gone(event, ctx)]
        return previews.submitted(event, draft, self._library, ctx)

    def _gone(self, event: Asked, ctx: Context) -> Intent:
        return reply(ctx, event, ctx.say("faq-draft-gone"))

    def on_time(self, event: TimePassed, ctx: Context) -> Decision:
        """Remind staff of entries whose review is due."""
        return reviewing.remind(event, self._library, ctx)
