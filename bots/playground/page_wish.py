"""What the browser asks for: one JSON message read field by field, and the words for what cannot be done."""

import json
from dataclasses import dataclass
from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]


class PageError(Exception):
    """The page asked for something that cannot be done; the message is shown to the person."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One message of the browser; each reader raises PageError for a field of the wrong shape."""

    fields: JsonObject

    @staticmethod
    def read(raw: str) -> "Wish":
        try:
            fields = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise PageError("The page sent something that is not JSON.") from error
        if not isinstance(fields, dict):
            raise PageError("The page sent something that is not a JSON object.")
        return Wish(fields)

    def text(self, name: str) -> str:
        value = self.fields.get(name)
        if not isinstance(value, str):
            raise PageError(f"The page did not say {name}.")
        return value

    def text_or_none(self, name: str) -> str | None:
        return None if self.fields.get(name) is None else self.text(name)

    def number(self, name: str) -> int:
        """A whole number; ids of Discord come as decimal strings because JavaScript would round them."""
        value = self.fields.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, str)):
            raise PageError(f"The page did not say {name}.")
        try:
            return int(value)
        except ValueError as error:
            raise PageError(f"{name} has to be a number.") from error

    def number_or_none(self, name: str) -> int | None:
        return None if self.fields.get(name) in (None, "") else self.number(name)

    def flag(self, name: str) -> bool:
        return self.fields.get(name) is True

    def numbers(self, name: str) -> list[int]:
        return [Wish({name: one}).number(name) for one in self._array(name)]

    def texts(self, name: str) -> list[str]:
        return [str(one) for one in self._array(name)]

    def _array(self, name: str) -> list[Any]:
        value = self.fields.get(name) or []
        if not isinstance(value, list):
            raise PageError(f"{name} has to be a list.")
        return value

    def table(self, name: str) -> JsonObject:
        value = self.fields.get(name) or {}
        if not isinstance(value, dict):
            raise PageError(f"{name} has to be an object.")
        return value


def sentence(words: str) -> str:
    """The words as a sentence for a toast."""
    shown = words.strip() or "That is not possible"
    shown = shown[0].upper() + shown[1:]
    return shown if shown[-1] in ".!?" else f"{shown}."
