"""SQL for answers given: what was answered where, and whether it helped. Never who asked, never the question."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import Address
from core.storage.db import Tx
from core.storage.moments import to_db


@dataclass(frozen=True, slots=True)
class Given:
    id: int
    topic: str
    locale: str
    others: tuple[str, ...]
    outcome: str


def note_answer(tx: Tx, at: Address, topic: str, locale: str, kind: str, others: tuple[str, ...], now: datetime) -> int:
    return tx.insert(
        "INSERT INTO faq_answer (at, channel, place, thread, topic, locale, kind, others)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        to_db(now),
        at.channel,
        at.place,
        at.thread,
        topic,
        locale,
        kind,
        " ".join(others),
    )


def answered_since(tx: Tx, at: Address, topic: str, locale: str, since: datetime) -> bool:
    """Whether this topic was answered in this place and language after a time."""
    return (
        tx.one(
            "SELECT 1 FROM faq_answer WHERE channel = ? AND place = ? AND topic = ? AND locale = ? AND at > ? LIMIT 1",
            at.channel,
            at.place,
            topic,
            locale,
            to_db(since),
        )
        is not None
    )


def given(tx: Tx, number: int) -> Given | None:
    row = tx.one("SELECT id, topic, locale, others, outcome FROM faq_answer WHERE id = ?", number)
    if row is None:
        return None
    return Given(row["id"], row["topic"], row["locale"], tuple(row["others"].split()), row["outcome"])


def note_outcome(tx: Tx, number: int, outcome: str) -> None:
    tx.run("UPDATE faq_answer SET outcome = ? WHERE id = ?", outcome, number)


def counts(tx: Tx) -> list[tuple[str, int, int, int, int]]:
    """For each topic: answered, helped, not helped, went to a human; most answered first."""
    rows = tx.all(
        "SELECT topic, count(*) AS n, sum(outcome = 'helped') AS helped, sum(outcome = 'not-helped') AS unhelped,"
        " sum(outcome = 'human') AS human FROM faq_answer GROUP BY topic ORDER BY n DESC, topic"
    )
    return [(row["topic"], row["n"], row["helped"], row["unhelped"], row["human"]) for row in rows]
