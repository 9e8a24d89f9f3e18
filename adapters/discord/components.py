"""Controls to Discord's components, and the custom_id that names them; pure.

A custom_id says all that is needed to report a press: every component keeps working after a restart, and no view is
kept in memory.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.effects import Button, Controls, Menu
from core.forms import FORMS

log = logging.getLogger(__name__)

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]

# https://discord.com/developers/docs/components/reference
_ROW, _BUTTON, _SELECT = 1, 2, 3
_STYLES = {"primary": 1, "plain": 2, "success": 3, "danger": 4}
_LINK_STYLE = 5
_ROWS, _BUTTONS_IN_ROW, _OPTIONS = 5, 5, 25
_LONGEST_ID, _LONGEST_LABEL, _LONGEST_OPTION, _LONGEST_PLACEHOLDER = 100, 80, 100, 150

_NO_FORM = "-"


@dataclass(frozen=True, slots=True)
class PressId:
    """What a custom_id holds: the form to open first, the core's token, and the choice that led to the form."""

    token: str
    form: str | None = None
    choice: str | None = None


def write_id(press: PressId) -> str:
    """``<form or ->|<token>`` and ``|<choice>`` where there is one; raises ValueError beyond Discord's 100."""
    text = f"{press.form or _NO_FORM}|{press.token}"
    if press.choice is not None:
        text += f"|{press.choice}"
    if len(text) > _LONGEST_ID:
        raise ValueError(f"custom_id too long: {len(text)} characters")
    return text


def read_id(text: str) -> PressId:
    """Read a custom_id from a client; one that is not ours becomes a token, which the core refuses."""
    form, bar, rest = text.partition("|")
    if not bar:
        return PressId(text)
    token, bar, choice = rest.partition("|")
    return PressId(token, form if form in FORMS else None, choice if bar else None)


def rows(controls: Controls) -> list[JsonObject]:
    """Action rows for a message: the menu first, then the buttons, five to a row and five rows at most."""
    done: list[JsonObject] = []
    if controls.menu is not None and controls.menu.options:
        done.append({"type": _ROW, "components": [_select(controls.menu)]})
    for row in controls.rows:
        buttons = [_button(button) for button in row]
        for start in range(0, len(buttons), _BUTTONS_IN_ROW):
            done.append({"type": _ROW, "components": buttons[start : start + _BUTTONS_IN_ROW]})
    if len(done) > _ROWS:
        log.warning("controls do not fit and are cut rows=%d", len(done))
    return done[:_ROWS]


def _button(button: Button) -> JsonObject:
    label = shortened(button.label, _LONGEST_LABEL)
    if button.url is not None:
        return {"type": _BUTTON, "style": _LINK_STYLE, "label": label, "url": button.url}
    return {
        "type": _BUTTON,
        "style": _STYLES.get(button.style, _STYLES["plain"]),
        "label": label,
        "custom_id": write_id(PressId(button.token, button.form)),
    }


def _select(menu: Menu) -> JsonObject:
    options: list[JsonObject] = []
    for option in menu.options[:_OPTIONS]:
        line: JsonObject = {"value": option.value, "label": shortened(option.label, _LONGEST_OPTION)}
        if option.hint:
            line["description"] = shortened(option.hint, _LONGEST_OPTION)
        options.append(line)
    return {
        "type": _SELECT,
        "custom_id": write_id(PressId(menu.token, menu.form)),
        "placeholder": shortened(menu.placeholder, _LONGEST_PLACEHOLDER),
        "options": options,
    }


def shortened(words: str, longest: int) -> str:
    """At most ``longest`` characters, an ellipsis for what is left out."""
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
