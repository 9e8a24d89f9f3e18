"""Keeping people from writing: time-outs and bans of a whole server."""

from datetime import timedelta

from adapters.discord.failures import UNKNOWN_BAN, code_of
from adapters.discord.places import Places
from adapters.discord.rest import Rest
from core.channel import Receipt
from core.clock import Clock
from core.effects import Ban, Restrict
from core.errors import NeverDeliverable

# https://discord.com/developers/docs/resources/guild#modify-guild-member: at most 28 days ahead; a minute for the
# difference between the two clocks.
_LONGEST_TIME_OUT = timedelta(days=28) - timedelta(minutes=1)


class Sanctions:
    """Discord knows them for servers only: a sanction in one channel holds in the channel's whole server."""

    def __init__(self, rest: Rest, places: Places, clock: Clock) -> None:
        self._rest = rest
        self._places = places
        self._clock = clock

    async def restrict(self, effect: Restrict) -> Receipt:
        """Give a time-out, cut to Discord's 28 days, or lift it."""
        now = self._clock.now()
        until = None
        if effect.until is not None and effect.until > now:
            until = min(effect.until, now + _LONGEST_TIME_OUT).isoformat()
        await self._rest.call(
            "PATCH",
            "/guilds/{guild_id}/members/{user_id}",
            guild_id=await self._places.guild_id(effect.at),
            user_id=effect.person.id,
            json={"communication_disabled_until": until},
            reason=effect.reason,
        )
        return Receipt()

    async def ban(self, effect: Ban) -> Receipt:
        """Ban without removing messages (each removal is an effect of its own), or take a ban back."""
        guild_id = await self._places.guild_id(effect.at)
        if effect.banned:
            await self._call("PUT", guild_id, effect)
            return Receipt()
        try:
            await self._call("DELETE", guild_id, effect)
        except NeverDeliverable as error:
            if code_of(error.__cause__) != UNKNOWN_BAN:
                raise
        return Receipt()

    async def _call(self, method: str, guild_id: int, effect: Ban) -> None:
        await self._rest.call(
            method,
            "/guilds/{guild_id}/bans/{user_id}",
            guild_id=guild_id,
            user_id=effect.person.id,
            reason=effect.reason,
        )
