"""Saving files from Discord before their event is handled, because Discord's links expire."""

import asyncio
import logging
from collections.abc import Sequence

import aiohttp
import discord
import msgspec

from core.channel import MediaVault
from core.clock import Clock
from core.errors import StorageError
from core.events import Media

log = logging.getLogger(__name__)

# What Telegram lets a bot fetch, and what is kept of any file: the same for members of both platforms.
LARGEST = 20 * 1024 * 1024
_PATIENCE = 30.0  # seconds for one file


async def saved(
    media: Sequence[Media], attachments: Sequence[discord.Attachment], vault: MediaVault, clock: Clock
) -> tuple[Media, ...]:
    """The same files with their hashes, or with the problem that kept one from being saved."""
    return tuple(
        [await _saved(one, attachment, vault, clock) for one, attachment in zip(media, attachments, strict=True)]
    )


async def _saved(media: Media, attachment: discord.Attachment, vault: MediaVault, clock: Clock) -> Media:
    if attachment.size > LARGEST:
        return msgspec.structs.replace(media, problem="too-large")
    try:
        async with asyncio.timeout(_PATIENCE):
            content = await attachment.read()
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("file could not be saved attachment=%d error=%s", attachment.id, type(error).__name__)
        return msgspec.structs.replace(media, problem="unavailable")
    if len(content) > LARGEST:
        return msgspec.structs.replace(media, problem="too-large")
    try:
        stored = await vault.put(content, mime=media.mime, name=media.name, now=clock.now())
    except StorageError as error:  # no room left for files: the words it came with must not be lost with it
        log.error("file could not be saved attachment=%d: %s", attachment.id, error)
        return msgspec.structs.replace(media, problem="unavailable")
    return msgspec.structs.replace(media, stored=stored)
