"""Who is privileged in a group: asked once, kept through trouble, never guessed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from telegram.error import NetworkError

from adapters.telegram.admins import REFRESH, Administrators
from bots.playground.faults import HttpError
from tests.adapters.telegram_stage import Stage, open_stage

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def asking() -> AsyncIterator[tuple[Stage, Administrators]]:
    async with open_stage() as stage, stage.delivering():
        yield stage, Administrators(stage.adapter.bot, stage.clock)


async def test_many_who_ask_at_once_share_one_answer():
    async with asking() as (stage, administrators):
        groups = await asyncio.gather(*(administrators.group(stage.group.id) for _ in range(20)))

        assert {frozenset(group.administrators) for group in groups} == {frozenset({stage.olga.id, stage.bot.id})}
        assert len(stage.params_of("getChatAdministrators")) == 1


async def test_the_answer_is_refreshed_after_an_hour():
    async with asking() as (stage, administrators):
        await administrators.group(stage.group.id)
        stage.world.promote(stage.group.id, stage.ann.id)
        stage.clock.forward(REFRESH)

        assert stage.ann.id in (await administrators.group(stage.group.id)).administrators


async def test_what_was_known_stays_when_telegram_is_out_of_reach():
    async with asking() as (stage, administrators):
        await administrators.group(stage.group.id)
        stage.server.faults.schedule("getChatAdministrators", HttpError(502))
        stage.clock.forward(REFRESH)
        kept = await administrators.group(stage.group.id)
        await administrators.group(stage.group.id)

        assert stage.olga.id in kept.administrators
        assert stage.server.faults.waiting == 0
        assert len(stage.params_of("getChatAdministrators")) == 1

        stage.clock.forward(timedelta(minutes=1))
        await administrators.group(stage.group.id)
        assert len(stage.params_of("getChatAdministrators")) == 2


async def test_nothing_known_and_nobody_to_ask_is_an_error_and_no_guess():
    async with asking() as (stage, administrators):
        stage.server.faults.schedule("getChatAdministrators", HttpError(502))

        with pytest.raises(NetworkError):
            await administrators.group(stage.group.id)


async def test_a_group_without_us_has_nobody_privileged():
    async with asking() as (stage, administrators):
        stage.world.kick_bot(stage.group.id, stage.bot.id)

        assert (await administrators.group(stage.group.id)).administrators == frozenset()


async def test_a_linked_channel_is_known():
    async with asking() as (stage, administrators):
        news = stage.world.add_chat("channel", "News", linked_chat_id=stage.group.id)

        assert (await administrators.group(stage.group.id)).linked_chat == news.id
