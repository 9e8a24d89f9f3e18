"""Settings from file and environment: what wins, what is refused, and in which words."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from config.settings import Settings, SettingsError, load


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder: Path, text: str, name: str = "bellbuoy.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(text: str = "", **environ: str) -> list[str]:
    written(Path(), text)
    with pytest.raises(SettingsError) as caught:
        load(None, environ)
    return [str(problem) for problem in caught.value.problems]


def secret_of(settings: Settings) -> str | None:
    token = settings.telegram.token
    return token.get_secret_value() if token else None


def test_without_anything_the_defaults_hold() -> None:
    settings = load(None, {})

    assert settings == Settings()
    assert settings.telegram.token is None
    assert settings.community.languages == ("en", "zh-Hans", "zh-Hant", "ta")


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(empty_folder: Path) -> None:
    path = written(empty_folder, '[telegram]\ntoken = "1:file"\nmode = "polling"\n[support]\nrating = false\n')

    settings = load(path, {"BELLBUOY_TELEGRAM__TOKEN": "1:environment"})

    assert secret_of(settings) == "1:environment"
    assert settings.support.rating is False
    assert settings.telegram.api_url == "https://api.telegram.org"


@pytest.mark.parametrize(
    ("name", "value", "path", "expected"),
    [
        ("BELLBUOY_DATA_DIR", "/srv/bellbuoy", "data_dir", Path("/srv/bellbuoy")),
        ("BELLBUOY_TELEGRAM__API_URL", "http://127.0.0.1:8081/", "telegram.api_url", "http://127.0.0.1:8081"),
        ("BELLBUOY_DISCORD__API_URL", "http://127.0.0.1:1/api", "discord.api_url", "http://127.0.0.1:1/api"),
        ("BELLBUOY_DISCORD__GATEWAY_URL", "ws://[::1]:2/", "discord.gateway_url", "ws://[::1]:2/"),
        ("BELLBUOY_TELEGRAM__WEBHOOK__LISTEN_PORT", "9000", "telegram.webhook.listen_port", 9000),
        ("BELLBUOY_COMMUNITY__LANGUAGES", "ta, en", "community.languages", ("ta", "en")),
        ("BELLBUOY_COMMUNITY__LANGUAGES", '["ta","en"]', "community.languages", ("ta", "en")),
        ("BELLBUOY_COMMUNITY__DISCORD__SUPPORT_CHANNELS", "7", "community.discord.support_channels", (7,)),
        (
            "BELLBUOY_COMMUNITY__DISCORD__SUPPORT_CHANNELS",
            "7,8",
            "community.discord.support_channels",
            (7, 8),
        ),
        ("BELLBUOY_SUPPORT__FOLLOW_UP_AFTER", "PT36H", "support.follow_up_after", timedelta(hours=36)),
        ("BELLBUOY_SUPPORT__RATING", "false", "support.rating", False),
        ("bellbuoy_logging__level", "debug", "logging.level", "debug"),
    ],
)
def test_a_variable_sets_its_key(name: str, value: str, path: str, expected: object) -> None:
    at: object = load(None, {name: value})

    for part in path.split("."):
        at = getattr(at, part)
    assert at == expected


def test_an_empty_variable_counts_as_not_set() -> None:
    settings = load(None, {"BELLBUOY_TELEGRAM__TOKEN": "", "BELLBUOY_NONSENSE": ""})

    assert settings.telegram.token is None


def test_variables_of_other_programs_are_left_alone() -> None:
    assert load(None, {"PATH": "/bin", "TELEGRAM__TOKEN": "1:x"}) == Settings()


def test_a_list_of_tables_can_be_given_as_json() -> None:
    people = '[{"name": "Mei", "role": "lead", "discord": "100000000000000001"}]'

    settings = load(None, {"BELLBUOY_COMMUNITY__PEOPLE": people})

    assert [(person.name, person.discord) for person in settings.community.people] == [("Mei", 100000000000000001)]


def test_the_file_here_comes_before_the_one_in_the_data_folder(empty_folder: Path) -> None:
    written(empty_folder, '[logging]\nlevel = "debug"\n')
    written(empty_folder, '[logging]\nlevel = "error"\n', "kept/bellbuoy.toml")

    assert load(None, {"BELLBUOY_DATA_DIR": "kept"}).logging.level == "debug"


def test_the_file_in_the_data_folder_is_found(empty_folder: Path) -> None:
    written(empty_folder, '[logging]\nlevel = "error"\n', "kept/bellbuoy.toml")

    assert load(None, {"BELLBUOY_DATA_DIR": "kept"}).logging.level == "error"


def test_a_file_that_was_asked_for_must_exist(empty_folder: Path) -> None:
    with pytest.raises(SettingsError, match=r"missing\.toml: cannot be read: No such file"):
        load(empty_folder / "missing.toml", {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[telegram]\nmode polling\n", "is not valid TOML in line 2, column 6"),
        ('[telegram]\nmode = "polling', "is not valid TOML"),
        ("a = 1\na = 2\n", "is not valid TOML in line 2"),
    ],
    ids=["no equals sign", "unclosed quote at the end", "key twice"],
)
def test_malformed_toml_is_placed_by_line_and_column(text: str, expected: str) -> None:
    (problem,) = problems_of(text)

    assert expected in problem


def test_a_file_that_is_no_text_is_refused(empty_folder: Path) -> None:
    path = empty_folder / "bellbuoy.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SettingsError, match="not a text file in UTF-8"):
        load(path, {})


def test_every_problem_is_named_at_once() -> None:
    found = problems_of(
        '[telegram]\nmode = "webhook"\ntokn = "1:x"\n'
        '[community]\ntime_zone = "Mars/Base"\ndefault_language = "fr"\n'
        '[[community.people]]\nname = "Mei"\nrole = "boss"\ndiscord = 1\n'
        '[[community.people]]\nname = "Arun"\nrole = "lead"\n'
        "[support]\nreopen_within = 7\n",
        BELLBUOY_TELEGRAM__WEBHOOK__LISTEN_PORT="http",
        BELLBUOY_TELEGRAM_TOKEN="1:x",
    )

    assert sorted(problem.split(":")[0] for problem in found) == [
        "BELLBUOY_TELEGRAM_TOKEN",
        "community.default_language (BELLBUOY_COMMUNITY__DEFAULT_LANGUAGE)",
        "community.people (BELLBUOY_COMMUNITY__PEOPLE)",
        "community.people.role, entry 1 (BELLBUOY_COMMUNITY__PEOPLE)",
        "community.time_zone (BELLBUOY_COMMUNITY__TIME_ZONE)",
        "support.reopen_within (BELLBUOY_SUPPORT__REOPEN_WITHIN)",
        "telegram.tokn",
        "telegram.webhook.listen_port (BELLBUOY_TELEGRAM__WEBHOOK__LISTEN_PORT)",
        "telegram.webhook.public_url (BELLBUOY_TELEGRAM__WEBHOOK__PUBLIC_URL)",
        "telegram.webhook.secret (BELLBUOY_TELEGRAM__WEBHOOK__SECRET)",
    ]


def test_the_text_of_the_error_counts_and_lists_the_problems() -> None:
    with pytest.raises(SettingsError) as caught:
        load(None, {"BELLBUOY_LOGGING__LEVEL": "loud", "BELLBUOY_SCAM__MODE": "kill"})

    assert str(caught.value) == (
        "2 problems in the settings:\n"
        "  - logging.level (BELLBUOY_LOGGING__LEVEL): 'loud' is not one of the words known here; "
        "write 'debug', 'info', 'warning' or 'error'\n"
        "  - scam.mode (BELLBUOY_SCAM__MODE): 'kill' is not one of the words known here; "
        "write 'observe' or 'act'"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[telegramm]\n", "telegramm: is not a setting; did you mean telegram?"),
        ("[support]\nratings = true\n", "support.ratings: is not a setting; did you mean support.rating?"),
        (
            '[telegram]\ntoken_fil = "x"\n',
            "telegram.token_fil: is not a setting; did you mean telegram.token_file?",
        ),
        ("newcomer_days = 3\n", "newcomer_days: is not a setting; did you mean scam.newcomer_days?"),
        (
            "[[community.links]]\nnme = 'x'\nurl = 'https://x'\nname = 'y'\n",
            "did you mean community.links.name?",
        ),
        ("zzz = 3\n", "zzz: is not a setting; remove it"),
    ],
    ids=["table", "key", "file of a secret", "key at the wrong place", "key of an entry", "nothing near"],
)
def test_an_unknown_key_is_refused_with_the_nearest_name(text: str, expected: str) -> None:
    (problem,) = problems_of(text)

    assert expected in problem


def test_an_unknown_variable_is_refused_with_the_nearest_name() -> None:
    (problem,) = problems_of(BELLBUOY_TELEGRAM_TOKEN="1:x")

    assert problem == "BELLBUOY_TELEGRAM_TOKEN: is not a setting; did you mean BELLBUOY_TELEGRAM__TOKEN?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[telegram.webhook]\nlisten_port = "http"\n', "'http' is not a whole number; write a whole number"),
        ("[telegram.webhook]\nlisten_port = 70000\n", "70000 is out of range; write at most 65535"),
        ("[support]\nrating = 'perhaps'\n", "'perhaps' is neither true nor false"),
        ("[support]\nfollow_up_after = 24\n", "24 is a duration without a unit; write a number and its unit"),
        ("[support]\nfollow_up_after = 'soon'\n", "'soon' is not a duration"),
        ("[support]\nfollow_up_after = '0s'\n", "'0s' is no time at all; write a longer"),
        (
            "[telegram]\napi_url = 'api.telegram.org'\n",
            "write an address that begins with http:// or https://",
        ),
        ("[telegram]\napi_url = 'http://x:99999'\n", "is not a valid address"),
        ("[telegram.webhook]\npublic_url = 'http://x'\n", "write an address that begins with https://"),
        ("[discord]\ngateway_url = 'https://x'\n", "write an address that begins with ws:// or wss://"),
        ("[community]\ntime_zone = 'Mars/Base'\n", "'Mars/Base' is not a time zone"),
        ("[community]\ntime_zone = '../etc/passwd'\n", "is not a time zone"),
        ("[community]\nlanguages = ['English']\ndefault_language = 'English'\n", "is not a language tag"),
        ("[community]\nlanguages = []\n", "is an empty list"),
        ("[community]\nname = ' '\n", "is empty"),
        ("[community]\npeople = 3\n", "3 is not a list"),
        ("community = 3\n", "3 is not a table"),
        ("[[community.people]]\nname = 'Mei'\ndiscord = 1\n", "community.people.role, entry 1"),
        ("[[community.telegram.groups]]\nid = 5\ntitle = 'x'\n", "5 is out of range; write less than 0"),
        ("[logging]\nlevel = 3\n", "3 is not one of the words known here"),
        ("data_dir = 3\n", "3 is not a path"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_words(text: str, expected: str) -> None:
    found = problems_of(text)

    assert expected in found[0]


def test_several_bad_entries_of_one_variable_are_each_named() -> None:
    found = problems_of(BELLBUOY_COMMUNITY__LANGUAGES="en,Englisch,Deutsch")

    assert [problem.split(" (")[0] for problem in found] == [
        "community.languages, entry 2",
        "community.languages, entry 3",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[[community.people]]\nname='A'\nrole='lead'\ntelegram=5\n"
            "[[community.people]]\nname='B'\nrole='lead'\ntelegram='5'\n",
            "telegram 5 stands there 2 times",
        ),
        (
            "[[community.telegram.groups]]\nid=-5\ntitle='A'\n[[community.telegram.channels]]\nid=-5\ntitle='B'\n",
            "-5 stands there 2 times",
        ),
        ("[community.discord.roles]\nhelper=[7]\nadmin=[7]\n", "7 stands there 2 times"),
        ("[community.discord]\nsupport_channels=[7, 7]\n", "7 stands there 2 times"),
        ("[community.discord]\nticket_forum=7\nmoderator_channel=7\n", "7 is the ticket forum too"),
        ("[community]\nlanguages=['en', 'en']\n", "en stands there 2 times"),
        ("[[community.people]]\nname='A'\nrole='lead'\n", "'A' has no id"),
        ("[community]\nlanguages=['ta']\n", "'en' is not among community.languages"),
        ("[[community.telegram.groups]]\nid=-5\ntitle='A'\nlanguage='fr'\n", "'fr' of group -5 is not among"),
        (
            "[[community.addresses]]\nchain='e'\naddress='0x1'\nlabel='a'\n"
            "[[community.addresses]]\nchain='e'\naddress='0x1'\nlabel='b'\n",
            "e 0x1 stands there 2 times",
        ),
    ],
)
def test_keys_that_contradict_each_other_are_refused(text: str, expected: str) -> None:
    (problem,) = problems_of(text)

    assert expected in problem


def test_webhook_mode_with_address_and_secret_is_accepted(empty_folder: Path) -> None:
    keys = '[telegram.webhook]\npublic_url = "https://x.example/t"\nsecret = "a-B_9"\n'
    text = f'[telegram]\nmode = "webhook"\n{keys}'

    webhook = load(written(empty_folder, text), {}).telegram.webhook

    assert webhook.secret is not None
    assert webhook.secret.get_secret_value() == "a-B_9"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("BELLBUOY_TELEGRAM__TOKEN", "pasted-into-the-wrong-line"),
        ("BELLBUOY_TELEGRAM__WEBHOOK__SECRET", "with blanks"),
        ("BELLBUOY_DISCORD__TOKEN", "Bot abc"),
        ("BELLBUOY_TELEGRAM__MODE", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"),
    ],
)
def test_what_may_be_a_secret_is_not_repeated_in_the_error(key: str, value: str) -> None:
    (problem,) = problems_of(**{key: value})

    assert value not in problem


def test_tokens_do_not_show_in_the_representation() -> None:
    settings = load(None, {"BELLBUOY_TELEGRAM__TOKEN": "1:hidden", "BELLBUOY_DISCORD__TOKEN": "hidden.too"})

    assert "hidden" not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_a_secret_is_read_from_the_file_a_variable_names(empty_folder: Path) -> None:
    written(empty_folder, "1:from-file\n", "secret").chmod(0o600)

    settings = load(None, {"BELLBUOY_TELEGRAM__TOKEN_FILE": "secret"})

    assert secret_of(settings) == "1:from-file"


def test_the_path_of_a_secret_in_the_file_starts_at_the_folder_of_the_file(empty_folder: Path) -> None:
    written(empty_folder, "1:near\n", "etc/secret").chmod(0o600)
    path = written(empty_folder, '[telegram]\ntoken_file = "secret"\n', "etc/settings.toml")

    assert secret_of(load(path, {})) == "1:near"


def test_a_secret_in_the_environment_wins_over_the_file_named_in_the_settings(empty_folder: Path) -> None:
    written(empty_folder, "1:near", "secret").chmod(0o600)
    path = written(empty_folder, '[telegram]\ntoken_file = "secret"\n')

    assert secret_of(load(path, {"BELLBUOY_TELEGRAM__TOKEN": "1:above"})) == "1:above"


@pytest.mark.parametrize(
    ("content", "expected"),
    [(None, "cannot be read: No such file"), (b"\n", "is empty"), (b"\xff\xfe", "is not a text file")],
    ids=["missing", "empty", "not text"],
)
def test_a_file_of_a_secret_that_cannot_be_used_is_a_problem(
    empty_folder: Path, content: bytes | None, expected: str
) -> None:
    if content is not None:
        (empty_folder / "secret").write_bytes(content)

    (problem,) = problems_of('[discord]\ntoken_file = "secret"\n')

    assert problem.startswith("discord.token_file (BELLBUOY_DISCORD__TOKEN_FILE): ")
    assert expected in problem


def test_a_secret_and_a_file_of_it_side_by_side_are_a_problem() -> None:
    (problem,) = problems_of('[discord]\ntoken = "x"\ntoken_file = "secret"\n')

    assert "stands beside discord.token; keep one of the two" in problem


@pytest.mark.parametrize(("mode", "warned"), [(0o644, True), (0o640, False)])
def test_a_secret_that_everybody_can_read_is_warned_about(
    empty_folder: Path, caplog: pytest.LogCaptureFixture, mode: int, warned: bool
) -> None:
    written(empty_folder, "1:x", "secret").chmod(mode)

    with caplog.at_level(logging.WARNING, logger="config"):
        load(None, {"BELLBUOY_TELEGRAM__TOKEN_FILE": "secret"})

    assert ("every user of this machine" in caplog.text) is warned
    assert "1:x" not in caplog.text


def test_settings_never_change_after_the_start() -> None:
    settings = load(None, {})

    with pytest.raises(ValueError, match="frozen"):
        settings.scam.mode = "observe"  # type: ignore[misc]
