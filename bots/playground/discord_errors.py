"""How the local Discord refuses: REST error codes, form problems, and what a person's client cannot do.

Codes and words follow Discord's documentation, "Opcodes and Status Codes" (JSON error codes).
"""

from __future__ import annotations

from bots.playground.discord_records import JsonObject

ERRORS: dict[int, tuple[int, str]] = {
    10002: (404, "Unknown Application"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10006: (404, "Unknown Invite"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10009: (404, "Unknown Overwrite"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10014: (400, "Unknown Emoji"),
    10015: (404, "Unknown Webhook"),
    10026: (404, "Unknown Ban"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    30003: (400, "Maximum number of pins reached for the channel (250)"),
    30010: (400, "Maximum number of reactions reached (20)"),
    30013: (400, "Maximum number of guild channels reached (500)"),
    30032: (400, "Maximum number of application commands reached (100)"),
    30033: (400, "Maximum number of thread participants has been reached (1000)"),
    40005: (413, "Request entity too large"),
    40033: (400, "This message has already been crossposted."),
    40058: (400, "Cannot message this thread until after the post author has sent an initial message."),
    40060: (400, "Interaction has already been acknowledged."),
    40061: (400, "Tag names must be unique"),
    40066: (400, "There are no tags available that can be set by non-moderators"),
    40067: (400, "A tag is required to create a forum post in this channel"),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50016: (400, "Provided too few or too many messages to delete. Must provide at least 2 and at most 100."),
    50021: (403, "Cannot execute action on a system message"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50028: (400, "Invalid Role"),
    50034: (400, "You can only bulk delete messages that are under 14 days old."),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    160002: (400, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
    160005: (400, "Thread is locked"),
}


class ApiError(Exception):
    """A REST refusal: HTTP status, Discord's JSON error code, its words and, for forms, the errors tree."""

    def __init__(self, status: int, code: int, message: str, errors: JsonObject | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> JsonObject:
        """Return the JSON body Discord sends with this refusal."""
        body: JsonObject = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body


class PlayError(Exception):
    """What a person tried is not possible in a Discord client; the words say why."""


def refusal(code: int) -> ApiError:
    """Build the documented refusal for a JSON error code."""
    status, message = ERRORS[code]
    return ApiError(status, code, message)


class FormProblems:
    """Collects problems of one request body; paths are dotted, `components.0.label`."""

    def __init__(self) -> None:
        self._tree: JsonObject = {}

    def add(self, path: str, code: str, message: str) -> None:
        """Note one problem at a path."""
        node = self._tree
        for step in path.split("."):
            node = node.setdefault(step, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def too_long(self, path: str, value: str, limit: int, least: int = 0) -> None:
        """Note a text outside its limits, in Discord's words."""
        if not least <= len(value) <= limit:
            words = f"Must be between {least} and {limit} in length."
            if least == 0:
                words = f"Must be {limit} or fewer in length."
            self.add(path, "BASE_TYPE_BAD_LENGTH", words)

    def required(self, path: str) -> None:
        """Note a missing field."""
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def check(self) -> None:
        """Raise the 50035 refusal when anything was noted."""
        if self._tree:
            status, message = ERRORS[50035]
            raise ApiError(status, 50035, message, self._tree)


def form_problem(path: str, code: str, message: str) -> ApiError:
    """Build a 50035 refusal about a single field."""
    problems = FormProblems()
    problems.add(path, code, message)
    status, words = ERRORS[50035]
    return ApiError(status, 50035, words, problems._tree)
