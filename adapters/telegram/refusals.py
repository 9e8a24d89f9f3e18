"""What Telegram's refusals mean for a delivery: later, never, elsewhere. Pure."""

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from adapters.telegram.request import NotSent
from core.errors import BellbuoyError, ChannelDown, NeverDeliverable, PlaceHasMoved, RetryLater

# The Bot API describes refusals in words only; these parts of them have been stable for years.
_FORBIDDEN = (
    ("blocked by the user", "blocked"),
    ("user is deactivated", "gone"),
    ("was kicked", "gone"),
    ("is not a member", "gone"),
    ("group chat was deleted", "gone"),
    ("group chat was deactivated", "gone"),
)
_BAD_REQUEST = (
    ("thread not found", "room-missing"),
    ("topic_id_invalid", "room-missing"),
    ("topic_deleted", "room-missing"),
    ("too long", "too-long"),
    ("too_long", "too-long"),
    ("group chat was deactivated", "gone"),
    ("chat not found", "forbidden"),
    ("peer_id_invalid", "forbidden"),
    ("not enough rights", "forbidden"),
    ("have no rights", "forbidden"),
    ("need administrator rights", "forbidden"),
    ("chat_admin_required", "forbidden"),
    ("chat_write_forbidden", "forbidden"),
    ("is an administrator", "forbidden"),
    ("user_admin_invalid", "forbidden"),
    ("can't remove chat owner", "forbidden"),
    ("can't restrict self", "forbidden"),
    ("can't be deleted", "forbidden"),
    ("not a forum", "forbidden"),
    ("topic_closed", "forbidden"),
    ("available only for supergroups", "forbidden"),
    ("supergroup and channel chats only", "forbidden"),
    ("message to edit not found", "not-found"),
    ("can't be edited", "not-found"),
    ("message to react not found", "not-found"),
    ("message_id_invalid", "not-found"),
    ("participant_id_invalid", "not-found"),
    ("user not found", "not-found"),
    ("user_not_participant", "not-found"),
)
TOKEN_REFUSED = "Telegram refuses the bot token: it is mistyped or revoked (see @BotFather)"
_LONGEST_PAUSE = timedelta(minutes=2)
_UNREACHED = timedelta(seconds=5)


def refused(error: TelegramError, *, attempt: int, may_repeat: bool = True) -> BellbuoyError:
    """The error to raise for a refused delivery.

    ``may_repeat`` false: where it stays open whether Telegram got the request, it must not be sent again;
    such a delivery ends as NeverDeliverable with the reason ``uncertain``.
    """
    words = str(error)
    match error:
        case RetryAfter():
            return RetryLater(seconds(error), words, counts=False)
        case ChatMigrated(new_chat_id=new):
            return PlaceHasMoved(str(new))
        case InvalidToken():
            return ChannelDown(TOKEN_REFUSED, fatal=True)
        case Forbidden():
            return NeverDeliverable(_reason(words, _FORBIDDEN, "forbidden"), words)
        case BadRequest():  # first, because the library counts it among the network errors
            return NeverDeliverable(_reason(words, _BAD_REQUEST, "other"), words)
        case NotSent():
            # Nobody could be reached, whatever was to be sent: an outage must not use up a delivery's attempts.
            return RetryLater(_UNREACHED, words, whole_channel=True, counts=False)
        case NetworkError() if not may_repeat:
            return NeverDeliverable("uncertain", words)
        case _:
            return RetryLater(min(timedelta(seconds=2 ** min(attempt, 10)), _LONGEST_PAUSE), words)


def seconds(error: RetryAfter) -> timedelta:
    """The wait that Telegram asks for; by its environment the library gives a number or a timedelta."""
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def says(error: TelegramError, *parts: str) -> bool:
    words = str(error).lower()
    return any(part in words for part in parts)


def _reason(words: str, table: tuple[tuple[str, str], ...], otherwise: str) -> str:
    lower = words.lower()
    return next((reason for part, reason in table if part in lower), otherwise)
