"""The Discord channel: carries out the core's deliveries and decides nothing."""

from datetime import timedelta
from typing import assert_never

from adapters.discord.answers import Answers
from adapters.discord.authors import DISCORD
from adapters.discord.places import Places, is_private
from adapters.discord.posting import Posting
from adapters.discord.rest import Rest
from adapters.discord.rooms import Rooms
from adapters.discord.sanctions import Sanctions
from core.channel import Capability, Delivery, Limit, MediaVault, Pace, Receipt
from core.clock import Clock
from core.effects import (
    Answer,
    Ban,
    DeleteMessage,
    EditText,
    OpenRoom,
    React,
    Restrict,
    SendText,
    UpdateRoom,
)


class DiscordChannel:
    """Implements core.channel.Channel over the client that the gateway has logged in.

    Raises RetryLater, NeverDeliverable, and ChannelDown when Discord refuses the token.
    """

    name = DISCORD
    capabilities = frozenset(
        {
            Capability.DELETE,
            Capability.RESTRICT,
            Capability.BAN,
            Capability.ROOMS,
            Capability.FORMS,
            Capability.PRIVATE_ANSWERS,
            Capability.FIRST_CONTACT,
            Capability.IDEMPOTENT_SENDS,
        }
    )
    # https://discord.com/developers/docs/topics/rate-limits: 50 requests a second for everything a bot does; the
    # rest is kept for answering interactions. Buckets of single routes are told in headers and kept by discord.py,
    # which waits by itself: one request of a lane at a time, so only that lane waits.
    pace = Pace(overall=(Limit(40, timedelta(seconds=1)),))

    def __init__(self, rest: Rest, vault: MediaVault, clock: Clock) -> None:
        places = Places(rest)
        self._posting = Posting(rest, places, vault)
        self._rooms = Rooms(rest, places, self._posting)
        self._sanctions = Sanctions(rest, places, clock)
        self._answers = Answers(rest, clock)

    def is_crowded(self, place: str) -> bool:
        return not is_private(place)

    async def deliver(self, delivery: Delivery) -> Receipt:
        effect = delivery.effect
        match effect:
            case SendText():
                return await self._posting.send(delivery.key, effect)
            case EditText():
                return await self._posting.edit(effect)
            case DeleteMessage():
                return await self._posting.delete(effect)
            case React():
                return await self._posting.react(effect)
            case Answer():
                return await self._answers.deliver(delivery.key, effect)
            case OpenRoom():
                return await self._rooms.open(delivery.key, effect)
            case UpdateRoom():
                return await self._rooms.update(effect)
            case Restrict():
                return await self._sanctions.restrict(effect)
            case Ban():
                return await self._sanctions.ban(effect)
            case _:
                assert_never(effect)
