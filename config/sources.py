"""Where settings come from: one TOML file and the environment; either may name files that hold secrets."""

import json
import logging
import re
import stat
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource

from config.keys import FILE_SUFFIX, NESTING, PREFIX, Key, environment_name
from config.problems import Problem, of_key, unknown_variable

log = logging.getLogger(__name__)

_POSITION = re.compile(r"^(?P<what>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)$", re.DOTALL)

Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """Values of one source, nested like the file, and what was wrong while reading them."""

    values: Table
    problems: tuple[Problem, ...]


class _Environment(EnvSettingsSource):
    """pydantic-settings' reading of names and nesting, over a given environment instead of the process's."""

    def __init__(self, settings: type[BaseSettings], variables: Mapping[str, str]) -> None:
        super().__init__(
            settings,
            case_sensitive=False,
            env_prefix=PREFIX,
            env_nested_delimiter=NESTING,
            env_ignore_empty=True,
        )
        self.env_vars = {name.lower(): value for name, value in variables.items()}

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """Read JSON and leave what is none as it is: the check of the whole says what is wrong with it."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except json.JSONDecodeError:
            return value


def read_environment(settings: type[BaseSettings], keys: Iterable[Key], environ: Mapping[str, str]) -> Layer:
    """Take every variable that begins with BELLBUOY_; an empty one counts as not set."""
    keys = tuple(keys)
    known = {key.environment for key in keys}
    known |= {environment_name(_file_path(key)) for key in keys if key.is_secret}
    ours = {name.upper(): value for name, value in environ.items() if name.upper().startswith(PREFIX) and value != ""}
    problems = [unknown_variable(name, sorted(known)) for name in sorted(ours.keys() - known)]
    values = _Environment(settings, {name: value for name, value in ours.items() if name in known})()
    problems += _read_secret_files(values, keys, folder=Path())
    return Layer(values, tuple(problems))


def read_file(path: Path, keys: Iterable[Key]) -> Layer:
    """Read a TOML file; paths of secrets in it are relative to the folder of the file."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        return Layer({}, (_malformed(path, error),))
    except UnicodeDecodeError:
        return Layer({}, (Problem(str(path), None, "is not a text file in UTF-8", "save it as UTF-8"),))
    except OSError as error:
        remedy = "check the path given with --config and who may read it"
        return Layer({}, (Problem(str(path), None, f"cannot be read: {error.strerror}", remedy),))
    problems = _read_secret_files(values, keys, folder=path.parent)
    return Layer(values, tuple(problems))


def merged(below: Table, above: Table) -> Table:
    """Lay one table over another; lists are replaced, never joined."""
    result = dict(below)
    for name, value in above.items():
        under = result.get(name)
        if isinstance(under, dict) and isinstance(value, dict):
            value = merged(under, value)
        result[name] = value
    return result


def _malformed(path: Path, error: tomllib.TOMLDecodeError) -> Problem:
    match = _POSITION.match(str(error))
    if match is None:
        wrong = f"is not valid TOML: {str(error).removesuffix(' (at end of document)')}, at the end of the file"
    else:
        wrong = f"is not valid TOML in line {match['line']}, column {match['column']}: {match['what']}"
    return Problem(str(path), None, wrong, "mend that line; texts stand in quotes, tables in square brackets")


def _file_path(key: Key) -> tuple[str, ...]:
    return (*key.path[:-1], key.path[-1] + FILE_SUFFIX)


def _read_secret_files(values: Table, keys: Iterable[Key], *, folder: Path) -> list[Problem]:
    """Replace each `…_file` key by the secret that stands in the file it names."""
    problems = []
    for key in keys:
        if not key.is_secret:
            continue
        path = _file_path(key)
        table = _table_at(values, path[:-1])
        if table is None or path[-1] not in table:
            continue
        named, dotted = table.pop(path[-1]), ".".join(path)
        if key.path[-1] in table:
            problems.append(of_key(dotted, f"stands beside {key.dotted}", "keep one of the two"))
        elif not isinstance(named, str):
            problems.append(of_key(dotted, "is not a path", "write the path of a file in quotes"))
        else:
            secret = _secret_in(folder / named, dotted)
            if isinstance(secret, Problem):
                problems.append(secret)
            else:
                table[key.path[-1]] = secret
    return problems


def _secret_in(file: Path, dotted: str) -> str | Problem:
    try:
        readable_by_all = bool(file.stat().st_mode & stat.S_IROTH)
        secret = file.read_text(encoding="utf-8").strip()
    except OSError as error:
        return of_key(dotted, f"{file} cannot be read: {error.strerror}", "check the path and who may read it")
    except UnicodeDecodeError:
        return of_key(dotted, f"{file} is not a text file", "write the secret alone into it")
    if not secret:
        return of_key(dotted, f"{file} is empty", "write the secret alone into it")
    if readable_by_all:
        log.warning("every user of this machine can read a secret, run chmod 600 on it file=%s", file)
    return secret


def _table_at(values: Table, path: tuple[str, ...]) -> Table | None:
    at: Any = values
    for name in path:
        at = at.get(name) if isinstance(at, dict) else None
    return at if isinstance(at, dict) else None
