"""Making a person's words harmless in Discord's Markdown: shown exactly, never formatting, linking or pinging."""

import re

# Markdown (https://support.discord.com/hc/en-us/articles/210298617) and the forms <@id>, <#id>, <:name:id>, <t:unix>
# and </command:id> (https://discord.com/developers/docs/reference#message-formatting). Heading, list and subtext
# count only at the start of a line, which a leaf cannot see: its own start is taken for one, and so is every gap.
_SPECIAL = re.compile(
    r"[\\*_~`|<>\[\]:]"
    r"|(?:(?<=\s)|\A)[#+-]"
    r"|(?:(?<=[0-9])|\A)\.(?=\s|\Z)"
)
_EVERYBODY = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_URL_TAIL = ".,:;!?\"')]}*_~|`\\"
_ENDS_A_STYLE = re.compile(r"[*_~|`\\]")

ZERO_WIDTH = "\u200b"


def escaped(words: str, *, styled: bool = False) -> str:
    """The words as Discord shows them unchanged; web addresses become ``<address>``, which has no preview.

    ``styled``: the words stand inside bold or italic, which an address could end early; such an address is shown
    but is not a link.
    """
    parts: list[str] = []
    position = 0
    for found in _URL.finditer(words):
        address = found.group().rstrip(_URL_TAIL)
        if not _may_be_a_link(address, styled=styled):
            continue
        parts += [_leaf(words[position : found.start()]), f"<{address}>"]
        position = found.start() + len(address)
    parts.append(_leaf(words[position:]))
    return "".join(parts)


def _may_be_a_link(address: str, *, styled: bool) -> bool:
    if address.endswith("/") and address.count("/") == 2:
        return False
    return not (_EVERYBODY.search(address) or (styled and _ENDS_A_STYLE.search(address)))


def _leaf(words: str) -> str:
    # Discord looks for @everyone before it looks at backslashes, so that word is broken instead.
    return _EVERYBODY.sub(f"@{ZERO_WIDTH}", _SPECIAL.sub(r"\\\g<0>", words))
