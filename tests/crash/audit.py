"""Compares what was said and done with what can be seen on the platforms and with the rows of the database."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from bots.demo_town import Town
from tests.crash.books import Books, Conversation
from tests.crash.eyes import Eyes, marked, numbers


def on_the_platforms(town: Town, eyes: Eyes, books: Books) -> Iterator[str]:
    """What is not yet, or not, as it must be; nothing when everybody has what was meant for them."""
    if left := len(town.telegram.bots[town.telegram_bot].updates):
        yield f"{left} Telegram updates are not confirmed"
    for asked in books.questions:
        if not eyes.answers[asked.message_id]:
            yield f"question {asked.message_id} was not answered"
    for pressed in books.presses:
        if pressed.answer is None:
            yield f"the press {pressed.id} on message {pressed.message_id} was not answered"
    yield from _scams(town, eyes, books)
    for talk in books.conversations:
        yield from _conversation(town, eyes, books, talk)
    yield from _rooms(town, books)


def _scams(town: Town, eyes: Eyes, books: Books) -> Iterator[str]:
    group = town.telegram.chats[town.places.group]
    cards = [post.content for post in eyes.posted[town.places.cards] if "Case" in post.content]
    for person, scam in books.scams.items():
        if scam.deleted_at is None:
            yield f"the scam of {person} was not removed"
        status = group.members[person].status
        if status != ("kicked" if person in books.bans else "restricted"):
            yield f"scammer {person} is {status}"
        about = sum(f" {person}`" in card for card in cards)
        if about != 1:
            yield f"there are {about} cards about {person}"
    # One warning covers a place for a minute; how many were decided stands in the database.
    if books.scams and not _warnings(eyes):
        yield "the group was not warned"


def _conversation(town: Town, eyes: Eyes, books: Books, talk: Conversation) -> Iterator[str]:
    in_post = [post.content for post in town.discord.history(talk.post)] if talk.post else []
    said, replied = _acts(talk.name, talk.said, books), _acts(talk.reply_name, talk.replied, books)
    yield from _as_done(f"staff, from {talk.name}", numbers(talk.name, in_post), said)
    yield from _as_done(f"staff, copies for {talk.name}", numbers(talk.reply_name, in_post), replied)
    if talk.on_discord:
        got = numbers(talk.reply_name, [post.content for post in eyes.posted[talk.place]])
        yield from _as_done(f"member {talk.name}", got, replied)
    else:
        got = numbers(talk.reply_name, [one.content for one in eyes.private[talk.member]])
        if got != sorted(got):
            yield f"member {talk.name} got replies out of order: {got}"
        if set(got) != set(range(talk.replied)):
            yield f"member {talk.name} lacks {sorted(set(range(talk.replied)) - set(got))}"


def _acts(name: str, count: int, books: Books) -> list[int]:
    """The numbers of what one speaker did: each once, and again for each click that a kill left unacknowledged."""
    return [number for number in range(count) for _ in range(1 + books.again[marked(name, number)])]


def acts_doubled(books: Books) -> int:
    """Words that staff or members sent again because the first time looked as if it had failed."""
    done = sum(
        len(_acts(talk.name, talk.said, books)) + len(_acts(talk.reply_name, talk.replied, books))
        for talk in books.conversations
    )
    return done - sum(talk.said + talk.replied for talk in books.conversations)


def _as_done(who: str, got: Sequence[int], wanted: Sequence[int]) -> Iterator[str]:
    """On Discord there is exactly one message for each act, in order."""
    if list(got) == list(wanted):
        return
    lacking = sorted(set(wanted) - set(got))
    doubled = sorted({number for number in got if got.count(number) > wanted.count(number)})
    in_order = list(got) == sorted(got)
    yield f"{who}: {len(got)} of {len(wanted)}, lacking {lacking}, doubled {doubled}, in order: {in_order}"


def _rooms(town: Town, books: Books) -> Iterator[str]:
    posts = [one for one in town.discord.channels.values() if one.parent_id == town.places.forum]
    if len(posts) != len(books.conversations):
        yield f"{len(posts)} posts for {len(books.conversations)} tickets"
    threads = [one for one in town.discord.channels.values() if one.parent_id == town.places.panel and one.thread]
    wanted = sum(talk.on_discord for talk in books.conversations)
    if len(threads) != wanted:
        yield f"{len(threads)} private threads for {wanted} tickets of Discord members"
    for post in posts:
        cards = sum("earlier tickets" in said.content for said in post.messages.values())
        if cards != 1:
            yield f"the post {post.name} has {cards} cards"


def in_the_database(file: Path, town: Town, eyes: Eyes, books: Books) -> Iterator[str]:
    """What is wrong with the rows once nobody writes any more."""
    with closing(sqlite3.connect(file)) as database:
        yield from _sound(database, books)
        yield from _decided_once(database, books)
        yield from _doubles(database, eyes, books)
        yield from _clicks(database, books)


def _sound(database: sqlite3.Connection, books: Books) -> Iterator[str]:
    for (problem,) in database.execute("PRAGMA integrity_check"):
        if problem != "ok":
            yield f"integrity: {problem}"
    for event, kind, error in database.execute("SELECT event_id, kind, error FROM dead_event"):
        yield f"dead event {event} {kind} {error}"
    # Who saw a click fail cannot be answered any more.
    unanswerable = {(f"discord:i:{one.id}", "answer", "failed") for one in books.unacknowledged}
    bad = "SELECT cause, id, channel, kind, state, error, attempts FROM outbox WHERE state <> 'sent'"
    for cause, *row in database.execute(bad):
        if (cause, row[2], row[3]) not in unanswerable:
            yield f"outbox row {row}"
    orphans = (
        "SELECT count(*) FROM outbox WHERE cause NOT IN (SELECT id FROM seen_event)"
        " AND cause NOT LIKE 'outcome:%' AND cause NOT LIKE 'time:%'"
    )
    for (count,) in database.execute(orphans):
        if count:
            yield f"{count} outbox rows whose event is not noted as seen"


def _decided_once(database: sqlite3.Connection, books: Books) -> Iterator[str]:
    def count(query: str) -> int:
        return int(database.execute(query).fetchone()[0])

    for what, query, wanted in (
        ("tickets", "SELECT count(*) FROM ticket", len(books.conversations)),
        ("answers decided", "SELECT count(*) FROM faq_answer", len(books.questions)),
        ("cases", "SELECT count(*) FROM scam_case", len(books.scams)),
        ("bans", "SELECT count(*) FROM scam_case WHERE state = 'banned'", len(books.bans)),
        (
            "messages of members",
            "SELECT count(*) FROM ticket_entry WHERE kind = 'member'",
            sum(len(_acts(talk.name, talk.said, books)) for talk in books.conversations),
        ),
        (
            "replies",
            "SELECT count(*) FROM ticket_entry WHERE kind = 'reply'",
            sum(len(_acts(talk.reply_name, talk.replied, books)) for talk in books.conversations),
        ),
    ):
        if (found := count(query)) != wanted:
            yield f"{found} {what}, {wanted} wanted"


def _warnings(eyes: Eyes) -> int:
    return sum("A message was removed" in one.content for one in eyes.group)


def _warnings_decided(database: sqlite3.Connection) -> int:
    query = "SELECT count(*) FROM outbox WHERE kind = 'send' AND note LIKE 'scam.warning:%'"
    return int(database.execute(query).fetchone()[0])


def doubles(file: Path, eyes: Eyes, books: Books) -> int:
    """Telegram messages that are there more than once."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        decided = _warnings_decided(database)
    answers = sum(len(eyes.answers[asked.message_id]) - 1 for asked in books.questions)
    warnings = _warnings(eyes) - decided
    replies = sum(
        len(numbers(talk.reply_name, [one.content for one in eyes.private[talk.member]]))
        - len(_acts(talk.reply_name, talk.replied, books))
        for talk in books.conversations
        if not talk.on_discord
    )
    return answers + warnings + replies


