"""Finds links in text, tells whose they are and what they imitate. Nothing is ever fetched or resolved."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from urllib.parse import parse_qsl, urlsplit

from publicsuffixlist import PublicSuffixList

from core.scam.canonical import visible
from core.scam.lookalikes import Likeness, Protected, likeness, protect, sight_of

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
# Dots as people write them so that filters do not see a link: [.] (dot) 。
_DOT = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|。|．|\s?[\[({]\s?dot\s?[\])}]\s?)"
_LINK = re.compile(
    rf"(?:(?P<scheme>h(?:tt|xx)ps?|tg|wss?)\s?:\s?[/\\]{{1,3}}(?P<user>[^\s/\\?#@]{{1,64}}@)?|(?<![\w@.-]))"
    rf"(?P<host>{_LABEL}(?:{_DOT}{_LABEL}){{1,8}})\.?(?::\d{{1,5}})?(?P<path>[/?#\\][^\s<>\"“”«»）」』]*)?",
    re.IGNORECASE,
)
_DOT_FORM = re.compile(_DOT, re.IGNORECASE)
# Each begins with a fixed character, which makes the search quick.
_DOTTED = re.compile(r"\.[^\W_]")
# Signs that may belong to a link broken up with spaces or brackets; such text is searched as a whole.
_BRACKETED = re.compile(r"[\[({]\s?(?:\.|[dD][oO][tT])")
_SLASHED = re.compile(r":\s?//\s|:\s//|:\\")
_WIDE_DOT = re.compile("[。．][A-Za-z]")
_CHUNK = re.compile(r"\S*\.\S+")
# Endings that are also file names or little words: without a scheme or a path these are hardly ever links.
_DOUBTFUL = frozenset(
    [
        "am",
        "as",
        "at",
        "be",
        "by",
        "cc",
        "do",
        "in",
        "is",
        "it",
        "js",
        "la",
        "me",
        "md",
        "mov",
        "my",
        "no",
        "of",
        "pl",
        "pm",
        "py",
        "rs",
        "sh",
        "so",
        "to",
        "ts",
        "us",
        "zip",
    ]
)
_REDIRECTS = frozenset({"google.com", "youtube.com", "l.facebook.com", "out.reddit.com", "t.umblr.com", "vk.com"})
# The same few hosts are posted again and again; strangers' hosts must not fill the memory.
_HOSTS_KEPT = 4096
_TARGETS = ("q", "u", "url", "to", "dest", "target", "redirect")


class Standing(StrEnum):
    """LOOKALIKE imitates an official link; KNOWN is neither ours nor suspicious; UNKNOWN is any other."""

    OFFICIAL = "official"
    KNOWN = "known"
    LOOKALIKE = "lookalike"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    """A link where it stands in the text. ``domain`` is what somebody registered; ``doubtful``.

    Perhaps no link.
    """

    start: int
    end: int
    shown: str
    host: str
    domain: str
    path: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a link is to us; ``like`` is the official domain that a look-alike imitates."""

    standing: Standing
    like: str = ""
    likeness: Likeness | None = None


@dataclass(frozen=True, slots=True)
class OfficialView:
    """What the community says is its own. Build it with ``official_view``.

    Handles are lower case without @.
    """

    places: frozenset[str] = frozenset()  # hosts, registrable domains, and host/path on shared sites
    handles: frozenset[str] = frozenset()
    protected: tuple[Protected, ...] = ()


@cache
def _suffixes() -> PublicSuffixList:
    # The list inside the package; a name under no known suffix is no link ("node.js", "e.g").
    return PublicSuffixList(accept_unknown=False)


@lru_cache(maxsize=_HOSTS_KEPT)
def _registrable(host: str) -> str | None:
    return _suffixes().privatesuffix(host)


