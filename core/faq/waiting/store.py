"""SQL for answers that wait so that members may help each other first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.ids import Address, ChannelName, MessageRef, PersonRef
from core.storage.db import Row, Tx
from core.storage.moments import from_db, to_db


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that is answered when it is ``due``, unless somebody else does.

    ``kind`` is answer (``topics``: that one, then what else it may be) or suggest. ``shield``: it tells of a problem.
    """

    id: int
    at: datetime
    due: datetime
    message: MessageRef
    asker: PersonRef
    kind: str
    topics: tuple[str, ...]
    locale: str
    question: str
    shield: bool


def put_waiting(
    tx: Tx,
    *,
    message: MessageRef,
    asker: PersonRef,
    kind: str,
    topics: Sequence[str],
    locale: str,
    question: str,
    shield: bool,
    now: datetime,
    due: datetime,
) -> None:
    """Put an answer off; what waits for the same message is replaced and keeps its time."""
    tx.run(
        "INSERT INTO faq_waiting (at, due, channel, place, thread, asked, asker, kind, topics, locale, question,"
        " shield) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (channel, place, asked) DO UPDATE SET"
        " kind = excluded.kind, topics = excluded.topics, locale = excluded.locale, question = excluded.question,"
        " shield = excluded.shield",
        to_db(now),
        to_db(due),
        message.at.channel,
        message.at.place,
        message.at.thread,
        message.id,
        asker.id,
        kind,
        " ".join(topics),
        locale,
        question,
        int(shield),
    )


def drop_waiting(tx: Tx, message: MessageRef) -> bool:
    """Whether an answer to this message waited; it does no more."""
    changed = tx.run(
        "DELETE FROM faq_waiting WHERE channel = ? AND place = ? AND asked = ?",
        message.at.channel,
        message.at.place,
        message.id,
    )
    return changed == 1


def is_waiting(tx: Tx, message: MessageRef) -> bool:
    return (
        tx.one(
            "SELECT 1 FROM faq_waiting WHERE channel = ? AND place = ? AND asked = ?",
            message.at.channel,
            message.at.place,
            message.id,
        )
        is not None
    )


def take_due(tx: Tx, now: datetime) -> list[Waiting]:
    """Everything that is due, oldest first; it waits no more."""
    rows = tx.all("SELECT * FROM faq_waiting WHERE due <= ? ORDER BY due, id", to_db(now))
    tx.many("DELETE FROM faq_waiting WHERE id = ?", [(row["id"],) for row in rows])
    return [_waiting(row) for row in rows]


def all_waiting(tx: Tx) -> list[Waiting]:
    return [_waiting(row) for row in tx.all("SELECT * FROM faq_waiting ORDER BY id")]


def _waiting(row: Row) -> Waiting:
    return Waiting(
        id=row["id"],
        at=from_db(row["at"]),
        due=from_db(row["due"]),
        message=MessageRef(Address(ChannelName(row["channel"]), row["place"], row["thread"]), row["asked"]),
        asker=PersonRef(ChannelName(row["channel"]), row["asker"]),
        kind=row["kind"],
        topics=tuple(row["topics"].split()),
        locale=row["locale"],
        question=row["question"],
        shield=bool(row["shield"]),
    )
