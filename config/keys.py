"""Every key of the settings with its names: the dotted path in the file and the environment variable."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

PREFIX = "BELLBUOY_"
NESTING = "__"
FILE_SUFFIX = "_file"


@dataclass(frozen=True, slots=True)
class Key:
    """One key that a person can write; keys inside `[[tables]]` know the list they belong to."""

    path: tuple[str, ...]
    field: FieldInfo
    inside_list: tuple[str, ...] | None

    @property
    def dotted(self) -> str:
        return ".".join(self.path)

    @property
    def is_secret(self) -> bool:
        return SecretStr in members(self.field.annotation)

    @property
    def environment(self) -> str:
        """The variable's name; entries of a list can only be given together, as JSON."""
        return environment_name(self.inside_list or self.path)


def environment_name(path: tuple[str, ...]) -> str:
    return PREFIX + NESTING.join(path).upper()


def members(annotation: Any) -> tuple[Any, ...]:
    """The plain types inside an annotation: of `Annotated[int, …] | None` these are int and NoneType."""
    arguments = get_args(annotation)
    if not arguments:
        return (annotation,)
    if hasattr(annotation, "__metadata__"):
        return members(arguments[0])
    return tuple(member for argument in arguments for member in members(argument))


def table_of(field: FieldInfo) -> type[BaseModel] | None:
    """The model of a field that is a table or a list of tables."""
    for member in members(field.annotation):
        if isinstance(member, type) and issubclass(member, BaseModel):
            return member
    return None


def is_list(field: FieldInfo) -> bool:
    return getattr(field.annotation, "__origin__", None) is tuple


def keys_of(
    model: type[BaseModel], above: tuple[str, ...] = (), inside_list: tuple[str, ...] | None = None
) -> Iterator[Key]:
    """Every key below a model, in the order of the file; a list of tables comes before its entries' keys."""
    for name, field in model.model_fields.items():
        path = (*above, name)
        table = table_of(field)
        if table is None or is_list(field):
            yield Key(path, field, inside_list)
        if table is not None:
            yield from keys_of(table, path, path if is_list(field) else inside_list)
