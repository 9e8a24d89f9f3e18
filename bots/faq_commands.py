"""The commands ``bellbuoy faq``: ask the FAQ from a terminal or a file, and measure it. No network, no database."""

import sys
from collections.abc import Callable, Iterator, Sequence
from io import BufferedIOBase
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

import click
import msgspec

from bots.faq_calibrate import Example, calibrate, is_chosen_on, written
from bots.faq_knowledge import Knowledge, from_packs, from_phrases
from bots.faq_lines import (
    Answered,
    Asked,
    Expected,
    Failed,
    Phrase,
    Stream,
    Unreadable,
    answered,
    batches,
    id_of,
    locale_of,
    read_line,
)
from bots.faq_measures import PLACES, Case, Measures, by_language, judge, measure
from bots.faq_table import OVERALL, tables
from core.errors import BellbuoyError
from core.faq.calibration import Where
from core.faq.lookup import Lookup

_MOST_PROBLEMS = 20

_Command = TypeVar("_Command", bound=Callable[..., Any])
_Line = TypeVar("_Line", Expected, Phrase)


def _pack_options(command: _Command) -> _Command:
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    pack = click.option("--pack", "packs", type=folder, multiple=True, help="A pack over the one that ships.")
    alone = click.option("--only-packs", is_flag=True, help="Leave out the entries of the pack that ships.")
    letters = click.option("--letters", is_flag=True, help="Judge by letters alone, as where there is no encoder.")
    return pack(alone(letters(command)))


@click.group()
def faq() -> None:
    """Look texts up in the FAQ, and measure how well that works."""


@faq.command()
@click.argument("words", nargs=-1)
@click.option("--jsonl", is_flag=True, help="Read lines of JSON from standard input.")
@click.option("--where", type=click.Choice(PLACES), default="group", show_default=True, help="Where the texts stand.")
@_pack_options
def ask(
    words: tuple[str, ...], jsonl: bool, where: Where, packs: tuple[Path, ...], only_packs: bool, letters: bool
) -> None:
    """Say what would be answered to WORDS, as one line of JSON.

    With --jsonl, a line for each line {"id": ..., "text": "...", "lang": "..."} of standard input, in their order.
    """
    if jsonl == bool(words):
        raise click.UsageError("give either a text or --jsonl")
    try:
        text = " ".join(words).encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.UsageError("the text is not UTF-8") from error
    lookup = _knowledge(packs, only_packs=only_packs, letters=letters).lookup
    output = sys.stdout.buffer
    if not jsonl:
        _write(output, [answered(lookup.find(text, where))])
        return
    if not _answer_lines(lookup, where, _buffered(sys.stdin.buffer), output):
        raise click.exceptions.Exit(1)


@faq.command("eval")
@click.argument("file", type=click.File("rb"))
@click.option("--where", type=click.Choice(PLACES), help="Only this place instead of all three.")
@click.option("--kb", type=click.File("rb"), help="Phrasings as lines of JSON, in place of all entries.")
@click.option("--json", "as_json", is_flag=True, help="One object of JSON instead of tables.")
@click.option("--half", is_flag=True, help="Only texts with an odd checksum: those `calibrate --half` left out.")
@_pack_options
def evaluate(
    file: BinaryIO,
    where: Where | None,
    kb: BinaryIO | None,
    as_json: bool,
    half: bool,
    packs: tuple[Path, ...],
    only_packs: bool,
    letters: bool,
) -> None:
    """Measure the FAQ on the texts of FILE, lines of {"text": "...", "topic": "..." or null, "lang": "..."}."""
    if kb is not None and (packs or only_packs):
        raise click.UsageError("--kb replaces all entries, so it goes with no pack")
    expected = _all_lines(_buffered(file), Expected)
    if kb is None:
        knowledge = _knowledge(packs, only_packs=only_packs, letters=letters)
    else:
        phrases = _phrases(_buffered(kb))
        knowledge = from_phrases(phrases, by_meaning=not letters)
    cases = [
        Case(line.text, line.topic, line.lang or line.locale)
        for line in expected
        if not (half and is_chosen_on(line.text))
    ]
    _refuse_unknown(cases, knowledge)
    judged = judge(knowledge.lookup, cases, [where] if where else PLACES)
    measures = {language: measure(some) for language, some in by_language(judged).items()}
    overall = measure(judged)
    if as_json:
        report = {"topics": len(knowledge.topics), "overall": overall, "languages": measures}
        click.echo(msgspec.json.encode(report))
    else:
        click.echo(tables(_with_overall(measures, overall)))


