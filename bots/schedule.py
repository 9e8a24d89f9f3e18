"""APScheduler as a clock that only ticks: what is due stands in the tables, so a restart loses and doubles nothing."""

import logging
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from config.settings import Settings
from core.clock import Clock
from core.engine import Engine
from core.events import TimePassed
from core.faq.library import Library
from core.ids import EventId
from core.storage.media import MediaStore

log = logging.getLogger(__name__)

TICK = timedelta(seconds=15)
LEARN = timedelta(minutes=1)
TIDY_AT_HOUR = 4


class Schedule:
    """Ticks every quarter minute, tidies up every night. ``tick`` may be called in between."""

    def __init__(self, engine: Engine, media: MediaStore, library: Library, clock: Clock, settings: Settings) -> None:
        self._engine = engine
        self._media = media
        self._library = library
        self._clock = clock
        self._keep_files = settings.retention.tickets
        # A tick that comes late must still come, and once: by default APScheduler drops one that is a second late.
        self._scheduler = AsyncIOScheduler(
            timezone=settings.community.time_zone,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._scheduler.add_job(self.tick, IntervalTrigger(seconds=int(TICK.total_seconds())), id="tick")
        self._scheduler.add_job(self.learn, IntervalTrigger(seconds=int(LEARN.total_seconds())), id="learn")
        self._scheduler.add_job(self.tidy, CronTrigger(hour=TIDY_AT_HOUR), id="tidy")

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Tell the core what time it is; a failure is logged and the next tick makes up for it."""
        now = self._clock.now()
        try:
            await self._engine.handle(TimePassed(id=EventId(f"time:{now.isoformat()}"), when=now))
        except Exception:  # the one place for a fault in a tick
            log.exception("tick failed")

    async def learn(self) -> None:
        """Let the FAQ's classifier take in entries that changed; a failure is logged and tried again with the next."""
        try:
            await self._library.lookup.settle()
        except Exception:  # the same place for learning
            log.exception("learning failed")

    async def tidy(self) -> None:
        """Forget what need not be kept; a failure is logged and the next night makes up for it."""
        try:
            gone = await self._engine.tidy()
            files = await self._media.forget_before(self._clock.now() - self._keep_files)
        except Exception:  # the same place for the nightly work
            log.exception("tidying failed")
        else:
            log.info("tidied files=%s %s", files, " ".join(f"{kind}={count}" for kind, count in gone.items()))
