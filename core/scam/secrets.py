"""Finds secrets that nobody may ever see in a chat: recovery phrases, private keys, tokens. Never keeps them.

Phrases are in ``phrases.py``; this module holds the single values (keys, tokens, files) and the common entry
points.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.scam.canonical import visible
from core.scam.outline import outline, outline_table
from core.scam.phrases import find_phrases


class SecretKind(StrEnum):
    PHRASE = "phrase"
    WIF = "wif"
    EXTENDED_KEY = "extended-key"
    RAW_KEY = "raw-key"
    KEYSTORE = "keystore"
    BOT_TOKEN = "bot-token"
    DISCORD_TOKEN = "discord-token"
    API_SECRET = "api-secret"
    PEM = "pem"


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret stands in the text, never its words. ``sure``: a checksum or fixed form proves it."""

    kind: SecretKind
    start: int
    end: int
    sure: bool = True


# The shortest value below is a label with 24 characters behind it; every other one is longer.
_LONG = 24
# What all of them hold is a long run of these; keys written as numbers, files and PEM aside.
_RUN_OUTLINE = outline_table(lambda letter: "x" if letter.isalnum() or letter in "+/=_-" else " ")
_RUN = "x" * _LONG
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_VALUE = {letter: value for value, letter in enumerate(_BASE58)}

_WIF = re.compile(r"(?<![0-9A-Za-z])[59KLc][1-9A-HJ-NP-Za-km-z]{50,51}(?![0-9A-Za-z])")
_EXTENDED = re.compile(r"(?<![0-9A-Za-z])[xyzYZtuvUV]prv[1-9A-HJ-NP-Za-km-z]{105,108}(?![0-9A-Za-z])")
# 64 hex digits are a private key or, far more often, a transaction; 87 or 88 base58 digits likewise on
# Solana.
_RAW = re.compile(r"(?<![0-9A-Za-z/])(?:(?:0x)?[0-9a-fA-F]{64}|[1-9A-HJ-NP-Za-km-z]{87,88})(?![0-9A-Za-z])")
_KEY_LABEL = re.compile(
    r"priv(?:ate)?[\s_-]{0,3}key|secret[\s_-]{0,3}key|(?<![a-z0-9])pk(?![a-z0-9])|keystore|私钥|私鑰|密钥|密鑰|"
    r"приватн\w{0,6}\s{1,3}ключ|закрыт\w{0,6}\s{1,3}ключ|секретн\w{0,6}\s{1,3}ключ|приватник|"
    r"தனிப்பட்ட|தனியார்|ரகசிய"
)
_HASH_LABEL = re.compile(
    r"(?<![a-z])(?:tx(?:n|id|hash)?s?|transactions?|hash(?:es)?|blocks?|blockhash|signatures?|root|commit)(?![a-z])"
    r"|public[\s_-]{0,3}key|交易|哈希|区块|區塊|公钥|公鑰|транзакц|хеш|хэш|блок|публичн|பரிவர்த்தனை"
)
_KEY_BYTES = re.compile(r"\[\s{0,4}(?:\d{1,3}\s{0,4},\s{0,4}){63}\d{1,3}\s{0,4}\]")
_TELEGRAM = re.compile(r"(?<![0-9A-Za-z])\d{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])")
_DISCORD = re.compile(
    r"(?<![A-Za-z0-9_-])([A-Za-z0-9_-]{23,28})\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])"
)
_LABELLED = re.compile(
    r"(?:(?:api|client|access|binance|okx|bybit|kraken|kucoin|coinbase|bitget|gate)[\s_-]{0,3}"
    r"(?:secret|key|passphrase)(?:[\s_-]{0,3}key)?|secret[\s_-]{0,3}key)"
    r"[\"']?\s{0,3}(?:is|[:=：是为為]|=>)?\s{0,3}[\"']?([A-Za-z0-9+/=_-]{24,128})",
    re.IGNORECASE,
)
_PEM = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----")
_PEM_END = re.compile(r"-----END (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----")
_BEFORE = 64
_AFTER = 40


def find(text: str) -> list[Secret]:
    """All secrets in the text, by position, without overlaps.

    An ordinary message costs a few microseconds.
    """
    if len(text) < 12:
        return []
    if text.isascii():
        return _find_visible(text)
    shown, places = visible(text)
    found = _find_visible(shown)
    if places is None:
        return found
    return [Secret(one.kind, places[one.start], places[one.end - 1] + 1, one.sure) for one in found]


def redact(text: str, mark: str) -> str:
    """The text with every secret replaced by the mark."""
    parts: list[str] = []
    done = 0
    for secret in find(text):
        parts += (text[done : secret.start], mark)
        done = secret.end
    return "".join((*parts, text[done:])) if parts else text


def _find_visible(text: str) -> list[Secret]:
    found = [Secret(SecretKind.PHRASE, run.start, run.end, run.valid) for run in find_phrases(text)]
    if len(text) >= _LONG:
        if _RUN in outline(text, _RUN_OUTLINE):
            for gate, detectors in _LONG_DETECTORS:
                if gate.search(text):
                    for detector in detectors:
                        found.extend(detector(text))
        if "[" in text:
            found.extend(_key_bytes(text))
        if '"' in text:
            found.extend(_keystores(text))
        if "-----" in text:
            found.extend(_pem(text))
    return found if len(found) < 2 else _apart(found)