@faq.command("calibrate")
@click.argument("files", type=click.File("rb"), nargs=-1, required=True)
@click.option("--half", is_flag=True, help="Only texts with an even checksum; `eval --half` measures on the others.")
@_pack_options
def calibrate_command(
    files: tuple[BinaryIO, ...], half: bool, packs: tuple[Path, ...], only_packs: bool, letters: bool
) -> None:
    """Fit limits to judged texts, and print them as the file faq/calibration.toml of a pack.

    FILES as for eval: a few hundred questions, and as many texts that must not be answered.
    """
    lookup = _knowledge(packs, only_packs=only_packs, letters=letters).lookup
    lines = [line for file in files for line in _all_lines(_buffered(file), Expected)]
    examples = [Example(line.text, line.topic, line.lang or line.locale or "") for line in lines]
    chosen = [one for one in examples if is_chosen_on(one.text) or not half]
    if not any(one.topic is None for one in chosen) or not any(one.topic for one in chosen):
        raise click.ClickException("both questions and texts that must not be answered (topic null) are needed")
    click.echo(written(calibrate(lookup, chosen)), nl=False)


def _with_overall(measures: dict[str, Measures], overall: Measures) -> dict[str, Measures]:
    return {OVERALL: overall} if len(measures) == 1 else {**measures, OVERALL: overall}


def _answer_lines(lookup: Lookup, where: Where, lines: Stream, output: BinaryIO) -> bool:
    """A line out for each line in, as soon as it is known; whether all lines could be read."""
    number = 0
    well = True
    for batch in batches(lines):
        read = [read_line(line, Asked) for line in batch]
        asked = [line for line in read if isinstance(line, Asked)]
        hints = [locale_of(line.lang) for line in asked]
        found = iter(lookup.find_many([line.text for line in asked], where, hints))
        said: list[Answered | Failed] = []
        for line, raw in zip(read, batch, strict=True):
            number += 1
            if isinstance(line, Unreadable):
                said.append(Failed(id_of(raw), line.why))
                click.echo(f"line {number}: {line.why}", err=True)
                well = False
            else:
                said.append(answered(next(found), line.id))
        _write(output, said)
    return well


def _write(output: BinaryIO, lines: Sequence[Answered | Failed]) -> None:
    output.write(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    output.flush()


def _all_lines(stream: Stream, kind: type[_Line]) -> list[_Line]:
    """Every line, or the end of the program with all lines that are wrong."""
    found: list[_Line] = []
    problems: list[str] = []
    raw = (line for batch in batches(stream) for line in batch)
    for number, line in enumerate(raw, 1):
        match read_line(line, kind):
            case Unreadable(why):
                problems.append(f"line {number}: {why}")
            case read:
                found.append(read)
    if problems:
        raise click.ClickException("\n".join(_some(problems)))
    if not found:
        raise click.ClickException("there are no lines to read")
    return found


def _phrases(stream: Stream) -> list[Phrase]:
    phrases = _all_lines(stream, Phrase)
    problems = [
        f"line {number}: topic and text must not be empty"
        for number, phrase in enumerate(phrases, 1)
        if not (phrase.topic.strip() and phrase.text.strip())
    ]
    if problems:
        raise click.ClickException("\n".join(_some(problems)))
    return phrases


def _refuse_unknown(cases: Sequence[Case], knowledge: Knowledge) -> None:
    named = {case.topic for case in cases if case.topic is not None}
    if unknown := sorted(named - knowledge.topics):
        raise click.ClickException(f"no entry has these topics: {', '.join(_some(unknown))}")


def _some(problems: Sequence[str]) -> Iterator[str]:
    yield from problems[:_MOST_PROBLEMS]
    if len(problems) > _MOST_PROBLEMS:
        yield f"and {len(problems) - _MOST_PROBLEMS} more"


def _knowledge(packs: Sequence[Path], *, only_packs: bool, letters: bool) -> Knowledge:
    if only_packs and not packs:
        raise click.UsageError("--only-packs needs a --pack")
    try:
        return from_packs(packs, alone=only_packs, by_meaning=not letters)
    except BellbuoyError as error:
        raise click.ClickException(str(error)) from error


def _buffered(stream: BinaryIO) -> BufferedIOBase:
    """Binary streams of Python are buffered, which their type does not tell."""
    return cast("BufferedIOBase", stream)
