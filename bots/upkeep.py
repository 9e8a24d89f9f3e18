"""Commands for whoever looks after a Bellbuoy: what waits, what was put aside, whether settings and packs are right."""

import asyncio
from datetime import timedelta
from pathlib import Path

import click

from bots.build import DATABASE_FILE, build, packs_of, perceiver_of
from bots.faq_limits import limits_of_groups
from bots.profile import community_of
from config.settings import Settings, SettingsError, load
from core.clock import SystemClock
from core.errors import BellbuoyError
from core.faq.calibration import PLAIN
from core.faq.library import Library
from core.faq.overheard import MOST_PLACES
from core.faq.pack import load_faq
from core.faq.scores import store as scores
from core.inbox import store as inbox
from core.outbox import store as outbox
from core.storage.db import Database, Tx
from core.text.catalog import Texts

RECENT = timedelta(days=1)

config_option = click.option(
    "--config", type=click.Path(path_type=Path), help="Settings file; default ./bellbuoy.toml."
)


def read_settings(config: Path | None) -> Settings:
    """The settings, or the end of the program with every problem in words."""
    try:
        return load(config)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@click.command()
@config_option
def check(config: Path | None) -> None:
    """Read settings and content packs and say what is wrong with them."""
    settings = read_settings(config)
    try:
        texts = Texts.load(packs_of(settings), default=settings.community.default_language)
        library = Library(load_faq(packs_of(settings)), settings.community.default_language)
        perceiver_of(settings, texts, library)
    except BellbuoyError as error:
        raise click.ClickException(str(error)) from error
    community = community_of(settings)
    channels = [
        name
        for name, part in (("telegram", settings.telegram), ("discord", settings.discord))
        if part.token is not None
    ]
    click.echo(f"settings and packs can be used; community: {community.name}")
    click.echo(f"channels with a token: {', '.join(channels) or 'none'}")
    click.echo(f"languages: {', '.join(texts.locales)}")
    if settings.discord.token is not None and settings.community.discord.guild is None:
        click.echo("community.discord.guild is not set: on Discord only staff rooms and support channels are served")
    if community.ticket_forum is None:
        click.echo("no ticket forum is set: tickets go to the moderator channel")
    if not community.staff_rooms:
        click.echo("no moderator channel is set: nobody is told about scams and failures")


@click.command()
@config_option
def status(config: Path | None) -> None:
    """Show what waits to be sent, what was put aside, and the FAQ's limits; works while Bellbuoy runs."""
    settings = read_settings(config)
    path = settings.data_dir / DATABASE_FILE
    if not path.exists():
        raise click.ClickException(f"there is no database at {path} yet; start Bellbuoy once")
    asyncio.run(_show_status(path))
    asyncio.run(_show_limits(path, settings))


async def _show_status(path: Path) -> None:
    now = SystemClock().now()

    def look(tx: Tx) -> tuple[list[outbox.Backlog], dict[str, int], list[inbox.Dead]]:
        return outbox.backlogs(tx, now), outbox.settled_since(tx, now - RECENT), inbox.dead(tx)

    async with Database.looking(path) as database:
        backlogs, settled, dead = await database.read(look)
    for backlog in backlogs:
        since = f", oldest since {backlog.oldest:%Y-%m-%d %H:%M} UTC" if backlog.oldest else ""
        click.echo(f"{backlog.channel}: {backlog.waiting} waiting, {backlog.sending} being sent{since}")
    if not backlogs:
        click.echo("nothing waits to be sent")
    click.echo(
        "ended in the last 24 hours: " + (", ".join(f"{n} {state}" for state, n in settled.items()) or "nothing")
    )
    click.echo(f"put aside: {len(dead)}" + (" (see `bellbuoy dead list`)" if dead else ""))


async def _show_limits(path: Path, settings: Settings) -> None:
    try:
        calibration = load_faq(packs_of(settings)).calibration or PLAIN
    except BellbuoyError as error:
        raise click.ClickException(str(error)) from error
    async with Database.looking(path) as database:
        rows = await database.read(lambda tx: scores.latest(tx, MOST_PLACES))
    for line in limits_of_groups(community_of(settings), calibration, rows):
        click.echo(line)


@click.group()
def dead() -> None:
    """Events that could not be handled and were put aside."""


@dead.command("list")
@config_option
def dead_list(config: Path | None) -> None:
    """List them, oldest first."""
    settings = read_settings(config)
    path = settings.data_dir / DATABASE_FILE
    if not path.exists():
        raise click.ClickException(f"there is no database at {path} yet; start Bellbuoy once")

    async def show() -> None:
        async with Database.looking(path) as database:
            rows = await database.read(inbox.dead)
        for row in rows:
            kept = "can be tried again" if row.payload else "its words were not kept"
            click.echo(f"{row.number}  {row.at:%Y-%m-%d %H:%M}  {row.kind}  {row.event}  {row.error}  ({kept})")
        if not rows:
            click.echo("nothing was put aside")

    asyncio.run(show())


@dead.command("retry")
@click.argument("number", type=int)
@config_option
def dead_retry(number: int, config: Path | None) -> None:
    """Try one of them again, while Bellbuoy is stopped; what follows from it is sent at the next start."""
    settings = read_settings(config)

    async def retry() -> bool:
        async with build(settings) as suite:
            return await suite.engine.retry_dead(number)

    try:
        worked = asyncio.run(retry())
    except BellbuoyError as error:
        raise click.ClickException(str(error)) from error
    if not worked:
        raise click.ClickException(f"number {number} could not be handled, or its words were not kept")
    click.echo(f"number {number} was handled")
