"""Rendering to Discord Markdown: our formatting shows, a person's words never do anything."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord.components import PressId, read_id, write_id
from adapters.discord.escape import ZERO_WIDTH, escaped
from adapters.discord.render import message, messages, pings
from core.ids import ChannelName, PersonRef
from core.text.markup import Bold, Code, Italic, Lines, Link, Markup, Mention, Moment, Quote, Span, Text

BOB = PersonRef(ChannelName("discord"), "42")
THEN = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

# What Discord's clients format, as far as a person could misuse it. Order: first match wins, as in the client.
RULES = (
    ("escape", re.compile(r"\\([^0-9A-Za-z\s])")),
    ("autolink", re.compile(r"<(https?://[^\s<>]+)>", re.I)),
    ("mention", re.compile(r"<(?:@!?|@&|#)\d+>|@everyone|@here", re.I)),
    ("emoji", re.compile(r"<a?:\w+:\d+>|:\w+:")),
    ("time", re.compile(r"<t:-?\d+(?::\w)?>")),
    ("command", re.compile(r"</[^:>]+:\d+>")),
    ("bare link", re.compile(r"https?://[^\s<]+", re.I)),
    ("masked link", re.compile(r"\[[^\]]*\]\([^)]*\)")),
    ("code", re.compile(r"`+[\s\S]*?`+")),
    ("bold", re.compile(r"\*\*[\s\S]+?\*\*")),
    ("italic", re.compile(r"\*[^\s*][\s\S]*?\*|_[\s\S]+?_")),
    ("strike", re.compile(r"~~[\s\S]+?~~")),
    ("spoiler", re.compile(r"\|\|[\s\S]+?\|\|")),
)
LINE_RULES = (
    ("heading", re.compile(r"\s*#{1,3} ")),
    ("subtext", re.compile(r"\s*-# ")),
    ("quote", re.compile(r"\s*>{1,3}(?: |>)")),
    ("list", re.compile(r"\s*(?:[-*+]|\d+\.) ")),
)


def shown(markdown: str) -> tuple[str, list[str]]:
    """What a reader sees, and the names of all formatting that took effect."""
    text, effects, position = "", [], 0
    while position < len(markdown):
        if position == 0 or markdown[position - 1] == "\n":
            effects += [name for name, rule in LINE_RULES if rule.match(markdown, position)]
        for name, rule in RULES:
            if found := rule.match(markdown, position):
                text += found[1] if name in ("escape", "autolink") else found[0]
                effects += [name] if name not in ("escape", "autolink") else []
                position = found.end()
                break
        else:
            text += markdown[position]
            position += 1
    return text.replace(ZERO_WIDTH, ""), effects


HOSTILE = st.text(
    alphabet=st.sampled_from(list("ab1 \n\\*_~`|<>[]():#-+.@!&/t")) | st.characters(codec="utf-8"), max_size=60
)
PIECES = st.lists(
    st.sampled_from(
        [
            "@everyone", "@here", "<@42>", "<@&7>", "<#9>", "<:x:1>", "<t:1>", "</a:1>", "[a](https://e.vil)",
            "https://e.vil/a_b*c*", "http://x.y/@everyone", "**", "__", "||", "```", "# ", "> ", ">>> ", "- ",
            "1. ", "-# ", "\\", "\n", " ", "a", "HTTPS://E.VIL",
        ]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(HOSTILE | PIECES)
@example("<@42>")
@example("\\**bold\\**")
@example("1. one\n2. two")
@example("https://a.b/\\*x*")
def test_a_persons_words_are_shown_exactly_and_do_nothing(words: str) -> None:
    text, effects = shown(escaped(words))

    assert effects == []
    assert text == words.replace(ZERO_WIDTH, "")


@given(HOSTILE | PIECES, st.sampled_from([Bold, Italic]))
def test_a_persons_words_do_not_end_our_formatting(words: str, kind: type[Bold] | type[Italic]) -> None:
    mark = "**" if kind is Bold else "_"
    for line, part in zip(words.split("\n"), message(kind(Text(words))).split("\n"), strict=False):
        if not line.strip():
            continue
        inner = part.strip()

        assert inner.startswith(mark)
        assert inner.endswith(mark)
        text, effects = shown(inner[len(mark) : -len(mark)])
        assert effects == []
        assert text.strip() == line.strip().replace(ZERO_WIDTH, "")


@given(st.lists(HOSTILE, max_size=8), st.integers(min_value=40, max_value=200))
def test_every_part_fits_and_nothing_is_left_out(parts: list[str], longest: int) -> None:
    whole = messages(Lines(tuple(Text(part) for part in parts)), longest)

    assert all(0 < len(part) <= longest for part in whole)
    seen = "".join(shown(part)[0] for part in whole)
    wanted = "".join(parts).replace(ZERO_WIDTH, "")
    assert re.sub(r"\s", "", seen) == re.sub(r"\s", "", wanted)


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        (Text("a*b"), "a\\*b"),
        (Text("see https://e.vil/a_b."), "see <https://e.vil/a_b>\\."),
        (Text("@everyone"), f"@{ZERO_WIDTH}everyone"),
        (Bold(Text("a")), "**a**"),
        (Bold(Text(" a ")), " **a** "),
        (Bold(Text(" ")), ZERO_WIDTH),
        (Bold(Bold(Text("a"))), "**a**"),
        (Bold(Text("a\nb")), "**a**\n**b**"),
        (Italic(Bold(Text("a"))), "_**a**_"),
        (Span((Italic(Text("a")), Text("b"))), f"_a_{ZERO_WIDTH}b"),
        (Code("a"), "`a`"),
        (Code("a`b"), "``a`b``"),
        (Code("`"), "`` ` ``"),
        (Code("```x"), "`ˋˋˋx`"),
        (Code(""), ZERO_WIDTH),
        (Link("Site", "https://example.org/a(b)"), "[Site](<https://example.org/a(b%29>)"),
        (Link("https://a.b", "https://a.b"), "<https://a.b>"),
        (Link("x](https://e.vil)", "https://a.b"), "x\\](<https://e.vil>) <https://a.b>"),
        (Quote(Text("a\nb")), "> a\n> b"),
        (Span((Text("he said"), Quote(Text("a")), Text("\nend"))), "he said\n> a\nend"),
        (Quote(Quote(Text("a"))), "> a"),
        (Moment(THEN), "<t:1777896000:f>"),
        (Moment(THEN, relative=True), "<t:1777896000:R>"),
        (Mention(BOB, "B*b"), "B\\*b"),
        (Mention(BOB, "Bob", ping=True), "<@42>"),
        (Mention(BOB, "staff", ping=True, kind="role"), "<@&42>"),
        (Mention(PersonRef(ChannelName("telegram"), "x"), "Bob", ping=True), "Bob"),
        (Lines((Text("a"), Text(""), Text("b"))), "a\n\nb"),
        (Text(""), ZERO_WIDTH),
    ],
)
def test_markup_becomes_markdown(markup: Markup, markdown: str) -> None:
    assert messages(markup) == [markdown]


def test_only_wanted_mentions_notify() -> None:
    text = Lines((Bold(Mention(BOB, "Bob", ping=True)), Quote(Mention(BOB, "Bob")), Mention(BOB, "r", True, "role")))

    assert (pings(text).people, pings(text).roles) == (("42",), ("42",))
    assert pings(Text("<@42>")).people == ()


def test_a_cut_keeps_the_formatting_in_both_parts() -> None:
    first, second = messages(Quote(Bold(Text("word " * 500))))

    assert first.startswith("> **")
    assert first.rstrip().endswith("**")
    assert second.startswith("> **")
    assert len(first) > 1800


def test_a_paragraph_of_very_many_parts_is_shown() -> None:
    parts = tuple(part for number in range(2000) for part in (Bold(Text(f"w{number}")), Text(" ")))

    shown = messages(Lines((Text("first"), Span(parts))))

    assert "".join(shown).count("**w") == 2000
    assert all(len(part) <= 2000 for part in shown)


def test_one_message_is_enough_where_there_can_be_only_one() -> None:
    text = message(Text("word\n" * 900))

    assert len(text) <= 2000
    assert text.endswith("\n…")


@pytest.mark.parametrize(
    "press",
    [PressId("b-a-claim_x"), PressId("t", "ticket"), PressId("t", "ticket", "deposit"), PressId("t", None, "")],
)
def test_a_custom_id_comes_back_as_it_was_written(press: PressId) -> None:
    assert read_id(write_id(press)) == press


@pytest.mark.parametrize(
    ("text", "press"),
    [("", PressId("")), ("old", PressId("old")), ("nosuch|t", PressId("t")), ("-|t", PressId("t"))],
)
def test_a_foreign_custom_id_is_read_without_trust(text: str, press: PressId) -> None:
    assert read_id(text) == press


def test_a_custom_id_that_discord_would_refuse_is_our_fault() -> None:
    with pytest.raises(ValueError, match="too long"):
        write_id(PressId("t" * 99, "ticket"))
