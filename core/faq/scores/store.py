"""SQL for how high lines of groups scored: counts by group and language, and no word of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from core.ids import Address, ChannelName
from core.storage.db import Row, Tx
from core.storage.moments import from_db, to_db


@dataclass(frozen=True, slots=True)
class Kept:
    """The counts of a group (``at``) in one language, as in core.faq.recalibration.Scores.

    ``calibration``: checksum of what the scores come from. ``when``: the last line that was searched for.
    """

    at: Address
    language: str
    when: datetime
    calibration: str
    seen: float
    searched: float
    counts: tuple[float, ...]


def put(tx: Tx, rows: Sequence[Kept]) -> None:
    """Keep counts in place of those from before."""
    tx.many(
        "INSERT INTO faq_scores (channel, place, language, at, calibration, seen, searched, counts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (channel, place, language) DO UPDATE SET at = excluded.at,"
        " calibration = excluded.calibration, seen = excluded.seen, searched = excluded.searched,"
        " counts = excluded.counts",
        [
            (
                row.at.channel,
                row.at.place,
                row.language,
                to_db(row.when),
                row.calibration,
                row.seen,
                row.searched,
                msgspec.json.encode(row.counts).decode(),
            )
            for row in rows
        ],
    )


def latest(tx: Tx, most: int) -> list[Kept]:
    """What is kept, the groups heard last at the end."""
    rows = tx.all("SELECT * FROM faq_scores ORDER BY at DESC, channel, place, language LIMIT ?", most)
    return [_kept(row) for row in reversed(rows)]


def forget_before(tx: Tx, when: datetime, most: int) -> int:
    """Counts of groups in which nothing was searched for since."""
    return tx.run(
        "DELETE FROM faq_scores WHERE (channel, place, language) IN"
        " (SELECT channel, place, language FROM faq_scores WHERE at < ? LIMIT ?)",
        to_db(when),
        most,
    )


def _kept(row: Row) -> Kept:
    return Kept(
        at=Address(ChannelName(row["channel"]), row["place"]),
        language=row["language"],
        when=from_db(row["at"]),
        calibration=row["calibration"],
        seen=row["seen"],
        searched=row["searched"],
        counts=tuple(msgspec.json.decode(row["counts"], type=list[float])),
    )
