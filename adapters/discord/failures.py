"""What Discord's errors mean for a delivery: try again, never, or the whole channel is down."""

from datetime import timedelta

import aiohttp
import discord

from core.errors import BellbuoyError, ChannelDown, NeverDeliverable, RetryLater

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
UNKNOWN_CHANNEL = 10003
UNKNOWN_MEMBER = 10007
UNKNOWN_MESSAGE = 10008
UNKNOWN_BAN = 10026
THREAD_ARCHIVED = 50083

_REASONS = {
    UNKNOWN_CHANNEL: "gone",
    10004: "gone",  # server
    10015: "gone",  # webhook: the interaction's 15 minutes are over
    10062: "gone",  # interaction
    50027: "gone",  # invalid webhook token
    UNKNOWN_MEMBER: "not-found",
    UNKNOWN_MESSAGE: "not-found",
    10013: "not-found",  # user
    50001: "forbidden",  # missing access
    50013: "forbidden",  # missing permissions
    160005: "forbidden",  # the thread is locked
    50007: "blocked",  # direct messages closed
    50278: "blocked",  # no server in common
    40005: "too-long",  # file too large
}
_BY_STATUS = {403: "forbidden", 404: "not-found", 413: "too-long"}

_SOON = timedelta(seconds=5)
# Without ``Via`` a 429 comes from the proxy in front of Discord, which bans the address for a while.
_BANNED = timedelta(seconds=60)
_OPENS_DIRECT_TOO_FAST = 40003

Problem = discord.DiscordException | aiohttp.ClientError | OSError | TimeoutError


def failure(error: Problem) -> BellbuoyError:
    """The core's word for an error of discord.py or of the network; its text holds no content and no secret."""
    match error:
        case discord.RateLimited(retry_after=seconds):
            return RetryLater(timedelta(seconds=seconds), "rate limit", counts=False)
        case discord.HTTPException():
            return _of_answer(error)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            # Nobody could be reached, whatever was to be sent: an outage must not use up a delivery's attempts.
            return RetryLater(_SOON, f"no connection: {type(error).__name__}", whole_channel=True, counts=False)
        case discord.DiscordException():
            return NeverDeliverable("other", type(error).__name__)
        case _:
            return RetryLater(_SOON, f"network: {type(error).__name__}")


def _of_answer(error: discord.HTTPException) -> BellbuoyError:
    said = f"{error.code} {error.text}".strip() if error.code else f"status {error.status}"
    if error.status == 401:
        return ChannelDown(
            "Discord refuses the bot's token: reset it in the developer portal and set it anew", fatal=True
        )
    if error.status == 429:
        return RetryLater(_retry_after(error), "rate limit", whole_channel=True, counts=False)
    if error.status >= 500:
        return RetryLater(_SOON, f"Discord answers with status {error.status}")
    if error.code == _OPENS_DIRECT_TOO_FAST:
        return RetryLater(_BANNED, said, counts=False)
    return NeverDeliverable(_REASONS.get(error.code) or _BY_STATUS.get(error.status, "other"), said)


def _retry_after(error: discord.HTTPException) -> timedelta:
    try:
        return timedelta(seconds=max(1.0, float(error.response.headers["Retry-After"])))
    except (KeyError, ValueError):
        return _BANNED


def code_of(error: BaseException | None) -> int:
    """Discord's number for what went wrong, 0 for everything else."""
    return error.code if isinstance(error, discord.HTTPException) else 0
