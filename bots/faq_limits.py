"""What `bellbuoy status` says about the limits from which the FAQ answers in each group."""

from collections.abc import Iterator, Sequence

from core.community import Community, Group
from core.faq.calibration import Calibration
from core.faq.recalibration import ENOUGH, Scores, recalibrated
from core.faq.scores.store import Kept


def limits_of_groups(community: Community, calibration: Calibration, rows: Sequence[Kept]) -> Iterator[str]:
    """A line for each group and language; counts that come from another calibration are none."""
    current = calibration.checksum()
    for at, group in community.groups.items():
        if not group.answers:
            continue
        own = [
            row
            for row in rows
            if row.at == at and row.calibration == current and row.language in calibration.limits["group"]
        ]
        if not own:
            yield f"faq, {_name(group)}: default limits; no line was searched for yet"
        for row in sorted(own, key=lambda row: row.language):
            yield f"faq, {_name(group)}, {row.language}: {_limit(row, calibration)}"


def _limit(row: Kept, calibration: Calibration) -> str:
    default = calibration.limits["group"][row.language]
    counted = f"{row.searched:.0f} of some {row.seen:.0f} lines were searched for"
    if row.searched < ENOUGH:
        return f"default limits until {ENOUGH} lines were searched for; {counted}"
    answer = recalibrated(Scores(row.seen, row.searched, row.counts), default).answer
    return f"limits of its own, answers from {answer:.2f} (default {default.answer:.2f}); {counted}"


def _name(group: Group) -> str:
    return f"{group.title} ({group.at.channel} {group.at.place})"
