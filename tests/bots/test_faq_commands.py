"""The FAQ from the command line: lines in and out, packs over packs, measuring a file."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bots import faq_knowledge
from bots.cli import cli

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "how do I restart the blender"
ENTRIES = {
    "blender": ("Restarting the blender", "how do I restart the blender", "my blender is stuck"),
    "kettle": ("Descaling the kettle", "how do I descale the kettle", "white crust in my kettle"),
    "toaster": ("Cleaning the toaster", "how do I clean the toaster", "crumbs in my toaster"),
    "oven": ("Heating the oven", "how do I heat the oven", "my oven stays cold"),
    "fridge": ("Cooling the fridge", "how do I cool the fridge", "my fridge is warm"),
    "mixer": ("Fixing the mixer", "how do I fix the mixer", "my mixer is loud"),
    "grill": ("Lighting the grill", "how do I light the grill", "my grill is wet"),
}


def write_pack(folder: Path, entries: Mapping[str, tuple[str, ...]]) -> Path:
    for topic, (title, *asks) in entries.items():
        file = folder / "faq" / topic / "en.md"
        file.parent.mkdir(parents=True)
        front = {"title": title, "category": "technical", "asks": asks, "short": "Press the button."}
        file.write_text(f"---\n{json.dumps(front)}\n---\nPress the button.\n", "utf-8")
    return folder


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small pack in the place of the one that ships, with its real cues; no encoder, which takes seconds to load."""
    pack = write_pack(tmp_path / "shipped", ENTRIES)
    cues = ROOT / "config" / "packs" / "default" / "faq" / "questions.toml"
    (pack / "faq" / "questions.toml").write_bytes(cues.read_bytes())
    monkeypatch.setattr(faq_knowledge, "SHIPPED", pack)
    monkeypatch.setattr(faq_knowledge, "understand", lambda lookup, file: False)
    return pack


def run(*arguments: str, text: bytes | str = b"") -> Result:
    return CliRunner().invoke(cli, ["faq", *arguments], input=text)


def asked(*lines: object, options: Sequence[str] = ()) -> tuple[list[Any], Result]:
    """What comes back for lines, each an object or bytes as they are."""
    raw = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    result = run("ask", "--jsonl", *options, text=raw)
    return [json.loads(line) for line in result.stdout.splitlines()], result


# Asking


def test_a_text_is_answered_with_one_line(shipped: Path) -> None:
    result = run("ask", QUESTION)

    (line,) = result.stdout.splitlines()
    found = json.loads(line)
    assert list(found) == ["id", "decision", "topic", "candidates", "language"]
    assert (found["id"], found["decision"], found["topic"], found["language"]) == (None, "answer", "blender", "en")
    assert found["candidates"][0] == {"topic": "blender", "score": 1.0}
    assert result.exit_code == 0


def test_words_need_no_quotes(shipped: Path) -> None:
    assert run("ask", *QUESTION.split()).stdout == run("ask", QUESTION).stdout


def test_lines_come_back_in_their_order_in_every_language_beyond_one_batch(shipped: Path) -> None:
    texts = ["gm", QUESTION, "搅拌机怎么重启？", "பிளெண்டர் எப்படி"]
    lines = [{"id": number, "text": texts[number % 4]} for number in range(203)]

    found, result = asked(*lines)

    assert [line["id"] for line in found] == list(range(203))
    assert [line["language"] for line in found[:4]] == ["en", "en", "zh-Hans", "ta"]
    assert {line["topic"] for line in found[1::4]} == {"blender"}
    assert result.exit_code == 0


@pytest.mark.parametrize(
    "written",
    [
        "7",
        "1.0",
        "1e400",
        "123456789012345678901234567890",
        '"\\u00e9"',
        '"é"',
        "null",
        "true",
        '{"a" : [1, {}]}',
        "[]",
    ],
)
def test_an_id_of_any_kind_comes_back_as_it_was_written(shipped: Path, written: str) -> None:
    result = run("ask", "--jsonl", text=f'{{"id": {written}, "text": "gm"}}\n')

    assert result.stdout.startswith(f'{{"id":{written},"decision":"silent"')


