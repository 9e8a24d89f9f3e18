"""What people do in their clients with messages, buttons, menus, commands and forms."""

from __future__ import annotations

from collections.abc import Iterable

from bots.playground import discord_messages as messages
from bots.playground import discord_permissions as perms
from bots.playground import discord_reactions as reactions
from bots.playground.discord_commands import (
    MESSAGE_MENU,
    SLASH,
    USER_MENU,
    available,
    find_for,
    leaf_options,
    nested,
)
from bots.playground.discord_components import BUTTON, SELECTS, find
from bots.playground.discord_content import Draft, File
from bots.playground.discord_desk import InteractionDesk
from bots.playground.discord_errors import ApiError, PlayError
from bots.playground.discord_interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    FORM,
    Interaction,
    Modal,
)
from bots.playground.discord_options import Resolved, modal_values, option_values, select_values
from bots.playground.discord_payloads import message_payload
from bots.playground.discord_records import DIRECT, Channel, Command, JsonObject, Message
from bots.playground.discord_state import WorldState

SLOWMODE_EXEMPT = perms.MANAGE_MESSAGES | perms.MANAGE_CHANNELS


class PeopleActions(WorldState):
    """Actions of persons; each raises PlayError with words when a client could not do it."""

    desk: InteractionDesk

    # messages

    def say(
        self,
        user_id: int,
        channel_id: int,
        content: str,
        *,
        reply_to: int | None = None,
        attachments: Iterable[File | tuple[str, bytes]] = (),
    ) -> Message:
        """Write into a channel or thread; files are `File` or (name, bytes)."""
        channel = self.shown_channel(user_id, channel_id)
        files = [one if isinstance(one, File) else File(*one) for one in attachments]
        wanted = Draft(content=content, files=[(file, None) for file in files])
        if len(content) > 2000:
            raise PlayError("A message may have at most 2000 characters.")
        if reply_to is not None:
            wanted.reference = (channel.id, reply_to)
        self._check_slowmode(user_id, channel)
        try:
            return messages.post(self, user_id, channel, wanted)
        except ApiError as error:
            raise PlayError(error.message) from error

    def _check_slowmode(self, user_id: int, channel: Channel) -> None:
        last = channel.last_spoke.get(user_id)
        if not channel.slowmode or last is None or self.permissions(user_id, channel) & SLOWMODE_EXEMPT:
            return
        left = channel.slowmode - (self.clock() - last).total_seconds()
        if left > 0:
            raise PlayError(f"Slow mode: {left:.0f} seconds left.")

    def edit(self, user_id: int, message_id: int, content: str) -> Message:
        """Change one's own message."""
        channel, message = self._mine(user_id, message_id)
        try:
            return messages.edit(self, channel, message, Draft(content=content))
        except ApiError as error:
            raise PlayError(error.message) from error

    def _mine(self, user_id: int, message_id: int) -> tuple[Channel, Message]:
        channel, message = self.seen_message(user_id, message_id)
        if message.author_id != user_id:
            raise PlayError("Only the author can change a message.")
        return channel, message

    def delete(self, user_id: int, message_id: int) -> None:
        """Delete one's own message, somebody's as a moderator, or dismiss an ephemeral one."""
        channel, message = self.seen_message(user_id, message_id)
        own = user_id in (message.author_id, message.ephemeral_for)
        if not own and (channel.kind == DIRECT or not self.permissions(user_id, channel) & perms.MANAGE_MESSAGES):
            raise PlayError("Deleting other people's messages needs the permission to manage messages.")
        messages.delete(self, channel, message)

    def react(self, user_id: int, message_id: int, emoji: str) -> None:
        """Add a reaction."""
        channel, message = self.seen_message(user_id, message_id)
        if emoji not in message.reactions and not self.permissions(user_id, channel) & perms.ADD_REACTIONS:
            raise PlayError("No permission to add reactions here.")
        reactions.react(self, user_id, channel, message, emoji, add=True)

    def unreact(self, user_id: int, message_id: int, emoji: str) -> None:
        """Take one's reaction back."""
        channel, message = self.seen_message(user_id, message_id)
        reactions.react(self, user_id, channel, message, emoji, add=False)

    def direct(
        self, user_id: int, bot_id: int, content: str, *, attachments: Iterable[File | tuple[str, bytes]] = ()
    ) -> Message:
        """Write to a bot directly; needs a server in common."""
        if not any(user_id in guild.members and bot_id in guild.members for guild in self.guilds.values()):
            raise PlayError("You share no server with this bot, so your message cannot be delivered.")
        files = [one if isinstance(one, File) else File(*one) for one in attachments]
        if not content and not files:
            raise PlayError("Cannot send an empty message")
        channel = self.direct_channel(user_id, bot_id)
        message = messages.new_message(self, channel, user_id)
        return messages.store(self, channel, message, Draft(content=content, files=[(one, None) for one in files]))

    def direct_channel(self, first: int, second: int) -> Channel:
        """Return the direct channel of two, opening it when there is none yet."""
        key = (min(first, second), max(first, second))
        if key not in self.direct_channels:
            number = self.snowflake()
            self.channels[number] = Channel(number, DIRECT, "", recipients=key)
            self.direct_channels[key] = number
        return self.channels[self.direct_channels[key]]

    def seen_message(self, user_id: int, message_id: int) -> tuple[Channel, Message]:
        """Return a message this person can see, ephemeral ones included."""
        found = self.find_message(message_id)
        if found is None:
            raise PlayError("This message is gone.")
        channel, message = found
        self.shown_channel(user_id, channel.id)
        if message.ephemeral_for not in (None, user_id):
            raise PlayError("Only one person can see this message.")
        return channel, message

    # buttons, menus, forms

    def press(self, user_id: int, message_id: int, custom_id: str, *, forged: bool = False) -> Interaction:
        """Press a button; `forged` sends a custom id the message does not offer, as bad clients could."""
        return self._use(user_id, message_id, custom_id, None, forged=forged)

    def choose(
        self,
        user_id: int,
        message_id: int,
        custom_id: str,
        values: Iterable[str | int],
        *,
        forged: bool = False,
    ) -> Interaction:
        """Choose from a menu: option values, or ids for people, roles and channels."""
        return self._use(user_id, message_id, custom_id, [str(one) for one in values], forged=forged)

    def _use(
        self, user_id: int, message_id: int, custom_id: str, values: list[str] | None, *, forged: bool
    ) -> Interaction:
        channel, message = self.seen_message(user_id, message_id)
        if message.author_id not in self.applications:
            raise PlayError("Only a bot's message has buttons.")
        component = find(message.components, custom_id)
        kind = 3 if values is not None else BUTTON
        data: JsonObject = {"custom_id": custom_id, "component_type": kind, "id": 1}
        resolved = Resolved(self, channel)
        if not forged:
            if component is None or (component["type"] == BUTTON) != (values is None):
                raise PlayError("The message does not have this button or menu.")
            if component.get("disabled"):
                raise PlayError("This button is switched off.")
            data |= {"component_type": component["type"], "id": component["id"]}
            if values is not None and component["type"] in SELECTS:
                values = select_values(component, values, resolved, user_id)
        if values is not None:
            data["values"] = values
        if resolved.data:
            data["resolved"] = resolved.data
        return self.desk.open(Interaction(self, channel, user_id, message.author_id, COMPONENT, data, origin=message))

    def submit(self, form: Interaction | Modal, values: dict[str, object]) -> Interaction:
        """Send a filled-in form; `values` maps each field's custom id to text (or a list for a menu)."""
        modal = form if isinstance(form, Modal) else form.modal
        if modal is None:
            raise PlayError("No form is open.")
        source = modal.interaction
        resolved = Resolved(self, source.channel)
        filled = modal_values(modal.components, values, resolved, source.user_id)
        data: JsonObject = {"custom_id": modal.custom_id, "components": filled}
        if resolved.data:
            data["resolved"] = resolved.data
        return self.desk.open(
            Interaction(self, source.channel, source.user_id, source.application_id, FORM, data, source.origin, source)
        )

    # commands

    def command(
        self,
        user_id: int,
        channel_id: int,
        name: str,
        options: dict[str, object] | None = None,
        *,
        application_id: int | None = None,
    ) -> Interaction:
        """Send a slash command; `name` is its path, "canned use". Options: ids, texts, numbers, `File`."""
        channel = self.shown_channel(user_id, channel_id)
        first, *path = name.removeprefix("/").split()
        found = find_for(self, user_id, channel, SLASH, first, application_id)
        resolved = Resolved(self, channel)
        values = option_values(leaf_options(found, path), options or {}, resolved, user_id)
        data: JsonObject = {"id": str(found.id), "name": found.name, "type": SLASH}
        data["options"] = nested(found, path, values)
        return self._send_command(user_id, channel, found.application_id, found.guild_id, data, resolved)

    def _send_command(
        self,
        user_id: int,
        channel: Channel,
        application_id: int,
        guild_id: int | None,
        data: JsonObject,
        resolved: Resolved,
    ) -> Interaction:
        if guild_id is not None:
            data["guild_id"] = str(guild_id)
        if resolved.data:
            data["resolved"] = resolved.data
        return self.desk.open(Interaction(self, channel, user_id, application_id, COMMAND, data))

    def context(
        self,
        user_id: int,
        channel_id: int,
        name: str,
        *,
        message_id: int | None = None,
        target_user_id: int | None = None,
        application_id: int | None = None,
    ) -> Interaction:
        """Use a right-click command on a message or on a person."""
        channel = self.shown_channel(user_id, channel_id)
        kind = USER_MENU if message_id is None else MESSAGE_MENU
        found = find_for(self, user_id, channel, kind, name, application_id)
        resolved = Resolved(self, channel)
        if message_id is not None:
            _, message = self.seen_message(user_id, message_id)
            resolved.data["messages"] = {str(message.id): message_payload(self, message)}
        elif target_user_id is not None:
            resolved.user(target_user_id)
        else:
            raise PlayError("A right-click command needs something to click on.")
        target = message_id if message_id is not None else target_user_id
        data: JsonObject = {"id": str(found.id), "name": found.name, "type": kind, "target_id": str(target)}
        return self._send_command(user_id, channel, found.application_id, found.guild_id, data, resolved)

    def autocomplete(
        self,
        user_id: int,
        channel_id: int,
        name: str,
        option: str,
        partial: str,
        *,
        others: dict[str, object] | None = None,
        application_id: int | None = None,
    ) -> Interaction:
        """Type into an option that the bot completes; read `choices` when it is answered."""
        channel = self.shown_channel(user_id, channel_id)
        first, *path = name.removeprefix("/").split()
        found = find_for(self, user_id, channel, SLASH, first, application_id)
        options = leaf_options(found, path)
        wanted = next((one for one in options if one["name"] == option), None)
        if wanted is None or not wanted.get("autocomplete"):
            raise PlayError(f"The bot does not complete the option {option}.")
        filled: dict[str, object] = others or {}
        loose = [one | {"required": False} for one in options if one["name"] in filled]
        values = option_values(loose, filled, Resolved(self, channel), user_id)
        values.append({"name": option, "type": wanted["type"], "value": partial, "focused": True})
        data: JsonObject = {"id": str(found.id), "name": found.name, "type": SLASH}
        data["options"] = nested(found, path, values)
        if found.guild_id is not None:
            data["guild_id"] = str(found.guild_id)
        return self.desk.open(Interaction(self, channel, user_id, found.application_id, AUTOCOMPLETE, data))

    def available_commands(self, user_id: int, channel_id: int) -> list[Command]:
        """Return the commands this person's client offers in a channel."""
        return available(self, user_id, self.shown_channel(user_id, channel_id))

    def settle_deadlines(self) -> None:
        """Let interactions fail that the clock has passed; only clocks moved by hand need this."""
        self.desk.settle_deadlines()
