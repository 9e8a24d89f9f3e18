"""Pointing discord.py at another REST interface, gateway and file server, and back again."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import discord
import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

_API_VERSION = 10  # discord.http.INTERNAL_API_VERSION; the gateway address is completed by discord.py itself.


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where Discord is; None means the real one. ``api_url`` is the REST base without version."""

    api_url: str | None = None
    gateway_url: str | None = None
    cdn_url: str | None = None


@contextmanager
def redirected(endpoints: Endpoints) -> Iterator[None]:
    """discord.py keeps these addresses in class attributes, so they hold for the whole process meanwhile."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    if endpoints.api_url:
        Route.BASE = f"{endpoints.api_url.rstrip('/')}/v{_API_VERSION}"
    if endpoints.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(endpoints.gateway_url)
    if endpoints.cdn_url:
        Asset.BASE = endpoints.cdn_url.rstrip("/")
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE = before


_TOKEN_IN_PATH = re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/?\s]+")


class _LibraryRecords(logging.Filter):
    """Takes interaction tokens out of discord.py's records, and its traceback at each attempt to reconnect.

    The supervisor says once when an outage begins and once when it ends.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str) and record.msg.startswith("Attempting a reconnect"):
            return False
        if isinstance(record.args, tuple):
            record.args = tuple(
                _TOKEN_IN_PATH.sub(r"\1<token>", part) if isinstance(part, str) else part for part in record.args
            )
        return True


_FILTER = _LibraryRecords()


def quiet_library_logs() -> None:
    """Repeating this is harmless: the same filter is added once."""
    # Nobody here speaks: that libraries for voice are missing is not worth a warning at every start.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    for name in ("discord.http", "discord.webhook.async_", "discord.client"):
        logging.getLogger(name).addFilter(_FILTER)
