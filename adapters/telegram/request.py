"""HTTP for python-telegram-bot over one shared aiohttp session; its failures become the library's errors."""

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import aiohttp
import msgspec
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_HEADERS = {"User-Agent": BaseRequest.USER_AGENT}
_JSON_HEADERS = {**_HEADERS, "Content-Type": "application/json"}


class NotSent(NetworkError):
    """The request cannot have reached Telegram: no connection came about. Other errors leave that open."""


@dataclass(frozen=True, slots=True)
class _Parameters:
    """The part of the library's RequestData that a call without files needs."""

    json_parameters: Mapping[str, str]
    contains_files: bool = False


class TelegramRequest(BaseRequest):
    """One instance serves all calls of a bot, long polling among them.

    The library's own HTTPX client costs many times the processor time when dozens of calls are in flight.
    Texts of aiohttp's errors are never passed on, because they may hold the URL and with it the token.
    """

    def __init__(
        self,
        *,
        connections: int = 100,
        read_timeout: float = 20.0,
        write_timeout: float = 20.0,
        connect_timeout: float = 10.0,
        pool_timeout: float = 10.0,
        proxy: str | None = None,
    ) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        self._usual_timeout = self._timeout(read_timeout, connect_timeout, pool_timeout)

    @property
    def read_timeout(self) -> float | None:
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the session; harmless when it is open, as the library asks once for each use of the object."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Raises NotSent, TimedOut or NetworkError; timeouts are in seconds, None is no limit."""
        none = BaseRequest.DEFAULT_NONE
        files = request_data is not None and request_data.contains_files
        if read_timeout is none and connect_timeout is none and pool_timeout is none and not files:
            timeout = self._usual_timeout
        else:
            read = self._read_timeout if read_timeout is none else read_timeout
            if files and read is not None:
                # aiohttp's clock for reading already runs while a body is being written.
                write = self._write_timeout if write_timeout is none else write_timeout
                read = None if write is None else read + write
            timeout = self._timeout(
                read,
                self._connect_timeout if connect_timeout is none else connect_timeout,
                self._pool_timeout if pool_timeout is none else pool_timeout,
            )
        body: aiohttp.FormData | bytes | None = None
        headers = _HEADERS
        if request_data is not None:
            if files:
                body = _multipart(request_data)
            else:
                # Cheaper than a form, and a third of its size for scripts beyond ASCII.
                body, headers = msgspec.json.encode(request_data.json_parameters), _JSON_HEADERS
        return await self._send(method, url, body, headers, timeout)

    async def call(self, url: str, parameters: Mapping[str, str], *, read_timeout: float | None = None) -> bytes:
        """A method's undecoded answer, for the two hot calls, which decode only what they need of it.

        Structures among the parameters are JSON already. Raises the library's errors.
        """
        # The wrapper hands the data on to ``do_request`` above and looks at nothing in it.
        request_data = cast(RequestData, _Parameters(parameters))
        timeout = self._read_timeout if read_timeout is None else read_timeout
        return await self._request_wrapper(url, "POST", request_data, read_timeout=timeout)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = msgspec.json.decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError):
            answer = None
        if not isinstance(answer, dict):
            raise NetworkError(f"the answer is not Telegram's: {len(payload)} bytes that are no JSON object")
        if answer.get("ok") is True and "result" not in answer:
            raise NetworkError("the answer is not Telegram's: it has no result")
        return answer

    async def _send(
        self,
        method: str,
        url: str,
        body: aiohttp.FormData | bytes | None,
        headers: Mapping[str, str],
        timeout: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        if self._session is None or self._session.closed:
            raise NotSent("the connection to Telegram is not open")
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        # "from None": the causes carry the URL, and a traceback would print the token with it.
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            raise NotSent(f"no connection to Telegram: {_kind(error)}") from None
        except TimeoutError as error:
            raise TimedOut(f"no answer from Telegram in time: {_kind(error)}") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"the connection to Telegram broke: {_kind(error)}") from None

    @staticmethod
    def _timeout(read: float | None, connect: float | None, pool: float | None) -> aiohttp.ClientTimeout:
        # aiohttp counts waiting for a free connection and opening one together.
        both = None if connect is None or pool is None else connect + pool
        return aiohttp.ClientTimeout(total=None, connect=both, sock_connect=connect, sock_read=read)


def _multipart(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)  # Telegram takes file names as they are, not percent-encoded
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        # aiohttp writes a stream in parts, and warns of large bytes; people's file names may hold anything.
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        printable = "".join(letter for letter in filename if letter.isprintable())
        form.add_field(name, stream, filename=printable or "file", content_type=mime)
    return form


def _kind(error: Exception) -> str:
    """What went wrong, without the words of aiohttp: even its ``strerror`` may hold the URL."""
    number = error.errno if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {os.strerror(number)}" if number else type(error).__name__
