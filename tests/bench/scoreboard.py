"""What one measurement says: a number of ours beside a number of something else from the same run."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """``goal`` is in words; ``ratio`` is ours divided by the baseline, whichever direction is better."""

    number: int
    metric: str
    baseline_name: str
    baseline: float
    ours: float
    unit: str
    goal: str
    ratio: float
    met: bool


def table(rows: Sequence[Row]) -> str:
    """The rows for people, in columns."""
    titles = ("#", "metric", "compared with", "theirs", "ours", "unit", "ratio", "goal", "met")
    lines = [
        (
            str(row.number),
            row.metric,
            row.baseline_name,
            figure(row.baseline),
            figure(row.ours),
            row.unit,
            f"{row.ratio:.3g}×",
            row.goal,
            "yes" if row.met else "NO",
        )
        for row in sorted(rows, key=lambda row: row.number)
    ]
    widths = [max(len(cell) for cell in column) for column in zip(titles, *lines, strict=True)]
    numbers = {0, 3, 4, 6}
    return "\n".join(
        "  ".join(
            cell.rjust(width) if position in numbers else cell.ljust(width)
            for position, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in (titles, tuple("-" * width for width in widths), *lines)
    )


def figure(number: float) -> str:
    """A number as short as it stays honest."""
    if number == int(number) or abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"
