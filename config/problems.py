"""What is wrong with the settings, in words: which key, what about it, what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from config.keys import FILE_SUFFIX, Key, environment_name, table_of
from config.values import UnfitError

# A longer text may be a token that was pasted into the wrong line, so it is not repeated.
_SHOWN_LENGTH = 30

_SIMPLE: Mapping[str, tuple[str, str]] = {
    "bool": ("is neither true nor false", "write true or false"),
    "dict": ("is not a table", "write its keys below a line with its name in square brackets"),
    "float": ("is not a number", "write a number"),
    "int": ("is not a whole number", "write a whole number"),
    "missing": ("is missing", "add it"),
    "model": ("is not a table", "write its keys below a line with its name in square brackets"),
    "path": ("is not a path", 'write a path in quotes, such as "data"'),
    "string_pattern": ("has a shape that cannot be right", "compare it with the description of this key"),
    "string_too_long": ("is too long", "write a shorter text"),
    "string_too_short": ("is empty", "write a text, or leave the key out"),
    "string_type": ("is not a text", "put it in quotes"),
    "too_short": ("is an empty list", "write at least one entry, or leave the key out"),
    "tuple": ("is not a list", "write it in square brackets, in the environment as JSON"),
}
_BOUNDS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: `key` is a dotted path or a file, `environment` the variable of the same meaning."""

    key: str
    environment: str | None
    wrong: str
    remedy: str

    def __str__(self) -> str:
        names = f"{self.key} ({self.environment})" if self.environment else self.key
        return f"{names}: {self.wrong}; {self.remedy}"


class SettingsError(ValueError):
    """The settings cannot be used; `problems` and the text name everything that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        heading = "1 problem in the settings:" if count == 1 else f"{count} problems in the settings:"
        super().__init__("\n".join([heading, *(f"  - {problem}" for problem in self.problems)]))


def of_key(dotted: str, wrong: str, remedy: str) -> Problem:
    return Problem(dotted, environment_name(tuple(dotted.split("."))), wrong, remedy)


def unknown_variable(name: str, known: Iterable[str]) -> Problem:
    near = get_close_matches(name, list(known), n=1, cutoff=0.75)
    remedy = f"did you mean {near[0]}?" if near else "remove it, or compare it with the list in config/README.md"
    return Problem(name, None, "is not a setting", remedy)


def from_validation(error: ErrorDetails, settings: type[BaseModel], keys: Mapping[tuple[str, ...], Key]) -> Problem:
    """Put one finding of pydantic into words, without repeating what may be a secret."""
    place = error["loc"]
    path = tuple(part for part in place if isinstance(part, str))
    if error["type"] == "extra_forbidden":
        wrong, remedy = "is not a setting", _instead_of(path, settings, keys)
        environment = None
    else:
        key = keys.get(path)
        wrong, remedy = _words(error, secret=key is not None and key.is_secret)
        environment = key.environment if key else environment_name(path)
    entries = "".join(f", entry {part + 1}" for part in place if isinstance(part, int))
    return Problem(".".join(path) + entries, environment, wrong, remedy)


def _words(error: ErrorDetails, *, secret: bool) -> tuple[str, str]:
    kind, context = error["type"], error.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, UnfitError):
        wrong, remedy = cause.wrong, cause.remedy
    elif kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        wrong, remedy = "is out of range", f"write {words} {context[name]}"
    elif kind == "literal_error":
        wrong, remedy = "is not one of the words known here", f"write {context['expected']}"
    else:
        wrong, remedy = next(
            (words for start, words in _SIMPLE.items() if kind.startswith(start)),
            (f"cannot be used: {error['msg']}", "compare it with the description of this key"),
        )
    return f"{_shown(error['input'], secret=secret)}{wrong}", remedy


def _shown(value: object, *, secret: bool) -> str:
    if secret or not isinstance(value, str | int | float) or len(str(value)) > _SHOWN_LENGTH:
        return ""
    return f"{value!r} "


def _instead_of(path: tuple[str, ...], settings: type[BaseModel], keys: Mapping[tuple[str, ...], Key]) -> str:
    """Name the nearest key at the same place, else a key of that name elsewhere."""
    name, above = path[-1], path[:-1]
    near = get_close_matches(name, _names_in(above, settings, keys), n=1, cutoff=0.6)
    if near:
        return f"did you mean {'.'.join((*above, near[0]))}?"
    elsewhere = [key.dotted for key in keys.values() if key.path[-1] == name]
    if elsewhere:
        return f"did you mean {elsewhere[0]}?"
    return "remove it, or compare it with the list in config/README.md"


def _names_in(above: tuple[str, ...], settings: type[BaseModel], keys: Mapping[tuple[str, ...], Key]) -> Sequence[str]:
    model: type[BaseModel] = settings
    for part in above:
        table = table_of(model.model_fields[part])
        if table is None:
            return []
        model = table
    files = [f"{key.path[-1]}{FILE_SUFFIX}" for key in keys.values() if key.path[:-1] == above and key.is_secret]
    return [*model.model_fields, *files]
