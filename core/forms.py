"""Forms that a button can open: names of fields and their limits; labels are texts named after them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """Its label is the text ``form-<form>-<name>``, its example ``form-<form>-<name>-hint``. Lengths in characters."""

    name: str
    longest: int
    shortest: int = 1
    required: bool = True
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Its title is the text ``form-<name>``."""

    name: str
    fields: tuple[Field, ...]


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form("ticket", (Field("description", 1500, shortest=3, tall=True),)),
        Form("reply", (Field("text", 1800, tall=True),)),
        Form("note", (Field("text", 1800, tall=True),)),
        Form("close", (Field("reason", 500, required=False, tall=True),)),
        Form("comment", (Field("text", 1000, tall=True),)),
        Form(
            "faq-entry",
            (
                Field("title", 80),
                Field("short", 350, tall=True),
                Field("body", 4000, tall=True),
                Field("asks", 4000, tall=True),
                Field("never", 2000, required=False, tall=True),
            ),
        ),
        Form("faq-asks", (Field("asks", 4000, tall=True),)),
        Form("faq-why", (Field("why", 300, required=False),)),
    )
}
