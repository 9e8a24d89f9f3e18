"""Checks on message components and modals, and finding the one a person uses.

Limits follow Discord's documentation, "Component Reference".
"""

from __future__ import annotations

from collections.abc import Iterator

from bots.playground.discord_errors import FormProblems
from bots.playground.discord_records import JsonObject

ACTION_ROW = 1
BUTTON = 2
STRING_SELECT = 3
TEXT_INPUT = 4
SELECTS = (3, 5, 6, 7, 8)
SECTION = 9
TEXT_DISPLAY = 10
CONTAINER = 17
LABEL = 18
LAYOUT = (SECTION, TEXT_DISPLAY, 11, 12, 13, 14, CONTAINER)
LINK_STYLE = 5


def walk(components: list[JsonObject], path: str = "components") -> Iterator[tuple[str, JsonObject]]:
    """Yield every component with its path, parents first."""
    for index, component in enumerate(components):
        here = f"{path}.{index}"
        yield here, component
        yield from walk(component.get("components", []), f"{here}.components")
        for single in ("accessory", "component"):
            if isinstance(component.get(single), dict):
                yield f"{here}.{single}", component[single]


def checked(components: list[JsonObject], *, layout: bool, problems: FormProblems) -> list[JsonObject]:
    """Return the components as Discord stores them, with numbers; problems are noted.

    `layout` is the message flag that allows text displays, containers and the like.
    """
    if not layout and len(components) > 5:
        problems.add("components", "BASE_TYPE_MAX_LENGTH", "Must be 5 or fewer in length.")
    pieces = list(walk(components))
    if len(pieces) > 40:
        problems.add("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "The total number is limited to 40.")
    for index, component in enumerate(components):
        kind = component.get("type")
        if kind != ACTION_ROW and not (layout and kind in LAYOUT):
            words = f'Value of field "type" must be one of ({ACTION_ROW},).'
            problems.add(f"components.{index}.type", "UNION_TYPE_CHOICES", words)
    seen: set[str] = set()
    for path, component in pieces:
        _check_one(path, component, problems)
        _check_custom_id(path, component, seen, problems)
    counter = iter(range(1, 1_000))
    return [_stored(component, counter) for component in components]


def _check_custom_id(path: str, component: JsonObject, seen: set[str], problems: FormProblems) -> None:
    custom_id = component.get("custom_id")
    if custom_id is None:
        return
    problems.too_long(f"{path}.custom_id", str(custom_id), 100, 1)
    if custom_id in seen:
        words = "Component custom id cannot be duplicated"
        problems.add(f"{path}.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", words)
    seen.add(str(custom_id))


def _check_one(path: str, component: JsonObject, problems: FormProblems) -> None:
    kind = component.get("type")
    if kind == ACTION_ROW:
        _check_row(path, component, problems)
    elif kind == BUTTON:
        _check_button(path, component, problems)
    elif kind in SELECTS:
        _check_select(path, component, problems)
    elif kind == TEXT_DISPLAY:
        problems.too_long(f"{path}.content", str(component.get("content", "")), 4000, 1)


def _check_row(path: str, component: JsonObject, problems: FormProblems) -> None:
    children = component.get("components", [])
    if not 1 <= len(children) <= 5:
        problems.add(f"{path}.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    if len(children) > 1 and any(child.get("type") in SELECTS for child in children):
        words = "Action rows with select components can only contain one component"
        problems.add(f"{path}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", words)


def _check_button(path: str, component: JsonObject, problems: FormProblems) -> None:
    style = component.get("style")
    if style not in (1, 2, 3, 4, 5, 6):
        problems.add(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.")
    label = component.get("label")
    if label is not None:
        problems.too_long(f"{path}.label", label, 80)
    if style == LINK_STYLE:
        if not component.get("url"):
            problems.add(f"{path}.url", "BUTTON_COMPONENT_URL_REQUIRED", "A url is required for a link button")
        elif not str(component["url"]).startswith(("http://", "https://", "discord://")):
            words = "Scheme must be one of ('http', 'https', 'discord')."
            problems.add(f"{path}.url", "URL_TYPE_INVALID_SCHEME", words)
        if component.get("custom_id"):
            words = "A custom id and url cannot both be specified"
            problems.add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", words)
    elif not component.get("custom_id") and style != 6:
        words = "A custom id is required"
        problems.add(f"{path}.custom_id", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", words)
    if not label and not component.get("emoji") and style != 6:
        words = "A button requires a label or an emoji"
        problems.add(path, "BUTTON_COMPONENT_INVALID_EMPTY", words)


def _check_select(path: str, component: JsonObject, problems: FormProblems) -> None:
    if not component.get("custom_id"):
        problems.required(f"{path}.custom_id")
    problems.too_long(f"{path}.placeholder", component.get("placeholder") or "", 150)
    least, most = component.get("min_values", 1), component.get("max_values", 1)
    if not (0 <= least <= 25 and 1 <= most <= 25 and least <= most):
        words = "Minimum and maximum values must be between 0 and 25 and in order."
        problems.add(f"{path}.max_values", "NUMBER_TYPE_MAX", words)
    if component["type"] != STRING_SELECT:
        return
    options = component.get("options", [])
    if not 1 <= len(options) <= 25:
        problems.add(f"{path}.options", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length.")
    elif most > len(options):
        words = f"The max number of values must be at most {len(options)}."
        problems.add(f"{path}.max_values", "SELECT_COMPONENT_MAX_VALUES", words)
    values: set[str] = set()
    for index, option in enumerate(options):
        here = f"{path}.options.{index}"
        problems.too_long(f"{here}.label", str(option.get("label", "")), 100, 1)
        problems.too_long(f"{here}.value", str(option.get("value", "")), 100, 1)
        problems.too_long(f"{here}.description", option.get("description") or "", 100)
        if option.get("value") in values:
            words = "The specified option value is already used"
            problems.add(f"{here}.value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", words)
        values.add(str(option.get("value")))


def _stored(component: JsonObject, counter: Iterator[int]) -> JsonObject:
    given = component.get("id")
    number = next(counter)
    stored = {key: value for key, value in component.items() if value is not None} | {"id": given or number}
    if component.get("type") in SELECTS:
        stored.setdefault("min_values", 1)
        stored.setdefault("max_values", 1)
    if "components" in component:
        stored["components"] = [_stored(child, counter) for child in component["components"]]
    if isinstance(component.get("accessory"), dict):
        stored["accessory"] = _stored(component["accessory"], counter)
    return stored


def find(components: list[JsonObject], custom_id: str) -> JsonObject | None:
    """Return the component with this custom id."""
    return next((one for _, one in walk(components) if one.get("custom_id") == custom_id), None)


def modal_fields(components: list[JsonObject]) -> list[JsonObject]:
    """Return a modal's fields in order, each with the label a person reads."""
    fields: list[JsonObject] = []
    for component in components:
        if component.get("type") == LABEL:
            inner = component.get("component", {})
            words = {"label": component.get("label"), "description": component.get("description")}
            fields.append(inner | {key: value for key, value in words.items() if value is not None})
        else:
            fields.extend(component.get("components", []))
    return fields


def check_modal(body: JsonObject) -> None:
    """Refuse a modal that Discord would not show."""
    problems = FormProblems()
    problems.too_long("data.custom_id", str(body.get("custom_id") or ""), 100, 1)
    problems.too_long("data.title", str(body.get("title") or ""), 45, 1)
    components = body.get("components") or []
    if not 1 <= len(components) <= 5:
        problems.add("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    seen: set[str] = set()
    for path, component in walk(components, "data.components"):
        kind = component.get("type")
        _check_custom_id(path, component, seen, problems)
        if kind == LABEL:
            problems.too_long(f"{path}.label", str(component.get("label") or ""), 45, 1)
            problems.too_long(f"{path}.description", component.get("description") or "", 100)
        elif kind == TEXT_INPUT:
            _check_text_input(path, component, problems)
        elif kind in SELECTS:
            _check_select(path, component, problems)
        elif kind == BUTTON:
            problems.add(f"{path}.type", "UNION_TYPE_CHOICES", "A modal cannot hold a button.")
        elif kind == ACTION_ROW and len(component.get("components", [])) != 1:
            problems.add(f"{path}.components", "BASE_TYPE_BAD_LENGTH", "Must be 1 in length.")
    problems.check()


def _check_text_input(path: str, component: JsonObject, problems: FormProblems) -> None:
    in_label = path.endswith(".component")
    if not component.get("custom_id"):
        problems.required(f"{path}.custom_id")
    if component.get("style") not in (1, 2):
        problems.add(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
    if not in_label:
        problems.too_long(f"{path}.label", str(component.get("label") or ""), 45, 1)
    problems.too_long(f"{path}.placeholder", component.get("placeholder") or "", 100)
    least, most = component.get("min_length") or 0, component.get("max_length") or 4000
    if not (0 <= least <= 4000 and 1 <= most <= 4000 and least <= most):
        problems.add(f"{path}.max_length", "NUMBER_TYPE_MAX", "int value should be less than or equal to 4000.")
    problems.too_long(f"{path}.value", component.get("value") or "", most)
