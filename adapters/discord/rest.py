"""Calls to Discord's REST interface over whichever client is logged in, with discord.py's rate limits and retries."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import msgspec
from discord.http import Route

from adapters.discord.acknowledging import Acknowledgements
from adapters.discord.components import JsonObject
from adapters.discord.failures import failure
from core.errors import RetryLater

_NOT_CONNECTED = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send along."""

    name: str
    content: bytes


class Rest:
    """Makes calls through the client that the gateway put here; each restart of the gateway brings a new client.

    Every call raises RetryLater, NeverDeliverable or ChannelDown, with discord.py's error as its cause.
    ``acknowledgements``: what gateway and channel have to know of each other beside the connection.
    """

    def __init__(self) -> None:
        self._client: discord.Client | None = None
        self.acknowledgements = Acknowledgements()

    def attach(self, client: discord.Client) -> None:
        self._client = client

    def detach(self) -> None:
        self._client = None

    @property
    def client(self) -> discord.Client:
        """The client that is logged in; raises RetryLater while there is none."""
        if self._client is None or self._client.is_closed():
            raise RetryLater(_NOT_CONNECTED, "not connected to Discord", whole_channel=True, counts=False)
        return self._client

    async def call(
        self,
        method: str,
        path: str,
        *,
        json: JsonObject | list[JsonObject] | None = None,
        uploads: Sequence[Upload] = (),
        reason: str | None = None,
        query: dict[str, str | int] | None = None,
        **ids: str | int,
    ) -> Any:
        """Make one call and return what Discord answered: an object, a list, or an empty string for no content."""
        client = self.client
        route = Route(method, path, metadata=None, **ids)
        arguments: dict[str, Any] = {}
        if reason:
            arguments["reason"] = reason
        if query:
            arguments["params"] = query
        files: list[discord.File] = []
        if uploads:
            files = [discord.File(io.BytesIO(upload.content), filename=upload.name) for upload in uploads]
            arguments["form"] = _form(json if isinstance(json, dict) else {}, files)
            arguments["files"] = files
        elif json is not None:
            arguments["json"] = json
        try:
            return await client.http.request(route, **arguments)
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
            raise failure(error) from error
        except RuntimeError as error:
            # The client was closed under the call: aiohttp says "Session is closed".
            raise RetryLater(_NOT_CONNECTED, "the connection was replaced", counts=False) from error
        finally:
            for file in files:
                file.close()


def _form(payload: JsonObject, files: Sequence[discord.File]) -> list[dict[str, Any]]:
    # https://discord.com/developers/docs/reference#uploading-files
    described = payload | {
        "attachments": [{"id": index, "filename": file.filename} for index, file in enumerate(files)]
    }
    parts: list[dict[str, Any]] = [{"name": "payload_json", "value": msgspec.json.encode(described).decode()}]
    for index, file in enumerate(files):
        parts.append(
            {
                "name": f"files[{index}]",
                "value": file.fp,
                "filename": file.filename,
                "content_type": "application/octet-stream",
            }
        )
    return parts
