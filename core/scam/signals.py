"""Judges one message.

Which signals of a scam it shows, and whether it rather asks, warns, quotes or reports.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.events import HiddenLink
from core.scam.canonical import Canonical, canonical
from core.scam.context import Context, Protected
from core.scam.links import Link, OfficialView, Reading, Standing, find_links, read
from core.scam.lookalikes import Likeness
from core.scam.rules import ScamRules, SignalRule
from core.scam.words import LINK, MAIL, NEW_HANDLE, OWN_HANDLE, OWN_LINK, Hit, split


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal that was seen. ``detail`` are the arguments of the text ``reason-<signal>``.

    Weight is 0 to 1.
    """

    signal: str
    detail: tuple[tuple[str, str], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Finding:
    """``sure``: a detector that may act alone has spoken; else ``score`` (0 to 1) is fuzzy evidence only.

    ``protected``: the message holds a scam's words, but asks about them, warns of them, quotes or reports
    them.
    """

    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    kinds: frozenset[str] = frozenset()
    protected: Protected | None = None
    sure: bool = False


NOTHING = Finding()

_AT = re.compile(r"@(?P<name>[A-Za-z0-9_.-]{3,64})")
_SURE_LIKENESS = frozenset({Likeness.SAME_LOOK, Likeness.SUBDOMAIN})
_LIKENESS_WEIGHT = {
    Likeness.SAME_LOOK: 0.95,
    Likeness.SUBDOMAIN: 0.95,
    Likeness.TYPO: 0.75,
    Likeness.BRAND: 0.7,
    Likeness.OTHER_ENDING: 0.6,
}
_UNKNOWN_LINK = 0.3
_FOREIGN_CONTACT = 0.35
_DISGUISE = 0.35
_DISGUISED_LINK = 0.7


@dataclass(frozen=True, slots=True)
class _Seen:
    """A reason before contexts are weighed."""

    reason: Reason
    kind: str
    sure: bool = False
    adds: bool = False


def examine(text: str, *, hidden_links: Sequence[HiddenLink] = (), official: OfficialView, rules: ScamRules) -> Finding:
    """The finding for one message. Ordinary chatter costs some microseconds.

    Time grows with length, not worse.
    """
    links = [(link, _reading(link, official, rules)) for link in find_links(text)]
    marked, handles = _marked(text, links, official) if links or "@" in text else (text, 0)
    plain = canonical(marked)
    shown, leet = rules.phrases.unleeted(plain.text)
    suspicious = [seen for link, reading in links if (seen := _link_seen(link, reading)) is not None]
    if hidden_links:
        suspicious += _hidden_seen(hidden_links, official, rules)
    if not suspicious and not rules.phrases.worth_reading(shown):
        return NOTHING
    words = split(shown)
    hits = rules.phrases.hits(words)
    there = {hit.concept for hit in hits}
    possible = [rule for rule in rules.rules if there.issuperset(rule.needs)]
    if not suspicious and all(rule.adds for rule in possible):
        return NOTHING
    return _weighed(Context.of(words, hits), suspicious, _beside(plain, leet, links, handles, rules), possible)


def _reading(link: Link, official: OfficialView, rules: ScamRules) -> Reading:
    return read(link, official, known=rules.known, shared=rules.shared)


def _marked(text: str, links: list[tuple[Link, Reading]], official: OfficialView) -> tuple[str, int]:
    """The text with each link, handle and address as one character; and how many handles are not ours."""
    parts: list[str] = []
    done = 0
    for link, reading in links:
        # A doubtful one ("works.no") is read as the words it probably is.
        if link.doubtful and reading.standing is Standing.UNKNOWN:
            continue
        harmless = reading.standing in (Standing.OFFICIAL, Standing.KNOWN)
        parts += (text[done : link.start], " ", OWN_LINK if harmless else LINK, " ")
        done = link.end
    whole = "".join((*parts, text[done:]))
    foreign = 0

    def mark(match: re.Match[str]) -> str:
        nonlocal foreign
        if match.start() and whole[match.start() - 1].isalnum():
            # Something stands before the @: an e-mail address.
            return f" {MAIL} "
        ours = match["name"].rstrip(".-").lower() in official.handles
        foreign += not ours
        return f" {OWN_HANDLE if ours else NEW_HANDLE} "

    return (_AT.sub(mark, whole) if "@" in whole else whole), foreign


def _unclickable(host: str) -> str:
    return host.replace(".", "[.]")


def _link_seen(link: Link, reading: Reading) -> _Seen | None:
    if reading.standing is not Standing.LOOKALIKE or reading.likeness is None:
        return None
    detail = (("link", _unclickable(link.host)), ("official", reading.like))
    signal = f"link-{reading.likeness}"
    reason = Reason(signal, detail, _LIKENESS_WEIGHT[reading.likeness])
    return _Seen(reason, "phishing-link", sure=reading.likeness in _SURE_LIKENESS)


def _hidden_seen(hidden: Sequence[HiddenLink], official: OfficialView, rules: ScamRules) -> Iterator[_Seen]:
    """Links whose label shows one site and whose target is another."""
    for one in hidden:
        targets = find_links(one.url)
        if not targets:
            continue
        target, reading = targets[0], _reading(targets[0], official, rules)
        if (seen := _link_seen(target, reading)) is not None:
            yield seen
        labels = [link for link in find_links(one.label) if not link.doubtful]
        if reading.standing is Standing.OFFICIAL or not labels or labels[0].domain == target.domain:
            continue
        # A label that shows our own site over another target is never an accident.
        ours = _reading(labels[0], official, rules).standing is Standing.OFFICIAL
        detail = (("label", _unclickable(labels[0].host)), ("link", _unclickable(target.host)))
        yield _Seen(Reason("link-disguised", detail, 0.95 if ours else _DISGUISED_LINK), "phishing-link", sure=ours)


def _beside(
    plain: Canonical, leet: int, links: list[tuple[Link, Reading]], handles: int, rules: ScamRules
) -> list[_Seen]:
    """What means nothing alone and makes another signal heavier.

    A strange link, a strange contact, a disguise.
    """
    seen: list[_Seen] = []
    strange = [link for link, reading in links if reading.standing is Standing.UNKNOWN and not link.doubtful]
    contacts = [link for link in strange if link.domain in rules.contact]
    plain_links = [link for link in strange if link.domain not in rules.contact]
    if plain_links:
        seen.append(_added("link-unknown", _UNKNOWN_LINK, ("link", _unclickable(plain_links[0].host))))
    if contacts or handles:
        seen.append(_added("foreign-contact", _FOREIGN_CONTACT))
    if plain.hidden + plain.mixed + plain.spaced + leet:
        seen.append(_added("disguised-text", _DISGUISE))
    return seen


def _added(signal: str, weight: float, *detail: tuple[str, str]) -> _Seen:
    return _Seen(Reason(signal, detail, weight), "", adds=True)


def _weighed(context: Context, suspicious: list[_Seen], beside: list[_Seen], rules: list[SignalRule]) -> Finding:
    standing: list[_Seen] = list(suspicious)
    shields: list[Protected] = []
    for rule in rules:
        if not context.along(rule.along, rule.unless):
            continue
        for chain, shield in context.chains(rule.needs, rule.within):
            if shield is not None and shield in rule.shield:
                shields.append(shield)
                continue
            standing.append(_rule_seen(rule, context, chain))
            break
    base = [seen for seen in standing if not seen.adds]
    # Somebody who asks about a look-alike link, or warns of it, is not its sender.
    protected = shields[0] if shields else context.frame() if suspicious else None
    if not base or (protected is not None and len(base) == len(suspicious)):
        return NOTHING if protected is None else Finding(protected=protected)
    every = _strongest([*standing, *beside])
    doubt = 1.0
    for seen in every:
        doubt *= 1.0 - seen.reason.weight
    return Finding(
        round(1.0 - doubt, 4),
        tuple(seen.reason for seen in every),
        frozenset(seen.kind for seen in every if seen.kind),
        None,
        any(seen.sure for seen in every),
    )


def _rule_seen(rule: SignalRule, context: Context, chain: tuple[Hit, ...]) -> _Seen:
    detail = (("words", context.words_of(chain)),)
    return _Seen(Reason(rule.signal, detail, rule.weight), rule.kind, sure=rule.sure, adds=rule.adds)


def _strongest(seen: list[_Seen]) -> list[_Seen]:
    """Each signal once, the heaviest first."""
    best: dict[str, _Seen] = {}
    for one in sorted(seen, key=lambda one: (not one.sure, -one.reason.weight)):
        best.setdefault(one.reason.signal, one)
    return list(best.values())
