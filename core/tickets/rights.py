"""Who may do what to a ticket: one table, checked here whatever a client shows."""

from core.community import Role

NEEDED: dict[str, Role] = {
    "claim": Role.HELPER,
    "release": Role.HELPER,
    "reply": Role.HELPER,
    "edit": Role.HELPER,
    "note": Role.HELPER,
    "priority": Role.HELPER,
    "close": Role.HELPER,
    "reopen": Role.MODERATOR,
    "panel": Role.LEAD,
}


def may(role: Role, act: str) -> bool:
    """Whether a role is enough for an act; an act that is not in the table is allowed to nobody."""
    needed = NEEDED.get(act)
    return needed is not None and role >= needed
