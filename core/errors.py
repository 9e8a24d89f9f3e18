"""The one tree of exceptions.

BellbuoyError
├── DeliveryError            an adapter could not carry out an effect
│   ├── RetryLater           try again after a time; the lane waits with it
│   ├── NeverDeliverable     it will not work however often it is tried
│   └── PlaceHasMoved        try again at the new address
├── StorageError             the data directory or the database cannot be used
│   ├── AlreadyRunning       another process holds the data directory
│   └── SchemaTooNew         the database was written by a newer version
├── ChannelDown              a channel cannot start or go on; carries the words for the operator
└── PackError                a content pack is wrong; lists every problem
"""

import traceback
from datetime import timedelta


class BellbuoyError(Exception):
    """Anything that we raise on purpose; its text can be shown to an operator."""


class DeliveryError(BellbuoyError):
    pass


class RetryLater(DeliveryError):
    """``after``: how long to wait. ``whole_channel``: the limit concerns every place, not only this one.

    ``counts`` is false for a platform's flood wait, which must not use up the attempts of a delivery.
    """

    def __init__(self, after: timedelta, why: str, *, whole_channel: bool = False, counts: bool = True) -> None:
        super().__init__(why)
        self.after = after
        self.whole_channel = whole_channel
        self.counts = counts


class NeverDeliverable(DeliveryError):
    """``reason`` is one of the codes in core.effects.Outcome; ``detail`` the platform's words, without secrets.

    The reason ``uncertain`` says that nobody knows whether an effect that must not be repeated was carried out.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class PlaceHasMoved(DeliveryError):
    """Telegram made the group a supergroup: ``new_place`` replaces the old place."""

    def __init__(self, new_place: str) -> None:
        super().__init__(f"moved to {new_place}")
        self.new_place = new_place


class StorageError(BellbuoyError):
    pass


class AlreadyRunning(StorageError):
    pass


class SchemaTooNew(StorageError):
    pass


class ChannelDown(BellbuoyError):
    """``fatal``: trying again without a change of settings is useless (revoked token, missing intent)."""

    def __init__(self, why: str, *, fatal: bool = False) -> None:
        super().__init__(why)
        self.fatal = fatal


class PackError(BellbuoyError):
    pass


def path_of(error: Exception) -> str:
    """Type and path through the code, for a log; without the message, which may quote what somebody wrote."""
    return f"error={type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
