"""Interactions: a click, command or form of a person, its three seconds, and the bot's answers to it.

Rules follow Discord's documentation, "Receiving and Responding": one first answer within three seconds, then
fifteen minutes of follow-ups through the token.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bots.playground.discord_content import FILE_LIMIT
from bots.playground.discord_payloads import channel_payload, member_payload, message_payload, user_payload
from bots.playground.discord_records import LOADING, Channel, JsonObject, Message
from bots.playground.discord_state import WorldState

COMMAND, COMPONENT, AUTOCOMPLETE, FORM = 2, 3, 4, 5
TOKEN_LIFE = timedelta(minutes=15)
State = Literal["waiting", "deferred", "answered", "failed"]


@dataclass(frozen=True, slots=True)
class Modal:
    """A form the bot opened on somebody's screen; `fields` carry custom_id, label, limits."""

    interaction: Interaction
    custom_id: str
    title: str
    fields: list[JsonObject]
    components: list[JsonObject]


class Interaction:
    """One interaction as the person sees it; `messages` are the answers that person can read."""

    def __init__(
        self,
        world: WorldState,
        channel: Channel,
        user_id: int,
        application_id: int,
        kind: int,
        data: JsonObject,
        origin: Message | None = None,
        parent: Interaction | None = None,
    ) -> None:
        self._world = world
        self.id = world.snowflake()
        self.token = secrets.token_urlsafe(32)
        self.channel = channel
        self.user_id = user_id
        self.application_id = application_id
        self.kind = kind
        self.data = data
        self.origin = origin
        self.parent = parent
        self.created_at = world.clock()
        self.modal: Modal | None = None
        self.choices: list[JsonObject] = []
        self.original: Message | None = None
        self.answer_type: int | None = None
        self.produced: list[Message] = []
        self._state: State = "waiting"
        self.told: State = "waiting"
        self._timer: asyncio.TimerHandle | None = None

    @property
    def state(self) -> State:
        """Waiting, deferred, answered, or failed: "This interaction failed" on the person's screen."""
        age = self._world.clock() - self.created_at
        late = self._state == "waiting" and age >= self._world.interaction_deadline
        if late or (self._state == "deferred" and self.answer_type == 5 and age >= TOKEN_LIFE):
            self._state = "failed"
        return self._state

    @property
    def thinking(self) -> bool:
        """Say whether the person sees the bot thinking."""
        return self.state == "deferred" and self.answer_type == 5

    @property
    def messages(self) -> list[Message]:
        """Return the answers the person can read now, oldest first."""
        return [one for one in self.produced if not one.deleted and not one.flags & LOADING]

    @property
    def token_alive(self) -> bool:
        """Say whether follow-ups are still accepted."""
        return self._world.clock() - self.created_at < TOKEN_LIFE

    def move(self, state: State) -> None:
        """Note the next state and tell everybody who watches or waits."""
        self._state = state
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self.tell()

    def tell(self) -> None:
        """Tell watchers how the interaction stands."""
        modal = self.modal
        self.told = self.state
        self._world.notify(
            "interaction",
            id=str(self.id),
            user_id=str(self.user_id),
            channel_id=str(self.channel.id),
            state=self.state,
            thinking=self.thinking,
            modal=None if modal is None else {"title": modal.title, "fields": modal.fields},
            choices=self.choices,
        )

    def start_clock(self) -> None:
        """Let the event loop notice the missed deadline; without a loop the clock alone decides."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._timer = loop.call_later(self._world.interaction_deadline.total_seconds(), self._look_at_clock)

    def _look_at_clock(self) -> None:
        left = (self._world.interaction_deadline - (self._world.clock() - self.created_at)).total_seconds()
        self._timer = None
        if left <= 0:
            if self._state in ("waiting", "failed"):
                self.move("failed")
        elif left < 0.1:
            # Timers and clocks differ by fractions; a clock far behind is a test's own and is not waited for.
            self._timer = asyncio.get_running_loop().call_later(left, self._look_at_clock)

    async def wait(self, timeout: float = 5.0, *, acknowledged: bool = False) -> State:
        """Wait until answered or failed (or only acknowledged: deferred counts); TimeoutError otherwise."""
        ends = ("answered", "failed", "deferred") if acknowledged else ("answered", "failed")
        await self._world.until(lambda: self.state in ends, timeout)
        return self.state

    async def until(self, condition: Callable[[Interaction], object], timeout: float = 5.0) -> None:
        """Wait until something is true of this interaction, e.g. that two messages are there."""
        await self._world.until(lambda: condition(self), timeout)


def metadata(world: WorldState, interaction: Interaction) -> JsonObject:
    """Return what a message says about the interaction it answers."""
    data: JsonObject = {
        "id": str(interaction.id),
        "type": interaction.kind,
        "user": user_payload(world.users[interaction.user_id]),
        "authorizing_integration_owners": {"0": str(interaction.channel.guild_id or 0)},
    }
    if interaction.kind == COMPONENT and interaction.origin is not None:
        data["interacted_message_id"] = str(interaction.origin.id)
    if interaction.kind == COMMAND:
        data |= {"name": interaction.data["name"], "command_type": interaction.data["type"]}
    if interaction.kind == FORM and interaction.parent is not None:
        data["triggering_interaction_metadata"] = metadata(world, interaction.parent)
    return data


def interaction_payload(world: WorldState, interaction: Interaction) -> JsonObject:
    """Return INTERACTION_CREATE's data."""
    channel, user_id = interaction.channel, interaction.user_id
    granted = world.permissions(user_id, channel)
    data: JsonObject = {
        "id": str(interaction.id),
        "application_id": str(interaction.application_id),
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": channel_payload(world, channel) | {"permissions": str(granted)},
        "locale": "en-US",
        "app_permissions": str(world.permissions(interaction.application_id, channel)),
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(channel.guild_id or 0)},
        "context": 1 if channel.guild_id is None else 0,
        "attachment_size_limit": FILE_LIMIT,
    }
    if channel.guild_id is None:
        data["user"] = user_payload(world.users[user_id])
    else:
        guild = world.guilds[channel.guild_id]
        member = guild.members[user_id]
        data |= {
            "guild_id": str(guild.id),
            "guild_locale": "en-US",
            "guild": {"id": str(guild.id), "locale": "en-US", "features": ["COMMUNITY"]},
            "member": member_payload(world, member) | {"permissions": str(granted)},
        }
    if interaction.origin is not None:
        data["message"] = message_payload(world, interaction.origin)
    return data
