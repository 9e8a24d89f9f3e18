"""What is kept of an event that could not be handled: what was said to us, never the words of a group. Pure."""

from collections.abc import Container

import msgspec

from core.events import ButtonPressed, CommandGiven, Event, FormSubmitted, MessageReceived, PlaceKind
from core.ids import Address


def kept_of(event: Event | None, rooms: Container[Address]) -> str:
    """The event as JSON, or nothing. ``event`` has no secrets in it; None means that it could not be looked at."""
    to_us = isinstance(event, CommandGiven | ButtonPressed | FormSubmitted) or (
        isinstance(event, MessageReceived) and (event.kind is PlaceKind.PRIVATE or event.at in rooms)
    )
    if not to_us:
        return ""
    try:
        return msgspec.json.encode(event).decode()
    except UnicodeEncodeError:  # half of a surrogate pair, which may be the very fault
        return ""
