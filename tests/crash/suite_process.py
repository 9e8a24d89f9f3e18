"""The suite as a real process: started the way an operator starts it, killed, or asked to stop."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from bots.demo_town import DISCORD_TOKEN, TELEGRAM_TOKEN, Town

ROOT = Path(__file__).resolve().parents[2]
SUPPORT = {"faq_cool_down": "0s", "flood_limit": 1000, "follow_up_after": "7d"}


class SuiteProcess:
    """At most one process at a time lives in ``folder``, which holds its settings, data and log."""

    def __init__(self, folder: Path, town: Town, warm: Process, *, groups: Sequence[int] = ()) -> None:
        """``groups``: more Telegram groups than the one that the town has."""
        self.folder = folder
        self.data = folder / "data"
        self.database = self.data / "bellbuoy.db"
        self._warm = warm
        self._cold: Process | None = None
        self._pid: int | None = None
        self._environment = _environment(town, self.data)
        (folder / "bellbuoy.toml").write_text(settings_file(town, self.data, groups), encoding="utf-8")

    @property
    def is_running(self) -> bool:
        """Started and not yet seen to have ended."""
        return self._pid is not None

    @property
    def log(self) -> str:
        file = self.folder / "suite.log"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    async def start(self, *, cold: bool = False) -> None:
        """``cold``: `python -m bots run` from nothing; else a fork of a process that has imported the same."""
        assert self._pid is None, "the process before has ended"
        if cold:
            self._cold = await self.start_another()
            self._pid = self._cold.pid
            return
        self._cold = None
        assert self._warm.stdin is not None
        order = {"folder": str(self.folder), "environment": self._environment}
        self._warm.stdin.write(json.dumps(order).encode() + b"\n")
        self._pid = int(await _line(self._warm))

    async def start_another(self) -> Process:
        """`python -m bots run` with the same settings, whether or not one is running."""
        with (self.folder / "suite.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bots", "run"),
                cwd=self.folder,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def send(self, number: signal.Signals) -> None:
        """Without waiting, and no harm if the process has ended by itself."""
        if self._pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, number)

    async def ended(self) -> int:
        """Wait until the process has ended; its exit code, negative for a signal."""
        if self._cold is not None:
            code = await self._cold.wait()
        else:
            code = int(await _line(self._warm))
        self._pid = None
        return code

    async def kill(self) -> int:
        self.send(signal.SIGKILL)
        return await self.ended()


@contextlib.asynccontextmanager
async def warmed_up() -> AsyncIterator[Process]:
    """A process that has imported the program and starts it by forking."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.crash.warm_start"), cwd=ROOT, env=environment, stdin=PIPE, stdout=PIPE
    )
    assert process.stdin is not None
    try:
        assert await _line(process) == "ready"
        yield process
    finally:
        process.stdin.close()
        await process.wait()


@contextlib.asynccontextmanager
async def suite_in(folder: Path, town: Town, *, groups: Sequence[int] = ()) -> AsyncIterator[SuiteProcess]:
    """Nothing is started yet; whatever runs when the block ends is killed."""
    async with warmed_up() as warm:
        suite = SuiteProcess(folder, town, warm, groups=groups)
        try:
            yield suite
        finally:
            if suite.is_running:
                await suite.kill()


async def _line(process: Process) -> str:
    assert process.stdout is not None
    line = await process.stdout.readline()
    if not line:
        raise RuntimeError("the process that starts the others has ended")
    return line.decode().strip()


def _environment(town: Town, data: Path) -> dict[str, str]:
    ours = {
        "PYTHONPATH": str(ROOT),
        "BELLBUOY_DATA_DIR": str(data),
        "BELLBUOY_TELEGRAM__TOKEN": TELEGRAM_TOKEN,
        "BELLBUOY_TELEGRAM__API_URL": town.telegram_server.base_url,
        "BELLBUOY_DISCORD__TOKEN": DISCORD_TOKEN,
        "BELLBUOY_DISCORD__API_URL": town.discord_server.api_url,
        "BELLBUOY_DISCORD__GATEWAY_URL": town.discord_server.gateway_url,
    }
    return {name: value for name, value in os.environ.items() if not name.startswith("BELLBUOY_")} | ours


def settings_file(town: Town, data: Path, groups: Sequence[int] = ()) -> str:
    """What an operator of this town would write, as TOML; tokens and addresses come by the environment."""
    written = town.settings(data).model_dump(mode="json", exclude_unset=True)
    served: list[dict[str, Any]] = written["community"]["telegram"]["groups"]
    served += [{"id": group, "title": f"Group {group}", "language": "en"} for group in groups]
    tables = {"community": written["community"], "support": SUPPORT, "faq": {"meaning": False}}
    return "\n".join(
        f"[{name}]\n" + "\n".join(f"{key} = {_toml(value)}" for key, value in table.items()) + "\n"
        for name, table in tables.items()
    )


def _toml(value: Any) -> str:
    """JSON's texts, numbers, booleans and lists are TOML's; only tables differ."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)
