"""Every setting with type, default and meaning, as the table in config/README.md shows them."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Literal, NamedTuple, get_args, get_origin

from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from config.keys import FILE_SUFFIX, Key, is_list, members, table_of
from config.values import format_duration

_TYPES: tuple[tuple[type, str], ...] = (
    (SecretStr, "secret"),
    (bool, "true or false"),
    (int, "whole number"),
    (float, "number"),
    (timedelta, "duration"),
    (Path, "path"),
    (str, "text"),
)


class Setting(NamedTuple):
    """One row of the reference."""

    key: str
    type: str
    default: str
    description: str


def rows(keys: Iterable[Key]) -> list[Setting]:
    """Describe keys in their order; a secret is followed by the key that names a file with it."""
    described = []
    for key in keys:
        description = key.field.description or ""
        described.append(Setting(key.dotted, _type(key), _default(key), description))
        if key.is_secret:
            name = key.dotted + FILE_SUFFIX
            described.append(Setting(name, "path", "–", f"file that holds {key.dotted}, instead of it"))
    return described


def markdown(settings: Iterable[Setting]) -> str:
    """The rows as a Markdown table, ending with a line break."""
    lines = ["| key | type | default | meaning |", "| --- | --- | --- | --- |"]
    lines += [f"| `{row.key}` | {row.type} | {row.default} | {row.description} |" for row in settings]
    return "\n".join(lines) + "\n"


def _type(key: Key) -> str:
    kinds = members(key.field.annotation)
    if table_of(key.field) is not None:
        return "list of tables"
    if get_origin(key.field.annotation) is Literal:
        return "one of " + ", ".join(get_args(key.field.annotation))
    name = next(name for kind, name in _TYPES if kind in kinds)
    return f"list of {name}s" if is_list(key.field) else name


def _default(key: Key) -> str:
    value = key.field.get_default()
    if value is PydanticUndefined:
        return "required"
    if value is None or value == ():
        return "–"
    return f"`{_written(value)}`"


def _written(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case timedelta():
            return format_duration(value)
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)
