"""The policy as a table: how sure, who wrote it, what is done."""

import itertools

import pytest

from core.scam.context import Protected
from core.scam.signals import Finding, Reason
from core.scam.verdict import Action, Mode, Standing, judge, judge_leak

FUZZY = Reason("contact-me", (), 0.6)
OTHER = Reason("link-unknown", (), 0.6)
CLEAN = Finding()
FAINT = Finding(0.3, (FUZZY,), frozenset({"fake-support"}))
WEAK = Finding(0.97, (FUZZY,), frozenset({"fake-support"}))
STRONG = Finding(0.84, (FUZZY, OTHER), frozenset({"fake-support"}))
SURE = Finding(0.95, (Reason("seed-request", (), 0.95),), frozenset({"secret-request"}), None, True)
ASKED = Finding(0.0, (), frozenset(), Protected.ASKS)

SETTLED = Standing()
NEW = Standing(newcomer=True)
WARNED = Standing(warnings=1)
STAFF = Standing(is_staff=True)
ADMINISTRATOR = Standing(privileged=True, newcomer=True)
BOT = Standing(is_bot_allowed=True)


@pytest.mark.parametrize(
    ("finding", "standing", "action", "warn", "card"),
    [
        (CLEAN, NEW, Action.NONE, False, False),
        (ASKED, NEW, Action.NONE, False, False),
        (FAINT, NEW, Action.NONE, False, False),
        (WEAK, SETTLED, Action.NOTE, False, False),
        (WEAK, NEW, Action.WARN, True, True),
        (WEAK, WARNED, Action.WARN, True, True),
        (WEAK, STAFF, Action.NONE, False, False),
        (STRONG, SETTLED, Action.WARN, True, True),
        (STRONG, NEW, Action.REMOVE, True, True),
        (STRONG, STAFF, Action.NOTE, False, False),
        (SURE, SETTLED, Action.REMOVE, True, True),
        (SURE, NEW, Action.REMOVE_RESTRICT, True, True),
        (SURE, WARNED, Action.REMOVE_RESTRICT, True, True),
        (SURE, STAFF, Action.NOTE, False, True),
        (SURE, ADMINISTRATOR, Action.NOTE, False, True),
        (SURE, BOT, Action.NOTE, False, True),
    ],
)
def test_the_policy(finding, standing, action, warn, card):
    verdict = judge(finding, standing)

    assert (verdict.action, verdict.warn, verdict.card) == (action, warn, card)
    assert verdict.wanted is action
    assert verdict.reasons == finding.reasons


@pytest.mark.parametrize(
    ("finding", "standing", "action"),
    [
        (SURE, Standing(newcomer=True, can_restrict=False), Action.REMOVE),
        (SURE, Standing(newcomer=True, can_delete=False), Action.WARN),
        (SURE, Standing(can_delete=False, can_restrict=False), Action.WARN),
        (STRONG, Standing(newcomer=True, can_delete=False), Action.WARN),
    ],
)
def test_what_we_may_not_do_becomes_a_warning_or_less(finding, standing, action):
    verdict = judge(finding, standing)

    assert verdict.action is action
    assert verdict.warn
    assert verdict.card


@pytest.mark.parametrize("finding", [WEAK, STRONG, SURE])
def test_observing_tells_what_would_have_been_done(finding):
    acting = judge(finding, NEW)

    observing = judge(finding, Standing(newcomer=True, mode=Mode.OBSERVE))

    assert (observing.action, observing.warn, observing.card) == (Action.NOTE, False, True)
    assert observing.wanted is acting.action


def test_nobody_is_sanctioned_for_one_fuzzy_signal():
    for newcomer, warnings in itertools.product((False, True), (0, 1, 9)):
        verdict = judge(WEAK, Standing(newcomer=newcomer, warnings=warnings))
        assert verdict.action not in (Action.REMOVE, Action.REMOVE_RESTRICT)


def test_staff_and_administrators_are_never_acted_on():
    for finding, standing in itertools.product((WEAK, STRONG, SURE), (STAFF, ADMINISTRATOR, BOT)):
        verdict = judge(finding, standing)
        assert verdict.action in (Action.NONE, Action.NOTE)
        assert not verdict.warn


def test_a_leaked_secret_goes_whoever_wrote_it_and_nobody_is_restricted():
    for standing in (SETTLED, NEW, WARNED, STAFF, ADMINISTRATOR):
        verdict = judge_leak("phrase", standing)
        assert (verdict.action, verdict.warn, verdict.card) == (Action.REMOVE, False, True)
        assert verdict.reasons[0].detail == (("kind", "phrase"),)


def test_a_leaked_secret_stays_in_observe_mode():
    verdict = judge_leak("wif", Standing(mode=Mode.OBSERVE))

    assert (verdict.action, verdict.wanted) == (Action.NOTE, Action.REMOVE)
