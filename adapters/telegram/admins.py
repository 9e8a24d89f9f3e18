"""Remembers who is privileged in each group, so that nobody who runs a group is ever sanctioned there."""

import asyncio
import logging
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from adapters.telegram.membership import is_administrator
from adapters.telegram.surroundings import Group
from adapters.telegram.update import ChatMemberUpdated
from core.clock import Clock

log = logging.getLogger(__name__)

REFRESH = timedelta(hours=1)
_RETRY = timedelta(minutes=1)


@dataclass(slots=True)
class _Known:
    administrators: Set[int]
    linked_chat: int | None
    until: datetime


class Administrators:
    """Asks Telegram on first need and hourly; changes in between come with chat_member updates.

    What is known stays in use when a refresh fails. When nothing is known yet the error is raised: without it
    an administrator would look like anybody.
    """

    def __init__(self, bot: Bot, clock: Clock) -> None:
        self._bot = bot
        self._clock = clock
        self._groups: dict[int, _Known] = {}
        self._asking: dict[int, asyncio.Lock] = {}

    async def group(self, chat: int) -> Group:
        """Raises TelegramError when nothing is known and Telegram cannot be asked."""
        known = self._groups.get(chat)
        if known is None or known.until <= self._clock.now():
            known = await self._ask_once(chat)
        return Group(known.administrators, known.linked_chat)

    def changed(self, change: ChatMemberUpdated) -> None:
        """Take over a promotion or demotion."""
        known = self._groups.get(change.chat.id)
        if known is None:
            return
        member = change.new_chat_member
        if is_administrator(member):
            known.administrators |= {member.user.id}
        else:
            known.administrators -= {member.user.id}

    async def _ask_once(self, chat: int) -> _Known:
        """Events of one group wait for the same answer; one lock for each group is small enough to keep."""
        async with self._asking.setdefault(chat, asyncio.Lock()):
            known = self._groups.get(chat)
            if known is None or known.until <= self._clock.now():
                known = self._groups[chat] = await self._ask(chat, known)
            return known

    async def _ask(self, chat: int, known: _Known | None) -> _Known:
        now = self._clock.now()
        try:
            members = await self._bot.get_chat_administrators(chat)
            linked = (await self._bot.get_chat(chat)).linked_chat_id
        except TelegramError as error:
            # Refused for good: we are no longer there, the group moved, or it hides its members.
            refused = isinstance(error, BadRequest | Forbidden | ChatMigrated)
            if known is None and not refused:
                raise
            log.info("administrators are not told chat=%s: %s", chat, error)
            known = known or _Known(frozenset(), None, now)
            known.until = now + _RETRY
            return known
        return _Known(frozenset(member.user.id for member in members), linked, now + REFRESH)
