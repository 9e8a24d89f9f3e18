"""Run as a process of its own: imports the program once and forks `python -m bots run` whenever it is told to.

Importing takes longer than most of the lives that the test ends, and is the same every time. Each line on standard
input starts one process: JSON with ``folder`` and ``environment``. For each it prints the process number, and, once
that process has ended, its exit code, negative for a signal.
"""

import json
import os
import sys

# As bots.cli does: python-telegram-bot warns about durations as numbers unless this is set before it is imported.
os.environ.setdefault("PTB_TIMEDELTA", "1")

from bots.cli import main


def become_the_program(folder: str, environment: dict[str, str]) -> None:
    """In the forked process: the folder, the environment and the output of a program that was just started."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    log = os.open("suite.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.argv = ["bellbuoy", "run"]
    main()


def serve() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        process = os.fork()
        if process == 0:
            become_the_program(order["folder"], order["environment"])
            return
        print(process, flush=True)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    print("ready", flush=True)
    serve()
