"""Answering interactions once they are acknowledged; the caller that names one holds a secret and is never logged."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta

import discord

from adapters.discord.components import JsonObject
from adapters.discord.failures import UNKNOWN_MESSAGE, code_of
from adapters.discord.places import receipt_ref
from adapters.discord.posting import NO_EMBEDS, body
from adapters.discord.render import messages
from adapters.discord.rest import Rest
from core.channel import Receipt
from core.clock import Clock
from core.effects import NO_CONTROLS, Answer
from core.errors import NeverDeliverable

# https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
_LIVES = timedelta(minutes=15)
_EPHEMERAL = 1 << 6
_THINKING, _QUIET = "t", "u"
_KEPT = 2048
_UNKNOWN_WEBHOOK = 10015  # also: the interaction has no first answer yet
_DEFER_MESSAGE, _DEFER_UPDATE = 5, 6
ACKNOWLEDGED_ALREADY = 40060


@dataclass(frozen=True, slots=True)
class Caller:
    """An interaction that was deferred. ``thinking``: the person sees a private placeholder that waits for a text."""

    application_id: int
    interaction_id: int
    token: str = field(repr=False)
    thinking: bool

    def written(self) -> str:
        kind = _THINKING if self.thinking else _QUIET
        return f"i:{self.application_id}:{self.interaction_id}:{self.token}:{kind}"


def read_caller(text: str) -> Caller:
    """Read what ``written`` made; raises NeverDeliverable for anything else."""
    parts = text.split(":")
    if len(parts) != 5 or parts[0] != "i" or not (parts[1].isdigit() and parts[2].isdigit()):
        raise NeverDeliverable("gone", "nobody asked on Discord")
    return Caller(int(parts[1]), int(parts[2]), parts[3], parts[4] == _THINKING)


class Answers:
    """Delivers answers: the first fills the placeholder, or changes the pressed message; later ones are follow-ups."""

    def __init__(self, rest: Rest, clock: Clock) -> None:
        self._rest = rest
        self._clock = clock
        # interaction -> the delivery that filled its placeholder. Lost at a restart; then a second answer replaces
        # the first instead of standing below it.
        self._filled: OrderedDict[int, str] = OrderedDict()

    async def deliver(self, key: str, effect: Answer) -> Receipt:
        """Say it, or end the waiting state; raises NeverDeliverable("gone") after 15 minutes.

        The core queues it as soon as the event is committed: it waits for the acknowledgement, which follows then.
        """
        caller = read_caller(effect.caller)
        if self._clock.now() >= discord.utils.snowflake_time(caller.interaction_id) + _LIVES:
            raise NeverDeliverable("gone", "the 15 minutes to answer are over")
        await self._rest.acknowledgements.over(caller.interaction_id)
        try:
            return await self._say(caller, key, effect)
        except NeverDeliverable as error:
            if code_of(error.__cause__) != _UNKNOWN_WEBHOOK:
                raise
        # The process that handled it ended before it could acknowledge; a quick restart is still in time.
        await self._acknowledge(caller)
        return await self._say(caller, key, effect)

    async def _say(self, caller: Caller, key: str, effect: Answer) -> Receipt:
        fills = caller.thinking and self._filled.get(caller.interaction_id, key) == key
        if effect.text is None:
            if fills:
                await self._remove_placeholder(caller, key)
            return Receipt()
        first, *rest = messages(effect.text)
        payload = body(effect.text, first, NO_CONTROLS if rest else effect.controls)
        if effect.in_place and not caller.thinking:
            # Once a press is acknowledged as an update, its first answer is the message that was pressed.
            await self._fill(caller, key, payload)
            receipt = Receipt()
        elif fills and effect.private:
            await self._fill(caller, key, payload)
            receipt = Receipt()
        else:
            if fills:
                # A placeholder that only one person sees cannot become a message for all.
                await self._remove_placeholder(caller, key)
            receipt = await self._follow_up(caller, payload, private=effect.private)
        for number, part in enumerate(rest, start=1):
            controls = effect.controls if number == len(rest) else NO_CONTROLS
            receipt = await self._follow_up(caller, body(effect.text, part, controls), private=effect.private)
        return receipt

    async def _acknowledge(self, caller: Caller) -> None:
        """Defer as the gateway does; raises NeverDeliverable("gone") when the three seconds are over."""
        deferral: JsonObject = {"type": _DEFER_UPDATE}
        if caller.thinking:
            deferral = {"type": _DEFER_MESSAGE, "data": {"flags": _EPHEMERAL}}
        try:
            await self._rest.call(
                "POST",
                "/interactions/{webhook_id}/{webhook_token}/callback",
                webhook_id=caller.interaction_id,
                webhook_token=caller.token,
                json=deferral,
            )
        except NeverDeliverable as error:
            if code_of(error.__cause__) != ACKNOWLEDGED_ALREADY:
                raise

    async def _fill(self, caller: Caller, key: str, payload: JsonObject) -> None:
        changes = {name: value for name, value in payload.items() if name != "flags"}
        await self._rest.call(
            "PATCH",
            "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
            webhook_id=caller.application_id,
            webhook_token=caller.token,
            json=changes,
        )
        self._note(caller, key)

    async def _follow_up(self, caller: Caller, payload: JsonObject, *, private: bool) -> Receipt:
        created = await self._rest.call(
            "POST",
            "/webhooks/{webhook_id}/{webhook_token}",
            webhook_id=caller.application_id,
            webhook_token=caller.token,
            json=payload | {"flags": NO_EMBEDS | _EPHEMERAL if private else NO_EMBEDS},
            query={"wait": "true"},
        )
        # A message that one person sees cannot be edited or answered like others: nothing to point at.
        return Receipt() if private else Receipt(receipt_ref(created))

    async def _remove_placeholder(self, caller: Caller, key: str) -> None:
        try:
            await self._rest.call(
                "DELETE",
                "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
                webhook_id=caller.application_id,
                webhook_token=caller.token,
            )
        except NeverDeliverable as error:
            if code_of(error.__cause__) != UNKNOWN_MESSAGE:
                raise
        self._note(caller, key)

    def _note(self, caller: Caller, key: str) -> None:
        self._filled[caller.interaction_id] = key
        if len(self._filled) > _KEPT:
            self._filled.popitem(last=False)
