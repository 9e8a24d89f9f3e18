"""Puts the Telegram adapter together and starts, runs and ends it."""

import logging
from dataclasses import dataclass, field
from datetime import timedelta

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from adapters.telegram.admins import Administrators
from adapters.telegram.channel import CHANNEL, USUAL_PACE, TelegramChannel
from adapters.telegram.commands import CommandTexts, register_commands
from adapters.telegram.downloads import Downloads
from adapters.telegram.outage import Outage
from adapters.telegram.poll import Poller
from adapters.telegram.receive import Receiver
from adapters.telegram.refusals import TOKEN_REFUSED
from adapters.telegram.request import TelegramRequest
from adapters.telegram.surroundings import Ourselves
from adapters.telegram.webhook import Webhook, WebhookOptions
from core.channel import Intake, MediaVault, Pace
from core.clock import Clock
from core.errors import ChannelDown
from core.events import ChannelState
from core.ids import ChannelName, EventId

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramOptions:
    """``base_url``: no slash at its end. ``webhook`` None: long polling, each poll held for ``hold``."""

    token: str = field(repr=False)
    base_url: str = "https://api.telegram.org"
    webhook: WebhookOptions | None = None
    hold: timedelta = timedelta(seconds=50)
    first_pause: timedelta = timedelta(seconds=1)
    longest_pause: timedelta = timedelta(seconds=30)
    connections: int = 100
    proxy: str | None = None
    pace: Pace = USUAL_PACE
    name: ChannelName = CHANNEL


class TelegramAdapter:
    """``channel`` can be handed to the core at once; it delivers after ``start``.

    Order: start, run (until stop), close. After ChannelDown that is not fatal, start again.
    """

    def __init__(self, options: TelegramOptions, *, vault: MediaVault, texts: CommandTexts, clock: Clock) -> None:
        self._options = options
        self._vault = vault
        self._texts = texts
        self._clock = clock
        self._request = TelegramRequest(connections=options.connections, proxy=options.proxy)
        # One object for both uses: its connections are shared, and a long poll takes just one of them.
        self.bot = Bot(
            options.token,
            base_url=f"{options.base_url}/bot",
            base_file_url=f"{options.base_url}/file/bot",
            request=self._request,
            get_updates_request=self._request,
        )
        self.channel = TelegramChannel(
            self.bot, self._request, vault=vault, clock=clock, name=options.name, pace=options.pace
        )
        self._source: Poller | Webhook | None = None
        self._stopped = False

    @property
    def source(self) -> Poller | Webhook | None:
        """Where updates come from while ``run`` runs."""
        return self._source

    async def start(self, intake: Intake) -> None:
        """Find out who we are and offer the commands; raises ChannelDown."""
        try:
            await self.bot.initialize()
        except InvalidToken:
            await self._say_down(intake, TOKEN_REFUSED)
            # The library's message quotes the token.
            raise ChannelDown(TOKEN_REFUSED, fatal=True) from None
        except TelegramError as error:
            raise ChannelDown(f"Telegram cannot be reached: {error}") from error
        log.info("telegram is reached bot=@%s", self.bot.username)
        if not self.bot.can_read_all_group_messages:
            log.warning(
                "privacy mode is on for @%s: in groups it sees only commands and replies, so it can neither "
                "answer questions nor stop scams there; @BotFather: /setprivacy, Disable, then add it to the "
                "groups again",
                self.bot.username,
            )
        try:
            await register_commands(self.bot, self._texts, intake, self._options.name)
        except TelegramError as error:
            log.warning("commands are not registered and will be at the next start: %s", error)

    async def run(self, intake: Intake) -> None:
        """Take in updates until ``stop``; raises ChannelDown."""
        self._source = self._open_source(intake)
        try:
            if self._stopped:
                return
            await self._source.run()
        except ChannelDown as error:
            if error.fatal:
                await self._say_down(intake, str(error))
            raise
        finally:
            self._source = None

    async def _say_down(self, intake: Intake, why: str) -> None:
        """Staff hear on the other channels that this one waits for a person; afterwards nobody is left to say it."""
        now = self._clock.now()
        name = self._options.name
        event = ChannelState(
            id=EventId(f"{name}:refused:{now.timestamp():.6f}"), when=now, channel=name, up=False, why=why
        )
        try:
            await intake.handle(event)
        except Exception:  # what brought the channel down is what the operator has to know
            log.exception("an outage could not be told")

    def stop(self) -> None:
        """Let ``run`` end within seconds; what is in hand is finished."""
        self._stopped = True
        if self._source is not None:
            self._source.stop()

    async def close(self) -> None:
        await self.bot.shutdown()
        await self._request.shutdown()

    def _open_source(self, intake: Intake) -> Poller | Webhook:
        options, bot, clock = self._options, self.bot, self._clock
        outage = Outage(
            options.name,
            intake,
            clock,
            first_pause=options.first_pause,
            longest_pause=options.longest_pause,
        )
        receiver = Receiver(
            Ourselves(options.name, bot.id, bot.username),
            intake,
            Administrators(bot, clock),
            Downloads(bot, self._vault, clock, pause=options.first_pause.total_seconds()),
            clock,
        )
        if options.webhook is not None:
            return Webhook(bot, receiver, outage, options.webhook)
        return Poller(bot, self._request, receiver, outage, clock, hold=options.hold)
