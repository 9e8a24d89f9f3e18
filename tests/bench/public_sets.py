"""Measures the FAQ's lookup on published sets of questions: some phrasings of each intent known, the test split asked.

The sets lie outside the product: ``--data FOLDER`` holds them as published, each in a folder of its name. Test splits
are asked and measured, and used for nothing else: what is known comes from the training splits alone.
"""

import argparse
import csv
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bots.faq_knowledge import from_phrases
from bots.faq_lines import Phrase
from bots.faq_measures import PLACES, Case, Measures, judge, measure
from core.faq.calibration import Where


@dataclass(frozen=True, slots=True)
class Texts:
    """A set as published: training texts by intent, and what is asked."""

    training: Mapping[str, Sequence[str]]
    test: Sequence[Case]


@dataclass(frozen=True, slots=True)
class PublicSet:
    """Where a set comes from and how its files are read."""

    name: str
    files: tuple[str, ...]
    source: str
    licence: str
    read: Callable[[Path], Texts]


def _banking(folder: Path) -> Texts:
    training: dict[str, list[str]] = {}
    for text, intent in _rows(folder / "train.csv"):
        training.setdefault(intent, []).append(text)
    return Texts(training, [Case(text, intent, "en") for text, intent in _rows(folder / "test.csv")])


def _rows(file: Path) -> list[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [(row["text"], row["category"]) for row in csv.DictReader(lines)]


def _clinc(folder: Path) -> Texts:
    splits: dict[str, list[tuple[str, str]]] = json.loads((folder / "data_full.json").read_text("utf-8"))
    training: dict[str, list[str]] = {}
    for text, intent in splits["train"]:
        training.setdefault(intent, []).append(text)
    asked = [Case(text, intent, "en") for text, intent in splits["test"]]
    return Texts(training, asked + [Case(text, None, "en") for text, _ in splits["oos_test"]])


SETS = (
    PublicSet(
        "banking77", ("train.csv", "test.csv"), "github.com/PolyAI-LDN/task-specific-datasets", "CC BY 4.0", _banking
    ),
    PublicSet("clinc150", ("data_full.json",), "github.com/clinc/oos-eval", "CC BY 3.0", _clinc),
)


def known(texts: Texts, phrasings: int, seed: int) -> list[Phrase]:
    """Of every intent its name as a title, and so many of its training texts, drawn anew with each seed."""
    chance = random.Random(seed)
    found = []
    for intent, training in sorted(texts.training.items()):
        drawn = chance.sample(sorted(set(training)), min(phrasings, len(set(training))))
        title = intent.replace("_", " ").strip("? ")
        found += [Phrase(intent, text, "en") for text in (title, *drawn)]
    return found


def figures(measures: Measures, place: Where) -> dict[str, float]:
    """One flat row of a run; what a set cannot tell, because all its texts are questions, is left out."""
    decisions = measures.places[place]
    row: dict[str, float | None] = {
        "recall_at_1": measures.recall_at_1,
        "recall_at_3": measures.recall_at_3,
        "mrr": measures.mrr,
        "auroc": measures.auroc,
        "answered_right": decisions.right,
        "answered_wrong": decisions.wrong,
        "offered_with_the_right_one": decisions.offered,
        "false_answers": decisions.false_answers,
        "false_suggestions": decisions.false_suggestions,
    }
    row |= {f"right_at_{bound.false_answers:g}_false": bound.right for bound in measures.bounds}
    return {name: number for name, number in row.items() if number is not None}


def summary(rows: Sequence[Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Mean and sample standard deviation over the seeds."""
    return {
        name: {
            "mean": round(statistics.mean(row[name] for row in rows), 4),
            "spread": round(statistics.stdev([row[name] for row in rows]), 4) if len(rows) > 1 else 0.0,
        }
        for name in rows[0]
    }


def _measured(texts: Texts, phrasings: int, options: argparse.Namespace, keep: Path | None) -> dict[str, object]:
    rows = []
    place: Where = options.where
    began = time.perf_counter()
    for seed in range(options.seeds):
        phrases = known(texts, phrasings, seed)
        if keep is not None:
            _keep(
                keep,
                f"kb-{phrasings}-{seed}",
                [{"topic": one.topic, "text": one.text, "lang": "en"} for one in phrases],
            )
        judged = judge(from_phrases(phrases, by_meaning=not options.letters).lookup, texts.test, [place])
        rows.append(figures(measure(judged), place))
    seconds = (time.perf_counter() - began) / options.seeds
    return {"seconds_each_seed": round(seconds, 1), **summary(rows)}


def _keep(folder: Path, name: str, lines: Sequence[Mapping[str, str | None]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / f"{name}.jsonl").write_text(text, "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the sets, each in a folder of its name")
    parser.add_argument("--seeds", type=int, default=3, help="how often phrasings are drawn")
    parser.add_argument("--phrasings", default="5,10", help="how many for each intent: 5,10")
    parser.add_argument("--only", default="", help="sets to measure, with commas between")
    parser.add_argument("--where", choices=PLACES, default="private", help="the place whose decisions are counted")
    parser.add_argument("--letters", action="store_true", help="judge by letters alone, without the encoder")
    parser.add_argument("--keep", type=Path, help="folder for the files that `bellbuoy faq eval` reads")
    options = parser.parse_args(arguments)
    wanted = {name for name in options.only.split(",") if name}
    report: dict[str, object] = {"seeds": options.seeds, "where": options.where, "letters": options.letters}
    missing = False
    for one in SETS:
        if wanted and one.name not in wanted:
            continue
        folder: Path = options.data / one.name
        if all((folder / file).is_file() for file in one.files):
            print(f"{one.name}: from {one.source}, licence {one.licence}", file=sys.stderr, flush=True)
            report[one.name] = _report(one, folder, options)
        else:
            missing = True
            print(f"{one.name}: not there, {' and '.join(one.files)} belong into {folder}", file=sys.stderr)
    print(json.dumps(report, indent=2))
    return 1 if missing else 0


def _report(one: PublicSet, folder: Path, options: argparse.Namespace) -> dict[str, object]:
    texts = one.read(folder)
    keep = options.keep / one.name if options.keep else None
    if keep is not None:
        _keep(keep, "test", [{"text": case.text, "topic": case.topic, "lang": "en"} for case in texts.test])
    counts = [int(count) for count in options.phrasings.split(",")]
    return {
        "source": one.source,
        "licence": one.licence,
        "intents": len(texts.training),
        "questions": sum(case.topic is not None for case in texts.test),
        "others": sum(case.topic is None for case in texts.test),
        **{f"{count}_phrasings": _measured(texts, count, options, keep) for count in counts},
    }


if __name__ == "__main__":
    sys.exit(main())
