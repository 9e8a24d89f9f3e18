"""What is remembered of the lines of groups: whose lines count, for how much, and for how long."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from core.events import Author, MessageReceived, PlaceKind
from core.faq.calibration import PLAIN, Calibration, Candidate, Kind, Limits
from core.faq.lookup import Found
from core.faq.overheard import MOST_PLACES, SAMPLED, SAVED_EVERY, Lines, Overheard
from core.faq.scores.store import Kept
from core.ids import Address, ChannelName, EventId, MessageRef, PersonRef
from core.language import Language
from core.talk import Marked

CHAT = ChannelName("chat")
GROUP, OTHER = Address(CHAT, "-100"), Address(CHAT, "-200")
NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
AMARA = Author(person=PersonRef(CHAT, "42"), name="Amara")
ENGLISH, TAMIL = Language("en", "Latn", sure=True), Language("ta", "Taml", sure=True)
CALIBRATION = msgspec.structs.replace(
    PLAIN, limits={**PLAIN.limits, "group": {"other": Limits(0.9, 0.5), "ta": Limits(0.95, 0.6)}}
)


def overheard(calibration: Calibration = CALIBRATION) -> Overheard:
    return Overheard(calibration, lambda event: event.author.name == "Mia")


def line(
    number: int = 1, text: str = "how are the sails today", who: Author = AMARA, edited: bool = False
) -> MessageReceived:
    return MessageReceived(
        id=EventId(f"e{number}"),
        when=NOW + timedelta(seconds=number),
        at=GROUP,
        kind=PlaceKind.GROUP,
        author=who,
        message=MessageRef(GROUP, f"m{number}"),
        text=text,
        edited=edited,
    )


def scored(score: float, kind: Kind = "silent", language: Language = ENGLISH) -> Found:
    return Found(kind, ("t",) if kind != "silent" else (), (Candidate("t", score),), language)


def search(lines: Lines, scores: list[float], first: int = 1, language: Language = ENGLISH) -> None:
    for number, score in enumerate(scores, first):
        lines.searched(line(number), scored(score, language=language))


def of_language(heard: Overheard, language: str = "other", now: datetime = NOW + timedelta(days=1)) -> Kept:
    (row,) = [row for row in heard.unsaved(now) if row.language == language]
    return row


def strangers(row: Kept) -> dict[int, float]:
    return {place: count for place, count in enumerate(row.counts) if count}


def test_a_line_below_the_packs_limit_counts_as_a_stranger_with_its_score():
    heard = overheard()

    search(heard.lines(GROUP), [0.3, 0.899, 0.9, 0.97])

    row = of_language(heard)
    assert (row.at, row.seen, row.searched) == (GROUP, 4, 4)
    assert strangers(row) == {30: 1, 89: 1}


def test_a_limit_that_was_lowered_does_not_feed_on_its_own_answers():
    heard = overheard()
    lines = heard.lines(GROUP)
    search(lines, [0.1] * 400)
    lowered = lines.limits["other"].answer
    assert lowered < 0.9

    for number in range(1_000, 1_010):
        lines.searched(line(number), scored(0.85, "answer"))

    assert strangers(of_language(heard))[85] == 10
    assert lines.limits["other"].answer > 0.85


def test_languages_with_limits_of_their_own_are_counted_apart():
    heard = overheard()
    lines = heard.lines(GROUP)

    search(lines, [0.92], 1)
    search(lines, [0.92], 2, TAMIL)

    rows = {row.language: strangers(row) for row in heard.unsaved(NOW)}
    assert rows == {"other": {}, "ta": {92: 1}}


def test_one_group_does_not_change_the_limits_of_another():
    heard = overheard()

    search(heard.lines(GROUP), [0.1] * 400)

    assert heard.lines(GROUP).limits
    assert not heard.lines(OTHER).limits


def test_of_idle_talk_a_sample_stands_for_all_of_it():
    heard = overheard()
    lines = heard.lines(GROUP)

    for _ in range(10 * SAMPLED):
        lines.passes_by(line(text="gm everyone"))
    search(lines, [0.2])

    row = of_language(heard)
    assert (row.seen, row.searched) == (10 * SAMPLED + 1, 1)


def test_idle_talk_alone_is_nothing_to_be_written():
    heard = overheard()

    for _ in range(10 * SAMPLED):
        heard.lines(GROUP).passes_by(line(text="gm everyone"))

    assert heard.unsaved(NOW) == []


@pytest.mark.parametrize(
    "event",
    [
        line(who=msgspec.structs.replace(AMARA, is_bot=True)),
        line(who=msgspec.structs.replace(AMARA, is_privileged=True)),
        line(who=msgspec.structs.replace(AMARA, name="Mia")),
        line(edited=True),
    ],
    ids=["a bot's", "of who runs the group", "of staff", "edited"],
)
def test_lines_that_are_not_for_the_faq_do_not_count(event: MessageReceived):
    heard = Overheard(CALIBRATION, lambda event: event.author.is_privileged or event.author.name == "Mia")

    heard.lines(GROUP).searched(event, scored(0.5))

    assert heard.unsaved(NOW) == []


def test_a_line_that_is_told_twice_counts_once():
    heard = overheard()

    for _ in range(2):
        heard.lines(GROUP).searched(line(), scored(0.7, "suggest"))

    assert of_language(heard).searched == 1


@pytest.mark.parametrize(
    ("score", "said", "counted"),
    [
        (0.95, [], {}),
        (0.95, [False], {95: 1}),
        (0.95, [True], {}),
        (0.95, [False, False], {95: 1}),
        (0.95, [False, True], {}),
        (0.7, [], {70: 1}),
        (0.7, [False], {70: 1}),
        (0.7, [True], {}),
        (0.7, [True, True], {}),
        (0.7, [True, False], {70: 1}),
    ],
)
def test_whoever_asked_has_the_last_word_on_what_a_line_was(score: float, said: list[bool], counted: dict[int, float]):
    heard = overheard()
    lines = heard.lines(GROUP)
    lines.searched(line(), scored(score, "answer" if score >= 0.9 else "suggest"))

    heard.follow([Marked(MessageRef(GROUP, "m1"), helped=helped) for helped in said])

    assert strangers(of_language(heard)) == counted


def test_a_mark_on_what_is_not_remembered_changes_nothing():
    heard = overheard()

    heard.follow([Marked(MessageRef(GROUP, "unknown"), helped=False)])

    assert heard.unsaved(NOW) == []


def test_what_is_written_is_not_written_again_and_what_comes_meanwhile_is():
    heard = overheard()
    lines = heard.lines(GROUP)
    search(lines, [0.2])
    assert heard.unsaved(NOW)
    search(lines, [0.3], first=2)
    heard.saved()

    second = heard.unsaved(NOW + SAVED_EVERY)
    heard.saved()

    assert [row.searched for row in second] == [2]
    assert heard.unsaved(NOW + 2 * SAVED_EVERY) == []


def test_what_could_not_be_written_is_offered_again_a_minute_later():
    heard = overheard()
    search(heard.lines(GROUP), [0.2])
    first = heard.unsaved(NOW)

    assert heard.unsaved(NOW + SAVED_EVERY / 2) == []
    assert heard.unsaved(NOW + SAVED_EVERY) == first


def test_what_was_kept_counts_again():
    heard = overheard()
    search(heard.lines(GROUP), [0.1] * 400)
    kept = heard.unsaved(NOW)

    again = overheard()
    again.load(kept)

    assert again.lines(GROUP).limits == heard.lines(GROUP).limits
    assert again.unsaved(NOW) == []
    search(again.lines(GROUP), [0.1], first=1_000)
    assert of_language(again).searched == 401


def test_scores_of_another_calibration_say_nothing():
    heard = overheard()
    search(heard.lines(GROUP), [0.1] * 400)

    again = overheard(msgspec.structs.replace(CALIBRATION, worth_meaning=0.5))
    again.load(heard.unsaved(NOW))

    assert again.lines(GROUP).limits == {}


def test_the_group_not_heard_for_the_longest_is_forgotten_first():
    heard = overheard()
    places = [Address(CHAT, str(number)) for number in range(MOST_PLACES)]
    for number, place in enumerate(places):
        heard.lines(place).searched(line(number), scored(0.2))
    heard.lines(places[0])

    heard.lines(Address(CHAT, "one more"))

    known = {row.at for row in heard.unsaved(NOW)}
    assert known == set(places) - {places[1]}


def test_what_was_heard_long_ago_is_forgotten():
    heard = overheard()
    search(heard.lines(GROUP), [0.1] * 400)
    search(heard.lines(GROUP), [0.1], first=1_000_000, language=TAMIL)

    heard.forget_before(NOW + timedelta(days=5))

    assert {row.language for row in heard.unsaved(NOW)} == {"ta"}
    assert heard.lines(GROUP).limits == {}
    heard.forget_before(NOW + timedelta(days=50))
    assert heard.unsaved(NOW + SAVED_EVERY) == []
