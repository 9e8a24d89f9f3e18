"""The command ``bellbuoy``: run it, try the demo, look at the settings and at what is stuck."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

# python-telegram-bot warns about durations as numbers unless this is set before it is imported.
os.environ.setdefault("PTB_TIMEDELTA", "1")

import click

from bots import logs
from bots.build import build
from bots.demo import play_script
from bots.demo_page import serve_page
from bots.faq_commands import faq
from bots.upkeep import check, config_option, dead, read_settings, status
from config.settings import Settings
from core.errors import BellbuoyError

log = logging.getLogger(__name__)


def secrets_of(settings: Settings) -> Iterator[str]:
    for secret in (settings.telegram.token, settings.discord.token, settings.telegram.webhook.secret):
        if secret is not None:
            yield secret.get_secret_value()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bellbuoy")
def cli() -> None:
    """Support and safety crew for crypto communities on Telegram and Discord."""


@cli.command()
@config_option
def run(config: Path | None) -> None:
    """Serve every channel that has a token, until stopped."""
    settings = read_settings(config)
    logs.set_up(settings.logging.level, settings.logging.format, secrets_of(settings))
    if settings.telegram.token is None and settings.discord.token is None:
        raise click.ClickException(
            "no channel has a token: set BELLBUOY_TELEGRAM__TOKEN or BELLBUOY_DISCORD__TOKEN "
            "(or their ..._FILE), or the keys telegram.token and discord.token; `bellbuoy demo` needs neither"
        )
    try:
        well = asyncio.run(_serve(settings))
    except BellbuoyError as error:
        raise click.ClickException(str(error)) from error
    sys.exit(0 if well else 1)


@cli.command()
@click.option("--script", is_flag=True, help="Play the whole story without a browser and print it.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8600, show_default=True, help="Port of the page.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def demo(script: bool, port: int, no_browser: bool) -> None:
    """Try everything on this machine: no token, no network, both platforms built in."""
    logs.set_up("warning", "console", ())
    if script:
        sys.exit(0 if asyncio.run(play_script(click.echo)) else 1)
    try:
        asyncio.run(serve_page(port=port, opens_browser=not no_browser, say=click.echo))
    except BellbuoyError as error:
        raise click.ClickException(str(error)) from error


async def _serve(settings: Settings) -> bool:
    async with build(settings) as suite:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, suite.stop)
        log.info("bellbuoy is running data=%s", settings.data_dir)
        well = await suite.run()
        log.info("bellbuoy has stopped")
        return well


for command in (check, status, dead, faq):
    cli.add_command(command)


def main() -> None:
    """The entry point of the console script."""
    cli()
