"""A channel that broke off is started again; only what a person must mend ends it."""

from datetime import timedelta
from typing import cast

import pytest

from adapters.telegram.start import TelegramAdapter
from bots.channels import TelegramSide
from core.channel import Intake
from core.errors import ChannelDown, StorageError

AT_ONCE = timedelta()


class BrokenAdapter:
    """Fails in the given ways, then serves until it is stopped."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.served = False
        self.side: TelegramSide | None = None

    async def start(self, intake: Intake) -> None:
        return

    async def run(self, intake: Intake) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.served = True
        assert self.side is not None
        self.side.stop()

    def stop(self) -> None:
        return


def side_of(adapter: BrokenAdapter) -> TelegramSide:
    adapter.side = TelegramSide(cast(TelegramAdapter, adapter), AT_ONCE, AT_ONCE)
    return adapter.side


async def test_a_fault_does_not_end_telegram_for_good(caplog: pytest.LogCaptureFixture) -> None:
    adapter = BrokenAdapter(StorageError("the disk is full"), KeyError("words of somebody"), ChannelDown("no network"))

    await side_of(adapter).run(cast(Intake, None))

    assert adapter.served
    assert caplog.text.count("telegram broke off") == 2
    assert "words of somebody" not in caplog.text


async def test_a_refused_token_ends_telegram() -> None:
    adapter = BrokenAdapter(ChannelDown("the token was revoked", fatal=True))

    with pytest.raises(ChannelDown):
        await side_of(adapter).run(cast(Intake, None))

    assert not adapter.served
