"""Compares requests and answers with Discord's OpenAPI document, apart from deviations known to be harmless.

discord.py differs from the document where Discord accepts more than it documents; each case is named below.
"""

from __future__ import annotations

import copy
import re
from typing import Any

import jsonschema
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Json = dict[str, Any]

# discord.py sends these although the document does not list them, or lists another type.
TEXT_NUMBERS = ("allow", "deny", "permissions", "default_member_permissions")
EMPTY_BODY_ALLOWED = ("PUT /guilds/{}/bans/{}", "DELETE /guilds/{}/bans/{}")
SHAPES = re.compile(r"\{[^}]+\}")


class Spec:
    """The document, prepared for validating parts of it."""

    def __init__(self, document: Json) -> None:
        self.document = _relaxed(document)
        resource = Resource.from_contents(self.document, default_specification=DRAFT202012)
        self.registry: Registry[Any] = Registry().with_resource("urn:discord", resource)
        self.operations = {
            f"{method.upper()} {SHAPES.sub('{}', path)}": operation
            for path, item in self.document["paths"].items()
            for method, operation in item.items()
            if method in ("get", "put", "post", "patch", "delete")
        }

    def errors(self, schema: Json, value: Any) -> list[str]:
        """Return what is wrong with a value."""
        pointed = _absolute(schema)
        validator = jsonschema.Draft202012Validator(pointed, registry=self.registry)
        return [_words(error) for error in validator.iter_errors(value)]


def _words(error: jsonschema.ValidationError) -> str:
    deepest = error
    while deepest.context:
        deepest = max(deepest.context, key=lambda one: len(one.absolute_path))
    place = "/".join(str(step) for step in deepest.absolute_path)
    return f"{place or '(whole)'}: {deepest.message[:200]}"


def _absolute(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            key: f"urn:discord{value}" if key == "$ref" and value.startswith("#") else _absolute(value)
            for key, value in schema.items()
        }
    return [_absolute(one) for one in schema] if isinstance(schema, list) else schema


def _relaxed(document: Json) -> Json:
    """Allow snowflakes and bit sets as numbers or texts; several alternatives may fit at once."""
    relaxed = copy.deepcopy(document)
    schemas = relaxed["components"]["schemas"]
    # The document wants numbers as codes inside the errors tree; Discord's reference shows names.
    named = {"type": "object", "required": ["code", "message"], "properties": {"code": {"type": "string"}}}
    schemas["InnerErrors"]["properties"]["_errors"]["items"] = named
    schemas["SnowflakeType"] = {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$"}

    def visit(node: Any) -> None:
        if isinstance(node, list):
            for one in node:
                visit(one)
        if not isinstance(node, dict):
            return
        if "oneOf" in node and isinstance(node["oneOf"], list):
            # The alternatives overlap: a member of a union fits more than one of them.
            node["anyOf"] = node.pop("oneOf")
        for name in TEXT_NUMBERS:
            properties = node.get("properties")
            if isinstance(properties, dict) and name in properties:
                properties[name] = {"type": ["string", "integer", "null"]}
        for value in node.values():
            visit(value)

    visit(relaxed)
    return relaxed


def problems(method: str, route: str, body: Any, status: int, result: Any, spec: Spec) -> list[str]:
    """Return what a request and its answer have that the document does not allow; empty when all is well.

    `route` is a path template such as "/channels/{channel_id}/messages".
    """
    name = f"{method} {_known_shape(route)}"
    operation = spec.operations.get(name)
    if operation is None:
        return [f"{name} is not documented"]
    return [
        *(f"{name} request {words}" for words in _request(spec, name, operation, body, status)),
        *(f"{name} answer {words}" for words in _answer(spec, operation, status, result)),
    ]


def _known_shape(route: str) -> str:
    return SHAPES.sub("{}", route)


def _request(spec: Spec, name: str, operation: Json, body: Any, status: int) -> list[str]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    # A refused request may be as wrong as it likes.
    if content is None or status >= 400 or (body is None and name in EMPTY_BODY_ALLOWED):
        return []
    return spec.errors(content["schema"], body)


def _answer(spec: Spec, operation: Json, status: int, result: Any) -> list[str]:
    responses = operation["responses"]
    found = responses.get(str(status)) or responses.get(f"{status // 100}XX")
    if found is None:
        return [f"has the undocumented status {status}"]
    if "$ref" in found:
        found = spec.document["components"]["responses"][found["$ref"].rpartition("/")[2]]
    content = found.get("content", {}).get("application/json")
    if content is None:
        return [] if result is None else ["has a body where none is documented"]
    return spec.errors(content["schema"], result)
