"""Carries out deliveries on Telegram; decides nothing."""

from datetime import timedelta
from typing import assert_never

from telegram import Bot, ChatPermissions
from telegram.constants import ParseMode, ReactionEmoji
from telegram.error import BadRequest, TelegramError

from adapters.telegram import render
from adapters.telegram.answers import Answering
from adapters.telegram.progress import Progress, Steps
from adapters.telegram.refusals import refused, says
from adapters.telegram.request import TelegramRequest
from adapters.telegram.rooms import Rooms
from adapters.telegram.sending import NO_PREVIEW, Letter, Sender
from core.channel import Capability, Delivery, Limit, MediaVault, Pace, Receipt
from core.clock import Clock
from core.effects import (
    Answer,
    Ban,
    DeleteMessage,
    EditText,
    OpenRoom,
    React,
    Repeat,
    Restrict,
    SendText,
    UpdateRoom,
)
from core.errors import NeverDeliverable, RetryLater
from core.ids import Address, ChannelName, MessageRef, MessageTarget, PersonRef, Target

CHANNEL = ChannelName("telegram")

# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
USUAL_PACE = Pace(
    overall=(Limit(30, timedelta(seconds=1)),),
    per_place=(Limit(1, timedelta(seconds=1)),),
    crowded=(Limit(20, timedelta(minutes=1)),),
)

# Bots may use only these emoji, whatever people have; https://core.telegram.org/bots/api#reactiontypeemoji
_MARKS = {
    "delivered": ReactionEmoji.THUMBS_UP,
    "failed": ReactionEmoji.THUMBS_DOWN,
    "seen": ReactionEmoji.EYES,
}
_SILENCED = ChatPermissions.no_permissions()
_FREE = ChatPermissions.all_permissions()
# A time closer than 30 seconds means for ever to Telegram; https://core.telegram.org/bots/api#restrictchatmember
_SHORTEST_RESTRICTION = timedelta(seconds=35)
_NOT_REACHED = timedelta(seconds=1)


