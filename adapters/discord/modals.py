"""Forms of the core as Discord modals: labels in the person's language, limits from the core."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import discord

from adapters.discord.components import PressId, shortened, write_id
from core.forms import Form
from core.text.catalog import Texts

# https://discord.com/developers/docs/components/reference#text-input
_LONGEST_TITLE, _LONGEST_LABEL, _LONGEST_HINT = 45, 45, 100


def modal(
    form: Form, press: PressId, texts: Texts, locale: str, values: Mapping[str, str] = MappingProxyType({})
) -> discord.ui.Modal:
    """A form as a modal that carries its token and choice; already stopped, so that discord.py does not keep it.

    ``values`` stand in its fields when it opens. Discord refuses one that is longer than its field: then the field is
    left out, and whoever gets the answer keeps what is there.
    """
    shown = discord.ui.Modal(
        title=shortened(texts.words(locale, f"form-{form.name}"), _LONGEST_TITLE),
        custom_id=write_id(PressId(press.token, form.name, press.choice)),
    )
    fitting = [field for field in form.fields if len(values.get(field.name, "")) <= field.longest]
    for field in fitting:
        key = f"form-{form.name}-{field.name}"
        hint = f"{key}-hint"
        shown.add_item(
            discord.ui.Label(
                text=shortened(texts.words(locale, key), _LONGEST_LABEL),
                component=discord.ui.TextInput(
                    custom_id=field.name,
                    style=discord.TextStyle.paragraph if field.tall else discord.TextStyle.short,
                    placeholder=_hint(texts, locale, hint),
                    default=values.get(field.name) or None,
                    required=field.required,
                    min_length=field.shortest if field.required else 0,
                    max_length=field.longest,
                ),
            )
        )
    shown.stop()
    return shown


def _hint(texts: Texts, locale: str, key: str) -> str | None:
    if not texts.has(locale, key) and not texts.has(texts.default, key):
        return None
    return shortened(texts.words(locale, key), _LONGEST_HINT)


def submitted(components: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The values of a submitted modal by field name; Discord nests them in rows or in labels."""
    values: dict[str, str] = {}
    for component in components:
        if "custom_id" in component and "value" in component:
            values[str(component["custom_id"])] = str(component["value"] or "")
        values |= submitted(component.get("components") or ())
        if inner := component.get("component"):
            values |= submitted((inner,))
    return values
