"""Answers those who pressed a button or gave a command, as privately as Telegram allows."""

from telegram import Bot
from telegram.error import BadRequest, Forbidden

from adapters.telegram import render
from adapters.telegram.caller import Caller, read_caller
from adapters.telegram.progress import Steps
from adapters.telegram.refusals import says
from adapters.telegram.sending import Letter, Sender
from core.effects import Answer
from core.ids import Address, MessageRef
from core.text.markup import Markup


class Answering:
    """Telegram shows a passing notice to the one who pressed, once, within minutes of the press."""

    def __init__(self, bot: Bot, sender: Sender) -> None:
        self._bot = bot
        self._sender = sender

    async def answer(self, answer: Answer, steps: Steps) -> MessageRef | None:
        """The message that was written, if any. Raises TelegramError and NeverDeliverable."""
        caller = read_caller(answer.caller)
        if answer.text is None or (answer.brief and caller.query is not None):
            text = None if answer.text is None else render.plain(answer.text, render.LONGEST_TOAST)
            await self._notice(caller, text)
            return None
        to = caller.at(answer.channel)
        if to is None or (answer.private and not caller.is_private):
            return await self._in_private(answer, answer.text, caller, steps)
        sent = await self._write(answer, answer.text, caller, to, steps)
        await self._notice(caller, None)
        return sent

    async def _in_private(self, answer: Answer, text: Markup, caller: Caller, steps: Steps) -> MessageRef | None:
        """Write to the person's private chat; to one who never started it, show a notice on the button."""
        try:
            sent = await self._write(answer, text, caller, Address(answer.channel, caller.person), steps)
        except (BadRequest, Forbidden) as error:
            unreachable = isinstance(error, Forbidden) or says(error, "chat not found", "peer_id_invalid")
            if caller.query is None or not unreachable:
                raise
            await self._notice(caller, render.plain(text, render.LONGEST_TOAST), alert=True)
            return None
        await self._notice(caller, None)
        return sent

    async def _write(self, answer: Answer, text: Markup, caller: Caller, to: Address, steps: Steps) -> MessageRef:
        asked_here = caller.query is None and caller.message is not None and to.place == caller.place
        reply_to = int(caller.message) if asked_here and caller.message is not None else None
        letter = Letter(to=to, text=text, controls=answer.controls, reply_to=reply_to)
        return await self._sender.send(letter, steps)

    async def _notice(self, caller: Caller, text: str | None, *, alert: bool = False) -> None:
        """End the waiting state of a button; nothing to do for a command, or when it ended by itself."""
        if caller.query is None:
            return
        try:
            await self._bot.answer_callback_query(caller.query, text=text, show_alert=alert or None)
        except BadRequest as error:
            if not says(error, "query is too old", "query id is invalid"):
                raise
