"""Discord's interactions to the core's events: slash commands, context menus, buttons, menus, forms; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord
import msgspec

from adapters.discord.authors import author_of, person
from adapters.discord.components import PressId, read_id
from adapters.discord.modals import submitted
from adapters.discord.translate import message_ref, place
from core.events import Author, ButtonPressed, CommandGiven, FormSubmitted, PlaceKind
from core.ids import EventId, MessageRef

Asked = CommandGiven | ButtonPressed | FormSubmitted

_CONTEXT_MENU_KINDS = frozenset({2, 3})  # user, message


@dataclass(frozen=True, slots=True)
class Typing:
    """What somebody is typing into a parameter that completes."""

    command: str
    parameter: str
    words: str


def press_of(interaction: discord.Interaction) -> PressId:
    return read_id(str(_data(interaction).get("custom_id", "")))


def choice_of(interaction: discord.Interaction) -> str | None:
    """The option taken from a menu; None for a button."""
    values = _data(interaction).get("values") or [None]
    return None if values[0] is None else str(values[0])


def command_event(interaction: discord.Interaction, caller: str, menu_labels: Mapping[str, str]) -> CommandGiven:
    """``menu_labels``: the label of a context-menu entry to the command that it stands for."""
    data = _data(interaction)
    name = str(data.get("name", ""))
    if data.get("type", 1) in _CONTEXT_MENU_KINDS:
        name = menu_labels.get(name, name)
    target = _target_message(data)
    return CommandGiven(
        **_placed(interaction),
        name=name,
        arguments={str(option["name"]): str(option.get("value", "")) for option in data.get("options") or ()},
        target=_target_ref(interaction, target),
        target_text=str(target.get("content", "")) if target else "",
        target_author=_target_author(interaction, target),
        target_replied=_replied_to(target),
        caller=caller,
    )


def pressed_event(interaction: discord.Interaction, caller: str) -> ButtonPressed:
    return ButtonPressed(
        **_placed(interaction),
        token=press_of(interaction).token,
        choice=choice_of(interaction),
        message=_message(interaction),
        caller=caller,
        alone=interaction.message is not None and interaction.message.flags.ephemeral,
    )


def form_event(interaction: discord.Interaction, caller: str) -> FormSubmitted:
    press = press_of(interaction)
    return FormSubmitted(
        **_placed(interaction),
        token=press.token,
        choice=press.choice,
        values=submitted(_data(interaction).get("components") or ()),
        message=_message(interaction),
        caller=caller,
    )


def typing_of(interaction: discord.Interaction) -> Typing | None:
    """The parameter that has the cursor; None when Discord names none."""
    data = _data(interaction)
    for option in data.get("options") or ():
        if option.get("focused"):
            return Typing(str(data.get("name", "")), str(option["name"]), str(option.get("value", "")))
    return None


def target_id(interaction: discord.Interaction) -> int | None:
    """Who wrote the message that a context menu points at."""
    target = _target_message(_data(interaction))
    return int(target["author"]["id"]) if target and "webhook_id" not in target else None


def _data(interaction: discord.Interaction) -> dict[str, Any]:
    return dict(interaction.data or {})


def author(interaction: discord.Interaction) -> Author:
    """Who asks, with the rights and roles that Discord sends along."""
    who = author_of(interaction.user, interaction.channel, interaction.permissions)
    return msgspec.structs.replace(who, language=interaction.locale.value)


def _placed(interaction: discord.Interaction) -> dict[str, Any]:
    channel = interaction.channel_id
    where = place(channel) if channel is not None else place(interaction.user.id)
    return {
        "id": EventId(f"discord:i:{interaction.id}"),
        "when": interaction.created_at,
        "at": where,
        "kind": PlaceKind.PRIVATE if interaction.guild_id is None else PlaceKind.GROUP,
        "author": author(interaction),
    }


def _message(interaction: discord.Interaction) -> MessageRef | None:
    message = interaction.message
    return message_ref(message.channel.id, message.id) if message is not None else None


def _target_message(data: Mapping[str, Any]) -> dict[str, Any] | None:
    if data.get("type") != 3:
        return None
    messages = (data.get("resolved") or {}).get("messages") or {}
    found = messages.get(str(data.get("target_id")))
    return dict(found) if found else None


def _target_ref(interaction: discord.Interaction, target: Mapping[str, Any] | None) -> MessageRef | None:
    if target is None:
        return None
    channel = int(target.get("channel_id") or interaction.channel_id or 0)
    return message_ref(channel, int(target["id"]))


def _replied_to(target: Mapping[str, Any] | None) -> str:
    """The words that the target replied to; Discord leaves them out of what it resolves now and then."""
    replied = target.get("referenced_message") if target else None
    return str(replied.get("content", "")) if replied else ""


def _target_author(interaction: discord.Interaction, target: Mapping[str, Any] | None) -> Author | None:
    """From the payload alone, which tells names but no rights; the gateway fills those in where it can."""
    if target is None:
        return None
    user = target["author"]
    user_id = int(user["id"])
    guild = interaction.guild
    return Author(
        person=person(user_id),
        name=str(user.get("global_name") or user.get("username") or ""),
        username=user.get("username"),
        is_bot=bool(user.get("bot")) or "webhook_id" in target,
        is_privileged=guild is not None and guild.owner_id == user_id,
        account_created=None if "webhook_id" in target else discord.utils.snowflake_time(user_id),
    )