def find_links(text: str) -> list[Link]:
    """Every link and bare domain in the text, also broken up with hxxp, [.] or (dot), in order."""
    shown, places = (text, None) if text.isascii() else visible(text)
    broken_up = _is_broken_up(shown)
    if not broken_up and not ("." in shown and _DOTTED.search(shown)):
        return []
    found: list[Link] = []
    for match in _LINK.finditer(shown) if broken_up else _in_chunks(shown):
        host = _DOT_FORM.sub(".", match["host"]).lower()
        domain = _registrable(host)
        schemed = match["scheme"] is not None
        if domain is None and not schemed:
            continue
        start, end = match.span()
        end -= len(match[0]) - len(match[0].rstrip(".,;:!?)]}'*_~"))
        path = (match["path"] or "").replace("\\", "/").rstrip(".,;:!?)]}'*_~")
        doubtful = not schemed and not path and host.rsplit(".", 1)[-1] in _DOUBTFUL
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        found.append(Link(start, end, text[start:end], host, domain or host, path, doubtful))
    return found


def _is_broken_up(text: str) -> bool:
    """Whether a link may go beyond one chunk; quick, as hardly any text holds even one of the characters."""
    return bool(
        (("(" in text or "[" in text or "{" in text) and _BRACKETED.search(text))
        or (("//" in text or ":\\" in text) and _SLASHED.search(text))
        or (not text.isascii() and _WIDE_DOT.search(text))
    )


def _in_chunks(text: str) -> Iterator[re.Match[str]]:
    """The links of a text in which only words with a dot can hold one."""
    for chunk in _CHUNK.finditer(text):
        yield from _LINK.finditer(text, chunk.start(), chunk.end())


def _inside(link: Link) -> Link:
    """The link that a well-known redirector leads to, so that it is judged by its target."""
    if link.domain not in _REDIRECTS or "?" not in link.path:
        return link
    for name, value in parse_qsl(urlsplit(link.path).query):
        if name in _TARGETS and (inner := find_links(value)):
            return inner[0]
    return link


def official_view(
    *, links: Iterable[str] = (), handles: Iterable[str] = (), shared: Iterable[str] = ()
) -> OfficialView:
    """The view for these links and account names. On a ``shared`` host only the exact path is official."""
    common = frozenset(shared)
    places: set[str] = set()
    protected: dict[str, Protected] = {}
    names = {handle.lstrip("@").lower() for handle in handles}
    for url in links:
        for link in find_links(url):
            if link.domain in common:
                places.add(_on_shared(link))
                if link.path.count("/") == 1:
                    names.add(link.path.strip("/").lstrip("@").lower())
                continue
            places |= {link.host, link.domain}
            protected[link.domain] = protect(link.domain)
    return OfficialView(frozenset(places), frozenset(names), tuple(protected.values()))


def _on_shared(link: Link) -> str:
    return f"{link.domain}/{link.path.strip('/').split('?')[0].split('#')[0].lower()}"


def read(link: Link, official: OfficialView, *, known: frozenset[str], shared: frozenset[str]) -> Reading:
    """What the link is to this community. ``known``: sites that mean no harm; ``shared``.

    Anybody can have a page.
    """
    link = _inside(link)
    if link.domain in shared:
        place = _on_shared(link)
        ours = any(place == one or place.startswith(one + "/") for one in official.places if "/" in one)
        return Reading(Standing.OFFICIAL if ours else Standing.UNKNOWN)
    if link.domain in official.places or link.host in official.places:
        return Reading(Standing.OFFICIAL)
    if link.domain in known:
        return Reading(Standing.KNOWN)
    sight = sight_of(link.host, link.domain)
    for own in official.protected:
        like = likeness(sight, own)
        if like is not None:
            return Reading(Standing.LOOKALIKE, own.domain, like)
    return Reading(Standing.UNKNOWN)


def defang(text: str) -> str:
    """The text with every link made unclickable: hxxps, and [.] in the host."""
    parts: list[str] = []
    done = 0
    for link in find_links(text):
        parts.append(text[done : link.start])
        parts.append(_defanged(link.shown))
        done = link.end
    return "".join((*parts, text[done:]))


_SHOWN = re.compile(r"(?P<scheme>[a-z]+\s?:\s?[/\\]{1,3})?(?P<host>[^/?#\\]*)(?P<path>.*)", re.IGNORECASE | re.DOTALL)


def _defanged(shown: str) -> str:
    match = _SHOWN.fullmatch(shown)
    if match is None:
        return shown
    scheme = re.sub("^http", "hxxp", match["scheme"] or "", flags=re.IGNORECASE)
    return scheme + _DOT_FORM.sub("[.]", match["host"]) + match["path"].replace(".", "[.]")
