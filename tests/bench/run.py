"""Runs every measurement: a table on standard error, JSON on standard output.

`--quick` measures shorter, `--only storage,outbox` runs some of the modules.
"""

import argparse
import importlib.util
import json
import platform
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench.scoreboard import Row, table

HERE = Path(__file__).parent


def measure(file: Path, *, quick: bool) -> list[Row]:
    """The rows of one module, or none if it measures nothing."""
    name = f"tests.bench.{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None, f"{file} is a Python file"
    assert spec.loader is not None, f"{file} is a Python file"
    module = importlib.util.module_from_spec(spec)
    # Classes that are pickled or described by annotations are looked up under the module's name.
    sys.modules[name] = module
    spec.loader.exec_module(module)
    found: list[Row] = module.measure(quick) if hasattr(module, "measure") else []
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="measure shorter")
    parser.add_argument("--only", default="", help="modules to run, with commas between: storage,outbox")
    options = parser.parse_args(arguments)
    wanted = {name.removesuffix("_bench") for name in options.only.split(",") if name}
    rows: list[Row] = []
    failed: dict[str, str] = {}
    for file in sorted(HERE.glob("*_bench.py")):
        name = file.stem.removesuffix("_bench")
        if wanted and name not in wanted:
            continue
        print(f"measuring {name}", file=sys.stderr, flush=True)
        try:
            rows += measure(file, quick=options.quick)
        except Exception as error:  # one broken measurement must not hide the others
            failed[name] = f"{type(error).__name__}: {error}"
            print(f"{name} failed: {failed[name]}", file=sys.stderr)
    rows.sort(key=lambda row: row.number)
    print(table(rows), file=sys.stderr)
    report = {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "machine": platform.machine(),
        "quick": options.quick,
        "rows": [asdict(row) for row in rows],
        "failed": failed,
    }
    print(json.dumps(report, indent=2, ensure_ascii=False))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
