"""SQL for what is forgotten across areas: each statement takes away at most ``most`` rows and says how many."""

from datetime import datetime

from core.ids import Address, ChannelName, TicketId
from core.storage.db import Tx
from core.storage.moments import to_db


def ended_before(tx: Tx, when: datetime, most: int) -> list[TicketId]:
    """Tickets closed before a time."""
    rows = tx.all(
        "SELECT id FROM ticket WHERE state IN ('resolved', 'closed') AND closed_at < ? ORDER BY id LIMIT ?",
        to_db(when),
        most,
    )
    return [TicketId(row["id"]) for row in rows]


def forget_answers_before(tx: Tx, when: datetime, most: int) -> int:
    """Answers given before a time; buttons below them are over by then."""
    return tx.run(
        "DELETE FROM faq_answer WHERE id IN (SELECT id FROM faq_answer WHERE at < ? ORDER BY id LIMIT ?)",
        to_db(when),
        most,
    )


def forget_notes_before(tx: Tx, when: datetime, most: int) -> int:
    """Which message we sent under which note, but for tickets that are still there: those may yet be edited."""
    return tx.run(
        "DELETE FROM sent_message WHERE note IN (SELECT s.note FROM sent_message s WHERE s.at < ?"
        " AND NOT (s.note LIKE 'ticket.%' AND (EXISTS (SELECT 1 FROM ticket t"
        " WHERE t.id = CAST(substr(s.note, instr(s.note, ':') + 1) AS INTEGER)) OR EXISTS (SELECT 1 FROM ticket_entry e"
        " WHERE e.id = CAST(substr(s.note, instr(s.note, ':') + 1) AS INTEGER)))) LIMIT ?)",
        to_db(when),
        most,
    )


def forget_people_before(tx: Tx, when: datetime, most: int) -> int:
    """People without a ticket whom we have not met since."""
    rows = tx.all(
        "DELETE FROM person WHERE id IN (SELECT p.id FROM person p WHERE p.last_seen < ?"
        " AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.person = p.id)"
        " AND NOT EXISTS (SELECT 1 FROM followup f WHERE f.person = p.id) ORDER BY p.id LIMIT ?)"
        " RETURNING channel, external",
        to_db(when),
        most,
    )
    # Where a private chat has its person's number, the last message read there is known by it.
    tx.many(
        "DELETE FROM fact WHERE channel = ? AND key = ?", [(row["channel"], f"last:{row['external']}") for row in rows]
    )
    return len(rows)


def forget_rooms_before(tx: Tx, when: datetime, most: int) -> list[Address]:
    """Rooms opened before a time whose ticket is forgotten."""
    rows = tx.all(
        "DELETE FROM room WHERE name IN (SELECT r.name FROM room r WHERE r.opened_at < ? AND r.name LIKE 'ticket:%'"
        " AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = CAST(substr(r.name, 8) AS INTEGER)) LIMIT ?)"
        " RETURNING channel, place, thread",
        to_db(when),
        most,
    )
    tx.many(
        "DELETE FROM fact WHERE channel = ? AND key = ?", [(row["channel"], f"last:{row['place']}") for row in rows]
    )
    return [Address(ChannelName(row["channel"]), row["place"], row["thread"]) for row in rows]
