"""Tokens of buttons: what we made comes back as it was, and nothing else is believed."""

import re
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.buttons import LONGEST, ButtonSigner
from core.effects import Action, Button, Controls, Menu, Option
from core.ids import ChannelName, PersonRef

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
AMARA, MALLORY = PersonRef(ChannelName("chat"), "42"), PersonRef(ChannelName("chat"), "666")
LETTERS = string.ascii_letters + string.digits

verbs = st.from_regex(r"[a-z](?:-?[a-z]){0,8}", fullmatch=True)
arguments = st.text(alphabet=LETTERS + "-", max_size=25)
owners = st.sampled_from([None, AMARA])


@given(verbs, arguments, owners)
def test_a_token_comes_back_as_the_action_it_was_made_of(verb, argument, owner):
    signer = ButtonSigner(KEY)
    action = Action(verb, argument, owner)

    token = signer.token(action)

    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", token)
    assert signer.action(token, AMARA) == action


@given(verbs, arguments)
def test_a_personal_token_is_worth_nothing_to_anybody_else(verb, argument):
    signer = ButtonSigner(KEY)

    token = signer.token(Action(verb, argument, AMARA))

    assert signer.is_personal(token)
    assert signer.action(token, MALLORY) is None


@given(verbs, arguments, owners, st.data())
def test_a_token_changed_in_one_place_is_not_believed(verb, argument, owner, data):
    signer = ButtonSigner(KEY)
    token = signer.token(Action(verb, argument, owner))
    at = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from(LETTERS + "_-"))
    assume(letter != token[at])

    forged = token[:at] + letter + token[at + 1 :]

    assert signer.action(forged, AMARA) is None


@given(verbs, arguments, owners, st.integers(0, 63))
def test_a_truncated_token_is_not_believed(verb, argument, owner, length):
    signer = ButtonSigner(KEY)
    token = signer.token(Action(verb, argument, owner))
    assume(length < len(token))

    assert signer.action(token[:length], AMARA) is None


@given(st.text(max_size=80))
def test_any_text_from_a_client_is_refused_without_a_fault(text):
    assert ButtonSigner(KEY).action(text, AMARA) is None


@given(verbs, arguments, owners)
def test_a_token_of_another_key_is_not_believed(verb, argument, owner):
    token = ButtonSigner(OTHER_KEY).token(Action(verb, argument, owner))

    assert ButtonSigner(KEY).action(token, AMARA) is None


@given(verbs, arguments)
def test_a_token_for_everybody_cannot_be_turned_into_a_personal_one(verb, argument):
    signer = ButtonSigner(KEY)
    token = signer.token(Action(verb, argument))

    assert signer.action(token.replace("b-a-", "b-p-", 1), AMARA) is None


@pytest.mark.parametrize(
    "action",
    [
        Action("ask", "x" * 60),
        Action("a--b", "1"),
        Action("a-", "1"),
        Action("", "1"),
        Action("ask", "mit Leerzeichen"),
        Action("ask", "日本"),
        Action("ask", "a_b"),
    ],
    ids=["too long", "dashes", "ends with a dash", "no verb", "space", "other letters", "underscore"],
)
def test_what_does_not_fit_a_button_is_a_fault_of_ours(action):
    with pytest.raises(ValueError, match="not fit for a button"):
        ButtonSigner(KEY).token(action)


def test_the_longest_action_still_fits_both_platforms():
    token = ButtonSigner(KEY).token(Action("faq-show", "x" * 35, AMARA))

    assert len(token) <= LONGEST


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        ButtonSigner(b"short")


def test_signing_controls_fills_in_every_token_and_leaves_links_alone():
    signer = ButtonSigner(KEY)
    link = Button(label="Site", url="https://harbour.example")
    press = Button(label="Go", action=Action("go", "1"), style="danger", form="reply", private=True)
    menu = Menu(action=Action("pick", "7"), placeholder="Pick", options=(Option("red", "Red"), Option("blue", "Blue")))

    signed = signer.sign(Controls(((link, press),), menu))

    assert signed.rows[0][0] == link
    assert signed.rows[0][1].style == "danger"
    assert signer.action(signed.rows[0][1].token, AMARA) == Action("go", "1")
    assert signed.menu is not None
    assert signer.action(signed.menu.token, AMARA) == Action("pick", "7")
    assert [signer.action(token, AMARA) for token in signed.menu.option_tokens] == [
        Action("pick", "7--red"),
        Action("pick", "7--blue"),
    ]
