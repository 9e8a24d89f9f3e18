"""Compares requests and answers of the Bot API with its published description, when that is at hand."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SPEC_FILE = Path(__file__).resolve().parents[2].parent / "shared" / "specs" / "telegram-api-10.0.json"
_ALWAYS = re.compile(r"(?:always|must be) [\"“]?([a-z_]+)[\"”]?")
_SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "InputFile": (str,),
}


@dataclass(frozen=True, slots=True)
class Spec:
    """Methods and types of the Bot API by name."""

    methods: dict[str, Any]
    types: dict[str, Any]


@cache
def load(path: Path = SPEC_FILE) -> Spec | None:
    """The description, or None where it is not at hand."""
    if not path.exists():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    return Spec(content["methods"], content["types"])


def problems(method: str, params: dict[str, Any], result: object, spec: Spec) -> list[str]:
    """Everything in which a request and its result differ from the description; empty when all is well."""
    described = spec.methods.get(method)
    if described is None:
        return [f"{method}: no such method"]
    found = _object(method, params, described.get("fields", []), spec)
    return found + _any_of(f"{method} result", result, described["returns"], spec)


def _object(where: str, value: dict[str, Any], fields: list[dict[str, Any]], spec: Spec) -> list[str]:
    known = {field["name"]: field for field in fields}
    found = [f"{where}.{name}: not described" for name in value if name not in known]
    for name, field in known.items():
        if name not in value:
            if field["required"]:
                found.append(f"{where}.{name}: missing")
            continue
        here = f"{where}.{name}"
        found += _any_of(here, value[name], field["types"], spec)
        constant = _ALWAYS.search(field["description"]) if name in ("type", "status", "source") else None
        if constant is not None and value[name] != constant.group(1):
            found.append(f"{here}: {value[name]!r} instead of {constant.group(1)!r}")
    return found


def _any_of(where: str, value: object, types: list[str], spec: Spec) -> list[str]:
    """The problems with the best fitting of the types."""
    candidates = [_one(where, value, name, spec) for name in types]
    return min(candidates, key=len, default=[f"{where}: no type described"])


def _one(where: str, value: object, name: str, spec: Spec) -> list[str]:
    if name.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: {type(value).__name__} instead of {name}"]
        of = name.removeprefix("Array of ")
        return [problem for index, one in enumerate(value) for problem in _one(f"{where}[{index}]", one, of, spec)]
    if name in ("Boolean", "True"):
        right = value is True or (name == "Boolean" and value is False)
        return [] if right else [f"{where}: {value!r} instead of {name}"]
    if name in _SCALARS:
        right = isinstance(value, _SCALARS[name]) and not isinstance(value, bool)
        return [] if right else [f"{where}: {value!r} instead of {name}"]
    described = spec.types[name]
    if "subtypes" in described:
        return _any_of(where, value, described["subtypes"], spec)
    if not isinstance(value, dict):
        return [f"{where}: {type(value).__name__} instead of {name}"]
    return _object(f"{where}({name})", value, described.get("fields", []), spec)
