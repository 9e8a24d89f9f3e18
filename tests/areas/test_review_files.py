"""What the adapters take over fits into the place where files are kept."""

from adapters.discord import media as discord_media
from adapters.telegram import downloads as telegram_downloads
from bots.build import LARGEST_FILE


def test_no_platform_takes_over_a_file_that_would_not_be_kept() -> None:
    assert discord_media.LARGEST <= LARGEST_FILE
    assert telegram_downloads.LARGEST <= LARGEST_FILE