class TelegramChannel:
    """A ``core.channel.Channel``; ``bot`` uses ``request``. Until it is initialized every delivery waits."""

    capabilities = frozenset(
        {Capability.DELETE, Capability.RESTRICT, Capability.BAN, Capability.ROOMS, Capability.DEEP_LINKS}
    )

    def __init__(
        self,
        bot: Bot,
        request: TelegramRequest,
        *,
        vault: MediaVault,
        clock: Clock,
        name: ChannelName = CHANNEL,
        pace: Pace = USUAL_PACE,
    ) -> None:
        self.name = name
        self.pace = pace
        self._bot = bot
        self._clock = clock
        self._sender = Sender(bot, request, vault)
        self._answering = Answering(bot, self._sender)
        self._rooms = Rooms(bot, self._sender)
        self._progress = Progress()

    def is_crowded(self, place: str) -> bool:
        """Telegram numbers groups below zero."""
        return place.startswith("-")

    async def deliver(self, delivery: Delivery) -> Receipt:
        self._must_be_known()
        steps = self._progress.of(delivery.key)
        may_repeat = delivery.effect.repeat is not Repeat.UNCERTAIN
        try:
            receipt = await self._carry_out(delivery, steps)
        except TelegramError as error:
            raise refused(error, attempt=delivery.attempt, may_repeat=may_repeat) from error
        self._progress.done(delivery.key)
        return receipt

    def _must_be_known(self) -> None:
        """Relays run before Telegram was reached for the first time, and that may take a whole outage."""
        try:
            _ = self._bot.bot
        except RuntimeError as error:
            raise RetryLater(_NOT_REACHED, "Telegram is not reached yet", whole_channel=True, counts=False) from error

    async def _carry_out(self, delivery: Delivery, steps: Steps) -> Receipt:
        match delivery.effect:
            case SendText() as effect:
                return Receipt(message=await self._sender.send(_letter(effect), steps))
            case EditText() as effect:
                return await self._edit(effect)
            case DeleteMessage() as effect:
                await self._delete(effect)
            case Restrict() as effect:
                await self._restrict(effect)
            case Ban() as effect:
                await self._ban(effect)
            case Answer() as effect:
                return Receipt(message=await self._answering.answer(effect, steps))
            case OpenRoom() as effect:
                return await self._rooms.open(effect, steps)
            case UpdateRoom() as effect:
                await self._rooms.update(effect)
            case React() as effect:
                await self._react(effect)
            case unknown:
                assert_never(unknown)
        return Receipt()

    async def _edit(self, effect: EditText) -> Receipt:
        """A text too long for one message is cut: an edit cannot add messages behind it."""
        message = _message(effect.target)
        markup = self._sender.controls(effect.controls, message.at)
        chat, number = message.at.place, int(message.id)
        try:
            text = _first(render.pieces(effect.text))
            try:
                await self._bot.edit_message_text(
                    text,
                    chat,
                    number,
                    parse_mode=ParseMode.HTML,
                    reply_markup=markup,
                    link_preview_options=NO_PREVIEW,
                )
            except BadRequest as error:
                if not says(error, "there is no text in the message"):
                    raise
                caption = _first(render.pieces(effect.text, render.LONGEST_CAPTION))
                await self._bot.edit_message_caption(
                    chat, number, caption=caption, parse_mode=ParseMode.HTML, reply_markup=markup
                )
        except BadRequest as error:
            if not says(error, "message is not modified"):
                raise
        return Receipt(message=message)

    async def _delete(self, effect: DeleteMessage) -> None:
        message = _message(effect.target)
        try:
            await self._bot.delete_message(message.at.place, int(message.id))
        except BadRequest as error:
            if not says(error, "message to delete not found"):
                raise

    async def _restrict(self, effect: Restrict) -> None:
        at, person = _address(effect.at), _account(effect.person)
        if effect.until is None:
            await self._bot.restrict_chat_member(at.place, person, _FREE)
            return
        now = self._clock.now()
        if effect.until > now:
            until = max(effect.until, now + _SHORTEST_RESTRICTION)
            await self._bot.restrict_chat_member(at.place, person, _SILENCED, until_date=until)

    async def _ban(self, effect: Ban) -> None:
        at, (kind, _, chat) = _address(effect.at), effect.person.id.partition(":")
        if kind == "chat":  # somebody who writes as a channel; the person behind it stays unknown
            if effect.banned:
                await self._bot.ban_chat_sender_chat(at.place, int(chat))
            else:
                await self._bot.unban_chat_sender_chat(at.place, int(chat))
        elif effect.banned:
            await self._bot.ban_chat_member(at.place, _account(effect.person), revoke_messages=False)
        else:
            # Without only_if_banned Telegram would remove a person who is a member again.
            await self._bot.unban_chat_member(at.place, _account(effect.person), only_if_banned=True)

    async def _react(self, effect: React) -> None:
        message = _message(effect.target)
        if effect.mark not in _MARKS:
            raise NeverDeliverable("other", f"no mark is called {effect.mark}")
        await self._bot.set_message_reaction(message.at.place, int(message.id), _MARKS[effect.mark])


def _letter(effect: SendText) -> Letter:
    to, reply_to = _address(effect.to), None
    if isinstance(effect.reply_to, MessageRef) and effect.reply_to.at.place == to.place:
        reply_to = int(effect.reply_to.id)
    return Letter(
        to=to,
        text=effect.text,
        controls=effect.controls,
        reply_to=reply_to,
        media=effect.media,
        silent=effect.silent,
    )


def _address(target: Target) -> Address:
    if not isinstance(target, Address):
        raise NeverDeliverable("room-missing", "the room is not known")
    return target


def _message(target: MessageTarget) -> MessageRef:
    if not isinstance(target, MessageRef):
        raise NeverDeliverable("not-found", "the message is not known")
    return target


def _account(person: PersonRef) -> int:
    if not person.id.isdecimal():
        raise NeverDeliverable("forbidden", "a channel that writes in a group can only be banned")
    return int(person.id)


def _first(pieces: list[str]) -> str:
    if not pieces:
        raise NeverDeliverable("other", "there is nothing to show")
    return pieces[0] if len(pieces) == 1 else f"{pieces[0]}…"