def test_a_line_without_id_and_one_without_line_end_are_answered(shipped: Path) -> None:
    result = run("ask", "--jsonl", text='\ufeff{"text": "gm"}\r\n{"text": "gm"}')

    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [None, None]
    assert result.exit_code == 0


BROKEN = {
    "not JSON": (b"how do I", None, "not JSON"),
    "empty": (b"", None, "empty"),
    "no object": (b'["a"]', None, "object"),
    "no text": (b'{"id": 4}', 4, "text"),
    "text is a number": (b'{"id": [5], "text": 5}', [5], "text"),
    "text is null": (b'{"id": 5, "text": null}', 5, "text"),
    "lang is a number": (b'{"id": "l", "text": "gm", "lang": 1}', "l", "lang"),
    "not UTF-8": (b'{"id": "u", "text": "\xff"}', "u", "UTF-8"),
    "id is not UTF-8": (b'{"id": "\xff", "text": "gm"}', None, "UTF-8"),
    "half a character": (b'{"id": 9, "text": "\\ud83d"}', None, "not JSON"),
    "a megabyte": (b'{"id": 1, "text": "%s"}' % (b"x" * 1_000_000), None, "longer"),
    "too deep": (b'{"id": %s, "text": "gm"}' % (b"[" * 50_000 + b"]" * 50_000), None, "deep"),
}


@pytest.mark.parametrize(("line", "number", "why"), BROKEN.values(), ids=BROKEN)
def test_a_broken_line_has_its_error_in_its_place_and_the_rest_goes_on(
    shipped: Path, line: bytes, number: object, why: str
) -> None:
    found, result = asked({"id": "a", "text": "gm"}, line, {"id": "z", "text": QUESTION})

    assert [one["id"] for one in found] == ["a", number, "z"]
    assert why in found[1]["error"]
    assert list(found[1]) == ["id", "error"]
    assert found[2]["topic"] == "blender"
    assert result.stderr.startswith("line 2: ")
    assert result.exit_code == 1


@pytest.mark.parametrize("where", ["group", "mention", "private"])
@pytest.mark.parametrize("text", ["", "  \t"])
def test_nothing_said_is_answered_with_silence(shipped: Path, text: str, where: str) -> None:
    found, result = asked({"id": 1, "text": text}, options=["--where", where])

    assert (found[0]["decision"], found[0]["topic"], found[0]["language"]) == ("silent", None, None)
    assert result.exit_code == 0


def test_up_to_five_candidates_come_best_first_whatever_is_decided(shipped: Path) -> None:
    words = "restart blender descale kettle clean toaster heat oven cool fridge fix mixer light grill"
    found, _ = asked({"text": words}, {"text": QUESTION}, {"text": "Restarting the blender"})

    assert [line["decision"] for line in found[1:]] == ["answer", "silent"]
    assert len(found[0]["candidates"]) == 5
    for line in found:
        scores = [candidate["score"] for candidate in line["candidates"]]
        assert scores == sorted(scores, reverse=True)
        assert (line["topic"] is None) == (line["decision"] != "answer")
        assert line["candidates"]


def test_a_statement_is_silence_in_a_group_and_an_answer_in_private(shipped: Path) -> None:
    statement = {"text": "Restarting the blender"}

    group, _ = asked(statement)
    private, _ = asked(statement, options=["--where", "private"])

    assert [group[0]["decision"], private[0]["decision"]] == ["silent", "answer"]
    assert group[0]["candidates"] == private[0]["candidates"]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("blender", "ta-Latn", "ta"),
        ("blender", None, "en"),
        ("blender", "no language", "en"),
        ("how do I restart it", "ta", "en"),
        ("重新", "zh_TW", "zh-Hant"),
        ("重新", "ta", "zh-Hans"),
    ],
)
def test_a_hint_decides_the_language_only_where_the_words_do_not(
    shipped: Path, text: str, lang: str | None, expected: str
) -> None:
    found, _ = asked({"text": text, "lang": lang})

    assert found[0]["language"] == expected