def _apart(found: list[Secret]) -> list[Secret]:
    """Sorted, with overlapping ones joined under the kind of the one that starts first."""
    found.sort(key=lambda one: (one.start, -one.end))
    kept = [found[0]]
    for one in found[1:]:
        last = kept[-1]
        if one.start >= last.end:
            kept.append(one)
        elif one.end > last.end:
            kept[-1] = Secret(last.kind, last.start, one.end, last.sure)
    return kept


def _base58_payload(digits: str) -> bytes | None:
    """What a base58check string holds, or None if its checksum is wrong."""
    number = 0
    for digit in digits:
        number = number * 58 + _BASE58_VALUE[digit]
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    payload, checksum = raw[:-4], raw[-4:]
    wanted = hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    return payload if checksum == wanted else None


def _wif(text: str) -> Iterator[Secret]:
    for match in _WIF.finditer(text):
        payload = _base58_payload(match[0])
        if payload is not None and payload[0] in (0x80, 0xEF) and len(payload) in (33, 34):
            yield Secret(SecretKind.WIF, *match.span())


def _extended(text: str) -> Iterator[Secret]:
    for match in _EXTENDED.finditer(text):
        payload = _base58_payload(match[0])
        if payload is not None and len(payload) == 78:
            yield Secret(SecretKind.EXTENDED_KEY, *match.span())


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    """Where the last hit ends, or -1."""
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _raw_keys(text: str) -> Iterator[Secret]:
    for match in _RAW.finditer(text):
        start, end = match.span()
        before = text[max(0, start - _BEFORE) : start].lower()
        after = text[end : end + _AFTER].lower()
        word_before = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
        if "://" in word_before or "/" in word_before:
            continue
        labelled = _last_end(_KEY_LABEL, before)
        hashed = _last_end(_HASH_LABEL, before)
        # "private key … tx 0xabc" is a transaction: the label that stands nearer tells what the digits are.
        follows = labelled < 0 and hashed < 0 and _KEY_LABEL.search(after.split("\n")[0]) is not None
        if labelled > hashed or follows:
            yield Secret(SecretKind.RAW_KEY, start, end, sure=False)


def _key_bytes(text: str) -> Iterator[Secret]:
    """A Solana key file: 64 bytes written as numbers."""
    for match in _KEY_BYTES.finditer(text):
        if all(int(number) < 256 for number in match[0].strip("[] \n\r\t").split(",")):
            yield Secret(SecretKind.RAW_KEY, *match.span())


def _keystores(text: str) -> Iterator[Secret]:
    lower = text.lower()
    inner = lower.find('"ciphertext"')
    if inner >= 0 and '"kdf"' in lower:
        start = lower.find("{")
        end = lower.rfind("}")
        yield Secret(SecretKind.KEYSTORE, start if 0 <= start < inner else inner, end + 1 if end > inner else len(text))


def _pem(text: str) -> Iterator[Secret]:
    for match in _PEM.finditer(text):
        last = _PEM_END.search(text, match.end())
        yield Secret(SecretKind.PEM, match.start(), last.end() if last else len(text))


def _telegram_tokens(text: str) -> Iterator[Secret]:
    for match in _TELEGRAM.finditer(text):
        yield Secret(SecretKind.BOT_TOKEN, *match.span())


def _discord_tokens(text: str) -> Iterator[Secret]:
    """Its first part is the account's number in base64; anything else with two dots is not a token."""
    for match in _DISCORD.finditer(text):
        first = match[1]
        try:
            account = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4))
        except (binascii.Error, ValueError):
            continue
        if account.isdigit():
            yield Secret(SecretKind.DISCORD_TOKEN, *match.span())


def _labelled_secrets(text: str) -> Iterator[Secret]:
    lower = text.lower()
    if "key" not in lower and "secret" not in lower and "passphrase" not in lower:
        return
    for match in _LABELLED.finditer(text):
        value = match[1]
        # Values of exchanges mix letters and digits; a long word or path does not.
        if sum(letter.isdigit() for letter in value) >= 3 and any(letter.isalpha() for letter in value):
            yield Secret(SecretKind.API_SECRET, *match.span(1), sure=False)


# A cheap look first, so that a link in ordinary chat does not run every detector.
_LONG_DETECTORS: tuple[tuple[re.Pattern[str], tuple[Callable[[str], Iterator[Secret]], ...]], ...] = (
    (re.compile(r"[0-9A-Za-z]{50}"), (_wif, _extended, _raw_keys)),
    (re.compile(r"\d:[A-Za-z0-9_-]{35}"), (_telegram_tokens,)),
    (re.compile(r"\.[A-Za-z0-9_-]{27}"), (_discord_tokens,)),
    (re.compile(r"[A-Za-z0-9+/=_-]{24}"), (_labelled_secrets,)),
)
