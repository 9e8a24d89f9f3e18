"""From the core's opaque places to Discord's channels, servers and direct channels."""

from collections import OrderedDict
from typing import Any

import discord

from adapters.discord.rest import Rest
from adapters.discord.translate import place
from core.errors import NeverDeliverable
from core.ids import Address, MessageRef, MessageTarget, Target

_PERSON = "user:"
_SERVER = "guild:"
_KEPT = 4096


class Places:
    """Looks places up, first in discord.py's cache; remembers which direct channel belongs to whom."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._direct: OrderedDict[int, int] = OrderedDict()

    async def channel_id(self, target: Target) -> int:
        """The channel, thread or direct channel; ``user:<id>`` opens the direct channel where there is none yet."""
        name = _place(target)
        if name.startswith(_PERSON):
            return await self._direct_channel(_number(name.removeprefix(_PERSON)))
        return _number(name)

    async def guild_id(self, target: Target) -> int:
        """The server that a place belongs to."""
        name = _place(target)
        if name.startswith(_SERVER):
            return _number(name.removeprefix(_SERVER))
        if name.startswith(_PERSON):
            raise NeverDeliverable("forbidden", "a direct channel belongs to no server")
        known = self._rest.client.get_channel(_number(name))
        if isinstance(known, discord.abc.GuildChannel | discord.Thread):
            return known.guild.id
        described = await self.describe(_number(name))
        if "guild_id" not in described:
            raise NeverDeliverable("forbidden", "a direct channel belongs to no server")
        return int(described["guild_id"])

    async def describe(self, channel_id: int) -> dict[str, Any]:
        """A channel as Discord describes it now; the cache may be behind for tags and archived threads."""
        described: dict[str, Any] = await self._rest.call("GET", "/channels/{channel_id}", channel_id=channel_id)
        return described

    def upload_limit(self, channel_id: int) -> int:
        """Bytes that one file may have there: what every bot may send, more in a boosted server."""
        known = self._rest.client.get_channel(channel_id)
        if isinstance(known, discord.abc.GuildChannel | discord.Thread):
            return known.guild.filesize_limit
        return discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES

    async def _direct_channel(self, user_id: int) -> int:
        if user_id not in self._direct:
            opened = await self._rest.call("POST", "/users/@me/channels", json={"recipient_id": str(user_id)})
            self._direct[user_id] = int(opened["id"])
            if len(self._direct) > _KEPT:
                self._direct.popitem(last=False)
        self._direct.move_to_end(user_id)
        return self._direct[user_id]


def message_of(target: MessageTarget) -> tuple[int, int]:
    """Channel and message; raises NeverDeliverable for a message that was never sent."""
    if not isinstance(target, MessageRef):
        raise NeverDeliverable("not-found", "the message was never sent")
    return _number(target.at.place), _number(target.id)


def is_private(name: str) -> bool:
    return name.startswith(_PERSON)


def receipt_ref(message: dict[str, Any]) -> MessageRef:
    """The message that Discord says it created."""
    return MessageRef(place(int(message["channel_id"])), str(message["id"]))


def _place(target: Target) -> str:
    if not isinstance(target, Address):
        raise NeverDeliverable("room-missing", "the room does not exist yet")
    return target.place


def _number(text: str) -> int:
    if not text.isdigit():
        raise NeverDeliverable("gone", "not a place on Discord")
    return int(text)
