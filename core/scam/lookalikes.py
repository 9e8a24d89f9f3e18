"""Says which official domain a host imitates, and how. Pure; knows nothing of text or messages."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.scam.canonical import skeleton


class Likeness(StrEnum):
    """How a link imitates an official one."""

    SAME_LOOK = "same-look"  # other letters, same picture
    SUBDOMAIN = "subdomain"  # the official domain written in front of another
    TYPO = "typo"
    OTHER_ENDING = "other-ending"
    BRAND = "brand"  # the name inside another domain


@dataclass(frozen=True, slots=True)
class Protected:
    """An official domain, and what it looks like at a glance; made by ``protect``."""

    domain: str
    label: str
    look: str


def protect(domain: str) -> Protected:
    label = domain.split(".", 1)[0]
    return Protected(domain, label, skeleton(readable(label)))


def readable(host: str) -> str:
    """A host with its punycode labels decoded (RFC 3492); one that cannot be decoded stays as it is."""
    if "xn--" not in host:
        return host
    labels = []
    for label in host.split("."):
        try:
            labels.append(label[4:].encode().decode("punycode") if label.startswith("xn--") else label)
        except UnicodeError:
            labels.append(label)
    return ".".join(labels)


@dataclass(frozen=True, slots=True)
class Sight:
    """A host as the eye takes it in."""

    host: str
    label: str
    look: str
    words: frozenset[str]


@lru_cache(maxsize=4096)
def sight_of(host: str, domain: str) -> Sight:
    label = readable(domain).split(".", 1)[0]
    words = {word for part in readable(host).split(".")[:-1] for word in part.split("-")}
    return Sight(host, label, skeleton(label), frozenset(skeleton(word) for word in words))


def likeness(sight: Sight, own: Protected) -> Likeness | None:
    length = len(own.label)
    if sight.label == own.label:
        return Likeness.OTHER_ENDING if length >= 4 else None
    if sight.look == own.look and length >= 3:
        return Likeness.SAME_LOOK
    if _in_front(sight.host, own):
        return Likeness.SUBDOMAIN
    # Short names are a letter away from many honest ones.
    allowed = 2 if length >= 10 else 1 if length >= 6 else 0
    if allowed and _distance_within(sight.look, own.look, allowed):
        return Likeness.TYPO
    if (length >= 4 and own.look in sight.words) or (length >= 6 and own.look in sight.look):
        return Likeness.BRAND
    return None


def _in_front(host: str, own: Protected) -> bool:
    """metamask.io.example.com and metamask-io.example.com: the eye stops reading after the name it knows."""
    return host.startswith((f"{own.domain}.", f"{own.domain}-", f"{own.domain.replace('.', '-')}."))


def _distance_within(one: str, other: str, limit: int) -> bool:
    """Whether ``limit`` insertions, deletions, changes or swaps of neighbours turn one into the other."""
    if abs(len(one) - len(other)) > limit:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return False
    return row[-1] <= limit
