"""``bellbuoy faq calibrate``: from judged texts to what evidence is worth and where limits lie, as a file of a pack."""

from collections.abc import Sequence
from zlib import crc32

import msgspec

from core.faq.calibration import Calibration, Limits
from core.faq.evidence import FEATURES
from core.faq.fitting import Judged, fit
from core.faq.lookup import Lookup
from core.language import language_of


class Example(msgspec.Struct, frozen=True):
    """A line of a judged set."""

    text: str
    topic: str | None
    locale: str = ""


def is_chosen_on(text: str) -> bool:
    """Whether a text belongs to the half on which everything is chosen; the other half only measures.

    By a checksum, so that a text stays in its half when others come and go.
    """
    return crc32(text.encode()) % 2 == 0


def calibrate(lookup: Lookup, examples: Sequence[Example]) -> Calibration:
    """Fit to these examples, all of them."""
    return fit(
        [
            Judged(
                one.topic,
                language_of(one.text),
                lookup.evidence(one.text, one.locale or None),
                lookup.evidence(one.text, one.locale or None, by_letters=True),
            )
            for one in examples
        ]
    )


def written(calibration: Calibration) -> str:
    """As the file ``faq/calibration.toml`` of a pack."""
    lines = [
        "# What each kind of evidence is worth (a logistic regression), and from which probability the FAQ answers or",
        "# offers topics, by place and language. Made by `bellbuoy faq calibrate`; see docs/faq-thresholds.md.",
        "",
    ]
    for name, weights in (("meant", calibration.meant), ("letters", calibration.letters)):
        lines.append(f"{name} = [")
        lines.extend(f"    {weight},  # {feature}" for weight, feature in zip(weights, FEATURES, strict=True))
        lines.extend(("]", ""))
    lines.append(f"worth_meaning = {calibration.worth_meaning}")
    for where, by_language in calibration.limits.items():
        lines.extend(("", f"[limits.{where}]"))
        lines.extend(_limit(language, limits) for language, limits in by_language.items())
    return "\n".join(lines) + "\n"


def _limit(language: str, limits: Limits) -> str:
    return f"{language} = {{ answer = {limits.answer}, suggest = {limits.suggest} }}"
