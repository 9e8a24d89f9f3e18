"""What is forgotten and when; in small transactions, so that nobody who writes meanwhile waits long for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from core.community import Policy
from core.faq import store as faq_store
from core.faq.editor import store as drafts
from core.faq.learning import store as question_store
from core.faq.scores import store as score_store
from core.followups import store as followup_store
from core.ids import Address
from core.inbox import store as inbox
from core.outbox import store as outbox
from core.scam import store as scam_store
from core.storage.db import Database, Tx
from core.tickets import store as ticket_store
from core.tidying import store

SEEN_FOR = timedelta(days=7)
# Rows of the outbox keep an event that is told again from being carried out again.
SENT_FOR = 2 * SEEN_FOR
# What somebody of the staff began to write about an answer and did not publish.
DRAFTS_FOR = timedelta(days=1)
# Who asked what is answered: as long as a question may still be changed or taken back.
ASKERS_FOR = timedelta(days=2)
# How high a group's lines score, since the last of them that was searched for.
SCORES_FOR = timedelta(days=90)
STEP = 500
# A ticket goes with all that was said in it.
TICKETS_IN_STEP = 20

Forget = Callable[[Tx, int], int]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many of each kind went, and where the rooms were that we do not know any more."""

    counts: dict[str, int]
    rooms: list[Address]


async def tidy(database: Database, now: datetime, policy: Policy) -> Forgotten:
    """Forget everything whose time is over. Repeat-safe; what fails midway is done the next time."""
    counts: dict[str, int] = {}
    for kind, (forget, most) in _steps(now, policy).items():
        counts[kind] = 0
        gone = most
        while gone >= most:
            gone = await database.write(partial(_work, forget, most))
            counts[kind] += gone
    rooms: list[Address] = []
    # A room outlives its ticket once more, so that whoever still writes there can be told.
    long_ago = now - 2 * policy.keep_tickets
    left = True
    while left:
        found = await database.write(lambda tx: store.forget_rooms_before(tx, long_ago, STEP))
        rooms += found
        left = len(found) >= STEP
    return Forgotten(counts | {"rooms": len(rooms)}, rooms)


def _work(forget: Forget, most: int, tx: Tx) -> int:
    return forget(tx, most)


def _steps(now: datetime, policy: Policy) -> dict[str, tuple[Forget, int]]:
    evidence, tickets = now - policy.keep_evidence, now - policy.keep_tickets
    sent = now - max(SENT_FOR, policy.keep_sent_payloads)
    return {
        "seen": (lambda tx, most: inbox.forget_seen_before(tx, now - SEEN_FOR, most), STEP),
        "sent": (lambda tx, most: outbox.forget_rows_before(tx, sent, most), STEP),
        "payloads": (lambda tx, most: outbox.forget_payloads_before(tx, now - policy.keep_sent_payloads, most), STEP),
        "dead": (lambda tx, most: inbox.forget_dead_before(tx, evidence, most), STEP),
        "cases": (lambda tx, most: scam_store.forget_before(tx, evidence, most), STEP),
        "tickets": (lambda tx, most: _tickets(tx, tickets, most), TICKETS_IN_STEP),
        "dialogs": (lambda tx, _: ticket_store.forget_dialogs(tx, now), STEP),
        "drafts": (lambda tx, most: drafts.forget_drafts_before(tx, now - DRAFTS_FOR, most), STEP),
        "asked": (lambda tx, most: faq_store.forget_words_before(tx, now - faq_store.WORDS_LAST, most), STEP),
        "askers": (lambda tx, most: faq_store.forget_askers_before(tx, now - ASKERS_FOR, most), STEP),
        "shielded": (lambda tx, most: faq_store.forget_shielded_before(tx, now - ASKERS_FOR, most), STEP),
        "answers": (lambda tx, most: store.forget_answers_before(tx, tickets, most), STEP),
        "notes": (lambda tx, most: store.forget_notes_before(tx, min(tickets, evidence), most), STEP),
        "questions": (
            lambda tx, most: question_store.forget_questions_before(tx, now - policy.keep_questions, most),
            STEP,
        ),
        "gaps": (lambda tx, most: question_store.forget_gaps_before(tx, now - policy.keep_questions, most), STEP),
        "scores": (lambda tx, most: score_store.forget_before(tx, now - SCORES_FOR, most), STEP),
        "people": (lambda tx, most: store.forget_people_before(tx, tickets, most), STEP),
    }


def _tickets(tx: Tx, when: datetime, most: int) -> int:
    ended = store.ended_before(tx, when, most)
    followup_store.forget_of_tickets(tx, ended)
    ticket_store.forget(tx, ended)
    return len(ended)
