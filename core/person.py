"""A person as the areas see one."""

from dataclasses import dataclass

from core.ids import PersonRef


@dataclass(frozen=True, slots=True)
class Person:
    """``number`` is ours; ``locale`` is what they chose, else last wrote to us in, else their platform's hint."""

    number: int
    ref: PersonRef
    name: str
    locale: str
    chose_locale: bool