def _doubles(database: sqlite3.Connection, eyes: Eyes, books: Books) -> Iterator[str]:
    """A message may be doubled once for every kill that found its row claimed, and else never."""

    def excused(condition: str, value: object) -> int:
        query = f"SELECT id FROM outbox WHERE channel = 'telegram' AND kind = 'send' AND {condition}"
        return sum(books.sending[row] for (row,) in database.execute(query, (value,)))

    for asked in books.questions:
        extra = len(eyes.answers[asked.message_id]) - 1
        if extra > excused("json_extract(payload, '$.reply_to.id') = ?", str(asked.message_id)):
            yield f"question {asked.message_id} was answered {extra + 1} times without a reason"
    for talk in books.conversations:
        got = [] if talk.on_discord else numbers(talk.reply_name, [one.content for one in eyes.private[talk.member]])
        for number in {number for number in got if got.count(number) > 1}:
            mark = marked(talk.reply_name, number)
            if got.count(number) - 1 > books.again[mark] + excused("instr(payload, ?) > 0", mark):
                yield f"{talk.name} got reply {number} {got.count(number)} times without a reason"
    warnings = _warnings(eyes) - _warnings_decided(database)
    if warnings < 0:
        yield f"{-warnings} warnings are missing"
    if warnings > excused("note LIKE ?", "scam.warning:%"):
        yield f"{warnings} warnings too many"


def _clicks(database: sqlite3.Connection, books: Books) -> Iterator[str]:
    """What was taken is noted, what was not taken is not, and the person could see it."""
    seen = {event for (event,) in database.execute("SELECT id FROM seen_event WHERE id LIKE 'discord:i:%'")}
    if len(books.unacknowledged) > sum(books.kills.values()):
        yield f"{len(books.unacknowledged)} clicks were handled and seen to fail, more than there were kills"
    for taken in books.taken:
        if f"discord:i:{taken.id}" not in seen:
            yield f"interaction {taken.id} was answered and is not noted"
    for lost in books.lost:
        if f"discord:i:{lost.id}" in seen and lost not in books.unacknowledged:
            yield f"interaction {lost.id} failed and was handled all the same"
        elif lost.state != "failed" and lost not in books.lost_acknowledged:
            yield f"interaction {lost.id} was lost and nobody could see it: {lost.state}"
