"""A complete platform made of lists: what a channel must do, without any network."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from core.channel import Capability, Delivery, Pace, Receipt
from core.effects import Answer, DeleteMessage, EditText, Effect, OpenRoom, React, SendText, UpdateRoom
from core.ids import Address, ChannelName, MessageRef
from core.text.markup import plain


@dataclass
class ToyMessage:
    """A message of ours as the platform has it."""

    ref: MessageRef
    text: str
    buttons: dict[str, str] = field(default_factory=dict)
    urls: dict[str, bool] = field(default_factory=dict)
    menu: str = ""
    parent: MessageRef | None = None
    alone: bool = False


class ToyChannel:
    """Keeps every delivery in order. ``refuse`` may raise for an effect to play a platform's error."""

    pace = Pace()

    def __init__(self, name: str, capabilities: frozenset[Capability]) -> None:
        self.name = ChannelName(name)
        self.capabilities = capabilities
        self.delivered: list[Effect] = []
        self.messages: dict[MessageRef, ToyMessage] = {}
        self.gone: list[MessageRef] = []
        self.answers: list[tuple[str, str | None]] = []
        self.answer_controls: list[ToyMessage] = []
        self.marks: dict[MessageRef, str] = {}
        self.archived: dict[str, bool] = {}
        self.refuse: Callable[[Effect], None] = lambda effect: None
        self.changed = asyncio.Event()
        self._number = 0

    def is_crowded(self, place: str) -> bool:
        return place.startswith("-")

    async def deliver(self, delivery: Delivery) -> Receipt:
        effect = delivery.effect
        self.refuse(effect)
        self.delivered.append(effect)
        self.changed.set()
        match effect:
            case SendText():
                assert isinstance(effect.to, Address)
                return Receipt(message=self._post(effect.to, effect))
            case EditText():
                assert isinstance(effect.target, MessageRef)
                before = self.messages.get(effect.target)
                parent = before.parent if before else None
                self.messages[effect.target] = _message(effect.target, effect, parent)
                return Receipt(message=effect.target)
            case DeleteMessage():
                assert isinstance(effect.target, MessageRef)
                self.gone.append(effect.target)
                return Receipt()
            case OpenRoom():
                self._number += 1
                room = Address(self.name, f"room-{self._number}")
                return Receipt(message=self._post(room, effect), room=room)
            case Answer():
                self.answers.append((effect.caller, plain(effect.text) if effect.text else None))
                if effect.text is not None:
                    nowhere = MessageRef(Address(self.name, "answers"), effect.caller)
                    shown = _message(nowhere, effect, None)
                    shown.alone = effect.private and Capability.PRIVATE_ANSWERS in self.capabilities
                    self.answer_controls.append(shown)
                return Receipt()
            case React():
                assert isinstance(effect.target, MessageRef)
                self.marks[effect.target] = effect.mark
                return Receipt()
            case UpdateRoom():
                assert isinstance(effect.to, Address)
                if effect.archived is not None:
                    self.archived[effect.to.place] = effect.archived
                return Receipt()
            case _:
                return Receipt()

    def at(self, place: str) -> list[ToyMessage]:
        """What stands in a place now, oldest first."""
        return [message for ref, message in self.messages.items() if ref.at.place == place and ref not in self.gone]

    def _post(self, at: Address, effect: SendText | OpenRoom) -> MessageRef:
        self._number += 1
        ref = MessageRef(at, str(self._number))
        parent = effect.reply_to if isinstance(effect, SendText) and isinstance(effect.reply_to, MessageRef) else None
        self.messages[ref] = _message(ref, effect, parent)
        return ref


def _message(ref: MessageRef, effect: SendText | EditText | OpenRoom | Answer, parent: MessageRef | None) -> ToyMessage:
    buttons = {button.label: button.token for row in effect.controls.rows for button in row}
    private = {button.label: button.private for row in effect.controls.rows for button in row}
    menu = effect.controls.menu
    if menu is not None:
        buttons |= {option.label: token for option, token in zip(menu.options, menu.option_tokens, strict=True)}
    words = plain(effect.text) if effect.text is not None else ""
    return ToyMessage(ref, words, buttons, private, menu.token if menu else "", parent)
