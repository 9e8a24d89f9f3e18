"""What reaches the log: no token, no forged line, nothing lost."""

import io
import json
import logging
import sys
import warnings
from collections.abc import Iterator

import pytest

from bots.logs import REMOVED, Redaction, one_line, set_up

TELEGRAM = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_"
DISCORD = "MTA5ODc2NTQzMjEwOTg3NjU0MzI.GaBcDe.xXyYzZ0123456789-_abcdefghijklmnopqr"

log = logging.getLogger("bellbuoy.test")


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    noisy = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "aiosqlite", "apscheduler")}
    yield
    logging.captureWarnings(False)
    root.setLevel(level)
    root.handlers[:] = handlers
    for name, before in noisy.items():
        logging.getLogger(name).setLevel(before)


def logged_by(*secrets: str, format: str = "console", level: str = "debug") -> io.StringIO:
    stream = io.StringIO()
    set_up(level, format, secrets, stream)  # type: ignore[arg-type]
    return stream


@pytest.mark.parametrize(
    "text",
    [
        f"https://api.telegram.org/bot{TELEGRAM}/getMe",
        f"https://api.telegram.org/file/bot{TELEGRAM}/photo.jpg",
        f"https://api.telegram.org/bot{TELEGRAM.replace(':', '%3A')}/getMe",
        f"token is {TELEGRAM}.",
        f"{{'token': '{TELEGRAM}'}}",
        f"token is {DISCORD}",
        f"{{'Authorization': 'Bot {DISCORD}', 'X-Audit': '1'}}",
        f"Authorization: Bot {DISCORD}",
        f"Bot {DISCORD}",
        f"https://discord.com/api/v10/webhooks/123456789/{DISCORD}/messages/@original",
        f"/interactions/123456789/{DISCORD}/callback",
    ],
)
def test_the_shape_of_a_token_is_cut(text: str) -> None:
    cut = Redaction()(text)

    assert REMOVED in cut
    assert TELEGRAM.split(":")[1] not in cut
    assert DISCORD not in cut


@pytest.mark.parametrize(
    "text",
    [
        "delivered ticket=17 channel=telegram at=2026-01-05T10:11:12",
        "https://api.telegram.org/",
        "Bot started, listening on 127.0.0.1:8443",
        "core.tickets.service.open_or_get failed",
        "message 1234567890:42",
        "0x52908400098527886E0F7030069857D2E4169EE7",
    ],
)
def test_what_is_no_token_stays(text: str) -> None:
    assert Redaction()(text) == text


def test_a_short_token_is_cut_from_a_path_of_the_bot_api() -> None:
    assert Redaction()("http://127.0.0.1:1/bot1:x/getMe") == f"http://127.0.0.1:1/bot{REMOVED}/getMe"


def test_the_secret_of_a_webhook_is_cut_from_its_header() -> None:
    assert Redaction()("{'X-Telegram-Bot-Api-Secret-Token': 'abc'}").count("abc") == 0


def test_a_secret_that_begins_another_one_leaves_no_rest() -> None:
    assert Redaction(["harbour", "harbour-light", ""])("a harbour-light b harbour") == f"a {REMOVED} b {REMOVED}"


@pytest.mark.parametrize("format", ["console", "json"])
def test_a_secret_is_cut_from_message_arguments_exception_and_extras(format: str) -> None:
    stream = logged_by("sesame", format=format)

    try:
        raise RuntimeError("cannot open sesame") from ValueError("sesame was the cause")
    except RuntimeError:
        log.exception("failed with %s and sesame", "sesame", extra={"where": "sesame"}, stack_info=True)

    assert "sesame" not in stream.getvalue()
    assert stream.getvalue().count(REMOVED) >= 4


@pytest.mark.parametrize("format", ["console", "json"])
def test_text_of_a_person_cannot_forge_a_line(format: str) -> None:
    stream = logged_by(format=format)

    log.info("name=%s", "Eve\n2026-01-01 info all is well\r\x1b[2J\u2028\u202e\x00")

    (line,) = stream.getvalue().splitlines()
    assert line.isprintable()
    assert "all is well" in line


def test_text_in_an_exception_cannot_forge_a_line() -> None:
    stream = logged_by()

    try:
        raise ValueError("first\n2026-01-01T00:00:00Z info core: all is well")
    except ValueError:
        log.exception("failed")

    head, *below = stream.getvalue().splitlines()
    assert head.endswith("bellbuoy.test: failed")
    assert below
    assert [line for line in below if not line.startswith("    | ")] == []


def test_a_json_line_has_time_level_logger_message_extras_and_traceback() -> None:
    stream = logged_by(format="json")

    try:
        raise KeyError("lane")
    except KeyError:
        log.error("delivery failed ticket=%d", 17, exc_info=True, extra={"attempts": 3})

    line = json.loads(stream.getvalue())
    assert line["level"] == "error"
    assert line["logger"] == "bellbuoy.test"
    assert line["message"] == "delivery failed ticket=17"
    assert line["attempts"] == 3
    assert line["time"].endswith("+00:00")
    assert line["traceback"].endswith("KeyError: 'lane'")


def test_a_record_with_wrong_arguments_is_written_without_them() -> None:
    stream = io.StringIO()
    handler = set_up("info", "console", ["sesame"], stream)

    handler.handle(logging.LogRecord("test", logging.INFO, __file__, 1, "%d tickets", ("sesame",), None))

    assert "%d tickets (arguments do not fit: TypeError)" in stream.getvalue()
    assert "sesame" not in stream.getvalue()


def test_setting_up_again_replaces_the_handler() -> None:
    first = logged_by()
    second = logged_by(level="warning")

    log.info("quiet")
    log.warning("loud")

    assert first.getvalue() == ""
    assert second.getvalue().count("loud") == 1
    assert "quiet" not in second.getvalue()


def test_the_url_of_each_request_is_not_logged_by_the_http_library() -> None:
    stream = logged_by()

    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot1:x/getMe")
    logging.getLogger("httpx").warning("odd")

    assert "getMe" not in stream.getvalue()
    assert "odd" in stream.getvalue()


def test_warnings_of_python_go_to_the_log() -> None:
    stream = io.StringIO()

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        set_up("info", "console", [], stream)
        warnings.warn("this will change", FutureWarning, stacklevel=1)
        logging.captureWarnings(False)

    assert "FutureWarning: this will change" in stream.getvalue()


def test_the_usual_stream_is_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    handler = set_up("info", "console", [])

    log.info("on deck")

    assert isinstance(handler, logging.StreamHandler)
    assert handler.stream is sys.stderr
    assert "on deck" in capsys.readouterr().err


def test_control_signs_become_escapes() -> None:
    assert one_line("a\nb\tc\x85d") == "a\\nb\\tc\\x85d"
