"""SQL for how much the FAQ answers: counts of answers by topic and language, over a time."""

from dataclasses import dataclass
from datetime import datetime

from core.storage.db import Row, Tx
from core.storage.moments import to_db

# Whoever was answered longer ago says little about the answer as it is now.
_LOOKED_AT = 20_000
# What was taken back with its question was asked by nobody.
_COUNTS_FROM = "FROM faq_answer a WHERE a.at >= ? AND a.shown <> 'taken-back'"


@dataclass(frozen=True, slots=True)
class Counts:
    """How often a topic (or anything) was asked and what came of it.

    ``deflected``: answered, and neither refused nor passed on to a human; whoever said nothing is among them.
    """

    topic: str
    asked: int
    answered: int
    helped: int
    not_helped: int
    human: int
    deflected: int


def by_topic(tx: Tx, since: datetime) -> list[Counts]:
    """For each topic its answers and offers, the most asked first; an offer from which one was chosen is that one's."""
    rows = tx.all(
        "SELECT a.topic AS topic, count(*) AS asked, sum(a.kind = 'answer') AS answered,"
        " sum(a.outcome = 'helped') AS helped, sum(a.outcome = 'not-helped') AS not_helped,"
        " sum(a.outcome = 'human') AS human,"
        f" sum(a.kind = 'answer' AND a.outcome NOT IN ('not-helped', 'human')) AS deflected {_COUNTS_FROM}"
        " AND NOT (a.kind = 'suggest' AND EXISTS (SELECT 1 FROM faq_answer b WHERE b.root = a.id AND b.root <> 0))"
        " GROUP BY a.topic ORDER BY asked DESC, a.topic",
        to_db(since),
    )
    return [_counts(row) for row in rows]


def altogether(tx: Tx, since: datetime) -> Counts:
    """By question: however many answers it took, one question counts once, by what came last."""
    row = tx.one(
        "SELECT '' AS topic, count(*) AS asked, coalesce(sum(answered), 0) AS answered,"
        " coalesce(sum(helped), 0) AS helped, coalesce(sum(last = 'not-helped' AND NOT human), 0) AS not_helped,"
        " coalesce(sum(human), 0) AS human,"
        " coalesce(sum(kind = 'answer' AND last <> 'not-helped' AND NOT human), 0) AS deflected FROM"
        # With a single max() the bare columns are of the row that has it: https://sqlite.org/lang_select.html
        " (SELECT max(a.id), a.kind AS kind, a.outcome AS last, sum(a.kind = 'answer') > 0 AS answered,"
        " sum(a.outcome = 'helped') > 0 AS helped, sum(a.outcome = 'human') > 0 AS human"
        f" {_COUNTS_FROM} GROUP BY CASE a.root WHEN 0 THEN a.id ELSE a.root END)",
        to_db(since),
    )
    assert row is not None
    return _counts(row)


def by_locale(tx: Tx, since: datetime) -> list[tuple[str, int]]:
    """How many questions in each language, the most first."""
    rows = tx.all(
        f"SELECT a.locale AS locale, count(*) AS n {_COUNTS_FROM} AND a.root = 0 GROUP BY a.locale ORDER BY n DESC, 1",
        to_db(since),
    )
    return [(row["locale"], row["n"]) for row in rows]


def often_wrong(tx: Tx, wrong: int, among: int, limit: int) -> list[tuple[str, int, int]]:
    """Topics refused so often among their last answers: topic, how often, of how many; the worst first."""
    rows = tx.all(
        "SELECT topic, sum(outcome = 'not-helped') AS wrong, count(*) AS answers FROM"
        " (SELECT topic, outcome, row_number() OVER (PARTITION BY topic ORDER BY id DESC) AS place FROM faq_answer"
        " WHERE kind = 'answer' AND shown <> 'taken-back' AND id > (SELECT max(id) FROM faq_answer) - ?)"
        " WHERE place <= ? GROUP BY topic HAVING wrong >= ? ORDER BY wrong DESC, topic LIMIT ?",
        _LOOKED_AT,
        among,
        wrong,
        limit,
    )
    return [(row["topic"], row["wrong"], row["answers"]) for row in rows]


def _counts(row: Row) -> Counts:
    return Counts(
        topic=row["topic"],
        asked=row["asked"],
        answered=row["answered"],
        helped=row["helped"],
        not_helped=row["not_helped"],
        human=row["human"],
        deflected=row["deflected"],
    )
