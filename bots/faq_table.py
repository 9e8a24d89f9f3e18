"""The measures of an FAQ lookup for people, as tables."""

from collections.abc import Mapping, Sequence

from bots.faq_measures import Measures

OVERALL = "all"
_NONE = "-"


def tables(measures: Mapping[str, Measures]) -> str:
    """Ranks, decisions, bounds for each language and overall; then the curve, overall."""
    parts = [_ranks(measures), _decisions(measures), _bounds(measures), _curve(measures[OVERALL])]
    return "\n\n".join(part for part in parts if part)


def _ranks(measures: Mapping[str, Measures]) -> str:
    rows = [
        [
            language, str(one.questions), str(one.others), _percent(one.recall_at_1), _percent(one.recall_at_3),
            _percent(one.mrr), _percent(one.auroc),
        ]
        for language, one in measures.items()
    ]  # fmt: skip
    return _table(["language", "questions", "others", "recall@1", "recall@3", "MRR", "AUROC"], rows)


def _decisions(measures: Mapping[str, Measures]) -> str:
    titles = [
        "place",
        "language",
        "right",
        "wrong",
        "offered",
        "misled",
        "silent",
        "false answers",
        "false suggestions",
    ]
    rows = []
    for place in measures[OVERALL].places:
        for language, one in measures.items():
            seen = one.places[place]
            shares = (seen.right, seen.wrong, seen.offered, seen.misled, seen.silent)
            false = (seen.false_answers, seen.false_suggestions)
            rows.append([place, language, *map(_percent, shares), *map(_percent, false)])
    return _table(titles, rows, words=2)


def _bounds(measures: Mapping[str, Measures]) -> str:
    rows = [
        [
            _percent(bound.false_answers),
            language,
            _number(bound.threshold),
            _percent(bound.right),
            _percent(bound.wrong),
        ]
        for position in range(len(measures[OVERALL].bounds))
        for language, one in measures.items()
        for bound in one.bounds[position : position + 1]
    ]
    titles = ["false answers", "language", "threshold", "right", "wrong"]
    return _table(titles, rows, words=2) if rows else ""


def _curve(overall: Measures) -> str:
    rows = [
        [_number(step.threshold), _percent(step.right), _percent(step.wrong), _percent(step.false_answers)]
        for step in overall.curve
    ]
    return _table(["threshold", "right", "wrong", "false answers"], rows)


def _percent(share: float | None) -> str:
    return _NONE if share is None else f"{100 * share:.1f} %"


def _number(number: float | None) -> str:
    return _NONE if number is None else f"{number:.3f}"


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1) -> str:
    """Columns; the first ``words`` of them to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(titles, *rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if position < words else cell.rjust(width)
            for position, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in (titles, ["-" * width for width in widths], *rows)
    )
