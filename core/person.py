"""A person as the areas see one."""

from dataclasses import dataclass

from core.ids import PersonRef


@dataclass(frozen=True, slots=True)
class Person:
    """``number`` is ours; ``locale`` is what they chose or, failing that, what their platform hints at."""

    number: int
    ref: PersonRef
    name: str
    locale: str
    chose_locale: bool
