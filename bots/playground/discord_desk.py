"""The desk of all living interactions: sends them to bots, takes first answers and follow-ups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bots.playground.discord_components import check_modal, modal_fields
from bots.playground.discord_content import File, draft
from bots.playground.discord_errors import FormProblems, form_problem, refusal
from bots.playground.discord_interactions import (
    COMMAND,
    Interaction,
    Modal,
    interaction_payload,
    metadata,
)
from bots.playground.discord_messages import clear_content, delete, edit, new_message, store
from bots.playground.discord_payloads import message_payload
from bots.playground.discord_records import EPHEMERAL, LOADING, JsonObject, Message
from bots.playground.discord_state import Dispatch, WorldState


class InteractionDesk:
    """All living interactions of a world: sends them to bots and takes the answers."""

    def __init__(self, world: WorldState) -> None:
        self._world = world
        self._by_id: dict[int, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}

    def open(self, interaction: Interaction) -> Interaction:
        """Send an interaction to its bot and start its clock."""
        self._forget_old()
        self._by_id[interaction.id] = self._by_token[interaction.token] = interaction
        interaction.start_clock()
        data = interaction_payload(self._world, interaction)
        self._world.emit(Dispatch("INTERACTION_CREATE", data, 0, only=interaction.application_id))
        interaction.tell()
        return interaction

    def _forget_old(self) -> None:
        while self._by_id:
            number, oldest = next(iter(self._by_id.items()))
            if oldest.token_alive:
                return
            del self._by_id[number], self._by_token[oldest.token]

    def settle_deadlines(self) -> None:
        """Mark what missed its deadline as failed now, for clocks that a test moves."""
        for interaction in tuple(self._by_id.values()):
            if interaction.state != interaction.told:
                interaction.move(interaction.state)

    # the bot's side

    def answer(self, number: int, token: str, body: JsonObject, files: Mapping[str, File]) -> JsonObject:
        """Take the first answer; 10062 when late or unknown, 40060 when there was one already."""
        interaction = self._by_id.get(number)
        if interaction is None or interaction.token != token or interaction.state == "failed":
            raise refusal(10062)
        if interaction.state != "waiting":
            raise refusal(40060)
        kind, data = int(body.get("type") or 0), body.get("data") or {}
        allowed = {4: (2, 3, 5), 5: (2, 3, 5), 6: (3, 5), 7: (3, 5), 8: (4,), 9: (2, 3)}
        bound = kind in (6, 7) and interaction.origin is None
        if interaction.kind not in allowed.get(kind, ()) or bound:
            words = "Interaction callback type is not valid for this interaction."
            raise form_problem("type", "INTERACTION_CALLBACK_TYPE_INVALID", words)
        resource = self._carry_out(interaction, kind, data, files)
        interaction.answer_type = kind
        interaction.move("deferred" if kind in (5, 6) else "answered")
        return _callback_payload(interaction, kind, resource)

    def _carry_out(
        self, interaction: Interaction, kind: int, data: JsonObject, files: Mapping[str, File]
    ) -> JsonObject | None:
        world = self._world
        if kind in (4, 5):
            message = self._respond(interaction, kind, data, files)
            interaction.original = message
            return None if kind == 5 else {"type": 4, "message": message_payload(world, message)}
        if kind in (6, 7):
            assert interaction.origin is not None
            interaction.original = interaction.origin
            if kind == 6:
                return None
            wanted = clear_content(draft(data, files, private_allowed=True), data)
            edit(world, interaction.channel, interaction.origin, wanted)
            return {"type": 7, "message": message_payload(world, interaction.origin)}
        if kind == 8:
            interaction.choices = _checked_choices(data)
            return None
        check_modal(data)
        fields = modal_fields(data["components"])
        interaction.modal = Modal(interaction, data["custom_id"], data["title"], fields, data["components"])
        return None

    def _respond(self, interaction: Interaction, kind: int, data: JsonObject, files: Mapping[str, File]) -> Message:
        wanted = draft(data, files, private_allowed=True)
        if kind == 4 and wanted.empty:
            raise refusal(50006)
        wanted.rule = replace(wanted.rule, replied_user=False)
        message = self._blank(interaction, wanted.flags or 0)
        if kind == 5:
            message.flags |= LOADING
            wanted = draft({}, {})
        if interaction.kind == COMMAND:
            message.kind = 20 if interaction.data["type"] == 1 else 23
        interaction.produced.append(message)
        return store(self._world, interaction.channel, message, wanted)

    def _blank(self, interaction: Interaction, flags: int) -> Message:
        message = new_message(self._world, interaction.channel, interaction.application_id)
        message.flags = flags
        message.application_id = interaction.application_id
        message.interaction = metadata(self._world, interaction)
        if flags & EPHEMERAL:
            message.ephemeral_for = interaction.user_id
        return message

    def by_token(self, application_id: int, token: str) -> Interaction:
        """Return the interaction behind a token; 10015 before the first answer, 50027 after 15 minutes."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.application_id != application_id:
            raise refusal(10015)
        if not interaction.token_alive:
            raise refusal(50027)
        if interaction.state in ("waiting", "failed"):
            raise refusal(10015)
        return interaction

    def follow_up(self, interaction: Interaction, body: JsonObject, files: Mapping[str, File]) -> Message:
        """Send another message; the first one after "thinking" takes the place of the thinking message."""
        wanted = draft(body, files, private_allowed=True)
        if wanted.empty:
            raise refusal(50006)
        waiting = interaction.original
        if waiting is not None and waiting.flags & LOADING and not waiting.deleted:
            edit(self._world, interaction.channel, waiting, wanted)
            interaction.move("answered")
            return waiting
        message = self._blank(interaction, wanted.flags or 0)
        if interaction.original is not None and not message.flags & EPHEMERAL:
            message.reference = (interaction.channel.id, interaction.original.id)
        interaction.produced.append(message)
        store(self._world, interaction.channel, message, wanted)
        interaction.move("answered")
        return message

    def message_of(self, interaction: Interaction, wanted: int | None) -> Message:
        """Return an answer by id, or the original with None; 10008 when it is gone."""
        mine = [*interaction.produced, *([] if interaction.original is None else [interaction.original])]
        found = interaction.original
        if wanted is not None:
            found = next((one for one in mine if one.id == wanted), None)
        if found is None or found.deleted:
            raise refusal(10008)
        return found

    def change(
        self, interaction: Interaction, message: Message, body: JsonObject, files: Mapping[str, File]
    ) -> Message:
        """Edit an answer through the token."""
        wanted = clear_content(draft(body, files, private_allowed=True), body)
        if message.flags & LOADING and wanted.empty:
            raise refusal(50006)
        edit(self._world, interaction.channel, message, wanted)
        if interaction.state == "deferred":
            interaction.move("answered")
        return message

    def delete(self, interaction: Interaction, message: Message) -> None:
        """Delete an answer through the token; deleting the thinking message ends the thinking."""
        delete(self._world, interaction.channel, message)
        if interaction.state == "deferred":
            interaction.move("answered")


def _checked_choices(data: JsonObject) -> list[JsonObject]:
    choices: list[JsonObject] = data.get("choices") or []
    problems = FormProblems()
    if len(choices) > 25:
        problems.add("data.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for index, choice in enumerate(choices):
        problems.too_long(f"data.choices.{index}.name", str(choice.get("name") or ""), 100, 1)
        problems.too_long(f"data.choices.{index}.value", str(choice.get("value", "")), 100)
    problems.check()
    return choices


def _callback_payload(interaction: Interaction, kind: int, resource: JsonObject | None) -> JsonObject:
    about: JsonObject = {
        "id": str(interaction.id),
        "type": interaction.kind,
        "channel_id": str(interaction.channel.id),
    }
    if interaction.channel.guild_id is not None:
        about["guild_id"] = str(interaction.channel.guild_id)
    if interaction.original is not None:
        about |= {
            "response_message_id": str(interaction.original.id),
            "response_message_loading": kind == 5,
            "response_message_ephemeral": bool(interaction.original.flags & EPHEMERAL),
        }
    return {"interaction": about} if resource is None else {"interaction": about, "resource": resource}
