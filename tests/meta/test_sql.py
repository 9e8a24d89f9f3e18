"""SQL stands in store.py files, in the migrations and in core/storage, and nowhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("bots", "core", "adapters", "config")
STATEMENT = re.compile(
    r"\b(?:SELECT\s.+\sFROM|INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM"
    r"|(?:CREATE|DROP|ALTER)\s+(?:TABLE|INDEX|UNIQUE|TRIGGER|VIEW|VIRTUAL)|PRAGMA\s+\w+|BEGIN\s+IMMEDIATE)\b",
    re.DOTALL,
)


def statements_in(source: str) -> Iterator[tuple[int, str]]:
    """Texts of a module that are SQL, with their line; text that documents is not looked at."""
    tree = ast.parse(source)
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    handed_over = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.startswith("execute")
        for argument in node.args
    }
    for node in ast.walk(tree):
        if id(node) in documents:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            # In running text only capital letters make SQL of "select … from"; what is executed always is.
            text = node.value.upper() if id(node) in handed_over else node.value
            if STATEMENT.search(text):
                yield node.lineno, node.value


def may_hold_sql(path: Path) -> bool:
    return path.name == "store.py" or path.is_relative_to(ROOT / "core" / "storage")


def test_sql_stands_only_where_it_belongs() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text[:60]}"
        for folder in PRODUCT
        for path in sorted((ROOT / folder).rglob("*.py"))
        if not may_hold_sql(path)
        for line, text in statements_in(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        'tx.one("SELECT id FROM ticket")',
        'tx.run(f"UPDATE ticket SET state = {state}")',
        'QUERY = """\n  DELETE FROM seen_event\n"""',
        'connection.execute("select 1 from ticket")',
        'connection.executescript("PRAGMA foreign_keys = ON")',
    ],
)
def test_sql_is_recognised(source: str) -> None:
    assert list(statements_in(source)) != []


@pytest.mark.parametrize("source", ['"""SELECT a FROM b is run by the store."""', 'say("select one from the list")'])
def test_words_are_not_taken_for_sql(source: str) -> None:
    assert list(statements_in(source)) == []
