"""Links and chain addresses in an answer that are not the community's own. Pure."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from core.community import Community

# Endings under which scams and projects live; a name without https:// in front is only looked at with one of these.
_ENDINGS = (
    "app|cc|cloud|club|co|com|dev|exchange|finance|fi|gg|gift|info|io|ly|live|me|net|network|one|online|org|pro|site"
    "|so|space|tech|to|top|us|vip|website|world|xyz"
)
_END = r"[^\s<>()\[\]{}\"'“”‘’，。；：、！？）】]"
_LINK = re.compile(
    rf"https?://{_END}+"
    rf"|(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDINGS})(?![\w.-]*\w)(?:[/?]{_END}*)?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+@((?:[a-z0-9-]+\.)+[a-z]{2,})", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?<![0-9A-Za-z])(?:0x[0-9a-fA-F]{40}|bc1[a-z0-9]{25,60}|T[1-9A-HJ-NP-Za-km-z]{33}"
    r"|[1-9A-HJ-NP-Za-km-z]{32,44})(?![0-9A-Za-z])"
)


def strangers(text: str, community: Community) -> Iterator[str]:
    """Each link, mail address or chain address that is not in the community's profile, in the order of the text."""
    ours = [urlsplit(link.url) for link in community.links]
    hosts = [(part.hostname or "").casefold() for part in ours]
    found: dict[int, str] = {}
    for match in _LINK.finditer(text):
        link = match[0].rstrip(".,;:!?")
        parts = urlsplit(link if "://" in link else f"https://{link}")
        host = (parts.hostname or "").casefold()
        whole = zip(ours, hosts, strict=True)
        if not any(_leads_to(host, parts.path, our_host, own.path) for own, our_host in whole):
            found[match.start()] = link
    for match in _MAIL.finditer(text):
        if not any(_is_below(match[1].casefold(), host) for host in hosts):
            found[match.start()] = match[0]
    known = {item.address.casefold() for item in community.addresses}
    for match in _ADDRESS.finditer(text):
        if match[0].casefold() not in known:
            found[match.start()] = match[0]
    yield from dict.fromkeys(found[at] for at in sorted(found))


def _leads_to(host: str, path: str, our_host: str, our_path: str) -> bool:
    """A place on a shared host is ours only below our own path."""
    if our_path.strip("/"):
        ours = our_path.rstrip("/").casefold()
        return host == our_host and (path.rstrip("/").casefold() == ours or path.casefold().startswith(f"{ours}/"))
    return _is_below(host, our_host)


def _is_below(host: str, our_host: str) -> bool:
    return bool(our_host) and (host == our_host or host.endswith(f".{our_host}"))