@pytest.mark.parametrize("arguments", [(), ("--jsonl", "words"), ("--only-packs", "words")])
def test_a_command_that_makes_no_sense_is_refused_with_the_reason(shipped: Path, arguments: tuple[str, ...]) -> None:
    result = run("ask", *arguments)

    assert result.exit_code == 2
    assert "--jsonl" in result.stderr or "--pack" in result.stderr


def test_whoever_waits_for_each_answer_gets_it_and_may_leave_early() -> None:
    command = [sys.executable, "-m", "bots", "faq", "ask", "--jsonl", "--letters"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        answers = []
        for text in (b'{"id": 1, "text": "how can i reset my 2fa"}\n', b'{"id": 2, "text": "gm"}\n'):
            process.stdin.write(text)
            process.stdin.flush()
            answers.append(json.loads(process.stdout.readline()))
        process.stdout.close()
        process.stdin.write(b'{"id": 3, "text": "gm"}\n')
        process.stdin.close()
        said = process.stderr.read()
        process.wait(timeout=30)

    assert [answer["id"] for answer in answers] == [1, 2]
    assert answers[0]["candidates"][0]["topic"] == "account.2fa_lost"
    assert said == b""
    assert process.returncode == 1


# Packs


def test_a_pack_adds_to_the_one_that_ships_and_replaces_its_entries(shipped: Path, tmp_path: Path) -> None:
    own = {"kettle": ("Dusting the shelf", "how do I dust the shelf"), "lamp": ("The lamp", "how do I dim the lamp")}
    pack = write_pack(tmp_path / "own", own)

    found, _ = asked(
        {"text": "how do I dust the shelf"},
        {"text": "how do I dim the lamp"},
        {"text": "how do I heat the oven"},
        {"text": "how do I descale the kettle"},
        options=["--pack", str(pack)],
    )

    assert [line["topic"] for line in found[:3]] == ["kettle", "lamp", "oven"]
    assert found[3]["topic"] != "kettle", "the replaced phrasing is gone"


def test_only_packs_leaves_the_entries_that_ship_out_but_still_knows_a_question(shipped: Path, tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "own", {"lamp": ("The lamp", "how do I dim the lamp")})

    found, _ = asked(
        {"text": "how do I dim the lamp"},
        {"text": "the lamp"},
        {"text": QUESTION},
        options=["--pack", str(pack), "--only-packs"],
    )

    assert [line["topic"] for line in found] == ["lamp", None, None]
    assert {candidate["topic"] for line in found for candidate in line["candidates"]} == {"lamp"}


@pytest.mark.parametrize(
    ("file", "said"), [("faq/lamp/en.md", "lamp/en.md:1"), ("readme.txt", "no entry")], ids=["broken", "empty"]
)
def test_a_pack_that_cannot_be_used_is_named(shipped: Path, tmp_path: Path, file: str, said: str) -> None:
    path = tmp_path / "own" / file
    path.parent.mkdir(parents=True)
    path.write_text("nothing here\n")

    result = run("ask", "--only-packs", "--pack", str(tmp_path / "own"), QUESTION)

    assert result.exit_code == 1
    assert said in result.stderr


# Measuring

KB = (
    {"topic": "lamp", "text": "dim the lamp"},
    {"topic": "lamp", "text": "how do I dim the lamp"},
    {"topic": "clock", "text": "how do I wind the clock"},
    {"topic": "clock", "text": "厨房里的钟应该怎么上发条呢", "lang": "zh-CN"},
)
EXPECTED = (
    {"text": "how do I dim the lamp", "topic": "lamp", "lang": "en", "id": 1},
    {"text": "how do I wind the clock", "topic": "clock", "locale": "en"},
    {"text": "厨房里的钟应该怎么上发条呢", "topic": "lamp"},
    {"text": "zzgl qqrx", "topic": None, "lang": "en"},
)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    def written(name: str, lines: Sequence[object]) -> str:
        path = tmp_path / name
        path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
        return str(path)

    return written


def test_a_file_is_measured_on_phrasings_of_its_own(shipped: Path, write: Callable[..., str]) -> None:
    result = run("eval", write("cases", EXPECTED), "--kb", write("kb", KB), "--json")

    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    overall = report["overall"]
    assert report["topics"] == 2
    assert (overall["questions"], overall["others"]) == (3, 1)
    # Word for word: two questions find their topic, the third finds the one that it is said not to ask about.
    assert overall["recall_at_1"] == pytest.approx(2 / 3)
    assert overall["auroc"] == 1.0
    assert overall["curve"][-1] == {
        "threshold": 1.0, "right": pytest.approx(2 / 3), "wrong": pytest.approx(1 / 3), "false_answers": 0.0,
    }  # fmt: skip
    assert [bound["right"] for bound in overall["bounds"]] == [pytest.approx(2 / 3)] * 4
    assert {place: one["right"] for place, one in overall["places"].items()} == {
        "group": pytest.approx(2 / 3), "mention": pytest.approx(2 / 3), "private": pytest.approx(2 / 3),
    }  # fmt: skip
    assert sorted(report["languages"]) == ["en", "zh-Hans"]
    assert report["languages"]["en"]["recall_at_1"] == 1.0
    assert report["languages"]["zh-Hans"]["auroc"] is None


def test_tables_name_every_language_place_and_threshold(shipped: Path, write: Callable[..., str]) -> None:
    result = run("eval", write("cases", EXPECTED), "--kb", write("kb", KB), "--where", "group")

    ranks, decisions, bounds, curve = result.stdout.split("\n\n")
    assert [line.split()[0] for line in ranks.splitlines()[2:]] == ["en", "zh-Hans", "all"]
    assert [line.split()[:2] for line in decisions.splitlines()[2:]] == [
        ["group", "en"], ["group", "zh-Hans"], ["group", "all"],
    ]  # fmt: skip
    assert bounds.splitlines()[-1].split() == ["5.0", "%", "all", "1.000", "66.7", "%", "33.3", "%"]
    assert curve.splitlines()[-1].split() == ["1.000", "66.7", "%", "33.3", "%", "0.0", "%"]


def test_a_topic_that_no_entry_has_is_named(shipped: Path, write: Callable[..., str]) -> None:
    cases = [{"text": "a", "topic": "blender"}, {"text": "b", "topic": "spoon"}, {"text": "c", "topic": "fork"}]

    result = run("eval", write("cases", cases))

    assert result.exit_code == 1
    assert "fork, spoon" in result.stderr
    assert "blender" not in result.stderr


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([{"text": "a"}, {"topic": None}, {"text": "a", "topic": 3}], ("line 1:", "line 2:", "line 3:")),
        ([], ("no lines",)),
    ],
    ids=["broken", "empty"],
)
def test_every_line_that_cannot_be_measured_is_named(
    shipped: Path, write: Callable[..., str], lines: Sequence[object], said: Sequence[str]
) -> None:
    result = run("eval", write("cases", lines))

    assert result.exit_code == 1
    assert all(words in result.stderr for words in said)


def test_a_phrasing_without_words_is_refused(shipped: Path, write: Callable[..., str]) -> None:
    result = run("eval", write("cases", EXPECTED), "--kb", write("kb", [*KB, {"topic": "x", "text": " "}]))

    assert result.exit_code == 1
    assert "line 5:" in result.stderr


def test_phrasings_and_packs_do_not_go_together(shipped: Path, write: Callable[..., str]) -> None:
    result = run("eval", write("cases", EXPECTED), "--kb", write("kb", KB), "--pack", str(shipped))

    assert result.exit_code == 2
    assert "--kb" in result.stderr
