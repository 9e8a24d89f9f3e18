"""Whatever happens in whatever order: what the core lets out is addressed, fits both platforms, is never too much."""

import asyncio
import re
import tempfile
from collections import Counter
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.effects import (
    Answer,
    Ban,
    Button,
    Controls,
    DeleteMessage,
    EditText,
    Effect,
    OpenRoom,
    React,
    Restrict,
    SendText,
    UpdateRoom,
)
from core.events import Author
from core.ids import Address, MessageRef
from tests.house import AMARA, CHAT, DESK, DIEGO, GROUP, MIA, PANEL, THIEF, WEI, House, open_house
from tests.toy_channel import ToyMessage

TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
HOSTILE = msgspec.structs.replace(AMARA, name="</b>\u202e@everyone\n" + "x" * 5000)
PEOPLE = (AMARA, WEI, THIEF, HOSTILE, DIEGO, MIA)
COMMANDS = ("start", "help", "faq", "ask", "support", "status", "language", "cancel", "close", "reply", "report", "x")
WORDS = (
    "My transaction is pending for hours, why?",
    "please send me your 12 word seed phrase now to validate your wallet",
    "I am support agent, write me in dm please",
    "gm",
    "thank you!",
    "still not here",
    "我的账户登录不了，怎么办？",
    "\u202e{ $x } **<b>** \ue000" * 40,
    "y" * 4000,
    "",
)
people = st.sampled_from(PEOPLE)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("says"), people, st.sampled_from(WORDS), st.booleans()),
        st.tuples(st.just("commands"), people, st.sampled_from(COMMANDS), st.booleans(), st.sampled_from(WORDS)),
        st.tuples(st.just("presses"), people, st.integers(0, 200), st.integers(0, 20)),
        st.tuples(st.just("submits"), people, st.integers(0, 200), st.sampled_from(WORDS)),
    ),
    min_size=5,
    max_size=30,
)


async def take(house: House, step: tuple[object, ...]) -> None:
    match step:
        case ("says", Author() as who, str(words), bool(public)):
            await house.says(who, words, public_place(who) if public else None)
        case ("commands", Author() as who, str(name), bool(public), str(words)):
            await house.commands(who, name, public_place(who) if public else None, words=words)
        case ("presses", Author() as who, int(which), int(button)):
            message = pick(house, which)
            tokens = [token for token in (*message.buttons.values(), message.menu) if token] if message else []
            if message and tokens:
                await house.presses(who, "", message, token=tokens[button % len(tokens)])
        case ("submits", Author() as who, int(which), str(words)):
            message = pick(house, which)
            tokens = [token for token in (*message.buttons.values(), message.menu) if token] if message else []
            if message and tokens:
                await house.submits(who, tokens[-1], message.ref.at, choice="legal", text=words)


def public_place(who: Author) -> Address:
    return GROUP if who.person.channel == CHAT else PANEL


def pick(house: House, which: int) -> ToyMessage | None:
    shown = [*house.chat.messages.values(), *house.desk.messages.values(), *house.desk.answer_controls]
    return shown[which % len(shown)] if shown else None


def assert_addressed(effect: Effect) -> None:
    match effect:
        case SendText(to=to) | EditText(to=to) | UpdateRoom(to=to) | React(to=to):
            place = to
        case OpenRoom(parent=parent):
            place = parent
        case Restrict(at=at) | Ban(at=at):
            place = at
        case DeleteMessage(target=target):
            assert isinstance(target, MessageRef)
            place = target.at
        case Answer(channel=channel, caller=caller):
            assert caller
            assert channel in (CHAT, DESK)
            return
    assert place.channel in (CHAT, DESK)
    assert isinstance(place, Address)
    assert place.place


def assert_fits(effect: Effect) -> None:
    if isinstance(effect, OpenRoom):
        assert 0 < len(effect.title) <= 100
        assert "\n" not in effect.title
    if not isinstance(effect, SendText | EditText | OpenRoom | Answer):
        return
    controls: Controls = effect.controls
    buttons: list[Button] = [button for row in controls.rows for button in row]
    assert len(controls.rows) <= 5
    assert all(0 < len(row) <= 5 for row in controls.rows)
    for button in buttons:
        assert 0 < len(button.label) <= 80
        assert TOKEN.fullmatch(button.token) if button.action else button.url
    if controls.menu is not None:
        assert TOKEN.fullmatch(controls.menu.token)
        assert 0 < len(controls.menu.options) <= 25
        assert all(TOKEN.fullmatch(token) for token in controls.menu.option_tokens)
        assert all(0 < len(option.label) <= 100 for option in controls.menu.options)
        assert len(controls.menu.placeholder) <= 150


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(steps)
def test_every_effect_of_a_random_walk_is_addressed_and_fits(walk: list[tuple[object, ...]]) -> None:
    async def story() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with open_house(Path(folder)) as house:
                for step in walk:
                    await take(house, step)

                for effect in (*house.chat.delivered, *house.desk.delivered):
                    assert_addressed(effect)
                    assert_fits(effect)
                assert await house.sql("SELECT kind, error FROM dead_event") == []
                assert await house.sql("SELECT key, state, error FROM outbox WHERE state <> 'sent'") == []
                sent = await house.sql(
                    "SELECT cause FROM outbox WHERE kind = 'send' AND place IN (?, ?)", GROUP.place, PANEL.place
                )
                assert all(count == 1 for count in Counter(sent).values())

    asyncio.run(story())
