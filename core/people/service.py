"""The first words with a person, and the language they want to be spoken to in."""

from core.context import Context, Decision
from core.effects import Action, Button, Controls, Menu, Option
from core.events import ButtonPressed, CommandGiven
from core.people import store
from core.replying import reply
from core.text.markup import lines


def on_command(event: CommandGiven, ctx: Context) -> Decision | None:
    """``/start``, ``/help`` and ``/language``; None when the command is another's."""
    match event.name:
        case "start" | "help":
            human = Button(label=ctx.words("button-human"), action=Action("support"), private=True, style="primary")
            text = lines(
                ctx.say("hello" if event.name == "start" else "help-title", community=ctx.community.name),
                ctx.say("help-text"),
                ctx.say("never-share"),
            )
            return [reply(ctx, event, text, Controls(((human,),)))]
        case "language":
            return _on_language(event, next(iter(event.arguments.values()), "").strip(), ctx)
    return None


def on_button(event: ButtonPressed, verb: str, argument: str, ctx: Context) -> Decision | None:
    if verb != "lang":
        return None
    return _set(event, event.choice or argument, ctx)


def _on_language(event: CommandGiven, wanted: str, ctx: Context) -> Decision:
    if wanted:
        return _set(event, wanted, ctx)
    options = tuple(Option(locale, ctx.texts.words(locale, "language-name")) for locale in ctx.community.locales)
    menu = Menu(
        action=Action("lang"),
        placeholder=ctx.words("menu-language"),
        options=(*options, Option("auto", ctx.words("language-auto"))),
    )
    return [reply(ctx, event, ctx.say("language-which"), Controls(menu=menu))]


def _set(event: CommandGiven | ButtonPressed, wanted: str, ctx: Context) -> Decision:
    assert ctx.person is not None
    if wanted == "auto":
        store.choose_locale(ctx.tx, ctx.person, None)
        return [reply(ctx, event, ctx.say("language-auto-set"))]
    chosen = next((locale for locale in ctx.community.locales if locale.casefold() == wanted.casefold()), None)
    if chosen is None:
        return [reply(ctx, event, ctx.say("language-unknown", known=", ".join(ctx.community.locales)))]
    store.choose_locale(ctx.tx, ctx.person, chosen)
    return [reply(ctx, event, ctx.texts.ui(chosen, "language-set"))]
