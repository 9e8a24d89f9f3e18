"""Every text that the code asks for exists in every language, with the arguments it is given, and fits."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.commands import COMMANDS
from core.forms import FORMS
from core.text.catalog import Texts

ROOT = Path(__file__).parents[2]
CODE = ("core", "adapters", "bots")
# Methods that take a key as their first or second argument.
ASKING = {"ui", "words", "say", "staff_say", "staff_words"}
# Keys put together at run time begin with one of these.
PREFIXES = (
    "category-",  # kinds of ticket
    "command-",  # core.commands
    "form-",  # core.forms
    "media-",  # core.events.Media.problem
    "member-state-",  # a ticket's state, as its owner reads it
    "not-delivered-",  # core.effects.Outcome
    "priority-",
    "reason-",  # signals of core.scam
    "scam-decided-",
    "state-",  # a ticket's state, as staff read it
)
LIMITS = (("button-", 40), ("command-", 100))
# These are notices about a button, not its label.
NOTICES = {"button-expired", "button-not-yours"}

texts = Texts.load([ROOT / "config" / "packs" / "default"])
LOCALES = texts.locales


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for folder in CODE:
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield file, ast.parse(file.read_text("utf-8"))


def _calls() -> Iterator[tuple[str, ast.expr, ast.Call]]:
    """Each call that asks for a text, with its place and its key."""
    for file, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
                for argument in node.args[:2]:
                    if isinstance(argument, ast.JoinedStr) or _literal(argument):
                        yield f"{file.relative_to(ROOT)}:{node.lineno}", argument, node
                        break


def _asks(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr in ASKING


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _derived() -> set[str]:
    """Keys that follow from the tables of commands and forms."""
    keys = set()
    for command in COMMANDS:
        keys.add(f"command-{command.name}")
        keys.update(f"command-{command.name}-{parameter.name}" for parameter in command.parameters)
        if command.context:
            keys.add(f"command-{command.name}-menu")
    for form in FORMS.values():
        keys.add(f"form-{form.name}")
        for field in form.fields:
            keys.update({f"form-{form.name}-{field.name}", f"form-{form.name}-{field.name}-hint"})
    return keys


def _literals() -> set[str]:
    return {
        node.value
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_every_text_with_the_same_arguments(locale):
    assert dict(texts.keys(locale)) == dict(texts.keys(texts.default))


def test_every_text_the_code_asks_for_exists():
    missing = [
        f"{place} {key}"
        for place, argument, _ in _calls()
        if (key := _literal(argument)) and key not in texts.keys(texts.default)
    ]
    assert missing == []


def test_every_call_gives_all_arguments_of_its_text():
    wrong = []
    for place, argument, call in _calls():
        key = _literal(argument)
        given = {keyword.arg for keyword in call.keywords}
        missing = texts.keys(texts.default).get(key, frozenset()) - given
        if missing and None not in given:
            wrong.append(f"{place} {key}: does not give {', '.join(sorted(missing))}")
    assert wrong == []


def test_a_key_put_together_begins_with_a_listed_prefix():
    unlisted = []
    for place, argument, _ in _calls():
        if isinstance(argument, ast.JoinedStr):
            start = _literal(argument.values[0]) if argument.values else ""
            if not start.startswith(PREFIXES):
                unlisted.append(f"{place} {start or '(no literal start)'}")
    assert unlisted == []


def test_no_text_is_unused():
    used = _literals() | _derived()
    checked = tuple(prefix for prefix in PREFIXES if prefix not in {"command-", "form-"})
    unused = [key for key in texts.keys(texts.default) if key not in used and not key.startswith(checked)]
    assert unused == []


def test_every_command_and_form_has_its_texts():
    assert _derived() - set(texts.keys(texts.default)) == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_labels_fit_what_the_platforms_show(locale):
    long = []
    for key, arguments in texts.keys(locale).items():
        if key in NOTICES:
            continue
        words = texts.words(locale, key, **dict.fromkeys(arguments, "12345678"))
        if len(words) > (limit := _limit(key)):
            long.append(f"{key} has {len(words)} characters of {limit}")
    assert long == []


def _limit(key: str) -> int:
    if key.startswith("form-"):
        return 100 if key.endswith("-hint") else 45
    return next((limit for start, limit in LIMITS if key.startswith(start)), 4000)
