"""A text as a row of few ASCII signs, in which a fixed string tells what a pattern would, several times quicker."""

from collections.abc import Callable

# What str.encode puts for characters beyond ASCII.
_BEYOND = ord("?")


def outline_table(sign_of: Callable[[str], str], *, beyond: str = " ") -> bytes:
    """What ``outline`` puts for each ASCII character, and for those ``beyond``; question marks are read as such."""
    signs = [beyond if code == _BEYOND else sign_of(chr(code)) for code in range(128)]
    return "".join(signs).encode("ascii").ljust(256)


def outline(text: str, table: bytes) -> str:
    """One sign for each character of the text."""
    letters = text.encode() if text.isascii() else text.encode("ascii", "replace")
    return letters.translate(table).decode()
