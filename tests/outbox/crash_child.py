"""Run as a process of its own by test_crash: queues one effect, delivers it into a file, dies where told.

`crash_child.py DIRECTORY STEP [idempotent]`; delivers what is left when STEP is `none`, then ends by itself.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from core.channel import Delivery, Receipt
from core.clock import SystemClock
from core.effects import Outcome, Repeat, SendText
from core.ids import Address, ChannelName, EventId, MessageRef
from core.outbox import store
from core.outbox.relay import Relay
from core.storage.db import Database, Tx
from core.text.markup import Text
from tests.outbox.stage import ToyChannel

TOY = ChannelName("toy")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class FileChannel(ToyChannel):
    """Each delivery is a line in a file, on the disk before ``deliver`` returns."""

    def __init__(self, directory: Path, step: str, *, idempotent: bool) -> None:
        super().__init__(idempotent=idempotent)
        self.file = directory / "delivered"
        self.step = step

    async def deliver(self, delivery: Delivery) -> Receipt:
        if self.step == "claimed":
            die()
        known = self.file.read_text().split() if self.file.exists() else []
        # A platform with idempotency keys answers a repeat with the first message.
        if not (self.capabilities and delivery.key in known):
            with self.file.open("a") as file:
                file.write(delivery.key + "\n")
                file.flush()
                os.fsync(file.fileno())
        if self.step == "sent":
            die()
        return Receipt(MessageRef(Address(TOY, "1"), "1"))


class Core:
    """Takes the outcome, and dies in the transaction or right after it if told so."""

    def __init__(self, directory: Path, step: str) -> None:
        self.file = directory / "outcomes"
        self.step = step
        self.settled = asyncio.Event()

    def outcome(self, tx: Tx, outcome: Outcome, now: object) -> list[store.Queued]:
        if self.step == "noting":
            die()
        tx.run("INSERT INTO fact (channel, key, value) VALUES ('toy', ?, ?)", outcome.note, outcome.state)
        return []


async def main(directory: Path, step: str, repeat: Repeat, *, idempotent: bool) -> None:
    database = await Database.open(directory / "bellbuoy.db", durable=False)
    clock = SystemClock()
    core = Core(directory, step)
    effect = SendText(to=Address(TOY, "1"), text=Text("words"), note="a.b:1", repeat=repeat)

    def handle(tx: Tx) -> list[store.Queued]:
        queued = store.add(tx, cause=EventId("event"), effects=[effect], now=clock.now())
        if step == "transaction":
            die()
        return queued

    queued = await database.write(handle)
    if step == "committed":
        die()
    relay = Relay(FileChannel(directory, step, idempotent=idempotent), database, core, clock)
    running = asyncio.create_task(relay.run())
    relay.post(queued)
    async with asyncio.timeout(20):
        while await database.read(lambda tx: store.unfinished(tx, TOY)):  # noqa: ASYNC110 - a table wakes nobody
            await asyncio.sleep(0.001)
    if step == "noted":
        die()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await database.close()


if __name__ == "__main__":
    asyncio.run(
        main(
            Path(sys.argv[1]),
            sys.argv[2],
            Repeat[sys.argv[3]],
            idempotent=sys.argv[4] == "idempotent",
        )
    )
