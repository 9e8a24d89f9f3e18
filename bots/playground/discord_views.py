"""What can be seen of the world: histories, channel lists, and a complete JSON-able snapshot."""

from __future__ import annotations

from bots.playground import discord_permissions as perms
from bots.playground.discord_guild_payloads import guild_payload, invite_payload
from bots.playground.discord_payloads import (
    channel_payload,
    command_payload,
    member_payload,
    message_payload,
    user_payload,
    when,
)
from bots.playground.discord_records import DIRECT, Channel, Guild, JsonObject, Message
from bots.playground.discord_state import WorldState


class Views(WorldState):
    """Read-only looks at the world."""

    def history(self, channel_id: int, viewer_id: int | None = None) -> list[Message]:
        """Return what is in a channel, oldest first; a viewer also sees their ephemeral messages."""
        if viewer_id is not None:
            self.shown_channel(viewer_id, channel_id)
        channel = self.channels[channel_id]
        public = [one for one in channel.messages.values() if not one.deleted]
        private = [
            one for one in channel.private_messages.values() if one.ephemeral_for == viewer_id and not one.deleted
        ]
        return sorted(public + private, key=lambda one: one.id)

    def visible_channels(self, user_id: int) -> list[Channel]:
        """Return every channel, open thread and direct channel this person's client lists."""
        return [
            channel
            for channel in self.channels.values()
            if self.permissions(user_id, channel) & perms.VIEW_CHANNEL
            and not (channel.thread is not None and channel.thread.archived)
        ]

    def message_json(self, message_id: int, viewer_id: int | None = None) -> JsonObject:
        """Return one message as on the wire, with what only a snapshot tells."""
        channel_id = self.message_places[message_id]
        channel = self.channels[channel_id]
        message = channel.messages.get(message_id) or channel.private_messages[message_id]
        return self._message(message, viewer_id)

    def _message(self, message: Message, viewer_id: int | None = None) -> JsonObject:
        payload = message_payload(self, message, viewer_id)
        payload["deleted"] = message.deleted
        payload["edited"] = message.edited_at is not None
        if message.ephemeral_for is not None:
            payload["ephemeral_for"] = str(message.ephemeral_for)
        payload["reaction_users"] = {emoji: [str(one) for one in who] for emoji, who in message.reactions.items()}
        return payload

    def _channel(self, channel: Channel) -> JsonObject:
        payload = channel_payload(self, channel)
        payload["messages"] = [self._message(one) for one in channel.messages.values()]
        payload["ephemeral_messages"] = [self._message(one) for one in channel.private_messages.values()]
        if channel.thread is not None:
            payload["thread_members"] = [str(one) for one in channel.thread.members]
        return payload

    def _guild(self, guild: Guild) -> JsonObject:
        return guild_payload(guild) | {
            "channels": [self._channel(one) for one in guild.channels.values()],
            "threads": [self._channel(one) for one in guild.threads.values()],
            "members": [
                member_payload(self, one) | {"permissions": str(perms.server_permissions(guild, one))}
                for one in guild.members.values()
            ],
            "bans": [{"user_id": str(user), "reason": reason} for user, reason in guild.bans.items()],
            "invites": [invite_payload(self, one) for one in guild.invites.values()],
        }

    def snapshot(self) -> JsonObject:
        """Return the whole world as JSON-able data."""
        direct = [one for one in self.channels.values() if one.kind == DIRECT]
        return {
            "now": when(self.clock()),
            "users": [user_payload(one) | {"dms_open": one.dms_open} for one in self.users.values()],
            "guilds": [self._guild(one) for one in self.guilds.values()],
            "direct_channels": [self._channel(one) for one in direct],
            "applications": [
                {
                    "id": str(one.id),
                    "name": one.name,
                    "commands": [command_payload(command) for command in one.commands.values()],
                }
                for one in self.applications.values()
            ],
        }
